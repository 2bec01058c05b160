#include "cmd/query.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/array.h"
#include "base/error.h"
#include "report/phrase.h"

void query_release(struct query *query)
{
	mow_rules_free(query->rules);
	mow_repo_free(query->repo);
	free(query->paths.items);
	free(query->without.items);
	arena_release(&query->arena);
}

int query_without(struct query *query, const char *who)
{
	struct mow_error err = {0, ""};

	if (array_reserve(&query->without, 1) != MOW_OK) {
		(void)mow_fail_memory(&err);
		return command_fail(&err);
	}
	query->without.items[query->without.count++] = who;
	return EXIT_YES;
}

int query_open(struct query *query)
{
	struct globals globals = *query->globals;
	struct mow_error err = {0, ""};

	globals.now = query->now;
	int result = command_repo(&query->repo, &globals, &err);
	if (result == 0)
		result = mow_rules_open(&query->rules, query->repo, query->source, &err);
	return result < 0 ? command_fail(&err) : EXIT_YES;
}

static int add_path(struct query *query, const char *path, size_t len, struct mow_error *err)
{
	MOW_AUTO(buf) found = BUF_INIT;
	int result = command_path(&found, query->repo, path, len, err);

	if (result == 0)
		result = mow_rules_path_kind(query->rules, found.data, found.len, err);
	if (result < 0)
		return result;
	const struct mow_path added = {arena_dup(&query->arena, found.data, found.len), found.len,
				       (enum mow_path_kind)result};
	if (added.bytes == NULL || array_reserve(&query->paths, 1))
		return mow_fail_memory(err);
	query->paths.items[query->paths.count++] = added;
	return 0;
}

/* Who asks for a person gets the command that answers; a file of such a name is written ./@NAME. */
static int fail_handle(const char *handle)
{
	struct mow_error err = {0, ""};
	MOW_AUTO(buf) shown = BUF_INIT;

	phrase_path(&shown, handle, strlen(handle));
	(void)mow_fail(
		&err, MOW_EINVAL,
		"%s is somebody, not a file; the files that %s has a part in: mowners files --owner %s (a file of that name: "
		"./%s)",
		shown.data, shown.data, shown.data, shown.data);
	return command_fail(&err);
}

static bool is_handle(const char *argument)
{
	size_t len = strspn(argument + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");
	struct stat st;

	return argument[0] == '@' && len > 0 && argument[len + 1] == '\0' && lstat(argument, &st) != 0;
}

int query_arguments(struct query *query, int count, char **arguments)
{
	struct mow_error err = {0, ""};

	for (int i = 0; i < count; i++)
		if (is_handle(arguments[i]))
			return fail_handle(arguments[i]);
	for (int i = 0; i < count; i++)
		if (add_path(query, arguments[i], strlen(arguments[i]), &err) < 0)
			return command_fail(&err);
	return EXIT_YES;
}

struct reading {
	struct query *query;
	struct mow_error *err;
};

static int add_line(const char *path, size_t len, void *context)
{
	const struct reading *reading = context;

	return add_path(reading->query, path, len, reading->err);
}

int query_stdin(struct query *query, bool nul)
{
	struct mow_error err = {0, ""};
	struct reading reading = {query, &err};

	return command_stdin_paths(nul, add_line, &reading, &err) < 0 ? command_fail(&err) : EXIT_YES;
}

/* Warnings are what lint is for. */
void query_found(const struct mow_finding *finding, void *context)
{
	struct query *query = context;
	struct globals globals = *query->globals;

	if (finding->severity != MOW_ERROR)
		return;
	query->errors++;
	command_found(finding, &globals);
}

/* Reads them all, so that all errors are said in one run; the last failure counts, one of the system at once. */
static int read_above(struct query *query, struct mow_error *err)
{
	const struct mow_finding_sink sink = {query_found, query};
	int result = 0;

	for (size_t i = 0; i < query->paths.count; i++) {
		const struct mow_path *path = &query->paths.items[i];
		int one = mow_rules_read(query->rules, path, &sink, err);
		if (one < 0 && one != MOW_ERULES)
			return one;
		if (one < 0)
			result = one;
	}
	return result;
}

int query_fail(const struct query *query, int result, const struct mow_error *err)
{
	return result == MOW_ERULES && query->errors > 0 ? EXIT_USAGE : command_fail(err);
}

void query_warn_empty(const struct query *query)
{
	if (mow_rules_is_empty(query->rules))
		command_warn(query->globals,
			     "there is no OWNERS file at the root of the repository, so nobody owns anything yet");
}

int query_folder(struct buf *out, const struct query *query, const char *folder)
{
	struct mow_error err = {0, ""};

	return folder == NULL || command_path(out, query->repo, folder, strlen(folder), &err) >= 0 ? EXIT_YES
												   : command_fail(&err);
}

int query_read(struct query *query, bool all)
{
	const struct mow_finding_sink sink = {query_found, query};
	struct mow_error err = {0, ""};
	int result = all ? mow_rules_read_all(query->rules, &sink, &err) : read_above(query, &err);

	if (result < 0)
		return query_fail(query, result, &err);
	query_warn_empty(query);
	return EXIT_YES;
}

int query_leave(struct query *query)
{
	const struct mow_finding_sink sink = {query_found, query};
	struct mow_error err = {0, ""};
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < query->without.count; i++)
		result = mow_rules_without(query->rules, query->without.items[i], &sink, &err);
	return result < 0 ? query_fail(query, result, &err) : EXIT_YES;
}
