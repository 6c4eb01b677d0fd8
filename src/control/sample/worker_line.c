#include "control/sample/worker_line.h"
#include "control/base/places.h"
#include "control/sample/process.h"
#include "core/injection.h"
#include <inttypes.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void tb_worker_line_add(struct tb_worker_line *line, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *word = line->bytes + line->len;
    size_t room = sizeof line->bytes - line->len;
    int len = vsnprintf(word, room, format, args);
    va_end(args);
    if (len < 0 || (size_t)len >= room || line->num == TB_MOST_WORDS)
        return;
    line->len += (size_t)len + 1;
    line->argv[line->num++] = word;
}

static void add_program(struct tb_worker_line *line, const char *program, const char *module)
{
    tb_worker_line_add(line, "%s", program);
    tb_worker_line_add(line, "--record-fd");
    tb_worker_line_add(line, "%d", TB_RECORD_FD);
    tb_worker_line_add(line, "--module");
    tb_worker_line_add(line, "%s", module);
}

static void begin(struct tb_worker_line *line, const char *program, const char *module)
{
    memset(line, 0, sizeof *line);
    add_program(line, program, module);
}

static void add_case(struct tb_worker_line *line, const struct tb_places *places, const char *case_name)
{
    tb_worker_line_add(line, "--case");
    tb_worker_line_add(line, "%s", case_name);
    tb_worker_line_add(line, "--pki");
    tb_worker_line_add(line, "%s", places->pki);
}

static void begin_case(struct tb_worker_line *line, const struct tb_places *places, const char *module,
                       const char *case_name, const char *role)
{
    begin(line, places->worker, module);
    add_case(line, places, case_name);
    if (role) {
        tb_worker_line_add(line, "--role");
        tb_worker_line_add(line, "%s", role);
    }
}

static void add_number(struct tb_worker_line *line, const char *option, uint64_t number)
{
    tb_worker_line_add(line, "%s", option);
    tb_worker_line_add(line, "%" PRIu64, number);
}

static void add_injection(struct tb_worker_line *line, const struct tb_injection *injection)
{
    char words[TB_INJECTION_CAP];
    if (injection->pct <= 0)
        return;
    tb_worker_line_add(line, "--inject");
    tb_worker_line_add(line, "%s", tb_injection_words(words, injection));
}

static void add_draw(struct tb_worker_line *line, const struct tb_draw *draw, int core)
{
    add_number(line, "--seed", draw->seed);
    add_number(line, "--stack-pad", draw->stack_pad);
    if (core >= 0)
        add_number(line, "--cpu", (uint64_t)core);
    line->env_pad = draw->env_pad;
}

void tb_worker_line_info(struct tb_worker_line *line, const struct tb_places *places, const char *module)
{
    begin(line, places->worker, module);
    tb_worker_line_add(line, "--info");
}

void tb_worker_line_vectors(struct tb_worker_line *line, const struct tb_places *places, const char *module,
                            const char *case_name)
{
    begin(line, places->worker, module);
    if (case_name) {
        add_case(line, places, case_name);
    } else {
        tb_worker_line_add(line, "--pki");
        tb_worker_line_add(line, "%s", places->pki);
    }
    tb_worker_line_add(line, "--vectors");
}

void tb_worker_line_check(struct tb_worker_line *line, const struct tb_places *places, const char *module,
                          const char *case_name, const char *role)
{
    begin_case(line, places, module, case_name, role);
    tb_worker_line_add(line, "--check");
}

void tb_worker_line_wire(struct tb_worker_line *line, const struct tb_places *places, const char *module,
                         const char *case_name)
{
    begin_case(line, places, module, case_name, NULL);
    tb_worker_line_add(line, "--wire");
}

void tb_worker_line_chunk_size(struct tb_worker_line *line, const struct tb_places *places, const char *module,
                               const char *case_name, uint64_t chunk_ms, int core)
{
    begin_case(line, places, module, case_name, NULL);
    add_number(line, "--chunk-size", chunk_ms);
    if (core >= 0)
        add_number(line, "--cpu", (uint64_t)core);
}

void tb_worker_line_local(struct tb_worker_line *line, const struct tb_places *places, const char *module,
                          const char *case_name, uint64_t operations, uint64_t chunks,
                          const struct tb_injection *injection, const struct tb_draw *draw)
{
    begin_case(line, places, module, case_name, NULL);
    add_number(line, "--operations", operations);
    add_number(line, "--chunks", chunks);
    add_number(line, "--turn-seed", draw->turn_seed);
    add_injection(line, injection);
    add_draw(line, draw, draw->client_core);
}

void tb_worker_line_server(struct tb_worker_line *line, const struct tb_places *places, const char *module,
                           const char *case_name, const char *token, const struct tb_injection *injection,
                           const struct tb_draw *draw)
{
    begin_case(line, places, module, case_name, "server");
    tb_worker_line_add(line, "--listen");
    tb_worker_line_add(line, "127.0.0.1:0");
    tb_worker_line_add(line, "--token");
    tb_worker_line_add(line, "%s", token);
    add_injection(line, injection);
    add_draw(line, draw, draw->server_core);
}

void tb_worker_line_client(struct tb_worker_line *line, const struct tb_places *places, const char *module,
                           const char *case_name, const char *address, const char *token, uint64_t chunks,
                           uint64_t window_ms, uint64_t warm_up_ms, uint64_t limit_ms,
                           const struct tb_injection *injection, const struct tb_draw *draw)
{
    begin_case(line, places, module, case_name, "client");
    tb_worker_line_add(line, "--connect");
    tb_worker_line_add(line, "%s", address);
    tb_worker_line_add(line, "--token");
    tb_worker_line_add(line, "%s", token);
    add_number(line, "--chunks", chunks);
    add_number(line, "--chunk-ms", window_ms);
    add_number(line, "--warm-up-ms", warm_up_ms);
    add_number(line, "--limit-ms", limit_ms);
    add_number(line, "--turn-seed", draw->turn_seed);
    add_injection(line, injection);
    add_draw(line, draw, draw->client_core);
}

void tb_worker_line_count(struct tb_worker_line *line, const struct tb_places *places, const char *module,
                          const char *case_name, uint64_t operations)
{
    begin(line, places->counters, module);
    add_case(line, places, case_name);
    add_number(line, "--operations", operations);
}

/* The caller's environment is excluded.  The path of a preloaded library cannot contain blanks, but the folder that is
 * searched for it can: ld.so(8).  OPENSSL_ia32cap, which OpenSSL and its descendants read, hides the instructions that
 * return random numbers: RDRAND is bit 62 of its first word, RDSEED bit 18 of the second. */
static void begin_still(struct tb_worker_line *line, const struct tb_places *places, uint64_t date)
{
    const char *name = strrchr(places->still, '/') + 1;
    memset(line, 0, sizeof *line);
    tb_worker_line_add(line, "/usr/bin/env");
    tb_worker_line_add(line, "-i");
    tb_worker_line_add(line, "LD_LIBRARY_PATH=%.*s", (int)(name - 1 - places->still), places->still);
    tb_worker_line_add(line, "LD_PRELOAD=%s", name);
    tb_worker_line_add(line, "TLSBENCH_STILL=%" PRIu64, date);
    tb_worker_line_add(line, "OPENSSL_ia32cap=~0x4000000000000000:~0x40000");
    tb_worker_line_add(line, "%s", places->valgrind);
    tb_worker_line_add(line, "--command-line-only=yes"); /* a .valgrindrc here is not asked */
    tb_worker_line_add(line, "--quiet");
}

/* Valgrind takes what follows a '%' for a rule to name files by. */
static void add_profiles(struct tb_worker_line *line, const char *profiles)
{
    struct tb_text path;
    tb_text_init(&path, 2 * PATH_MAX);
    for (const char *c = profiles; *c; c++)
        tb_text_add_bytes(&path, *c == '%' ? "%%" : c, *c == '%' ? 2 : 1);
    tb_worker_line_add(line, "--callgrind-out-file=%s", path.data);
    tb_text_free(&path);
}

void tb_worker_line_info_counted(struct tb_worker_line *line, const struct tb_places *places, const char *module,
                                 uint64_t date)
{
    begin_still(line, places, date);
    tb_worker_line_add(line, "--tool=none");
    add_program(line, places->worker, module);
    tb_worker_line_add(line, "--info");
}

void tb_worker_line_instructions(struct tb_worker_line *line, const struct tb_places *places, const char *module,
                                 const char *case_name, const char *profiles, uint64_t date, uint64_t operations,
                                 uint64_t busy)
{
    begin_still(line, places, date);
    tb_worker_line_add(line, "--tool=callgrind");
    tb_worker_line_add(line, "--instr-atstart=no");
    tb_worker_line_add(line, "--dump-line=no");
    add_profiles(line, profiles);
    add_program(line, places->worker, module);
    add_case(line, places, case_name);
    tb_worker_line_add(line, "--instructions");
    add_number(line, "--operations", operations);
    if (busy)
        add_number(line, "--busy", busy);
}

void tb_worker_line_profile(struct tb_worker_line *line, const struct tb_places *places, const char *module,
                            const char *case_name, const char *profiles, uint64_t date, size_t callers)
{
    begin_still(line, places, date);
    tb_worker_line_add(line, "--tool=callgrind");
    tb_worker_line_add(line, "--dump-before=tb_now_ns");
    tb_worker_line_add(line, "--dump-line=no");
    tb_worker_line_add(line, "--separate-callers=%zu", callers);
    add_profiles(line, profiles);
    add_program(line, places->worker, module);
    add_case(line, places, case_name);
    add_number(line, "--operations", 1);
    add_number(line, "--chunks", 1);
    add_number(line, "--seed", 1);
}

/* exec takes the words as char * for historical reasons; it does not change them. */
char *const *tb_worker_line_argv(const struct tb_worker_line *line)
{
    return (char *const *)line->argv;
}

static void add_quoted(struct tb_text *text, const char *word)
{
    const char *plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+:=,@%";
    if (*word && strspn(word, plain) == strlen(word)) {
        tb_text_add(text, word);
        return;
    }
    tb_text_add(text, "'");
    for (; *word; word++)
        tb_text_add_bytes(text, *word == '\'' ? "'\\''" : word, *word == '\'' ? 4 : 1);
    tb_text_add(text, "'");
}

void tb_worker_line_shell(const struct tb_worker_line *line, struct tb_text *text)
{
    if (line->env_pad)
        tb_text_printf(text, "TLSBENCH_PAD=$(printf %%0%ud 0) ", line->env_pad);
    for (size_t i = 0; i < line->num; i++) {
        if (i > 0)
            tb_text_add(text, " ");
        add_quoted(text, line->argv[i]);
    }
    tb_text_printf(text, " %d>&1", TB_RECORD_FD);
}
