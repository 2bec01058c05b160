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
	struct buf folded; /* the path at hand, in the form that macOS and Windows compare */
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

/* The people of owners, teams expanded. */
int lint_expand(size_t **out, size_t *count, struct lint *lint, const size_t *owners, size_t owner_count);

#endif
