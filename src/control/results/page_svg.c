/* page_svg.c - the charts of a page as SVG files, for a paper or a pull request.
 *
 * Node runs the code that draws them in a page, so they are the same pictures.  It works in a folder of its own, and
 * only whole files leave that.
 */
#include "control/base/files.h"
#include "control/base/places.h"
#include "control/base/temporary.h"
#include "control/results/page.h"
#include "control/results/page_code.h"
#include "core/json_dump.h"
#include "core/text.h"
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <limits.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Pixels, as in a page: a row of its own, and beside another one. */
enum { WIDE = 860, SMALL = 460 };
enum { CODE_LIMIT = 16 << 20, SVG_LIMIT = 32 << 20, ERRORS_LIMIT = 1 << 20, NAME_LIMIT = 80, TEXT_LIMIT = 2000 };

bool tb_page_svg_ready(struct tb_text *why)
{
    char node[PATH_MAX];
    if (!tb_page_ready(why))
        return false;
    if (tb_places_program(node, "node"))
        return true;
    tb_text_add(why, "SVG files are drawn by node, which is not on the PATH; install Debian's package nodejs, or save "
                     "charts in the page that --format html of tlsbench report writes");
    return false;
}

/* ---- What is to be drawn ---- */

/* "Signatures: rsa-2048: time of one" becomes "signatures-rsa-2048": what follows a second colon, or a
 * semicolon, only explains. */
static void make_slug(char slug[NAME_LIMIT + 1], const char *text)
{
    size_t len = 0;
    unsigned colons = 0;
    bool gap = false;
    for (; *text && len + 1 < NAME_LIMIT; text++) {
        unsigned char c = (unsigned char)*text;
        colons += c == ':';
        if (colons > 1 || c == ';')
            break;
        bool kept = isascii(c) && isalnum(c);
        if (kept && gap && len > 0)
            slug[len++] = '-';
        if (kept)
            slug[len++] = (char)tolower(c);
        gap = !kept;
    }
    slug[len] = '\0';
}

static bool is_taken(const json_t *pictures, const char *name)
{
    size_t i;
    json_t *picture;
    json_array_foreach(pictures, i, picture)
    {
        const char *known = json_string_value(json_object_get(picture, "name"));
        if (known && strcmp(known, name) == 0)
            return true;
    }
    return false;
}

/* The same for the same section and chart of every run; the second of a name is "NAME-2".  A title may repeat its
 * section. */
static void set_name(json_t *picture, const json_t *pictures, const char *section, const char *title)
{
    char of_section[NAME_LIMIT + 1], of_title[NAME_LIMIT + 1];
    struct tb_text name;
    make_slug(of_section, section);
    make_slug(of_title, title);
    bool repeats = strncmp(of_title, of_section, strlen(of_section)) == 0;
    const char *first = repeats ? "" : of_section, *dash = repeats ? "" : "-";
    tb_text_init(&name, TEXT_LIMIT);
    tb_text_printf(&name, "%s%s%s", first, dash, of_title);
    for (size_t number = 2; is_taken(pictures, name.data); number++) {
        tb_text_clear(&name);
        tb_text_printf(&name, "%s%s%s-%zu", first, dash, of_title, number);
    }
    json_object_set_new(picture, "name", json_string(name.data));
    tb_text_free(&name);
}

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

/* What stands around the chart in the page. */
static void add_picture(json_t *pictures, const struct tb_page *page, const json_t *block, const char *section)
{
    json_t *picture = json_object(), *place = json_object_get(block, "chart");
    const json_t *chart = json_array_get(page->charts, (size_t)json_integer_value(place));
    json_object_set(picture, "chart", place);
    json_object_set_new(picture, "width", json_integer(json_is_true(json_object_get(block, "small")) ? SMALL : WIDE));
    json_object_set_new(picture, "section", tb_page_string(section));
    json_object_set(picture, "origin", page->origin);
    set_name(picture, pictures, section, text_of(chart, "title"));
    json_array_append_new(pictures, picture);
}

/* A new reference: each chart with the headings above it. */
static json_t *pictures_of(const struct tb_page *page)
{
    json_t *pictures = json_array(), *block;
    const char *above = ""; /* the heading of level 2 */
    struct tb_text section;
    size_t i;
    tb_text_init(&section, 2 * TEXT_LIMIT);
    json_array_foreach(page->blocks, i, block)
    {
        const char *kind = text_of(block, "kind");
        if (strcmp(kind, "heading") == 0) {
            bool below = json_integer_value(json_object_get(block, "level")) > 2;
            above = below ? above : text_of(block, "text");
            tb_text_clear(&section);
            tb_text_printf(&section, "%s%s%s", above, below ? ": " : "", below ? text_of(block, "text") : "");
        } else if (strcmp(kind, "chart") == 0) {
            add_picture(pictures, page, block, section.data);
        }
    }
    tb_text_free(&section);
    return pictures;
}

/* ---- Node ---- */

/* What node reads and writes, in its folder. */
struct room {
    struct tb_folder folder;
    char node[PATH_MAX], code[PATH_MAX], data[PATH_MAX], errors[PATH_MAX];
};

static void name_files(struct room *room)
{
    snprintf(room->code, sizeof room->code, "%s/code.js", room->folder.path);
    snprintf(room->data, sizeof room->data, "%s/data.json", room->folder.path);
    snprintf(room->errors, sizeof room->errors, "%s/errors", room->folder.path);
}

static bool write_code(const struct room *room, struct tb_text *why)
{
    struct tb_text code;
    tb_text_init(&code, CODE_LIMIT);
    bool good = tb_page_code(&code, TB_PAGE_IN_NODE, why);
    if (good && code.truncated) {
        tb_text_add(why, "out of memory for the charts");
        good = false;
    }
    good = good && tb_file_write(room->code, code.data, code.len, why);
    tb_text_free(&code);
    return good;
}

static bool write_data(const struct room *room, const struct tb_page *page, json_t *pictures, struct tb_text *why)
{
    json_t *data = json_object();
    json_object_set(data, "series", page->series);
    json_object_set(data, "charts", page->charts);
    json_object_set(data, "pictures", pictures);
    char *encoded = tb_json_dump(data, JSON_COMPACT | JSON_ENSURE_ASCII | JSON_REAL_PRECISION(9));
    json_decref(data);
    bool good = encoded && tb_file_write(room->data, encoded, strlen(encoded), why);
    if (!encoded)
        tb_text_add(why, "out of memory for the charts");
    free(encoded);
    return good;
}

/* Without our environment: nothing in there must change a picture. */
static pid_t start(const struct room *room)
{
    char *const argv[] = {(char *)(uintptr_t)room->node, (char *)(uintptr_t)room->code, (char *)(uintptr_t)room->data,
                          (char *)(uintptr_t)room->folder.path, NULL};
    char *const nothing[] = {NULL};
    posix_spawn_file_actions_t actions;
    pid_t pid = -1;
    int error = posix_spawn_file_actions_init(&actions);
    if (error == 0) {
        error = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        error = error ? error
                      : posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, room->errors,
                                                         O_WRONLY | O_CREAT | O_TRUNC, 0600);
        error = error ? error : posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);
        error = error ? error : posix_spawn(&pid, room->node, &actions, NULL, argv, nothing);
        posix_spawn_file_actions_destroy(&actions);
    }
    errno = error;
    return error == 0 ? pid : -1;
}

/* The line of what node said that names the error, or else what it ended by. */
static void tell_failure(const struct room *room, int status, struct tb_text *why)
{
    struct tb_text ignored;
    tb_text_init(&ignored, 0);
    char *said = tb_file_read(room->errors, ERRORS_LIMIT, &ignored);
    char *line = said ? strstr(said, "Error: ") : NULL;
    while (line && line > said && line[-1] != '\n')
        line--;
    tb_text_printf(why, "%s could not draw the charts: ", room->node);
    if (line)
        tb_text_printf(why, "%.*s", (int)strcspn(line, "\n"), line);
    else if (WIFSIGNALED(status))
        tb_text_printf(why, "it was ended by signal %d", WTERMSIG(status));
    else
        tb_text_printf(why, "it ended with exit code %d", WEXITSTATUS(status));
    tb_text_free(&ignored);
    free(said);
}

static bool run_node(const struct room *room, struct tb_text *why)
{
    int status = 0;
    pid_t pid = start(room), ended = 0;
    if (pid < 0) {
        tb_text_printf(why, "%s cannot be run: %s", room->node, strerror(errno));
        return false;
    }
    do
        ended = waitpid(pid, &status, 0);
    while (ended < 0 && errno == EINTR);
    if (ended == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return true;
    tell_failure(room, status, why);
    return false;
}

/* ---- Files ---- */

static bool make_folder(const char *folder, struct tb_text *why)
{
    if (mkdir(folder, 0777) == 0 || tb_is_folder(folder))
        return true;
    tb_text_printf(why, "the folder %s cannot be made: %s", folder, strerror(errno == EEXIST ? ENOTDIR : errno));
    return false;
}

/* Node has numbered them. */
static bool take_out(const struct room *room, const json_t *pictures, const char *folder, struct tb_text *why)
{
    bool good = true;
    for (size_t i = 0; i < json_array_size(pictures) && good; i++) {
        char from[PATH_MAX], path[PATH_MAX];
        int len = snprintf(path, sizeof path, "%s/%s.svg", folder, text_of(json_array_get(pictures, i), "name"));
        snprintf(from, sizeof from, "%s/%zu.svg", room->folder.path, i);
        char *svg = tb_file_read(from, SVG_LIMIT, why);
        if (svg && len >= (int)sizeof path)
            tb_text_printf(why, "%s: %s", folder, strerror(ENAMETOOLONG));
        good = svg && len < (int)sizeof path && tb_file_write(path, svg, strlen(svg), why);
        free(svg);
    }
    return good;
}

static bool draw(const struct tb_page *page, json_t *pictures, const char *folder, struct tb_text *why)
{
    struct room room;
    if (!tb_page_svg_ready(why) || !tb_places_program(room.node, "node"))
        return false;
    if (!tb_folder_make(&room.folder)) {
        tb_text_printf(why, "no temporary folder for the charts: %s; name another one in TMPDIR", strerror(errno));
        return false;
    }
    name_files(&room);
    bool good = write_code(&room, why) && write_data(&room, page, pictures, why) && run_node(&room, why) &&
                make_folder(folder, why) && take_out(&room, pictures, folder, why);
    tb_folder_remove(&room.folder);
    return good;
}

bool tb_page_svg(const struct tb_page *page, const char *folder, size_t *num, struct tb_text *why)
{
    json_t *pictures = pictures_of(page);
    *num = json_array_size(pictures);
    if (*num == 0)
        tb_text_add(why, "there is nothing to draw: no row has a figure; --format html of tlsbench report, and "
                         "tlsbench show, have the reasons");
    bool good = *num > 0 && draw(page, pictures, folder, why);
    json_decref(pictures);
    return good;
}
