/* wycheproof.c - runs all of Wycheproof's JSON files in a folder, as far as a library supports them.
 *
 * TLSBENCH_WYCHEPROOF names the folder: testvectors_v1/ of https://github.com/C2SP/wycheproof.  Each file is a test,
 * and prints the results of its vectors.  Without a folder only the reader is tested, with generated files.
 */
#include "wycheproof.h"
#include "tally.h"
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATH_CAP = 4096, NAME_CAP = 256, FILES_IN_A_GROUP = 64 };

static const char variable[] = "TLSBENCH_WYCHEPROOF";

struct file {
    const char *folder;
    char name[NAME_CAP]; /* without ".json" */
    size_t *sums;        /* over all files: as in struct tally, then the known faults */
};
enum { KNOWN = UNSERVED + 1, NUM_SUMS };

/* ---- One file ---- */

/* Fails if the file is malformed; reader->broken has the reason. */
static bool add_group(struct vector_reader *reader, struct tally *tally, wycheproof_judge *judge)
{
    const json_t *tests = json_object_get(reader->group, "tests");
    if (!json_is_array(tests)) {
        snprintf(reader->broken, sizeof reader->broken, "a group has no \"tests\"");
        return false;
    }
    for (size_t i = 0; i < json_array_size(tests); i++) {
        reader->test = json_array_get(tests, i);
        vector_clear(reader);
        unsigned id = (unsigned)vector_number(reader, reader->test, "tcId");
        struct judgement judgement = judge(reader);
        if (reader->broken[0])
            return false;
        tally_add(tally, id, &judgement);
    }
    return true;
}

static bool add_groups(struct vector_reader *reader, struct tally *tally, wycheproof_judge *judge)
{
    const json_t *groups = json_object_get(reader->file, "testGroups");
    bool good = true;
    if (json_array_size(groups) == 0) {
        snprintf(reader->broken, sizeof reader->broken, "there are no \"testGroups\"");
        good = false;
    }
    for (size_t i = 0; good && i < json_array_size(groups); i++) {
        reader->group = json_array_get(groups, i);
        good = add_group(reader, tally, judge);
    }
    return good;
}

enum reading { READ, UNKNOWN, BROKEN };

/* Runs all vectors of the file on the library; `why`: the unsupported schema, or the error. */
static enum reading read_vectors(struct tally *tally, const char *path, char why[NAME_CAP])
{
    struct vector_reader reader = {.subject = tally->subject};
    json_error_t error;
    json_t *root = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    if (!root) {
        snprintf(why, NAME_CAP, "line %d, column %d: %s", error.line, error.column, error.text);
        return BROKEN;
    }
    const char *schema = json_string_value(json_object_get(root, "schema"));
    wycheproof_judge *judge = schema ? wycheproof_judge_of(schema) : NULL;
    enum reading reading = UNKNOWN;
    snprintf(why, NAME_CAP, "%.200s", schema ? schema : "none is named");
    reader.file = root;
    if (judge && !add_groups(&reader, tally, judge)) {
        unsigned id = (unsigned)json_integer_value(json_object_get(reader.test, "tcId"));
        snprintf(why, NAME_CAP, "near vector %u: %s", id, reader.broken);
        reading = BROKEN;
    } else if (judge) {
        reading = READ;
    }
    vector_clear(&reader);
    json_decref(root);
    return reading;
}

static void whole_file(const struct subject *subject, const void *row)
{
    const struct file *file = row;
    struct tally tally = {.subject = subject, .file = file->name};
    char path[PATH_CAP], why[NAME_CAP];
    snprintf(path, sizeof path, "%s/%s.json", file->folder, file->name);
    enum reading reading = read_vectors(&tally, path, why);
    expect(reading != BROKEN, "%s is broken: %s", path, why);
    if (reading == UNKNOWN) {
        print_message("skipped: %s: a schema that is not known: %s\n", file->name, why);
        skip_here();
    }
    tally_print(&tally);
    for (size_t i = 0; i <= UNSERVED; i++)
        file->sums[i] += tally.outcomes[i];
    file->sums[KNOWN] += tally.known;
    expect(tally_errors(&tally) == 0, "%zu of %zu vectors are not as published", tally_errors(&tally), tally.num);
}

/* ---- The folder ---- */

static int is_json(const struct dirent *entry)
{
    size_t len = strlen(entry->d_name);
    return len > 5 && len < NAME_CAP && !strcmp(entry->d_name + len - 5, ".json");
}

static void no_files(const struct subject *subject, const void *row)
{
    (void)subject;
    expect(false, "%s=%s: %s.  It names a folder of Wycheproof's JSON files: testvectors_v1/", variable,
           getenv(variable), (const char *)row);
}

static void no_folder(const struct subject *subject, const void *row)
{
    (void)subject;
    (void)row;
    print_message("skipped: %s names no folder with all of Wycheproof's files\n", variable);
    skip_here();
}

static int run_alone(const struct subject *subject, test_function *function, const char *why)
{
    struct test_list list = {.subject = subject};
    add_test(&list, function, why, "wycheproof: all files");
    return run_list(&list, "wycheproof");
}

static int run_files(const struct subject *subject, const char *folder, struct dirent **entries, size_t num)
{
    size_t sums[NUM_SUMS] = {0};
    int failed = 0;
    for (size_t first = 0; first < num; first += FILES_IN_A_GROUP) {
        struct file files[FILES_IN_A_GROUP];
        struct test_list list = {.subject = subject};
        for (size_t i = first; i < num && i < first + FILES_IN_A_GROUP; i++) {
            struct file *file = &files[i - first];
            *file = (struct file){.folder = folder, .sums = sums};
            memcpy(file->name, entries[i]->d_name, strlen(entries[i]->d_name) - 5);
            add_test(&list, whole_file, file, "wycheproof: %.80s", file->name);
        }
        failed += run_list(&list, "wycheproof");
    }
    print_message("%s: Wycheproof: %zu files, %zu vectors: %zu accepted, %zu refused, %zu wrong (%zu known), "
                  "%zu not served\n",
                  subject->backend->info(subject->lib)->instance, num,
                  sums[ACCEPTED] + sums[REFUSED] + sums[WRONG] + sums[UNSERVED], sums[ACCEPTED], sums[REFUSED],
                  sums[WRONG], sums[KNOWN], sums[UNSERVED]);
    return failed;
}

int test_wycheproof(const struct subject *subject)
{
    const char *folder = getenv(variable);
    if (!folder || !*folder)
        return run_alone(subject, no_folder, NULL);
    struct dirent **entries;
    int num = scandir(folder, &entries, is_json, alphasort);
    if (num < 0)
        return run_alone(subject, no_files, strerror(errno));
    int failed = num ? run_files(subject, folder, entries, (size_t)num)
                     : run_alone(subject, no_files, "there is no .json file in it");
    for (int i = 0; i < num; i++)
        free(entries[i]);
    free(entries);
    return failed;
}

/* ---- Only the reader ---- */

/* RFC 7748 6.1, Alice; the same with another secret; a share of small order. */
#define ALICE                                                                                                          \
    "\"private\":\"77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a\",\"public\":"                     \
    "\"de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f\",\"shared\":\"4a5d9d5ba4ce2de1728e3bf480350f" \
    "25e07e21c947d19e3376f09b3c1e161742\""
#define ANOTHER_SECRET                                                                                                 \
    "\"private\":\"77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a\",\"public\":"                     \
    "\"de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f\",\"shared\":\"5a5d9d5ba4ce2de1728e3bf480350f" \
    "25e07e21c947d19e3376f09b3c1e161742\""
#define SMALL_ORDER                                                                                                    \
    "\"private\":\"77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a\",\"public\":"                     \
    "\"0100000000000000000000000000000000000000000000000000000000000000\",\"shared\":"                                 \
    "\"00000000000000000000000000000000"                                                                               \
    "00000000000000000000000000000000\""
#define FILE_OF(schema, tests)                                                                                         \
    "{\"schema\":\"" schema                                                                                            \
    "\",\"algorithm\":\"XDH\",\"testGroups\":[{\"type\":\"XdhComp\",\"curve\":\"curve25519\",\"tests\":[" tests "]}]}"
#define XDH "xdh_comp_schema_v1.json"

struct made {
    const char *text;
    enum reading reading;
    size_t outcomes[UNSERVED + 1];
    const char *why; /* must be in the text about a file that is not read */
};

static void made_file(const struct subject *subject, const void *row)
{
    const struct made *made = row;
    char path[] = "/tmp/tlsbench-vectors-XXXXXX", why[NAME_CAP];
    struct tally tally = {.subject = subject, .file = "made", .quiet = true};
    if (made->outcomes[ACCEPTED])
        require(subject, TB_CAP_KX, 29, true);
    int fd = mkstemp(path);
    size_t len = strlen(made->text);
    expect(fd >= 0 && write(fd, made->text, len) == (ssize_t)len, "cannot write %s", path);
    enum reading reading = read_vectors(&tally, path, why);
    close(fd);
    unlink(path);
    expect(reading == made->reading, "it is read as %d: %s", reading, why);
    expect(!made->why || strstr(why, made->why), "what is said of it: %s", why);
    for (size_t i = 0; i <= UNSERVED; i++)
        expect(tally.outcomes[i] == made->outcomes[i], "outcome %zu: %zu vectors", i, tally.outcomes[i]);
    expect(tally_errors(&tally) == made->outcomes[WRONG], "%zu errors", tally_errors(&tally));
}

int test_wycheproof_reader(const struct subject *subject)
{
    static const struct {
        const char *name;
        struct made made;
    } files[] = {
        {"valid, acceptable, invalid, wrong",
         {FILE_OF(XDH, "{\"tcId\":1,\"result\":\"valid\",\"flags\":[]," ALICE "},"
                       "{\"tcId\":2,\"result\":\"acceptable\",\"flags\":[\"Twist\"]," ALICE "},"
                       "{\"tcId\":3,\"result\":\"acceptable\",\"flags\":[\"ZeroSharedSecret\"]," SMALL_ORDER "},"
                       "{\"tcId\":4,\"result\":\"valid\",\"flags\":[]," SMALL_ORDER "},"
                       "{\"tcId\":5,\"result\":\"invalid\",\"flags\":[]," ALICE "},"
                       "{\"tcId\":6,\"result\":\"acceptable\",\"flags\":[]," ANOTHER_SECRET "}"),
          READ,
          {[ACCEPTED] = 2, [REFUSED] = 1, [WRONG] = 3},
          NULL}},
        {"a schema that is not known", {FILE_OF("daed_test_schema.json", ""), UNKNOWN, {0}, "daed_test_schema.json"}},
        {"no schema", {"{}", UNKNOWN, {0}, "none is named"}},
        {"no JSON", {"{\"schema\":\n\"" XDH "\",}", BROKEN, {0}, "line 2"}},
        {"no groups", {"{\"schema\":\"" XDH "\"}", BROKEN, {0}, "testGroups"}},
        {"a vector without a secret",
         {FILE_OF(XDH, "{\"tcId\":7,\"result\":\"valid\",\"private\":\"00\",\"public\":\"00\"}"),
          BROKEN,
          {0},
          "vector 7: \"shared\" is missing"}},
        {"a vector that is not hexadecimal",
         {FILE_OF(XDH, "{\"tcId\":8,\"result\":\"valid\",\"private\":\"0g\",\"public\":\"00\",\"shared\":\"00\"}"),
          BROKEN,
          {0},
          "\"private\" is not hexadecimal"}},
        {"a result that is not known",
         {FILE_OF(XDH, "{\"tcId\":9,\"result\":\"perhaps\"," ALICE "}"), BROKEN, {0}, "\"result\" is none of"}},
    };
    struct test_list list = {.subject = subject};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
        add_test(&list, made_file, &files[i].made, "vectors: %s", files[i].name);
    return run_list(&list, "vectors");
}
