#include "worker/wire_pass.h"
#include "core/catalog.h"
#include "harness/flights.h"
#include <stdio.h>
#include <string.h>

enum { FLIGHT_CAP = 64 * 1024 };

struct pass {
    struct tb_session session;
    struct tb_flights flights;
};

static bool add(struct tb_record *record, size_t flight, const char *what, double value)
{
    char name[32];
    snprintf(name, sizeof name, "flight%zu_%s", flight + 1, what);
    return tb_record_add(record, name, value);
}

static bool add_flight(struct tb_record *record, const struct tb_wire_flight *flight, size_t i)
{
    bool added = add(record, i, "bytes", (double)flight->bytes) && add(record, i, "records", (double)flight->records);
    for (size_t j = 0; j < flight->num_items && added; j++) {
        const struct tb_wire_item *item = &flight->items[j];
        added = add(record, i, "contents", item->content) && add(record, i, "messages", item->message) &&
                add(record, i, "lengths", (double)item->len);
    }
    return added;
}

/* Shows the last of `connections` handshakes, each of which resumes the previous one. */
static enum tb_status look(struct pass *pass, unsigned connections)
{
    struct tb_session_times times = {.side_ns = {0}};
    enum tb_status status = TB_OK;
    for (unsigned i = 0; i < connections && status == TB_OK; i++) {
        pass->flights = (struct tb_flights){.num = 0};
        status = tb_session_connect(&pass->session, &times);
        tb_session_disconnect(&pass->session, &times);
    }
    return status;
}

enum tb_status tb_wire_pass(const struct tb_job *job)
{
    struct pass pass = {.flights.num = 0};
    if (!job->c->driver->handshakes || tb_case_is_pair(job->c) || job->backend->cleartext)
        return tb_job_fail(job, TB_UNSUPPORTED, "--wire applies to TLS handshakes over memory only; name such a case");
    enum tb_status status = tb_session_open(&pass.session, job, FLIGHT_CAP);
    pass.session.watch = tb_flights_watch;
    pass.session.watcher = &pass.flights;
    if (status == TB_OK)
        status = look(&pass, pass.session.tls.operation->resumed ? 2 : 1);
    if (status == TB_OK && pass.flights.damaged)
        status = tb_job_fail(job, TB_BAD_PEER, "a flight does not consist of complete TLS records and messages");
    bool added = true;
    for (size_t i = 0; i < pass.flights.num && status == TB_OK && added; i++)
        added = add_flight(job->record, &pass.flights.flight[i], i);
    if (!added || (status == TB_OK && !tb_tls_case_describe(&pass.session.tls, false)))
        status = tb_job_fail(job, TB_ERROR, "out of memory for the record");
    tb_session_close(&pass.session);
    return status;
}
