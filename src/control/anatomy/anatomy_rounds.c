/* anatomy_rounds.c - the rounds of an anatomy, and additional ones while a sum is astray.
 *
 * With more samples, minimum times only get closer to the true ones, so a sum that other work on the machine distorted
 * improves with more rounds.  If it stays astray, a part takes another time separately than within the handshake, and
 * the result is shown as such.
 */
#include "control/anatomy/anatomy.h"
#include "control/run/run.h"

static void resume_case(const struct tb_plan *plan, const struct tb_case *c)
{
    struct tb_planned *planned = tb_plan_find(plan, c);
    if (planned)
        planned->skipped = false;
}

/* Measures the handshake and all its parts again, since their minimum times must be comparable. */
static void resume(const struct tb_plan *plan, const struct tb_anatomy *anatomy)
{
    struct tb_anatomy_part parts[TB_MOST_PARTS];
    struct tb_text why;
    tb_text_init(&why, 200);
    size_t num = tb_anatomy_parts(parts, &anatomy->planned->c, &why);
    resume_case(plan, &anatomy->planned->c);
    for (size_t i = 0; i < num; i++)
        resume_case(plan, &parts[i].c);
    tb_text_free(&why);
}

/* Evaluates what was measured so far; returns the number of anatomies that are astray, and skips the cases of all
 * others. */
static size_t take_stock(struct tb_anatomies *anatomies, struct tb_plan *plan)
{
    size_t num = 0;
    tb_plan_skip(plan, true);
    for (size_t i = 0; i < anatomies->num; i++) {
        struct tb_anatomy *anatomy = &anatomies->items[i];
        tb_anatomy_time(anatomy, plan);
        if (anatomy->finding[TB_METHOD_CLOCK].astray || anatomy->finding[TB_METHOD_PRIMITIVES].astray) {
            resume(plan, anatomy);
            num++;
        }
    }
    return num;
}

bool tb_anatomy_rounds(struct tb_anatomies *anatomies, struct tb_run *run)
{
    bool going = true;
    size_t astray = 1;
    for (size_t i = 0; i <= TB_ANATOMY_SPARE && astray > 0 && going; i++) {
        going = tb_schedule(run, i * run->rounds, (i + 1) * run->rounds);
        astray = take_stock(anatomies, &run->plan);
        anatomies->extra = i;
    }
    tb_plan_skip(&run->plan, false);
    return going;
}
