/*
 * The rules of a CODEOWNERS file as areas: one for each list of people of a section. In an area the last pattern that
 * matches decides, as among the rules; so the area of a list has the patterns of its rules and, with `!`, those of
 * later rules with other lists that can match something of them. Each path then is in the area of the last rule that
 * matches it, and in no other of the section.
 */
#ifndef MOW_CONVERT_AREAS_H
#define MOW_CONVERT_AREAS_H

#include "convert/codeowners.h"

struct area_pattern {
	const struct codeowners_rule *rule;
	bool exclude;
};

struct list_area {
	const struct codeowners_section *section;
	size_t list;
	struct {
		struct area_pattern *items;
		size_t count, capacity;
	} patterns;
	size_t last;  /* of the patterns without `!` */
	bool inverse; /* begins with everything */
};

struct list_areas {
	struct list_area *items;
	size_t count, capacity;
};

/* Appends the areas of a section, which must stay as it is. 0, MOW_ENOMEM, or MOW_ETOOBIG where an OWNERS file would
 * not hold them. */
int list_areas_add(struct list_areas *areas, const struct codeowners *codeowners,
		   const struct codeowners_section *section, struct mow_error *err);
void list_areas_release(struct list_areas *areas);
MOW_AUTO_DEFINE(list_areas)

#endif
