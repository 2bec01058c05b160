/*
 * Names that git takes for one another: `git checkout main` looks below refs/ and refs/tags/ before refs/heads/
 * (gitrevisions(7)), and clones on macOS and Windows keep refs that differ in case alone in one file. So a tag, or a
 * branch, that nobody approves must not be called as a protected branch is.
 */
#include <stdlib.h>
#include <string.h>

#include "api/push.h"
#include "base/array.h"
#include "base/ascii.h"
#include "base/error.h"
#include "base/escape.h"
#include "base/utf8.h"
#include "policy/target.h"

/* Where git looks first, and what it does not find then: in the same place that is a name in other case. The last one
 * is of clones: what they have of the branch they call origin/main. */
static const struct shadow {
	const char *front, *behind;
} shadows[] = {{"refs/", "refs/"},
	       {"refs/", "refs/tags/"},
	       {"refs/", "refs/heads/"},
	       {"refs/tags/", "refs/heads/"},
	       {"refs/tags/origin/", "refs/heads/"}};
enum { SHADOWS = sizeof shadows / sizeof *shadows };

static bool is_below(const char *name, const char *folder)
{
	while (*folder != '\0' && ascii_lower(*name) == *folder) {
		name++;
		folder++;
	}
	return *folder == '\0';
}

/* The name of what `name` would hide, or (`hides` false) be hidden by; empty: it is in another place. */
static int other_name(struct buf *out, const char *name, const struct shadow *shadow, bool hides, struct mow_error *err)
{
	const char *own = hides ? shadow->front : shadow->behind;

	buf_reset(out);
	if (is_below(name, own))
		buf_addf(out, "%s%s", hides ? shadow->behind : shadow->front, name + strlen(own));
	return buf_check(out, err);
}

/* An update that is refused where there is a ref of this name, in whatever case. */
struct claim {
	struct push_update *item;
	const char *name; /* in the push's arena */
};

/* By their names with case folded: of updates that nobody protects, and of new protected refs, which lie behind. */
struct claims {
	struct mow_push *push;
	struct mow_error *err;
	struct claim *items;
	size_t count, capacity;
	struct map hiding, hidden;
};

static void claims_release(struct claims *claims)
{
	free(claims->items);
	map_release(&claims->hiding);
	map_release(&claims->hidden);
}
MOW_AUTO_DEFINE(claims)

static int refuse(struct mow_push *push, const struct claim *claim, const char *other, bool hides,
		  struct mow_error *err)
{
	const char *own = claim->item->ref.data, *first = hides ? own : other, *second = hides ? other : own;
	MOW_AUTO(buf) why = BUF_INIT;

	buf_adds(&why, "git takes ");
	escape_path(&why, first, strlen(first));
	buf_adds(&why, " for ");
	escape_path(&why, second, strlen(second));
	buf_adds(&why,
		 strcmp(claim->name, other) == 0
			 ? ", which is protected, where the short name alone is said; choose another name"
			 : ", which is protected, where case is folded, as on macOS and Windows; choose another name");
	if (!hides)
		buf_adds(&why, ", or delete that one first, in a push of its own");
	return buf_check(&why, err) ? MOW_ENOMEM : push_update_refuse(claim->item, &push->arena, why.data, err);
}

static int add_claim(struct claims *claims, struct push_update *item, const char *other, bool hides)
{
	struct mow_push *push = claims->push;
	const char *folded = NULL;
	size_t at = claims->count;
	int result = push_fold(&folded, push, other, claims->err);

	/* What no protected ref can be called is not looked for. */
	if (result != MOW_OK || (hides && !push_protects_folded(push, folded)))
		return result;
	const char *name = arena_dup(&push->arena, other, strlen(other));
	if (name == NULL || array_reserve(claims, 1) ||
	    map_take(hides ? &claims->hiding : &claims->hidden, folded, strlen(folded), &at))
		return mow_fail_memory(claims->err);
	claims->items[claims->count++] = (struct claim){item, name};
	return MOW_OK;
}

/* A protected ref goes on whatever lies before it already; it is made only where nothing does. */
static int add_claims(struct claims *claims, struct push_update *item)
{
	bool hides = !push_protects(claims->push, item->name);
	MOW_AUTO(buf) other = BUF_INIT;
	int result = MOW_OK;

	if (oid_is_zero(&item->new) || (!hides && !oid_is_zero(&item->old)))
		return MOW_OK;
	for (size_t i = 0; result == MOW_OK && i < SHADOWS; i++) {
		result = other_name(&other, item->name, &shadows[i], hides, claims->err);
		if (result == MOW_OK && other.len > 0)
			result = add_claim(claims, item, other.data, hides);
	}
	return result;
}

/* A ref that is there, or will be. What the push deletes is there still: git may leave that out and take the rest. */
static int see_ref(const char *name, const struct oid *oid, void *context)
{
	const struct claims *claims = context;
	struct mow_push *push = claims->push;
	MOW_AUTO(buf) folded = BUF_INIT;
	size_t at = 0;

	(void)oid;
	utf8_fold_name(&folded, name, strlen(name));
	if (buf_check(&folded, claims->err) != MOW_OK)
		return MOW_ENOMEM;
	const char *own = push->names.fold ? folded.data : name;
	bool hides = push_protects(push, own);
	if (!map_get(hides ? &claims->hiding : &claims->hidden, folded.data, folded.len, &at))
		return MOW_OK;
	return refuse(push, &claims->items[at], name, hides, claims->err);
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

int push_judge_names(struct mow_push *push, struct mow_error *err)
{
	MOW_AUTO(claims) claims = {.push = push, .err = err};
	const char *standard = push->standard.ref.data;
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < push->count; i++) {
		const struct claim of_clones = {&push->items[i], standard};
		if (!oid_is_zero(&push->items[i].new) && is_standard_of_clones(push->items[i].name))
			result = refuse(push, &of_clones, standard, true, err);
		else
			result = add_claims(&claims, &push->items[i]);
	}
	if (result != MOW_OK || claims.count == 0)
		return result;
	result = repo_each_ref(push->repo->git, "refs/", see_ref, &claims, err);
	for (size_t i = 0; result == MOW_OK && i < push->count; i++)
		if (!oid_is_zero(&push->items[i].new))
			result = see_ref(push->items[i].ref.data, &push->items[i].new, &claims);
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
	struct arena arena;
	struct {
		const char **items;
		size_t count, capacity;
	} names;          /* of the protected refs that are there */
	struct map found; /* these by their names with case folded */
};

static void walk_release(struct walk *walk)
{
	free(walk->names.items);
	map_release(&walk->found);
	arena_release(&walk->arena);
}
MOW_AUTO_DEFINE(walk)

static bool protects(const struct walk *walk, const char *name)
{
	return strcmp(name, walk->standard->ref.data) == 0 ||
	       (walk->rules != NULL && rules_protects(walk->rules, name));
}

static int fold(struct buf *out, const char *name, struct mow_error *err)
{
	buf_reset(out);
	utf8_fold_name(out, name, strlen(name));
	return buf_check(out, err);
}

static int note_protected(const char *name, const struct oid *oid, void *context)
{
	struct walk *walk = context;
	MOW_AUTO(buf) folded = BUF_INIT;

	(void)oid;
	if (!protects(walk, name))
		return MOW_OK;
	int result = fold(&folded, name, walk->err);
	if (result != MOW_OK)
		return result;
	const char *key = arena_dup(&walk->arena, folded.data, folded.len);
	const char *kept = arena_dup(&walk->arena, name, strlen(name));
	if (key == NULL || kept == NULL || array_reserve(&walk->names, 1) ||
	    map_put(&walk->found, key, folded.len, walk->names.count))
		return mow_fail_memory(walk->err);
	walk->names.items[walk->names.count++] = kept;
	return MOW_OK;
}

/* Whether `name`, which nobody protects, lies before `other`, which is there and protected. */
static int tell_before(const struct walk *walk, const char *name, const char *other)
{
	MOW_AUTO(buf) folded = BUF_INIT;
	size_t at = 0;
	int result = fold(&folded, other, walk->err);

	if (result != MOW_OK || !map_get(&walk->found, folded.data, folded.len, &at))
		return result;
	return walk->each(name, walk->names.items[at], walk->context);
}

static int tell_ref(const char *name, const struct oid *oid, void *context)
{
	const struct walk *walk = context;
	MOW_AUTO(buf) other = BUF_INIT;
	int result = MOW_OK;

	(void)oid;
	if (is_standard_of_clones(name))
		return tell_before(walk, name, walk->standard->ref.data);
	for (size_t i = 0; result == MOW_OK && !protects(walk, name) && i < SHADOWS; i++) {
		result = other_name(&other, name, &shadows[i], true, walk->err);
		if (result == MOW_OK && other.len > 0)
			result = tell_before(walk, name, other.data);
	}
	return result;
}

int mow_repo_each_shadow(struct mow_repo *repo, mow_ref_fn *each, void *context, struct mow_error *err)
{
	const struct policy_request request = {.now = repo->now};
	MOW_AUTO(target) standard = TARGET_INIT;
	MOW_AUTO(policy) policy = POLICY_INIT;
	MOW_AUTO(walk) walk = {.repo = repo, .standard = &standard, .each = each, .context = context, .err = err};
	int result = target_server(&standard, repo->git, err);

	if (result == MOW_OK)
		result = policy_open_commit(&policy, repo->git, &standard.tip, &request, err);
	walk.rules = policy_rules(&policy);
	if (result == MOW_OK)
		result = repo_each_ref(repo->git, "refs/", note_protected, &walk, err);
	return result != MOW_OK ? result : repo_each_ref(repo->git, "refs/", tell_ref, &walk, err);
}
