#include "core/hellos.h"
#include "core/wire.h"
#include <string.h>

/* RFC 8446 4, 4.1.2, 4.1.3, 4.2, 5.1 */
enum {
    RECORD_HEADER = 5,
    MESSAGE_HEADER = 4,
    MESSAGE_CLIENT_HELLO = 1,
    MESSAGE_SERVER_HELLO = 2,
    RANDOM_AT = 2, /* after the legacy version */
    RANDOM_LEN = 32,
    SESSION_ID_AT = RANDOM_AT + RANDOM_LEN,
    SUITE_AND_COMPRESSION = 3,
    EXTENSION_PRE_SHARED_KEY = 41,
    EXTENSION_KEY_SHARE = 51
};

/* The random value of a ServerHello that is a HelloRetryRequest: SHA-256 of that name, RFC 8446 4.1.3. */
static const uint8_t retry_random[RANDOM_LEN] = {0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c,
                                                 0x02, 0x1e, 0x65, 0xb8, 0x91, 0xc2, 0xa2, 0x11, 0x16, 0x7a, 0xbb,
                                                 0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c};

struct piece {
    const uint8_t *at;
    size_t len;
};

/* Removes the first `len` bytes of *rest.  If there are fewer, the result and *rest become empty. */
static struct piece take(struct piece *rest, size_t len)
{
    bool whole = len <= rest->len;
    struct piece taken = {rest->at, whole ? len : 0};
    rest->at += taken.len;
    rest->len = whole ? rest->len - len : 0;
    return taken;
}

static size_t number(struct piece *rest, size_t len)
{
    struct piece bytes = take(rest, len);
    size_t value = 0;
    for (size_t i = 0; i < bytes.len; i++)
        value = value << 8 | bytes.at[i];
    return value;
}

/* Removes the next extension and appends its type to the list. */
static struct piece next_extension(struct piece *extensions, struct tb_extensions *list, size_t *type)
{
    *type = number(extensions, 2);
    size_t len = number(extensions, 2);
    if (list->num < TB_MOST_EXTENSIONS)
        list->type[list->num++] = (uint16_t)*type;
    return take(extensions, len);
}

/* The number of key shares in a ClientHello's key_share: RFC 8446 4.2.8. */
static size_t count_shares(struct piece extension)
{
    size_t num = 0, len = number(&extension, 2);
    struct piece shares = take(&extension, len);
    for (; shares.len > 0; num++) {
        number(&shares, 2); /* the group */
        take(&shares, number(&shares, 2));
    }
    return num;
}

static void add_client_hello(struct tb_hellos *hellos, struct piece message)
{
    hellos->client_hellos++;
    take(&message, SESSION_ID_AT);
    take(&message, number(&message, 1));
    take(&message, number(&message, 2)); /* suites */
    take(&message, number(&message, 1)); /* compression methods */
    size_t type, len = number(&message, 2);
    struct piece extensions = take(&message, len);
    while (extensions.len > 0) {
        struct piece extension = next_extension(&extensions, &hellos->offered, &type);
        if (type == EXTENSION_KEY_SHARE)
            hellos->shares = count_shares(extension);
    }
}

static void add_server_hello(struct tb_hellos *hellos, struct piece message)
{
    if (message.len < SESSION_ID_AT)
        return;
    if (memcmp(message.at + RANDOM_AT, retry_random, RANDOM_LEN) == 0) {
        hellos->retries++;
        return;
    }
    hellos->server_hellos++;
    take(&message, SESSION_ID_AT);
    take(&message, number(&message, 1));
    take(&message, SUITE_AND_COMPRESSION);
    size_t type, len = number(&message, 2);
    struct piece extensions = take(&message, len);
    while (extensions.len > 0) {
        struct piece extension = next_extension(&extensions, &hellos->answered, &type);
        if (type == EXTENSION_PRE_SHARED_KEY)
            hellos->psk = true;
        if (type == EXTENSION_KEY_SHARE) {
            hellos->key_share = true;
            hellos->group = (uint16_t)number(&extension, 2);
        }
    }
}

static void add_message(struct tb_hellos *hellos, size_t type, struct piece message)
{
    if (type == MESSAGE_CLIENT_HELLO)
        add_client_hello(hellos, message);
    if (type == MESSAGE_SERVER_HELLO)
        add_server_hello(hellos, message);
}

struct record {
    uint8_t type;
    struct piece content;
};

static struct record next_record(struct piece *rest)
{
    struct piece header = take(rest, RECORD_HEADER);
    if (header.len == 0)
        return (struct record){0, header};
    return (struct record){header.at[0], take(rest, (size_t)header.at[3] << 8 | header.at[4])};
}

void tb_hellos_add(struct tb_hellos *hellos, const uint8_t *flight, size_t len)
{
    struct piece rest = {flight, len};
    while (rest.len > 0) {
        struct record record = next_record(&rest);
        while (record.type == TB_WIRE_HANDSHAKE && record.content.len >= MESSAGE_HEADER) {
            size_t type = number(&record.content, 1), message_len = number(&record.content, 3);
            if (message_len <= record.content.len)
                add_message(hellos, type, take(&record.content, message_len));
            else /* encrypted, like the last message of TLS 1.2, whose record header does not show it */
                break;
        }
    }
}
