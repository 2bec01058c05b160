/*
 * What a command has to say about places in files, for the formats that forges show beside them: one list, which each
 * of those formats writes (github.h, sarif.h, codequality.h).
 *
 *     MOW_AUTO(annotations) list = {.most = ANNOTATIONS_MOST, .all = "mowners lint"};
 *     annotations_add(&list, &annotation);
 *     github_write(&out, &list);
 *
 * Adding never fails on the spot; `failed` tells in the end.
 */
#ifndef MOW_REPORT_ANNOTATIONS_H
#define MOW_REPORT_ANNOTATIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/cleanup.h"

#define ANNOTATIONS_MOST 5000 /* what GitHub shows of a SARIF file */

enum annotation_level { ANNOTATION_ERROR, ANNOTATION_WARNING };
#define ANNOTATION_LEVELS 2

/* A kind of thing that is said; the strings live for ever. */
struct annotation_rule {
	const char *id;      /* stable: "missing", "dead-pattern" */
	const char *title;   /* "Approval is missing", "a pattern matches no file" */
	const char *meaning; /* a sentence without its full stop */
	bool several;        /* it may be said of a file more than once, in other words */
};

struct annotation {
	enum annotation_level level;
	const struct annotation_rule *rule;
	const char *path; /* not escaped; NULL: of no file */
	size_t path_len;
	unsigned line, column; /* from 1, in bytes; 0: of the file as a whole */
	const char *message;   /* as phrase_text writes it */
	const char *about;     /* what tells it from others of its rule and file, run for run; NULL: its words do */
};

struct annotations {
	struct annotation *items;
	size_t count, capacity;
	size_t most;                        /* how many are kept */
	size_t left_out[ANNOTATION_LEVELS]; /* what was added beyond that */
	const char *all;                    /* the command that shows those too */
	const char *page;                   /* the manual page that explains the rules: "mowners-lint(1)" */
	struct arena arena;                 /* for the strings of who adds */
	bool failed;
};
void annotations_release(struct annotations *list);
MOW_AUTO_DEFINE(annotations)

/* Whether one more is kept. */
bool annotations_has_room(const struct annotations *list);

/* Keeps it, or counts it. Its strings live as long as the list: those of the caller, or of the list's arena. */
void annotations_add(struct annotations *list, const struct annotation *annotation);

/* A copy in the arena of the list; "" where there is no memory. */
const char *annotations_keep(struct annotations *list, const struct buf *text);

/* Of a level: how many were added. */
size_t annotations_count(const struct annotations *list, enum annotation_level level);

/* How many were added and are not kept. */
size_t annotations_left_out(const struct annotations *list);

/* The path, and of what is of no file the one of the rules at the root, for formats that need one. */
const char *annotations_place(const struct annotation *annotation);

/* "error", "warning". */
const char *annotations_level(enum annotation_level level);

#endif
