#include "core/write_all.h"
#include <errno.h>
#include <unistd.h>

bool tb_write_all(int fd, const char *data, size_t len)
{
    while (len > 0) {
        ssize_t done = write(fd, data, len);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return false;
        data += done;
        len -= (size_t)done;
    }
    return true;
}
