#include "git/internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/text.h"

/*
 * Children run at the top of the working tree, where the paths that git prints and takes are those of the repository.
 * The repository is named by GIT_DIR, GIT_WORK_TREE and so on, always: so git does not look for one itself, and needs
 * no safe.directory where repo_open needed none.
 */

#define SAID_MAX ((size_t)16 << 20) /* bytes that git may answer the user with */

struct words {
	const char **items;
	size_t count;
	size_t capacity;
};

static int add(struct words *words, const char *word)
{
	if (array_reserve(words, 1))
		return MOW_ENOMEM;
	words->items[words->count++] = word;
	return MOW_OK;
}

static int add_all(struct words *words, const char *const *more)
{
	int result = MOW_OK;

	for (; result == MOW_OK && *more != NULL; more++)
		result = add(words, *more);
	return result;
}

/* Neither a hook nor a file system monitor of the user's may run, no lock be taken, no question asked. */
static const char *const clean_options[] = {"-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", NULL};
static const char *const clean_variables[] = {"GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0",
					      "GIT_CONFIG_GLOBAL=/dev/null", NULL};

static int list_arguments(struct words *words, const struct run *run)
{
	int result = add(words, "git");

	if (result == MOW_OK && run->as == RUN_CLEAN)
		result = add_all(words, clean_options);
	if (result == MOW_OK)
		result = add_all(words, run->arguments);
	return result ? result : add(words, NULL);
}

static int list_variables(struct words *words, const struct run *run, const struct repo *repo)
{
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < repo->own_variables; i++)
		result = add(words, repo->variables[i]);
	if (result == MOW_OK)
		result = add_all(words, run->as == RUN_CLEAN ? clean_variables : repo->variables + repo->own_variables);
	return result ? result : add(words, NULL);
}

int run_git(struct run *run, const struct repo *repo, struct mow_error *err)
{
	struct words arguments = {0};
	struct words variables = {0};
	int result = list_arguments(&arguments, run);

	if (result == MOW_OK)
		result = list_variables(&variables, run, repo);
	if (result == MOW_OK) {
		struct child child = {.argv = arguments.items,
				      .environment = run->as == RUN_CLEAN ? CHILD_CLEAN : CHILD_USER,
				      .extra = variables.items,
				      .input = run->input,
				      .input_len = run->input_len,
				      .directory = repo->work_dir != NULL ? repo->work_dir : repo->git_dir,
				      .output = run->output,
				      .take = run->take,
				      .take_context = run->take_context,
				      .errors = run->errors,
				      .limit = run->limit,
				      .terminal = run->as == RUN_TALK};
		result = child_run(&child, err);
		run->status = child.status;
	} else {
		result = mow_fail_memory(err);
	}
	free(arguments.items);
	free(variables.items);
	return result;
}

int run_fail(const struct run *run, struct mow_error *err)
{
	MOW_AUTO(buf) said = BUF_INIT;
	const char *text = run->errors != NULL ? run->errors->data : "";

	if (text_begins(text, "fatal: "))
		text += 7;
	repo_quote(&said, text);
	if (said.len == 0)
		buf_addf(&said, "exit status %d", run->status);
	return mow_fail(err, MOW_EGIT, "git %s failed: %s", run->arguments[0], said.data);
}

int repo_git(struct buf *out, struct repo *repo, const char *const *arguments, struct mow_error *err)
{
	MOW_AUTO(buf) said = BUF_INIT;
	size_t before = out != NULL ? out->len : 0;
	struct run run = {.arguments = arguments, .as = RUN_CLEAN, .output = out, .errors = &said};
	int result = run_git(&run, repo, err);

	if (result == MOW_OK && run.status != 0)
		result = run_fail(&run, err);
	if (result != MOW_OK && out != NULL)
		buf_cut(out, before);
	return result;
}

/* What ends in a NUL each, on its way. */
struct pieces {
	repo_piece_fn *each;
	void *context;
};

static int take_pieces(size_t *used, const char *bytes, size_t len, void *context)
{
	const struct pieces *pieces = context;
	const char *end;

	while ((end = memchr(bytes + *used, '\0', len - *used)) != NULL) {
		int result = pieces->each(bytes + *used, (size_t)(end - bytes) - *used, pieces->context);
		*used = (size_t)(end - bytes) + 1;
		if (result != MOW_OK)
			return result;
	}
	return MOW_OK;
}

int repo_git_each(struct repo *repo, const struct git_question *question, repo_piece_fn *each, void *context,
		  struct mow_error *err)
{
	MOW_AUTO(buf) said = BUF_INIT;
	MOW_AUTO(buf) held = BUF_INIT;
	struct pieces pieces = {each, context};
	struct run run = {.arguments = question->arguments,
			  .input = question->input,
			  .input_len = question->input_len,
			  .as = RUN_CLEAN,
			  .output = &held,
			  .take = take_pieces,
			  .take_context = &pieces,
			  .errors = &said};
	int result = run_git(&run, repo, err);

	if (result == MOW_OK && run.status != 0)
		return run_fail(&run, err);
	if (result == MOW_OK && held.len > 0)
		return mow_fail(err, MOW_EGIT, "git %s stopped in the middle of its answer", question->arguments[0]);
	return result;
}

void git_said_release(struct git_said *said)
{
	buf_release(&said->output);
	buf_release(&said->errors);
}

int repo_git_user(struct git_said *said, struct repo *repo, const char *const *arguments, struct mow_error *err)
{
	struct run run = {.arguments = arguments,
			  .as = RUN_TALK,
			  .output = &said->output,
			  .errors = &said->errors,
			  .limit = SAID_MAX};

	buf_reset(&said->output);
	buf_reset(&said->errors);
	int result = run_git(&run, repo, err);
	said->status = run.status;
	return result;
}

/* As the user, since core.hooksPath may stand in any file; relative to the folder that git runs hooks in. */
int repo_hooks_dir(struct buf *out, struct repo *repo, struct mow_error *err)
{
	static const char *const arguments[] = {"rev-parse", "--git-path", "hooks", NULL};
	MOW_AUTO(buf) said = BUF_INIT;
	MOW_AUTO(buf) path = BUF_INIT;
	const char *top = repo->work_dir != NULL ? repo->work_dir : repo->git_dir;
	struct run run = {.arguments = arguments, .as = RUN_USER, .output = &path, .errors = &said};
	int result = run_git(&run, repo, err);

	if (result == MOW_OK && run.status != 0)
		result = run_fail(&run, err);
	if (result != MOW_OK)
		return result;
	if (path.len > 0 && path.data[path.len - 1] == '\n')
		buf_cut(&path, path.len - 1);
	buf_reset(out);
	if (path.data[0] != '/')
		buf_adds(out, top);
	buf_add(out, path.data, path.len);
	if (out->len > 0 && out->data[out->len - 1] != '/')
		buf_addc(out, '/');
	return buf_check(out, err);
}

/* "Name <email> 1700000000 +0000": git has cleaned both of `<`, `>` and line ends. */
static int split_identity(struct buf *name, struct buf *email, const char *line, struct mow_error *err)
{
	const char *open = strstr(line, " <");
	const char *close = open != NULL ? strchr(open, '>') : NULL;

	if (close == NULL)
		return mow_fail(err, MOW_EGIT, "git var GIT_AUTHOR_IDENT said something that is no identity");
	buf_reset(name);
	buf_add(name, line, (size_t)(open - line));
	buf_reset(email);
	buf_add(email, open + 2, (size_t)(close - open) - 2);
	int result = buf_check(name, err);
	return result ? result : buf_check(email, err);
}

int repo_identity(struct buf *name, struct buf *email, struct repo *repo, struct mow_error *err)
{
	static const char *const arguments[] = {"var", "GIT_AUTHOR_IDENT", NULL};
	MOW_AUTO(buf) said = BUF_INIT;
	MOW_AUTO(buf) line = BUF_INIT;
	struct run run = {.arguments = arguments, .as = RUN_USER, .output = &line, .errors = &said};
	const char *given_name, *given_email;
	int result;

	if (environment_author(&given_name, &given_email)) {
		buf_reset(name);
		buf_adds(name, given_name);
		buf_reset(email);
		buf_adds(email, given_email);
		result = buf_check(name, err);
		return result ? result : buf_check(email, err);
	}
	result = run_git(&run, repo, err);
	if (result != MOW_OK)
		return result;
	if (run.status != 0 && strstr(said.data, "tell me who you are") == NULL)
		return run_fail(&run, err);
	if (run.status != 0)
		return mow_fail(err, MOW_ENOTFOUND,
				"git does not know who you are; run git config --global user.name \"Your Name\" and "
				"git config --global user.email you@example.com");
	return split_identity(name, email, line.data, err);
}
