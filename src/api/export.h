/* What is kept while rules become a CODEOWNERS file: for the files of that alone. */
#ifndef MOW_API_EXPORT_H
#define MOW_API_EXPORT_H

#include "api/rules.h"
#include "base/strings.h"
#include "convert/plan.h"
#include "convert/say.h"

/* A gate, or all gates and decisions together: one approval of a line's people, or so many. */
struct export_section {
	const char *title; /* NULL: what stands before all sections */
	unsigned need;
	bool optional;
};

/* What the files of a requirement want. */
struct export_wanted {
	const struct plan_wanted *items; /* NULL: not yet known */
	size_t count;
};

struct export
{
	const struct rules *rules;
	enum forge forge;
	struct plan plan;
	struct arena arena;
	struct {
		struct export_section *items;
		size_t count, capacity;
	} sections;
	struct map section_numbers;
	struct {
		struct export_wanted *items; /* by number of the requirement */
		size_t count, capacity;
	} wanted;
	size_t patterns_lost; /* patterns that the forge has not */
	bool several, levels, dates, freezes, teams;
	struct strings losses;
	struct mow_error *err;
};

/* The lines of all areas. 0 or MOW_ENOMEM. */
int export_add_areas(struct export *exporting);
/* What a requirement wants of which section. */
int export_want(struct export *exporting, struct export_wanted *out, const struct requirement *requirement);

/* Appends the text, and adds what it cannot say to the losses. 0 or MOW_ENOMEM. */
int export_write(struct buf *out, struct export *exporting);

#endif
