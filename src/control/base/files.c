#include "control/base/files.h"
#include "core/text.h"
#include "core/write_all.h"
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool tb_file_blame(struct tb_text *why, const char *path)
{
    tb_text_printf(why, "%s%s: %s", why->len ? "; " : "", path, strerror(errno));
    return false;
}

void tb_file_line(char *line, size_t cap, const char *path)
{
    FILE *file = fopen(path, "re");
    line[0] = '\0';
    if (!file)
        return;
    if (!fgets(line, (int)cap, file))
        line[0] = '\0';
    line[strcspn(line, "\n")] = '\0';
    fclose(file);
}

/* Is the rest nothing but zeros? */
static bool ends_in_zeros(const struct tb_text *text)
{
    size_t at = strlen(text->data);
    while (at < text->len && text->data[at] == '\0')
        at++;
    return at == text->len;
}

static char *read_file(const char *path, size_t limit, bool torn, struct tb_text *why)
{
    struct tb_text text;
    char data[8192];
    ssize_t got = -1;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    tb_text_init(&text, limit);
    while (fd >= 0 && !text.truncated && (got = read(fd, data, sizeof data)) > 0) /* /dev/zero never ends */
        tb_text_add_bytes(&text, data, (size_t)got);
    if (fd < 0 || got < 0)
        tb_file_blame(why, path);
    else if (text.truncated)
        tb_text_printf(why, "%s: more than %zu bytes; name another file", path, limit);
    else if (strlen(text.data) != text.len && !(torn && ends_in_zeros(&text)))
        tb_text_printf(why, "%s: not a text file; name another file", path);
    if (fd >= 0)
        close(fd);
    char *copy = why->len ? NULL : strdup(text.data);
    tb_text_free(&text);
    return copy;
}

char *tb_file_read(const char *path, size_t limit, struct tb_text *why)
{
    return read_file(path, limit, false, why);
}

char *tb_file_read_torn(const char *path, size_t limit, struct tb_text *why)
{
    return read_file(path, limit, true, why);
}

bool tb_target_find(struct tb_target *target, const char *path, struct tb_text *why)
{
    struct stat status;
    bool there = stat(path, &status) == 0, replaced = there && S_ISREG(status.st_mode);
    *target = (struct tb_target){.stream = there && !replaced};
    if (there && S_ISDIR(status.st_mode)) {
        errno = EISDIR;
        return tb_file_blame(why, path);
    }
    if (replaced && !realpath(path, target->path))
        return tb_file_blame(why, path);
    errno = ENAMETOOLONG;
    return ((replaced || snprintf(target->path, PATH_MAX, "%s", path) < PATH_MAX) &&
            snprintf(target->partial, PATH_MAX, "%s.XXXXXX" TB_PARTIAL_ENDING, target->path) < PATH_MAX) ||
           tb_file_blame(why, path);
}

/* mkostemps lets nobody else read the file; any other new file obeys the umask. */
static bool allow_usual(int fd)
{
    mode_t mask = umask(0);
    umask(mask);
    return fchmod(fd, 0666 & ~mask) == 0;
}

int tb_target_open(struct tb_target *target, struct tb_text *why)
{
    int fd = target->stream ? open(target->path, O_WRONLY | O_CLOEXEC | O_NOCTTY)
                            : mkostemps(target->partial, (int)strlen(TB_PARTIAL_ENDING), O_CLOEXEC);
    if (fd >= 0 && (target->stream || allow_usual(fd)))
        return fd;
    tb_file_blame(why, target->path);
    if (fd >= 0) {
        close(fd);
        unlink(target->partial);
    }
    return -1;
}

bool tb_target_end(const struct tb_target *target, bool good, struct tb_text *why)
{
    if (target->stream)
        return good;
    if (good && rename(target->partial, target->path) == 0)
        return true;
    if (good)
        tb_file_blame(why, target->path);
    unlink(target->partial);
    return false;
}

bool tb_folder_check(const char *path, struct tb_text *why)
{
    if (access(path, F_OK) == 0 && !tb_is_folder(path))
        tb_text_printf(why, "%s is a file, and not a folder", path);
    else if (access(path, W_OK | X_OK) == 0)
        return true;
    else if (errno == ENOENT)
        tb_text_printf(why, "there is no folder %s; make it with: mkdir -p %s", path, path);
    else
        tb_file_blame(why, path);
    return false;
}

/* Does the file begin like an SQLite database, which a history is? */
static bool is_history(const char *path)
{
    static const char magic[] = "SQLite format 3";
    char begin[sizeof magic] = "";
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool history =
        fd >= 0 && read(fd, begin, sizeof begin) == (ssize_t)sizeof begin && memcmp(begin, magic, sizeof magic) == 0;
    if (fd >= 0)
        close(fd);
    return history;
}

/* Is it there, beside samples, with the name of what a run is read from? */
static bool is_of_run(const char *path)
{
    static const char *const names[] = {"samples.csv", "summary.csv", "run.json", "counters.csv"};
    char samples[PATH_MAX];
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    snprintf(samples, sizeof samples, "%.*ssamples.csv", (int)(name - path), path);
    bool named = false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        named = named || strcmp(name, names[i]) == 0;
    return named && access(path, F_OK) == 0 && access(samples, F_OK) == 0;
}

/* Can what is at `path`, or will be, be written? */
static bool can_write(const char *path, bool folder, struct tb_text *why)
{
    struct tb_target target;
    bool is_folder = tb_is_folder(path);
    if (access(path, F_OK) == 0 && is_folder != folder) {
        tb_text_printf(why, "a %s of that name is there", is_folder ? "folder" : "file");
        return false;
    }
    if (is_folder)
        return tb_folder_check(path, why);
    if (!tb_target_find(&target, path, why))
        return false;
    if (target.stream)
        return access(target.path, W_OK) == 0 || tb_file_blame(why, target.path);
    if (!is_history(target.path) && !is_of_run(target.path))
        return tb_folder_check(dirname(target.path), why);
    tb_text_add(why, "a measurement is kept there, and would be lost; name another file");
    return false;
}

bool tb_target_check(const char *path, bool folder, struct tb_text *why)
{
    struct tb_text wrong;
    tb_text_init(&wrong, 3 * PATH_MAX);
    bool good = can_write(path, folder, &wrong);
    if (!good)
        tb_text_printf(why, "%s cannot be written: %s", path, wrong.data);
    tb_text_free(&wrong);
    return good;
}

bool tb_file_write(const char *path, const char *data, size_t len, struct tb_text *why)
{
    struct tb_target target;
    int fd = tb_target_find(&target, path, why) ? tb_target_open(&target, why) : -1;
    if (fd < 0)
        return false;
    bool good = tb_write_all(fd, data, len) && (target.stream || fsync(fd) == 0);
    int error = errno;
    bool closed = close(fd) == 0;
    errno = good ? errno : error;
    good = good && closed;
    if (!good)
        tb_file_blame(why, target.path);
    return tb_target_end(&target, good, why);
}

bool tb_folder_sync(const char *path, struct tb_text *why)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool good = fd >= 0 && fsync(fd) == 0;
    if (!good)
        tb_file_blame(why, path);
    if (fd >= 0)
        close(fd);
    return good;
}

bool tb_is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}
