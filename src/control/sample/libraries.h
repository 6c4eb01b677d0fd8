/* libraries.h - the libraries that can be measured: the modules that were built. */
#pragma once
#include "control/base/words.h"
#include "core/record.h"
#include <stdbool.h>

struct tb_text;
struct tb_places;
struct tb_signals;

#define TB_PLAIN "plain" /* the module for TCP without TLS: the cost of a connection by itself */

struct tb_library {
    char *name;                /* the module's file name without .so, or a label: builds.h */
    char *module;              /* its path */
    struct tb_record attested; /* reported by a worker; empty before tb_library_attest */
    char *counted_cpu;         /* the CPU features it sees under valgrind; NULL: not asked */
    bool temporary;            /* its module is a temporary copy */
    bool by_file;              /* named by file: its instance name may differ from `name` */
    char *fault;               /* why it cannot be measured at all; NULL: it can */
};

struct tb_libraries {
    struct tb_library *items; /* sorted by name, then those named by file */
    size_t num;
    char *refused;     /* a folder with a file for each library that the build refused, containing the reason; may be
                        * NULL */
    char *absent;      /* a folder with a file for each library that `bring` could not get; may be NULL */
    const char *bring; /* tb_places.bring */
};

/* Modules of `further`, which may be NULL and must else be there, and of the folders of `places`: those that the user
 * brought, and those that came with tlsbench.  The first one of a name counts.  No module, or no such folder of
 * `places`, is no error: num is 0 then.  A module of these whose name is that of a line that the build refused is left
 * out: it may not be the library that the user means by that name. */
bool tb_libraries_find(struct tb_libraries *libraries, const struct tb_places *places, const char *further,
                       struct tb_text *why);
void tb_libraries_free(struct tb_libraries *libraries);

/* Adds a library that is not in the folders.  Moves the others.  NULL: out of memory. */
struct tb_library *tb_libraries_add(struct tb_libraries *libraries, const char *name, const char *module, bool by_file);

/* NULL: there is none of that name; `why`, unless it is NULL, says why the build refused a line of that name, or names
 * the nearest. */
struct tb_library *tb_libraries_get(const struct tb_libraries *libraries, const char *name, struct tb_text *why);

/* The sorted names of the libraries that the build refused.  Fails only if memory runs out. */
bool tb_libraries_refused(struct tb_words *names, const struct tb_libraries *libraries);

/* Appends why the build refused that library, as one line.  Returns false if it did not. */
bool tb_libraries_why_refused(const struct tb_libraries *libraries, const char *name, struct tb_text *why);

/* Asks a worker what the module is.  An error is stored in library->fault, also that the code of a shared library comes
 * from another file than the module was linked with; false: interrupted. */
bool tb_library_attest(struct tb_library *library, const struct tb_places *places, struct tb_signals *signals);
