#include "cmd/helper.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/child_env.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/escape.h"

#define HELPER "mowners-ci"
#define GLOBAL_WORDS 9 /* the most that the options before the command take, the program and the command among them */

/* Beside this program, or in PATH. */
static int find_helper(struct buf *out, const struct globals *globals, struct mow_error *err)
{
	const char *slash = globals->program != NULL ? strrchr(globals->program, '/') : NULL;

	if (slash != NULL) {
		buf_add(out, globals->program, (size_t)(slash - globals->program) + 1);
		buf_adds(out, HELPER);
		if (buf_check(out, err) != MOW_OK)
			return MOW_ENOMEM;
		if (access(out->data, X_OK) == 0)
			return MOW_OK;
		buf_reset(out);
	}
	if (child_env_find(out, HELPER, NULL) == MOW_OK)
		return buf_check(out, err);
	return mow_fail(err, MOW_ENOTFOUND,
			"what asks a forge is a program of its own, " HELPER
			", which is neither beside mowners nor in PATH; install it");
}

/* The options before the command again, but for the folder, which was entered, and then the command. Does not come back
 * where it went well. */
static int start(const char *helper, const struct globals *globals, int argc, char **argv)
{
	MOW_AUTO_FREE const char **words = calloc((size_t)argc + GLOBAL_WORDS, sizeof *words);
	char now[CLOCK_TEXT];
	size_t count = 0;

	if (words == NULL)
		return ENOMEM;
	words[count++] = helper;
	words[count++] = globals->color ? "--color=always" : "--color=never";
	if (globals->quiet)
		words[count++] = "-q";
	if (globals->rules != NULL) {
		words[count++] = "--rules";
		words[count++] = globals->rules;
	}
	if (globals->now != 0) {
		clock_format_moment(now, globals->now);
		words[count++] = "--now";
		words[count++] = now;
	}
	for (int i = 0; i < argc; i++)
		words[count++] = argv[i];
	/* execv takes the words of others as they are, and does not write to them. */
	(void)execv(helper, (char *const *)words);
	return errno;
}

int helper_run(const struct globals *globals, int argc, char **argv)
{
	MOW_AUTO(buf) helper = BUF_INIT;
	MOW_AUTO(buf) shown = BUF_INIT;
	struct mow_error err = {0};

	if (find_helper(&helper, globals, &err) != MOW_OK)
		return command_fail(&err);
	int number = start(helper.data, globals, argc, argv);
	escape_path(&shown, helper.data, helper.len);
	(void)mow_fail(&err, MOW_ESYSTEM, "cannot start %s: %s", shown.data, strerror(number));
	return command_fail(&err);
}
