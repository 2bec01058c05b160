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
	const char *first; /* path of one of them */
};

/* One cause of warnings in one or many areas: one line. */
struct lint_cause {
	const char *before, *advice; /* what is said before and behind the areas */
	struct finding_place place;  /* of the first of them */
	const char *areas[3];        /* the names of the first few */
	size_t area_count;
	const char *file; /* path of a file that it concerns; NULL */
	unsigned weight;
};

struct lint {
	struct mow_repo *repo;
	struct ruleset *ruleset;
	const struct rules *rules;
	struct keyring *keyring;
	struct findings found;
	enum finding_code code; /* of the check that runs */
	struct {                /* by the number of the requirement, which is NULL where no file has it */
		struct lint_requirement *items;
		size_t count, capacity;
	} asked;
	struct {
		bool **items; /* by rules file: for each pattern, whether it matches a file; NULL: none does */
		size_t count, capacity;
	} matched;
	struct { /* by rules file */
		struct lint_variants *items;
		size_t count, capacity;
	} variants;
	struct { /* of the check that runs, in order */
		struct lint_cause *items;
		size_t count, capacity;
	} causes;
	struct map cause_keys; /* what is said before the areas → cause; that and an area → known */
	struct buf folded;     /* the path at hand, in the form that macOS and Windows compare */
	struct arena arena;
	struct mow_error *err;
};
#define LINT_INIT                  \
	{                          \
		.folded = BUF_INIT \
	}
void lint_release(struct lint *lint);
MOW_AUTO_DEFINE(lint)

/* Goes through all files, reads the OWNERS files that were not read yet, and fills `asked` and `matched`. */
int lint_walk(struct lint *lint);

/* ---- Checks: of valid rules, after the walk. What they return is MOW_OK or a failure. ---- */

typedef int lint_check_fn(struct lint *lint);
lint_check_fn lint_old_trees, lint_patterns, lint_swallowed, lint_unowned, lint_impossible, lint_lone_deputy,
	lint_confirm, lint_no_signer;

/* Warns about a place ("OWNERS" where it has no file), with the code of the check that runs. */
void lint_warn(struct lint *lint, const struct finding_place *place, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* The same about an area, a gate, …: a place of the rules. */
#define lint_warn_at(lint, place, ...) \
	lint_warn((lint), &(const struct finding_place){(place)->file, (place)->line, 0}, __VA_ARGS__)

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
int lint_tell_noted(struct lint *lint);

/* The people of owners, teams expanded. `out` is the caller's, of malloc. */
int lint_expand(size_t **out, size_t *count, struct lint *lint, const size_t *owners, size_t owner_count);

/* A requirement without freezes and rights: what is said of who is there is said in a freeze too. */
struct requirement lint_timeless(const struct requirement *requirement);

#endif
