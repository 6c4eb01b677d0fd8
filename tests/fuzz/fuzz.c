#include "fuzz.h"
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static void must(bool good, const char *what)
{
    if (good)
        return;
    perror(what);
    exit(EXIT_FAILURE); /* an error of the machine, not a finding */
}

static void write_all(int fd, const uint8_t *bytes, size_t len)
{
    while (len > 0) {
        ssize_t written = write(fd, bytes, len);
        must(written > 0, "write");
        bytes += written;
        len -= (size_t)written;
    }
}

struct tb_fuzz_file tb_fuzz_file(const uint8_t *bytes, size_t len)
{
    struct tb_fuzz_file file = {.fd = memfd_create("input", MFD_CLOEXEC)};
    must(file.fd >= 0, "memfd_create");
    write_all(file.fd, bytes, len);
    snprintf(file.path, sizeof file.path, "/proc/self/fd/%d", file.fd);
    return file;
}

void tb_fuzz_file_end(struct tb_fuzz_file *file)
{
    must(close(file->fd) == 0, "close");
}

char *tb_fuzz_text(const uint8_t *bytes, size_t len)
{
    char *text = malloc(len + 1);
    must(text != NULL, "malloc");
    if (len > 0)
        memcpy(text, bytes, len);
    text[len] = '\0';
    return text;
}

static char folder[PATH_MAX]; /* of this process; removed at exit */

static void remove_folder(void)
{
    char command[PATH_MAX + 20];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    if (system(command) != 0)
        fprintf(stderr, "%s: cannot be removed\n", folder);
}

const char *tb_fuzz_folder(void)
{
    if (folder[0])
        return folder;
    snprintf(folder, sizeof folder, "%s/tlsbench-fuzz-XXXXXX", access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    must(mkdtemp(folder) != NULL, "mkdtemp");
    must(atexit(remove_folder) == 0, "atexit");
    return folder;
}

void tb_fuzz_write(const char *name, const void *bytes, size_t len)
{
    char path[PATH_MAX + 64];
    snprintf(path, sizeof path, "%s/%s", tb_fuzz_folder(), name);
    FILE *file = fopen(path, "w");
    must(file != NULL, path);
    must(fwrite(bytes, 1, len, file) == len, path);
    must(fclose(file) == 0, path);
}

void tb_fuzz_remove(const char *name)
{
    char path[PATH_MAX + 64];
    snprintf(path, sizeof path, "%s/%s", tb_fuzz_folder(), name);
    must(unlink(path) == 0 || errno == ENOENT, path);
}
