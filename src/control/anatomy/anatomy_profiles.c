/* anatomy_profiles.c - assigns profiles to the stretches of a handshake.
 *
 * The worker reads its clock whenever the side changes, and each time callgrind ends a profile.  So there is one
 * profile for each charge of the clock: opening the client's and the server's connection, the turns, keeping the
 * session if it is kept, one that is not charged (comparing what was negotiated), and closing both connections.
 */
#include "control/anatomy/anatomy.h"
#include <stdio.h>

enum { MOST_TURNS = TB_ANATOMY_FLIGHTS + 1 };

struct walk {
    struct tb_finding current, latest;
    const struct tb_profile *turns[MOST_TURNS];
    size_t opened, closed, num_turns, latest_turns, flights;
    bool within, complete;
};

static void charge(struct walk *walk, size_t stretch, const struct tb_profile *profile)
{
    struct tb_amount *amount = &walk->current.amount[stretch], *whole = &walk->current.whole;
    for (size_t i = 0; i < TB_NUM_PHASES; i++) {
        amount->phase[i] += (double)profile->phase[i];
        whole->phase[i] += (double)profile->phase[i];
    }
    for (size_t i = 0; i < TB_MOST_COSTLY && *profile->other[i].function; i++)
        tb_costly_add(walk->current.other, profile->other[i].function, profile->other[i].instructions);
    amount->total += (double)profile->total;
    whole->total += (double)profile->total;
}

/* If tickets are issued, the server continues its last turn, and then the client has another one. */
static void charge_turns(struct walk *walk)
{
    bool again = walk->num_turns == walk->flights + 1;
    for (size_t i = 0; i < walk->num_turns && i < MOST_TURNS; i++) {
        size_t turn = again && i + 1 >= walk->flights ? i - 1 : i;
        if (turn < TB_ANATOMY_FLIGHTS)
            charge(walk, TB_FIRST_FLIGHT + turn, walk->turns[i]);
    }
    walk->latest_turns = again ? walk->flights : walk->num_turns;
}

static void close_one(struct walk *walk, const struct tb_profile *profile)
{
    charge(walk, walk->closed++ == 0 ? TB_CLIENT_OUTSIDE : TB_SERVER_OUTSIDE, profile);
    if (walk->closed < 2)
        return;
    charge_turns(walk);
    walk->latest = walk->current;
    walk->complete = true;
    walk->within = false;
}

static void step(struct walk *walk, const struct tb_profile *profile)
{
    if (profile->marked[TB_MARK_OPEN]) {
        if (!walk->within || walk->opened == 2) {
            walk->current = (struct tb_finding){.status = TB_SAMPLE_OK};
            walk->opened = walk->closed = walk->num_turns = 0;
            walk->within = true;
        }
        charge(walk, walk->opened++ == 0 ? TB_CLIENT_OUTSIDE : TB_SERVER_OUTSIDE, profile);
    } else if (walk->within && profile->marked[TB_MARK_CLOSE]) {
        close_one(walk, profile);
    } else if (walk->within && profile->marked[TB_MARK_KEEP]) {
        charge(walk, TB_CLIENT_OUTSIDE, profile);
    } else if (walk->within && !profile->marked[TB_MARK_VERIFY]) {
        if (walk->num_turns < MOST_TURNS)
            walk->turns[walk->num_turns] = profile;
        walk->num_turns++;
    }
}

void tb_anatomy_profiles(struct tb_finding *finding, const struct tb_profile *profiles, size_t num, size_t flights)
{
    struct walk walk = {.flights = flights};
    for (size_t i = 0; i < num; i++)
        step(&walk, &profiles[i]);
    *finding = walk.latest;
    if (walk.complete && walk.latest_turns == flights) {
        tb_anatomy_check(finding, "callgrind's total");
        return;
    }
    finding->status = TB_SAMPLE_VOID;
    if (walk.complete)
        snprintf(finding->reason, sizeof finding->reason, "callgrind saw %zu flights, and the clock %zu",
                 walk.latest_turns, flights);
    else
        snprintf(finding->reason, sizeof finding->reason, "none of the %zu profiles ends with a complete handshake",
                 num);
}

void tb_anatomy_other(struct tb_text *text, const struct tb_finding *finding)
{
    enum { SHOWN = 3 };
    for (size_t i = 0; i < SHOWN && *finding->other[i].function; i++)
        tb_text_printf(text, "%s%s %.1f %%", i ? ", " : "", finding->other[i].function,
                       100 * (double)finding->other[i].instructions / finding->whole.total);
}
