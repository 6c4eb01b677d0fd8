/* wire.h - the contents of a flight on the wire, as far as they can be read without a key.
 *
 * Records are as in RFC 8446 5.1 and RFC 5246 6.2.1, messages as in RFC 8446 4 and RFC 5246 7.4.  An encrypted record
 * is one item, because the number of its messages cannot be seen from outside.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TB_WIRE_CHANGE_CIPHER_SPEC = 20, TB_WIRE_ALERT = 21, TB_WIRE_HANDSHAKE = 22, TB_WIRE_APPLICATION_DATA = 23 };
enum { TB_WIRE_SEALED = 255 }; /* a message's type, if it is encrypted */

/* One plaintext message, one encrypted record, or one record of another content type. */
struct tb_wire_item {
    uint8_t content; /* content type of the record that it begins in */
    uint8_t message; /* for handshake content: the message's type, or TB_WIRE_SEALED; else 0 */
    size_t len;      /* of the message with its header, or of the record's content */
};

enum { TB_WIRE_MOST_ITEMS = 64 };

/* The contents of one flight. */
struct tb_wire_flight {
    size_t bytes, records;
    struct tb_wire_item items[TB_WIRE_MOST_ITEMS];
    size_t num_items;
};

/* The state of one direction of a connection.  Zero before its first flight. */
struct tb_wire {
    bool ciphered; /* ChangeCipherSpec was seen */
};

/* Fails unless the bytes are whole TLS records whose messages end with the flight, and there is room for all items. */
bool tb_wire_read(struct tb_wire *wire, struct tb_wire_flight *flight, const uint8_t *bytes, size_t len);

/* Encrypted bytes in a flight, without the `overhead` bytes of protection per record: the content type and the tag in
 * TLS 1.3, the nonce and the tag in TLS 1.2. */
size_t tb_wire_sealed(const struct tb_wire_flight *flight, size_t overhead);

/* "ClientHello", "ChangeCipherSpec", "encrypted record"; "unknown" for types that are not in these RFCs. */
const char *tb_wire_name(uint8_t content, uint8_t message);
