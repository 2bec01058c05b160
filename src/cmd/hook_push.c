#include "cmd/hook_push.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/array.h"
#include "base/error.h"
#include "cmd/hook_deadline.h"
#include "cmd/hook_file.h"
#include "cmd/terminal.h"

enum {
	LINE_MAX_BYTES = 64 << 10,
	LINES_MAX = 1000000,
	ID_HEX = 40,
	REF_AT = 2 * (ID_HEX + 1), /* where the ref begins in a line */
};

void update_list_release(struct update_list *list)
{
	free(list->items);
}

static bool is_id(const char *text)
{
	return strspn(text, "0123456789abcdef") == ID_HEX && text[ID_HEX] == ' ';
}

static int fail_line(size_t number, const char *why, struct mow_error *err)
{
	return mow_fail(err, MOW_EINVAL, "line %zu of what git says about the push %s", number, why);
}

/* "OLD NEW REF", cut in place; `line` ends in NUL and holds no other. */
static int take_line(struct update_list *list, char *line, size_t len, struct mow_error *err)
{
	size_t number = list->count + 1;

	if (len > LINE_MAX_BYTES)
		return fail_line(number, "is longer than 64 KiB", err);
	if (list->count == LINES_MAX)
		return mow_fail(err, MOW_ETOOBIG, "a push of more than %d refs is too large to judge", LINES_MAX);
	if (strlen(line) != len || !is_id(line) || !is_id(line + ID_HEX + 1) || len == REF_AT)
		return fail_line(number, "is not \"OLD NEW REF\" with ids of 40 digits", err);
	if (array_reserve(list, 1) != MOW_OK)
		return mow_fail_memory(err);
	line[ID_HEX] = '\0';
	line[REF_AT - 1] = '\0';
	list->items[list->count++] =
		(struct mow_update){.old_id = line, .new_id = line + ID_HEX + 1, .ref = line + REF_AT};
	return MOW_OK;
}

/* git ends every line; one that does not end was cut off on its way. */
int hook_push_take(struct update_list *list, struct buf *input, struct mow_error *err)
{
	char *end = input->data + input->len;

	if (input->len == 0)
		return mow_fail(err, MOW_EINVAL, "git named no refs on standard input");
	for (char *at = input->data; at < end;) {
		char *stop = memchr(at, '\n', (size_t)(end - at));
		if (stop == NULL)
			return fail_line(list->count + 1, "has no end", err);
		*stop = '\0';
		int result = take_line(list, at, (size_t)(stop - at), err);
		if (result != MOW_OK)
			return result;
		at = stop + 1;
	}
	return MOW_OK;
}

/* ---- The hook that was there before --------------------------------------------------------------------------- */

/* After access(2) on its path: as git does with a hook that is not executable, it is none; but one that cannot be
 * looked at might refuse, and so might one that somebody may run. */
static int check_no_hook(const char *path, struct mow_error *err)
{
	struct stat st;
	int number = errno;

	if (lstat(path, &st) != 0 && errno == ENOENT)
		return MOW_OK;
	if (number == EACCES && stat(path, &st) == 0 && S_ISREG(st.st_mode) && (st.st_mode & 0111) == 0)
		return MOW_OK;
	errno = number;
	return mow_fail_errno(err, "cannot look for the hook that was here before (%s)", path);
}

/* Beside the hook that was kept lie links to all others, which may be ours. */
static bool is_ours(const struct buf *kept, const char *folder, size_t len, const char *name)
{
	MOW_AUTO(buf) path = BUF_INIT;
	struct stat ours, theirs;

	buf_add(&path, folder, len);
	buf_adds(&path, name);
	return !path.failed && stat(path.data, &ours) == 0 && stat(kept->data, &theirs) == 0 &&
	       ours.st_dev == theirs.st_dev && ours.st_ino == theirs.st_ino;
}

int hook_push_find_kept(struct buf *out, const struct globals *globals, struct mow_repo *repo, const char *name,
			struct mow_error *err)
{
	const char *slash = globals->program != NULL ? strrchr(globals->program, '/') : NULL;
	const char *folder = globals->program;
	struct mow_hooks hooks;
	int result = MOW_OK;

	if (slash == NULL || strcmp(slash + 1, name) != 0) {
		result = mow_repo_hooks(&hooks, repo, err);
		/* One folder for all repositories, where `install` puts nothing. */
		if (result != MOW_OK)
			return result == MOW_EINVAL ? MOW_OK : result;
		folder = hooks.folder;
		slash = strrchr(folder, '/');
	}
	size_t len = (size_t)(slash + 1 - folder);
	hook_file_add_kept(out, folder, len, name);
	if (buf_check(out, err) != MOW_OK)
		return MOW_ENOMEM;
	if (access(out->data, X_OK) != 0)
		result = check_no_hook(out->data, err);
	else if (!is_ours(out, folder, len, name))
		return MOW_OK;
	buf_reset(out);
	return result;
}

int hook_push_run_kept(const char *path, const struct buf *input, int argc, char **argv, struct mow_error *err)
{
	FILE *file = tmpfile();
	MOW_AUTO_FREE char **vector = calloc((size_t)argc + 1, sizeof *vector);

	if (vector == NULL)
		return mow_fail_memory(err);
	if (file == NULL || fwrite(input->data, 1, input->len, file) != input->len || fflush(file) != 0 ||
	    lseek(fileno(file), 0, SEEK_SET) != 0 || dup2(fileno(file), STDIN_FILENO) < 0)
		return mow_fail_errno(err, "cannot hand the push on to the hook that was here before");
	memcpy(vector, argv, (size_t)argc * sizeof *vector);
	(void)fclose(file);
	(void)fflush(NULL);
	vector[0] = (char *)path;
	(void)signal(SIGPIPE, SIG_DFL); /* as git started us; ignored, it would stay ignored */
	(void)signal(SIGXFSZ, SIG_DFL);
	hook_deadline_end();
	(void)execv(path, vector);
	return mow_fail_errno(err, "cannot run the hook that was here before");
}

/* ---- What is said ------------------------------------------------------------------------------------------------ */

void hook_push_say(const struct buf *text, const char *prefix)
{
	MOW_AUTO(buf) lines = BUF_INIT;

	for (size_t at = 0; at < text->len;) {
		const char *end = memchr(text->data + at, '\n', text->len - at);
		size_t len = end != NULL ? (size_t)(end - text->data) + 1 - at : text->len - at;
		buf_adds(&lines, prefix);
		buf_add(&lines, text->data + at, len);
		at += len;
	}
	if (lines.failed || text->failed)
		(void)fprintf(stderr, "%smowners: out of memory\n", prefix); /* takes none */
	else
		terminal_say(&lines);
}
