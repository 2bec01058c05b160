/*
 * Who made a change: authors and co-authors of the commits of a range, path by path (mowners-approvals(5), "Authors").
 */
#ifndef MOW_STEPS_AUTHORS_H
#define MOW_STEPS_AUTHORS_H

#include "steps/steps.h"

/* Sets of e-mails; equal sets are one. Set 0 is the empty one. */
struct author_set {
	const char *const *emails; /* lower case (ASCII), sorted, each once; raw bytes otherwise */
	size_t count;
};
/* People as numbers, and for each the newest commit that names them, a number too. Private to steps/. */
struct author_list {
	struct author_touch {
		uint32_t person;
		uint32_t commit; /* twice its number; one more where it names them as a co-author alone */
	} * items;
	size_t count, capacity;
};
struct authors {
	struct author_set *sets;
	size_t count, capacity;
	size_t *of_step; /* for each step, the index of its set */
	size_t step_count;
	struct author_list *lists; /* for each step, in the order of its set; empty: `rest` */
	struct author_list rest;
	struct oid *commits;
	size_t commit_count;
	/* For each step one more than the number of the newest commit that changes its file and is not proved; 0: all
	 * are. NULL: nobody asked. */
	uint32_t *unproved;
	struct arena arena;
};
void authors_release(struct authors *authors);
MOW_AUTO_DEFINE(authors)

/*
 * The authors of each step, of the commits of a range. A commit changes a path if its entry differs from that of every
 * parent, and from what git combines of two parents without a conflict (automatic.h); a step without such a commit, or
 * where none of them made of the file what it is at last, gets the authors of every merge in the range, which took it
 * from a side. Co-authors are the `Co-authored-by` trailers as `git interpret-trailers
 * --parse` or `git log --format=%(trailers)` finds them. An author without an e-mail counts by their name in angle
 * brackets, so that it matches nobody and is not lost.
 */
int authors_of(struct authors *out, struct repo *repo, const struct steps *steps, const struct commit_range *range,
	       struct mow_error *err);

/* What a commit says of its people. */
struct authors_claim {
	const struct oid *commit;
	const char *const *emails; /* the author first, then co-authors; as in a set, but in that order */
	size_t count;
};
/* Whether it is proved. Asked at most once for a commit, from the newest to the oldest, and only of those that change
 * the file of a step of which no newer one is unproved. Negative: nobody can tell. */
typedef int authors_prove_fn(bool *proved, const struct authors_claim *claim, void *context, struct mow_error *err);

/* Other commits that say of each file of a commit who made it. */
struct authors_origin {
	const struct authors *authors; /* of the steps below */
	bool keeps_author;             /* whoever the commit is by is an author of every file beside those */
};
#define AUTHORS_ORIGINS_MAX 4
struct authors_instead {
	const struct steps *steps; /* what the commit changes */
	const struct authors_origin *origins;
	size_t count;
};
/* Whose word counts instead of that of a commit, which names these people: in `out`, until the next call; count 0: its
 * own. Asked of each commit, before what it changes is looked at. */
typedef int authors_instead_fn(struct authors_instead *out, const struct commit *commit,
			       const struct authors_claim *claim, void *context, struct mow_error *err);

struct authors_request {
	const struct steps *steps;
	const struct commit_range *range;
	authors_prove_fn *prove; /* NULL: nobody wants to know */
	void *context;
	authors_instead_fn *instead; /* NULL: each commit speaks for itself; never together with `prove` */
	void *instead_context;
};
/* The same, with `unproved`: of a step that no commit changes, of the merges in the range. */
int authors_of_request(struct authors *out, struct repo *repo, const struct authors_request *request,
		       struct mow_error *err);

/* The newest commit of those that change a step's file and are not proved; NULL: there is none. */
const struct oid *authors_unproved(const struct authors *authors, size_t step);

/* The newest commit of the range that names an author of a step: that of number `index` in the step's set; where no
 * commit changes the step's file, the newest merge that names them. NULL: there is no commit. */
const struct oid *authors_commit(const struct authors *authors, size_t step, size_t index);
/* Whether that commit names them as a co-author alone. */
bool authors_is_coauthor(const struct authors *authors, size_t step, size_t index);

/* All steps by one e-mail: of a change that is not committed yet. */
int authors_single(struct authors *out, const struct steps *steps, const char *email, struct mow_error *err);

/*
 * What has landed since a base, on the first-parent line of `tip` or by a merge into it. `line` receives that line's
 * commits from tip (position 0) to its root, or to the last of `bases` found on it if all are. The steps are sorted by
 * path, and where several have the same one by the state that they lead to (mode, id), each once.
 *
 * landed[s] is the position of the newest commit of the line with which one came in that has step s's path in the
 * state that the step leads to while one of its parents has not (a root commit: that state is not "nothing"); SIZE_MAX:
 * none. So something did after a base at position b where landed[s] < b. Only commits after the oldest base on the line
 * are looked at; with bases of which none is on the line, nothing is. Two walks, whatever the number of steps and
 * bases; a merge costs what differs from each of its parents, in the folders of the steps. A commit whose tree, or a
 * parent's, tree_next does not take has every step's state, and so has one that half of the push's budget does not
 * reach: `unread` and `unreached` are the newest positions with which such a one came in; SIZE_MAX: none.
 */
struct landing {
	struct oid *line;
	size_t line_count, line_capacity;
	size_t *landed; /* for each step */
	size_t unread, unreached;
};
void landing_release(struct landing *landing);
MOW_AUTO_DEFINE(landing)
/* Up to where it is looked, and since when. */
struct landing_span {
	const struct oid *tip, *bases;
	size_t base_count;
};
int landing_of(struct landing *out, struct repo *repo, const struct steps *steps, const struct landing_span *span,
	       struct mow_error *err);
/* Whether each step has landed since, of bases that need not be on the line: by a commit that none of them has. */
int landing_since(bool *out, struct repo *repo, const struct steps *steps, const struct landing_span *span,
		  struct mow_error *err);

#endif
