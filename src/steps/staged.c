#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/escape.h"
#include "base/order.h"
#include "steps/list.h"

/*
 * The index is read by git, never by libgit2: commit -a and commit PATH use another file, and 1.5 knows neither split
 * nor sparse ones. What is only intended to be added (git add -N) is not what a commit would hold.
 */
#define EMPTY_TREE "4b825dc642cb6eb9a060e54bf8d69288fbee4904"

static int ask_git(struct buf *out, struct repo *repo, const struct oid *from, struct mow_error *err)
{
	struct oid head;
	char hex[OID_HEX];
	int result = repo_ref(&head, NULL, repo, "HEAD", NULL);
	const char *tree = result == MOW_ENOTFOUND ? EMPTY_TREE : "HEAD";

	if (!oid_is_zero(from)) {
		oid_format(hex, from);
		tree = hex;
	}
	const char *arguments[] = {"diff-index",
				   "--cached",
				   "--raw",
				   "-z",
				   "-r",
				   "--no-renames",
				   "--no-abbrev",
				   "--no-ext-diff",
				   "--ignore-submodules=none",
				   "--ita-invisible-in-index",
				   "--no-relative",
				   tree,
				   "--",
				   NULL};

	return repo_git(out, repo, arguments, err);
}

/* ":100644 100755 OLD NEW M", NUL, the path, NUL. */
#define LINE_LEN (1 + 6 + 1 + 6 + 1 + 40 + 1 + 40 + 1 + 1)
#define OLD_ID 15
#define NEW_ID 56
#define STATUS 97

static bool parse_mode(unsigned *out, const char *text)
{
	unsigned mode = 0;

	for (size_t i = 0; i < 6; i++) {
		if (text[i] < '0' || text[i] > '7')
			return false;
		mode = mode * 8 + (unsigned)(text[i] - '0');
	}
	*out = mode;
	return text[6] == ' ';
}

static bool parse_line(struct step *step, const char *line, size_t len)
{
	return len == LINE_LEN && line[0] == ':' && parse_mode(&step->old_mode, line + 1) &&
	       parse_mode(&step->new_mode, line + 8) && oid_parse(&step->old_id, line + OLD_ID, OID_HEX - 1) &&
	       oid_parse(&step->new_id, line + NEW_ID, OID_HEX - 1);
}

static int fail_unmerged(const char *path, size_t len, struct mow_error *err)
{
	MOW_AUTO(buf) text = BUF_INIT;

	escape_path(&text, path, len);
	return mow_fail(err, MOW_EINVAL, "%s is not merged yet; resolve the conflict and run git add", text.data);
}

static int parse(struct steps *steps, const struct buf *said, struct mow_error *err)
{
	const char *at = said->data;
	const char *end = at + said->len;
	int result = MOW_OK;

	while (result == MOW_OK && at < end) {
		struct step step = {.path = end};
		size_t len = strnlen(at, (size_t)(end - at));
		if (at + len < end)
			step.path = at + len + 1;
		step.path_len = strnlen(step.path, (size_t)(end - step.path));
		if (!parse_line(&step, at, len) || step.path + step.path_len >= end)
			return mow_fail(err, MOW_EGIT, "git diff-index said something that cannot be read");
		if (at[STATUS] == 'U')
			return fail_unmerged(step.path, step.path_len, err);
		result = steps_add(steps, &step, err);
		at = step.path + step.path_len + 1;
	}
	return result;
}

static int compare(const void *a, const void *b)
{
	const struct step *first = a;
	const struct step *second = b;

	return order_bytes(first->path, first->path_len, second->path, second->path_len);
}

int steps_staged(struct steps *out, struct repo *repo, struct mow_error *err)
{
	static const struct oid head;

	return steps_staged_from(out, repo, &head, err);
}

int steps_staged_from(struct steps *out, struct repo *repo, const struct oid *tree, struct mow_error *err)
{
	MOW_AUTO(buf) said = BUF_INIT;
	struct steps steps = {0};
	int result = ask_git(&said, repo, tree, err);

	if (result == MOW_OK)
		result = parse(&steps, &said, err);
	/* A folder that became a file, or the reverse, is told where git's walk met it. */
	if (result == MOW_OK && steps.count > 1)
		qsort(steps.items, steps.count, sizeof *steps.items, compare);
	if (result != MOW_OK)
		steps_release(&steps);
	else
		*out = steps;
	return result;
}
