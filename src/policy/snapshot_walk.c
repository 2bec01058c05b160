#include "policy/snapshot.h"

#include <string.h>

#include "base/error.h"
#include "rules/rules.h"

/* Paths of git's, as they come. */
struct listed {
	const struct snapshot *snapshot;
	snapshot_path_fn *each;
	void *context;
	size_t seen;
};

static int take_listed(const char *path, size_t len, void *context)
{
	struct listed *listed = context;

	if (++listed->seen % REPO_PROGRESS_EACH == 0)
		repo_progress(listed->snapshot->repo, "files", listed->seen);
	return listed->each(path, len, listed->context);
}

/* Each path of a NUL-separated list of git's. */
static int each_listed(struct snapshot *snapshot, const char *const *arguments, snapshot_path_fn *each, void *context,
		       struct mow_error *err)
{
	struct listed listed = {snapshot, each, context, 0};
	int result = repo_git_each(snapshot->repo, arguments, take_listed, &listed, err);

	repo_progress(snapshot->repo, NULL, 0);
	return result;
}

/* Each OWNERS once, whether it is a file, in the index, or a folder with tracked files. */
struct owners_visit {
	snapshot_path_fn *each;
	void *context;
	struct map seen;
	struct arena arena;
	struct mow_error *err;
};

static int visit_listed_owners(const char *path, size_t len, void *context)
{
	struct owners_visit *visit = context;
	const char *name = path, *slash = path;
	char *kept;

	for (; slash != NULL; name = slash + 1) {
		size_t name_len;

		slash = strchr(name, '/');
		name_len = slash != NULL ? (size_t)(slash - name) : len - (size_t)(name - path);
		if (!rules_is_owners(name, name_len))
			continue;
		len = (size_t)(name - path) + name_len;
		if (map_get(&visit->seen, path, len, NULL))
			return MOW_OK;
		kept = arena_dup(&visit->arena, path, len);
		if (kept == NULL || map_put(&visit->seen, kept, len, 0))
			return mow_fail_memory(visit->err);
		return visit->each(kept, len, visit->context);
	}
	return MOW_OK;
}

static int visit_owners(const char *path, size_t len, const struct tree_entry *entry, void *context)
{
	const struct owners_visit *visit = context;

	if (!rules_is_owners(entry->name, entry->name_len))
		return 0;
	return visit->each(path, len, visit->context);
}

int snapshot_each_owners(struct snapshot *snapshot, snapshot_path_fn *each, void *context, struct mow_error *err)
{
	static const char everywhere[] = ":(top,glob)**/" RULES_OWNERS;
	const char *arguments[] = {"-C", NULL, "ls-files", "-z", "--cached", "--others", "--", everywhere, NULL};
	struct owners_visit visit = {each, context, {0}, {0}, err};
	int result = MOW_OK;

	if (snapshot->kind == SNAPSHOT_TREE)
		return tree_walk(snapshot->repo, &snapshot->tree, visit_owners, &visit, err);
	if (snapshot->kind == SNAPSHOT_WORKTREE) {
		arguments[1] = repo_work_dir(snapshot->repo);
		result = each_listed(snapshot, arguments, visit_listed_owners, &visit, err);
	} else {
		for (size_t i = 0; result == MOW_OK && i < snapshot->count; i++)
			result = visit_listed_owners(snapshot->items[i].path, strlen(snapshot->items[i].path), &visit);
	}
	map_release(&visit.seen);
	arena_release(&visit.arena);
	return result;
}

struct file_visit {
	const struct snapshot_walk *walk;
	size_t prefix_len;
};

static int visit_folder(const char *path, size_t len, const struct tree *tree, void *context)
{
	const struct file_visit *visit = context;

	return visit->walk->folder(path, len, tree, visit->walk->context);
}

static int visit_file(const char *path, size_t len, const struct tree_entry *entry, void *context)
{
	const struct file_visit *visit = context;
	const char *prefix = visit->walk->prefix;
	bool folder = entry->mode == MODE_TREE;

	if (len < visit->prefix_len)
		return folder && memcmp(path, prefix, len) == 0 && prefix[len] == '/' ? 0 : 1;
	if (memcmp(path, prefix, visit->prefix_len) != 0)
		return 1;
	const struct mow_path file = {path, len, entry->mode == MODE_GITLINK ? MOW_PATH_SUBMODULE : MOW_PATH_FILE};
	return folder ? 0 : visit->walk->each(&file, visit->walk->context);
}

/* "MODE ID STAGE\tPATH" of a file; what is in conflict has several, one behind the other. */
struct staged_visit {
	const struct snapshot_walk *walk;
	struct buf last; /* path of one in conflict */
	struct mow_error *err;
};

static int visit_staged(const char *line, size_t len, void *context)
{
	struct staged_visit *visit = context;
	const char *tab = memchr(line, '\t', len);

	if (tab == NULL)
		return mow_fail(visit->err, MOW_EGIT, "git ls-files answers in a form that mowners does not know");
	const char *path = tab + 1;
	bool conflict = tab > line && tab[-1] != '0';
	bool again = conflict && strcmp(visit->last.data, path) == 0;
	bool submodule = strncmp(line, "160000 ", 7) == 0;
	const struct mow_path file = {path, len - (size_t)(path - line),
				      submodule ? MOW_PATH_SUBMODULE : MOW_PATH_FILE};
	if (conflict && !again) {
		buf_reset(&visit->last);
		buf_adds(&visit->last, path);
		if (buf_check(&visit->last, visit->err))
			return MOW_ENOMEM;
	}
	return again ? MOW_OK : visit->walk->each(&file, visit->walk->context);
}

int snapshot_walk(struct snapshot *snapshot, const struct snapshot_walk *walk, struct mow_error *err)
{
	const char *arguments[] = {"ls-files", "--stage", "-z", "--", NULL, NULL};
	struct staged_visit staged = {walk, BUF_INIT, err};
	struct file_visit visit = {walk, strlen(walk->prefix)};
	const struct tree_visitor visitor = {visit_file, visit_folder, &visit, false, &snapshot->odd};
	MOW_AUTO(buf) spec = BUF_INIT;

	if (snapshot->kind == SNAPSHOT_TREE)
		return tree_visit(snapshot->repo, &snapshot->tree, &visitor, err);
	buf_addf(&spec, "%s%s", *walk->prefix ? ":(top,literal)" : ":(top)", walk->prefix);
	if (buf_check(&spec, err))
		return MOW_ENOMEM;
	arguments[4] = spec.data;
	int result = each_listed(snapshot, arguments, visit_staged, &staged, err);
	buf_release(&staged.last);
	return result;
}
