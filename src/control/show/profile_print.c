#include "control/show/profile_print.h"
#include "control/plan/plan.h"
#include "control/run/profile.h"
#include <stdio.h>
#include <string.h>

static const double much_lost = 0.02, much_cut = 0.1; /* of the samples */

struct sums {
    size_t workers, samples, unnamed, cut, lost;
};

static bool is_first(const struct tb_profiles *profiles, size_t place)
{
    for (size_t i = 0; i < place; i++)
        if (strcmp(profiles->items[i].variant->name, profiles->items[place].variant->name) == 0)
            return false;
    return true;
}

static struct sums sum(const struct tb_profiles *profiles, const char *name)
{
    struct sums sums = {0};
    for (size_t i = 0; i < profiles->num; i++) {
        const struct tb_worker_profile *profile = &profiles->items[i];
        if (profile->status != TB_SAMPLE_OK || strcmp(profile->variant->name, name) != 0)
            continue;
        sums.workers++;
        sums.samples += profile->folding.stacks.num;
        sums.unnamed += profile->folding.unnamed;
        sums.cut += profile->folding.cut;
        sums.lost += profile->folding.lost;
    }
    return sums;
}

static double percent(size_t part, size_t whole)
{
    return 100 * (double)part / (double)whole;
}

static void print_file(const struct tb_variant *variant, const struct sums *sums, const char *folder)
{
    char file[300];
    tb_profile_file(file, variant);
    printf("Profile of %s: %s/%s (%zu process%s, %zu samples; %.1f%% in functions without a name, %.1f%% of unknown "
           "callers)\n",
           variant->name, folder, file, sums->workers, sums->workers == 1 ? "" : "es", sums->samples,
           percent(sums->unnamed, sums->samples), percent(sums->cut, sums->samples));
    if ((double)sums->cut > much_cut * (double)sums->samples)
        printf("note: many stacks of %s end early, as assembly without unwind tables makes them: its functions are "
               "right, and who called them is not known\n",
               variant->name);
    if ((double)sums->lost > much_lost * (double)sums->samples)
        printf("warning: perf lost %zu samples of %s, because it did not get to its buffer in time; stop other "
               "programs, and profile again\n",
               sums->lost, variant->name);
}

void tb_profiles_print(const struct tb_profiles *profiles, const char *folder)
{
    bool any = false;
    for (size_t i = 0; i < profiles->num; i++) {
        const struct tb_worker_profile *profile = &profiles->items[i];
        if (profile->status != TB_SAMPLE_OK)
            fprintf(stderr, "tlsbench: no profile of %s on %s%s%s: %s: %s\n", profile->planned->name,
                    profile->variant->name, *profile->side ? ", " : "", profile->side,
                    tb_sample_status_name(profile->status), profile->reason);
        struct sums sums = sum(profiles, profile->variant->name);
        if (sums.samples == 0 || !is_first(profiles, i))
            continue;
        any = true;
        print_file(profile->variant, &sums, folder);
    }
    if (any && !profiles->kernel)
        printf("note: the kernel's part is missing from the profiles, because this user may not sample it; as root: "
               "sysctl kernel.perf_event_paranoid=1\n");
    if (any)
        printf("Flame graphs: tlsbench report %s\n", folder);
}
