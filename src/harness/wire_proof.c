#include "harness/wire_proof.h"
#include "core/algorithms.h"
#include "harness/wire_lengths.h"
#include <string.h>

enum { TEXT_CAP = 1024 };

void tb_wire_proof_watch(void *watcher, enum tb_side side, const uint8_t *bytes, size_t len)
{
    struct tb_wire_proof *proof = watcher;
    tb_hellos_add(&proof->hellos, bytes, len);
    tb_flights_watch(&proof->flights, side, bytes, len);
}

/* Reports what was seen and what was asked if they differ.  Frees both. */
static enum tb_status compare(const struct tb_tls_case *tls, struct tb_text *seen, struct tb_text *asked)
{
    enum tb_status status = TB_OK;
    if (seen->truncated || asked->truncated)
        status = tb_job_fail(tls->job, TB_ERROR, "out of memory for the messages on the wire");
    else if (strcmp(seen->data, asked->data) != 0)
        status = tb_job_fail(tls->job, TB_BAD_PEER, "on the wire: %s; expected: %s", seen->data, asked->data);
    tb_text_free(seen);
    tb_text_free(asked);
    return status;
}

/* ---- Hellos ---- */

static struct tb_hellos asked_hellos(const struct tb_tls_case *tls, bool resumed)
{
    bool tls13 = tls->asked.version == TB_TLS13;
    unsigned retries = tls->operation->retried ? 1 : 0;
    return (struct tb_hellos){
        .client_hellos = 1 + retries,
        .retries = retries,
        .server_hellos = 1,
        .psk = tls13 && resumed,
        .key_share = tls13,
        .group = tls13 ? tls->asked.group : 0,
    };
}

static void describe_hellos(struct tb_text *text, const struct tb_hellos *hellos)
{
    tb_text_init(text, TEXT_CAP);
    tb_text_printf(text, "%u ClientHello, %u HelloRetryRequest, %u ServerHello, %s, %s 0x%04x", hellos->client_hellos,
                   hellos->retries, hellos->server_hellos, hellos->psk ? "a PSK" : "no PSK",
                   hellos->key_share ? "key share" : "no key share", hellos->group);
}

static enum tb_status judge_hellos(const struct tb_wire_proof *proof, const struct tb_tls_case *tls, bool resumed)
{
    struct tb_hellos asked = asked_hellos(tls, resumed);
    struct tb_text asked_text, seen_text;
    describe_hellos(&asked_text, &asked);
    describe_hellos(&seen_text, &proof->hellos);
    return compare(tls, &seen_text, &asked_text);
}

/* ---- Messages ---- */

/* "ClientHello | ServerHello, encrypted": flights, and their items. */
static void describe_flights(struct tb_text *text, const struct tb_flights *flights, bool tls13)
{
    tb_text_init(text, TEXT_CAP);
    for (size_t i = 0; i < flights->num; i++) {
        const struct tb_wire_flight *flight = &flights->flight[i];
        bool sealed_before = false, first = true;
        for (size_t j = 0; j < flight->num_items; j++) {
            const struct tb_wire_item *item = &flight->items[j];
            if (tls13 && item->content == TB_WIRE_CHANGE_CIPHER_SPEC)
                continue;
            bool sealed = item->content == TB_WIRE_APPLICATION_DATA; /* any number of records is allowed */
            if (!(sealed && sealed_before))
                tb_text_printf(text, "%s%s", first ? (i ? " | " : "") : ", ",
                               sealed ? "encrypted" : tb_wire_name(item->content, item->message));
            sealed_before = sealed;
            first = false;
        }
    }
}

static void ask_tls12(struct tb_text *text, const struct tb_tls_case *tls, bool resumed)
{
    static const char finish[] = "ChangeCipherSpec, encrypted record"; /* Finished */
    const struct tb_operation *operation = tls->operation;
    if (resumed) {
        tb_text_printf(text, "ClientHello | ServerHello, %s | %s", finish, finish);
        return;
    }
    tb_text_printf(text, "ClientHello | ServerHello, Certificate, %s%s%sServerHelloDone",
                   operation->stapled ? "CertificateStatus, " : "", tls->asked.group ? "ServerKeyExchange, " : "",
                   operation->mutual ? "CertificateRequest, " : "");
    tb_text_printf(text, " | %sClientKeyExchange, %s%s", operation->mutual ? "Certificate, " : "",
                   operation->mutual ? "CertificateVerify, " : "", finish);
    tb_text_printf(text, " | %s%s", operation->sessions == TB_RESUME_TICKET ? "NewSessionTicket, " : "", finish);
}

static void ask_tls13(struct tb_text *text, const struct tb_tls_case *tls, bool resumed)
{
    if (tls->operation->retried)
        tb_text_add(text, "ClientHello | ServerHello | "); /* the HelloRetryRequest: RFC 8446 4.1.4 */
    tb_text_printf(text, "ClientHello%s | ServerHello, encrypted | encrypted%s",
                   resumed && tls->operation->early ? ", encrypted" : "", tls->tickets ? " | encrypted" : "");
}

static enum tb_status judge_messages(const struct tb_wire_proof *proof, const struct tb_tls_case *tls, bool resumed)
{
    bool tls13 = tls->asked.version == TB_TLS13;
    struct tb_text asked, seen;
    tb_text_init(&asked, TEXT_CAP);
    (tls13 ? ask_tls13 : ask_tls12)(&asked, tls, resumed);
    describe_flights(&seen, &proof->flights, tls13);
    return compare(tls, &seen, &asked);
}

/* ---- Bytes ---- */

static enum tb_status judge_bytes(const struct tb_wire_proof *proof, const struct tb_tls_case *tls, bool resumed)
{
    for (size_t i = 0; i < proof->flights.num; i++) {
        struct tb_lengths asked = tb_lengths_asked(tls, resumed, i);
        size_t seen = tb_wire_sealed(&proof->flights.flight[i], tb_protection(tls));
        if (seen < asked.least || seen > asked.most)
            return tb_job_fail(tls->job, TB_BAD_PEER,
                               "flight %zu has %zu encrypted bytes on the wire; expected %zu to %zu: %s", i + 1, seen,
                               asked.least, asked.most,
                               seen > asked.most ? "there is a message that the case does not ask for"
                                                 : "a message is missing, or compressed");
    }
    return TB_OK;
}

enum tb_status tb_wire_proof_judge(const struct tb_wire_proof *proof, const struct tb_tls_case *tls, bool resumed)
{
    if (tls->job->backend->cleartext)
        return TB_OK;
    if (proof->flights.damaged)
        return tb_job_fail(tls->job, TB_BAD_PEER, "a flight does not consist of complete TLS records and messages");
    enum tb_status status = judge_hellos(proof, tls, resumed);
    if (status == TB_OK)
        status = judge_messages(proof, tls, resumed);
    return status == TB_OK ? judge_bytes(proof, tls, resumed) : status;
}
