/*
 * What a change changes: steps, by comparing two trees by object id (mowners-approvals(5)), without rename detection,
 * text conversion or attributes.
 */
#ifndef MOW_STEPS_STEPS_H
#define MOW_STEPS_STEPS_H

#include "git/repo.h"
#include "mowners.h"

#define STEPS_MAX 5000000

struct step {
	const char *path; /* NUL-terminated */
	size_t path_len;
	unsigned old_mode, new_mode; /* MODE_NONE: not there */
	struct oid old_id, new_id;   /* zeros: not there */
};

/* As OWNERS files are asked about it: a submodule is a folder there. */
struct mow_path step_path(const struct step *step);

/* Sorted by the bytes of the path, one a path; old and new always differ. A folder that becomes a file, or the reverse,
 * is a deletion and additions. */
struct steps {
	struct step *items;
	size_t count, capacity;
	struct oid old_tree, new_tree; /* what was compared; zeros: the empty tree, or what is no tree */
	struct arena arena;
};
void steps_release(struct steps *steps);
/* The step of a path among sorted ones; SIZE_MAX: none. */
size_t steps_find(const struct step *items, size_t count, const char *path, size_t len);
MOW_AUTO_DEFINE(steps)

/*
 * Steps between two trees (zeros: the empty tree); equal to `git diff-tree -r --no-renames --raw`. Only folders whose
 * ids differ are read, and those of the new tree are checked strictly (tree.h), as is a folder without anything in it
 * that the new tree has and the old one has not: MOW_EDENIED; of the old one, odd modes are read as git reads them.
 * MOW_ETOOBIG past STEPS_MAX.
 */
int steps_between(struct steps *out, struct repo *repo, const struct oid *old_tree, const struct oid *new_tree,
		  struct mow_error *err);

/* Two trees, the one before and the one after a change; zeros: the empty tree. */
struct steps_pair {
	struct oid old, new;
};
/* Gets the steps of pair `number`, in order, until it returns; nonzero stops, and is returned. */
typedef int steps_landed_fn(const struct steps *steps, size_t number, void *context);
struct steps_landed {
	const struct steps_pair *pairs;
	size_t count;
	steps_landed_fn *each;
	void *context;
};
/* The steps of each of many changes that have landed, where nothing is decided any more: git finds them, while they are
 * looked at. MOW_EGIT: it cannot. */
int steps_landed(struct repo *repo, const struct steps_landed *landed, struct mow_error *err);

/* Steps of the index against HEAD's tree (unborn: the empty tree), as git diff-index --cached sees them, whatever kind
 * of index. Unmerged paths: MOW_EINVAL, with the first of them named. */
int steps_staged(struct steps *out, struct repo *repo, struct mow_error *err);
/* The same against another tree; zeros: HEAD's. */
int steps_staged_from(struct steps *out, struct repo *repo, const struct oid *tree, struct mow_error *err);

/*
 * What may not reach a protected branch whatever the rules say (mowners-hooks(7)), of what a change from
 * `old_tree` to `new_tree` brings: malformed trees (as steps_between), two entries of one folder equal after NFC and
 * case folding where at least one is new, a symbolic link that leads out of the repository (absolute, or up beyond the
 * root; also through a `\` as Windows would). MOW_EDENIED with the path.
 */
int steps_check(struct repo *repo, const struct oid *old_tree, const struct oid *new_tree, const struct steps *steps,
		struct mow_error *err);

/*
 * What a push brings to `tip`, commit by commit, beyond what is reachable from `hide`: nothing that could not be judged
 * later, although on balance it may change nothing. MOW_EDENIED with the commit: one past the limits of
 * repo_commit_brought, or with a tree that tree_next does not take.
 */
int steps_check_brought(struct repo *repo, const struct commit_range *range, struct mow_error *err);

/* The text of a step line, without LF: "step 100644 9f3c… 100644 1b7e… brand/logo.svg", the path percent-encoded. */
void step_format(struct buf *out, const struct step *step);

#endif
