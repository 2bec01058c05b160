#include "api/audit.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/escape.h"
#include "evidence/store/store.h"

void mow_audit_free(struct mow_audit *audit)
{
	if (audit == NULL)
		return;
	target_release(&audit->standard);
	map_release(&audit->range);
	map_release(&audit->moves.by_new);
	audit_cache_release(&audit->cache);
	policy_release(&audit->rules.policy);
	free(audit->moves.items);
	free(audit->findings.items);
	arena_release(&audit->arena);
	free(audit);
}

/* ---- What is asked about ----------------------------------------------------------------------------------------- */

static int add_commit(const struct oid *oid, void *context)
{
	struct mow_audit *audit = context;
	const char *key = arena_dup(&audit->arena, (const char *)oid->bytes, sizeof *oid);

	return key != NULL && map_put(&audit->range, key, sizeof *oid, 0) == MOW_OK ? MOW_OK : MOW_ENOMEM;
}

static int find_revision(struct oid *out, struct mow_audit *audit, const char *text, struct mow_error *err)
{
	int result = repo_commit_of(out, audit->repo->git, text, err);

	return result == MOW_ENOTFOUND ? mow_fail_as(err, MOW_EINVAL) : result;
}

static int take_range(struct mow_audit *audit, const char *range, struct mow_error *err)
{
	const char *dots = strstr(range, "..");
	struct oid old;
	int result = MOW_OK;

	if (dots == NULL)
		return find_revision(&audit->end, audit, range, err);
	if (dots[2] == '.')
		return mow_fail(err, MOW_EINVAL, "what landed between two commits is OLD..NEW, with two dots");
	const char *from = arena_dup(&audit->arena, range, (size_t)(dots - range));
	if (from == NULL)
		return mow_fail_memory(err);
	if (dots[2] != '\0')
		result = find_revision(&audit->end, audit, dots + 2, err);
	if (result == MOW_OK && from[0] == '\0')
		return MOW_OK;
	if (result == MOW_OK)
		result = find_revision(&old, audit, from, err);
	if (result != MOW_OK)
		return result;
	const struct commit_range commits = {&audit->end, &old, 1};
	audit->bounded = true;
	result = repo_walk(audit->repo->git, &commits, add_commit, audit, err);
	return result == MOW_ENOMEM ? mow_fail_memory(err) : result;
}

/* Without the slash at its end. */
static int take_folder(struct mow_audit *audit, struct mow_error *err)
{
	const char *under = audit->options.under;
	size_t len = under != NULL ? strlen(under) : 0;

	while (len > 0 && under[len - 1] == '/')
		len--;
	audit->options.under = len > 0 ? arena_dup(&audit->arena, under, len) : NULL;
	return len == 0 || audit->options.under != NULL ? MOW_OK : mow_fail_memory(err);
}

static int find_standard(struct mow_audit *audit, struct mow_error *err)
{
	struct target_request request = {0};
	MOW_AUTO(buf) shown = BUF_INIT;
	int result = repo_remote(&audit->remote, audit->repo->git, err);

	if (repo_work_dir(audit->repo->git) == NULL)
		audit->remote = NULL;
	request.remote = audit->remote;
	if (result == MOW_OK)
		result = target_default(&audit->standard, audit->repo->git, &request, err);
	if (result != MOW_OK)
		return result;
	audit->end = audit->standard.tip;
	if (!oid_is_zero(&audit->end))
		return MOW_OK;
	escape_path(&shown, audit->standard.ref.data, audit->standard.ref.len);
	return mow_fail(err, MOW_ENOTFOUND, "nothing has landed on %s yet", shown.data);
}

/* ---- The audit --------------------------------------------------------------------------------------------------- */

struct auditing {
	struct mow_audit *audit;
	struct mow_error *err;
};

/* An audit_take_fn. */
static int take(bool *open, const struct audit_change *change, void *context)
{
	const struct auditing *auditing = context;
	struct mow_audit *audit = auditing->audit;
	struct mow_error *err = auditing->err;
	struct mow_error why = {0, ""};
	struct audit_answer answer = {0};
	bool concerns = true;
	int result = audit_concerns(&concerns, open, audit, change, err);

	if (result != MOW_OK || !concerns)
		return result;
	repo_progress(audit->repo->git, "changes", ++audit->changes);
	if (change->unnoted && !audit->options.unratified)
		result = audit_find(audit, change, (struct mow_audit_finding){.kind = MOW_AUDIT_UNNOTED}, err);
	if (result != MOW_OK)
		return result;
	result = audit_judge(&answer, audit, change, &why);
	if (result == MOW_ENOMEM)
		return mow_fail_memory(err);
	if (result != MOW_OK)
		return audit_find(audit, change,
				  (struct mow_audit_finding){.kind = MOW_AUDIT_UNJUDGED, .why = why.message}, err);
	*open = answer.word == AUDIT_OPEN;
	return audit_find_answer(audit, change, &answer, err);
}

int audit_open(struct mow_audit **out, struct mow_repo *repo, const struct mow_audit_options *options,
	       struct mow_error *err)
{
	struct mow_audit *audit = calloc(1, sizeof *audit);

	if (audit == NULL)
		return mow_fail_memory(err);
	audit->repo = repo;
	audit->options = *options;
	audit->standard = (struct target)TARGET_INIT;
	audit->cache.bytes = audit->cache.added = (struct buf)BUF_INIT;
	audit->rules.policy = (struct policy)POLICY_INIT;
	int result = find_standard(audit, err);
	if (result == MOW_OK && options->range != NULL)
		result = take_range(audit, options->range, err);
	if (result == MOW_OK)
		result = take_folder(audit, err);
	if (result == MOW_OK)
		result = audit_moves_read(audit, err);
	if (result < 0) {
		mow_audit_free(audit);
		return result;
	}
	*out = audit;
	return MOW_OK;
}

int mow_audit_new(struct mow_audit **out, struct mow_repo *repo, const struct mow_audit_options *options,
		  struct mow_error *err)
{
	struct mow_audit *audit = NULL;
	int result = audit_open(&audit, repo, options, err);
	struct auditing auditing = {audit, err};
	const struct audit_visitor visitor = {.take = take, .context = &auditing};

	if (result == MOW_OK)
		result = audit_settings(audit, err);
	if (result == MOW_OK)
		result = audit_cache_open(&audit->cache, repo->git, err);
	if (result == MOW_OK)
		result = audit_walk(audit, &visitor, err);
	if (result < 0) {
		mow_audit_free(audit);
		return result;
	}
	audit_cache_save(&audit->cache, repo->git);
	*out = audit;
	return MOW_OK;
}

const char *mow_audit_target(const struct mow_audit *audit)
{
	return audit->standard.ref.data;
}

size_t mow_audit_changes(const struct mow_audit *audit)
{
	return audit->changes;
}

size_t mow_audit_judged(const struct mow_audit *audit)
{
	return audit->judged;
}

bool mow_audit_has_chain(const struct mow_audit *audit)
{
	return audit->moves.any;
}

bool mow_audit_is_copy(const struct mow_audit *audit)
{
	return audit->remote != NULL;
}

bool mow_audit_goes_on(const struct mow_audit *audit)
{
	return audit->goes_on;
}

size_t mow_audit_findings(const struct mow_audit *audit)
{
	return audit->findings.count;
}

const struct mow_audit_finding *mow_audit_finding(const struct mow_audit *audit, size_t index)
{
	return &audit->findings.items[index];
}
