/* Remotes, as the configuration has them. Not asked of git remote, since every commit and every check wants to know. */
#include "base/text.h"
#include "git/internal.h"

#include <stdlib.h>

#include "base/escape.h"

/* NAME of "remote.NAME.KEY", whose length is returned; 0 where the key is another. */
static size_t remote_name(const char **out, const char *key)
{
	const char *name = text_begins(key, "remote.") ? key + 7 : "";
	const char *end = strrchr(name, '.');

	*out = name;
	return end != NULL && name[0] != '/' ? (size_t)(end - name) : 0;
}

typedef int each_fn(const char *name, size_t len, const git_config_entry *entry, void *context);

/* Every setting of every remote, in the repository's and the system's files; nonzero stops and is returned. */
static int each_setting(struct repo *repo, each_fn *each, void *context, struct mow_error *err)
{
	git_config *config = NULL;
	git_config_iterator *iterator = NULL;
	git_config_entry *entry = NULL;
	const char *name;
	size_t len;
	int result = config_load(&config, repo, REPO_SCOPE_SECURITY, err);
	int error = result == MOW_OK ? git_config_iterator_new(&iterator, config) : 0;

	while (result == MOW_OK && error == 0 && (error = git_config_next(&entry, iterator)) == 0)
		if ((len = remote_name(&name, entry->name)) > 0)
			result = each(name, len, entry, context);
	git_config_iterator_free(iterator);
	if (result == MOW_OK && error != GIT_ITEROVER)
		return repo_fail(err, MOW_EGIT, "cannot read the configuration");
	return result;
}

/* ---- Which one is meant ------------------------------------------------------------------------------------ */

static bool goes_before(const char *name, const char *other)
{
	if (strcmp(other, "origin") == 0)
		return false;
	return other[0] == '\0' || strcmp(name, "origin") == 0 || strcmp(name, other) < 0;
}

struct choice {
	const char *wanted; /* NULL: the best */
	struct buf best;    /* "": none yet */
	struct mow_error *err;
};

static int choose(const char *name, size_t len, const git_config_entry *entry, void *context)
{
	struct choice *choice = context;
	MOW_AUTO(buf) one = BUF_INIT;

	(void)entry;
	buf_add(&one, name, len);
	if (one.failed)
		return mow_fail_memory(choice->err);
	if (choice->wanted != NULL ? strcmp(one.data, choice->wanted) != 0 : !goes_before(one.data, choice->best.data))
		return MOW_OK;
	buf_reset(&choice->best);
	buf_add(&choice->best, name, len);
	return buf_check(&choice->best, choice->err);
}

static int has_remote(bool *out, struct repo *repo, const char *name, struct mow_error *err)
{
	struct choice choice = {name, BUF_INIT, err};
	int result = name[0] == '\0' ? MOW_OK : each_setting(repo, choose, &choice, err);

	if (result == MOW_OK)
		*out = choice.best.len > 0;
	buf_release(&choice.best);
	return result;
}

/* What mowners.remote says; nothing where it is not set. */
static int find_named(struct buf *out, struct repo *repo, struct mow_error *err)
{
	bool there = false;
	int result = repo_config(out, repo, "mowners.remote", REPO_SCOPE_ANY, err);

	if (result == MOW_ENOTFOUND)
		return buf_check(out, err);
	if (result == MOW_OK)
		result = has_remote(&there, repo, out->data, err);
	if (result != MOW_OK || there)
		return result;
	MOW_AUTO(buf) shown = BUF_INIT;
	escape_path(&shown, out->data, out->len);
	return mow_fail(err, MOW_EINVAL,
			"git config mowners.remote says %s, and there is no remote of that name; git remote lists them",
			shown.data);
}

static int find_best(struct buf *out, struct repo *repo, struct mow_error *err)
{
	struct choice choice = {NULL, BUF_INIT, err};
	int result = each_setting(repo, choose, &choice, err);

	if (result == MOW_OK) {
		buf_reset(out);
		buf_add(out, choice.best.data, choice.best.len);
		result = buf_check(out, err);
	}
	buf_release(&choice.best);
	return result;
}

static int know(struct repo *repo, struct mow_error *err)
{
	MOW_AUTO(buf) name = BUF_INIT;

	if (repo->remote_known)
		return MOW_OK;
	int result = find_named(&name, repo, err);
	if (result == MOW_OK) {
		repo->remote_named = name.len > 0;
		result = name.len > 0 ? MOW_OK : find_best(&name, repo, err);
	}
	if (result != MOW_OK)
		return result;
	if (name.len > 0 && (repo->remote = arena_dup(&repo->arena, name.data, name.len)) == NULL)
		return mow_fail_memory(err);
	repo->remote_known = true;
	return MOW_OK;
}

int repo_remote(const char **out, struct repo *repo, struct mow_error *err)
{
	int result = know(repo, err);

	if (result == MOW_OK)
		*out = repo->remote;
	return result;
}

/* The remote whose name and a slash begin `rest`, the longest of several. */
struct prefix_search {
	const char *rest;
	size_t len; /* of the name; 0: none */
};

static int match_prefix(const char *name, size_t len, const git_config_entry *entry, void *context)
{
	struct prefix_search *search = context;

	(void)entry;
	if (len > search->len && strncmp(search->rest, name, len) == 0 && search->rest[len] == '/' &&
	    search->rest[len + 1] != '\0')
		search->len = len;
	return MOW_OK;
}

/* "upstream/topic" is a remote's only where no branch or tag here is called so, as for git. */
static bool is_shadowed(struct repo *repo, const char *name)
{
	static const char *const before[] = {"refs/tags/", "refs/heads/"};
	struct oid oid;

	for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
		MOW_AUTO(buf) ref = BUF_INIT;
		buf_adds(&ref, before[i]);
		buf_adds(&ref, name);
		if (ref.failed || repo_ref(&oid, NULL, repo, ref.data, NULL) == MOW_OK)
			return true;
	}
	return false;
}

int repo_remote_of(const char **out, struct repo *repo, const char *branch, struct mow_error *err)
{
	const char *rest = branch;
	struct prefix_search search = {0};
	struct oid oid;
	int result = know(repo, err);

	if (result != MOW_OK)
		return result;
	*out = repo->remote;
	if (repo->remote_named || repo->remote == NULL)
		return MOW_OK;
	if (text_begins(rest, "refs/"))
		rest += 5;
	if (text_begins(rest, "remotes/"))
		rest += 8;
	if (rest == branch && is_shadowed(repo, branch))
		return MOW_OK;
	search.rest = rest;
	result = each_setting(repo, match_prefix, &search, err);
	MOW_AUTO(buf) ref = BUF_INIT;
	buf_addf(&ref, "refs/remotes/%s", rest);
	if (result == MOW_OK)
		result = buf_check(&ref, err);
	if (result != MOW_OK || search.len == 0 || repo_ref(&oid, NULL, repo, ref.data, NULL) != MOW_OK)
		return result;
	const char *name = arena_dup(&repo->arena, rest, search.len);
	if (name == NULL)
		return mow_fail_memory(err);
	*out = name;
	return MOW_OK;
}

/* ---- What it fetches --------------------------------------------------------------------------------------- */

struct coverage {
	const char *remote, *ref;
	bool covered, excluded;
};

/* Whether a side of a refspec, which may hold one `*`, matches. */
static bool matches(const char *pattern, size_t len, const char *ref)
{
	const char *star = memchr(pattern, '*', len);
	size_t ref_len = strlen(ref);

	if (star == NULL)
		return len == ref_len && memcmp(pattern, ref, len) == 0;
	size_t head = (size_t)(star - pattern), tail = len - head - 1;
	return ref_len >= head + tail && memcmp(pattern, ref, head) == 0 &&
	       memcmp(star + 1, ref + ref_len - tail, tail) == 0;
}

static int cover(const char *name, size_t len, const git_config_entry *entry, void *context)
{
	struct coverage *coverage = context;
	const char *spec = entry->value != NULL ? entry->value : "";

	if (!text_is(name, len, coverage->remote) || strcmp(name + len, ".fetch") != 0)
		return MOW_OK;
	if (spec[0] == '^') {
		coverage->excluded = coverage->excluded || matches(spec + 1, strlen(spec + 1), coverage->ref);
		return MOW_OK;
	}
	spec += spec[0] == '+';
	size_t source = strcspn(spec, ":");
	if (spec[source] == ':' && spec[source + 1] != '\0' && matches(spec, source, coverage->ref))
		coverage->covered = true;
	return MOW_OK;
}

int repo_fetches(bool *out, struct repo *repo, const char *remote, const char *ref, struct mow_error *err)
{
	struct coverage coverage = {remote, ref, false, false};
	int result = each_setting(repo, cover, &coverage, err);

	if (result == MOW_OK)
		*out = coverage.covered && !coverage.excluded;
	return result;
}

/* Without refs/heads/; "" where there is no such branch. */
static int find_local(struct buf *out, struct repo *repo, const char *branch, struct mow_error *err)
{
	static const char heads[] = "refs/heads/";
	MOW_AUTO(buf) ref = BUF_INIT;
	struct oid oid;
	int result = MOW_OK;

	if (branch[0] == '\0') {
		result = repo_head_name(&ref, repo, err);
	} else {
		buf_adds(&ref, text_begins(branch, "refs/") ? "" : heads);
		buf_adds(&ref, branch);
		result = buf_check(&ref, err);
	}
	if (result == MOW_ENOTFOUND)
		return MOW_OK;
	if (result != MOW_OK || !text_begins(ref.data, heads) || !repo_ref_is_valid(ref.data) ||
	    repo_ref(&oid, NULL, repo, ref.data, NULL) != MOW_OK)
		return result;
	buf_adds(out, ref.data + sizeof heads - 1);
	return buf_check(out, err);
}

int repo_tracked_remote(struct buf *out, struct repo *repo, const char *branch, struct mow_error *err)
{
	MOW_AUTO(buf) local = BUF_INIT;
	MOW_AUTO(buf) key = BUF_INIT;
	bool there = false;
	int result = know(repo, err);

	buf_reset(out);
	if (result == MOW_OK && !repo->remote_named)
		result = find_local(&local, repo, branch, err);
	if (result != MOW_OK || local.len == 0)
		return result;
	buf_addf(&key, "branch.%s.remote", local.data);
	result = buf_check(&key, err);
	if (result == MOW_OK)
		result = repo_config(out, repo, key.data, REPO_SCOPE_ANY, NULL);
	if (result == MOW_OK)
		result = has_remote(&there, repo, out->data, err);
	if (!there)
		buf_reset(out);
	return result == MOW_ENOTFOUND || result == MOW_EINVAL ? MOW_OK : result;
}
