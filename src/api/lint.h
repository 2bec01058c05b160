/*
 * What is wrong or odd in the rules of one state of the repository. Errors come from reading the rules and the keys;
 * warnings from checks, each of which is a file, a function below and a row in lint.c.
 */
#ifndef MOW_API_LINT_H
#define MOW_API_LINT_H

#include "api/lint_variants.h"
#include "api/repo.h"
#include "base/findings.h"
#include "policy/keyring.h"

/* A requirement, and the files that have it. */
struct lint_requirement {
	const struct requirement *requirement;
	size_t files;
	const char *first;   /* path of one of them */
	unsigned impossible; /* whose changes cannot be approved, as found until now: enum lint_makers */
};

/* What a pattern does to the files there are. */
struct lint_use {
	bool matches; /* some file */
	bool decides; /* about some: no later pattern of its area matches it */
	bool needed;  /* among these is one about which its area would say something else without it */
	bool undone;  /* never decides, and one that does in its place says the opposite */
	bool alone;   /* an exception, and of some file that it matches the only line: it takes back nothing */
	bool varies;  /* `by` is not the same for all */
	uint32_t by;  /* the number + 1 of that which decides in its place, or that decided already; 0: only `alone` */
	const char *uncovered; /* a file that it takes back and that no area claims then; NULL */
};

/* One cause of warnings in one or many areas: one line. */
struct lint_cause {
	const char *before, *advice; /* what is said before and behind the areas */
	struct finding_place place;  /* of the first of them */
	struct {
		const struct area **items;
		size_t count, capacity;
	} areas;
	const char *file; /* path of a file that it concerns; NULL */
	unsigned weight;
};

struct lint {
	struct mow_repo *repo;
	const struct mow_lint_options *options;
	int64_t now;
	struct ruleset *ruleset;
	const struct rules *rules;
	struct keyring *keyring;
	struct findings found;
	struct mow_finding spare; /* in place of one for which there was no memory */
	enum finding_code code;   /* of the check that runs */
	struct {                  /* by the number of the requirement, which is NULL where no file has it */
		struct lint_requirement *items;
		size_t count, capacity;
	} asked;
	struct {
		struct lint_use **items; /* by rules file: of each pattern; NULL: none matches a file */
		size_t count, capacity;
	} used;
	struct { /* the exceptions that take back the file at hand, as far as that was not seen before */
		struct lint_use **items;
		size_t count, capacity;
	} taken_back;
	struct { /* by rules file */
		struct lint_variants *items;
		size_t count, capacity;
	} variants;
	struct { /* of the check that runs, in order */
		struct lint_cause *items;
		size_t count, capacity;
	} causes;
	struct { /* numbers of the rules files above the file at hand, but of broken ones */
		size_t *items;
		size_t count, capacity;
	} above;
	size_t entered;         /* how often the ruleset had gone to a folder when `above` was made */
	struct buf folded;      /* path of the file at hand in the form that macOS and Windows compare: its folder's */
	size_t folded_folder;   /* bytes, and as far as it differs its name's */
	bool same_folder;       /* the folder's path is the same in that form */
	struct map cause_keys;  /* what is said before the areas → cause */
	struct map cause_areas; /* of causes that have an area, their numbers and it */
	struct arena arena;
	struct mow_error *err;
};
#define LINT_INIT                  \
	{                          \
		.folded = BUF_INIT \
	}
void lint_release(struct lint *lint);
MOW_AUTO_DEFINE(lint)

/* Goes through all files, reads the OWNERS files that were not read yet, and fills `asked`, `used` and `variants`. */
int lint_walk(struct lint *lint);

/* ---- Checks: of valid rules, after the walk. What they return is MOW_OK or a failure. ---- */

typedef int lint_check_fn(struct lint *lint);
lint_check_fn lint_leave, lint_old_trees, lint_patterns, lint_effects, lint_areas, lint_swallowed, lint_unowned,
	lint_impossible, lint_lone_deputy, lint_many_approvers, lint_expired, lint_no_deputy, lint_one_person,
	lint_no_responsible, lint_confirm, lint_no_signer, lint_expired_accept, lint_fill_in;

/* lint_leave is none: it takes those of the options out of service, for the checks that come after it. */

/* In place of now, where days are worded: all have their year, and say next year what they say in a baseline. */
#define LINT_NO_YEAR 0

/* Warns about a place ("OWNERS" where it has no file), with the code of the check that runs. The finding, until the
 * next one, for what else there is to say of it: strings that live as long as the lint or its rules. */
struct mow_finding *lint_warn(struct lint *lint, const struct finding_place *place, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Whether the section of an area says that it knows of the code that runs; NULL: of none. */
bool lint_accepts(const struct lint *lint, const struct area *area);

/*
 * Notes that an area has a cause: it is one warning in the end, whatever the number of areas. `text` has `before`,
 * `advice` and `file` (may be NULL), which need not outlive the call; `place` is where the first area has it.
 */
struct lint_cause_text {
	const char *before, *advice, *file;
	unsigned weight; /* of the finding */
};
int lint_note(struct lint *lint, const struct area *area, const struct place *place,
	      const struct lint_cause_text *text);

/* Warns of all that were noted: "BEFORE in [a], [b] and 3 more, such as for FILE; ADVICE". */
void lint_tell_noted(struct lint *lint);

/* Calls it for each area, [rules] and [otherwise] too, until one fails. */
typedef int lint_area_fn(struct lint *lint, const struct area *area, void *context);
int lint_each_area(struct lint *lint, lint_area_fn *each, void *context);

/* The people of owners, teams expanded. `out` is the caller's, of malloc. */
int lint_expand(size_t **out, size_t *count, struct lint *lint, const size_t *owners, size_t owner_count);

/* A requirement without freezes and rights: what is said of who is there is said in a freeze too. */
struct requirement lint_timeless(const struct requirement *requirement);

#endif
