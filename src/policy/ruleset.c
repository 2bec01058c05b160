#include "policy/ruleset.h"

#include <string.h>

#include "base/error.h"
#include "base/system.h"
#include "rules/read/read.h"

/* What reading a file leaves in memory, about, and for each byte of it. */
enum { FILE_KEPT = 4096, BYTE_KEPT = 16 };
enum { WALKED_MOST = 1000 }; /* folders that are kept in mind */

void ruleset_release(struct ruleset *ruleset)
{
	resolver_free(ruleset->resolver);
	rules_free(ruleset->rules);
	snapshot_release(&ruleset->snapshot);
	buf_release(&ruleset->root);
	buf_release(&ruleset->last);
	buf_release(&ruleset->owners);
	map_release(&ruleset->seen);
	map_release(&ruleset->walked);
	arena_release(&ruleset->arena);
}

/* Passes a finding on and remembers that it was an error. */
static void note_finding(const struct mow_finding *finding, void *context)
{
	struct ruleset *ruleset = context;

	ruleset->erroneous |= finding->severity == MOW_ERROR;
	finding_tell(ruleset->sink, finding);
}

static void say_unreadable(struct ruleset *ruleset, const char *path, int code, const struct mow_error *why)
{
	const struct finding_place place = {path, 0, 0};
	const struct mow_finding finding =
		finding_make(code == MOW_ETOOBIG ? FINDING_TOO_LARGE : FINDING_NOT_A_FILE, &place, why->message);

	note_finding(&finding, ruleset);
}

int ruleset_open(struct ruleset *out, struct snapshot *snapshot, struct mow_error *err)
{
	struct ruleset ruleset = {.root = BUF_INIT, .last = BUF_INIT};

	ruleset.root_result = snapshot_read(&ruleset.root, snapshot, RULES_OWNERS, RULES_FILE_MAX, &ruleset.root_error);
	if (ruleset.root_result < 0 && ruleset.root_result != MOW_ENOTFOUND && ruleset.root_result != MOW_EDENIED &&
	    ruleset.root_result != MOW_ETOOBIG) {
		buf_release(&ruleset.root);
		return mow_fail(err, ruleset.root_result, "%s", ruleset.root_error.message);
	}
	ruleset.snapshot = *snapshot;
	memset(snapshot, 0, sizeof *snapshot);
	*out = ruleset;
	return MOW_OK;
}

static int read_root(struct ruleset *ruleset, struct mow_error *err)
{
	const struct mow_finding_sink sink = {note_finding, ruleset};
	int result;

	if (ruleset->root_read)
		return MOW_OK;
	ruleset->root_read = true;
	if (ruleset->root_result == MOW_ENOTFOUND)
		return MOW_OK;
	if (ruleset->root_result < 0) {
		say_unreadable(ruleset, RULES_OWNERS, ruleset->root_result, &ruleset->root_error);
		result = rules_broken(&ruleset->rules, err);
	} else {
		result = rules_parse_buf(&ruleset->rules, &ruleset->root, &sink, err);
	}
	buf_release(&ruleset->root);
	return result < 0 ? result : resolver_new(&ruleset->resolver, ruleset->rules, err);
}

/* `path` is "brand/OWNERS"; `entry` is its entry where the snapshot is a tree that is being walked, else NULL. */
static int read_nested(struct ruleset *ruleset, const char *path, const struct tree_entry *entry, struct mow_error *err)
{
	static const char no_root[] =
		"this OWNERS file has none above it at the root of the repository; create one there first";
	MOW_AUTO(buf) bytes = BUF_INIT;
	struct mow_error why = {0, ""};
	const struct mow_finding_sink sink = {note_finding, ruleset};
	const struct finding_place place = {path, 0, 0};
	const struct mow_finding orphan = finding_make(FINDING_NO_ROOT, &place, no_root);
	int result = entry != NULL ? snapshot_read_entry(&bytes, &ruleset->snapshot, entry, RULES_FILE_MAX, &why)
				   : snapshot_read(&bytes, &ruleset->snapshot, path, RULES_FILE_MAX, &why);

	if (result == MOW_ENOTFOUND)
		return MOW_OK;
	if (ruleset->rules == NULL) {
		note_finding(&orphan, ruleset);
		return MOW_OK;
	}
	if (result == MOW_EDENIED || result == MOW_ETOOBIG) {
		say_unreadable(ruleset, path, result, &why);
		return rules_add_broken(ruleset->rules, path, err);
	}
	if (result < 0)
		return mow_fail(err, result, "%s", why.message);
	result = budget_memory(repo_budget(ruleset->snapshot.repo), FILE_KEPT + bytes.len * BYTE_KEPT, err);
	if (result < 0)
		return result;
	return rules_add_buf(ruleset->rules, path, &bytes, &sink, err);
}

/* Reads the OWNERS of a folder ("brand/", len 6) unless that was done; `entry` as in read_nested. */
static int read_folder(struct ruleset *ruleset, const char *folder, size_t len, const struct tree_entry *entry,
		       struct mow_error *err)
{
	struct buf *owners = &ruleset->owners;
	bool here = entry == NULL && ruleset->snapshot.kind == SNAPSHOT_WORKTREE;

	if (map_get(&ruleset->seen, folder, len, NULL))
		return MOW_OK;
	buf_reset(owners);
	buf_add(owners, folder, len);
	buf_adds(owners, RULES_OWNERS);
	if (buf_check(owners, err))
		return MOW_ENOMEM;
	/* Hardly any folder has one: one look tells. */
	if (here && snapshot_lacks(&ruleset->snapshot, owners->data))
		return MOW_OK;
	char *path = arena_dup(&ruleset->arena, owners->data, owners->len);
	if (path == NULL)
		return mow_fail_memory(err);
	if (map_put(&ruleset->seen, path, len, 0))
		return mow_fail_memory(err);
	return read_nested(ruleset, path, entry, err);
}

int ruleset_read(struct ruleset *ruleset, const char *path, size_t len, const struct mow_finding_sink *sink,
		 struct mow_error *err)
{
	size_t folder_len = len;
	size_t at = 0;
	int result;

	ruleset->sink = sink;
	result = read_root(ruleset, err);
	while (folder_len && path[folder_len - 1] != '/')
		folder_len--;
	if (ruleset->all_read || !folder_len ||
	    (ruleset->last.len == folder_len && memcmp(ruleset->last.data, path, folder_len) == 0))
		return result;
	while (at < ruleset->last.len && at < folder_len && path[at] == ruleset->last.data[at])
		at++;
	for (; result == MOW_OK && at < folder_len; at++)
		if (path[at] == '/')
			result = read_folder(ruleset, path, at + 1, NULL, err);
	if (result == MOW_OK) {
		buf_reset(&ruleset->last);
		buf_add(&ruleset->last, path, folder_len);
		result = buf_check(&ruleset->last, err);
	}
	return result;
}

/* A walk of the folders that steps lie in. */
struct guided {
	struct ruleset *ruleset;
	const struct steps *steps;
	size_t next; /* the first step that lies in the folder asked about last, or behind it */
	struct mow_error *err;
};

/* The OWNERS of a folder, seen in the tree that the ruleset is of. */
static int read_seen(struct ruleset *ruleset, const char *path, size_t len, const struct tree *tree,
		     struct mow_error *err)
{
	struct tree_entry entry;

	if (len == 0 || !tree_entry_of(&entry, tree, RULES_OWNERS, strlen(RULES_OWNERS)))
		return MOW_OK;
	return read_folder(ruleset, path, len, &entry, err);
}

static int enter_guided(const char *path, size_t len, const struct tree *tree, void *context)
{
	const struct guided *guided = context;

	return read_seen(guided->ruleset, path, len, tree, guided->err);
}

/* Folders come in the order of the bytes of their paths with a final slash, as steps do. */
static int guide(const char *path, size_t len, const struct tree_entry *entry, void *context)
{
	struct guided *guided = context;
	const struct step *step;
	int order = -1;

	if (entry->mode != MODE_TREE)
		return 1;
	for (; guided->next < guided->steps->count; guided->next++) {
		step = &guided->steps->items[guided->next];
		order = strncmp(step->path, path, len);
		if (order == 0)
			order = (unsigned char)step->path[len] - '/';
		if (order >= 0)
			break;
	}
	return order != 0;
}

static size_t folder_len(const struct step *step)
{
	const char *slash = system_last(step->path, '/', step->path_len);

	return slash != NULL ? (size_t)(slash + 1 - step->path) : 0;
}

/* Whether nothing is new in the folders of these steps: who judges change after change by the same rules comes to the
 * same ones. */
static bool was_walked(const struct ruleset *ruleset, const struct steps *steps)
{
	for (size_t i = 0; i < steps->count; i++) {
		size_t len = folder_len(&steps->items[i]);
		if (len > 0 && !map_get(&ruleset->walked, steps->items[i].path, len, NULL))
			return false;
	}
	return true;
}

static int note_walked(struct ruleset *ruleset, const struct steps *steps, struct mow_error *err)
{
	for (size_t i = 0; i < steps->count && ruleset->walked.count < WALKED_MOST; i++) {
		const char *path = steps->items[i].path;
		size_t len = folder_len(&steps->items[i]);
		if (len == 0 || map_get(&ruleset->walked, path, len, NULL))
			continue;
		const char *kept = arena_dup(&ruleset->arena, path, len);
		if (kept == NULL || map_put(&ruleset->walked, kept, len, 0) != MOW_OK)
			return mow_fail_memory(err);
	}
	return MOW_OK;
}

int ruleset_read_steps(struct ruleset *ruleset, const struct steps *steps, const struct mow_finding_sink *sink,
		       struct mow_error *err)
{
	struct guided guided = {ruleset, steps, 0, err};
	const struct tree_visitor visitor = {guide, enter_guided, &guided, false, NULL};
	size_t i;
	int result;

	if (ruleset->snapshot.kind != SNAPSHOT_TREE) {
		for (i = 0, result = 0; result == MOW_OK && i < steps->count; i++)
			result = ruleset_read(ruleset, steps->items[i].path, steps->items[i].path_len, sink, err);
		return result;
	}
	ruleset->sink = sink;
	result = read_root(ruleset, err);
	if (result < 0 || ruleset->all_read || was_walked(ruleset, steps))
		return result;
	result = tree_visit(ruleset->snapshot.repo, &ruleset->snapshot.tree, &visitor, err);
	return result == MOW_OK ? note_walked(ruleset, steps, err) : result;
}

struct every_owners {
	struct ruleset *ruleset;
	struct mow_error *err;
};

static int read_listed(const char *path, size_t len, void *context)
{
	struct every_owners *every = context;

	return len > 6 ? read_folder(every->ruleset, path, len - 6, NULL, every->err) : 0;
}

int ruleset_read_all(struct ruleset *ruleset, const struct mow_finding_sink *sink, struct mow_error *err)
{
	struct every_owners every = {ruleset, err};
	int result;

	ruleset->sink = sink;
	result = read_root(ruleset, err);
	if (result < 0 || ruleset->all_read)
		return result;
	result = snapshot_each_owners(&ruleset->snapshot, read_listed, &every, err);
	ruleset->all_read = result == MOW_OK;
	return result;
}

struct walking {
	struct ruleset *ruleset;
	const struct ruleset_walk *walk;
	bool tree;    /* it is one, and of no list of paths */
	bool own;     /* where the OWNERS files are too */
	bool entered; /* the folder of the last path, by the resolver */
	struct mow_error *err;
};

/* The OWNERS of a folder that is gone into. Hardly any has one: the tree tells, or one look into the working tree. */
static int enter_folder(const char *path, size_t len, const struct tree *tree, void *context)
{
	struct walking *walking = context;
	struct ruleset *ruleset = walking->ruleset;

	if (len == 0 || ruleset->all_read)
		return MOW_OK;
	if (walking->own)
		return read_seen(ruleset, path, len, tree, walking->err);
	return read_folder(ruleset, path, len, NULL, walking->err);
}

/* Of a tree all OWNERS above were read when the folder was gone into; in a list nothing tells where one begins. */
static int go_to(struct walking *walking, const char *path, size_t len)
{
	struct ruleset *ruleset = walking->ruleset;
	struct buf *last = &ruleset->last;
	int result = MOW_OK;

	if (walking->entered && last->len == len && memcmp(last->data, path, len) == 0)
		return MOW_OK;
	walking->entered = true;
	ruleset->entered++;
	if (!walking->tree)
		result = ruleset_read(ruleset, path, len, walking->walk->sink, walking->err);
	buf_reset(last);
	buf_add(last, path, len);
	if (result == MOW_OK)
		result = buf_check(last, walking->err);
	if (result == MOW_OK && ruleset->rules != NULL && !ruleset->erroneous)
		result = resolver_enter(ruleset->resolver, path, len, NULL, walking->err);
	return result;
}

static int visit_file(const struct mow_path *file, void *context)
{
	struct walking *walking = context;
	struct ruleset *ruleset = walking->ruleset;
	const struct requirement *owners = NULL;
	const char *slash = system_last(file->bytes, '/', file->len);
	size_t above = slash != NULL ? (size_t)(slash + 1 - file->bytes) : 0;
	const struct mow_path name = {file->bytes + above, file->len - above, file->kind};
	int result = go_to(walking, file->bytes, above);

	if (result < 0 || ruleset->erroneous)
		return result;
	if (ruleset->rules != NULL)
		result = resolver_name(&owners, ruleset->resolver, &name, walking->err);
	return result < 0 ? result : walking->walk->each(owners, file, walking->walk->context);
}

int ruleset_walk(struct ruleset *ruleset, const struct ruleset_walk *walk, struct mow_error *err)
{
	const struct snapshot *files = walk->files;
	struct walking walking = {.ruleset = ruleset, .walk = walk, .tree = files->kind == SNAPSHOT_TREE, .err = err};
	const struct snapshot_walk files_walk = {walk->prefix, visit_file, enter_folder, &walking};
	int result;

	walking.own = walking.tree && ruleset->snapshot.kind == SNAPSHOT_TREE &&
		      oid_equal(&ruleset->snapshot.tree, &files->tree);
	ruleset->sink = walk->sink;
	result = read_root(ruleset, err);
	if (result == MOW_OK)
		result = snapshot_walk(walk->files, &files_walk, err);
	return result;
}
