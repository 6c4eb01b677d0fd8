/* release.h - which version of its library a module is.
 *
 * A library that tells its version and its day attests both itself.  Where it does not, the manifest of the instance
 * does, which tb_add_library compiles into the module together with the archives that it describes.  What was built
 * from a commit is named by the commit: the version number of such code is that of the last release, or of the next
 * one.
 */
#pragma once
#include "core/release.h"

/* `says`: what the library says of itself.  `otherwise`: the version where neither knows one. */
void tb_release_of(struct tb_release *release, const char *says, const char *otherwise);

/* What the module was linked of, and the manifest of it: struct tb_info.  Made by write_origin when it is linked. */
extern const char tb_origin[];
