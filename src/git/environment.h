/*
 * Git's own environment variables, as far as they say which repository is meant and where its configuration lies: the
 * only place that reads the environment. The repository's (GIT_DIR and company) count where the caller asks for them;
 * those of the configuration (GIT_CONFIG_…) always, since git config reads them too. Nothing here decides whom to
 * trust: what is read for security takes none of them (config.c).
 */
#ifndef MOW_GIT_ENVIRONMENT_H
#define MOW_GIT_ENVIRONMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "mowners.h"

/* NULL: unset, empty, or not asked for. Paths are absolute, since children run in another folder. */
struct environment {
	const char *dir;        /* GIT_DIR */
	const char *work_tree;  /* GIT_WORK_TREE */
	const char *index_file; /* GIT_INDEX_FILE */
	const char *object_dir; /* GIT_OBJECT_DIRECTORY */
	const char *alternates; /* GIT_ALTERNATE_OBJECT_DIRECTORIES, a list: see environment_next_alternate */
	const char *quarantine; /* GIT_QUARANTINE_PATH */
	const char *ceiling;    /* GIT_CEILING_DIRECTORIES, as it is */
	bool cross_filesystems; /* GIT_DISCOVERY_ACROSS_FILESYSTEM */

	const char *config_global; /* GIT_CONFIG_GLOBAL: instead of the files of the home directory */
	const char *config_system; /* GIT_CONFIG_SYSTEM: instead of /etc/gitconfig */
	bool config_no_system;     /* GIT_CONFIG_NOSYSTEM */
	bool config_given;         /* by git -c or GIT_CONFIG_COUNT: only git itself can read these */
};

/*
 * MOW_EUNSUPPORTED: the environment asks for what cannot be done (GIT_NAMESPACE, GIT_COMMON_DIR). Strings live as long
 * as `arena`; `repository`: read the repository's variables too.
 */
int environment_read(struct environment *out, struct arena *arena, bool repository, struct mow_error *err);

/* Every "GIT_CONFIG…=value" there is, for children, paths as in `env`; NULL ends. Belongs to `arena`. */
int environment_config(const char *const **out, const struct environment *env, struct arena *arena,
		       struct mow_error *err);

/* A variable that a platform sets for the hooks that it runs (policy/pusher.h); NULL: unset, or empty. */
const char *environment_variable(const char *name);

/* GIT_AUTHOR_NAME and GIT_AUTHOR_EMAIL, where both are set and git would change neither: so they are in hooks. */
bool environment_author(const char **name, const char **email);

/*
 * The next folder of a list as git reads it: separated by `:`, in double quotes with C escapes where a path holds one,
 * `#` a comment. Returns what is left of the list, NULL at its end; `path` is empty where there was nothing.
 */
const char *environment_next_alternate(struct buf *path, const char *list);

#endif
