#include <string.h>

#include "api/edit.h"
#include "base/error.h"
#include "base/fail_path.h"
#include "rules/edit/layout.h"
#include "rules/edit/meaning.h"
#include "rules/read/read.h"

/* Findings of the files that are asked about. */
struct asked {
	struct map paths;
	bool all; /* whatever is in `paths` */
	bool erroneous;
	const struct mow_finding_sink *sink;
};

static bool is_asked(const struct asked *asked, const char *path)
{
	return asked->all || map_get(&asked->paths, path, strlen(path), NULL);
}

static void take(const struct mow_finding *finding, void *context)
{
	struct asked *asked = context;

	if (finding->severity != MOW_ERROR || !is_asked(asked, finding->file))
		return;
	asked->erroneous = true;
	finding_tell(asked->sink, finding);
}

/* Lays out a file; what comes out must mean the same, whatever mistakes this program makes. */
static int format(struct edit_file *file, struct mow_error *err)
{
	MOW_AUTO(edit_text) text = EDIT_TEXT_INIT;
	bool same = false;
	int result = edit_text_read(&text, file->text.data, file->text.len, err);

	if (result == MOW_OK)
		result = edit_layout(&file->new, &text, err);
	if (result == MOW_OK && file->new.len > RULES_FILE_MAX)
		return fail_path(err, MOW_EINVAL, file->path,
				 "would be over 1 MiB once it is laid out, and could not be read any more; move areas "
				 "into OWNERS files of their folders first");
	if (result == MOW_OK)
		result = edit_means_same(&same, &file->text, &file->new, err);
	if (result == MOW_OK && !same)
		return fail_path(err, MOW_EUNSUPPORTED, file->path,
				 "would mean something else once it is laid out, so nothing was written; that is a "
				 "fault of mowners, please report it with the file");
	bool unchanged = file->new.len == file->text.len &&memcmp(file->new.data, file->text.data, file->text.len) == 0;
	if (unchanged)
		buf_reset(&file->new);
	return result;
}

/* ---- Of the working tree -------------------------------------------------------------------------------------- */

static int check_files(const struct mow_edit *edit, const struct mow_edit_paths *paths, struct mow_error *err)
{
	MOW_AUTO(map) here = {0};
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < edit->files.count; i++) {
		const struct edit_file *file = &edit->files.items[i];
		if (file->here && map_put(&here, file->path, strlen(file->path), i) != MOW_OK)
			result = mow_fail_memory(err);
	}
	for (size_t i = 0; result == MOW_OK && i < paths->count; i++)
		if (!map_get(&here, paths->items[i], strlen(paths->items[i]), NULL))
			result = fail_path(err, MOW_EINVAL, *paths->items[i] != '\0' ? paths->items[i] : ".",
					   "is no OWNERS file of this working tree");
	return result;
}

static int format_files(struct mow_edit *edit, const struct asked *asked, struct mow_error *err)
{
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < edit->files.count; i++) {
		struct edit_file *file = &edit->files.items[i];
		if (file->here && is_asked(asked, file->path))
			result = format(file, err);
	}
	return result == MOW_OK ? edit_finish(edit, err) : result;
}

static int fail_errors(struct mow_error *err)
{
	return mow_fail(err, MOW_ERULES, "nothing was laid out; correct the errors first");
}

int mow_edit_format(struct mow_edit **out, struct mow_repo *repo, const struct mow_edit_paths *paths,
		    const struct mow_finding_sink *sink, struct mow_error *err)
{
	MOW_AUTO_PTR(mow_edit) edit = NULL;
	struct asked asked = {.all = paths->count == 0, .sink = sink};
	int result = edit_new(&edit, err);

	for (size_t i = 0; result == MOW_OK && i < paths->count; i++)
		if (map_put(&asked.paths, paths->items[i], strlen(paths->items[i]), i) != MOW_OK)
			result = mow_fail_memory(err);
	if (result == MOW_OK)
		result = edit_open(edit, repo, &(struct mow_finding_sink){take, &asked}, err);
	if (result == MOW_OK && asked.erroneous)
		result = fail_errors(err);
	if (result == MOW_OK)
		result = edit_add_all(edit, err);
	if (result == MOW_OK)
		result = check_files(edit, paths, err);
	if (result == MOW_OK)
		result = format_files(edit, &asked, err);
	map_release(&asked.paths);
	if (result == MOW_OK)
		*out = MOW_STEAL(edit);
	return result;
}

/* ---- At hand -------------------------------------------------------------------------------------------------- */

/* Reads the text as that file, with the root file of the working tree above it where it is another one. */
static int read_given(struct mow_repo *repo, const struct mow_edited *given, const struct mow_finding_sink *sink,
		      struct mow_error *err)
{
	const struct file_text text = {given->path, given->text, given->len};
	MOW_AUTO(snapshot) snapshot = {0};
	MOW_AUTO(ruleset) ruleset = RULESET_INIT;

	if (!rules_is_owners(given->path, strlen(given->path)))
		return fail_path(err, MOW_EINVAL, given->path, "is no path of an OWNERS file");
	if (strcmp(given->path, RULES_OWNERS) == 0)
		return rules_parse(&ruleset.rules, text.bytes, text.len, sink, err);
	int result = snapshot_open(&snapshot, repo->git, NULL, err);
	if (result == MOW_OK)
		result = ruleset_open(&ruleset, &snapshot, err);
	if (result == MOW_OK)
		result = ruleset_read(&ruleset, "", 0, NULL, err);
	if (result == MOW_OK && ruleset.rules == NULL)
		return mow_fail(err, MOW_ENOTFOUND,
				"there is no OWNERS file at the root of the repository, above this one; create it "
				"first");
	return result == MOW_OK ? rules_add(ruleset.rules, &text, sink, err) : result;
}

int mow_edit_format_text(struct mow_edit **out, struct mow_repo *repo, const struct mow_edited *given,
			 const struct mow_finding_sink *sink, struct mow_error *err)
{
	MOW_AUTO_PTR(mow_edit) edit = NULL;
	struct asked asked = {.all = true, .sink = sink};
	int result = edit_new(&edit, err);

	if (result == MOW_OK)
		result = read_given(repo, given, &(struct mow_finding_sink){take, &asked}, err);
	if (result == MOW_OK && asked.erroneous)
		result = fail_errors(err);
	if (result != MOW_OK)
		return result;
	struct edit_file *file = edit_add(edit, given);
	if (file == NULL)
		return mow_fail_memory(err);
	result = format(file, err);
	if (result == MOW_OK)
		result = edit_finish(edit, err);
	if (result == MOW_OK)
		*out = MOW_STEAL(edit);
	return result;
}
