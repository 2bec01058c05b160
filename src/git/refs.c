#include "git/internal.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/array.h"
#include "base/escape.h"
#include "base/hold.h"
#include "base/text.h"

#define PACKED "packed-refs"
#define SYMBOLIC_MAX 10 /* symbolic refs that lead to one another */

/* What git check-ref-format refuses in any place of a name. */
static bool is_forbidden(unsigned char c)
{
	return c <= ' ' || c == 0x7F || strchr("~^:?*[\\", c) != NULL;
}

/* The part between two slashes: not empty, no dot in front, no ".." or "@{", neither ".lock" nor a dot at its end. */
static bool is_component(const char *part, size_t len)
{
	if (len == 0 || part[0] == '.')
		return false;
	for (size_t i = 0; i < len; i++) {
		if (is_forbidden((unsigned char)part[i]))
			return false;
		if (i + 1 < len && ((part[i] == '.' && part[i + 1] == '.') || (part[i] == '@' && part[i + 1] == '{')))
			return false;
	}
	return len < 5 || memcmp(part + len - 5, ".lock", 5) != 0;
}

bool repo_ref_is_valid(const char *name)
{
	if (strcmp(name, "HEAD") == 0)
		return true;
	if (!text_begins(name, "refs/") || name[strlen(name) - 1] == '.')
		return false;
	for (const char *part = name;; part++) {
		size_t len = strcspn(part, "/");
		if (!is_component(part, len))
			return false;
		part += len;
		if (*part == '\0')
			return true;
	}
}

/* "NAME of the repository", or the ref, cannot be looked at. */
static int look_at(bool *link, const struct repo *repo, const char *name, struct mow_error *err)
{
	MOW_AUTO(buf) path = BUF_INIT;
	struct stat st;

	*link = false;
	buf_addf(&path, "%s%s", repo->common_dir, name);
	if (buf_check(&path, err) != MOW_OK)
		return MOW_ENOMEM;
	if (lstat(path.data, &st) != 0)
		return errno == ENOENT || errno == ENOTDIR ? MOW_OK : fail_path_errno(err, "read the ref", name);
	*link = S_ISLNK(st.st_mode);
	return MOW_OK;
}

/* libgit2 takes packed-refs for absent, and with it every ref in it, whenever it cannot look at it. */
static int check_packed(const struct repo *repo, struct mow_error *err)
{
	MOW_AUTO(buf) path = BUF_INIT;
	struct stat st;
	bool link;
	int result = look_at(&link, repo, PACKED, err);

	buf_addf(&path, "%s" PACKED, repo->common_dir);
	if (result == MOW_OK)
		result = buf_check(&path, err);
	if (result != MOW_OK)
		return result;
	if (stat(path.data, &st) != 0)
		return !link && errno == ENOENT ? MOW_OK : fail_path_errno(err, "read the ref", PACKED);
	return S_ISREG(st.st_mode) ? MOW_OK : mow_fail(err, MOW_ESYSTEM, PACKED " is no regular file");
}

/* What libgit2 says is not there must not be something that cannot be read now. */
static int check_absent(const struct repo *repo, const char *name, struct mow_error *err)
{
	bool link;
	int result = look_at(&link, repo, name, err);

	if (result == MOW_OK && link)
		return fail_path(err, MOW_ESYSTEM, name, "is a link that leads nowhere");
	if (result == MOW_OK)
		result = check_packed(repo, err);
	return result ? result : fail_path(err, MOW_ENOTFOUND, name, "does not exist");
}

/* Finds a ref; MOW_ENOTFOUND where it is missing, which includes names that no ref can have. */
static int find(git_reference **out, struct repo *repo, const char *name, struct mow_error *err)
{
	int error = git_reference_lookup(out, repo->git, name);

	if (error == 0)
		return MOW_OK;
	if (!repo_ref_is_valid(name))
		return fail_path(err, MOW_ENOTFOUND, name, "does not exist");
	if (error == GIT_ENOTFOUND)
		return check_absent(repo, name, err);
	MOW_AUTO(buf) what = BUF_INIT;
	buf_adds(&what, "cannot read the ref ");
	escape_path(&what, name, strlen(name));
	return repo_fail(err, MOW_EGIT, what.data);
}

int repo_ref(struct oid *out, struct buf *resolved, struct repo *repo, const char *name, struct mow_error *err)
{
	git_reference *ref = NULL;
	git_reference *last = NULL;
	int result = find(&ref, repo, name, err);

	if (result != MOW_OK)
		return result;
	int error = git_reference_resolve(&last, ref);
	git_reference_free(ref);
	if (error == GIT_ENOTFOUND) {
		result = check_packed(repo, err);
		return result ? result : fail_path(err, MOW_ENOTFOUND, name, "points to a ref that does not exist");
	}
	if (error != 0)
		return repo_fail(err, MOW_EGIT, "cannot follow a symbolic ref");
	if (git_oid_is_zero(git_reference_target(last))) {
		git_reference_free(last);
		return fail_path(err, MOW_EGIT, name, "is broken: it holds nothing but zeros");
	}
	if (resolved != NULL) {
		buf_reset(resolved);
		buf_adds(resolved, git_reference_name(last));
		result = buf_check(resolved, err);
	}
	if (result == MOW_OK)
		oid_from_git(out, git_reference_target(last));
	git_reference_free(last);
	return result;
}

/*
 * git once made symbolic refs as symbolic links, and still follows them: it reads no further where the link's text is
 * a ref's name. libgit2 reads the file that the link leads to, if it does. 1: so it is.
 */
static int read_link(struct buf *target, const struct repo *repo, const char *name, struct mow_error *err)
{
	char text[PATH_MAX];
	MOW_AUTO(buf) path = BUF_INIT;

	buf_addf(&path, "%s%s", strcmp(name, "HEAD") == 0 ? repo->git_dir : repo->common_dir, name);
	if (buf_check(&path, err) != MOW_OK)
		return MOW_ENOMEM;
	ssize_t len = readlink(path.data, text, sizeof text - 1);
	/* EINVAL: no link. */
	if (len < 0)
		return errno == EINVAL || errno == ENOENT || errno == ENOTDIR
			       ? 0
			       : fail_path_errno(err, "read the ref", name);
	text[len] = '\0';
	if (!text_begins(text, "refs/") || !repo_ref_is_valid(text))
		return 0;
	buf_reset(target);
	buf_add(target, text, (size_t)len);
	return target->failed ? mow_fail_memory(err) : 1;
}

int repo_symbolic(struct buf *target, struct repo *repo, const char *name, struct mow_error *err)
{
	git_reference *ref = NULL;
	int linked = read_link(target, repo, name, err);
	int result = linked != 0 ? linked : find(&ref, repo, name, err);

	if (linked != 0)
		return linked < 0 ? linked : MOW_OK;
	if (result != MOW_OK)
		return result;
	const char *symbolic = git_reference_symbolic_target(ref);
	if (symbolic == NULL) {
		result = fail_path(err, MOW_ENOTFOUND, name, "is not a symbolic ref");
	} else {
		buf_reset(target);
		buf_adds(target, symbolic);
		result = buf_check(target, err);
	}
	git_reference_free(ref);
	return result;
}

int repo_head_name(struct buf *name, struct repo *repo, struct mow_error *err)
{
	int result = repo_symbolic(name, repo, "HEAD", err);

	if (result == MOW_ENOTFOUND)
		return mow_fail(err, MOW_ENOTFOUND,
				"HEAD is detached: no branch is checked out; run git switch BRANCH");
	return result;
}

/* Whether git, in the linked working tree that was left, looks for a ref of this name in the folder of that. */
static bool is_elsewhere(const struct repo *repo, const char *name)
{
	static const char *const places[] = {"refs/bisect/", "refs/worktree/", "refs/rewritten/"};

	if (!repo->left_worktree)
		return false;
	for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
		if (text_begins(name, places[i]))
			return true;
	return !text_begins(name, "refs/");
}

int repo_follow(struct buf *out, struct repo *repo, const char *name, struct mow_error *err)
{
	MOW_AUTO(buf) at = BUF_INIT;
	MOW_AUTO(buf) target = BUF_INIT;

	buf_adds(&at, name);
	for (unsigned links = 0; links <= SYMBOLIC_MAX; links++) {
		int result = buf_check(&at, err);
		if (result == MOW_OK && is_elsewhere(repo, at.data))
			return fail_path(err, MOW_EDENIED, at.data,
					 "belongs to one working tree of the repository, where it cannot be judged");
		if (result == MOW_OK)
			result = repo_symbolic(&target, repo, at.data, err);
		if (result == MOW_ENOTFOUND) {
			buf_reset(out);
			buf_add(out, at.data, at.len);
			return buf_check(out, err);
		}
		if (result != MOW_OK)
			return result;
		buf_reset(&at);
		buf_add(&at, target.data, target.len);
	}
	return fail_path(err, MOW_EGIT, name, "is a chain of symbolic refs that does not end");
}

struct named {
	char *name;
	struct oid oid;
};

struct named_list {
	struct named *items;
	size_t count;
	size_t capacity;
};

static int compare_names(const void *a, const void *b)
{
	return strcmp(((const struct named *)a)->name, ((const struct named *)b)->name);
}

static void release_names(struct named_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		free(list->items[i].name);
	free(list->items);
}

/* The id that a symbolic ref leads to; false where it leads nowhere. */
static int follow(bool *leads, struct oid *oid, const git_reference *ref, struct mow_error *err)
{
	git_reference *last = NULL;
	int error = git_reference_resolve(&last, ref);

	*leads = error == 0;
	if (error == 0)
		oid_from_git(oid, git_reference_target(last));
	git_reference_free(last);
	return error == 0 || error == GIT_ENOTFOUND ? MOW_OK : repo_fail(err, MOW_EGIT, "cannot follow a symbolic ref");
}

/* One ref with the id it leads to; one that leads nowhere is passed over, as git for-each-ref does. */
static int add_ref(struct named_list *list, const git_reference *ref, struct mow_error *err)
{
	struct named named = {NULL, {{0}}};
	bool leads = true;
	int result = MOW_OK;

	/* libgit2 would look each up again to resolve it. */
	if (git_reference_type(ref) == GIT_REFERENCE_DIRECT)
		oid_from_git(&named.oid, git_reference_target(ref));
	else
		result = follow(&leads, &named.oid, ref, err);
	if (result != MOW_OK || !leads)
		return result;
	if (array_reserve(list, 1) != MOW_OK || (named.name = strdup(git_reference_name(ref))) == NULL)
		return mow_fail_memory(err);
	list->items[list->count++] = named;
	return MOW_OK;
}

static int collect(struct named_list *list, struct repo *repo, const char *prefix, struct mow_error *err)
{
	git_reference_iterator *iterator = NULL;
	git_reference *ref = NULL;
	MOW_AUTO(buf) glob = BUF_INIT;
	int result = check_packed(repo, err);

	if (result != MOW_OK)
		return result;
	/* So that those elsewhere are not read; the prefix itself may hold what is special in a glob. */
	buf_adds(&glob, prefix);
	buf_addc(&glob, '*');
	if (buf_check(&glob, err))
		return MOW_ENOMEM;
	int error = strpbrk(prefix, "*?[\\") == NULL ? git_reference_iterator_glob_new(&iterator, repo->git, glob.data)
						     : git_reference_iterator_new(&iterator, repo->git);

	while (error == 0 && result == MOW_OK && (error = git_reference_next(&ref, iterator)) == 0) {
		if (text_begins(git_reference_name(ref), prefix))
			result = add_ref(list, ref, err);
		git_reference_free(ref);
	}
	git_reference_iterator_free(iterator);
	if (result == MOW_OK && error != GIT_ITEROVER)
		return repo_fail(err, MOW_EGIT, "cannot list the refs");
	return result;
}

/* Collected first: libgit2 gives loose refs and then packed ones, and `each` may change some. */
int repo_each_ref(struct repo *repo, const char *prefix, repo_ref_fn *each, void *context, struct mow_error *err)
{
	struct named_list list = {0};
	int result = collect(&list, repo, prefix, err);

	if (result == MOW_OK && list.count > 0)
		qsort(list.items, list.count, sizeof *list.items, compare_names);
	for (size_t i = 0; result == MOW_OK && i < list.count; i++)
		result = each(list.items[i].name, &list.items[i].oid, context);
	release_names(&list);
	return result;
}

int repo_ref_set(struct repo *repo, const struct ref_move *move, struct mow_error *err)
{
	const char *name = move->name;
	git_reference *ref = NULL;
	git_config *config = NULL;
	git_oid new_id;
	git_oid old_id;
	int error;

	if (!repo_ref_is_valid(name) || oid_is_zero(move->new))
		return fail_path(err, MOW_EINVAL, name, "cannot be set: the name or the value is none");
	/* The user's own files say whether there is a reflog, and who writes into it. */
	int result = config_load(&config, repo, REPO_SCOPE_ANY, err);
	if (result != MOW_OK)
		return result;
	(void)git_repository_set_config(repo->git, config);
	(void)oid_to_git(&new_id, move->new);
	/* With force, an old id of zeros means "absent" and is looked at under the lock; without, before it. */
	struct hold hold; /* there is a lock meanwhile */
	hold_signals(&hold);
	error = git_reference_create_matching(&ref, repo->git, name, &new_id, 1, oid_to_git(&old_id, move->old),
					      move->message);
	hold_release(&hold);
	git_reference_free(ref);
	if (error == GIT_EEXISTS || error == GIT_EMODIFIED || error == GIT_ENOTFOUND || error == GIT_ELOCKED)
		return fail_path(err, MOW_EDENIED, name, "was changed by somebody else meanwhile; try again");
	if (error != 0) {
		MOW_AUTO(buf) what = BUF_INIT;
		buf_adds(&what, "cannot write the ref ");
		escape_path(&what, name, strlen(name));
		return repo_fail(err, MOW_EGIT, what.data);
	}
	return MOW_OK;
}
