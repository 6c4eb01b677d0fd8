#include "core/write_all.h"
#include <errno.h>
#include <poll.h>
#include <unistd.h>

/* A pipe that the caller shares with others may not block: whoever reads it makes room. */
static bool await_room(int fd)
{
    struct pollfd full = {.fd = fd, .events = POLLOUT};
    return poll(&full, 1, -1) >= 0 || errno == EINTR;
}

bool tb_write_all(int fd, const char *data, size_t len)
{
    while (len > 0) {
        ssize_t done = write(fd, data, len);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0 && errno == EAGAIN && await_room(fd))
            continue;
        if (done < 0)
            return false;
        data += done;
        len -= (size_t)done;
    }
    return true;
}
