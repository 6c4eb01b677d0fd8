#include "made_files.h"
#include "control/base/temporary.h"
#include "unit.h"
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static struct tb_folder folder;

int make_root(void **state)
{
    (void)state;
    return tb_folder_make(&folder) ? 0 : -1;
}

int remove_root(void **state)
{
    (void)state;
    tb_folder_remove(&folder);
    return 0;
}

const char *made_root(void)
{
    return folder.path;
}

void make_file(const char *path, const char *content)
{
    char full[PATH_MAX];
    snprintf(full, sizeof full, "%s%s", folder.path, path);
    for (char *slash = strchr(full + strlen(folder.path) + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(full, 0755);
        *slash = '/';
    }
    FILE *file = fopen(full, "w");
    assert_non_null(file);
    assert_true(fputs(content, file) >= 0);
    assert_int_equal(fclose(file), 0);
}
