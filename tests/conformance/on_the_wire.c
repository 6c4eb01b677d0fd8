/* on_the_wire.c - what a library adds to a handshake by itself, as seen on the wire.
 *
 * Both hellos have the extensions that the case needs and no others, as numbered by IANA's "TLS ExtensionType Values":
 * everything that is not requested is off (backends/backend.h).  Extensions that a library cannot leave out are in a
 * list below, with the reason why they do not distort a comparison.  TLS 1.2 tickets are sent only in full handshakes.
 */
#include "core/algorithms.h"
#include "core/hellos.h"
#include "core/wire.h"
#include "session.h"
#include <string.h>

enum {
    SERVER_NAME = 0,
    STATUS_REQUEST = 5,
    SUPPORTED_GROUPS = 10,
    EC_POINT_FORMATS = 11,
    SIGNATURE_ALGORITHMS = 13,
    PADDING = 21,
    EXTENDED_MASTER_SECRET = 23,
    SESSION_TICKET = 35,
    PRE_SHARED_KEY = 41,
    EARLY_DATA = 42,
    SUPPORTED_VERSIONS = 43,
    PSK_KEY_EXCHANGE_MODES = 45,
    KEY_SHARE = 51,
    RENEGOTIATION_INFO = 0xff01
};

struct kind {
    const char *name;
    const struct tls_case *c;
    enum tb_resumption resumption;
    bool mutual;
};
static const struct tls_case rsa_case = {TB_TLS12, 0x009c, 0, "rsa-2048", true, false};
static const struct kind kinds[] = {
    {"TLS 1.2", &tls12_case, TB_RESUME_NONE, false},
    {"TLS 1.2, RSA key transport", &rsa_case, TB_RESUME_NONE, false},
    {"TLS 1.2, mutual", &tls12_case, TB_RESUME_NONE, true},
    {"TLS 1.2, session ID", &tls12_case, TB_RESUME_SESSION_ID, false},
    {"TLS 1.2, ticket", &tls12_case, TB_RESUME_TICKET, false},
    {"TLS 1.3", &tls13_case, TB_RESUME_NONE, false},
    {"TLS 1.3, mutual", &tls13_case, TB_RESUME_NONE, true},
    {"TLS 1.3, ticket", &tls13_case, TB_RESUME_TICKET, false},
};

/* Extensions of a ClientHello that are not needed, and that no setting of its library leaves out. */
static const struct {
    uint16_t version, type; /* version 0: both */
    const char *harmless;
} known[] = {
    {TB_TLS13, PSK_KEY_EXCHANGE_MODES, "6 bytes in the hellos of all libraries, also of those that resume nothing"},
    {TB_TLS13, EC_POINT_FORMATS, "8 bytes of OpenSSL's, which mean nothing in TLS 1.3"},
    {TB_TLS13, SESSION_TICKET, "4 bytes of OpenSSL's: the empty extension of TLS 1.2"},
    {0, PADDING,
     "BoringSSL's: a hello of 256 to 511 bytes is made 512 long, for servers that hang otherwise (RFC 7685)"},
};

/* The bytes on the wire, in both directions. */
struct seen {
    struct wire to_server, to_client;
    struct tb_hellos hellos;
};

static void look(struct session *session, struct seen *seen)
{
    *seen = (struct seen){.hellos.retries = 0};
    session->to_server.copy = &seen->to_server;
    session->to_client.copy = &seen->to_client;
    session_handshake(session);
    expect_connected(session);
    tb_hellos_add(&seen->hellos, seen->to_server.data, seen->to_server.len);
    tb_hellos_add(&seen->hellos, seen->to_client.data, seen->to_client.len);
}

static void forget(struct seen *seen)
{
    wire_free(&seen->to_server);
    wire_free(&seen->to_client);
}

static bool is_needed(uint16_t type, const struct kind *kind, bool server, bool resumed)
{
    bool tls13 = kind->c->version == TB_TLS13, tickets = kind->resumption == TB_RESUME_TICKET;
    switch (type) {
    case SERVER_NAME: /* a server answers it in the clear in TLS 1.2, and encrypted in TLS 1.3 */
        return !server || !tls13;
    case SUPPORTED_GROUPS:
    case SIGNATURE_ALGORITHMS:
        return !server;
    case EC_POINT_FORMATS:
    case EXTENDED_MASTER_SECRET:
    case RENEGOTIATION_INFO:
        return !tls13;
    case SESSION_TICKET:
        return !tls13 && tickets && (!server || !resumed);
    case PRE_SHARED_KEY:
        return tls13 && resumed;
    case PSK_KEY_EXCHANGE_MODES:
        return tls13 && !server && tickets;
    case SUPPORTED_VERSIONS:
    case KEY_SHARE:
        return tls13;
    default:
        return false;
    }
}

static const char *why_harmless(uint16_t type, const struct kind *kind, bool server)
{
    for (size_t i = 0; i < sizeof known / sizeof known[0] && !server; i++)
        if ((!known[i].version || known[i].version == kind->c->version) && known[i].type == type)
            return known[i].harmless;
    return NULL;
}

static void expect_needed(const struct tb_extensions *list, const struct kind *kind, bool server, bool resumed)
{
    const char *hello = server ? "ServerHello" : "ClientHello";
    expect(list->num < TB_MOST_EXTENSIONS, "the %s has too many extensions to look at", hello);
    for (size_t i = 0; i < list->num; i++) {
        uint16_t type = list->type[i];
        if (is_needed(type, kind, server, resumed))
            continue;
        const char *harmless = why_harmless(type, kind, server);
        expect(harmless, "the %s has extension %u, which nobody asked for", hello, type);
        print_message("the %s has extension %u: %s\n", hello, type, harmless);
    }
}

/* Plaintext messages.  In TLS 1.3 tickets are not among them. */
static size_t tickets_in(const struct wire *wire)
{
    enum { NEW_SESSION_TICKET = 4 };
    struct tb_wire direction = {0};
    struct tb_wire_flight sent;
    size_t tickets = 0;
    expect(tb_wire_read(&direction, &sent, wire->data, wire->len), "what was sent is not made of whole records");
    for (size_t i = 0; i < sent.num_items; i++)
        tickets += sent.items[i].content == TB_WIRE_HANDSHAKE && sent.items[i].message == NEW_SESSION_TICKET;
    return tickets;
}

static void open_kind(struct session *session, const struct subject *subject, const struct kind *kind)
{
    struct wishes wishes;
    require_case(subject, kind->c);
    wishes_init(&wishes, subject, kind->c);
    if (kind->resumption != TB_RESUME_NONE)
        wish_resumption(&wishes, kind->resumption, kind->c->version == TB_TLS13 ? 1 : 0);
    if (kind->mutual) {
        wishes.client.chain_pem = wishes.client_chain = read_pki(subject, kind->c->auth, "client.pem");
        wishes.client.key_pem = wishes.key;
        wishes.server.verify_peer = true;
        wishes.server.roots_pem = wishes.roots;
    }
    session_open(session, subject, &wishes, kind->c);
    wishes_free(&wishes);
}

static void expect_only_needed(struct session *session, const struct kind *kind, bool resumed)
{
    struct seen seen;
    look(session, &seen);
    expect(negotiated_of(&session->client).resumed == resumed, "resumed is %d", !resumed);
    expect_needed(&seen.hellos.offered, kind, false, resumed);
    expect_needed(&seen.hellos.answered, kind, true, resumed);
    size_t tickets = tickets_in(&seen.to_client);
    size_t asked = kind->c->version == TB_TLS12 && kind->resumption == TB_RESUME_TICKET && !resumed ? 1 : 0;
    expect(tickets == asked, "%zu messages NewSessionTicket, asked were %zu", tickets, asked);
    session->to_server.copy = session->to_client.copy = NULL;
    forget(&seen);
}

static void only_what_is_needed(const struct subject *subject, const void *row)
{
    const struct kind *kind = row;
    struct session session;
    open_kind(&session, subject, kind);
    expect_only_needed(&session, kind, false);
    if (kind->resumption != TB_RESUME_NONE) {
        tb_session_state *state = take_session(&session);
        session_return(&session, state);
        expect_only_needed(&session, kind, true);
        subject->backend->tls->session_release(state);
    }
    session_close(&session);
}

int test_wire(const struct subject *subject)
{
    struct test_list list = {.subject = subject};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        add_test(&list, only_what_is_needed, &kinds[i], "wire: %s: nothing that is not asked for", kinds[i].name);
    return run_list(&list, "wire");
}
