#include "core/catalog.h"
#include <string.h>

#define LIST(...)    ((const char *const[]){__VA_ARGS__, NULL})
#define FROM_ZERO    ((const char *const[]){NULL})
#define COUNT(array) (sizeof(array) / sizeof *(array))

#define GROUPS   "x25519", "p256", "p384", "p521", "mlkem768", "x25519mlkem768"
#define RSA_KEYS "rsa-2048", "rsa-3072", "rsa-4096"
#define KEYS     RSA_KEYS, "ecdsa-p256", "ecdsa-p384", "ed25519"
#define AEADS    "aes-128-gcm", "aes-256-gcm", "chacha20-poly1305"

#define TIME                                                                                                           \
    {                                                                                                                  \
        .name = "time", .unit = "ns", .headline = true, .doc = "wall time of one operation"                            \
    }
#define CPU_TIME                                                                                                       \
    {                                                                                                                  \
        .name = "cpu_time", .unit = "ns", .doc = "CPU time of one operation (thread clock)"                            \
    }

/* No headline: it is shown where it parts from the median.  Why that threshold: bench/studies/gate/README.md. */
#define MEAN_TIME(on)                                                                                                  \
    {                                                                                                                  \
        .name = "mean_time", .unit = "ns", .transport = on, .gates = true, .least_threshold = 0.05,                    \
        .doc = "mean time of an operation over the whole sample, without the time it waited for a core; includes "     \
               "costs that only few operations pay"                                                                    \
    }

#define INSTRUCTIONS(metric, on, what)                                                                                 \
    {                                                                                                                  \
        .name = metric, .unit = "count", .headline = true, .counted = true, .transport = on, .doc = what               \
    }

#define BUSY(side)                                                                                                     \
    {                                                                                                                  \
        .name = side "_busy", .unit = "ratio", .more_is_better = true, .transport = "loopback",                        \
        .doc = "share of the time for which the " side " kept its core busy"                                           \
    }

/* What an operation costs a side, and what one core of that side would do if it did nothing else. */
#define SIDE_CPU(side, its_unit, of)                                                                                   \
    {                                                                                                                  \
        .name = side "_cpu", .unit = its_unit, .headline = true, .transport = "loopback", .kind = TB_METRIC_SIDE_CPU,  \
        .gates = true, .doc = "CPU time of the " side " process for " of ", kernel included"                           \
    }
#define CAPACITY(side, its_unit, shown, of)                                                                            \
    {                                                                                                                  \
        .name = side "_capacity", .unit = its_unit, .more_is_better = true, .headline = shown,                         \
        .transport = "loopback", .kind = TB_METRIC_CAPACITY,                                                           \
        .doc = of " of one " side " core: 1 / " side                                                                   \
                  "_cpu, so from its CPU time at this load, kernel included; the true limit of a core may differ"      \
    }
#define LATENCY(percent, shown, pct, what)                                                                             \
    {                                                                                                                  \
        .name = "latency_" percent, .unit = "us", .headline = shown, .transport = "loopback",                          \
        .kind = TB_METRIC_LATENCY, .least_threshold = pct / 100.0, .doc = what                                         \
    }

static const struct tb_param_info kx_params[] = {
    {TB_PARAM_KX, LIST(GROUPS, "rsa"), NULL},
    {TB_PARAM_AUTH, LIST(RSA_KEYS), ""},
    {TB_PARAM_OPERATION, LIST("offer", "answer", "finish", "derive", "encrypt", "decrypt", "exchange"), "exchange"},
    {TB_PARAM_KEY, LIST("fresh", "same"), "fresh"},
};

static const struct tb_metric_info kx_metrics[] = {
    TIME,
    CPU_TIME,
    MEAN_TIME(NULL),
    {.name = "client_time", .unit = "ns", .operation = "exchange", .doc = "the client's share of one exchange"},
    {.name = "server_time", .unit = "ns", .operation = "exchange", .doc = "the server's share of one exchange"},
    INSTRUCTIONS("instructions", NULL, "instructions of one operation"),
};

static const struct tb_param_info signature_params[] = {
    {TB_PARAM_AUTH, LIST(KEYS), NULL},
    {TB_PARAM_SCHEME,
     LIST("rsa_pss_rsae_sha256", "rsa_pkcs1_sha256", "ecdsa_secp256r1_sha256", "ecdsa_secp384r1_sha384", "ed25519"),
     NULL},
    {TB_PARAM_OPERATION, LIST("sign", "verify"), NULL},
    {TB_PARAM_KEY, LIST("fresh", "same"), "fresh"},
};

static const struct tb_metric_info signature_metrics[] = {
    TIME,
    CPU_TIME,
    MEAN_TIME(NULL),
    INSTRUCTIONS("instructions", NULL, "instructions of one operation"),
};

static const struct tb_param_info aead_params[] = {
    {TB_PARAM_SUITE, LIST(AEADS), NULL},
    {TB_PARAM_SIZE, NULL, NULL},
    {TB_PARAM_KEYING, LIST("once", "each"), "once"},
    {TB_PARAM_OPERATION, LIST("seal", "open"), NULL},
};

static const struct tb_metric_info aead_metrics[] = {
    {.name = "throughput",
     .unit = "GB/s",
     .more_is_better = true,
     .headline = true,
     .doc = "plaintext, in 10^9 bytes per second"},
    {.name = "cycles_per_byte",
     .unit = "TSC ticks/B",
     .headline = true,
     .doc = "ticks of the time-stamp counter per byte of plaintext; the clock of the core may be faster or slower"},
    {.name = "time", .unit = "ns", .doc = "wall time of one record"},
    {.name = "cpu_time", .unit = "ns", .doc = "CPU time of one record (thread clock)"},
    MEAN_TIME(NULL),
    INSTRUCTIONS("instructions", NULL, "instructions of one record"),
};

#define SIDE_TIMES(of)                                                                                                 \
    {.name = "time", .unit = "ns", .headline = true, .doc = "one " of ", both sides in one thread"},                   \
        {.name = "client_time", .unit = "ns", .headline = true, .doc = "the client's part"},                           \
        {.name = "server_time", .unit = "ns", .headline = true, .doc = "the server's part"},                           \
        {.name = "cpu_time", .unit = "ns", .doc = "CPU time of both sides (thread clock)"}, MEAN_TIME(NULL)

static const struct tb_param_info steady_params[] = {
    {TB_PARAM_OPERATION, LIST("arithmetic", "ping-pong"), NULL},
};

static const struct tb_metric_info steady_metrics[] = {TIME, CPU_TIME, MEAN_TIME(NULL)};

static const struct tb_param_info schedule_params[] = {
    {TB_PARAM_TLS, LIST("tls1.2", "tls1.3"), NULL},
    {TB_PARAM_HASH, LIST("sha256", "sha384"), NULL},
    {TB_PARAM_OPERATION, LIST("secrets", "keys", "finished", "full"), "full"},
};

static const struct tb_metric_info schedule_metrics[] = {
    TIME,
    CPU_TIME,
    MEAN_TIME(NULL),
    INSTRUCTIONS("instructions", NULL, "instructions of one operation"),
};

static const struct tb_param_info trust_params[] = {
    {TB_PARAM_AUTH, LIST(KEYS), NULL},
    {TB_PARAM_OPERATION, LIST("parse", "verify", "verify-parsed", "load"), NULL},
    {TB_PARAM_CHAIN, NULL, "2"},
    {TB_PARAM_ROOTS, NULL, "1"},
    {TB_PARAM_CRL, LIST("none", "0", "100", "10000"), "none"},
    {TB_PARAM_KEY, LIST("fresh", "same"), "fresh"},
};

static const struct tb_metric_info trust_metrics[] = {
    TIME,
    CPU_TIME,
    MEAN_TIME(NULL),
    INSTRUCTIONS("instructions", NULL, "instructions of one operation"),
};

static const struct tb_param_info refusal_params[] = {
    {TB_PARAM_TRANSPORT, LIST("memory"), "memory"},
    {TB_PARAM_TLS, LIST("tls1.2", "tls1.3"), NULL},
    {TB_PARAM_AUTH, LIST(KEYS), NULL},
    {TB_PARAM_OPERATION, LIST("version", "expired", "revoked", "unknown-issuer", "wrong-name", "no-certificate"), NULL},
};

static const struct tb_metric_info refusal_metrics[] = {
    SIDE_TIMES("refused handshake"),
    INSTRUCTIONS("instructions", "memory", "instructions of one refused handshake, both sides"),
};

static const struct tb_param_info handshake_params[] = {
    {TB_PARAM_TRANSPORT, LIST("memory", "loopback"), NULL},
    {TB_PARAM_TLS, LIST("tls1.2", "tls1.3"), NULL},
    {TB_PARAM_KX, LIST(GROUPS, "rsa"), NULL},
    {TB_PARAM_AUTH, LIST(KEYS), NULL},
    {TB_PARAM_SUITE, LIST(AEADS), "aes-128-gcm"},
    {TB_PARAM_OPERATION,
     LIST("full", "negotiate", "retry", "unverified", "mutual", "stapled", "ticketed", "session-id", "ticket",
          "early-data"),
     "full"},
    {TB_PARAM_TICKETS, NULL, "1"},
    {TB_PARAM_CONNECTIONS, NULL, "16"},
};

#define FLIGHT(n, side, of)                                                                                            \
    {                                                                                                                  \
        .name = "flight" n "_time", .unit = "ns", .transport = "memory",                                               \
        .doc = side " in flight " n " of a handshake: " of                                                             \
    }

static const struct tb_metric_info handshake_metrics[] = {
    {.name = "time",
     .unit = "ns",
     .headline = true,
     .transport = "memory",
     .doc = "one handshake, both sides in one thread"},
    {.name = "client_time",
     .unit = "ns",
     .headline = true,
     .transport = "memory",
     .doc = "the client's part, including set-up and release of the connection, and taking the session if it is "
            "resumed"},
    {.name = "server_time",
     .unit = "ns",
     .headline = true,
     .transport = "memory",
     .doc = "the server's part, including set-up and release of the connection"},
    {.name = "cpu_time",
     .unit = "ns",
     .transport = "memory",
     .doc = "CPU time of one handshake (thread clock), both sides"},
    MEAN_TIME("memory"),
    FLIGHT("1", "the client", "ClientHello"),
    FLIGHT("2", "the server", "ServerHello to Finished (1.3) or ServerHelloDone (1.2)"),
    FLIGHT("3", "the client", "verifies the server, ClientKeyExchange in 1.2, Finished"),
    FLIGHT("4", "the server", "checks Finished; answers with its own (1.2), or with tickets if the case has some"),
    FLIGHT("5", "the client", "checks the server's Finished (1.2), or receives tickets"),
    FLIGHT("6", "the server", "only if a library needs one more step"),
    INSTRUCTIONS("instructions", "memory", "instructions of one handshake, both sides"),
    INSTRUCTIONS("client_instructions", "memory", "the client's part, as in client_time"),
    INSTRUCTIONS("server_instructions", "memory", "the server's part, as in server_time"),
    {.name = "client_bytes", .unit = "B", .transport = "memory", .threshold_pct = 1, .doc = "bytes sent by the client"},
    {.name = "server_bytes",
     .unit = "B",
     .transport = "memory",
     .threshold_pct = 1,
     .doc = "bytes sent by the server, including one byte of data after tickets"},
    {.name = "handshakes_per_second",
     .unit = "1/s",
     .more_is_better = true,
     .headline = true,
     .transport = "loopback",
     .kind = TB_METRIC_RATE,
     .doc = "handshakes finished on both ends, from connect to close, per second of wall time"},
    CAPACITY("server", "1/s", true, "handshakes per second"),
    CAPACITY("client", "1/s", false, "handshakes per second"),
    LATENCY("p50", true, 0,
            "time from before connect to the client's Finished (without TLS: to the server's byte), median of all "
            "handshakes; with more than one in flight they wait for each other"),
    LATENCY("p90", false, 10, "the same, 90th percentile of all handshakes"),
    LATENCY("p99", true, 10, "the same, 99th percentile of all handshakes"),
    LATENCY("max", false, 25, "the same, the slowest of all handshakes"),
    SIDE_CPU("client", "ns", "one handshake"),
    SIDE_CPU("server", "ns", "one handshake"),
    BUSY("client"),
    BUSY("server"),
};

static const struct tb_param_info bulk_params[] = {
    {TB_PARAM_TRANSPORT, LIST("memory", "loopback"), NULL},
    {TB_PARAM_TLS, LIST("tls1.2", "tls1.3"), NULL},
    {TB_PARAM_KX, LIST(GROUPS, "rsa"), "p256"},
    {TB_PARAM_AUTH, LIST(KEYS), "ecdsa-p256"},
    {TB_PARAM_SUITE, LIST(AEADS), NULL},
    {TB_PARAM_SIZE, NULL, NULL},
    {TB_PARAM_DIRECTION, LIST("upload", "download"), NULL},
    {TB_PARAM_CONNECTIONS, NULL, "1"},
};

static const struct tb_metric_info bulk_metrics[] = {
    {.name = "throughput",
     .unit = "GB/s",
     .more_is_better = true,
     .headline = true,
     .kind = TB_METRIC_RATE,
     .doc = "application data received, in 10^9 bytes per second"},
    {.name = "time", .unit = "ns", .transport = "memory", .doc = "one write, sealed, opened and read"},
    {.name = "cpu_time",
     .unit = "ns",
     .transport = "memory",
     .doc = "CPU time of one write (thread clock), both sides"},
    MEAN_TIME("memory"),
    INSTRUCTIONS("instructions", "memory", "instructions of one write, sealed, opened and read"),
    {.name = "client_time",
     .unit = "ns/B",
     .headline = true,
     .transport = "memory",
     .doc = "the client's time per byte"},
    {.name = "server_time",
     .unit = "ns/B",
     .headline = true,
     .transport = "memory",
     .doc = "the server's time per byte"},
    CAPACITY("server", "GB/s", true, "10^9 bytes per second"),
    CAPACITY("client", "GB/s", true, "10^9 bytes per second"),
    SIDE_CPU("client", "ns/B", "a byte"),
    SIDE_CPU("server", "ns/B", "a byte"),
    BUSY("client"),
    BUSY("server"),
};

static const struct tb_param_info http_params[] = {
    {TB_PARAM_TRANSPORT, LIST("loopback"), "loopback"}, {TB_PARAM_TLS, LIST("tls1.2", "tls1.3"), "tls1.3"},
    {TB_PARAM_KX, LIST(GROUPS, "rsa"), "x25519"},       {TB_PARAM_AUTH, LIST(KEYS), "ecdsa-p256"},
    {TB_PARAM_SUITE, LIST(AEADS), "aes-128-gcm"},       {TB_PARAM_SIZE, FROM_ZERO, NULL},
    {TB_PARAM_REUSE, LIST("new", "kept"), NULL},        {TB_PARAM_CONNECTIONS, NULL, "16"},
};

static const struct tb_metric_info http_metrics[] = {
    {.name = "requests_per_second",
     .unit = "1/s",
     .more_is_better = true,
     .headline = true,
     .kind = TB_METRIC_RATE,
     .doc = "requests answered completely, per second of wall time"},
    CAPACITY("server", "1/s", true, "requests per second"),
    CAPACITY("client", "1/s", false, "requests per second"),
    {.name = "throughput",
     .unit = "GB/s",
     .more_is_better = true,
     .kind = TB_METRIC_RATE,
     .doc = "response bodies received, in 10^9 bytes per second"},
    {.name = "cpu_per_mib",
     .unit = "us",
     .doc = "CPU time of both processes per MiB of body, kernel and connections included"},
    LATENCY("p50", true, 0,
            "time from the start of a request to the last byte of its response, median; with more than one in flight "
            "they wait for each other"),
    LATENCY("p99", false, 10, "the same, 99th percentile of all requests"),
    SIDE_CPU("client", "ns", "one request"),
    SIDE_CPU("server", "ns", "one request"),
    BUSY("client"),
    BUSY("server"),
};

#define DRIVER(id, operations, its_title, its_doc)                                                                     \
    {                                                                                                                  \
        .name = #id, .title = its_title, .doc = its_doc, .params = id##_params, .num_params = COUNT(id##_params),      \
        .metrics = id##_metrics, .num_metrics = COUNT(id##_metrics), .counted = operations                             \
    }

static const struct tb_driver_info drivers[] = {
    DRIVER(kx, 4, "Key exchange",
           "ephemeral key exchange step by step (offer and finish: client; answer: server; derive: only the derivation "
           "inside finish), and RSA key transport (encrypt: client, with a fresh public key; decrypt: server, always "
           "with the same private key)"),
    DRIVER(signature, 8, "Signatures",
           "signing and verifying a message as long as that of CertificateVerify, hash included; a server always signs "
           "with the same key, and a client verifies with a fresh key unless key is same"),
    DRIVER(aead, 64, "AEAD", "sealing and opening a record of this size, with the key set once as in a connection"),
    DRIVER(schedule, 64, "Session keys", "the key schedule of a connection: TLS 1.2's PRF, TLS 1.3's HKDF"),
    DRIVER(trust, 4, "Certificates",
           "parsing certificates, verifying chains, and loading trust stores; the store has been used before, the "
           "chain has not unless key is same"),
    DRIVER(handshake, 2, "Handshakes",
           "a whole handshake; the client verifies the chain root > intermediate > leaf and the host name; no tickets "
           "unless the operation is about them"),
    DRIVER(refusal, 2, "Refused handshakes", "a handshake that must fail, until both sides know"),
    DRIVER(bulk, 16, "Bulk transfer", "application data over an established connection, in writes of this size"),
    DRIVER(http, 0, "HTTP", "HTTP/1.1 GET over TLS, and over plain TCP for comparison"),
    DRIVER(steady, 0, "Reference work", "work without any TLS library: a change here is a change of the machine"),
};

const struct tb_driver_info *tb_drivers(size_t *num)
{
    *num = COUNT(drivers);
    return drivers;
}

const struct tb_driver_info *tb_driver_by_name(const char *name)
{
    for (size_t i = 0; i < COUNT(drivers); i++)
        if (strcmp(drivers[i].name, name) == 0)
            return &drivers[i];
    return NULL;
}
