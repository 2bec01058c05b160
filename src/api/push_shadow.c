/*
 * Names that git takes for one another: `git checkout main` looks below refs/ and refs/tags/ before refs/heads/
 * (gitrevisions(7)). So a tag that nobody approves must not be called as a protected branch is.
 */
#include <string.h>

#include "api/push.h"
#include "base/ascii.h"
#include "base/error.h"
#include "base/escape.h"
#include "policy/target.h"

/* Where git looks first, and what it does not find then. The last one is of clones: what they have of the branch they
 * call origin/main. */
static const struct shadow {
	const char *front, *behind;
} shadows[] = {{"refs/", "refs/tags/"},
	       {"refs/", "refs/heads/"},
	       {"refs/tags/", "refs/heads/"},
	       {"refs/tags/origin/", "refs/heads/"}};

/* Whether there is a ref of this name, or will be once the push has landed. */
static int is_there(bool *out, struct mow_push *push, const char *name, struct mow_error *err)
{
	struct oid oid;
	size_t at = 0;

	if (map_get(&push->names.by_name, name, strlen(name), &at)) {
		*out = !oid_is_zero(&push->items[at].new);
		return MOW_OK;
	}
	int result = repo_ref(&oid, NULL, push->repo->git, name, err);
	*out = result != MOW_ENOTFOUND;
	return *out ? result : MOW_OK;
}

static int refuse(struct mow_push *push, struct push_update *item, const char *other, bool hides, struct mow_error *err)
{
	const char *first = hides ? item->ref.data : other;
	const char *second = hides ? other : item->ref.data;
	MOW_AUTO(buf) why = BUF_INIT;

	buf_adds(&why, "git takes ");
	escape_path(&why, first, strlen(first));
	buf_adds(&why, " for ");
	escape_path(&why, second, strlen(second));
	buf_adds(&why, ", which is protected, where the short name alone is said; choose another name");
	if (!hides)
		buf_adds(&why, ", or delete that one first");
	return buf_check(&why, err) ? MOW_ENOMEM : push_update_refuse(item, &push->arena, why.data, err);
}

/* Beside the ref that is called so in another place, which git finds later, or (`hides` false) before it. */
static int judge_beside(struct mow_push *push, struct push_update *item, const char *other, bool hides,
			struct mow_error *err)
{
	bool there = false;

	/* A protected branch goes on whatever lies before it already; it is made only where nothing does. */
	if ((!hides && !oid_is_zero(&item->old)) || push_protects(push, hides ? item->name : other) ||
	    !push_protects(push, hides ? other : item->name))
		return MOW_OK;
	int result = is_there(&there, push, other, err);
	return result == MOW_OK && there ? refuse(push, item, other, hides, err) : result;
}

/* In front of what lies behind (`hides`), or behind what lies in front. */
static int judge_place(struct mow_push *push, struct push_update *item, const struct shadow *shadow, bool hides,
		       struct mow_error *err)
{
	const char *own = hides ? shadow->front : shadow->behind;
	MOW_AUTO(buf) other = BUF_INIT;

	if (!push_update_is_below(item, own))
		return MOW_OK;
	buf_addf(&other, "%s%s", hides ? shadow->behind : shadow->front, item->name + strlen(own));
	int result = buf_check(&other, err);
	return result == MOW_OK ? judge_beside(push, item, other.data, hides, err) : result;
}

/*
 * What clones take for the default branch of this server: `origin` alone and `origin/HEAD` are
 * refs/remotes/origin/HEAD, which a branch HEAD would become there, and tags come before it.
 */
static bool is_standard_of_clones(const char *name)
{
	static const char *const names[] = {"refs/heads/HEAD", "refs/tags/origin", "refs/tags/origin/HEAD"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (ascii_is_same(name, names[i]))
			return true;
	return false;
}

int push_judge_name(struct mow_push *push, struct push_update *item, struct mow_error *err)
{
	int result = MOW_OK;

	if (!oid_is_zero(&item->new) && is_standard_of_clones(item->name))
		return refuse(push, item, push->standard.ref.data, true, err);

	for (size_t i = 0; !oid_is_zero(&item->new) && result == MOW_OK && i < sizeof shadows / sizeof *shadows; i++) {
		result = judge_place(push, item, &shadows[i], true, err);
		if (result == MOW_OK)
			result = judge_place(push, item, &shadows[i], false, err);
	}
	return result;
}

/* ---- What is there already --------------------------------------------------------------------------------------- */

struct walk {
	struct mow_repo *repo;
	const struct target *standard;
	const struct rules *rules; /* NULL: there are none */
	mow_ref_fn *each;
	void *context;
	struct mow_error *err;
};

static bool protects(const struct walk *walk, const char *name)
{
	return strcmp(name, walk->standard->ref.data) == 0 ||
	       (walk->rules != NULL && rules_protects(walk->rules, name));
}

/* Whether `name`, which nobody protects, lies before `other`, which is there and protected. */
static int tell_before(const struct walk *walk, const char *name, const char *other)
{
	struct oid tip;

	if (!protects(walk, other))
		return MOW_OK;
	int result = repo_ref(&tip, NULL, walk->repo->git, other, walk->err);
	if (result != MOW_OK)
		return result == MOW_ENOTFOUND ? MOW_OK : result;
	return walk->each(name, other, walk->context);
}

static int tell_ref(const char *name, const struct oid *oid, void *context)
{
	const struct walk *walk = context;
	MOW_AUTO(buf) other = BUF_INIT;
	int result = MOW_OK;

	(void)oid;
	if (is_standard_of_clones(name))
		return tell_before(walk, name, walk->standard->ref.data);
	for (size_t i = 0; result == MOW_OK && !protects(walk, name) && i < sizeof shadows / sizeof *shadows; i++) {
		size_t len = strlen(shadows[i].front);
		if (strncmp(name, shadows[i].front, len) != 0)
			continue;
		buf_reset(&other);
		buf_addf(&other, "%s%s", shadows[i].behind, name + len);
		result = buf_check(&other, walk->err);
		if (result == MOW_OK)
			result = tell_before(walk, name, other.data);
	}
	return result;
}

int mow_repo_each_shadow(struct mow_repo *repo, mow_ref_fn *each, void *context, struct mow_error *err)
{
	const struct policy_request request = {.now = repo->now};
	MOW_AUTO(target) standard = TARGET_INIT;
	MOW_AUTO(policy) policy = POLICY_INIT;
	int result = target_server(&standard, repo->git, err);

	if (result == MOW_OK)
		result = policy_open_commit(&policy, repo->git, &standard.tip, &request, err);
	if (result != MOW_OK)
		return result;
	struct walk walk = {repo, &standard, policy_rules(&policy), each, context, err};
	return repo_each_ref(repo->git, "refs/", tell_ref, &walk, err);
}
