/* builds.h - libraries that the user names by file, in addition to those found by name.
 *
 * Wherever the name of a library is accepted, FILE.so (or any word with a '/') is a module, and LABEL=FILE.so a module
 * with a chosen name.  Without a label the name is the file's name without .so; if it is taken, it gets a number:
 * "openssl-3.5#2".
 */
#pragma once
#include "control/base/words.h"
#include <limits.h>

struct tb_library;
struct tb_libraries;
struct tb_text;

/* The meaning of a word that is given twice. */
enum tb_twins {
    TB_TWINS_NONE,      /* the same library */
    TB_TWINS_SAME_FILE, /* another variant with the same file, to be compared with itself */
    TB_TWINS_COPY /* a variant that is the relinked build, if there is one (tb_builds_relinked); else a copy of the
                   * file, which is deleted when the libraries are freed */
};

/* Makes each word that is a file a library, and replaces the word with that library's name.  This may move the
 * libraries, so pointers to them become invalid.  On failure `why` names the word that is not a file, or has an invalid
 * label. */
bool tb_builds_take(struct tb_libraries *libraries, struct tb_words *words, enum tb_twins twins, struct tb_text *why);

/* The same for the library at the other end of all pairs, which may be one of those that are compared: a file that
 * already is a library under this label is that library.  NULL stays. */
bool tb_builds_take_end(struct tb_libraries *libraries, char **word, struct tb_text *why);

/* Is the library's code the same in both, byte for byte?  Compares the modules, or, if both load a shared object, those
 * objects: their modules have different names compiled into them.  Both must be attested. */
bool tb_builds_identical(const struct tb_library *a, const struct tb_library *b);

/* Were both modules linked from the same static archives, by their checksums?  They then differ by their names and the
 * layout of their code at most.  Both must be attested. */
bool tb_builds_same_archives(const struct tb_library *a, const struct tb_library *b);

/* Finds the module that was linked from the same objects with the members of its archives in another order:
 * FOLDER/relinked/NAME.so next to FOLDER/NAME.so, as made by tb_add_library.  Fails if there is none, or it is older
 * than the module; `why_not` says which. */
bool tb_builds_relinked(char relinked[PATH_MAX], const char *module, struct tb_text *why_not);
