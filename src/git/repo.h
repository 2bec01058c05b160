/*
 * A git repository: the only door to libgit2. Object ids are SHA-1's 20 bytes; a repository of another object format is
 * refused with its own message (MOW_EUNSUPPORTED).
 */
#ifndef MOW_GIT_REPO_H
#define MOW_GIT_REPO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/budget.h"
#include "base/buf.h"
#include "mowners.h"

#define OID_SIZE 20
#define OID_HEX 41 /* 40 lower-case digits and the NUL */
struct oid {
	unsigned char bytes[OID_SIZE];
};

bool oid_is_zero(const struct oid *oid);
bool oid_equal(const struct oid *a, const struct oid *b);
int oid_compare(const struct oid *a, const struct oid *b); /* as memcmp */
void oid_format(char out[OID_HEX], const struct oid *oid);
char *oid_dup(struct arena *arena, const struct oid *oid);    /* as oid_format, in the arena; NULL: no memory */
bool oid_parse(struct oid *out, const char *hex, size_t len); /* exactly 40 digits, lower case */

/* Modes of tree entries. */
enum {
	MODE_NONE = 0,
	MODE_TREE = 0040000,
	MODE_FILE = 0100644,
	MODE_EXECUTABLE = 0100755,
	MODE_LINK = 0120000,
	MODE_GITLINK = 0160000
};

struct repo;

/*
 * Opens the repository that `dir` (NULL: the current folder) lies in. From the environment (REPO_FROM_ENV) git decides,
 * as in a hook: GIT_DIR names the repository (then nobody asks for its owner), GIT_WORK_TREE its working tree,
 * GIT_INDEX_FILE the index; quarantined objects are seen, whatever characters the path holds. Every kind of repository
 * that cannot be handled has its own message with what to do:
 *
 *     MOW_ENOTFOUND     there is none
 *     MOW_EDENIED       it belongs to somebody else, and git does not accept that either (safe.directory)
 *     MOW_EUNSUPPORTED  SHA-256, reftable, an extension or format of a newer git, GIT_NAMESPACE, GIT_COMMON_DIR
 *
 * REPO_FROM_ENV_COMMON: of a linked working tree the repository itself, with the HEAD, the settings and the refs of its
 * own folder; nothing of the working tree's.
 *
 * For the whole process libgit2 is told not to verify ids on reading (GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION) and to
 * keep no trees (GIT_OPT_SET_CACHE_OBJECT_LIMIT).
 */
enum repo_from { REPO_FROM_DIR, REPO_FROM_ENV, REPO_FROM_ENV_COMMON };
int repo_open(struct repo **out, const char *dir, enum repo_from from, struct mow_error *err);
void repo_free(struct repo *repo);
MOW_AUTO_PTR_DEFINE(repo)

/* Who is told how far a long piece of work is (mowners.h); NULL: nobody. */
void repo_set_progress(struct repo *repo, mow_progress_fn *progress, void *context);
/* Tells so; `what` NULL: it is over. What takes less than microseconds is told of once in so many. */
#define REPO_PROGRESS_EACH 1024
void repo_progress(const struct repo *repo, const char *what, size_t done);

/*
 * What reading may take from now on; NULL: as much as it does. Every object that is read spends its bytes and
 * REPO_READ_WORK, one that was at hand its bytes. The budget stays the caller's.
 */
#define REPO_READ_WORK 1024
void repo_set_budget(struct repo *repo, struct budget *budget);
struct budget *repo_budget(const struct repo *repo);

/* Folders: absolute, with a final slash. */
const char *repo_git_dir(const struct repo *repo);
const char *repo_common_dir(const struct repo *repo);  /* of the main working tree: where config and objects are */
const char *repo_work_dir(const struct repo *repo);    /* NULL: bare, or `dir` is in the repository itself */
bool repo_index_is_elsewhere(const struct repo *repo); /* GIT_INDEX_FILE names another index than the git folder's */
const char *repo_prefix(const struct repo *repo);      /* of `dir` below the working tree, "" or "a/b/" */
int repo_shallow(bool *out, const struct repo *repo, struct mow_error *err);
bool repo_is_shallow(const struct repo *repo); /* the same; also where that cannot be told */
/* Whether the push that this hook runs for would make it so: git offers GIT_SHALLOW_FILE, commits of which a parent is
 * not here. Without receive.shallowUpdate git refuses such pushes itself. */
int repo_push_is_shallow(bool *out, struct repo *repo, struct mow_error *err);

/* ---- config. Values are copied to `out` (reset first). MOW_ENOTFOUND: not set; MOW_EINVAL: a key without a value. A file
 * that cannot be looked at is a failure, not an absence. */
enum repo_scope {
	REPO_SCOPE_ANY,      /* as git config, with git -c, GIT_CONFIG_GLOBAL and its like */
	REPO_SCOPE_LOCAL,    /* the repository's own file (and the worktree's) */
	REPO_SCOPE_SECURITY, /* the repository's and the system's files only: no home directory's, no environment */
	REPO_SCOPES
};
int repo_config(struct buf *out, struct repo *repo, const char *key, enum repo_scope scope, struct mow_error *err);
/* git's booleans; where it is not set, `*out` stays as it was; a value that is none is MOW_EINVAL. */
int repo_config_bool(bool *out, struct repo *repo, const char *key, enum repo_scope scope, struct mow_error *err);

/* The remote that is meant where none is named: what git config mowners.remote says (MOW_EINVAL: no remote is called
 * so); else, of those that git remote lists for the repository's and the system's files, origin, or the first by name;
 * NULL in `out` where there is none. Looked for once. */
int repo_remote(const char **out, struct repo *repo, struct mow_error *err);
/* The same for a change that is called `branch`: without mowners.remote the one that the branch is of, where it is a
 * remote-tracking one ("upstream/topic", "refs/remotes/upstream/topic"). */
int repo_remote_of(const char **out, struct repo *repo, const char *branch, struct mow_error *err);
/* The remote that a branch here, "" the current one, tracks as git config branch.NAME.remote says; "" where it is no
 * branch or tracks none, or where mowners.remote says which one is meant. */
int repo_tracked_remote(struct buf *out, struct repo *repo, const char *branch, struct mow_error *err);
/* Whether git fetch of the remote brings this ref of it ("refs/heads/main") here, as remote.NAME.fetch says. */
int repo_fetches(bool *out, struct repo *repo, const char *remote, const char *ref, struct mow_error *err);

/* ---- refs */
bool repo_ref_is_valid(const char *name); /* a full name "refs/…" or HEAD, as git check-ref-format */
/* Follows symbolic refs. MOW_ENOTFOUND: no such ref, or unborn. `resolved` (may be NULL) receives the name of the last
 * ref. The id is not peeled. */
int repo_ref(struct oid *out, struct buf *resolved, struct repo *repo, const char *name, struct mow_error *err);
/* What HEAD names, even unborn: "refs/heads/main" in `name`. MOW_ENOTFOUND: detached. */
int repo_head_name(struct buf *name, struct repo *repo, struct mow_error *err);
/* Where a symbolic ref points, one level: MOW_ENOTFOUND where the ref is missing or not symbolic. */
int repo_symbolic(struct buf *target, struct repo *repo, const char *name, struct mow_error *err);
/*
 * What a name stands for: symbolic refs are followed, also to a ref that is not there yet, since git would create that
 * one. MOW_EDENIED: on the way is one that git, in the linked working tree that was left (REPO_FROM_ENV_COMMON), looks
 * for elsewhere than we do.
 */
int repo_follow(struct buf *out, struct repo *repo, const char *name, struct mow_error *err);
/* All refs below a prefix ("refs/heads/"), sorted; `each` gets full names and unpeeled ids; nonzero stops and is
 * returned. */
typedef int repo_ref_fn(const char *name, const struct oid *oid, void *context);
int repo_each_ref(struct repo *repo, const char *prefix, repo_ref_fn *each, void *context, struct mow_error *err);
/* Whether names of refs that differ in case alone may be one file: core.ignoreCase says so, or the file system does. */
int repo_folds_case(bool *out, struct repo *repo, struct mow_error *err);
/* A ref's way from one object to another. */
struct ref_move {
	const char *name;
	const struct oid *old; /* zeros: absent */
	const struct oid *new;
	const char *message; /* for the reflog */
};
/* Sets a ref if it is still where it is to be moved from. MOW_EDENIED: it was moved meanwhile. */
int repo_ref_set(struct repo *repo, const struct ref_move *move, struct mow_error *err);

/* A revision as git rev-parse understands it, peeled to a commit. MOW_ENOTFOUND: no such revision; MOW_EINVAL: not a
 * commit; MOW_EDENIED: two refs are called so, and differ; git would take one and warn. */
int repo_commit_of(struct oid *out, struct repo *repo, const char *revision, struct mow_error *err);
/* Peels an object id (a tag's) to a commit. MOW_EINVAL: something else. */
int repo_peel(struct oid *out, struct repo *repo, const struct oid *oid, struct mow_error *err);

/* ---- objects */
/* Appends a blob's bytes; MOW_ETOOBIG where it has more than `limit` (not read then); its id is verified. */
int repo_blob(struct buf *out, struct repo *repo, const struct oid *oid, size_t limit, struct mow_error *err);
/* The same in two steps, for bytes that have an id of their own to be held to: where that fails, the second tells
 * whether the repository is at fault. MOW_EGIT: they are not the blob's. */
int repo_blob_unverified(struct buf *out, struct repo *repo, const struct oid *oid, size_t limit,
			 struct mow_error *err);
int repo_blob_verify(const void *bytes, size_t size, const struct oid *oid, struct mow_error *err);

/*
 * In what two texts differ, as git diff shows it from the first "@@" on, appended; nothing where they are equal. Where
 * git takes one of them for no text, `*binary` says so and nothing is appended.
 */
int repo_diff_text(struct buf *out, bool *binary, const struct buf *before, const struct buf *after,
		   struct mow_error *err);

/* How many bytes a blob has, without reading it. MOW_EGIT: it is not here. */
int repo_size(uint64_t *out, struct repo *repo, const struct oid *oid, struct mow_error *err);

struct commit {
	struct oid id;
	struct oid tree;
	const struct oid *parents;
	size_t parent_count;
	const char *author_name, *author_email; /* raw bytes of the commit, NUL-terminated */
	const char *message;                    /* raw */
	int64_t time, author_time;              /* the committer's, the author's */
};
/* Reads a commit into `arena`. Parents are what the object says (no grafts, no replace refs). */
int repo_commit(struct commit *out, struct arena *arena, struct repo *repo, const struct oid *oid,
		struct mow_error *err);
/* The same for a commit that a push brings. Old ones are read as git reads them, whatever their size; these are
 * MOW_EDENIED past the limits. */
#define COMMIT_PARENTS_MAX 256 /* the largest merge known to be in use has 66 */
#define COMMIT_SIZE_MAX ((size_t)16 * 1024 * 1024)
int repo_commit_brought(struct commit *out, struct arena *arena, struct repo *repo, const struct oid *oid,
			struct mow_error *err);
/*
 * The value of a commit's field gpgsig, its lines without the space before them, and the commit without that field:
 * what git signs. Both are reset first. No signature, or more than one, of another kind of id too: it is empty.
 */
int repo_commit_signature(struct buf *payload, struct buf *signature, struct repo *repo, const struct oid *oid,
			  struct mow_error *err);
int repo_commit_tree(struct oid *tree, struct repo *repo, const struct oid *commit, struct mow_error *err);

/* The newest common ancestor. MOW_ENOTFOUND: there is none; in a shallow repository the message says how to deepen it.
 * MOW_EDENIED: there are several, as the two were merged into one another crosswise, and what has changed since is
 * another question for each. */
int repo_merge_base(struct oid *out, struct repo *repo, const struct oid *a, const struct oid *b,
		    struct mow_error *err);
/* The merge base where there is exactly one; zeros: there is none, or several, or the history is cut off. Each commit
 * on the way is work. Where dates are wrong an ancestor of it may count as another one. */
int repo_merge_base_only(struct oid *out, struct repo *repo, const struct oid *a, const struct oid *b,
			 struct mow_error *err);
/* Blobs to combine, none larger than `limit`. */
struct repo_merge_sides {
	const struct oid *base, *ours, *theirs;
	size_t limit;
};
/* The id of the text that combining them gives; not `clean`: there are conflicts, one is larger or binary. */
int repo_merge_text(struct oid *out, bool *clean, struct repo *repo, const struct repo_merge_sides *sides,
		    struct mow_error *err);
int repo_is_ancestor(bool *out, struct repo *repo, const struct oid *ancestor, const struct oid *tip,
		     struct mow_error *err); /* also true for itself */
/* The commits that are reachable from `tip` and not from any of `hide`. */
struct commit_range {
	const struct oid *tip, *hide;
	size_t hide_count;
};
/* Newest first, in topological order; nonzero from `each` stops and is returned. */
typedef int repo_commit_fn(const struct oid *commit, void *context);
int repo_walk(struct repo *repo, const struct commit_range *range, repo_commit_fn *each, void *context,
	      struct mow_error *err);

/* ---- writing, for the store */
int repo_write_blob(struct oid *out, struct repo *repo, const void *bytes, size_t len, struct mow_error *err);
struct commit_text {
	const char *name, *email; /* author and committer */
	int64_t time;
	const char *message;
};
struct commit_draft {
	const struct oid *tree, *parents;
	size_t parent_count;
	const struct commit_text *text;
};
int repo_write_commit(struct oid *out, struct repo *repo, const struct commit_draft *draft, struct mow_error *err);

/*
 * ---- git itself, for what libgit2 cannot.
 *
 * Runs `git ARGS…` on this repository, at the top of its working tree or in the bare one, with its objects (quarantine
 * included), its index file and a cleaned environment: no configuration but the repository's and the system's, no
 * hooks, no file system monitor, no locks, no replace refs. Output is appended to `out` (NULL: dropped). A status other
 * than 0 is MOW_EGIT with the first line that git said.
 */
int repo_git(struct buf *out, struct repo *repo, const char *const *arguments, struct mow_error *err);
/* Gets a piece of git's output, a NUL behind it, until it returns; nonzero stops, and is returned. */
typedef int repo_piece_fn(const char *piece, size_t len, void *context);
/* The same, each piece as it comes, which ends in a NUL (git's -z); what came before a failure is to be thrown away. */
struct git_question {
	const char *const *arguments;
	const char *input; /* git's standard input; NULL: empty */
	size_t input_len;
};
int repo_git_each(struct repo *repo, const struct git_question *question, repo_piece_fn *each, void *context,
		  struct mow_error *err);
/* What git answered (at most 16 MiB), what it said (the first 64 KiB), and how it ended. */
struct git_said {
	struct buf output, errors;
	int status;
};
#define GIT_SAID_INIT                 \
	{                             \
		BUF_INIT, BUF_INIT, 0 \
	}
void git_said_release(struct git_said *said);
MOW_AUTO_DEFINE(git_said)
/* The same as the user, on a terminal, with their whole environment: fetch, push. 0: it ran; `said`, whose buffers are
 * reset first, tells the rest. */
int repo_git_user(struct git_said *said, struct repo *repo, const char *const *arguments, struct mow_error *err);
/* Where git looks for hooks: absolute, final slash (git rev-parse --git-path hooks). */
int repo_hooks_dir(struct buf *out, struct repo *repo, struct mow_error *err);
/* The identity that git would commit with; MOW_ENOTFOUND with git's own advice where there is none. */
int repo_identity(struct buf *name, struct buf *email, struct repo *repo, struct mow_error *err);

#endif
