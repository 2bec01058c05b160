/* Branches that may still hold the commits of a squash, as they were before whatever is judged. */
#ifndef MOW_API_SOURCES_H
#define MOW_API_SOURCES_H

#include "api/repo.h"
#include "base/map.h"
#include "steps/squash.h"

struct sources {
	struct repo *git;
	const char *remote; /* the copies of its branches; NULL: the branches of this repository */
	bool listed, failed;
	struct {
		struct squash_source *items;
		size_t count, capacity;
	} branches;
	struct map moved; /* refs that are not to be looked up: what they were is known */
	struct arena arena;
};
void sources_release(struct sources *sources);
MOW_AUTO_DEFINE(sources)

/* A ref that has been moved, and what it was; zeros: nothing. Before they are listed; a name is said once. */
int sources_moved(struct sources *sources, const char *ref, const struct oid *old, struct mow_error *err);

/* A squash_sources_fn; the context is the sources. Looked up once. */
int sources_list(const struct squash_source **out, size_t *count, const struct oid *commit, void *context,
		 struct mow_error *err);

#endif
