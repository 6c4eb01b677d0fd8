#include "counters/records.h"

void tb_record_scan_add(struct tb_record_scan *scan, const uint8_t *bytes, size_t len)
{
    while (len > 0) {
        if (scan->body > 0) {
            size_t step = scan->body < len ? scan->body : len;
            scan->body -= step;
            bytes += step;
            len -= step;
            continue;
        }
        scan->header[scan->have++] = *bytes++;
        len--;
        if (scan->have == sizeof scan->header) {
            scan->body = (size_t)scan->header[3] << 8 | scan->header[4];
            scan->have = 0;
            scan->records++;
        }
    }
}

void tb_record_scan_restart(struct tb_record_scan *scan)
{
    scan->have = scan->body = 0;
}
