/* reception.h - tells the client of a server under test from strangers, which are other programs.
 *
 * Any program on the host can connect to a port.  Before the client has connected, each connection is a guest whose
 * first line is read: the guest whose hello has the token (pair_link.h) is the client.  After that, a connection is the
 * client's if it comes from the client's own address, which over loopback no other program has (tb_address_own).  All
 * others are strangers: they are closed without an answer and counted, and the first one is reported.
 *
 * The token identifies, but does not protect: every program that can read the worker's command line can read it.
 */
#pragma once
#include "core/text.h"
#include "harness/event_loop.h"
#include "harness/pair_link.h"
#include "harness/socket.h"

struct tb_reception;

struct tb_guest {
    struct tb_handler handler; /* fd -1: this entry is free */
    struct tb_pair_link link;
    struct tb_address peer;
    struct tb_reception *reception;
    uint64_t arrival; /* sequence number */
};

enum { TB_MOST_GUESTS = 8 }; /* one more guest replaces the oldest */

struct tb_reception {
    struct tb_event_loop *loop;
    const char *token; /* TB_NO_TOKEN: none */
    void *owner;
    void (*greeted)(void *owner, struct tb_guest *guest, const char *case_name); /* called on a hello with the token */
    struct tb_guest guests[TB_MOST_GUESTS];
    bool met; /* a hello with the token was received */
    uint64_t arrivals, strangers;
    struct tb_text first; /* the first stranger: "127.0.0.1:4711, which said \"GET / HTTP/1.1\"" */
};

/* The caller sets the first four members; this sets all others. */
void tb_reception_open(struct tb_reception *reception);
void tb_reception_close(struct tb_reception *reception);

bool tb_reception_admit(struct tb_reception *reception, int fd, const struct tb_address *peer); /* false: errno */
void tb_reception_dismiss_all(struct tb_reception *reception);

/* Closes and counts a stranger's connection, after the client has connected. */
void tb_reception_refuse(struct tb_reception *reception, int fd, const struct tb_address *peer);

/* Appends "; 3 connections of other programs were dropped, the first from ..."; nothing if there was none. */
void tb_reception_tell(const struct tb_reception *reception, struct tb_text *why);
