#include <string.h>

#include "base/error.h"
#include "base/escape.h"
#include "git/tree_name.h"
#include "steps/check.h"

#define TARGET_MAX 4096 /* PATH_MAX of the systems that git runs on */

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

enum way { WAY_INSIDE, WAY_OUT, WAY_GIT, WAY_WINDING };

/*
 * Where the target leads from a link that lies `depth` folders deep: above the root at some point, into `.git`, or up
 * again after a name. That name may be a link itself, so where `..` behind it leads cannot be told; without any such,
 * each link of a chain leads to a place inside, and so does the chain. `separators`: those of the system that reads it.
 */
static enum way find_way(const char *target, size_t depth, const char *separators)
{
	size_t named = 0;
	enum way way = WAY_INSIDE;

	while (*target != '\0') {
		size_t len = strcspn(target, separators);
		if (len == 2 && target[0] == '.' && target[1] == '.') {
			if (depth == 0)
				return WAY_OUT;
			depth--;
			way = named > 0 ? WAY_WINDING : way;
		} else if (len > 0 && !(len == 1 && target[0] == '.')) {
			if (tree_name_is_reserved(target, len))
				return WAY_GIT;
			depth++;
			named++;
		}
		target += len + (target[len] != '\0');
	}
	return way;
}

/* NULL: the link stays inside. */
static const char *judge(const struct step *step, const struct buf *target)
{
	size_t depth = 0;

	for (size_t i = 0; i < step->path_len; i++)
		depth += step->path[i] == '/';
	if (target->len > TARGET_MAX)
		return "is a symbolic link whose target is longer than any file system takes";
	if (memchr(target->data, '\0', target->len) != NULL)
		return "is a symbolic link whose target holds a NUL byte";
	if (target->data[0] == '/' || target->data[0] == '\\')
		return "is a symbolic link to an absolute path; let it lead to a file of the repository";
	if (is_letter(target->data[0]) && target->data[1] == ':')
		return "is a symbolic link to a drive of Windows; let it lead to a file of the repository";
	enum way here = find_way(target->data, depth, "/"), windows = find_way(target->data, depth, "/\\");
	if (here == WAY_OUT || windows == WAY_OUT)
		return "is a symbolic link that leads out of the repository; let it lead to a file in it";
	if (here == WAY_GIT || windows == WAY_GIT)
		return "is a symbolic link into .git, which is no part of what is kept here; let it lead to a file of the "
		       "repository";
	if (here == WAY_WINDING || windows == WAY_WINDING)
		return "is a symbolic link that goes down and up again, so it may lead out of the repository; write its target "
		       "without .. behind a name";
	return NULL;
}

static int check_link(struct repo *repo, const struct step *step, struct mow_error *err)
{
	MOW_AUTO(buf) target = BUF_INIT;
	MOW_AUTO(buf) path = BUF_INIT;
	int result = repo_blob(&target, repo, &step->new_id, TARGET_MAX, err);

	if (result == MOW_ETOOBIG)
		buf_pad(&target, 'x', TARGET_MAX + 1);
	else if (result != MOW_OK)
		return result;
	if (target.failed)
		return mow_fail_memory(err);
	const char *fault = judge(step, &target);
	if (fault == NULL)
		return MOW_OK;
	escape_path(&path, step->path, step->path_len);
	return mow_fail(err, MOW_EDENIED, "%s %s", path.data, fault);
}

int check_symlinks(struct repo *repo, const struct steps *steps, struct mow_error *err)
{
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < steps->count; i++)
		if (steps->items[i].new_mode == MODE_LINK)
			result = check_link(repo, &steps->items[i], err);
	return result;
}
