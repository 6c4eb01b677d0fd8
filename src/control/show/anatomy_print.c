/* anatomy_print.c - a handshake on the terminal, flight by flight: the messages of client and server with their cost,
 * and below each flight the cost of its phases. */
#include "control/anatomy/anatomy.h"
#include "control/base/format.h"
#include "control/plan/plan.h"
#include "control/sample/libraries.h"
#include <stdio.h>
#include <string.h>

static const char *const phase_words[TB_NUM_PHASES] = {"key exchange", "signature", "certificates",
                                                       "key schedule", "remainder", "other"};

static void print_share(bool has, double share)
{
    if (has)
        printf(" %9.1f%%", 100 * share);
    else
        printf(" %10s", "");
}

/* The time is the clock's; for a phase it is the primitives'. */
static void print_line(const char *label, const struct tb_anatomy_line *line)
{
    enum tb_anatomy_method timed = line->has[TB_METHOD_CLOCK] ? TB_METHOD_CLOCK : TB_METHOD_PRIMITIVES;
    double us = line->amount[timed] / 1000;
    struct tb_text time;
    tb_text_init(&time, 40);
    if (line->has[timed])
        tb_format_number(&time, us, us >= 99.95 ? 0 : 1);
    printf("%-40s %9s", label, time.data);
    for (enum tb_anatomy_method method = 0; method < TB_NUM_METHODS; method++)
        print_share(line->has[method], line->share[method]);
    if (line->compared)
        printf(" %12.1f", 100 * line->apart);
    printf("\n");
    tb_text_free(&time);
}

static void print_phases(const struct tb_anatomy *anatomy, size_t stretch)
{
    for (size_t phase = 0; phase < TB_NUM_PHASES; phase++) {
        struct tb_anatomy_line line;
        char label[40];
        snprintf(label, sizeof label, "             %s", phase_words[phase]);
        if (tb_anatomy_line(&line, anatomy, (struct tb_anatomy_place){stretch, phase}))
            print_line(label, &line);
    }
}

static void print_outside(const struct tb_anatomy *anatomy, size_t stretch)
{
    struct tb_anatomy_line line;
    char label[80];
    snprintf(label, sizeof label, "%s       opening and closing", tb_stretch_side(stretch));
    if (tb_anatomy_line(&line, anatomy, (struct tb_anatomy_place){stretch, TB_NUM_PHASES}))
        print_line(label, &line);
    print_phases(anatomy, stretch);
}

static void print_turn(const struct tb_anatomy *anatomy, size_t turn)
{
    const struct tb_anatomy_wire *wire = &anatomy->wire[turn];
    struct tb_anatomy_line line;
    char label[80], said[40] = "reads the last flight";
    size_t stretch = TB_FIRST_FLIGHT + turn;
    if (wire->bytes)
        snprintf(said, sizeof said, "%zu B in %zu record%s", wire->bytes, wire->records, wire->records == 1 ? "" : "s");
    else if (anatomy->wire_status != TB_SAMPLE_OK)
        snprintf(said, sizeof said, "flight %zu", turn + 1);
    const char *arrow = !wire->bytes ? "   " : turn % 2 == 0 ? "-->" : "<--";
    snprintf(label, sizeof label, "%s %zu %s %s", tb_stretch_side(stretch), turn + 1, arrow, said);
    if (tb_anatomy_line(&line, anatomy, (struct tb_anatomy_place){stretch, TB_NUM_PHASES}))
        print_line(label, &line);
    if (wire->bytes)
        printf("             %s\n", wire->messages);
    print_phases(anatomy, stretch);
}

/* The sum of each method's parts: 100 % if it is consistent with itself and the clock. */
static void print_sums(const struct tb_anatomy *anatomy)
{
    printf("%-40s %9s", "sum of the parts", "");
    for (enum tb_anatomy_method method = 0; method < TB_NUM_METHODS; method++)
        print_share(anatomy->finding[method].status == TB_SAMPLE_OK, anatomy->finding[method].sum);
    printf("\n");
}

static void print_begun(const struct tb_anatomy *anatomy)
{
    static const struct {
        size_t begun;
        const char *words;
    } ways[] = {{TB_VECTORS_IN_A_ROW, "back to back"},
                {TB_VECTORS_CLEANED, "each with clean vector registers"},
                {TB_VECTORS_SOILED, "each with dirty vector registers"}};
    for (size_t i = 0; i < sizeof ways / sizeof *ways && anatomy->begun[TB_VECTORS_CLEANED] > 0; i++) {
        struct tb_text time;
        tb_text_init(&time, 40);
        tb_format_number(&time, anatomy->begun[ways[i].begun] / 1000, 1);
        printf("%s%-38s %9s\n", i == 0 ? "the primitives, " : "                ", ways[i].words, time.data);
        tb_text_free(&time);
    }
    printf("%s", anatomy->costly.data);
}

/* Could dirty registers slow the handshake down?  Not if primitives take as long in a row as with clean registers: then
 * the processor does not slow down, or the registers were cleaned. */
static bool may_pay_for_registers(const struct tb_anatomy *anatomy)
{
    static const double worth_saying = 1.02;
    double clean = anatomy->begun[TB_VECTORS_CLEANED], row = anatomy->begun[TB_VECTORS_IN_A_ROW];
    return anatomy->dirty && !(clean > 0 && row <= worth_saying * clean);
}

static void print_astray(const struct tb_anatomy *anatomy, enum tb_anatomy_method method)
{
    const struct tb_finding *finding = &anatomy->finding[method];
    printf("note: %s: the parts do not add up (%.1f %%): %s; more --rounds may help\n", tb_anatomy_method_name(method),
           100 * finding->sum, finding->reason);
    if (method != TB_METHOD_PRIMITIVES)
        return;
    if (finding->sum > 1)
        printf("note: a primitive takes longer back to back than within this handshake%s\n",
               may_pay_for_registers(anatomy)
                   ? ", where other code may clean the vector registers that the previous one left dirty"
                   : "");
}

static void print_other(const struct tb_anatomy *anatomy)
{
    struct tb_text other;
    tb_text_init(&other, 400);
    tb_anatomy_other(&other, &anatomy->finding[TB_METHOD_CALLGRIND]);
    if (anatomy->finding[TB_METHOD_CALLGRIND].status == TB_SAMPLE_OK && other.len)
        printf("note: callgrind: functions in the phase other, which have too many callers to assign them to a phase: "
               "%s\n",
               other.data);
    tb_text_free(&other);
}

static void print_notes(const struct tb_anatomy *anatomy)
{
    const char *native = anatomy->cell->variant->client->attested.library.cpu;
    for (enum tb_anatomy_method method = 0; method < TB_NUM_METHODS; method++) {
        const struct tb_finding *finding = &anatomy->finding[method];
        if (finding->astray)
            print_astray(anatomy, method);
        else if (finding->status != TB_SAMPLE_OK)
            printf("note: %s: %s: %s\n", tb_anatomy_method_name(method), tb_finding_word(finding), finding->reason);
    }
    print_other(anatomy);
    if (anatomy->wire_status != TB_SAMPLE_OK)
        printf("note: bytes on the wire: %s: %s\n", tb_sample_status_name(anatomy->wire_status), anatomy->wire_reason);
    if (*anatomy->counted_cpu && strcmp(native, anatomy->counted_cpu) != 0)
        printf("note: under valgrind %s chose code for %s, but natively code for %s\n", anatomy->cell->variant->name,
               anatomy->counted_cpu, native);
}

void tb_anatomy_print(const struct tb_anatomy *anatomy)
{
    const struct tb_variant *variant = anatomy->cell->variant;
    struct tb_anatomy_line line;
    printf("\n%s, %s\n", variant->name, anatomy->planned->name);
    printf("%-40s %9s %10s %10s %10s %12s\n", "", "time, us", "clock", "primitives", "callgrind", "disagreement");
    for (size_t turn = 0; turn < anatomy->flights; turn++)
        print_turn(anatomy, turn);
    for (size_t stretch = 0; stretch < TB_FIRST_FLIGHT && anatomy->flights; stretch++)
        print_outside(anatomy, stretch);
    if (tb_anatomy_line(&line, anatomy, (struct tb_anatomy_place){TB_STRETCHES, TB_NUM_PHASES}))
        print_line("whole handshake", &line);
    print_phases(anatomy, TB_STRETCHES);
    if (anatomy->flights)
        print_sums(anatomy);
    print_begun(anatomy);
    print_notes(anatomy);
}
