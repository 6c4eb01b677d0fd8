/* anatomy_rounds.c - the rounds of an anatomy, and further ones of what does not add up.
 *
 * Least times only come closer to what is true, the more of them there are: a sum that the machine's other work led
 * astray is mended by measuring on.  One that stays astray says that a part takes another time apart than within the
 * handshake, and is shown as that.
 */
#include "control/anatomy/anatomy.h"
#include "control/run/run.h"

static void resume_case(const struct tb_plan *plan, const struct tb_case *c)
{
    struct tb_planned *planned = tb_plan_find(plan, c);
    if (planned)
        planned->skipped = false;
}

/* The handshake and its parts are measured on: a new least of one of them only says something beside the others'. */
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

/* Looks at what was measured so far; returns how many anatomies do not add up, whose cases alone go on. */
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
