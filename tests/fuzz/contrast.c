/* contrast.c - the values of --against: a partner must be a valid case. */
#include "control/verdict/contrast.h"
#include "core/text.h"
#include "fuzz.h"
#include <string.h>

static const char *const names[] = {
    "kx/p256/offer",
    "aead/aes-128-gcm/64/once/seal",
    "signature/ecdsa-p256/ecdsa_secp256r1_sha256/sign",
    "handshake/memory/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full",
    "handshake/loopback/tls1.2/p256/ecdsa-p256/aes-128-gcm/ticket/4",
    "bulk/memory/tls1.3/p256/ecdsa-p256/aes-128-gcm/16384/download",
};
enum { NUM = sizeof names / sizeof *names };

static void look_at(const struct tb_contrast *contrast, const struct tb_case *c)
{
    struct tb_case partner, parsed;
    struct tb_text why, name;
    tb_text_init(&why, 2000);
    tb_text_init(&name, 2000);
    bool good = tb_contrast_partner(contrast, c, &partner, &why);
    tb_promise(good == (why.len == 0));
    if (good) {
        tb_case_name(&partner, &name);
        tb_promise(tb_case_parse(&parsed, name.data, &why) && tb_case_equal(&parsed, &partner));
    }
    tb_text_free(&name);
    tb_text_free(&why);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    char *text = tb_fuzz_text(bytes, len);
    struct tb_words words = {0}, alone = {0};
    struct tb_contrast contrast;
    struct tb_cases cases = {0};
    struct tb_text why;
    tb_text_init(&why, 4000);
    tb_promise(tb_words_split(&words, text, ", "));
    bool good = tb_contrast_parse(&contrast, &words, &why);
    tb_promise(good == (why.len == 0));
    for (size_t i = 0; good && i < NUM; i++) {
        struct tb_case c;
        tb_promise(tb_case_parse(&c, names[i], &why) && tb_cases_add(&cases, &c, &why));
        look_at(&contrast, &c);
    }
    if (good && words.num > 0) {
        bool kept = tb_contrast_cases(&contrast, &cases, &alone, &why);
        tb_promise(kept == (why.len == 0));
        tb_promise(!kept || tb_contrast_most(&contrast, &cases) > 0);
    }
    tb_cases_free(&cases);
    tb_words_free(&alone);
    tb_words_free(&words);
    tb_text_free(&why);
    free(text);
    return 0;
}
