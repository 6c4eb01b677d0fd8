/* wycheproof.h - the JSON files of C2SP's Wycheproof: reading a vector's fields, and which schemas are known.
 *
 * A field that is missing or of another form is kept in `broken`, and makes the file an error.
 */
#pragma once
#include "judge.h"
#include <jansson.h>

enum { MOST_FIELDS = 12 };

struct vector_reader {
    const struct subject *subject;
    const json_t *file, *group, *test; /* each inside the one before */
    char broken[200];
    uint8_t *owned[MOST_FIELDS];
    size_t num_owned;
};

/* From one of the three objects.  Bytes live until the reader is cleared; nothing is "". */
struct tb_bytes vector_bytes(struct vector_reader *reader, const json_t *object, const char *key);
const char *vector_text(struct vector_reader *reader, const json_t *object, const char *key);
size_t vector_number(struct vector_reader *reader, const json_t *object, const char *key);
enum verdict vector_verdict(struct vector_reader *reader);
bool vector_has_flag(const struct vector_reader *reader, const char *flag);
void vector_clear(struct vector_reader *reader);

/* What puts a vector of a schema to the library; NULL: the schema is not known. */
typedef struct judgement wycheproof_judge(struct vector_reader *reader);
wycheproof_judge *wycheproof_judge_of(const char *schema);
