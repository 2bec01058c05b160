#include "cmd/asking.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"

void asking_release(struct asking *asking)
{
	mow_rules_free(asking->rules);
	mow_repo_free(asking->repo);
	free(asking->paths.items);
	arena_release(&asking->arena);
}

int asking_open(struct asking *asking)
{
	struct globals globals = *asking->globals;
	struct mow_error err = {0, ""};

	globals.now = asking->now;
	int result = command_repo(&asking->repo, &globals, &err);
	if (result == 0)
		result = mow_rules_open(&asking->rules, asking->repo, asking->source, &err);
	return result < 0 ? command_fail(&err) : EXIT_YES;
}

static int add_path(struct asking *asking, const char *path, size_t len, struct mow_error *err)
{
	MOW_AUTO(buf) found = BUF_INIT;
	struct asking_path added;
	int result = command_path(&found, &added.folder, asking->repo, path, len, err);

	if (result < 0)
		return result;
	if (!added.folder) {
		result = mow_rules_is_folder(asking->rules, found.data, found.len, err);
		if (result < 0)
			return result;
		added.folder = result > 0;
	}
	added.len = found.len;
	added.bytes = arena_dup(&asking->arena, found.data, found.len);
	if (added.bytes == NULL || array_reserve(&asking->paths, 1))
		return mow_fail_memory(err);
	asking->paths.items[asking->paths.count++] = added;
	return 0;
}

int asking_arguments(struct asking *asking, int count, char **arguments)
{
	struct mow_error err = {0, ""};

	for (int i = 0; i < count; i++)
		if (add_path(asking, arguments[i], strlen(arguments[i]), &err) < 0)
			return command_fail(&err);
	return EXIT_YES;
}

struct reading {
	struct asking *asking;
	struct mow_error *err;
};

static int add_line(const char *path, size_t len, void *context)
{
	const struct reading *reading = context;

	return add_path(reading->asking, path, len, reading->err);
}

int asking_stdin(struct asking *asking, bool nul)
{
	struct mow_error err = {0, ""};
	struct reading reading = {asking, &err};

	return command_stdin_paths(nul, add_line, &reading, &err) < 0 ? command_fail(&err) : EXIT_YES;
}

/* Warnings are what lint is for. */
void asking_found(const struct mow_finding *finding, void *context)
{
	struct asking *asking = context;
	struct globals globals = *asking->globals;

	if (finding->severity != MOW_ERROR)
		return;
	asking->errors++;
	command_found(finding, &globals);
}

/* Reads them all, so that all errors are said in one run; the last failure counts, one of the system at once. */
static int read_above(struct asking *asking, struct mow_error *err)
{
	int result = 0;

	for (size_t i = 0; i < asking->paths.count; i++) {
		const struct asking_path *path = &asking->paths.items[i];
		int one = mow_rules_read(asking->rules, path->bytes, path->len, asking_found, asking, err);
		if (one < 0 && one != MOW_ERULES)
			return one;
		if (one < 0)
			result = one;
	}
	return result;
}

int asking_fail(const struct asking *asking, int result, const struct mow_error *err)
{
	return result == MOW_ERULES && asking->errors > 0 ? EXIT_USAGE : command_fail(err);
}

void asking_warn_empty(const struct asking *asking)
{
	if (mow_rules_is_empty(asking->rules))
		command_warn(asking->globals,
			     "there is no OWNERS file at the root of the repository, so nobody owns anything yet");
}

int asking_read(struct asking *asking, bool all)
{
	struct mow_error err = {0, ""};
	int result = all ? mow_rules_read_all(asking->rules, asking_found, asking, &err) : read_above(asking, &err);

	if (result < 0)
		return asking_fail(asking, result, &err);
	asking_warn_empty(asking);
	return EXIT_YES;
}
