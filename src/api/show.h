/* Numbers into the tables of the rules, as the strings of the public header. */
#ifndef MOW_API_SHOW_H
#define MOW_API_SHOW_H

#include "base/map.h"
#include "rules/resolve/resolver.h"

/*
 * What makes answers of the public header from internal ones. Thousands of them say much of the same: the lists of
 * owners that come from the files are put into words once. Zeroed but for `now`; `rules` from the first
 * use on. What was shown lives until the reset, after which it serves again.
 */
struct owner_texts;
struct presenter {
	const struct rules *rules;
	int64_t now;
	struct map lists; /* of gates: where each lies → its place in `crowds` */
	struct {
		struct owner_texts **items;
		size_t count, capacity;
	} crowds;
	struct arena arena;
};
void presenter_reset(struct presenter *presenter);
int presenter_owners(struct mow_owners *out, struct presenter *presenter, const struct requirement *requirement,
		     struct mow_error *err);

/* "FILE:LINE"; NULL where there is no file, or no memory. */
const char *place_show(const struct place *place, struct arena *arena);

/* The labels of people; NULL: no memory. */
const char *const *people_labels(const struct rules *rules, const size_t *people, size_t count, struct arena *arena);
/* Somebody for people to read, "Lena Fischer (@lena)"; the e-mail of who is not in [people]. NULL: no memory. */
const char *people_name(const struct rules *rules, size_t person, struct arena *arena);
const char *const *people_names(const struct rules *rules, const size_t *people, size_t count, struct arena *arena);

/* What a freeze is called without the word: its section is "freeze NAME". */
const char *show_freeze(const struct area *area);

#endif
