#include "harness/pki_files.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LARGEST_FILE = 1 << 20 }; /* a chain has a few KiB, a list of 10000 revoked certificates about half of this */

static enum tb_status read_all(struct tb_buf *out, int fd)
{
    struct stat stat;
    if (fstat(fd, &stat) != 0)
        return TB_ERROR;
    if (!S_ISREG(stat.st_mode) || stat.st_size > LARGEST_FILE) {
        errno = S_ISREG(stat.st_mode) ? EFBIG : EINVAL;
        return TB_ERROR;
    }
    out->cap = (size_t)stat.st_size + 1; /* one more, to notice if the file grew meanwhile */
    out->data = malloc(out->cap);
    while (out->data && out->len < out->cap) {
        ssize_t got = read(fd, out->data + out->len, out->cap - out->len);
        if (got == 0)
            return TB_OK;
        if (got < 0 && errno != EINTR)
            return TB_ERROR;
        if (got > 0)
            out->len += (size_t)got;
    }
    errno = out->data ? EFBIG : ENOMEM;
    return TB_ERROR;
}

enum tb_status tb_pki_read(const struct tb_job *job, struct tb_buf *out, const char *auth, const char *file)
{
    *out = (struct tb_buf){0};
    if (!job->pki) {
        tb_text_printf(job->why, "%s/%s is needed; name its folder with --pki DIR", auth, file);
        return TB_ERROR;
    }
    struct tb_text path;
    tb_text_init(&path, 4096);
    tb_text_printf(&path, "%s/%s/%s", job->pki, auth, file);
    int fd = path.truncated ? (errno = ENAMETOOLONG, -1) : open(path.data, O_RDONLY | O_CLOEXEC);
    enum tb_status status = fd < 0 ? TB_ERROR : read_all(out, fd);
    if (status != TB_OK) {
        bool denied = errno == EACCES;
        tb_text_printf(job->why, "%s: %s", path.data, strerror(errno));
        if (denied)
            tb_text_printf(job->why, "; the owner of the keys can make them readable with: chmod -R a+rX %s", job->pki);
        tb_pki_free(out);
    }
    if (fd >= 0)
        close(fd);
    tb_text_free(&path);
    return status;
}

void tb_pki_free(struct tb_buf *file)
{
    if (file->data)
        explicit_bzero(file->data, file->cap);
    free(file->data);
    *file = (struct tb_buf){0};
}

enum tb_status tb_pki_load_key(const struct tb_job *job, tb_key **out, const char *auth, const char *file)
{
    *out = NULL;
    if (!job->backend->key || !job->backend->key->load) {
        tb_text_add(job->why, "the backend has no long-term keys");
        return TB_UNSUPPORTED;
    }
    struct tb_buf pem;
    enum tb_status status = tb_pki_read(job, &pem, auth, file);
    if (status != TB_OK)
        return status;
    status = job->backend->key->load(job->lib, out, (struct tb_bytes){pem.data, pem.len});
    tb_pki_free(&pem);
    return tb_job_fail(job, status, "%s/%s does not load", auth, file);
}
