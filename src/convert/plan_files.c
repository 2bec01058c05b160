/* What the lines of a plan say about the files that there are, and what they lack. */
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/system.h"
#include "convert/plan.h"

int plan_add_file(struct plan *plan, const struct mow_path *path, const struct plan_wanted *wanted, size_t count)
{
	const char *kept = arena_dup(&plan->arena, path->bytes, path->len);

	if (kept == NULL || array_reserve(&plan->files, 1))
		return mow_fail_memory(plan->err);
	plan->files.items[plan->files.count++] = (struct plan_file){kept, path->len, wanted, count};
	return MOW_OK;
}

/* A section that gives a file to others than it should. */
struct wrong {
	size_t section, file;
};

struct checking {
	struct plan *plan;
	struct pattern_set *set;
	struct pattern_matches matches;
	size_t *said; /* by section: the list of the last line that matches */
	size_t sections;
	struct {
		struct wrong *items;
		size_t count, capacity;
	} wrongs;
	const char *folder; /* of the file before */
	size_t folder_len;
};

static size_t find_wanted(const struct plan_file *file, size_t section)
{
	for (size_t i = 0; i < file->wanted_count; i++)
		if (file->wanted[i].section == section)
			return file->wanted[i].list;
	return PLAN_NOBODY;
}

static int compile(struct checking *checking)
{
	struct plan *plan = checking->plan;
	int result = pattern_set_new(&checking->set, plan->err);

	for (size_t i = 0; result == MOW_OK && i < plan->order.count; i++) {
		const struct plan_line *line = &plan->lines.items[plan->order.items[i]];
		result = pattern_set_add(checking->set, line->pattern, line->len, plan->err);
		checking->sections = line->section >= checking->sections ? line->section + 1 : checking->sections;
	}
	for (size_t i = 0; i < plan->files.count; i++)
		for (size_t j = 0; j < plan->files.items[i].wanted_count; j++)
			if (plan->files.items[i].wanted[j].section >= checking->sections)
				checking->sections = plan->files.items[i].wanted[j].section + 1;
	checking->said = calloc(checking->sections + 1, sizeof *checking->said);
	if (result == MOW_OK && checking->said == NULL)
		result = mow_fail_memory(plan->err);
	return result == MOW_OK ? pattern_set_compile(checking->set, plan->err) : result;
}

/* Marks the lines that match the folder that the file is in, or one above. */
static int mark_folder(struct checking *checking, const struct plan_file *file)
{
	const char *slash = system_last(file->path, '/', file->len);
	size_t len = slash != NULL ? (size_t)(slash - file->path) : 0;
	const struct mow_path path = {file->path, len, MOW_PATH_FOLDER};

	if (len == 0 || (len == checking->folder_len && memcmp(file->path, checking->folder, len) == 0))
		return MOW_OK;
	checking->folder = file->path;
	checking->folder_len = len;
	if (pattern_set_match(&checking->matches, checking->set, &path) != MOW_OK)
		return mow_fail_memory(checking->plan->err);
	for (size_t i = 0; i < checking->matches.count; i++)
		checking->plan->lines.items[checking->plan->order.items[checking->matches.items[i]]].folders = true;
	return MOW_OK;
}

static int check_file(struct checking *checking, size_t number)
{
	struct plan *plan = checking->plan;
	const struct plan_file *file = &plan->files.items[number];
	const struct mow_path path = {file->path, file->len, MOW_PATH_FILE};
	int result = mark_folder(checking, file);

	if (result == MOW_OK && pattern_set_match(&checking->matches, checking->set, &path) != MOW_OK)
		result = mow_fail_memory(plan->err);
	for (size_t i = 0; i < checking->sections; i++)
		checking->said[i] = PLAN_NOBODY;
	for (size_t i = 0; result == MOW_OK && i < checking->matches.count; i++) {
		const struct plan_line *line = &plan->lines.items[plan->order.items[checking->matches.items[i]]];
		checking->said[line->section] = line->list;
	}
	for (size_t i = 0; result == MOW_OK && i < checking->sections; i++) {
		if (checking->said[i] == find_wanted(file, i))
			continue;
		if (array_reserve(&checking->wrongs, 1))
			return mow_fail_memory(plan->err);
		checking->wrongs.items[checking->wrongs.count++] = (struct wrong){i, number};
	}
	return result;
}

/* ---- What they lack --------------------------------------------------------------------------------------------- */

static int compare_wrongs(const void *a, const void *b)
{
	const struct wrong *x = a, *y = b;

	if (x->section != y->section)
		return x->section < y->section ? -1 : 1;
	return x->file < y->file ? -1 : x->file > y->file;
}

/* How many files from `from` on lie in the folder, which is the first `len` bytes of the path of that one. */
static size_t count_below(const struct plan *plan, size_t from, size_t len)
{
	const struct plan_file *first = &plan->files.items[from];
	size_t count = 1;

	while (from + count < plan->files.count && plan->files.items[from + count].len > len &&
	       memcmp(plan->files.items[from + count].path, first->path, len) == 0)
		count++;
	return count;
}

static bool is_first_below(const struct plan *plan, size_t file, size_t len)
{
	const struct plan_file *files = plan->files.items;

	return file == 0 || files[file - 1].len < len || memcmp(files[file - 1].path, files[file].path, len) != 0;
}

/*
 * The folder of which this is the first file and whose files all want the same of the section: the widest. Its length
 * with the slash; 0: none. `*count`: its files.
 */
static size_t find_folder(size_t *count, const struct plan *plan, const struct wrong *wrong)
{
	const struct plan_file *file = &plan->files.items[wrong->file];
	size_t list = find_wanted(file, wrong->section);

	for (size_t len = 1; len <= file->len; len++) {
		if (file->path[len - 1] != '/' || !is_first_below(plan, wrong->file, len))
			continue;
		size_t below = count_below(plan, wrong->file, len), same = 1;
		while (same < below && find_wanted(file + same, wrong->section) == list)
			same++;
		if (same < below)
			continue;
		*count = below;
		return len;
	}
	return 0;
}

/* The line of the folder or file, if there is one, does no more. */
static int drop_line(struct plan *plan, const struct plan_exception *exception)
{
	MOW_AUTO(buf) key = BUF_INIT;
	size_t line;

	buf_add(&key, &exception->section, sizeof exception->section);
	buf_addc(&key, '/');
	buf_add(&key, exception->path, exception->len);
	if (buf_check(&key, plan->err))
		return MOW_ENOMEM;
	if (map_get(&plan->line_numbers, key.data, key.len, &line))
		plan->lines.items[line].dead = true;
	return MOW_OK;
}

static int make_exceptions(struct checking *checking)
{
	struct plan *plan = checking->plan;
	const struct wrong *wrongs = checking->wrongs.items;

	for (size_t i = 0; i < checking->wrongs.count;) {
		const struct plan_file *file = &plan->files.items[wrongs[i].file];
		size_t count = 1, len = find_folder(&count, plan, &wrongs[i]);
		if (array_reserve(&plan->exceptions, 1))
			return mow_fail_memory(plan->err);
		plan->exceptions.items[plan->exceptions.count++] = (struct plan_exception){
			file->path, len > 0 ? len : file->len, wrongs[i].section, find_wanted(file, wrongs[i].section)};
		if (drop_line(plan, &plan->exceptions.items[plan->exceptions.count - 1]) != MOW_OK)
			return MOW_ENOMEM;
		size_t section = wrongs[i].section, end = wrongs[i].file + count;
		while (i < checking->wrongs.count && wrongs[i].section == section && wrongs[i].file < end)
			i++;
	}
	return MOW_OK;
}

int plan_except(struct plan *plan)
{
	struct checking checking = {.plan = plan};
	int result = compile(&checking);

	for (size_t i = 0; result == MOW_OK && i < plan->files.count; i++)
		result = check_file(&checking, i);
	if (result == MOW_OK && checking.wrongs.count > 0) {
		qsort(checking.wrongs.items, checking.wrongs.count, sizeof *checking.wrongs.items, compare_wrongs);
		result = make_exceptions(&checking);
	}
	free(checking.said);
	free(checking.wrongs.items);
	pattern_matches_release(&checking.matches);
	pattern_set_free(checking.set);
	return result;
}
