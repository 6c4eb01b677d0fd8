/* library.c - what an instance reports about itself. */
#include "harness.h"
#include <string.h>
#include <unistd.h>

static void identity(const struct subject *subject, const void *row)
{
    (void)row;
    const struct tb_info *info = subject->backend->info(subject->lib);
    expect(info, "there is no info");
    const char *const fields[] = {info->instance,  info->product, info->version, info->date, info->date_of,
                                  info->says,      info->headers, info->build,   info->cpu,  info->image,
                                  info->tls_image, info->linkage, info->missing};
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        expect(fields[i], "field %zu is NULL", i);
    const char *base = strrchr(subject->module, '/');
    base = base ? base + 1 : subject->module;
    size_t len = strlen(info->instance);
    expect(len > 0 && !strncmp(base, info->instance, len) && !strcmp(base + len, ".so"), "%s calls itself %s", base,
           info->instance);
    expect(info->product[0] && info->version[0] && info->headers[0], "product \"%s\", version \"%s\", headers \"%s\"",
           info->product, info->version, info->headers);
    expect(!info->date[0] == !info->date_of[0], "date \"%s\" of \"%s\"", info->date, info->date_of);
    expect(!info->date[0] || (strlen(info->date) == 10 && info->date[4] == '-' && info->date[7] == '-'), "date \"%s\"",
           info->date);
    expect(!strcmp(info->linkage, "static") || !strcmp(info->linkage, "shared"), "linkage \"%s\"", info->linkage);
    expect(access(info->image, R_OK) == 0, "the image \"%s\" cannot be read", info->image);
    expect(access(info->tls_image, R_OK) == 0, "the image of its TLS \"%s\" cannot be read", info->tls_image);
    print_message("%s: %s %s (headers %s), %s, from %s; missing: %s\n", info->instance, info->product, info->version,
                  info->headers, info->linkage, info->image, info->missing[0] ? info->missing : "nothing known");
}

/* A static library is inside its module, a shared one is a separate file. */
static void image(const struct subject *subject, const void *row)
{
    (void)row;
    const struct tb_info *info = subject->backend->info(subject->lib);
    const char *const images[] = {info->image, info->tls_image};
    const char *module = strrchr(subject->module, '/');
    for (size_t i = 0; i < sizeof images / sizeof *images; i++) {
        const char *file = strrchr(images[i], '/');
        expect(module && file, "module %s, image %s", subject->module, images[i]);
        expect(subject->backend->cleartext || !strcmp(module, file) == !strcmp(info->linkage, "static"),
               "linked %s, but the code is in %s", info->linkage, images[i]);
    }
}

static void error_text(const struct subject *subject, const void *row)
{
    (void)row;
    char why[8];
    subject->backend->error_text(subject->lib, why, sizeof why);
    expect(subject->backend->error_text(subject->lib, why, sizeof why) == 0 && why[0] == 0,
           "an error without a failure: %s", why);
    memset(why, 'x', sizeof why);
    expect(subject->backend->error_text(NULL, why, 4) <= 3, "the text of an open that did not fail");
    expect(memchr(why, 0, 4) && !memcmp(why + 4, "xxxx", 4), "error_text wrote beyond its buffer");
}

int test_library(const struct subject *subject)
{
    struct test_list list = {.subject = subject};
    add_test(&list, identity, NULL, "library: identity");
    add_test(&list, image, NULL, "library: the image fits the linkage");
    add_test(&list, error_text, NULL, "library: no error without a failure");
    return run_list(&list, "library");
}
