/* pre-push: the verdict that the server would give. Advice: the server may have approvals that are not here yet. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "cmd/handles.h"
#include "cmd/hook.h"
#include "cmd/hook_advice.h"
#include "cmd/hook_push.h"
#include "cmd/terminal.h"

enum { LOCAL_REF, LOCAL_ID, REMOTE_REF, REMOTE_ID, WORDS };

/* Cuts a line of githooks(5) in place; false: it is none. */
static bool take_line(const char *words[WORDS], char *line)
{
	for (size_t i = 0; i < WORDS; i++) {
		size_t len = strcspn(line, " ");
		bool last = line[len] == '\0';
		if (len == 0 || last != (i == WORDS - 1))
			return false;
		words[i] = line;
		line[len] = '\0';
		line += last ? len : len + 1;
	}
	return true;
}

static bool is_nothing(const char *id)
{
	return id[strspn(id, "0")] == '\0';
}

/* Where the push goes, if it is one of the remotes that have a name; NULL: git was given an address. */
static int find_remote(const char **out, struct mow_repo *repo, const char *name, struct mow_error *err)
{
	MOW_AUTO(buf) key = BUF_INIT;
	const char *url = NULL;

	buf_addf(&key, "remote.%s.url", name);
	int result = buf_check(&key, err);
	if (result == MOW_OK)
		result = mow_repo_config(&url, repo, key.data, false, err);
	if (result == MOW_OK)
		*out = url != NULL ? name : NULL;
	return result;
}

/* What is deleted is for the server to decide. */
static int advise_all(const struct hook_advice *advice, const char *remote, struct buf *input)
{
	int status = EXIT_YES;

	for (char *at = input->data, *end = at + input->len; at < end;) {
		const char *words[WORDS];
		char *stop = memchr(at, '\n', (size_t)(end - at));
		if (stop == NULL)
			stop = end;
		*stop = '\0';
		if (!take_line(words, at)) {
			struct mow_error err = {0};
			(void)mow_fail(&err, MOW_EINVAL, "git hands over to pre-push what is no line about a ref");
			return command_fail(&err);
		}
		at = stop < end ? stop + 1 : end;
		if (is_nothing(words[LOCAL_ID]))
			continue;
		const struct mow_change_options change = {.old_rev = words[REMOTE_ID],
							  .new_rev = words[LOCAL_ID],
							  .target = words[REMOTE_REF],
							  .new_target = true,
							  .remote = remote};
		int said = hook_advise(advice, &change);
		status = status != EXIT_YES ? status : said;
	}
	return status;
}

static int advise(struct hook_advice *advice, const char *name, struct buf *input, struct mow_error *err)
{
	const char *remote = NULL;
	int result = hook_read_mode(&advice->require, advice->repo, advice->key, err);

	if (result == MOW_OK && name != NULL)
		result = find_remote(&remote, advice->repo, name, err);
	return result == MOW_OK ? advise_all(advice, remote, input) : command_fail(err);
}

int hook_pre_push(const struct globals *globals, int argc, char **argv)
{
	const struct mow_repo_options options = {.from_env = true, .now = globals->now};
	MOW_AUTO_PTR(mow_repo) repo = NULL;
	MOW_AUTO(buf) input = BUF_INIT;
	struct mow_error err = {0};

	if (terminal_read(&input, HOOK_PUSH_MAX, &err) != MOW_OK || mow_repo_open(&repo, &options, &err) != MOW_OK)
		return command_fail(&err);
	if (hook_has_no_rules(repo))
		return EXIT_YES;
	struct hook_advice advice = {.globals = globals,
				     .repo = repo,
				     .key = "mowners.prePush",
				     .not = "not pushed",
				     .skip = "git push --no-verify"};
	return advise(&advice, argc > 1 ? argv[1] : NULL, &input, &err);
}
