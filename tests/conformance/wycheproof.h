/* wycheproof.h - the JSON files of C2SP's Wycheproof: reads a vector's fields, and knows the supported schemas.
 *
 * A field that is missing or malformed is recorded in `broken`, and makes the file an error.
 */
#pragma once
#include "judge.h"
#include <jansson.h>

enum { MOST_FIELDS = 12 };

struct vector_reader {
    const struct subject *subject;
    const json_t *file, *group, *test; /* each contained in the previous one */
    char broken[200];
    uint8_t *owned[MOST_FIELDS];
    size_t num_owned;
};

/* Read from one of the three objects.  Bytes live until the reader is cleared; a missing value is "". */
struct tb_bytes vector_bytes(struct vector_reader *reader, const json_t *object, const char *key);
const char *vector_text(struct vector_reader *reader, const json_t *object, const char *key);
size_t vector_number(struct vector_reader *reader, const json_t *object, const char *key);
enum verdict vector_verdict(struct vector_reader *reader);
bool vector_has_flag(const struct vector_reader *reader, const char *flag);
void vector_clear(struct vector_reader *reader);

/* The function that runs a vector of a schema on the library; NULL: the schema is not supported. */
typedef struct judgement wycheproof_judge(struct vector_reader *reader);
wycheproof_judge *wycheproof_judge_of(const char *schema);
