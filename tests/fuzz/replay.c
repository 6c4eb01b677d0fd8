/* replay.c - replaces libFuzzer: runs the harness once on each named file, and on each file in a named folder. */
#include "fuzz.h"
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>

static size_t num_files;

static void replay_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    uint8_t *bytes = NULL;
    long len = -1;
    if (file && fseek(file, 0, SEEK_END) == 0 && (len = ftell(file)) >= 0)
        bytes = malloc((size_t)len + 1);
    if (!bytes || fseek(file, 0, SEEK_SET) != 0 || fread(bytes, 1, (size_t)len, file) != (size_t)len) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        exit(EXIT_FAILURE);
    }
    fclose(file);
    uint8_t *exact = realloc(bytes, len > 0 ? (size_t)len : 1);
    LLVMFuzzerTestOneInput(exact ? exact : bytes, (size_t)len);
    free(exact ? exact : bytes);
    num_files++;
}

static void replay(const char *path)
{
    struct stat seen;
    if (stat(path, &seen) != 0) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        exit(EXIT_FAILURE);
    }
    if (!S_ISDIR(seen.st_mode)) {
        replay_file(path);
        return;
    }
    struct dirent **entries;
    int num = scandir(path, &entries, NULL, alphasort);
    for (int i = 0; i < num; i++) {
        char below[PATH_MAX];
        snprintf(below, sizeof below, "%s/%s", path, entries[i]->d_name);
        if (entries[i]->d_name[0] != '.')
            replay(below);
        free(entries[i]);
    }
    if (num >= 0)
        free(entries);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        replay(argv[i]);
    printf("%zu inputs\n", num_files);
    return num_files > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
