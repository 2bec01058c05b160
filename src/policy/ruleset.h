/*
 * The rules of one state of the repository, with their nested files read as they are needed.
 */
#ifndef MOW_POLICY_RULESET_H
#define MOW_POLICY_RULESET_H

#include "policy/snapshot.h"
#include "rules/resolve/resolver.h"
#include "steps/steps.h"

struct ruleset {
	struct snapshot snapshot;
	struct rules *rules; /* NULL: no OWNERS at the root */
	struct resolver *resolver;
	struct buf root; /* the root file's bytes until it is parsed */
	int root_result; /* of reading them: 0, MOW_ENOTFOUND, or what makes the file unreadable, with its error */
	struct mow_error root_error;
	size_t resolved; /* the highest number of a requirement that was counted on a budget */
	bool root_read, all_read;
	bool erroneous;    /* an error was found in some file */
	struct map seen;   /* folders whose OWNERS was looked for */
	struct map walked; /* folders of steps that were gone through, as far as they are few */
	struct arena arena;
	struct buf owners;                   /* "brand/OWNERS", the one looked for last */
	struct buf last;                     /* the folder of the last path; all above it was read */
	size_t entered;                      /* how often a walk has gone from one folder to another */
	const struct mow_finding_sink *sink; /* during a reading call */
};
#define RULESET_INIT                                                   \
	{                                                              \
		.root = BUF_INIT, .owners = BUF_INIT, .last = BUF_INIT \
	}
void ruleset_release(struct ruleset *ruleset);
MOW_AUTO_DEFINE(ruleset)

/* Takes over `snapshot`, which is then empty. Only the root file is read, and not yet parsed. */
int ruleset_open(struct ruleset *out, struct snapshot *snapshot, struct mow_error *err);

/*
 * Reads the OWNERS files above a path, or all. Each error goes to `sink` once, and sets `erroneous`; the
 * broken file says nothing from then on. 0, or a failure of git or the system.
 */
int ruleset_read(struct ruleset *ruleset, const char *path, size_t len, const struct mow_finding_sink *sink,
		 struct mow_error *err);
/* The same for the paths of many steps: of a tree in one walk of the folders above them. */
int ruleset_read_steps(struct ruleset *ruleset, const struct steps *steps, const struct mow_finding_sink *sink,
		       struct mow_error *err);
int ruleset_read_all(struct ruleset *ruleset, const struct mow_finding_sink *sink, struct mow_error *err);

/*
 * Every file of `files` (snapshot_walk) with its owners, NULL where there are no rules. The OWNERS files above are read
 * on the way; once one has an error `each` is called no more, and the rest is gone through for the errors of others. So
 * what `each` was given before holds only if `erroneous` is not set in the end.
 */
typedef int ruleset_file_fn(const struct requirement *owners, const struct mow_path *file, void *context);
struct ruleset_walk {
	struct snapshot *files; /* the ruleset's own, or another state of the same repository */
	const char *prefix;
	ruleset_file_fn *each;
	void *context; /* of it */
	const struct mow_finding_sink *sink;
};
int ruleset_walk(struct ruleset *ruleset, const struct ruleset_walk *walk, struct mow_error *err);

#endif
