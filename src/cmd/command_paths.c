/* The repository, and paths on their way in. */
#include "cmd/command.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/escape.h"
#include "base/retry.h"

#define PATH_BYTES_MAX 65535 /* what the library reads of a path; longer ones lie in no tree */
#define LINE_BYTES_MAX (4 * (size_t)PATH_BYTES_MAX + 3) /* the same, every byte in octal, with quotes and a CR */

int command_repo(struct mow_repo **out, const struct globals *globals, struct mow_error *err)
{
	const struct mow_repo_options options = {.from_env = globals->from_env,
						 .now = globals->now,
						 .progress = globals->progress->wanted ? progress_show : NULL,
						 .progress_context = globals->progress};

	return mow_repo_open(out, &options, err);
}

/* ---- From the user's folder to the repository's root ------------------------------------------------------- */

static int fail_outside(struct mow_error *err, const char *path, size_t len)
{
	MOW_AUTO(buf) shown = BUF_INIT;

	escape_path(&shown, path, len);
	return mow_fail(err, MOW_EINVAL, "%s lies outside of the repository", shown.data);
}

/* Takes the last component of "a/b/" away: "a/". False: there is none. */
static bool go_up(struct buf *out, size_t root)
{
	if (out->len <= root)
		return false;
	size_t at = out->len - 1;
	while (at > root && out->data[at - 1] != '/')
		at--;
	buf_cut(out, at);
	return true;
}

/*
 * Appends the components of `path` to `out`, which holds "" or a folder with its final slash, and never climbs above
 * its first `root` bytes. `folder`: whether the path was written as one. False: it leads outside.
 */
static bool add_components(struct buf *out, bool *folder, size_t root, const char *path, size_t len)
{
	*folder = true;
	for (size_t at = 0; at < len;) {
		const char *slash = memchr(path + at, '/', len - at);
		size_t size = slash != NULL ? (size_t)(slash - path) - at : len - at;
		bool up = size == 2 && memcmp(path + at, "..", 2) == 0;
		bool name = size > 0 && !up && !(size == 1 && path[at] == '.');
		if (up && !go_up(out, root))
			return false;
		if (name) {
			buf_add(out, path + at, size);
			buf_addc(out, '/');
		}
		*folder = slash != NULL || !name;
		at += size + 1;
	}
	return true;
}

/* The root of the working tree, without a final slash: the current folder less the prefix. MOW_EINVAL where that cannot
 * be told. */
static int find_root(struct buf *root, const struct mow_repo *repo, struct mow_error *err)
{
	const char *prefix = mow_repo_prefix(repo);
	size_t prefix_len = strlen(prefix);
	char *here = getcwd(NULL, 0);

	if (here == NULL)
		return mow_fail_errno(err, "cannot tell the current folder");
	buf_adds(root, here);
	free(here);
	if (prefix_len > 0) {
		buf_addc(root, '/');
		if (root->len <= prefix_len || strcmp(root->data + root->len - prefix_len, prefix) != 0)
			return mow_fail(err, MOW_EINVAL, "the current folder was moved; enter it again");
		buf_cut(root, root->len - prefix_len - 1);
	}
	return buf_check(root, err);
}

/* Whether the first `len` bytes of `path` name the folder `root`, links followed. */
static bool is_root(const char *path, size_t len, const char *root)
{
	char name[PATH_MAX];
	char real[PATH_MAX];

	if (len >= sizeof name)
		return false;
	memcpy(name, path, len);
	name[len] = '\0';
	return realpath(len > 0 ? name : "/", real) != NULL && strcmp(real, root) == 0;
}

/*
 * How many bytes of an absolute path lead to the root of the working tree. The shortest that do, so that links inside
 * the repository stay the files that they are there. False: none.
 */
static bool skip_root(size_t *skipped, const char *path, size_t len, const char *root)
{
	size_t root_len = strlen(root);

	if (len >= root_len && memcmp(path, root, root_len) == 0 && (len == root_len || path[root_len] == '/')) {
		*skipped = root_len;
		return true;
	}
	for (size_t at = 0; at <= len && at < PATH_MAX; at++) {
		if (at < len && path[at] != '/')
			continue;
		if (is_root(path, at, root)) {
			*skipped = at;
			return true;
		}
	}
	return false;
}

/*
 * Whether an absolute path is meant as in OWNERS files, from the root of the repository: its first component is nothing
 * in this file system. In a bare repository, which has no place in it, every one is.
 */
static bool is_from_rules(const char *path)
{
	char first[PATH_MAX];
	struct stat st;
	size_t len = 1 + strcspn(path + 1, "/");

	if (len < 2 || len >= sizeof first)
		return false;
	memcpy(first, path, len);
	first[len] = '\0';
	return lstat(first, &st) != 0 && errno == ENOENT;
}

/* Returns as command_path does. */
static int add_absolute(struct buf *out, const struct mow_repo *repo, const char *path, size_t len,
			struct mow_error *err)
{
	MOW_AUTO(buf) root = BUF_INIT;
	MOW_AUTO(buf) plain = BUF_INIT;
	bool is_folder;
	size_t skipped;

	buf_addc(&plain, '/');
	if (!add_components(&plain, &is_folder, 1, path, len))
		return fail_outside(err, path, len);
	if (buf_check(&plain, err) < 0)
		return MOW_ENOMEM;
	size_t size = plain.len > 1 ? plain.len - 1 : 0;
	if (mow_repo_is_bare(repo) || is_from_rules(plain.data)) {
		skipped = 0;
	} else {
		int result = find_root(&root, repo, err);
		if (result < 0)
			return result;
		if (!skip_root(&skipped, plain.data, size, root.data))
			return fail_outside(err, path, len);
	}
	if (skipped < size)
		buf_add(out, plain.data + skipped + 1, size - skipped);
	return is_folder;
}

int command_path(struct buf *out, const struct mow_repo *repo, const char *path, size_t len, struct mow_error *err)
{
	MOW_AUTO(buf) found = BUF_INIT;
	bool is_folder;

	if (len == 0)
		return mow_fail(err, MOW_EINVAL, "a path is empty; the folder you are in is .");
	if (len > PATH_BYTES_MAX)
		return mow_fail(err, MOW_EINVAL, "a path has more than %d bytes", PATH_BYTES_MAX);
	if (path[0] == '/') {
		int result = add_absolute(&found, repo, path, len, err);
		if (result < 0)
			return result;
		is_folder = result > 0;
	} else {
		buf_adds(&found, mow_repo_prefix(repo));
		if (!add_components(&found, &is_folder, 0, path, len))
			return fail_outside(err, path, len);
	}
	if (buf_check(&found, err) < 0)
		return MOW_ENOMEM;
	if (found.len > 0)
		buf_cut(&found, found.len - 1);
	else
		is_folder = true;
	buf_add(out, found.data, found.len);
	int result = buf_check(out, err);
	return result < 0 ? result : is_folder;
}

/* ---- Paths from standard input -------------------------------------------------------------------------------- */

static int fail_quoted(struct mow_error *err, size_t number)
{
	return mow_fail(err, MOW_EINVAL,
			"standard input, line %zu: the path begins with a quote but is not quoted as git quotes; "
			"-z takes paths as they are",
			number);
}

/* Three octal digits up to 377, not 000. -1: they are not. */
static int read_octal(const char *text, size_t len)
{
	int value = 0;

	if (len < 3 || text[0] > '3')
		return -1;
	for (size_t i = 0; i < 3; i++) {
		if (text[i] < '0' || text[i] > '7')
			return -1;
		value = value * 8 + (text[i] - '0');
	}
	return value > 0 ? value : -1;
}

/* The reverse of git's quote_c_style; `line` begins with a quote. False: it is not so quoted. */
static bool unquote(struct buf *out, const char *line, size_t len)
{
	static const char from[] = "abfnrtv\"\\";
	static const char to[] = "\a\b\f\n\r\t\v\"\\";
	size_t at = 1;

	while (at < len && line[at] != '"') {
		const char *letter;
		int octal;
		if (line[at] != '\\') {
			buf_addc(out, line[at++]);
			continue;
		}
		if (++at == len)
			return false;
		letter = line[at] != '\0' ? strchr(from, line[at]) : NULL;
		octal = letter == NULL ? read_octal(line + at, len - at) : 0;
		if (octal < 0)
			return false;
		buf_addc(out, letter != NULL ? to[letter - from] : (char)octal);
		at += letter != NULL ? 1 : 3;
	}
	return at + 1 == len;
}

/* Standard input cut into lines. `line` is what has come of the present one. */
struct lines {
	struct buf line;
	size_t number;
	char end;
	int (*each)(const char *path, size_t len, void *context);
	void *context;
};

/* The line that is complete now. As git: a CR before the LF belongs to the end. */
static int pass_line(struct lines *lines, struct mow_error *err)
{
	MOW_AUTO(buf) plain = BUF_INIT;
	const char *text = lines->line.data;
	size_t len = lines->line.len;

	lines->number++;
	if (lines->end == '\n' && len > 0 && text[len - 1] == '\r')
		len--;
	if (lines->end == '\n' && memchr(text, '\0', len) != NULL)
		return mow_fail(err, MOW_EINVAL,
				"standard input, line %zu holds a NUL byte; -z reads paths that end in one",
				lines->number);
	if (lines->end == '\n' && len > 0 && text[0] == '"') {
		if (!unquote(&plain, text, len))
			return fail_quoted(err, lines->number);
		text = plain.data;
		len = plain.len;
	}
	if (buf_check(&lines->line, err) < 0 || buf_check(&plain, err) < 0)
		return MOW_ENOMEM;
	if (len == 0)
		return mow_fail(err, MOW_EINVAL, "standard input, path %zu is empty", lines->number);
	int result = lines->each(text, len, lines->context);
	buf_reset(&lines->line);
	return result;
}

static int take_bytes(struct lines *lines, const char *bytes, size_t len, struct mow_error *err)
{
	while (len > 0) {
		const char *end = memchr(bytes, lines->end, len);
		size_t size = end != NULL ? (size_t)(end - bytes) : len;
		if (size > LINE_BYTES_MAX - lines->line.len)
			return mow_fail(err, MOW_EINVAL, "standard input, path %zu has more than %d bytes",
					lines->number + 1, PATH_BYTES_MAX);
		buf_add(&lines->line, bytes, size);
		if (end == NULL)
			return buf_check(&lines->line, err);
		int result = pass_line(lines, err);
		if (result != 0)
			return result;
		bytes += size + 1;
		len -= size + 1;
	}
	return 0;
}

int command_stdin_paths(bool nul, int (*each)(const char *path, size_t len, void *context), void *context,
			struct mow_error *err)
{
	char chunk[1 << 14];
	struct lines lines = {.line = BUF_INIT, .end = nul ? '\0' : '\n', .each = each, .context = context};
	unsigned tries = 0;
	ssize_t size;
	int result = 0;

	while (result == 0 && (size = read(STDIN_FILENO, chunk, sizeof chunk)) != 0) {
		if (size > 0)
			result = take_bytes(&lines, chunk, (size_t)size, err);
		else if (!retry(&tries))
			result = mow_fail_errno(err, "cannot read standard input");
	}
	if (result == 0 && lines.line.len > 0)
		result = pass_line(&lines, err);
	buf_release(&lines.line);
	return result;
}
