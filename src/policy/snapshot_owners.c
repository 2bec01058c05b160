/*
 * Where OWNERS files are. In a working tree those count too that git does not track, in folders of which nothing is
 * tracked either; git would look at every file there is to find them. Where the file system counts folders, one look at
 * a folder tells whether there are others in it than those of the index: git is asked about these alone.
 */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/array.h"
#include "base/error.h"
#include "base/order.h"
#include "base/system.h"
#include "policy/snapshot.h"
#include "rules/rules.h"

/* What git can be asked about by name; where there is more it is asked about everything. */
enum { ASKED_MAX = 256, ASKED_BYTES_MAX = 64 * 1024 };

/* A folder that is in the index. */
struct folder {
	const char *path; /* with its final slash; "" the root */
	size_t parent;    /* number; of the root its own */
	size_t folders;   /* of the index that are there, in it */
	bool submodule;   /* nothing in it is ours */
	bool called;      /* it, or one above it, is called OWNERS */
	bool there;       /* it is a folder, reached by no link */
	nlink_t links;    /* 2 and one for each folder in it; 0: they do not tell */
};

struct paths {
	const char **items;
	size_t count, capacity;
};

struct search {
	const struct snapshot *snapshot;
	struct mow_error *err;
	struct arena arena;
	struct map numbers; /* of the folders, by path */
	struct {
		struct folder *items;
		size_t count, capacity;
	} folders;
	size_t at;              /* the folder that the last path lies in */
	struct map seen;        /* what is in the next two */
	struct paths tracked;   /* whatever is called OWNERS and is in the index, or has files there */
	struct paths others;    /* whatever else is */
	struct paths untracked; /* folders without a final slash, of which nothing is in the index */
	struct buf full;        /* of what was looked at last */
	dev_t device;           /* where links of folders tell how many folders are in them; 0: nowhere */
};

static void search_release(struct search *search)
{
	map_release(&search->numbers);
	map_release(&search->seen);
	free(search->folders.items);
	free(search->tracked.items);
	free(search->others.items);
	free(search->untracked.items);
	buf_release(&search->full);
	arena_release(&search->arena);
}
MOW_AUTO_DEFINE(search)

/* Keeps a copy of a path; `keys`, where it is not NULL, has those that are kept already, and are not kept again. */
static int keep(struct search *search, struct paths *paths, struct map *keys, const char *path, size_t len)
{
	if (keys != NULL && map_get(keys, path, len, NULL))
		return MOW_OK;
	const char *kept = arena_dup(&search->arena, path, len);
	if (kept == NULL || array_reserve(paths, 1) || (keys != NULL && map_put(keys, kept, len, 0)))
		return mow_fail_memory(search->err);
	paths->items[paths->count++] = kept;
	return MOW_OK;
}

/* Keeps the path up to its first component that is called OWNERS, if one is. */
static int keep_owners(struct search *search, struct paths *paths, const char *path, size_t len)
{
	const char *name = path, *slash = path;

	for (; slash != NULL; name = slash + 1) {
		slash = memchr(name, '/', len - (size_t)(name - path));
		size_t end = slash != NULL ? (size_t)(slash - path) : len;
		if (rules_is_owners(name, end - (size_t)(name - path)))
			return keep(search, paths, &search->seen, path, end);
	}
	return MOW_OK;
}

/* ---- The index ----------------------------------------------------------------------------------------------------- */

static int add_folder(struct search *search, const char *path, size_t len, size_t parent)
{
	const char *kept = arena_dup(&search->arena, path, len);

	if (kept == NULL || array_reserve(&search->folders, 1) ||
	    map_put(&search->numbers, kept, len, search->folders.count))
		return mow_fail_memory(search->err);
	search->at = search->folders.count;
	bool called = len > 0 && (search->folders.items[parent].called || rules_is_owners(path, len - 1));
	search->folders.items[search->folders.count++] =
		(struct folder){.path = kept, .parent = parent, .called = called};
	return MOW_OK;
}

/* Goes to a folder, and adds those above it that are new. */
static int go_to(struct search *search, const char *path, size_t len)
{
	const char *last = search->folders.items[search->at].path;
	size_t parent = 0;
	int result = MOW_OK;

	if (strncmp(last, path, len) == 0 && last[len] == '\0')
		return MOW_OK;
	search->at = 0;
	for (size_t i = 0; result == MOW_OK && i < len; i++) {
		if (path[i] != '/')
			continue;
		if (!map_get(&search->numbers, path, i + 1, &search->at))
			result = add_folder(search, path, i + 1, parent);
		parent = search->at;
	}
	return result;
}

/* A snapshot_file_fn. */
static int see_tracked(const struct mow_path *file, void *context)
{
	struct search *search = context;
	const char *slash = system_last(file->bytes, '/', file->len);
	size_t above = slash != NULL ? (size_t)(slash + 1 - file->bytes) : 0;
	int result = go_to(search, file->bytes, above);
	bool submodule = file->kind == MOW_PATH_SUBMODULE;
	MOW_AUTO(buf) folder = BUF_INIT;

	if (result == MOW_OK &&
	    (search->folders.items[search->at].called || rules_is_owners(file->bytes + above, file->len - above)))
		result = keep_owners(search, &search->tracked, file->bytes, file->len);
	if (result != MOW_OK || !submodule)
		return result;
	buf_add(&folder, file->bytes, file->len);
	buf_addc(&folder, '/');
	if (buf_check(&folder, search->err))
		return MOW_ENOMEM;
	result = go_to(search, folder.data, folder.len);
	search->folders.items[search->at].submodule = true;
	return result;
}

/* ---- The working tree ---------------------------------------------------------------------------------------------- */

static bool look(struct stat *out, struct search *search, const char *folder, const char *name)
{
	struct buf *full = &search->full;

	buf_reset(full);
	buf_adds(full, repo_work_dir(search->snapshot->repo));
	buf_adds(full, folder);
	buf_adds(full, name);
	/* What a link leads to is not looked at. */
	while (full->len > 1 && full->data[full->len - 1] == '/')
		buf_cut(full, full->len - 1);
	return !full->failed && lstat(full->data, out) == 0;
}

/* Whether a folder of the index is there, and has something called OWNERS that git does not track. */
static int look_at(struct search *search, size_t number)
{
	struct folder *folder = &search->folders.items[number];
	struct folder *parent = &search->folders.items[folder->parent];
	struct stat st, inside;

	if (number != 0 && (!parent->there || parent->submodule))
		return MOW_OK;
	folder->there = look(&st, search, folder->path, "") && S_ISDIR(st.st_mode);
	if (!folder->there)
		return MOW_OK;
	if (number == 0) {
		search->device = system_counts_folders(search->full.data) ? st.st_dev : 0;
		folder->folders = look(&inside, search, "", ".git") && S_ISDIR(inside.st_mode);
	} else {
		parent->folders++;
	}
	if (st.st_dev == search->device)
		folder->links = st.st_nlink;
	if (!folder->submodule && look(&inside, search, folder->path, RULES_OWNERS)) {
		const char *path = search->full.data + strlen(repo_work_dir(search->snapshot->repo));
		return keep(search, &search->others, &search->seen, path, strlen(path));
	}
	return MOW_OK;
}

/* An entry of a folder of the index: kept if it is a folder that is not in the index itself. */
static int see_entry(struct search *search, const struct folder *in, const struct dirent *entry)
{
	static const char *const others[] = {".", "..", ".git", RULES_OWNERS};
	MOW_AUTO(buf) path = BUF_INIT;
	struct stat st;

	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (strcmp(entry->d_name, others[i]) == 0)
			return MOW_OK;
	buf_addf(&path, "%s%s/", in->path, entry->d_name);
	if (buf_check(&path, search->err))
		return MOW_ENOMEM;
	if (map_get(&search->numbers, path.data, path.len, NULL) || !look(&st, search, in->path, entry->d_name) ||
	    !S_ISDIR(st.st_mode))
		return MOW_OK;
	return keep(search, &search->untracked, NULL, path.data, path.len - 1);
}

/* The folders in one of the index that are not. What cannot be read has none, as with git. */
static int find_untracked(struct search *search, const struct folder *folder)
{
	struct stat st;
	DIR *dir = look(&st, search, folder->path, "") ? opendir(search->full.data) : NULL;
	int result = MOW_OK;

	for (const struct dirent *entry; dir != NULL && result == MOW_OK && (entry = readdir(dir)) != NULL;)
		if (system_may_be_folder(entry))
			result = see_entry(search, folder, entry);
	if (dir != NULL)
		(void)closedir(dir);
	return result;
}

/* ---- What git knows better ----------------------------------------------------------------------------------------- */

/* A repo_piece_fn. */
static int see_other(const char *path, size_t len, void *context)
{
	struct search *search = context;

	return keep_owners(search, &search->others, path, len);
}

/* Everything called OWNERS in a folder that is not in the index. */
static void add_pathspec(struct buf *out, const char *folder)
{
	buf_adds(out, ":(top,glob)");
	for (; *folder != '\0'; folder++) {
		if (strchr("\\*?[", *folder) != NULL)
			buf_addc(out, '\\');
		buf_addc(out, *folder);
	}
	buf_adds(out, "/**/" RULES_OWNERS);
	buf_addc(out, '\0');
}

static int ask_git(struct search *search)
{
	static const char everywhere[] = ":(top,glob)**/" RULES_OWNERS;
	struct repo *repo = search->snapshot->repo;
	const char *arguments[ASKED_MAX + 8] = {"-C", repo_work_dir(repo), "ls-files", "-z", "--others", "--"};
	const struct git_question question = {.arguments = arguments};
	size_t count = search->untracked.count, at = 0;
	MOW_AUTO(buf) specs = BUF_INIT;

	if (count == 0)
		return MOW_OK;
	for (size_t i = 0; i < count && count <= ASKED_MAX; i++)
		add_pathspec(&specs, search->untracked.items[i]);
	if (buf_check(&specs, search->err))
		return MOW_ENOMEM;
	arguments[6] = everywhere;
	for (size_t i = 0; i < count && count <= ASKED_MAX && specs.len <= ASKED_BYTES_MAX; i++) {
		arguments[6 + i] = specs.data + at;
		at += strlen(specs.data + at) + 1;
	}
	return repo_git_each(repo, &question, see_other, search, search->err);
}

/* ---- All ----------------------------------------------------------------------------------------------------------- */

static int tell(const struct paths *paths, snapshot_path_fn *each, void *context)
{
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < paths->count; i++)
		result = each(paths->items[i], strlen(paths->items[i]), context);
	return result;
}

/* As git ls-files --cached --others has them: first those that are not tracked. */
static int search_worktree(struct snapshot *snapshot, snapshot_path_fn *each, void *context, struct mow_error *err)
{
	MOW_AUTO(search) search = {.snapshot = snapshot, .full = BUF_INIT, .err = err};
	const struct snapshot_walk walk = {"", see_tracked, NULL, &search};
	int result = add_folder(&search, "", 0, 0);

	if (result == MOW_OK)
		result = snapshot_walk(snapshot, &walk, err);
	for (size_t i = 0; result == MOW_OK && i < search.folders.count; i++)
		result = look_at(&search, i);
	for (size_t i = 0; result == MOW_OK && i < search.folders.count; i++) {
		const struct folder *folder = &search.folders.items[i];
		if (folder->there && !folder->submodule && folder->links != 2 + folder->folders)
			result = find_untracked(&search, folder);
	}
	if (result == MOW_OK)
		result = ask_git(&search);
	if (result != MOW_OK || buf_check(&search.full, err))
		return result != MOW_OK ? result : MOW_ENOMEM;
	if (search.others.count > 1)
		qsort(search.others.items, search.others.count, sizeof *search.others.items, order_texts);
	result = tell(&search.others, each, context);
	return result == MOW_OK ? tell(&search.tracked, each, context) : result;
}

struct owners_visit {
	snapshot_path_fn *each;
	void *context;
};

static int visit_owners(const char *path, size_t len, const struct tree_entry *entry, void *context)
{
	const struct owners_visit *visit = context;

	if (!rules_is_owners(entry->name, entry->name_len))
		return 0;
	return visit->each(path, len, visit->context);
}

/* Each file of the index that has the name, or lies in a folder that does. */
static int search_index(struct snapshot *snapshot, snapshot_path_fn *each, void *context, struct mow_error *err)
{
	MOW_AUTO(search) search = {.snapshot = snapshot, .full = BUF_INIT, .err = err};
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < snapshot->count; i++)
		result =
			keep_owners(&search, &search.tracked, snapshot->items[i].path, strlen(snapshot->items[i].path));
	return result == MOW_OK ? tell(&search.tracked, each, context) : result;
}

int snapshot_each_owners(struct snapshot *snapshot, snapshot_path_fn *each, void *context, struct mow_error *err)
{
	struct owners_visit visit = {each, context};

	if (snapshot->kind == SNAPSHOT_TREE)
		return tree_walk(snapshot->repo, &snapshot->tree, visit_owners, &visit, err);
	return snapshot->kind == SNAPSHOT_WORKTREE ? search_worktree(snapshot, each, context, err)
						   : search_index(snapshot, each, context, err);
}
