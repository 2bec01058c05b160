/*
 * The cascade: rules + path → requirement (OWNERS(5), "Areas, and how they resolve").
 */
#ifndef MOW_RULES_RESOLVE_RESOLVER_H
#define MOW_RULES_RESOLVE_RESOLVER_H

#include "rules/people.h"

/* A gate after adding up. */
struct required_gate {
	const char *name;
	unsigned need;
	const size_t *of; /* owners */
	size_t of_count;
	const char *text;   /* "2 of @brand-guild" */
	struct place place; /* of the first area that set it */
	bool light;  /* some area that set it says `level = lightweight` itself: its people may decide for `any` */
	bool strict; /* some area that set it does not: required at every level */
};

/* A freeze that covers the path, in force or not. */
struct required_freeze {
	const struct area *area;    /* its section */
	struct required_gate allow; /* one of those who may let it through; of_count 0: nobody may */
};

/* What a path asks for. Paths that match the same areas share one, so equal pointers mean equal requirements. */
struct requirement {
	size_t number;           /* its own among the answers of its resolver, which count from 1 without a gap */
	const struct area *area; /* whose `accountable` won; NULL: unowned */
	size_t accountable;      /* owner; RULES_NONE */
	struct place accountable_place;
	const struct escalation *escalate;    /* of the area whose `accountable` won; NULL */
	const struct owner_list *responsible; /* NULL: nobody */
	struct required_gate *gates;
	size_t gate_count;
	struct owner_list consulted, informed; /* `place`: of the first area that set it */
	enum level level;                      /* never LEVEL_UNSET */
	struct place level_place;              /* the first that set it; file NULL: the default */
	int64_t rights_end;                    /* the earliest of the areas; INT64_MAX: unset */
	struct place rights_place;             /* the first that set it */
	struct required_freeze *freezes;       /* never of what [rules] covers */
	size_t freeze_count;
	/* The outermost file above the path that has an error: nothing can be decided. NULL: there is none. */
	const struct rules_file *broken;
	bool is_rules; /* covered by [rules] */
	/* All that matched but freezes, in order; [otherwise] first where it steps in, [rules] last where it covers. */
	const struct area *const *areas;
	size_t area_count;
};

/* One area that matched, and by which pattern, for explaining. */
struct matched_area {
	const struct area *area;
	const struct rules_file *file;
	const struct pattern *pattern; /* NULL: [otherwise], [rules] */
};

struct matched_areas {
	struct matched_area *items;
	size_t count;
};
void matched_areas_release(struct matched_areas *areas);
MOW_AUTO_DEFINE(matched_areas)

/*
 * Resolves paths against rules that do not change meanwhile (nested files may be added between look-ups). Keeps what it
 * has resolved: the same set of areas is added up once. Its memory grows with these sets and with the folders above the
 * last path, not with the paths.
 */
struct resolver;
int resolver_new(struct resolver **out, const struct rules *rules, struct mow_error *err);
void resolver_free(struct resolver *resolver);
MOW_AUTO_PTR_DEFINE(resolver)

/*
 * Who owns a path: of the root folder no area speaks. The answer lives as long as the resolver. Fast where paths come
 * in the order of a tree: the folders of the last path are remembered. A broken file says nothing and sets `broken` for
 * all below its folder, except for the path of that file itself, whose repair needs what the files above it ask for; a
 * broken root file sets it for every path.
 */
int resolver_look_up(const struct requirement **out, struct resolver *resolver, const struct mow_path *path,
		     struct mow_error *err);

/*
 * The same for who walks down a tree: a folder, then its entries by their names; cheaper, since nothing of the path is
 * looked at again. The folder's path is given with its final slash, empty for the root. An OWNERS file that is added
 * for it, or for a folder above, counts from the next time that the folder is entered.
 *
 * `*all` (`all` may be NULL): where nothing below the folder can add to what it has already, the answer for every entry
 * below it, at any depth; else NULL. There are two exceptions, which must be asked for by their names: what [rules]
 * covers (rules_covered_entry, rules_covered_folder), and what lies in or below a folder that has an OWNERS file of its
 * own.
 */
int resolver_enter(struct resolver *resolver, const char *path, size_t len, const struct requirement **all,
		   struct mow_error *err);

/* An entry of the folder that was entered last, by this or by a look-up. `name` is not empty. */
int resolver_name(const struct requirement **out, struct resolver *resolver, const struct mow_path *name,
		  struct mow_error *err);

/*
 * Before the first look-up: a path that will be asked for. Where all that are asked for were expected, patterns that
 * cannot match any of them are not compiled; for a single path, or a few, that is so without this. It saves time and
 * changes no answer.
 */
int resolver_expect(struct resolver *resolver, const struct mow_path *path, struct mow_error *err);

/* All patterns of a file that is not broken which match an entry of the folder that was entered last, whatever those of
 * others say. */
int resolver_match_file(struct pattern_matches *out, struct resolver *resolver, const struct rules_file *file,
			const struct mow_path *name, struct mow_error *err);

/*
 * From now on `matched` gets the patterns of each file that match what is asked, by their numbers: each at least once,
 * and not with every path. Nonzero, where there was no memory, ends the look-up. A folder has to be entered anew. NULL:
 * nobody watches any more.
 */
typedef int resolver_matched_fn(const struct rules_file *file, const uint32_t *patterns, size_t count, void *context);
void resolver_watch(struct resolver *resolver, resolver_matched_fn *matched, void *context);

/* The areas of the answer, with the patterns that decided, in order. */
int resolver_explain(struct matched_areas *out, struct resolver *resolver, const struct mow_path *path,
		     struct mow_error *err);

#endif
