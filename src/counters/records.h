/* records.h - TLS records in a stream of bytes, counted by their headers (RFC 8446 5.1): type, version, length. */
#pragma once
#include <stddef.h>
#include <stdint.h>

struct tb_record_scan {
    uint8_t header[5];
    size_t have;      /* bytes of the next header */
    size_t body;      /* bytes of the latest record that are still to come */
    uint64_t records; /* whose header was seen whole */
};

/* The next bytes of the stream, cut anywhere. */
void tb_record_scan_add(struct tb_record_scan *scan, const uint8_t *bytes, size_t len);
void tb_record_scan_restart(struct tb_record_scan *scan); /* another stream begins; keeps the count */
