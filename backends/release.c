#include "release.h"
#include <stdio.h>
#include <string.h>

/* From the manifest, "" if there is none: TB_MANIFEST_VERSION, TB_MANIFEST_DATE, TB_MANIFEST_DATE_OF. */
static void take_version(struct tb_release *release)
{
    snprintf(release->version, sizeof release->version, "%s", TB_MANIFEST_VERSION);
}

static void take_date(struct tb_release *release)
{
    snprintf(release->date, sizeof release->date, "%s", TB_MANIFEST_DATE);
    snprintf(release->date_of, sizeof release->date_of, "%s", TB_MANIFEST_DATE_OF);
}

void tb_release_of(struct tb_release *release, const char *says, const char *otherwise)
{
    bool by_commit = strcmp(TB_MANIFEST_DATE_OF, "commit") == 0;
    if (!tb_release_read(release, says) || by_commit)
        take_version(release);
    /* after an update of the machine's package the manifest's date belongs to another version */
    if (by_commit || (!*release->date && strcmp(release->version, TB_MANIFEST_VERSION) == 0))
        take_date(release);
    if (!*release->version)
        snprintf(release->version, sizeof release->version, "%s", otherwise);
}
