#include "harness/options.h"
#include "core/text.h"
#include "harness/channel.h"
#include "harness/hardware.h"
#include <errno.h>
#include <limits.h>
#include <popt.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>

/* The roles an option applies to. */
enum {
    LOCAL = 1 << TB_ROLE_LOCAL,
    SERVER = 1 << TB_ROLE_SERVER,
    CLIENT = 1 << TB_ROLE_CLIENT,
    ANY = LOCAL | SERVER | CLIENT
};

/* The modes an option applies to.  Options that shape a measurement have no effect in other modes, so they are refused
 * there.  --check may be added to any command that measures. */
enum {
    MEASURING = 1 << TB_MODE_MEASURE | 1 << TB_MODE_CHECK,
    SIZING = 1 << TB_MODE_CHUNK_SIZE,
    COUNTING = 1 << TB_MODE_INSTRUCTIONS,
    EVERY = -1
};

enum kind {
    KIND_TEXT,      /* a char * of the options, at `offset` */
    KIND_NUMBER,    /* a uint64_t of the options, at `offset`, from `min` to `max` */
    KIND_INJECTION, /* a struct tb_injection of the options, at `offset` */
    KIND_FLAG,      /* a bool of the options, at `offset`; no argument */
    KIND_HARDWARE,  /* an enum tb_hardware_kind of the options, at `offset` */
    KIND_ROLE,
    KIND_MODE, /* no argument; `offset` is the mode */
    KIND_HELP
};

struct entry {
    const char *name, *argument, *doc;
    enum kind kind;
    unsigned roles;
    int modes;
    size_t offset;
    uint64_t min, max;
};

#define AT(member) offsetof(struct tb_worker_options, member)

/* The one table for parsing, ranges, help and suggestions. */
static const struct entry table[] = {
    {"module", "FILE", "the module to load: modules/<library>.so", KIND_TEXT, ANY, EVERY, AT(module), 0, 0},
    {"case", "NAME",
     "the case, such as kx/x25519/exchange; tlsbench list cases shows "
     "them",
     KIND_TEXT, ANY, EVERY, AT(case_name), 0, 0},
    {"pki", "DIR", "folder of keys and certificates, which bench/pki/make makes", KIND_TEXT, ANY, EVERY, AT(pki), 0, 0},
    {"backend-options", "TEXT", "passed to the backend unchanged", KIND_TEXT, ANY, EVERY, AT(backend_options), 0, 0},
    {"seed", "N", "seed of the random numbers (0)", KIND_NUMBER, ANY, EVERY, AT(seed), 0, UINT64_MAX},
    {"cpu", "N", "pin the process to this core", KIND_NUMBER, ANY, EVERY, AT(cpu), 0, CPU_SETSIZE - 1},
    {"stack-pad", "BYTES", "shift the stack by so many bytes", KIND_NUMBER, ANY, EVERY, AT(stack_pad), 0, 1 << 20},
    {"operations", "N", "operations of one chunk", KIND_NUMBER, LOCAL, MEASURING | COUNTING, AT(operations), 1,
     UINT64_C(1) << 40},
    {"chunks", "K", "measured chunks or windows (5)", KIND_NUMBER, LOCAL | CLIENT, MEASURING, AT(chunks), 1, 100000},
    {"chunk-size", "MS", "find the number of operations for a chunk of this length", KIND_NUMBER, LOCAL, SIZING,
     AT(chunk_size_ms), 1, 60000},
    {"inject", "PCT[:SHAPE]", "slow operations down, to test detection: 5:every-32, from-N, tail-PCT, client",
     KIND_INJECTION, ANY, MEASURING, AT(injection), 0, 0},
    {"busy", "N", "with --instructions: waste N instructions, to test detection", KIND_NUMBER, LOCAL, COUNTING,
     AT(busy), 1, UINT64_C(1) << 40},
    {"record-fd", "N", "write the record to this descriptor (standard output)", KIND_NUMBER, ANY, EVERY, AT(record_fd),
     3, INT_MAX},
    {"role", "ROLE", "one side of a loopback case: server or client", KIND_ROLE, ANY, EVERY, 0, 0, 0},
    {"listen", "HOST:PORT", "server: where to listen; port 0 is any", KIND_TEXT, SERVER, MEASURING, AT(listen), 0, 0},
    {"connect", "HOST:PORT", "client: where the server listens", KIND_TEXT, CLIENT, MEASURING, AT(connect), 0, 0},
    {"token", "TEXT", "both ends of a pair: the client sends it to the server, which drops connections without it",
     KIND_TEXT, SERVER | CLIENT, MEASURING, AT(token), 0, 0},
    {"chunk-ms", "MS", "client: length of a window (100)", KIND_NUMBER, CLIENT, MEASURING, AT(chunk_ms), 1, 3600000},
    {"warm-up-ms", "MS", "client: length of the discarded warm-up (200)", KIND_NUMBER, CLIENT, MEASURING,
     AT(warm_up_ms), 0, 600000},
    {"limit-ms", "MS", "client: a sample that takes longer is void (none)", KIND_NUMBER, CLIENT, MEASURING,
     AT(limit_ms), 1, 86400000},
    {"hardware", "WHAT", "also count in the timed regions: cycles, or energy", KIND_HARDWARE, LOCAL, MEASURING,
     AT(hardware), 0, 0},
    {"regions", NULL, "for a profiler: report when the timed regions began and ended, and end when it does", KIND_FLAG,
     ANY, MEASURING, AT(regions), 0, 0},
    {"turn-seed", "N",
     "the same for all libraries: seed of the plan of arrivals, and of which client comes back to a session cache (0)",
     KIND_NUMBER, LOCAL | CLIENT, MEASURING, AT(turn_seed), 0, UINT64_MAX},
    {"check", NULL, "do the operation once; measure nothing", KIND_MODE, ANY, EVERY, TB_MODE_CHECK, 0, 0},
    {"instructions", NULL, "for valgrind --tool=callgrind: do the operations; measure no time", KIND_MODE, LOCAL, EVERY,
     TB_MODE_INSTRUCTIONS, 0, 0},
    {"wire", NULL, "handshakes over memory: report the messages of one; measure nothing", KIND_MODE, LOCAL, EVERY,
     TB_MODE_WIRE, 0, 0},
    {"info", NULL, "report which library the module is", KIND_MODE, ANY, EVERY, TB_MODE_INFO, 0, 0},
    {"vectors", NULL,
     "report which operations (or whether that of --case) leave the vector registers dirty, and the cost", KIND_MODE,
     LOCAL, EVERY, TB_MODE_VECTORS, 0, 0},
    {"help", NULL, "show this text", KIND_HELP, ANY, EVERY, 0, 0, 0},
};
enum { NUM_ENTRIES = sizeof table / sizeof *table };

static const char *const role_names[] = {
    [TB_ROLE_LOCAL] = "local", [TB_ROLE_SERVER] = "server", [TB_ROLE_CLIENT] = "client"};

/* Why options of a measurement do not apply to a mode. */
static const char *const mode_docs[] = {
    [TB_MODE_CHUNK_SIZE] = "--chunk-size finds the number of operations itself",
    [TB_MODE_INSTRUCTIONS] = "--instructions takes only --operations and --busy",
    [TB_MODE_WIRE] = "--wire does one handshake and measures no time",
    [TB_MODE_INFO] = "--info measures nothing",
    [TB_MODE_VECTORS] = "--vectors chooses the number of operations itself",
    [TB_MODE_BENCHMARK] = "Google Benchmark has flags of its own for that",
};

const char *tb_worker_role_name(enum tb_worker_role role)
{
    return role_names[role];
}

static bool parse_number(uint64_t *number, const char *text, const struct entry *entry, struct tb_text *why)
{
    char *end = NULL;
    errno = 0;
    unsigned long long value = strtoull(text, &end, 10);
    bool digits_only = *text && strspn(text, "0123456789") == strlen(text);
    if (!digits_only || *end || errno || value < entry->min || value > entry->max) {
        tb_text_printf(why, "--%s %s: not a number from %llu to %llu", entry->name, text,
                       (unsigned long long)entry->min, (unsigned long long)entry->max);
        return false;
    }
    *number = value;
    return true;
}

static bool parse_injection(struct tb_injection *injection, const char *text, const struct entry *entry,
                            struct tb_text *why)
{
    tb_text_printf(why, "--%s %s: ", entry->name, text);
    if (!tb_injection_parse(injection, text, why))
        return false;
    tb_text_clear(why);
    return true;
}

static bool parse_hardware(enum tb_hardware_kind *kind, const char *text, struct tb_text *why)
{
    if (tb_hardware_by_name(kind, text))
        return true;
    tb_text_printf(why, "--hardware %s: cycles or energy can be counted", text);
    return false;
}

static bool parse_role(enum tb_worker_role *role, const char *text, struct tb_text *why)
{
    for (size_t i = TB_ROLE_SERVER; i < sizeof role_names / sizeof *role_names; i++)
        if (strcmp(text, role_names[i]) == 0) {
            *role = i;
            return true;
        }
    tb_text_printf(why, "--role %s: a role is server or client", text);
    return false;
}

static bool set_mode(struct tb_worker_options *options, enum tb_worker_mode mode, struct tb_text *why)
{
    if (options->mode != TB_MODE_MEASURE && options->mode != mode) {
        tb_text_add(
            why,
            "--check, --instructions, --wire, --info, --vectors, --chunk-size and --benchmark_... exclude each other; "
            "keep one");
        return false;
    }
    options->mode = mode;
    return true;
}

/* Takes one option.  For text, swaps *argument with the previous value; the caller frees *argument either way. */
static bool take(struct tb_worker_options *options, const struct entry *entry, char **argument, struct tb_text *why)
{
    void *member = (char *)options + entry->offset;
    switch (entry->kind) {
    case KIND_TEXT: {
        char *old = *(char **)member;
        *(char **)member = *argument;
        *argument = old;
        return true;
    }
    case KIND_NUMBER:
        return parse_number(member, *argument, entry, why);
    case KIND_INJECTION:
        return parse_injection(member, *argument, entry, why);
    case KIND_FLAG:
        *(bool *)member = true;
        return true;
    case KIND_HARDWARE:
        return parse_hardware(member, *argument, why);
    case KIND_ROLE:
        return parse_role(&options->role, *argument, why);
    case KIND_MODE:
        return set_mode(options, (enum tb_worker_mode)entry->offset, why);
    case KIND_HELP:
        break;
    }
    return true;
}

static void say_unknown(struct tb_text *why, const char *option)
{
    const char *names[NUM_ENTRIES];
    for (size_t i = 0; i < NUM_ENTRIES; i++)
        names[i] = table[i].name;
    char name[64] = "";
    size_t dashes = strspn(option, "-"), len = strcspn(option + dashes, "=");
    if (len < sizeof name)
        memcpy(name, option + dashes, len);
    const char *nearest = tb_nearest(name, names, NUM_ENTRIES);
    tb_text_printf(why, "there is no option %s", option);
    if (nearest)
        tb_text_printf(why, "; did you mean --%s?", nearest);
}

/* Fills popt's table from this one: popt returns the index + 1, and tlsbench stores the argument. */
static void fill_popt(struct poptOption *popt)
{
    for (size_t i = 0; i < NUM_ENTRIES; i++)
        popt[i] = (struct poptOption){.longName = table[i].name,
                                      .argInfo = table[i].argument ? POPT_ARG_STRING : POPT_ARG_NONE,
                                      .val = (int)i + 1,
                                      .descrip = table[i].doc,
                                      .argDescrip = table[i].argument};
}

static enum tb_options_result parse_with(poptContext context, struct tb_worker_options *options, unsigned *given,
                                         struct tb_text *why)
{
    int index;
    while ((index = poptGetNextOpt(context)) > 0) {
        const struct entry *entry = &table[index - 1];
        *given |= 1u << (index - 1);
        if (entry->kind == KIND_HELP) {
            poptPrintHelp(context, stdout, 0);
            return TB_OPTIONS_HELP;
        }
        char *argument = poptGetOptArg(context);
        bool good = argument || !entry->argument;
        if (good)
            good = take(options, entry, &argument, why);
        else
            tb_text_add(why, "out of memory");
        free(argument);
        if (!good)
            return TB_OPTIONS_BAD;
    }
    if (index == POPT_ERROR_BADOPT)
        say_unknown(why, poptBadOption(context, POPT_BADOPTION_NOALIAS));
    else if (index < -1)
        tb_text_printf(why, "%s: %s", poptBadOption(context, POPT_BADOPTION_NOALIAS), poptStrerror(index));
    else if (poptPeekArg(context))
        tb_text_printf(why, "unexpected '%s'; this program takes options only", poptPeekArg(context));
    return why->len ? TB_OPTIONS_BAD : TB_OPTIONS_GOOD;
}

/* Moves Google Benchmark's flags out of argv before popt sees it, since Google Benchmark parses them itself. */
static bool split(struct tb_worker_options *options, int argc, char **argv, const char **rest, int *num_rest)
{
    options->benchmark_args = calloc((size_t)argc + 2, sizeof *options->benchmark_args);
    if (!options->benchmark_args)
        return false;
    for (int i = 0; i < argc; i++) {
        bool theirs = i > 0 && strncmp(argv[i], "--benchmark_", strlen("--benchmark_")) == 0;
        if (i == 0 || theirs)
            options->benchmark_args[options->num_benchmark_args++] = argv[i];
        if (!theirs)
            rest[(*num_rest)++] = argv[i];
    }
    return true;
}

/* Checks that the options go together and are sufficient. */
static void check(struct tb_worker_options *options, unsigned given, struct tb_text *why)
{
    enum tb_worker_mode mode = options->mode;
    if (!options->module)
        tb_text_add(why, "--module is missing; name the module of the library to measure");
    else if (!options->case_name && mode != TB_MODE_INFO && mode != TB_MODE_VECTORS && mode != TB_MODE_BENCHMARK)
        tb_text_add(why, "--case is missing; name the case to measure");
    else if (options->role != TB_ROLE_LOCAL && mode != TB_MODE_MEASURE && mode != TB_MODE_CHECK)
        tb_text_add(why, "--role applies to measurements and --check only; leave it out");
    else if (mode == TB_MODE_INSTRUCTIONS && options->operations == 0)
        tb_text_add(why, "--instructions needs --operations N");
    else if (mode == TB_MODE_MEASURE && options->role == TB_ROLE_LOCAL && options->operations == 0)
        tb_text_add(why, "the amount is missing; add --operations N, --chunk-size MS or --check");
    else if (mode == TB_MODE_MEASURE && options->role == TB_ROLE_SERVER && !options->listen)
        tb_text_add(why, "--role server needs --listen HOST:PORT");
    else if (mode == TB_MODE_MEASURE && options->role == TB_ROLE_CLIENT && !options->connect)
        tb_text_add(why, "--role client needs --connect HOST:PORT");
    else if (options->token && (!*options->token || strpbrk(options->token, " \r\n")))
        tb_text_add(why, "--token must be one word");
    for (size_t i = 0; i < NUM_ENTRIES && why->len == 0; i++) {
        if (!(given & 1u << i))
            continue;
        if (!(table[i].roles & 1u << options->role))
            tb_text_printf(why, "--%s does not apply to %s; leave it out", table[i].name,
                           options->role == TB_ROLE_LOCAL ? "a worker without --role" : role_names[options->role]);
        else if (!(table[i].modes & 1 << mode))
            tb_text_printf(why, "--%s applies to measurements; %s", table[i].name, mode_docs[mode]);
    }
}

static enum tb_options_result parse_rest(struct tb_worker_options *options, const char **rest, int num_rest,
                                         struct tb_text *why)
{
    struct poptOption popt[NUM_ENTRIES + 1] = {{0}};
    unsigned given = 0;
    fill_popt(popt);
    poptContext context = poptGetContext("tlsbench-worker", num_rest, rest, popt, 0);
    if (!context) {
        tb_text_add(why, "out of memory");
        return TB_OPTIONS_BAD;
    }
    poptSetOtherOptionHelp(context, "--module FILE --case NAME [--benchmark_...: flags of Google Benchmark]");
    enum tb_options_result result = parse_with(context, options, &given, why);
    poptFreeContext(context);
    if (result != TB_OPTIONS_GOOD)
        return result;
    if (options->chunk_size_ms && !set_mode(options, TB_MODE_CHUNK_SIZE, why))
        return TB_OPTIONS_BAD;
    if (options->num_benchmark_args > 1 && !set_mode(options, TB_MODE_BENCHMARK, why))
        return TB_OPTIONS_BAD;
    check(options, given, why);
    return why->len ? TB_OPTIONS_BAD : TB_OPTIONS_GOOD;
}

enum tb_options_result tb_worker_options_parse(struct tb_worker_options *options, int argc, char **argv,
                                               struct tb_text *why)
{
    *options = (struct tb_worker_options){
        .cpu = TB_NO_CPU, .record_fd = TB_NO_RECORD_FD, .chunks = 5, .chunk_ms = 100, .warm_up_ms = 200};
    int num_rest = 0;
    const char **rest = calloc((size_t)argc + 1, sizeof *rest);
    enum tb_options_result result = TB_OPTIONS_BAD;
    if (rest && split(options, argc, argv, rest, &num_rest))
        result = parse_rest(options, rest, num_rest, why);
    else
        tb_text_add(why, "out of memory");
    free(rest);
    return result;
}

void tb_worker_options_free(struct tb_worker_options *options)
{
    for (size_t i = 0; i < NUM_ENTRIES; i++)
        if (table[i].kind == KIND_TEXT)
            free(*(char **)((char *)options + table[i].offset));
    free(options->benchmark_args);
}
