#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "rules/read/lines.h"
#include "rules/read/load.h"
#include "rules/read/read.h"

/* As if the root said nothing; what is known of people stays. */
static void reset(struct rules *rules)
{
	rules_settings_init(rules);
	rules->has_otherwise = false;
	rules->otherwise = (struct area){.name = "otherwise", .accountable = RULES_NONE, .rights_end = INT64_MAX};
	rules->rules_area = (struct area){.name = "rules", .accountable = RULES_NONE, .rights_end = INT64_MAX};
}

/* Nothing of a broken root is in force. */
static void disarm(struct rules *rules)
{
	reset(rules);
	rules_settings_finish_levels(rules);
	rules->broken = true;
}

static int new_rules(struct rules **out, struct mow_error *err)
{
	MOW_AUTO_PTR(rules) rules = calloc(1, sizeof *rules);

	if (rules == NULL || (rules->seen = calloc(1, sizeof *rules->seen)) == NULL)
		return mow_fail_memory(err);
	reset(rules);
	*out = MOW_STEAL(rules);
	return MOW_OK;
}

/* ---- Files ---- */

static int new_file(struct rules_file **out, struct rules *rules, const char *path, struct mow_error *err)
{
	if (path[0] == '/' || !rules_is_owners(path, strlen(path)))
		return mow_fail(err, MOW_EINVAL, "no path of an OWNERS file");
	struct rules_file *file = arena_alloc(&rules->arena, sizeof *file);
	char *copy = arena_dup(&rules->arena, path, strlen(path));
	char *folder = arena_dup(&rules->arena, path, strlen(path) - strlen(RULES_OWNERS));
	if (file == NULL || copy == NULL || folder == NULL)
		return mow_fail_memory(err);
	file->path = copy;
	file->folder = folder;
	file->folder_len = strlen(folder);
	if (map_get(&rules->folders, folder, file->folder_len, NULL))
		return mow_fail(err, MOW_EINVAL, "this OWNERS file has been read already");
	*out = file;
	return MOW_OK;
}

static int add_file(struct rules *rules, struct rules_file *file, struct mow_error *err)
{
	if (rules->file_count == rules->file_capacity &&
	    array_grow(&rules->files, &rules->file_capacity, rules->file_count, 1, sizeof *rules->files))
		return mow_fail_memory(err);
	if (map_put(&rules->folders, file->folder, file->folder_len, rules->file_count))
		return mow_fail_memory(err);
	file->number = rules->file_count;
	rules->files[rules->file_count++] = file;
	return MOW_OK;
}

static void break_file(struct rules_file *file)
{
	free(file->patterns);
	*file = (struct rules_file){.path = file->path,
				    .folder = file->folder,
				    .folder_len = file->folder_len,
				    .text = file->text,
				    .broken = true};
}

/* ---- Reading ---- */

static int read_file(struct rules *rules, struct rules_file *file, struct buf *text,
		     const struct mow_finding_sink *sink, struct mow_error *err)
{
	MOW_AUTO(load) load = {.rules = rules, .file = file, .root = file->folder_len == 0, .err = err};
	size_t len = text->len;
	int result = MOW_OK;

	buf_pad(text, '\n', LINES_PADDING);
	if ((file->text = buf_detach(text)) == NULL)
		return mow_fail_memory(err);

	if (rules->file_count >= RULES_FILES_MAX)
		file_findings_add(&load.found, 0, 0, FINDING_TOO_MANY,
				  "with this one there are more than %d OWNERS files", RULES_FILES_MAX);
	else
		result = load_read(&load, file->text, len);
	bool broken = load.found.kept.count > 0 || load.lacking;
	if (result == MOW_OK)
		result = file_findings_deliver(&load.found, file->path, sink, err);
	if (broken)
		break_file(file);
	if (result == MOW_OK)
		result = add_file(rules, file, err);
	if (result != MOW_OK) {
		break_file(file);
		free(file->text);
	}
	return result;
}

int rules_parse_buf(struct rules **out, struct buf *text, const struct mow_finding_sink *sink, struct mow_error *err)
{
	MOW_AUTO_PTR(rules) rules = NULL;
	struct rules_file *file = NULL;

	int result = new_rules(&rules, err);
	if (result == MOW_OK)
		result = new_file(&file, rules, RULES_OWNERS, err);
	if (file == NULL)
		return result;
	result = read_file(rules, file, text, sink, err);
	if (result != MOW_OK)
		return result;
	if (file->broken)
		disarm(rules);
	*out = MOW_STEAL(rules);
	return MOW_OK;
}

int rules_parse(struct rules **out, const char *bytes, size_t len, const struct mow_finding_sink *sink,
		struct mow_error *err)
{
	MOW_AUTO(buf) text = BUF_INIT;

	buf_add(&text, bytes, len);
	return rules_parse_buf(out, &text, sink, err);
}

int rules_add_buf(struct rules *rules, const char *path, struct buf *text, const struct mow_finding_sink *sink,
		  struct mow_error *err)
{
	struct rules_file *file = NULL;

	int result = new_file(&file, rules, path, err);
	return file != NULL ? read_file(rules, file, text, sink, err) : result;
}

int rules_add(struct rules *rules, const struct file_text *text, const struct mow_finding_sink *sink,
	      struct mow_error *err)
{
	MOW_AUTO(buf) bytes = BUF_INIT;

	buf_add(&bytes, text->bytes, text->len);
	return rules_add_buf(rules, text->name, &bytes, sink, err);
}

int rules_add_broken(struct rules *rules, const char *path, struct mow_error *err)
{
	struct rules_file *file = NULL;

	int result = new_file(&file, rules, path, err);
	if (file == NULL)
		return result;
	break_file(file);
	return add_file(rules, file, err);
}

int rules_broken(struct rules **out, struct mow_error *err)
{
	MOW_AUTO_PTR(rules) rules = NULL;

	int result = new_rules(&rules, err);
	if (result == MOW_OK)
		result = rules_add_broken(rules, RULES_OWNERS, err);
	if (result != MOW_OK)
		return result;
	disarm(rules);
	rules->reading.handles_unknown = rules->reading.any_external = true;
	*out = MOW_STEAL(rules);
	return MOW_OK;
}
