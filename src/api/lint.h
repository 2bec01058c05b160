/* What is wrong or odd in the rules of one state of the repository; shared by the files of lint. */
#ifndef MOW_API_LINT_H
#define MOW_API_LINT_H

#include "api/repo.h"
#include "policy/keyring.h"
#include "verdict/verdict.h"

struct lint_requirement {
	const struct requirement *owners;
	size_t files;
	const char *first; /* path of one of them */
};

struct lint {
	struct mow_repo *repo;
	struct ruleset *ruleset;
	const struct rules *rules;
	struct keyring *keyring;
	struct arena arena;
	struct mow_finding *items;
	size_t count, capacity;
	bool failed; /* out of memory while keeping findings */
	struct {     /* by the number of the requirement; owners NULL: no file has it */
		struct lint_requirement *items;
		size_t count, capacity;
	} asked;
	struct judge *judge;
	struct {
		bool **items; /* by rules file: for each pattern, whether it matches a file; NULL: none does */
		size_t count, capacity;
	} matched;
	struct mow_error *err;
};

void lint_release(struct lint *lint);
MOW_AUTO_DEFINE(lint)

/* A mow_finding_fn that keeps; context is the struct lint. */
void lint_keep(const struct mow_finding *finding, void *context);
/* Keeps a warning about a place ("OWNERS" where it has no file). */
void lint_warn(struct lint *lint, const struct place *place, const char *code, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* The people of owners, teams expanded. */
int lint_expand(size_t **out, size_t *count, struct lint *lint, const size_t *owners, size_t owner_count);

/* Goes through all files, and reads the OWNERS files that were not read yet. */
int lint_walk(struct lint *lint);
/* What the files showed: who is accountable for nothing, patterns that match nothing, requirements that
 * nobody can meet. */
int lint_tree(struct lint *lint);
/* Who must approve and has no key. */
int lint_keys(struct lint *lint);

#endif
