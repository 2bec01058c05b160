#include "policy/snapshot.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"

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
	const struct git_question question = {.arguments = arguments};
	int result = repo_git_each(snapshot->repo, &question, take_listed, &listed, err);

	repo_progress(snapshot->repo, NULL, 0);
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

struct index_visit {
	const struct snapshot *snapshot;
	const struct snapshot_walk *walk;
	struct buf last; /* path of one in conflict */
	struct mow_error *err;
};

/* What is in conflict has several entries, one behind the other. */
static int visit_entry(struct index_visit *visit, const struct mow_path *file, bool conflict)
{
	if (conflict && visit->last.len == file->len && memcmp(visit->last.data, file->bytes, file->len) == 0)
		return MOW_OK;
	if (conflict) {
		buf_reset(&visit->last);
		buf_add(&visit->last, file->bytes, file->len);
		if (buf_check(&visit->last, visit->err))
			return MOW_ENOMEM;
	}
	return visit->walk->each(file, visit->walk->context);
}

/* "MODE ID STAGE\tPATH" */
static int visit_staged(const char *line, size_t len, void *context)
{
	struct index_visit *visit = context;
	const char *tab = memchr(line, '\t', len);

	if (tab == NULL || tab == line)
		return mow_fail(visit->err, MOW_EGIT, "git ls-files answers in a form that mowners does not know");
	bool submodule = text_begins(line, "160000 ");
	const struct mow_path file = {tab + 1, len - (size_t)(tab + 1 - line),
				      submodule ? MOW_PATH_SUBMODULE : MOW_PATH_FILE};
	return visit_entry(visit, &file, tab[-1] != '0');
}

static int list_index(struct snapshot *snapshot, struct index_visit *visit)
{
	const char *prefix = visit->walk->prefix;
	const char *arguments[] = {"ls-files", "--stage", "-z", "--", NULL, NULL};
	MOW_AUTO(buf) spec = BUF_INIT;

	buf_addf(&spec, "%s%s", *prefix ? ":(top,literal)" : ":(top)", prefix);
	if (buf_check(&spec, visit->err))
		return MOW_ENOMEM;
	arguments[4] = spec.data;
	return each_listed(snapshot, arguments, visit_staged, visit, visit->err);
}

static int read_index(struct index_file *index, struct index_visit *visit)
{
	size_t prefix_len = strlen(visit->walk->prefix);
	int result = MOW_OK;

	index_rewind(index);
	for (size_t seen = 1; result == MOW_OK && index_next(index); seen++) {
		const struct mow_path file = {index->path.data, index->path.len,
					      index->mode == MODE_GITLINK ? MOW_PATH_SUBMODULE : MOW_PATH_FILE};
		if (seen % REPO_PROGRESS_EACH == 0)
			repo_progress(visit->snapshot->repo, "files", seen);
		if (file.len >= prefix_len && memcmp(file.bytes, visit->walk->prefix, prefix_len) == 0)
			result = visit_entry(visit, &file, index->stage != 0);
	}
	repo_progress(visit->snapshot->repo, NULL, 0);
	if (result != MOW_OK || buf_check(&index->path, visit->err))
		return result != MOW_OK ? result : MOW_ENOMEM;
	return index->left == 0 ? MOW_OK
				: mow_fail(visit->err, MOW_EGIT, "the index changed while it was read; try again");
}

int snapshot_walk(struct snapshot *snapshot, const struct snapshot_walk *walk, struct mow_error *err)
{
	struct index_visit indexed = {snapshot, walk, BUF_INIT, err};
	struct file_visit visit = {walk, strlen(walk->prefix)};
	const struct tree_visitor visitor = {visit_file, visit_folder, &visit, false, &snapshot->odd};
	struct index_file *index = &snapshot->index;

	if (snapshot->kind == SNAPSHOT_TREE)
		return tree_visit(snapshot->repo, &snapshot->tree, &visitor, err);
	bool known = index->bytes != NULL || index_open(index, snapshot->repo);
	int result = known ? read_index(index, &indexed) : list_index(snapshot, &indexed);
	buf_release(&indexed.last);
	return result;
}
