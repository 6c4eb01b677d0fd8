#include "control/store/run_dir.h"
#include "control/base/files.h"
#include "core/text.h"
#include "core/write_all.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static bool join(char *path, size_t cap, const char *folder, const char *file)
{
    int len = snprintf(path, cap, "%s/%s", folder, file);
    if (len > 0 && (size_t)len < cap)
        return true;
    errno = ENAMETOOLONG;
    return false;
}

/* mkdir -p */
static bool make_folders(const char *path)
{
    char part[PATH_MAX];
    for (const char *slash = path; slash;) {
        slash = strchr(slash + 1, '/');
        size_t len = slash ? (size_t)(slash - path) : strlen(path);
        memcpy(part, path, len);
        part[len] = '\0';
        if (mkdir(part, 0777) != 0 && errno != EEXIST)
            return false;
    }
    struct stat status;
    if (stat(path, &status) != 0)
        return false;
    errno = ENOTDIR;
    return S_ISDIR(status.st_mode);
}

/* Runs that start in the same second are distinguished by a number. */
static bool make_own_folder(struct tb_run_dir *dir, const char *ending, time_t now)
{
    char stamp[32];
    struct tm utc;
    if (!gmtime_r(&now, &utc) || !strftime(stamp, sizeof stamp, "%Y%m%dT%H%M%SZ", &utc))
        return false;
    for (int n = 1; n < 1000; n++) {
        char suffix[16] = "";
        if (n > 1)
            snprintf(suffix, sizeof suffix, "-%d", n);
        snprintf(dir->name, sizeof dir->name, "%s-%.80s%s", stamp, ending, suffix);
        if (!join(dir->path, sizeof dir->path, dir->results, dir->name))
            return false;
        if (mkdir(dir->path, 0777) == 0)
            return true;
        if (errno != EEXIST)
            return false;
    }
    return false;
}

/* Reserves real blocks, not a hole.  A file system that does not support that is accepted. */
static bool set_aside(const struct tb_run_dir *dir, size_t bytes, struct tb_text *why)
{
    char path[PATH_MAX];
    if (!join(path, sizeof path, dir->path, "reserve"))
        return tb_file_blame(why, dir->path);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0)
        return tb_file_blame(why, path);
    errno = fallocate(fd, 0, 0, (off_t)bytes) == 0 ? 0 : errno;
    bool good = errno == 0 || errno == EOPNOTSUPP || errno == ENOSYS;
    if (!good)
        tb_file_blame(why, path);
    close(fd);
    if (!good)
        unlink(path);
    return good;
}

void tb_run_dir_drop(const struct tb_run_dir *dir, const char *file)
{
    char path[PATH_MAX];
    if (join(path, sizeof path, dir->path, file))
        unlink(path);
}

void tb_run_dir_release(const struct tb_run_dir *dir)
{
    tb_run_dir_drop(dir, "reserve");
}

void tb_run_dir_discard(struct tb_run_dir *dir)
{
    tb_run_dir_close(dir);
    tb_run_dir_release(dir);
    tb_run_dir_drop(dir, "samples.csv.partial");
    tb_run_dir_drop(dir, "run.json");
    rmdir(dir->path);
}

static bool open_samples(struct tb_run_dir *dir, struct tb_text *why)
{
    char path[PATH_MAX];
    if (!join(path, sizeof path, dir->path, "samples.csv.partial"))
        return tb_file_blame(why, dir->path);
    dir->samples = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (dir->samples < 0)
        return tb_file_blame(why, path);
    /* Held until the folder is closed: it distinguishes a run in progress from one that was killed, and from one whose
     * other files are complete.  A file system without locks is accepted. */
    flock(dir->samples, LOCK_EX | LOCK_NB);
    return true;
}

bool tb_run_dir_make(struct tb_run_dir *dir, const char *results, const char *ending, size_t reserve,
                     struct tb_text *why)
{
    *dir = (struct tb_run_dir){.samples = -1};
    if (!*results || strlen(results) >= sizeof dir->results) {
        tb_text_add(why, "the name of the results folder is empty or too long");
        return false;
    }
    strcpy(dir->results, results);
    if (!make_folders(results) || !make_own_folder(dir, ending, time(NULL))) {
        tb_text_printf(why, "no folder can be made in %s: %s; name another one with --results", results,
                       strerror(errno));
        return false;
    }
    if (set_aside(dir, reserve, why) && open_samples(dir, why))
        return true;
    tb_run_dir_discard(dir);
    return false;
}

bool tb_run_dir_append(struct tb_run_dir *dir, const struct tb_text *rows, struct tb_text *why)
{
    if (tb_write_all(dir->samples, rows->data, rows->len)) {
        dir->samples_len += (off_t)rows->len;
        return true;
    }
    tb_text_printf(why, "%s/samples.csv.partial: %s", dir->path, strerror(errno));
    if (ftruncate(dir->samples, dir->samples_len) != 0)
        tb_text_add(why, "; its last row is incomplete");
    return false;
}

bool tb_run_dir_end_samples(struct tb_run_dir *dir, struct tb_text *why)
{
    char partial[PATH_MAX], whole[PATH_MAX];
    if (dir->samples < 0)
        return true;
    bool good = join(partial, sizeof partial, dir->path, "samples.csv.partial") &&
                join(whole, sizeof whole, dir->path, "samples.csv") && fsync(dir->samples) == 0;
    return (good && rename(partial, whole) == 0) || tb_file_blame(why, partial);
}

bool tb_run_dir_sync(const struct tb_run_dir *dir, struct tb_text *why)
{
    return tb_folder_sync(dir->path, why) && tb_folder_sync(dir->results, why);
}

bool tb_run_is_under_way(const char *samples)
{
    int fd = open(samples, O_RDONLY | O_CLOEXEC);
    bool locked = fd >= 0 && flock(fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    if (fd >= 0)
        close(fd);
    return locked;
}

static bool has(const char *folder, const char *file)
{
    char path[PATH_MAX];
    return join(path, sizeof path, folder, file) && access(path, F_OK) == 0;
}

/* While it searches, and after a kill, there is a samples.csv.partial without rows. */
bool tb_run_is_search(const char *folder)
{
    return has(folder, "capacity.csv") && !has(folder, "samples.csv");
}

bool tb_run_dir_write(const struct tb_run_dir *dir, const char *file, const struct tb_text *content,
                      struct tb_text *why)
{
    char path[PATH_MAX];
    if (content->truncated) {
        tb_text_printf(why, "%s/%s: out of memory for its content", dir->path, file);
        return false;
    }
    if (!join(path, sizeof path, dir->path, file))
        return tb_file_blame(why, dir->path);
    return tb_file_write(path, content->data, content->len, why);
}

/* The link is made under another name and renamed over the old one, so there is always one. */
bool tb_run_dir_link(const struct tb_run_dir *dir, struct tb_text *why)
{
    char latest[PATH_MAX], fresh[PATH_MAX];
    if (access(dir->path, F_OK) != 0) /* somebody removed it meanwhile: the link to an older run is worth more */
        return tb_file_blame(why, dir->path);
    if (!join(latest, sizeof latest, dir->results, "latest"))
        return tb_file_blame(why, dir->results);
    if (snprintf(fresh, sizeof fresh, "%s/.latest-%ld", dir->results, (long)getpid()) >= (int)sizeof fresh)
        return tb_file_blame(why, dir->results);
    unlink(fresh);
    if (symlink(dir->name, fresh) != 0)
        return tb_file_blame(why, fresh);
    if (rename(fresh, latest) != 0) {
        tb_file_blame(why, latest);
        unlink(fresh);
        return false;
    }
    return true;
}

void tb_run_dir_close(struct tb_run_dir *dir)
{
    if (dir->samples >= 0)
        close(dir->samples);
    dir->samples = -1;
}

bool tb_is_run_name(const char *name)
{
    static const char shape[] = "00000000T000000Z-";
    for (size_t i = 0; i < sizeof shape - 1; i++)
        if (shape[i] == '0' ? name[i] < '0' || name[i] > '9' : name[i] != shape[i])
            return false;
    return name[sizeof shape - 1] != '\0';
}
