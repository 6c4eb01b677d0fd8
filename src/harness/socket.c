#include "harness/socket.h"
#include <errno.h>
#include <inttypes.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { BACKLOG = 4096 }; /* the kernel limits it to net.core.somaxconn */

const char *tb_address_parse(struct tb_address *address, const char *text)
{
    const char *colon = strrchr(text, ':');
    char host[256];
    if (!colon || colon == text || !colon[1])
        return "not of the form HOST:PORT";
    size_t len = (size_t)(colon - text);
    const char *start = text;
    if (text[0] == '[' && colon[-1] == ']') {
        start++;
        len -= 2;
    }
    if (len >= sizeof host)
        return "the host name is too long";
    memcpy(host, start, len);
    host[len] = '\0';

    struct addrinfo *found = NULL;
    const struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV};
    int error = getaddrinfo(host, colon + 1, &hints, &found);
    if (error)
        return gai_strerror(error);
    memcpy(&address->storage, found->ai_addr, found->ai_addrlen);
    address->len = found->ai_addrlen;
    freeaddrinfo(found);
    return NULL;
}

static bool set_option(int fd, int level, int option, const void *value, socklen_t len)
{
    return setsockopt(fd, level, option, value, len) == 0;
}

/* Closes fd and returns -1, preserving errno. */
static int give_up(int fd)
{
    int error = errno;
    close(fd);
    errno = error;
    return -1;
}

static int new_socket(const struct tb_address *address)
{
    int fd = socket(address->storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_TCP);
    const int on = 1;
    if (fd >= 0 && !set_option(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on))
        return give_up(fd);
    return fd;
}

int tb_socket_listen(const struct tb_address *address)
{
    int fd = new_socket(address); /* accepted sockets inherit TCP_NODELAY */
    if (fd < 0)
        return -1;
    const int on = 1; /* allows reusing the port of a server that is gone, but not of a running one */
    if (!set_option(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) ||
        bind(fd, (const struct sockaddr *)&address->storage, address->len) != 0 || listen(fd, BACKLOG) != 0)
        return give_up(fd);
    return fd;
}

bool tb_socket_local(int fd, char *text, size_t cap)
{
    struct tb_address address = {.len = sizeof address.storage};
    if (getsockname(fd, (struct sockaddr *)&address.storage, &address.len) != 0)
        return false;
    tb_address_text(&address, text, cap);
    return true;
}

int tb_socket_accept(int listener, struct tb_address *peer)
{
    peer->len = sizeof peer->storage;
    return accept4(listener, (struct sockaddr *)&peer->storage, &peer->len, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

static bool is_ipv4_loopback(const struct tb_address *address)
{
    const struct sockaddr_in *v4 = (const void *)&address->storage;
    return address->storage.ss_family == AF_INET && ntohl(v4->sin_addr.s_addr) >> 24 == IN_LOOPBACKNET;
}

bool tb_address_within_host(const struct tb_address *own, const struct tb_address *peer)
{
    return (is_ipv4_loopback(own) && is_ipv4_loopback(peer)) || tb_address_same_host(own, peer);
}

bool tb_socket_within_host(int fd)
{
    struct tb_address own = {.len = sizeof own.storage}, peer = {.len = sizeof peer.storage};
    return getsockname(fd, (struct sockaddr *)&own.storage, &own.len) == 0 &&
           getpeername(fd, (struct sockaddr *)&peer.storage, &peer.len) == 0 && tb_address_within_host(&own, &peer);
}

bool tb_address_same_host(const struct tb_address *a, const struct tb_address *b)
{
    const struct sockaddr_in *v4[] = {(const void *)&a->storage, (const void *)&b->storage};
    const struct sockaddr_in6 *v6[] = {(const void *)&a->storage, (const void *)&b->storage};
    if (a->storage.ss_family != b->storage.ss_family)
        return false;
    return a->storage.ss_family == AF_INET ? v4[0]->sin_addr.s_addr == v4[1]->sin_addr.s_addr
                                           : memcmp(&v6[0]->sin6_addr, &v6[1]->sin6_addr, sizeof v6[0]->sin6_addr) == 0;
}

void tb_address_text(const struct tb_address *address, char *text, size_t cap)
{
    char host[INET6_ADDRSTRLEN], port[8];
    if (getnameinfo((const struct sockaddr *)&address->storage, address->len, host, sizeof host, port, sizeof port,
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0)
        snprintf(text, cap, "an unknown address");
    else
        snprintf(text, cap, address->storage.ss_family == AF_INET6 ? "[%s]:%s" : "%s:%s", host, port);
}

/* All addresses of 127.0.0.0/8 belong to this host (RFC 1122, 3.2.1.3), and programs that do not choose one use
 * 127.0.0.1. */
void tb_address_own(struct tb_address *own, const struct tb_address *server, uint64_t random)
{
    struct sockaddr_in *to = (void *)&own->storage;
    *own = (struct tb_address){.len = 0};
    if (!is_ipv4_loopback(server))
        return;
    uint32_t host = (uint32_t)(1 + random % 254) << 16 | (uint32_t)(random >> 16 & 0xff) << 8 |
                    (uint32_t)(1 + (random >> 32) % 254);
    to->sin_family = AF_INET;
    to->sin_addr.s_addr = htonl((uint32_t)IN_LOOPBACKNET << 24 | host);
    own->len = sizeof *to;
}

/* connect chooses the port, because it can use the same port for several destinations; bind alone would run out of
 * ports. */
static bool bind_to(int fd, const struct tb_address *own)
{
    const int on = 1;
    return own->len == 0 || (set_option(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on) &&
                             bind(fd, (const struct sockaddr *)&own->storage, own->len) == 0);
}

int tb_socket_connect(const struct tb_address *address, const struct tb_address *own)
{
    int fd = new_socket(address);
    if (fd < 0)
        return -1;
    const struct linger reset = {.l_onoff = 1, .l_linger = 0};
    if (!set_option(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset) || !bind_to(fd, own))
        return give_up(fd);
    if (connect(fd, (const struct sockaddr *)&address->storage, address->len) != 0 && errno != EINPROGRESS)
        return give_up(fd);
    return fd;
}

bool tb_socket_wait(int fd, bool writing, int timeout_ms)
{
    struct pollfd poll_fd = {.fd = fd, .events = writing ? POLLOUT : POLLIN};
    int ready;
    do
        ready = poll(&poll_fd, 1, timeout_ms);
    while (ready < 0 && errno == EINTR);
    if (ready == 0)
        errno = ETIMEDOUT;
    return ready > 0;
}

static bool accept_own(int listener, int timeout_ms, int ends[2])
{
    struct tb_address own = {.len = sizeof own.storage}, peer;
    if (getsockname(ends[0], (struct sockaddr *)&own.storage, &own.len) != 0)
        return false;
    while (tb_socket_wait(listener, false, timeout_ms)) {
        ends[1] = tb_socket_accept(listener, &peer);
        if (ends[1] >= 0 && peer.len == own.len && memcmp(&peer.storage, &own.storage, own.len) == 0)
            return true;
        if (ends[1] >= 0)
            close(ends[1]);
        else if (errno != EAGAIN && errno != ECONNABORTED)
            break;
        ends[1] = -1;
    }
    return false;
}

bool tb_socket_both(int listener, const struct tb_address *address, int timeout_ms, int ends[2])
{
    ends[0] = tb_socket_connect(address, &(struct tb_address){.len = 0});
    ends[1] = -1;
    return ends[0] >= 0 && accept_own(listener, timeout_ms, ends);
}

int tb_socket_error(int fd)
{
    int error = 0;
    socklen_t len = sizeof error;
    return getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &len) == 0 ? error : errno;
}

bool tb_need_descriptors(uint64_t num, uint64_t *available)
{
    struct rlimit limit;
    *available = 0;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return false;
    *available = limit.rlim_max;
    if (limit.rlim_cur >= num)
        return true;
    if (limit.rlim_max < num)
        return false;
    limit.rlim_cur = num;
    return setrlimit(RLIMIT_NOFILE, &limit) == 0;
}

uint64_t tb_local_ports(void)
{
    uint64_t first, last;
    FILE *file = fopen("/proc/sys/net/ipv4/ip_local_port_range", "re");
    if (!file)
        return UINT64_MAX;
    bool told = fscanf(file, "%" SCNu64 " %" SCNu64, &first, &last) == 2 && first <= last;
    fclose(file);
    return told ? last - first + 1 : UINT64_MAX;
}
