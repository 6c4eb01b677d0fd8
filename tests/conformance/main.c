/* main.c - conformance: does an instance of a TLS library do what backends/backend.h says?  Run by CTest, or by hand:
 *
 *   conformance --module build/release/modules/boringssl.so --pki build/release/pki --filter "tls: *"
 */
#include "pairs.h"
#include <getopt.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_LACKS = 16, SIDES = 2 };

static const char usage[] =
    "conformance --module FILE --pki DIR [options]\n"
    "  --module FILE      the instance under test\n"
    "  --pki DIR          keys and certificates that bench/pki/make made\n"
    "  --peer FILE        test this instance as client against FILE as server, in a process of its own, and nothing "
    "else\n"
    "  --strict           what every default instance has must be supported\n"
    "  --may-lack NAME    an exception from --strict, as a skipped test names it: suite:0x009c; may be repeated\n"
    "  --peer-strict, --peer-may-lack NAME\n"
    "                     the same for the peer: neither is held to what the other must have\n"
    "  --filter PATTERN   only tests whose name matches: \"kx: *\"\n";

struct options {
    struct subject subject;
    const char *lacks[SIDES][MOST_LACKS + 1]; /* of the subject, of the peer */
    const char *filter, *serve;
};

static bool add_lack(struct options *options, int side, const char *name)
{
    size_t num = 0;
    while (options->lacks[side][num])
        num++;
    if (num == MOST_LACKS)
        return false;
    options->lacks[side][num] = name;
    return true;
}

static bool parse(struct options *options, int argc, char **argv)
{
    static const struct option known[] = {
        {"module", required_argument, NULL, 'm'},        {"pki", required_argument, NULL, 'k'},
        {"peer", required_argument, NULL, 'p'},          {"strict", no_argument, NULL, 's'},
        {"may-lack", required_argument, NULL, 'l'},      {"filter", required_argument, NULL, 'f'},
        {"serve", required_argument, NULL, 'S'},         {"peer-strict", no_argument, NULL, 'q'},
        {"peer-may-lack", required_argument, NULL, 'r'}, {NULL, 0, NULL, 0}};
    struct subject *subject = &options->subject;
    int option;
    while ((option = getopt_long(argc, argv, "", known, NULL)) != -1) {
        switch (option) {
        case 'm':
            subject->module = optarg;
            break;
        case 'k':
            subject->pki = optarg;
            break;
        case 'p':
            subject->peer = optarg;
            break;
        case 's':
            subject->strict = true;
            break;
        case 'q':
            subject->peer_strict = true;
            break;
        case 'f':
            options->filter = optarg;
            break;
        case 'S':
            options->serve = optarg;
            break;
        case 'l':
        case 'r':
            if (!add_lack(options, option == 'r', optarg))
                return false;
            break;
        default:
            return false;
        }
    }
    subject->may_lack = options->lacks[0];
    subject->peer_may_lack = options->lacks[1];
    return subject->module && subject->pki && optind == argc;
}

static int run_groups(const struct subject *subject)
{
    if (subject->peer)
        return test_pairs(subject);
    const struct tb_backend *backend = subject->backend;
    expect(!subject->strict || (backend->kx && backend->key && backend->aead && backend->hash && backend->tls),
           "%s lacks a whole table of operations", backend->name);
    int failed = test_library(subject);
    if (backend->kx)
        failed += test_kx(subject);
    if (backend->key)
        failed += test_signatures(subject) + test_premaster(subject);
    if (backend->aead)
        failed += test_aead(subject);
    if (backend->hash)
        failed += test_hash(subject) + test_key_schedule(subject);
    if (!backend->cleartext)
        failed += test_edge_cases(subject) + test_wycheproof_reader(subject) + test_wycheproof(subject);
    if (backend->trust || (subject->strict && !backend->cleartext))
        failed += test_trust(subject);
    if (backend->tls)
        failed += test_transport(subject);
    if (backend->tls && !backend->cleartext)
        failed += test_tls(subject) + test_wire(subject) + test_resumption(subject) + test_early_data(subject) +
                  test_verification(subject) + test_names(subject) + test_mutual(subject) + test_failures(subject) +
                  test_leftovers(subject) + test_buffers(subject) + test_threads(subject);
    return failed;
}

/* A missing table has no tests that could be skipped. */
static void tell_missing_tables(const struct tb_backend *backend)
{
    const struct {
        const char *name;
        const void *table;
    } tables[] = {{"key exchange", backend->kx}, {"keys", backend->key}, {"AEADs", backend->aead},
                  {"hashes", backend->hash},     {"TLS", backend->tls},  {"trust", backend->trust}};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (!tables[i].table)
            print_message("skipped: every test of %s: the backend has no such table\n", tables[i].name);
}

int main(int argc, char **argv)
{
    struct options options = {0};
    char program[4096];
    ssize_t len = readlink("/proc/self/exe", program, sizeof program - 1);
    if (len < 0 || !parse(&options, argc, argv)) {
        fputs(usage, stderr);
        return 2;
    }
    program[len] = 0;
    options.subject.program = program;
    signal(SIGPIPE, SIG_IGN); /* as in every program that writes to sockets */
    if (options.filter)
        cmocka_set_test_filter(options.filter);
    if (!subject_open(&options.subject))
        return 2;
    int failed = options.serve ? respond(&options.subject, strtoul(options.serve, NULL, 10), CHILD_FD)
                               : run_groups(&options.subject);
    if (!options.serve) {
        tell_missing_tables(options.subject.backend);
        print_sums();
    }
    subject_close(&options.subject);
    return failed ? 1 : 0;
}
