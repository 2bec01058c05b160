/* What the files of src/git share. The only header that includes <git2.h>. */
#ifndef MOW_GIT_INTERNAL_H
#define MOW_GIT_INTERNAL_H

#include <git2.h>
#include <git2/sys/repository.h>
#include <string.h>

#include "base/budget.h"
#include "base/child.h"
#include "base/error.h"
#include "base/fail_path.h"
#include "git/environment.h"
#include "git/repo.h"
#include "git/tree_cache.h"

struct repo {
	git_repository *git;
	git_odb *odb;
	git_config *configs[REPO_SCOPES]; /* NULL: not read yet */
	struct tree_cache recent;         /* trees */
	struct arena arena;               /* every string below */
	const char *git_dir;
	const char *common_dir;
	const char *work_dir;
	const char *prefix;
	const char *const
		*variables; /* "GIT_DIR=…" and company for children, then the GIT_CONFIG… of the user; NULL ends */
	size_t own_variables; /* how many of them come before the GIT_CONFIG… */
	struct environment environment;
	mow_progress_fn *progress;
	void *progress_context;
	struct budget *budget; /* NULL: no limit */
	bool remote_known;
	bool remote_named;    /* by mowners.remote */
	const char *remote;   /* see repo_remote */
	bool left_worktree;   /* git's GIT_DIR is a linked working tree's, ours is not */
	bool worktree_config; /* extensions.worktreeConfig: config.worktree counts too */
};

static inline const git_oid *oid_to_git(git_oid *out, const struct oid *oid)
{
	memcpy(out->id, oid->bytes, OID_SIZE);
	return out;
}

static inline void oid_from_git(struct oid *out, const git_oid *oid)
{
	memcpy(out->bytes, oid->id, OID_SIZE);
}

/* Leaves those of a walk's commits that do not lie behind what is hidden, whatever their dates say; base.c. */
int repo_leave_out_hidden(struct oid *items, size_t *count, struct repo *repo, const struct commit_range *range,
			  struct mow_error *err);

/* Words a failure of libgit2: "WHAT: libgit2's message", escaped. MOW_ENOMEM where memory ran out, else `code`. */
int repo_fail(struct mow_error *err, int code, const char *what);

/* One line of something that was said by git or libgit2, ready for a message. */
void repo_quote(struct buf *out, const char *text);

/* Whether git takes the bytes of a file for no text: a NUL near their beginning. */
bool blob_is_binary(const struct buf *bytes);

/* Whether the clone is partial: objects may be missing until they are asked for. */
bool config_is_partial(struct repo *repo);

#define REPO_DEEPEN \
	"this clone is shallow; run git fetch --unshallow, or let CI fetch everything (fetch-depth: 0, GIT_DEPTH: 0)"

/* An object as it is stored, of the type that is asked for (GIT_OBJECT_ANY: any); fetched first where the clone is
 * partial. */
int repo_read(git_odb_object **out, struct repo *repo, const struct oid *oid, git_object_t type, struct mow_error *err);
/* An object of these bytes, loose; libgit2's own code for how it went. */
int repo_write(git_oid *out, struct repo *repo, const void *bytes, size_t len, git_object_t type);

/* Runs git at the top of the working tree, or in the bare repository; `arguments` begin with the command. */
enum run_as {
	RUN_CLEAN, /* as repo_git */
	RUN_USER,  /* with the user's environment and configuration, silent, no terminal */
	RUN_TALK   /* the same with the terminal */
};
struct run {
	const char *const *arguments;
	enum run_as as;
	const char *input; /* NULL: empty */
	size_t input_len;
	struct buf *output;  /* NULL: dropped */
	struct buf *errors;  /* NULL: ours */
	child_take_fn *take; /* gets the output as it comes; NULL: nobody */
	void *take_context;
	size_t limit; /* bytes of output; 0: 1 GiB */
	int status;   /* out */
};
int run_git(struct run *run, const struct repo *repo, struct mow_error *err);
/* Wording of a run that ended with another status than 0: "git COMMAND failed: what it said". */
int run_fail(const struct run *run, struct mow_error *err);

/* The configuration of a scope, read once; it stays the repo's. */
int config_load(git_config **out, struct repo *repo, enum repo_scope scope, struct mow_error *err);

/* As repo_config, for what may be unset, which is no failure: 1 found, 0 not set. */
int config_find(struct buf *out, struct repo *repo, const char *key, enum repo_scope scope, struct mow_error *err);

#endif
