#include "control/base/temporary.h"
#include "control/base/files.h"
#include "core/text.h"
#include "core/write_all.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define PREFIX "tlsbench-kept-"
enum { FRESH_S = 60 }; /* younger files may not be locked yet */

static const char *temporary_folder(void)
{
    const char *folder = getenv("TMPDIR");
    return folder && *folder ? folder : "/tmp";
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *at)
{
    (void)status;
    (void)type;
    (void)at;
    return remove(path);
}

static void remove_all(const char *path)
{
    nftw(path, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* ---- Leftovers of other processes ---- */

/* Does it belong to this user, and is it not a link, not new, and not locked? */
static bool is_left(int folder, const char *name)
{
    struct stat facts;
    if (fstatat(folder, name, &facts, AT_SYMLINK_NOFOLLOW) != 0 || facts.st_uid != geteuid() ||
        (!S_ISDIR(facts.st_mode) && !S_ISREG(facts.st_mode)) || facts.st_mtime + FRESH_S > time(NULL))
        return false;
    int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    bool left = fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0;
    if (fd >= 0)
        close(fd);
    return left;
}

static void sweep(void)
{
    static bool swept;
    DIR *dir = swept ? NULL : opendir(temporary_folder());
    struct dirent *entry;
    swept = true;
    while (dir && (entry = readdir(dir))) {
        char path[PATH_MAX];
        if (strncmp(entry->d_name, PREFIX, strlen(PREFIX)) == 0 && is_left(dirfd(dir), entry->d_name) &&
            snprintf(path, sizeof path, "%s/%s", temporary_folder(), entry->d_name) < (int)sizeof path)
            remove_all(path);
    }
    if (dir)
        closedir(dir);
}

/* ---- Own files ---- */

bool tb_folder_make(struct tb_folder *folder)
{
    int len = snprintf(folder->path, sizeof folder->path, "%s/" PREFIX "XXXXXX", temporary_folder());
    folder->lock = -1;
    errno = ENAMETOOLONG;
    if (len < 0 || (size_t)len >= sizeof folder->path)
        return false;
    sweep();
    if (!mkdtemp(folder->path))
        return false;
    folder->lock = open(folder->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder->lock >= 0)
        flock(folder->lock, LOCK_EX | LOCK_NB); /* without locks on the file system nothing is removed, either */
    return true;
}

void tb_folder_remove(struct tb_folder *folder)
{
    remove_all(folder->path);
    if (folder->lock >= 0)
        close(folder->lock);
}

static bool copy_bytes(int to, int from)
{
    char data[65536];
    ssize_t got;
    while ((got = read(from, data, sizeof data)) > 0)
        if (!tb_write_all(to, data, (size_t)got))
            return false;
    return got == 0;
}

/* A lock ends with its descriptor, so this one stays open until the process ends.  Writing uses another one, since some
 * systems refuse to run a file that is open for writing. */
static bool lock_for_life(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    return fd >= 0 && (flock(fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK);
}

bool tb_file_copy(char copy[PATH_MAX], const char *path, struct tb_text *why)
{
    snprintf(copy, PATH_MAX, "%s/" PREFIX "XXXXXX.so", temporary_folder());
    sweep();
    int from = open(path, O_RDONLY | O_CLOEXEC);
    if (from < 0)
        return tb_file_blame(why, path);
    int to = mkostemps(copy, (int)strlen(".so"), O_CLOEXEC);
    bool good = to >= 0 && lock_for_life(copy) && copy_bytes(to, from);
    if (to >= 0)
        good = close(to) == 0 && good;
    if (!good)
        tb_file_blame(why, copy);
    if (!good && to >= 0)
        unlink(copy);
    close(from);
    return good;
}
