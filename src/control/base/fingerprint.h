/* fingerprint.h - the fingerprint by which the history and noise floors tell machines apart. */
#pragma once

struct json_t;
struct tb_text;

/* Appends the facts on which figures depend, from the host's facts and the unusual conditions (conditions.h): "cpu ...;
 * cores 2; kernel ...; hypervisor ...; compiler ...; cpu quota 0.2 cores" */
void tb_host_fingerprint(const struct json_t *host, const struct json_t *conditions, struct tb_text *text);
