#include "control/run/perf_script.h"
#include "core/regions.h"
#include "core/text.h"
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STACK_LIMIT = 1 << 18 };

static const char worker_name[] = "tlsbench-worker", unknown[] = "[unknown]";
/* What calls the timed work: of a chunk (harness/timed_loop.c), and of a pair (harness/pair_end.c). */
static const char *const roots[] = {"tb_timed_chunk", "tb_pair_turn"};

struct frame {
    uint64_t address;
    const char *symbol, *object; /* "[unknown]": not known; point into `text` */
    char *text;                  /* owned */
};

/* The sample that is being read. */
struct reading {
    struct tb_folding *folding;
    const struct tb_regions *regions;
    struct frame *frames; /* the innermost first */
    size_t num;
    bool begun, counts; /* there is a sample; it lies in a region */
};

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static bool is_worker(const struct frame *frame)
{
    return strcmp(base_name(frame->object), worker_name) == 0;
}

/* The kernel has the upper half of the addresses. */
static bool is_kernel(const struct frame *frame)
{
    return frame->address >> 63;
}

static bool is_named(const struct frame *frame)
{
    return strcmp(frame->symbol, unknown) != 0;
}

/* ---- Names ---- */

/* Where the arguments of a C++ function begin; its scope may have parentheses, too. */
static size_t without_arguments(const char *symbol)
{
    static const char *const parts[] = {"(anonymous namespace)", "()"};
    const char *at = strchr(symbol, '(');
    while (at && at > symbol) {
        size_t skipped = 0;
        for (size_t i = 0; i < 2; i++)
            if (strncmp(at, parts[i], strlen(parts[i])) == 0 && at[strlen(parts[i])])
                skipped = strlen(parts[i]);
        if (!skipped)
            return (size_t)(at - symbol);
        at = strchr(at + skipped, '(');
    }
    return strlen(symbol);
}

/* A ';' would part frames, and a line's end stacks. */
static void add_plain(struct tb_text *text, const char *name, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        char c = name[i];
        tb_text_add_bytes(text, c == ';' ? ":" : (unsigned char)c < ' ' || c == 0x7f ? "?" : &c, 1);
    }
}

static void add_frame(struct tb_text *stack, const struct frame *frame)
{
    const char *object = base_name(frame->object);
    if (stack->len > 0)
        tb_text_add(stack, ";");
    if (is_named(frame)) {
        add_plain(stack, frame->symbol, without_arguments(frame->symbol));
    } else {
        bool bare = *object == '[';
        tb_text_add(stack, bare ? "" : "[");
        add_plain(stack, object, strlen(object));
        tb_text_add(stack, bare ? "" : "]");
    }
    if (is_kernel(frame))
        tb_text_add(stack, TB_FRAME_KERNEL);
    else if (is_worker(frame) || strncmp(frame->symbol, "tb_", 3) == 0)
        tb_text_add(stack, TB_FRAME_OWN);
}

/* ---- Samples ---- */

static bool is_root(const struct frame *frame)
{
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        if (strcmp(frame->symbol, roots[i]) == 0)
            return is_worker(frame);
    return false;
}

/* Number of frames from the innermost to what calls the timed work.  A pair's windows also hold what its loop does
 * outside of turns: there, to main.  0: the stack reaches neither. */
static size_t reach(const struct reading *reading)
{
    for (size_t i = reading->num; i > 0; i--)
        if (is_root(&reading->frames[i - 1]))
            return i;
    for (size_t i = reading->num; i > 0; i--)
        if (is_worker(&reading->frames[i - 1]) && strcmp(reading->frames[i - 1].symbol, "main") == 0)
            return i;
    return 0;
}

/* Of a stack that ends early the outermost entries may be no code at all. */
static size_t drop_garbage(const struct reading *reading)
{
    size_t num = reading->num;
    while (num > 0 && strcmp(reading->frames[num - 1].object, unknown) == 0)
        num--;
    return num;
}

static void clear(struct reading *reading)
{
    for (size_t i = 0; i < reading->num; i++)
        free(reading->frames[i].text);
    reading->num = 0;
    reading->begun = false;
}

/* false: out of memory. */
static bool end_sample(struct reading *reading)
{
    struct tb_folding *folding = reading->folding;
    struct tb_text stack;
    bool good = true;
    size_t num = reach(reading);
    if (reading->begun && !reading->counts)
        folding->outside++;
    if (reading->begun && reading->counts) {
        tb_text_init(&stack, STACK_LIMIT);
        folding->cut += num == 0;
        folding->unnamed += reading->num == 0 || !is_named(&reading->frames[0]);
        if (num == 0) {
            tb_text_add(&stack, TB_FRAME_CUT);
            num = drop_garbage(reading);
        }
        for (size_t i = num; i > 0; i--)
            add_frame(&stack, &reading->frames[i - 1]);
        good = !stack.truncated && tb_words_add(&folding->stacks, stack.data, stack.len);
        tb_text_free(&stack);
    }
    clear(reading);
    return good;
}

/* "60709.020700240:", in ns. */
static bool read_time(uint64_t *ns, const char *text)
{
    char *point, *end;
    errno = 0;
    unsigned long long seconds = strtoull(text, &point, 10);
    if (point == text || *point != '.' || strspn(point + 1, "0123456789") != 9 || errno)
        return false;
    unsigned long long rest = strtoull(point + 1, &end, 10);
    *ns = seconds * 1000000000 + rest;
    return *end == ':' && seconds < UINT64_MAX / 1000000000;
}

/* "20239 60709.020700240: ". */
static bool begin_sample(struct reading *reading, const char *line)
{
    uint64_t ns;
    const char *thread = line + strspn(line, " ");
    size_t digits = strspn(thread, "0123456789");
    if (digits == 0 || thread[digits] != ' ' || !read_time(&ns, thread + digits + strspn(thread + digits, " ")))
        return false;
    reading->begun = true;
    reading->counts = tb_regions_have(reading->regions, ns);
    return true;
}

/* Where " (OBJECT)" begins: a path or a name in brackets, which may have parentheses as a symbol may.  NULL: nowhere.
 */
static char *find_object(char *text)
{
    char *last = NULL;
    for (char *at = strstr(text, " ("); at; at = strstr(at + 1, " (")) {
        if (at[2] == '/' || at[2] == '[')
            return at;
        last = at;
    }
    return last;
}

/* "ffffffff8225fd19 exc_page_fault ([kernel.kallsyms])", behind blanks. */
static bool take_frame(struct frame *frame)
{
    char *end;
    errno = 0;
    frame->address = strtoull(frame->text, &end, 16);
    size_t len = strlen(end);
    if (end == frame->text || *end != ' ' || errno || len < 4 || end[len - 1] != ')')
        return false;
    end[len - 1] = '\0';
    char *object = find_object(end);
    if (!object)
        return false;
    *object = '\0';
    frame->object = object[2] ? object + 2 : unknown;
    frame->symbol = object > end + 1 ? end + 1 : unknown;
    return true;
}

static bool add_line(struct reading *reading, const char *line)
{
    struct frame *grown = tb_grow(reading->frames, reading->num, sizeof *grown);
    if (!grown)
        return false;
    reading->frames = grown;
    struct frame *frame = &grown[reading->num];
    *frame = (struct frame){.text = strdup(line + strspn(line, " \t"))};
    reading->num += frame->text != NULL;
    return frame->text && take_frame(frame);
}

/* "0 60709.020700240: PERF_RECORD_LOST lost 12". */
static void take_lost(struct reading *reading, const char *line)
{
    const char *number = strstr(line, "lost ");
    if (number)
        reading->folding->lost += strtoul(number + 5, NULL, 10);
}

static bool read_line(struct reading *reading, const char *line)
{
    if (*line == '\0')
        return end_sample(reading);
    if (*line == '\t')
        return reading->begun && add_line(reading, line);
    if (strstr(line, "PERF_RECORD_LOST")) {
        take_lost(reading, line);
        return true;
    }
    return end_sample(reading) && begin_sample(reading, line);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

bool tb_perf_script_read(struct tb_folding *folding, const char *path, const struct tb_regions *regions,
                         struct tb_text *why)
{
    struct reading reading = {.folding = folding, .regions = regions};
    char *line = NULL;
    size_t cap = 0, number = 0;
    *folding = (struct tb_folding){.outside = 0};
    FILE *file = fopen(path, "re");
    bool good = file != NULL;
    for (ssize_t len; good && (len = getline(&line, &cap, file)) >= 0;) {
        number++;
        if (len > 0 && line[len - 1] == '\n')
            line[len - 1] = '\0';
        good = strlen(line) + 1 >= (size_t)len && read_line(&reading, line);
    }
    if (!file || ferror(file))
        tb_text_printf(why, "%s: %s", path, strerror(errno));
    else if (!good || !end_sample(&reading))
        tb_text_printf(why, "%s:%zu: not a line of perf script, or out of memory", path, number);
    clear(&reading);
    free(reading.frames);
    free(line);
    if (file)
        fclose(file);
    if (folding->stacks.num)
        qsort(folding->stacks.items, folding->stacks.num, sizeof *folding->stacks.items, by_text);
    return why->len == 0;
}

void tb_folding_free(struct tb_folding *folding)
{
    tb_words_free(&folding->stacks);
    *folding = (struct tb_folding){.outside = 0};
}

void tb_folding_write(struct tb_text *out, const struct tb_folding *folding, const char *root)
{
    char *const *stacks = folding->stacks.items;
    for (size_t i = 0, same; i < folding->stacks.num; i += same) {
        for (same = 1; i + same < folding->stacks.num && strcmp(stacks[i], stacks[i + same]) == 0;)
            same++;
        tb_text_printf(out, "%s;%s %zu\n", root, stacks[i], same);
    }
}
