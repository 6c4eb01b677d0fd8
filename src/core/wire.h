/* wire.h - a flight on the wire, item by item, as far as it can be read without a key.
 *
 * Records are those of RFC 8446 5.1 and RFC 5246 6.2.1, messages those of RFC 8446 4 and RFC 5246 7.4.  An encrypted
 * record is one item, because the number of its messages cannot be read from outside.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TB_WIRE_CHANGE_CIPHER_SPEC = 20, TB_WIRE_ALERT = 21, TB_WIRE_HANDSHAKE = 22, TB_WIRE_APPLICATION_DATA = 23 };
enum { TB_WIRE_SEALED = 255 }; /* as a message's type: it cannot be read */

/* One message in the clear, or one encrypted record, or one record of another content. */
struct tb_wire_item {
    uint8_t content; /* type of the record that it begins in */
    uint8_t message; /* of handshake content: the message's type, or TB_WIRE_SEALED; else 0 */
    size_t len;      /* of the message with its header, or of the record's content */
};

enum { TB_WIRE_MOST_ITEMS = 64 };

/* What one flight is made of. */
struct tb_wire_flight {
    size_t bytes, records;
    struct tb_wire_item items[TB_WIRE_MOST_ITEMS];
    size_t num_items;
};

/* One direction of a connection.  Zero before its first flight. */
struct tb_wire {
    bool ciphered; /* it has announced encryption: ChangeCipherSpec */
};

/* false: not whole TLS records, a message that does not end with the flight, or more items than there is room for. */
bool tb_wire_read(struct tb_wire *wire, struct tb_wire_flight *flight, const uint8_t *bytes, size_t len);

/* Bytes that stand encrypted in a flight, without what protects them, where `overhead` bytes of each record do: in TLS
 * 1.3 the content's type and the tag, in TLS 1.2 the nonce and the tag. */
size_t tb_wire_sealed(const struct tb_wire_flight *flight, size_t overhead);

/* "ClientHello", "ChangeCipherSpec", "encrypted record"; "unknown" for types that no RFC above names. */
const char *tb_wire_name(uint8_t content, uint8_t message);
