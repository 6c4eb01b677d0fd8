#include "bench/drivers/names_proof.h"
#include "bench/drivers/reason.h"
#include "harness/hosts.h"

/* One handshake, which this side must refuse. */
static enum tb_status prove_refusal(struct tb_session *session, enum tb_hosts_trick trick, enum tb_side refuser,
                                    enum tb_refusal reason)
{
    const struct tb_job *job = session->job;
    const struct tb_tls_ops *ops = job->backend->tls;
    struct tb_session_times times = {0};
    tb_hosts_seen()->trick = trick;
    enum tb_status status = tb_session_connect(session, &times);
    tb_hosts_seen()->trick = TB_HOSTS_HONEST;
    enum tb_refusal said = reason;
    if (status == TB_BAD_PEER && ops->refusal)
        said = ops->refusal(session->connection[refuser].conn);
    tb_session_disconnect(session, &times);
    if (status == TB_OK)
        return tb_job_fail(job, TB_BAD_PEER, "%s",
                           refuser == TB_CLIENT ? "the client accepted a certificate for another host"
                                                : "the server has no certificate for the host, and presented one");
    if (status != TB_BAD_PEER)
        return status;
    tb_text_clear(job->why);
    if (said == reason)
        return TB_OK;
    return tb_job_fail(job, TB_BAD_PEER, "the %s refused because of %s instead of %s",
                       refuser == TB_CLIENT ? "client" : "server", tb_refusal_name(said), tb_refusal_name(reason));
}

enum tb_status tb_prove_names(struct tb_session *session)
{
    const struct tb_hosts *hosts = session->tls.hosts;
    if (!hosts)
        return TB_OK;
    enum tb_status status = TB_OK;
    if (hosts->table->num > 1) /* otherwise there is no other */
        status = prove_refusal(session, TB_HOSTS_MISTAKEN, TB_CLIENT, TB_REFUSED_NAME);
    if (status == TB_OK)
        status = prove_refusal(session, TB_HOSTS_FOREIGN, TB_SERVER, TB_REFUSED_UNKNOWN_NAME);
    tb_hosts_seen()->lookups = 0; /* these were looked up for nothing, and must not stand for others */
    return status;
}
