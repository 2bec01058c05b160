/*
 * Names of refs on a server whose file system folds case: there refs/heads/Main is the file of refs/heads/main, so it
 * is as protected as that; and patterns match in any case.
 */
#include "api/push.h"

#include <string.h>

#include "base/error.h"
#include "base/escape.h"
#include "base/text.h"
#include "base/utf8.h"
#include "rules/refs.h"

int push_names_open(struct mow_push *push, struct mow_error *err)
{
	return repo_folds_case(&push->names.fold, push->repo->git, err);
}

int push_fold(const char **out, struct mow_push *push, const char *name, struct mow_error *err)
{
	MOW_AUTO(buf) folded = BUF_INIT;

	utf8_fold_name(&folded, name, strlen(name));
	if (folded.failed || (*out = arena_dup(&push->arena, folded.data, folded.len)) == NULL)
		return mow_fail_memory(err);
	return MOW_OK;
}

int push_name(struct mow_push *push, struct push_update *item, struct mow_error *err)
{
	if (push->names.fold)
		return push_fold(&item->name, push, item->ref.data, err);
	item->name = arena_dup(&push->arena, item->ref.data, item->ref.len);
	return item->name != NULL ? MOW_OK : mow_fail_memory(err);
}

static int fold_patterns(struct mow_push *push, struct mow_error *err)
{
	const struct rules *rules = policy_rules(&push->policy);
	struct push_names *names = &push->names;
	MOW_AUTO(buf) full = BUF_INIT;
	int result = MOW_OK;

	names->protect = arena_array(&push->arena, rules->protect_count + 1, sizeof *names->protect);
	if (names->protect == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; result == MOW_OK && i < rules->protect_count; i++) {
		buf_reset(&full);
		refs_full(&full, rules->protect[i]);
		result = buf_check(&full, err);
		if (result == MOW_OK)
			result = push_fold(&names->protect[i], push, full.data, err);
	}
	return result;
}

bool push_protects_folded(const struct mow_push *push, const char *folded)
{
	const struct push_names *names = &push->names;
	const struct rules *rules = policy_rules(&push->policy);
	bool protects = strcmp(folded, names->standard_folded) == 0;

	if (protects || rules == NULL || rules->broken)
		return protects || (rules != NULL && rules_protects(rules, folded));
	if (text_begins(folded, "refs/mowners/"))
		return false;
	for (size_t i = 0; i < rules->protect_count && !protects; i++)
		protects = refs_match_full(names->protect[i], folded);
	return protects;
}

bool push_protects(const struct mow_push *push, const char *name)
{
	const struct push_names *names = &push->names;
	const struct rules *rules = policy_rules(&push->policy);

	if (names->fold)
		return push_protects_folded(push, name);
	return strcmp(name, names->standard) == 0 || (rules != NULL && rules_protects(rules, name));
}

/* ---- Spelling ---- */

/* One ref that is there, looked at beside the update that it may be in another spelling. */
struct spelling {
	struct mow_push *push;
	struct mow_error *err;
};

static int refuse_spelling(struct spelling *spelling, struct push_update *item, const char *there)
{
	MOW_AUTO(buf) why = BUF_INIT;

	buf_adds(&why, "where this server keeps its refs, case is folded, and this is the same ref as ");
	escape_path(&why, there, strlen(there));
	buf_adds(&why, "; push to that name");
	if (buf_check(&why, spelling->err) != MOW_OK)
		return MOW_ENOMEM;
	return push_update_refuse(item, &spelling->push->arena, why.data, spelling->err);
}

static int compare_spelling(const char *name, const struct oid *oid, void *context)
{
	struct spelling *spelling = context;
	struct mow_push *push = spelling->push;
	MOW_AUTO(buf) folded = BUF_INIT;
	size_t at = 0;

	(void)oid;
	utf8_fold_name(&folded, name, strlen(name));
	if (buf_check(&folded, spelling->err) != MOW_OK)
		return MOW_ENOMEM;
	if (!map_get(&push->names.by_name, folded.data, folded.len, &at))
		return MOW_OK;
	struct push_update *item = &push->items[at];
	if (strcmp(item->ref.data, name) == 0 || !push_protects(push, item->name))
		return MOW_OK;
	return refuse_spelling(spelling, item, name);
}

int push_names_settle(struct mow_push *push, struct mow_error *err)
{
	struct push_names *names = &push->names;
	struct spelling spelling = {push, err};
	int result = push_fold(&names->standard_folded, push, push->standard.ref.data, err);

	names->standard = names->fold ? names->standard_folded : push->standard.ref.data;
	if (result == MOW_OK && policy_rules(&push->policy) != NULL)
		result = fold_patterns(push, err);
	return result || !names->fold ? result
				      : repo_each_ref(push->repo->git, "refs/", compare_spelling, &spelling, err);
}
