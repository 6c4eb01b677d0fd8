/* anatomy_parts.c - the model of a handshake: the primitives in each turn, by RFC 8446 2 and RFC 5246 7.3. */
#include "control/anatomy/anatomy.h"
#include "control/plan/expand.h"
#include "core/algorithms.h"
#include "core/catalog.h"
#include <string.h>

struct model {
    struct tb_anatomy_part *parts;
    size_t num;
    const struct tb_case *c;
    struct tb_text *why;
    bool good;
};

static const char *value(const struct tb_case *c, enum tb_param param)
{
    return c->value[param];
}

static bool is(const struct tb_case *c, enum tb_param param, const char *text)
{
    return strcmp(c->value[param], text) == 0;
}

/* Adds a part to the turn that makes flight `flight`. */
__attribute__((format(printf, 4, 5))) static void add(struct model *model, enum tb_phase phase, size_t flight,
                                                      const char *format, ...)
{
    struct tb_text name;
    va_list args;
    tb_text_init(&name, 200);
    va_start(args, format);
    tb_text_vprintf(&name, format, args);
    va_end(args);
    model->good = model->good && model->num < TB_MOST_PARTS;
    if (model->good) {
        struct tb_anatomy_part *part = &model->parts[model->num++];
        *part = (struct tb_anatomy_part){.phase = phase, .stretch = TB_FIRST_FLIGHT + flight - 1};
        model->good = tb_case_parse(&part->c, name.data, model->why);
    }
    tb_text_free(&name);
}

static void add_kx(struct model *model, size_t flight, const char *step)
{
    const struct tb_case *c = model->c;
    if (is(c, TB_PARAM_KX, "rsa"))
        add(model, TB_PHASE_KX, flight, "kx/rsa/%s/%s", value(c, TB_PARAM_AUTH), step);
    else
        add(model, TB_PHASE_KX, flight, "kx/%s/%s", value(c, TB_PARAM_KX), step);
}

static void add_signature(struct model *model, size_t flight, const char *step)
{
    const char *auth = value(model->c, TB_PARAM_AUTH);
    const struct tb_auth *info = tb_auth_by_name(auth);
    char unknown[8];
    uint16_t scheme = is(model->c, TB_PARAM_TLS, "tls1.3") ? info->tls13_scheme : info->tls12_scheme;
    add(model, TB_PHASE_SIGNATURE, flight, "signature/%s/%s/%s", auth, tb_scheme_name(scheme, unknown), step);
}

static void add_chain(struct model *model, size_t flight)
{
    add(model, TB_PHASE_CERTIFICATES, flight, "trust/%s/verify/2/1/none", value(model->c, TB_PARAM_AUTH));
}

static void add_schedule(struct model *model, size_t flight, const char *step)
{
    const char *hash = is(model->c, TB_PARAM_SUITE, "aes-256-gcm") ? "sha384" : "sha256";
    add(model, TB_PHASE_SCHEDULE, flight, "schedule/%s/%s/%s", value(model->c, TB_PARAM_TLS), hash, step);
}

/* Authentication: `prover` is the flight in which one side signs; the other side verifies in the next. */
static void add_proof(struct model *model, size_t prover)
{
    add_signature(model, prover, "sign");
    add_signature(model, prover + 1, "verify/fresh"); /* the key comes from the certificate, and has not been used
                                                       * before */
    if (!is(model->c, TB_PARAM_OPERATION, "unverified"))
        add_chain(model, prover + 1);
}

static void model_tls13(struct model *model, bool resumed)
{
    size_t hello = 1;
    if (is(model->c, TB_PARAM_OPERATION, "retry")) { /* the first share is for the most common other group */
        add(model, TB_PHASE_KX, 1, "kx/%s/offer", is(model->c, TB_PARAM_KX, "x25519") ? "p256" : "x25519");
        hello = 3;
    }
    add_kx(model, hello, "offer");
    add_kx(model, hello + 1, "answer");
    add_kx(model, hello + 2, "finish");
    add_schedule(model, hello + 1, "full");
    add_schedule(model, hello + 2, "full");
    if (!resumed)
        add_proof(model, hello + 1);
    if (is(model->c, TB_PARAM_OPERATION, "mutual"))
        add_proof(model, hello + 2);
}

/* In TLS 1.2 the server sends its share first, and the client answers. */
static void model_tls12(struct model *model)
{
    bool transport = is(model->c, TB_PARAM_KX, "rsa");
    if (transport) {
        add_kx(model, 3, "encrypt/fresh");
        add_kx(model, 4, "decrypt");
        add_chain(model, 3);
    } else {
        add_kx(model, 2, "offer");
        add_kx(model, 3, "answer");
        add_kx(model, 4, "finish");
        add_proof(model, 2);
    }
    add_schedule(model, 3, "full");
    add_schedule(model, 4, "full");
    if (is(model->c, TB_PARAM_OPERATION, "mutual"))
        add_proof(model, 3);
}

/* Resumption reuses the master secret. */
static void model_tls12_resumed(struct model *model)
{
    for (size_t flight = 2; flight <= 3; flight++) {
        add_schedule(model, flight, "keys");
        add_schedule(model, flight, "finished");
    }
}

size_t tb_anatomy_parts(struct tb_anatomy_part parts[TB_MOST_PARTS], const struct tb_case *c, struct tb_text *why)
{
    struct model model = {.parts = parts, .c = c, .why = why, .good = true};
    bool resumed = is(c, TB_PARAM_OPERATION, "ticket") || is(c, TB_PARAM_OPERATION, "session-id") ||
                   is(c, TB_PARAM_OPERATION, "early-data");
    if (is(c, TB_PARAM_TLS, "tls1.3"))
        model_tls13(&model, resumed);
    else if (resumed)
        model_tls12_resumed(&model);
    else
        model_tls12(&model);
    return model.good ? model.num : 0;
}

bool tb_anatomy_add_parts(struct tb_cases *cases, struct tb_text *why)
{
    size_t num = cases->num;
    for (size_t i = 0; i < num; i++) {
        struct tb_case c = cases->items[i]; /* a copy, because adding moves the items */
        struct tb_anatomy_part parts[TB_MOST_PARTS];
        if (!c.driver->handshakes || !is(&c, TB_PARAM_TRANSPORT, "memory") || tb_case_threads(&c) > 1) {
            tb_case_name(&c, why);
            tb_text_add(why, " is not a handshake over memory in one thread; name one, such as "
                             "handshake/memory/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full");
            return false;
        }
        size_t num_parts = tb_anatomy_parts(parts, &c, why);
        if (num_parts == 0)
            return false;
        for (size_t j = 0; j < num_parts; j++)
            if (!tb_cases_add(cases, &parts[j].c, why))
                return false;
    }
    return true;
}
