/* records.h - counts the TLS records in a stream of bytes by their headers (RFC 8446 5.1): type, version, length. */
#pragma once
#include <stddef.h>
#include <stdint.h>

struct tb_record_scan {
    uint8_t header[5];
    size_t have;      /* bytes of the next header so far */
    size_t body;      /* outstanding bytes of the latest record */
    uint64_t records; /* number of complete headers */
};

/* Adds the next bytes of the stream, which may be split anywhere. */
void tb_record_scan_add(struct tb_record_scan *scan, const uint8_t *bytes, size_t len);
void tb_record_scan_restart(struct tb_record_scan *scan); /* begins another stream; keeps the count */
