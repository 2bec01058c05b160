/* Which records speak of the paths that were asked about. */
#include <string.h>

#include "api/log_find.h"
#include "base/array.h"
#include "base/error.h"
#include "base/order.h"

/* ---- Of which files ---------------------------------------------------------------------------------------------- */

/* The first step that is not before the path; steps are sorted by the bytes of theirs. */
static size_t first_step(const struct record *record, const char *path, size_t len)
{
	size_t low = 0, high = record->step_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct step *step = &record->steps[middle];
		if (order_bytes(step->path, step->path_len, path, len) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Whether a step is of the path, or of something below it. */
static bool says_path(struct finding *finding, const struct record *record, const struct mow_path *path)
{
	size_t at = first_step(record, path->bytes, path->len);

	if (at < record->step_count && record->steps[at].path_len == path->len &&
	    memcmp(record->steps[at].path, path->bytes, path->len) == 0)
		return true;
	if (path->kind != MOW_PATH_FOLDER)
		return false;
	buf_reset(&finding->below);
	buf_add(&finding->below, path->bytes, path->len);
	buf_addc(&finding->below, '/');
	if (finding->below.failed)
		return false;
	at = first_step(record, finding->below.data, finding->below.len);
	return at < record->step_count && record->steps[at].path_len > finding->below.len &&
	       memcmp(record->steps[at].path, finding->below.data, finding->below.len) == 0;
}

bool log_says_any(struct finding *finding, const struct record *record)
{
	const struct mow_log *log = finding->log;

	for (size_t i = 0; i < log->path_count; i++)
		if (says_path(finding, record, &log->paths[i]))
			return true;
	return false;
}

/* ---- Stops by patterns ------------------------------------------------------------------------------------------- */

int log_keep_patterns(struct finding *finding, const struct record *record, const struct patterned *stop)
{
	int result = finding->set == NULL ? pattern_set_new(&finding->set, finding->err) : MOW_OK;

	if (result == MOW_OK && array_reserve(&finding->stops, 1) != MOW_OK)
		result = mow_fail_memory(finding->err);
	for (size_t i = 0; result == MOW_OK && i < record->path_count; i++) {
		size_t len = strlen(record->paths[i]);
		const char *pattern = arena_dup(&finding->arena, record->paths[i], len);
		if (pattern == NULL || array_reserve(&finding->whose, 1) != MOW_OK)
			return mow_fail_memory(finding->err);
		finding->whose.items[finding->whose.count++] = finding->stops.count;
		result = pattern_set_add(finding->set, pattern, len, finding->err);
	}
	if (result == MOW_OK)
		finding->stops.items[finding->stops.count++] = *stop;
	return result;
}

/* A snapshot_file_fn. */
static int match_path(const struct mow_path *path, void *context)
{
	struct finding *finding = context;

	if (pattern_set_match(&finding->matches, finding->set, path) != MOW_OK)
		return mow_fail_memory(finding->err);
	for (size_t i = 0; i < finding->matches.count; i++)
		finding->stops.items[finding->whose.items[finding->matches.items[i]]].listed = true;
	return MOW_OK;
}

static int go_on(const char *path, size_t len, const struct tree *tree, void *context)
{
	(void)path;
	(void)len;
	(void)tree;
	(void)context;
	return MOW_OK;
}

/* The folder itself, and the files below it on the default branch. */
static int match_folder(struct finding *finding, const struct mow_path *folder)
{
	struct mow_log *log = finding->log;
	MOW_AUTO(snapshot) files = {0};
	MOW_AUTO(buf) prefix = BUF_INIT;
	struct oid tree = {{0}};
	int result = match_path(folder, finding);

	buf_add(&prefix, folder->bytes, folder->len);
	buf_addc(&prefix, '/');
	if (result == MOW_OK)
		result = buf_check(&prefix, finding->err);
	if (result == MOW_OK && !oid_is_zero(&log->standard.tip))
		result = repo_commit_tree(&tree, log->repo->git, &log->standard.tip, finding->err);
	if (result != MOW_OK)
		return result;
	const struct snapshot_walk walk = {prefix.data, match_path, go_on, finding};
	snapshot_open_tree(&files, log->repo->git, &tree);
	return snapshot_walk(&files, &walk, finding->err);
}

int log_match_patterns(struct finding *finding)
{
	const struct mow_log *log = finding->log;
	int result = MOW_OK;

	if (finding->set == NULL)
		return MOW_OK;
	result = pattern_set_compile(finding->set, finding->err);
	for (size_t i = 0; result == MOW_OK && i < log->path_count; i++)
		result = log->paths[i].kind == MOW_PATH_FOLDER ? match_folder(finding, &log->paths[i])
							       : match_path(&log->paths[i], finding);
	return result;
}
