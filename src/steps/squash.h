/*
 * A squash names everybody for all of its files. Where a branch still holds the commits that it was made of, these say
 * it file by file (mowners-approvals(5), "Authors").
 */
#ifndef MOW_STEPS_SQUASH_H
#define MOW_STEPS_SQUASH_H

#include "steps/authors.h"

/* What is looked at, whoever pushes whatever. */
#define SQUASH_MAX 8         /* commits of a range */
#define SQUASH_BRANCHES 2000 /* of those there are */
#define SQUASH_LIKELY_MAX 16 /* branches whose whole change is compared with one commit's */

/* A branch that may hold the commits of a squash. */
struct squash_source {
	const char *ref; /* "refs/heads/topic", as the server calls it; "": not known */
	struct oid tip;
};
/* Those that there are, by their names; `commit` is what may be a squash. They are the callee's. */
typedef int squash_sources_fn(const struct squash_source **out, size_t *count, const struct oid *commit, void *context,
			      struct mow_error *err);
struct squash_request {
	const struct steps *steps;
	const struct commit_range *range;
	squash_sources_fn *sources;
	void *context;
	const char *target; /* the ref that all this is for: no source */
};

/* Which commits' authors were taken from where. */
struct squashes {
	struct squash_taken {
		struct oid commit;
		struct squash_source source;
	} * items;
	size_t count, capacity;
	struct arena arena;
};
void squashes_release(struct squashes *squashes);

/*
 * authors_of, with this: the authors of a commit that is no merge and names more than one person are, for each file,
 * those that the commits of a source name for it, by the rules of authors_of. Commits of a source are those from the
 * only merge base of its tip and the commit's parent, if they change the same, id for id, name for some file everybody
 * whom the commit names, its author aside, and not everybody for each file. The author, where they do not name them for
 * any file, stays one of every file. Of several sources whoever any of them names is an author.
 *
 * The commit's own word counts where more is to be looked at than the limits above, or half of what is left of the
 * budget, allow, and where something cannot be read: of a source it is then none.
 */
int squash_authors(struct authors *out, struct squashes *taken, struct repo *repo, const struct squash_request *request,
		   struct mow_error *err);

#endif
