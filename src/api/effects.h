/* What a change of OWNERS files does to the files of the target: who no longer decides, which gates are gone. */
#ifndef MOW_API_EFFECTS_H
#define MOW_API_EFFECTS_H

#include "base/arena.h"
#include "mowners.h"
#include "policy/snapshot.h"
#include "steps/steps.h"

struct effects {
	struct {
		struct mow_effect *items;
		size_t count, capacity;
	} found;
	int64_t now; /* the moment that it holds for */
	bool list;   /* the paths of all files, and people beside owners, are wanted too */
	bool cut;    /* there was no budget for all of it: nothing is listed */
	bool first;  /* there were no rules before, and there are then: nothing is listed */
	struct arena arena;
};
void effects_release(struct effects *effects);

/* Counts a file to an effect, and to the folder that all its files lie in; the first path is kept in the arena. MOW_OK
 * or MOW_ENOMEM. */
int effect_count_file(struct mow_effect *effect, struct arena *arena, const struct mow_path *file);

struct effects_request {
	struct repo *repo;
	const struct oid *old_tree; /* of the target */
	const struct oid *new_tree; /* NULL: the index */
	const struct steps *steps;  /* between the two */
	int64_t now;
};

/*
 * Resolves every file of the old tree by the OWNERS files of both. Nothing is read where no step is one of them. It
 * spends a share of the repository's budget only, and gives up where that is used up. 0, or a failure of git or the
 * system.
 */
int effects_find(struct effects *out, const struct effects_request *request, struct mow_error *err);

/* Any two states; who takes their errors may be NULL. */
struct effects_states {
	struct snapshot *before, *after; /* are empty then */
	struct budget *budget;           /* NULL: as much as it takes */
	const struct mow_finding_sink *old_sink, *new_sink;
};

/* The same between them, for `out->now`. MOW_ERULES: either has errors. */
int effects_between(struct effects *out, const struct effects_states *states, struct mow_error *err);

#endif
