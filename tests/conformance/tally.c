/* tally.c - counts judgements, with regard to each library's known faults. */
#include "tally.h"
#include "backends/known_faults.h"
#include <string.h>

/* Is this vector a known fault of the library's product, and does it show when tried? */
static bool is_told(const struct tally *tally, unsigned id)
{
    const struct subject *subject = tally->subject;
    size_t num;
    const struct tb_known_fault *faults = tb_known_faults(&num);
    for (size_t i = 0; i < num; i++)
        for (size_t j = 0; j < faults[i].num_vectors; j++) {
            const struct tb_fault_vector *vector = &faults[i].vectors[j];
            if (vector->id == id && !strcmp(vector->file, tally->file) &&
                tb_fault_is_of(&faults[i], subject->backend->info(subject->lib)) &&
                tb_fault_shows(vector, subject->backend, subject->lib))
                return true;
        }
    return false;
}

static void add_reason(struct tally *tally, const char *why)
{
    size_t i = 0;
    while (i < tally->num_reasons && strcmp(tally->reasons[i].why, why) != 0)
        i++;
    if (i == MOST_REASONS) /* the last entry stands for all others */
        i--;
    if (i == tally->num_reasons) {
        tally->num_reasons++;
        snprintf(tally->reasons[i].why, sizeof tally->reasons[i].why, "%s", why);
    }
    tally->reasons[i].num++;
}

void tally_add(struct tally *tally, unsigned id, const struct judgement *judgement)
{
    bool wrong = judgement->outcome == WRONG, told = is_told(tally, id);
    tally->num++;
    tally->outcomes[judgement->outcome]++;
    tally->known += wrong && told;
    tally->unfounded += !wrong && told;
    if (judgement->outcome == UNSERVED)
        add_reason(tally, judgement->why);
    if (wrong && !tally->quiet)
        print_message("%s %u: %s%s\n", tally->file, id, judgement->why, told ? ": a known fault of this library" : "");
    if (!wrong && told)
        print_message("%s %u is right, but is named as a fault of this library\n", tally->file, id);
}

size_t tally_errors(const struct tally *tally)
{
    return tally->outcomes[WRONG] - tally->known + tally->unfounded;
}

void tally_print(const struct tally *tally)
{
    const size_t *outcomes = tally->outcomes;
    print_message("%s: %s: %zu vector%s: %zu accepted, %zu refused, %zu wrong (%zu known), %zu not served\n",
                  tally->subject->backend->info(tally->subject->lib)->instance, tally->file, tally->num,
                  tally->num == 1 ? "" : "s", outcomes[ACCEPTED], outcomes[REFUSED], outcomes[WRONG], tally->known,
                  outcomes[UNSERVED]);
    for (size_t i = 0; i < tally->num_reasons; i++)
        print_message("  not served, %zu: %s\n", tally->reasons[i].num, tally->reasons[i].why);
}
