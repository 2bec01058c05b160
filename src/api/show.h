/* Numbers into the tables of the rules, as the strings of the public header. */
#ifndef MOW_API_SHOW_H
#define MOW_API_SHOW_H

#include "rules/owners.h"

/* The answer of the public header, from an internal one; strings live as long as `arena` and the rules. */
int owners_show(struct mow_owners *out, const struct rules *rules, const struct owners *owners, int64_t now,
		struct arena *arena, struct mow_error *err);

/* "FILE:LINE"; NULL where there is no file, or no memory. */
const char *place_show(const struct place *place, struct arena *arena);

/* The texts of owners, as a NULL-terminated array besides its count. */
int owners_texts(const char *const **out, const struct rules *rules, const size_t *owners, size_t count,
		 struct arena *arena, struct mow_error *err);

/* The labels of people. */
int people_labels(const char *const **out, const struct rules *rules, const size_t *people, size_t count,
		  struct arena *arena, struct mow_error *err);

/* A day as people say it: "5 January", with the year where it is not that of `now`. NULL: no memory. */
const char *day_show(int64_t day, int64_t now, struct arena *arena);

#endif
