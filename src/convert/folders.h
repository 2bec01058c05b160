/*
 * A first OWNERS file from the folders that there are: an area for each folder at the top, or, with the marketing
 * template, for the kinds of work that folders are named after, wherever they lie.
 *
 *     MOW_AUTO(folders) folders = {.marketing = true};
 *     folders_add(&folders, path, len); …
 *     folders_write(&text, &folders);
 */
#ifndef MOW_CONVERT_FOLDERS_H
#define MOW_CONVERT_FOLDERS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/number_set.h"
#include "convert/kinds.h"
#include "convert/suggestions.h"

#define FOLDERS_AREAS_MAX 1000 /* what more there is belongs to the areas above it */

struct folders_area {
	const struct kind *kind;
	const char *name;
	const char *part; /* what it is one of several for: a market, a partner, a workflow; "" */
	struct {
		const char **items;
		size_t count, capacity;
	} patterns;
};

/* Zeroed at the start, but for `marketing`. */
struct folders {
	bool marketing; /* the template */
	struct arena arena;
	struct {
		struct folders_area *items;
		size_t count, capacity;
	} areas;
	struct map numbers;  /* kind and part → number of the area */
	struct map names;    /* of areas */
	struct map patterns; /* those that some area has */
	bool failed;         /* out of memory */
	/* Of folders_find: areas that were found, each once. */
	bool finding;
	struct {
		size_t *items;
		size_t count, capacity;
	} found;
	struct number_set seen;
};
void folders_release(struct folders *folders);
MOW_AUTO_DEFINE(folders)

/* A tracked file, relative to the root. */
void folders_add(struct folders *folders, const char *path, size_t len);

/* Adds the areas, by their numbers, that a path is in to `found`; once all files were added. The caller empties that,
 * and begins `seen` with as many as there are areas. */
void folders_find(struct folders *folders, const char *path, size_t len);

/* Appends the areas: their patterns, and comments with a `?` where people are to be named; with `suggestions` (NULL:
 * there is none) also who is suggested. MOW_OK or MOW_ENOMEM. */
int folders_write(struct buf *out, const struct folders *folders, const struct suggestions *suggestions);

#endif
