#include "core/wire.h"
#include <string.h>

enum { RECORD_HEADER = 5, MOST_CONTENT = (1 << 14) + 2048, MESSAGE_HEADER = 4 }; /* RFC 5246 6.2.3: the larger limit */
enum { MESSAGE_CLIENT_HELLO = 1, MESSAGE_SERVER_HELLO = 2 };

static const char *const message_names[] = {
    [0] = "HelloRequest",        [1] = "ClientHello",         [2] = "ServerHello",        [4] = "NewSessionTicket",
    [5] = "EndOfEarlyData",      [8] = "EncryptedExtensions", [11] = "Certificate",       [12] = "ServerKeyExchange",
    [13] = "CertificateRequest", [14] = "ServerHelloDone",    [15] = "CertificateVerify", [16] = "ClientKeyExchange",
    [20] = "Finished",           [22] = "CertificateStatus",  [24] = "KeyUpdate",
};
enum { NUM_MESSAGES = sizeof message_names / sizeof *message_names };

const char *tb_wire_name(uint8_t content, uint8_t message)
{
    if (content == TB_WIRE_CHANGE_CIPHER_SPEC)
        return "ChangeCipherSpec";
    if (content == TB_WIRE_ALERT)
        return "Alert";
    if (content == TB_WIRE_APPLICATION_DATA || (content == TB_WIRE_HANDSHAKE && message == TB_WIRE_SEALED))
        return "encrypted record";
    if (content == TB_WIRE_HANDSHAKE && message < NUM_MESSAGES && message_names[message])
        return message_names[message];
    return "unknown";
}

static size_t length24(const uint8_t *at)
{
    return (size_t)at[0] << 16 | (size_t)at[1] << 8 | at[2];
}

static bool add(struct tb_wire_flight *flight, uint8_t content, uint8_t message, size_t len)
{
    if (flight->num_items == TB_WIRE_MOST_ITEMS)
        return false;
    flight->items[flight->num_items++] = (struct tb_wire_item){content, message, len};
    return true;
}

/* After ChangeCipherSpec handshake records are encrypted; in TLS 1.2 the record header does not show it.  In TLS 1.3
 * that message is only for middleboxes (RFC 8446 D.4), and a second hello may follow in plaintext: a hello that fills
 * its record exactly.  A ciphertext looks like that once in 2^31 times. */
static bool is_sealed(const struct tb_wire *wire, const uint8_t *content, size_t len)
{
    if (!wire->ciphered)
        return false;
    bool hello = len >= MESSAGE_HEADER && (content[0] == MESSAGE_CLIENT_HELLO || content[0] == MESSAGE_SERVER_HELLO);
    return !hello || length24(content + 1) + MESSAGE_HEADER != len;
}

/* A message that continues in the next record. */
struct unfinished {
    uint8_t header[MESSAGE_HEADER];
    size_t header_len, left; /* bytes of the header so far; outstanding bytes of the body */
};

static bool read_messages(struct tb_wire_flight *flight, struct unfinished *message, const uint8_t *at, size_t len)
{
    while (len > 0) {
        if (message->left > 0) {
            size_t part = len < message->left ? len : message->left;
            message->left -= part;
            at += part;
            len -= part;
            continue;
        }
        message->header[message->header_len++] = *at++;
        len--;
        if (message->header_len < MESSAGE_HEADER)
            continue;
        message->header_len = 0;
        message->left = length24(message->header + 1);
        if (!add(flight, TB_WIRE_HANDSHAKE, message->header[0], message->left + MESSAGE_HEADER))
            return false;
    }
    return true;
}

static bool read_record(struct tb_wire *wire, struct tb_wire_flight *flight, struct unfinished *message, uint8_t type,
                        const uint8_t *content, size_t len)
{
    bool between = message->left == 0 && message->header_len == 0;
    flight->records++;
    if (type == TB_WIRE_HANDSHAKE && between && is_sealed(wire, content, len))
        return add(flight, type, TB_WIRE_SEALED, len);
    if (type == TB_WIRE_HANDSHAKE)
        return read_messages(flight, message, content, len);
    if (type == TB_WIRE_CHANGE_CIPHER_SPEC)
        wire->ciphered = true;
    return between && type >= TB_WIRE_CHANGE_CIPHER_SPEC && type <= TB_WIRE_APPLICATION_DATA &&
           add(flight, type, 0, len);
}

bool tb_wire_read(struct tb_wire *wire, struct tb_wire_flight *flight, const uint8_t *bytes, size_t len)
{
    struct unfinished message = {.left = 0};
    memset(flight, 0, sizeof *flight);
    flight->bytes = len;
    while (len >= RECORD_HEADER) {
        size_t content_len = (size_t)bytes[3] << 8 | bytes[4];
        bool good = bytes[1] == 3 && content_len <= MOST_CONTENT && content_len <= len - RECORD_HEADER;
        if (!good || !read_record(wire, flight, &message, bytes[0], bytes + RECORD_HEADER, content_len))
            return false;
        bytes += RECORD_HEADER + content_len;
        len -= RECORD_HEADER + content_len;
    }
    return len == 0 && message.left == 0 && message.header_len == 0;
}

size_t tb_wire_sealed(const struct tb_wire_flight *flight, size_t overhead)
{
    size_t bytes = 0;
    for (size_t i = 0; i < flight->num_items; i++) {
        const struct tb_wire_item *item = &flight->items[i];
        bool sealed = item->content == TB_WIRE_APPLICATION_DATA || item->message == TB_WIRE_SEALED;
        if (sealed && item->len > overhead)
            bytes += item->len - overhead;
    }
    return bytes;
}
