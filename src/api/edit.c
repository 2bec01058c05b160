#include "api/edit.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/array.h"
#include "base/error.h"
#include "base/fail_path.h"
#include "base/file.h"
#include "base/file_write.h"
#include "rules/read/read.h"

int edit_new(struct mow_edit **out, struct mow_error *err)
{
	struct mow_edit *edit = calloc(1, sizeof *edit);

	if (edit == NULL)
		return mow_fail_memory(err);
	edit->ruleset = (struct ruleset)RULESET_INIT;
	*out = edit;
	return MOW_OK;
}

void mow_edit_free(struct mow_edit *edit)
{
	if (edit == NULL)
		return;
	ruleset_release(&edit->ruleset);
	for (size_t i = 0; i < edit->files.count; i++) {
		buf_release(&edit->files.items[i].text);
		buf_release(&edit->files.items[i].new);
	}
	free(edit->files.items);
	arena_release(&edit->arena);
	free(edit);
}

/* ---- The files as they are ------------------------------------------------------------------------------------ */

int edit_open(struct mow_edit *edit, struct mow_repo *repo, const struct mow_finding_sink *sink, struct mow_error *err)
{
	MOW_AUTO(snapshot) snapshot = {0};

	if (repo_work_dir(repo->git) == NULL)
		return mow_fail(
			err, MOW_EINVAL,
			"OWNERS files are written in a clone, and pushed like every change of the rules; here is "
			"no working tree");
	edit->repo = repo;
	int result = snapshot_open(&snapshot, repo->git, NULL, err);
	if (result == MOW_OK)
		result = ruleset_open(&edit->ruleset, &snapshot, err);
	if (result == MOW_OK)
		result = ruleset_read_all(&edit->ruleset, sink, err);
	if (result == MOW_OK && edit->ruleset.rules == NULL)
		return mow_fail(
			err, MOW_ENOTFOUND,
			"there is no OWNERS file at the root of the repository; mowners init writes a first one");
	return result;
}

struct edit_file *edit_add(struct mow_edit *edit, const struct mow_edited *given)
{
	struct edit_file file = {.text = BUF_INIT, .new = BUF_INIT};

	file.path = arena_dup(&edit->arena, given->path, strlen(given->path));
	buf_add(&file.text, given->text, given->len);
	if (file.path == NULL || file.text.failed || array_reserve(&edit->files, 1) != MOW_OK) {
		buf_release(&file.text);
		return NULL;
	}
	edit->files.items[edit->files.count++] = file;
	return &edit->files.items[edit->files.count - 1];
}

static int name_file(struct buf *out, const struct mow_edit *edit, const char *path, struct mow_error *err)
{
	buf_addf(out, "%s%s", repo_work_dir(edit->repo->git), path);
	return buf_check(out, err);
}

/* `full` is `path` in the working tree; MOW_ENOTFOUND: it is not there. */
static int look(struct stat *out, const char *full, const char *path, struct mow_error *err)
{
	if (lstat(full, out) == 0)
		return MOW_OK;
	if (errno == ENOENT || errno == ENOTDIR)
		return fail_path(err, MOW_ENOTFOUND, path, "is not in the working tree");
	return fail_path_errno(err, "look at", path);
}

struct adding {
	struct mow_edit *edit;
	struct mow_error *err;
};

static int add_file(const char *path, size_t len, void *context)
{
	struct adding *adding = context;
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(buf) full = BUF_INIT;
	struct stat st;
	int result = snapshot_read(&text, &adding->edit->ruleset.snapshot, path, RULES_FILE_MAX, adding->err);

	(void)len;
	/* What is no file, or too large, is a finding already. */
	if (result == MOW_ENOTFOUND || result == MOW_EDENIED || result == MOW_ETOOBIG)
		return MOW_OK;
	if (result == MOW_OK)
		result = name_file(&full, adding->edit, path, adding->err);
	if (result == MOW_OK)
		result = look(&st, full.data, path, adding->err);
	if (result != MOW_OK && result != MOW_ENOTFOUND)
		return result;
	struct edit_file *file = edit_add(adding->edit, &(struct mow_edited){path, text.data, text.len});
	if (file == NULL)
		return mow_fail_memory(adding->err);
	file->here = result == MOW_OK;
	return MOW_OK;
}

static int add_nested(const char *path, size_t len, void *context)
{
	return strcmp(path, RULES_OWNERS) == 0 ? MOW_OK : add_file(path, len, context);
}

int edit_add_all(struct mow_edit *edit, struct mow_error *err)
{
	struct adding adding = {edit, err};
	int result = add_file(RULES_OWNERS, strlen(RULES_OWNERS), &adding);

	return result == MOW_OK ? snapshot_each_owners(&edit->ruleset.snapshot, add_nested, &adding, err) : result;
}

/* ---- The files as they are to be ------------------------------------------------------------------------------ */

int edit_read_new(struct rules **out, const struct mow_edit *edit, const struct mow_finding_sink *sink,
		  struct mow_error *err)
{
	MOW_AUTO_PTR(rules) rules = NULL;
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < edit->files.count; i++) {
		const struct edit_file *file = &edit->files.items[i];
		const struct buf *text = file->new.len > 0 ? &file->new : &file->text;
		const struct file_text named = {file->path, text->data, text->len};
		result = i == 0 ? rules_parse(&rules, text->data, text->len, sink, err)
				: rules_add(rules, &named, sink, err);
	}
	if (result == MOW_OK)
		*out = MOW_STEAL(rules);
	return result;
}

int edit_finish(struct mow_edit *edit, struct mow_error *err)
{
	edit->changed = arena_array(&edit->arena, edit->files.count, sizeof *edit->changed);
	if (edit->changed == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < edit->files.count; i++) {
		const struct edit_file *file = &edit->files.items[i];
		if (file->new.len > 0)
			edit->changed[edit->changed_count++] =
				(struct mow_edited){file->path, file->new.data, file->new.len};
	}
	return MOW_OK;
}

size_t mow_edit_count(const struct mow_edit *edit)
{
	return edit->changed_count;
}

const struct mow_edited *mow_edit_file(const struct mow_edit *edit, size_t index)
{
	return &edit->changed[index];
}

size_t mow_edit_lines(const struct mow_edit *edit)
{
	return edit->lines;
}

size_t mow_edit_gates(const struct mow_edit *edit)
{
	return edit->gates;
}

/* Whether the file still holds what was read: somebody may have saved it meanwhile. */
static int check_same(const struct file_change *change, struct mow_error *err)
{
	MOW_AUTO(buf) now = BUF_INIT;
	int result = file_read(&now, change->path, RULES_FILE_MAX, err);

	if (result == MOW_OK && now.len == change->old_len && memcmp(now.data, change->old, now.len) == 0)
		return MOW_OK;
	if (result != MOW_OK && result != MOW_ENOTFOUND && result != MOW_ETOOBIG)
		return result;
	return fail_path(err, MOW_EDENIED, change->path,
			 "was written by somebody else meanwhile; nothing was written now, try again");
}

static int plan(struct file_change *out, struct mow_edit *edit, const struct edit_file *file, struct mow_error *err)
{
	MOW_AUTO(buf) full = BUF_INIT;
	struct stat st;
	int result = name_file(&full, edit, file->path, err);

	if (result != MOW_OK)
		return result;
	*out = (struct file_change){
		.path = arena_dup(&edit->arena, full.data, full.len),
		.old = file->text.data,
		.old_len = file->text.len,
		.new = file->new.data,
		.new_len = file->new.len,
	};
	if (out->path == NULL)
		return mow_fail_memory(err);
	result = check_same(out, err);
	if (result == MOW_OK)
		result = look(&st, out->path, file->path, err);
	out->mode = result == MOW_OK ? (unsigned)st.st_mode & 0777 : 0;
	return result;
}

int mow_edit_write(struct mow_edit *edit, struct mow_error *err)
{
	struct file_change *changes = arena_array(&edit->arena, edit->changed_count, sizeof *changes);
	size_t count = 0;
	int result = changes != NULL ? MOW_OK : mow_fail_memory(err);

	for (size_t i = 0; result == MOW_OK && i < edit->files.count; i++)
		if (edit->files.items[i].new.len > 0)
			result = plan(&changes[count++], edit, &edit->files.items[i], err);
	return result == MOW_OK ? file_write_all(changes, count, err) : result;
}
