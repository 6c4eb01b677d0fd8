/* harness.h - shared by all conformance tests.
 *
 * One executable, one module, one suite: a test knows the contract (backends/backend.h) and no library.  A test that
 * fails ends there, without releasing what it holds.  Lengths are in bytes.
 */
#pragma once
#include "backends/backend.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h> /* needs those above it */
#undef skip         /* skips are counted: use skip_here instead */

/* The instance under test, and how strictly it is judged. */
struct subject {
    const struct tb_backend *backend;
    tb_lib *lib;
    const char *program; /* this executable, to start the other end of a pair */
    const char *module, *peer, *pki;
    bool strict;                 /* what every default instance must support is asserted, not skipped */
    const char *const *may_lack; /* "suite:0x009c": exceptions from strict, NULL terminated */
    bool peer_strict;            /* the same for the peer: the library of one side is not judged by the other's */
    const char *const *peer_may_lack;
};

bool subject_open(struct subject *subject); /* loads subject->module; failures are printed on stderr */
void subject_close(struct subject *subject);

/* A list of tests made from table rows.  Names are copied. */
typedef void test_function(const struct subject *subject, const void *row);
struct test {
    const struct subject *subject;
    test_function *function;
    const void *row;
    char name[96];
};
struct test_list {
    const struct subject *subject;
    size_t num;
    struct test tests[96];
};
void add_test(struct test_list *list, test_function *function, const void *row, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
int run_list(struct test_list *list, const char *group); /* returns the number of failed tests */
void print_sums(void);                                   /* totals over all lists: tests passed, skipped, failed */

/* Ends the test as skipped, and counts it, so that a suite that skips half of its tests shows it.  The reason was
 * printed before. */
void skip_here(void);
/* What a skip calls first, from here on: it frees what the test holds.  NULL: nothing. */
void before_skip(void (*tidy)(void *held), void *held);

/* One per file. */
int test_library(const struct subject *subject);
int test_kx(const struct subject *subject);
int test_signatures(const struct subject *subject);
int test_premaster(const struct subject *subject);
int test_aead(const struct subject *subject);
int test_hash(const struct subject *subject);
int test_key_schedule(const struct subject *subject);
int test_edge_cases(const struct subject *subject);
int test_wycheproof(const struct subject *subject);
int test_wycheproof_reader(const struct subject *subject);
int test_tls(const struct subject *subject);
int test_wire(const struct subject *subject);
int test_failures(const struct subject *subject);
int test_leftovers(const struct subject *subject);
int test_verification(const struct subject *subject);
int test_resumption(const struct subject *subject);
int test_early_data(const struct subject *subject);
int test_names(const struct subject *subject);
int test_mutual(const struct subject *subject);
int test_trust(const struct subject *subject);
int test_transport(const struct subject *subject);
int test_buffers(const struct subject *subject);
int test_threads(const struct subject *subject);
int test_pairs(const struct subject *subject);

/* Ends the test with a message and its place; `expect_status` adds the library's own text. */
#define expect(condition, ...)             ((condition) ? (void)0 : failed_at(__FILE__, __LINE__, __VA_ARGS__))
#define expect_status(subject, want, call) expect_status_at(subject, want, call, #call, __FILE__, __LINE__)
void failed_at(const char *file, int line, const char *format, ...) __attribute__((format(printf, 3, 4), noreturn));
void expect_status_at(const struct subject *subject, enum tb_status want, enum tb_status got, const char *call,
                      const char *file, int line);
const char *status_name(enum tb_status status);

/* Returns if the instance supports it.  Otherwise skips the test, or fails it if `must` and strict are set and it is
 * not in may_lack. */
void require(const struct subject *subject, enum tb_cap cap, uint16_t id, bool must);
void require_slot(const struct subject *subject, bool there,
                  const char *what); /* the same for a slot without a capability */
bool supports(const struct subject *subject, enum tb_cap cap, uint16_t id);
bool lacks(const struct subject *subject, enum tb_cap cap, uint16_t id, bool must); /* the same, without skipping */

/* A buffer with a guard after its end: detects a callee that writes beyond cap. */
enum { GUARDED_MAX = 17 * 1024, GUARD = 64 };
struct guarded {
    struct tb_buf buf;
    uint8_t bytes[GUARDED_MAX + GUARD];
};
struct tb_buf *guarded(struct guarded *guarded, size_t cap); /* empties it and writes the guard */
void expect_guard(const struct guarded *guarded);
struct tb_bytes bytes_of(const struct guarded *guarded);

/* Published vectors are in hexadecimal; blanks are ignored. */
struct blob {
    size_t len;
    uint8_t data[1024];
};
struct blob from_hex(const char *hex);
struct tb_bytes as_bytes(const struct blob *blob);
struct tb_bytes text_bytes(const char *text);
void expect_bytes(struct tb_bytes got, struct tb_bytes want, const char *what);
bool same_bytes(struct tb_bytes a, struct tb_bytes b);

/* RFC 7468 text of DER. */
struct pem {
    char text[4096];
};
struct pem pem_of(const char *label, struct tb_bytes der);

/* A file of bench/pki, such as "rsa-2048/key.pem"; owned by the caller, followed by a zero that is not counted. */
struct tb_bytes read_pki(const struct subject *subject, const char *folder, const char *file);
void free_bytes(struct tb_bytes bytes);
