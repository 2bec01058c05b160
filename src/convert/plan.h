/*
 * A CODEOWNERS file to be: sections of lines of which the last that matches a path counts. Lines come from areas, whose
 * patterns keep their order; where areas add up in a way that lines cannot, lines for the folders and files that there
 * are come behind.
 */
#ifndef MOW_CONVERT_PLAN_H
#define MOW_CONVERT_PLAN_H

#include "base/arena.h"
#include "base/map.h"
#include "rules/match/pattern.h"

#define PLAN_NOBODY SIZE_MAX /* in place of a list */
#define PLAN_NONE SIZE_MAX

/* People, by numbers that are the caller's. */
struct plan_list {
	const size_t *items; /* each once */
	size_t count;
};

struct plan_line {
	const char *pattern; /* as OWNERS writes it, seen from the root, without `!` */
	size_t len;
	size_t section;
	size_t list;
	bool folders; /* a file that is there matches it by a folder */
	size_t wait;  /* of plan->waits: the last line that must come before it; PLAN_NONE */
	bool placed;
	bool dead; /* an exception says the same pattern */
};

struct plan_wait {
	size_t line, next;
};

/* What a file asks of a section. */
struct plan_wanted {
	size_t section, list;
};

struct plan_file {
	const char *path;
	size_t len;
	const struct plan_wanted *wanted; /* by section, ascending; those of equal files are the same */
	size_t wanted_count;
};

/* A folder or a file of its own line. */
struct plan_exception {
	const char *path; /* a folder: with its slash */
	size_t len;
	size_t section, list;
};

struct plan {
	struct arena arena;
	struct {
		struct plan_list *items;
		size_t count, capacity;
	} lists;
	struct {
		struct plan_line *items;
		size_t count, capacity;
	} lines;
	struct {
		struct plan_wait *items;
		size_t count, capacity;
	} waits;
	struct {
		size_t *items; /* lines */
		size_t count, capacity;
	} order;
	struct {
		struct plan_file *items; /* in the order of a tree */
		size_t count, capacity;
	} files;
	struct {
		struct plan_exception *items; /* by section */
		size_t count, capacity;
	} exceptions;
	struct map list_numbers, line_numbers;
	size_t last; /* the line before, of the same area and section */
	struct mow_error *err;
};
void plan_release(struct plan *plan);
MOW_AUTO_DEFINE(plan)

/* Each returns 0 or MOW_ENOMEM. The number of a list; of no people PLAN_NOBODY. */
int plan_list(size_t *number, struct plan *plan, const size_t *items, size_t count);
/* The people of both, those of the one first. */
int plan_merge(size_t *number, struct plan *plan, size_t one, size_t other);

/* The lines that are added from now on are of another area. */
void plan_begin(struct plan *plan);
/* One more line. Where the section has the pattern, the people are added to those who are there. */
int plan_add(struct plan *plan, size_t section, const char *pattern, size_t len, size_t list);
/* Ends adding lines: plan->order is then such that lines of an area keep theirs, as far as can be. */
int plan_put_in_order(struct plan *plan);

/* A file that is there; in the order of a tree. */
int plan_add_file(struct plan *plan, const struct mow_path *path, const struct plan_wanted *wanted, size_t count);
/* Holds the lines of plan->order against the files, and makes what they lack. */
int plan_except(struct plan *plan);

#endif
