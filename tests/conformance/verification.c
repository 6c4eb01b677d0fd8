/* verification.c - certificates that must be refused are, in both versions, and peer_verified is always correct. */
#include "core/iana.h"
#include "session.h"

static const int64_t JANUARY_2024 = 1705276800, YEAR_2100 = 4102444800, YEAR_2020 = 1577836800;

struct scenario {
    const char *name;
    enum tb_refusal refused;    /* NOTHING: it must pass */
    enum tb_refusal coarser;    /* an equally correct reason that some libraries report; NOTHING: there is none */
    const char *chain, *roots;  /* file of the server's chain, folder of the client's root; NULL: those of the case */
    const char *host;           /* NULL: HOST */
    int64_t now;                /* 0: today */
    const char *crls, *crls_of; /* file and folder (NULL: the case's) of the client's CRLs; NULL: none */
    const char *staple;         /* the client requires a staple, and the server has this file; "": it has none */
};
static const struct scenario scenarios[] = {
    {"the right chain", TB_REFUSED_NOTHING, .host = HOST},
    {"another host", TB_REFUSED_NAME, .host = "other.tlsbench.test"},
    {"the parent domain", TB_REFUSED_NAME, .host = "tlsbench.test"},
    {"a longer host", TB_REFUSED_NAME, .host = HOST ".example"},
    {"an unknown authority", TB_REFUSED_UNKNOWN_ISSUER, .roots = "unrelated"},
    {"a withheld intermediate", TB_REFUSED_UNKNOWN_ISSUER, .chain = "leaf.pem"},
    {"a chain of one", TB_REFUSED_NOTHING, .chain = "chain-1.pem"},
    {"a chain of four", TB_REFUSED_NOTHING, .chain = "chain-4.pem"},
    {"a client's certificate", TB_REFUSED_OTHER, .chain = "client.pem", .host = "client.tlsbench.test"},
    /* wolfSSL before 5.7 does not accept an expired authority as an issuer */
    {"the year 2100", TB_REFUSED_EXPIRED, TB_REFUSED_UNKNOWN_ISSUER, .now = YEAR_2100},
    {"the year 2020, before it was valid", TB_REFUSED_EXPIRED, TB_REFUSED_UNKNOWN_ISSUER, .now = YEAR_2020},
    {"January 2024, when it was valid", TB_REFUSED_NOTHING, .now = JANUARY_2024},
    {"an expired certificate", TB_REFUSED_EXPIRED, .chain = "expired.pem"},
    {"an expired certificate, while it was valid", TB_REFUSED_NOTHING, .chain = "expired.pem", .now = JANUARY_2024},
};
/* Scenarios about revocation, which require more of a backend. */
static const struct scenario revocations[] = {
    {"an empty revocation list", TB_REFUSED_NOTHING, .crls = "crl-0.pem"},
    {"not among 100 revoked", TB_REFUSED_NOTHING, .crls = "crl-100.pem"},
    {"not among 10000 revoked", TB_REFUSED_NOTHING, .crls = "crl-10000.pem"},
    {"among 100 revoked", TB_REFUSED_REVOKED, .chain = "revoked.pem", .crls = "crl-100.pem"},
    {"among 10000 revoked", TB_REFUSED_REVOKED, .chain = "revoked.pem", .crls = "crl-10000.pem"},
    {"revoked, and nobody asks", TB_REFUSED_NOTHING, .chain = "revoked.pem"},
    {"somebody else's revocation list", TB_REFUSED_OTHER, .crls = "crl-100.pem", .crls_of = "ed25519"},
    {"a good staple", TB_REFUSED_NOTHING, .staple = "staple.der"},
    /* wolfSSL in TLS 1.2 reports a staple that is not good as a bad one */
    {"a staple that says revoked", TB_REFUSED_REVOKED, TB_REFUSED_STAPLE, .staple = "staple-revoked.der"},
    {"no staple", TB_REFUSED_STAPLE, .staple = ""},
    {"a staple for another certificate", TB_REFUSED_STAPLE, .chain = "revoked.pem", .staple = "staple.der"},
};

struct row {
    const struct tls_case *c;
    const struct scenario *scenario;
};

/* Replaces the contents of `field` by a file, which lives until the wishes are freed. */
static void replace(const struct subject *subject, struct tb_bytes *owner, struct tb_bytes *field, const char *folder,
                    const char *file)
{
    free_bytes(*owner);
    *owner = *field = read_pki(subject, folder, file);
}

static void apply(const struct subject *subject, struct wishes *wishes, const struct tls_case *c,
                  const struct scenario *scenario)
{
    replace(subject, &wishes->chain, &wishes->server.chain_pem, c->auth,
            scenario->chain ? scenario->chain : "chain.pem");
    replace(subject, &wishes->roots, &wishes->client.roots_pem, scenario->roots ? scenario->roots : c->auth,
            "root.pem");
    if (scenario->crls)
        replace(subject, &wishes->crls, &wishes->client.crls_pem, scenario->crls_of ? scenario->crls_of : c->auth,
                scenario->crls);
    if (scenario->staple && scenario->staple[0])
        replace(subject, &wishes->staple, &wishes->server.staple, c->auth, scenario->staple);
    wishes->client.demand_staple = scenario->staple;
    wishes->client.host = scenario->host ? scenario->host : HOST;
    wishes->client.now = scenario->now;
}

/* The client reports the reason; the server only gets an alert, which is less specific. */
static void expect_reason(const struct session *session, const struct scenario *scenario)
{
    expect_refused(session, scenario->name);
    if (!session->client.subject->backend->tls->refusal)
        return; /* the tests of refusals report that */
    enum tb_refusal client = refusal_of(&session->client), server = refusal_of(&session->server);
    expect(client == scenario->refused || (client != TB_REFUSED_NOTHING && client == scenario->coarser),
           "the client refused \"%s\"", refusal_name(client));
    expect(server != TB_REFUSED_NOTHING, "the server heard of no refusal");
}

static void judged(const struct subject *subject, const void *data)
{
    const struct row *row = data;
    struct session session;
    struct wishes wishes;
    require_case(subject, row->c);
    wishes_init(&wishes, subject, row->c);
    apply(subject, &wishes, row->c, row->scenario);
    session_open(&session, subject, &wishes, row->scenario->crls || row->scenario->staple ? NULL : row->c);
    session_handshake(&session);
    if (session.server.handshake == TB_UNSUPPORTED) { /* wolfSSL 5.9 does not tell the peer that its certificate is
                                                       * revoked */
        session_close(&session);
        wishes_free(&wishes);
        skip_here();
    }
    if (row->scenario->refused) {
        expect_reason(&session, row->scenario);
    } else {
        expect_connected(&session);
        expect_negotiated(&session.client, row->c, true);
        expect(negotiated_of(&session.client).stapled == (row->scenario->staple != NULL), "stapled is %d",
               row->scenario->staple == NULL);
    }
    session_close(&session);
    wishes_free(&wishes);
}

/* Without verification, the same chain passes for another host and from an unknown authority, and is not reported as
 * verified. */
static void unverified(const struct subject *subject, const void *data)
{
    const struct tls_case *c = data;
    static const struct scenario wrong = {.host = "other.tlsbench.test", .roots = "unrelated"};
    static const struct scenario right = {.host = HOST};
    const struct scenario *both[] = {&wrong, &right};
    require_case(subject, c);
    for (size_t i = 0; i < 2; i++) {
        struct session session;
        struct wishes wishes;
        wishes_init(&wishes, subject, c);
        apply(subject, &wishes, c, both[i]);
        wishes.client.verify_peer = false;
        session_open(&session, subject, &wishes, c);
        session_handshake(&session);
        expect_connected(&session);
        expect_negotiated(&session.client, c, false);
        session_close(&session);
        wishes_free(&wishes);
    }
}

/* If a library remembered intermediates in the context, it would be measured with another verification than others. */
static void warm_up(const struct subject *subject, const void *data)
{
    const struct tls_case *c = data;
    struct session session;
    struct wishes wishes;
    const struct tb_tls_ops *tls = subject->backend->tls;
    session_start(&session, subject, c); /* sends the intermediate */
    expect_negotiated(&session.client, c, true);

    wishes_init(&wishes, subject, c);
    replace(subject, &wishes.chain, &wishes.server.chain_pem, c->auth, "leaf.pem");
    tls->destroy(session.server.conn);
    tls->ctx_destroy(session.server.ctx);
    session.server.conn = NULL;
    expect_status(subject, TB_OK, tls->ctx_create(subject->lib, &session.server.ctx, &wishes.server));
    session_connect(&session); /* the client's context is the one that received the intermediate */
    session_handshake(&session);
    expect_refused(&session, "an intermediate withheld after a handshake that had it");
    session_close(&session);
    wishes_free(&wishes);
}

/* Opening and closing a connection must not remove anything from a context that another connection still needs in its
 * handshake.  Connections are opened at every stage of it. */
static void others_come_and_go(const struct subject *subject, const void *data)
{
    enum { STEPS = 50, MOST = 1000 };
    const struct tls_case *c = data;
    static const struct scenario stapled = {.staple = "staple.der"};
    struct session session, other;
    struct wishes wishes;
    require_case(subject, c);
    wishes_init(&wishes, subject, c);
    apply(subject, &wishes, c, &stapled);
    session_open(&session, subject, &wishes, NULL);
    session.to_server.crawl = session.to_client.crawl = true;
    bool goes_on = true;
    for (int i = 0; goes_on; i++) {
        expect(i < MOST, "the handshake hangs");
        session_share(&other, &session);
        other.to_server.crawl = other.to_client.crawl = true;
        for (int j = 0; j < STEPS; j++) {
            goes_on = session_step(&session);
            session_step(&other);
        }
        session_close(&other);
    }
    expect_connected(&session);
    expect_negotiated(&session.client, c, true);
    expect(negotiated_of(&session.client).stapled, "no staple");
    session_close(&session);
    wishes_free(&wishes);
}

/* The time of the handshake counts, not that of the context's creation; and a refusal does not affect later
 * connections. */
static void after_refusal(const struct subject *subject, const void *data)
{
    const struct tls_case *c = data;
    struct session session;
    struct wishes wishes;
    const struct tb_tls_ops *tls = subject->backend->tls;
    require_case(subject, c);
    wishes_init(&wishes, subject, c);
    replace(subject, &wishes.chain, &wishes.server.chain_pem, c->auth, "leaf.pem");
    session_open(&session, subject, &wishes, c);
    session_handshake(&session);
    expect_refused(&session, "a withheld intermediate");

    replace(subject, &wishes.chain, &wishes.server.chain_pem, c->auth, "chain.pem");
    tls->destroy(session.server.conn);
    tls->ctx_destroy(session.server.ctx);
    session.server.conn = NULL;
    expect_status(subject, TB_OK, tls->ctx_create(subject->lib, &session.server.ctx, &wishes.server));
    session_connect(&session);
    session_handshake(&session);
    expect_connected(&session);
    expect_negotiated(&session.client, c, true);
    session_close(&session);
    wishes_free(&wishes);
}

int test_verification(const struct subject *subject)
{
    static const struct tls_case cases[] = {
        {TB_TLS13, TB_SUITE_AES_128_GCM_SHA256, TB_GROUP_X25519, "ecdsa-p256", true, false},
        {TB_TLS12, TB_SUITE_ECDHE_ECDSA_AES_128_GCM, TB_GROUP_SECP256R1, "ecdsa-p256", true, false},
        {TB_TLS13, TB_SUITE_AES_128_GCM_SHA256, TB_GROUP_X25519, "rsa-2048", true, false},
        {TB_TLS12, TB_SUITE_ECDHE_RSA_AES_128_GCM, TB_GROUP_SECP256R1, "rsa-2048", true, false},
    };
    enum {
        NUM_CASES = sizeof cases / sizeof cases[0],
        NUM_SCENARIOS = sizeof scenarios / sizeof scenarios[0],
        NUM_REVOCATIONS = sizeof revocations / sizeof revocations[0]
    };
    struct row rows[NUM_CASES][NUM_SCENARIOS], asking[2][NUM_REVOCATIONS];
    struct test_list list = {.subject = subject}, revocation_list = {.subject = subject};
    for (size_t i = 0; i < NUM_CASES; i++) {
        struct case_name name = name_of(&cases[i]);
        for (size_t j = 0; j < NUM_SCENARIOS; j++) {
            rows[i][j] = (struct row){&cases[i], &scenarios[j]};
            add_test(&list, judged, &rows[i][j], "verification: %s: %s", name.text, scenarios[j].name);
        }
        add_test(&list, unverified, &cases[i], "verification: %s: not asked for", name.text);
        add_test(&list, warm_up, &cases[i], "verification: %s: no memory of intermediates", name.text);
        add_test(&list, after_refusal, &cases[i], "verification: %s: after a refusal", name.text);
    }
    for (size_t i = 0; i < 2; i++) {
        struct case_name name = name_of(&cases[i]);
        for (size_t j = 0; j < NUM_REVOCATIONS; j++) {
            asking[i][j] = (struct row){&cases[i], &revocations[j]};
            add_test(&revocation_list, judged, &asking[i][j], "revocation: %s: %s", name.text, revocations[j].name);
        }
        add_test(&revocation_list, others_come_and_go, &cases[i], "revocation: %s: stapled, others come and go",
                 name.text);
    }
    return run_list(&list, "verification") + run_list(&revocation_list, "revocation");
}
