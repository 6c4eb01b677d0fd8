#include "backends/known_faults.h"
#include "backends/known_fault_vectors.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { SHARE_MAX = 2048, SECRET_MAX = 128, FIELD_MAX = 1024 };

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct tb_known_fault faults[] = {
    {
        .algorithm = "x25519",
        .what = "gives a wrong secret for",
        .product = "wolfSSL",
        .seen = "5.7.2 with its x86-64 assembly, 2026-11-28",
        .mended = "upstream, 103 to 105 at least: wolfSSL pull request 10536 of May 2026",
        .vectors = tb_x25519_vectors,
        .num_vectors = COUNT(tb_x25519_vectors),
    },
    {
        .algorithm = "rsa_pkcs1_sha256",
        .what = "accepts signatures that are not below the modulus in",
        .product = "wolfSSL",
        .seen = "5.5.4 and 5.7.2, 2026-11-28",
        .mended = "upstream: wolfSSL pull request 9622 of January 2026",
        .vectors = tb_rsa_vectors,
        .num_vectors = COUNT(tb_rsa_vectors),
    },
    {
        .algorithm = "ed25519",
        .what = "accepts signatures with an S that is not below the group's order in",
        .product = "wolfSSL",
        .seen = "5.5.4, 2026-11-28",
        .mended = "in 5.7.2: wolfSSL pull request 7513 of May 2024",
        .vectors = tb_ed25519_vectors,
        .num_vectors = COUNT(tb_ed25519_vectors),
    },
};

const struct tb_known_fault *tb_known_faults(size_t *num)
{
    *num = COUNT(faults);
    return faults;
}

bool tb_fault_is_of(const struct tb_known_fault *fault, const struct tb_info *info)
{
    return strcmp(fault->product, info->product) == 0;
}

/* ---- Running vectors ---- */

struct field {
    size_t len;
    uint8_t bytes[FIELD_MAX];
};

static unsigned digit_of(char c)
{
    return c <= '9' ? (unsigned)(c - '0') : (unsigned)(c - 'a' + 10);
}

/* Only for the vectors of this folder, whose format is known. */
static struct field field_of(const char *hex)
{
    struct field field = {.len = strlen(hex) / 2};
    for (size_t i = 0; i < field.len && i < FIELD_MAX; i++)
        field.bytes[i] = (uint8_t)(digit_of(hex[2 * i]) << 4 | digit_of(hex[2 * i + 1]));
    return field;
}

static struct tb_bytes bytes_of(const struct field *field)
{
    return (struct tb_bytes){field->bytes, field->len};
}

static bool wrong_secret(const struct tb_fault_vector *vector, const struct tb_kx_ops *ops, tb_lib *lib)
{
    uint8_t share_bytes[SHARE_MAX], secret_bytes[SECRET_MAX];
    struct tb_buf share = {share_bytes, 0, SHARE_MAX}, secret = {secret_bytes, 0, SECRET_MAX};
    struct field key = field_of(vector->private_key), peer = field_of(vector->peer), want = field_of(vector->secret);
    tb_kx *kx = NULL;
    if (!ops || !ops->offer_private || ops->offer_private(lib, &kx, &share, vector->group, bytes_of(&key)) != TB_OK)
        return false;
    bool derived = ops->receive(kx, bytes_of(&peer)) == TB_OK && ops->derive(kx, &secret) == TB_OK;
    ops->destroy(kx);
    return derived && (secret.len != want.len || memcmp(secret.data, want.bytes, want.len) != 0);
}

static bool accepted(const struct tb_fault_vector *vector, const struct tb_key_ops *ops, tb_lib *lib)
{
    struct tb_bytes pem = {(const uint8_t *)vector->pem, strlen(vector->pem)};
    struct field message = field_of(vector->message), signature = field_of(vector->signature);
    tb_key *key = NULL;
    if (!ops || !ops->load || !ops->verify || ops->load(lib, &key, pem) != TB_OK)
        return false;
    bool good = ops->verify(key, vector->scheme, bytes_of(&signature), bytes_of(&message)) == TB_OK;
    ops->destroy(key);
    return good;
}

bool tb_fault_shows(const struct tb_fault_vector *vector, const struct tb_backend *backend, tb_lib *lib)
{
    char ignored[64];
    bool shows = vector->group ? wrong_secret(vector, backend->kx, lib) : accepted(vector, backend->key, lib);
    backend->error_text(lib, ignored, sizeof ignored); /* a refusal, which is the right answer */
    return shows;
}

/* ---- Text ---- */

static void add(char *dst, size_t cap, const char *format, ...) __attribute__((format(printf, 3, 4)));
static void add(char *dst, size_t cap, const char *format, ...)
{
    size_t len = strlen(dst);
    va_list args;
    va_start(args, format);
    vsnprintf(dst + len, cap - len, format, args);
    va_end(args);
}

static void describe(char *dst, size_t cap, const struct tb_known_fault *fault, const struct tb_backend *backend,
                     tb_lib *lib)
{
    char which[512] = "";
    const char *file = "";
    size_t num = 0;
    for (size_t i = 0; i < fault->num_vectors; i++) {
        const struct tb_fault_vector *vector = &fault->vectors[i];
        if (!tb_fault_shows(vector, backend, lib))
            continue;
        bool same = strcmp(file, vector->file) == 0;
        add(which, sizeof which, "%s%s%s%u", num ? ", " : "", same ? "" : vector->file, same ? "" : " ", vector->id);
        file = vector->file;
        num++;
    }
    if (num == 0)
        return;
    add(dst, cap, "%s%s: %s %zu published vector%s (Wycheproof %s); ", *dst ? "\n" : "", fault->algorithm, fault->what,
        num, num == 1 ? "" : "s", which);
    if (tb_fault_is_of(fault, backend->info(lib)))
        add(dst, cap, "seen in %s; mended %s", fault->seen, fault->mended);
    else
        add(dst, cap, "known of %s alone so far: tell the library's maintainers", fault->product);
}

void tb_faults_describe(char *dst, size_t cap, const struct tb_backend *backend, tb_lib *lib)
{
    dst[0] = '\0';
    for (size_t i = 0; i < COUNT(faults); i++)
        describe(dst, cap, &faults[i], backend, lib);
}
