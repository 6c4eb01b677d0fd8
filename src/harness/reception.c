#include "harness/reception.h"
#include <string.h>
#include <unistd.h>

enum { SAID = 40, FIRST_LIMIT = 300 };

/* ---- Strangers ---- */

static bool is_text(const char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (bytes[i] < ' ' || bytes[i] > '~')
            return false;
    return true;
}

static void count(struct tb_reception *reception, const struct tb_address *peer, const char *said, size_t len)
{
    char address[80];
    reception->strangers++;
    if (reception->first.len)
        return;
    tb_address_text(peer, address, sizeof address);
    tb_text_add(&reception->first, address);
    len = len < SAID ? len : SAID;
    if (len && is_text(said, len))
        tb_text_printf(&reception->first, ", which sent \"%.*s\"", (int)len, said);
    else if (len)
        tb_text_add(&reception->first, ", which sent binary data");
}

/* `said`: its first line; NULL: only an incomplete line was received. */
static void dismiss(struct tb_guest *guest, const char *said)
{
    if (said)
        count(guest->reception, &guest->peer, said, strlen(said));
    else
        count(guest->reception, &guest->peer, guest->link.data, guest->link.len);
    tb_handler_close(&guest->handler);
}

void tb_reception_refuse(struct tb_reception *reception, int fd, const struct tb_address *peer)
{
    close(fd);
    count(reception, peer, NULL, 0);
}

void tb_reception_tell(const struct tb_reception *reception, struct tb_text *why)
{
    if (reception->strangers)
        tb_text_printf(why, "; %llu connections of other programs were dropped, the first from %s",
                       (unsigned long long)reception->strangers, reception->first.data);
}

/* ---- Guests ---- */

static void hear(struct tb_guest *guest, const char *line)
{
    struct tb_reception *reception = guest->reception;
    const char *words = tb_link_word(line, "hello");
    const char *after = words ? tb_link_word(words, TB_LINK_PROTOCOL) : NULL;
    const char *case_name = after ? tb_link_word(after, reception->token) : NULL;
    if (case_name) {
        reception->met = true;
        reception->greeted(reception->owner, guest, case_name);
        return;
    }
    if (after)
        tb_link_send(&guest->link, "refused this server expects another token");
    else if (words)
        tb_link_send(&guest->link, "refused this server speaks protocol %s", TB_LINK_PROTOCOL);
    dismiss(guest, line);
}

static void guest_ready(void *owner)
{
    struct tb_guest *guest = owner;
    char line[TB_LINE_CAP];
    enum tb_status status = tb_link_receive(&guest->link, line);
    if (status == TB_OK)
        hear(guest, line);
    else if (status != TB_WANT_READ)
        dismiss(guest, NULL);
}

void tb_reception_open(struct tb_reception *reception)
{
    reception->arrivals = reception->strangers = 0;
    reception->met = false;
    tb_text_init(&reception->first, FIRST_LIMIT);
    for (size_t i = 0; i < TB_MOST_GUESTS; i++)
        reception->guests[i] = (struct tb_guest){.handler.fd = -1};
}

void tb_reception_dismiss_all(struct tb_reception *reception)
{
    for (size_t i = 0; i < TB_MOST_GUESTS; i++)
        if (reception->guests[i].handler.fd >= 0)
            dismiss(&reception->guests[i], NULL);
}

void tb_reception_close(struct tb_reception *reception)
{
    for (size_t i = 0; i < TB_MOST_GUESTS; i++)
        tb_handler_close(&reception->guests[i].handler);
    tb_text_free(&reception->first);
}

/* It makes room for another one.  What it has sent is heard before: strangers that come at once, before this process
 * gets a core, must not send the client away. */
static void see_out(struct tb_guest *guest)
{
    guest_ready(guest);
    if (guest->handler.fd >= 0)
        dismiss(guest, NULL);
}

bool tb_reception_admit(struct tb_reception *reception, int fd, const struct tb_address *peer)
{
    struct tb_guest *place = reception->guests;
    for (size_t i = 0; i < TB_MOST_GUESTS && place->handler.fd >= 0; i++) {
        struct tb_guest *guest = &reception->guests[i];
        if (guest->handler.fd < 0 || guest->arrival < place->arrival)
            place = guest;
    }
    if (place->handler.fd >= 0)
        see_out(place);
    if (reception->met) {
        tb_reception_refuse(reception, fd, peer);
        return true;
    }
    *place = (struct tb_guest){.handler = {.fd = fd, .ready = guest_ready, .owner = place},
                               .link.fd = fd,
                               .peer = *peer,
                               .reception = reception,
                               .arrival = reception->arrivals++};
    return tb_loop_want(reception->loop, &place->handler, EPOLLIN);
}
