/*
 * Who changed, and who approved, what lies in the areas of a first OWNERS file: suggestions with figures, as comments.
 * Programs that make changes are left out where their name or e-mail says that they are one.
 */
#ifndef MOW_CONVERT_SUGGESTIONS_H
#define MOW_CONVERT_SUGGESTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"

#define SUGGESTIONS_NONE SIZE_MAX
#define SUGGESTIONS_SHOWN 3 /* people who are named for an area, at most */

/* Zeroed at the start. */
struct suggestions {
	struct arena arena;
	struct suggestions_people {
		struct suggestions_person {
			const char *name, *email;
			const char *handle; /* NULL: nothing suggests them */
		} * items;
		size_t count, capacity;
	} people;
	struct suggestions_counts {
		struct suggestions_count {
			size_t area, person, changes, approvals;
		} * items;
		size_t count, capacity;
	} counts;                            /* person SUGGESTIONS_NONE: all changes of the area */
	struct suggestions_counts approvals; /* the same, sorted by these, once finished */
	struct map emails;                   /* → person */
	struct map handles;                  /* that are taken */
	struct map pairs;                    /* area and person → count */
	bool failed;
};
void suggestions_release(struct suggestions *suggestions);
MOW_AUTO_DEFINE(suggestions)

/* The number of somebody; SUGGESTIONS_NONE: a program, or nobody who could be named. */
size_t suggestions_person(struct suggestions *suggestions, const char *name, const char *email);

/* A change of an area. */
void suggestions_change(struct suggestions *suggestions, size_t area);
/* Somebody who made a change of an area, or approved one; each once a change. */
void suggestions_made(struct suggestions *suggestions, size_t area, size_t person);
void suggestions_approved(struct suggestions *suggestions, size_t area, size_t person);

/* Ends counting: finds those who are suggested. MOW_OK or MOW_ENOMEM. */
int suggestions_finish(struct suggestions *suggestions);
/* Appends the suggestions for an area: comments, or nothing. */
void suggestions_suggest(struct buf *out, const struct suggestions *suggestions, size_t area);
/* Appends [people] with those who are suggested. */
void suggestions_write_people(struct buf *out, const struct suggestions *suggestions);

#endif
