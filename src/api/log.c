/* The records that there are: opened, found, and told one by one. */
#include "api/log.h"

#include <stdlib.h>
#include <string.h>

#include "api/record.h"
#include "base/array.h"
#include "base/error.h"
#include "base/escape.h"
#include "git/tree.h"

void mow_log_free(struct mow_log *log)
{
	if (log == NULL)
		return;
	examiner_free(log->examiner);
	judge_free(log->judge);
	target_release(&log->standard);
	policy_release(&log->policy);
	map_release(&log->targets);
	map_release(&log->roles);
	free(log->known.items);
	free(log->heads.items);
	arena_release(&log->arena);
	free(log);
}

bool mow_log_has_records(const struct mow_log *log)
{
	return !oid_is_zero(&log->store);
}

size_t mow_log_unreadable(const struct mow_log *log)
{
	return log->unreadable;
}

/* ---- What is asked for -------------------------------------------------------------------------------------------- */

static int take_decision(struct mow_log *log, const char *name, struct mow_error *err)
{
	MOW_AUTO(buf) names = BUF_INIT;
	MOW_AUTO(buf) shown = BUF_INIT;
	enum record_decision decision;

	log->decision = -1;
	if (name == NULL)
		return MOW_OK;
	if (decisions_find(&decision, name, strlen(name))) {
		log->decision = (int)decision;
		return MOW_OK;
	}
	decisions_add_names(&names);
	escape_text(&shown, name, strlen(name));
	if (buf_check(&names, err) != MOW_OK || buf_check(&shown, err) != MOW_OK)
		return MOW_ENOMEM;
	return mow_fail(err, MOW_EINVAL, "a record decides %s, not %s", names.data, shown.data);
}

/* Somebody of the rules. */
static int take_owner(struct mow_log *log, size_t owner, struct mow_error *err)
{
	const struct rules *rules = policy_rules(&log->policy);
	MOW_AUTO_FREE size_t *people = calloc(rules->people_count + 1, sizeof *people);
	bool *makers = arena_array(&log->arena, rules->people_count, sizeof *makers);

	if (people == NULL || makers == NULL)
		return mow_fail_memory(err);
	size_t count = people_expand(people, rules, &owner, 1, log->repo->now);
	for (size_t i = 0; i < count; i++)
		makers[people[i]] = true;
	log->makers = makers;
	return MOW_OK;
}

/* An e-mail may be another one than that by which the rules call its owner. */
static int take_email(struct mow_log *log, const char *email, struct mow_error *err)
{
	const struct rules *rules = policy_rules(&log->policy);
	size_t person = rules != NULL ? people_by_email(rules, email, strlen(email)) : RULES_NONE;

	if (person == RULES_NONE) {
		log->by = arena_dup(&log->arena, email, strlen(email));
		return log->by != NULL ? MOW_OK : mow_fail_memory(err);
	}
	bool *makers = arena_array(&log->arena, rules->people_count, sizeof *makers);
	if (makers == NULL)
		return mow_fail_memory(err);
	makers[person] = true;
	log->makers = makers;
	return MOW_OK;
}

static int take_by(struct mow_log *log, const char *by, struct mow_error *err)
{
	const struct rules *rules = policy_rules(&log->policy);
	MOW_AUTO(buf) shown = BUF_INIT;

	if (by == NULL)
		return MOW_OK;
	const char *at = strchr(by, '@');
	if (at != NULL && at != by && at[1] != '\0')
		return take_email(log, by, err);
	size_t owner = rules != NULL && at == by ? people_owner(rules, by, strlen(by)) : RULES_NONE;
	if (owner != RULES_NONE)
		return take_owner(log, owner, err);
	escape_text(&shown, by, strlen(by));
	if (buf_check(&shown, err) != MOW_OK)
		return MOW_ENOMEM;
	if (at != by)
		return mow_fail(err, MOW_EINVAL, "who made it is @HANDLE, of a person or a team, or an e-mail, not %s",
				shown.data);
	return mow_fail(err, MOW_EINVAL,
			"nobody and no team is called %s in OWNERS; who has left is found by their e-mail", shown.data);
}

/* Whether a path is a folder in the tree of a commit. */
static int is_folder(bool *out, struct repo *git, const struct oid *commit, const struct mow_path *path,
		     struct mow_error *err)
{
	struct tree_entry entry = {.mode = MODE_NONE};
	struct oid tree;
	int result = repo_commit_tree(&tree, git, commit, err);

	if (result == MOW_OK)
		result = tree_find(&entry, git, &tree, path, err);
	*out = *out || (result == MOW_OK && entry.mode == MODE_TREE);
	return result == MOW_ENOTFOUND ? MOW_OK : result;
}

/* What is a folder on the default branch, or here, is meant as one. The root is everything. */
static int take_paths(struct mow_log *log, const struct mow_log_options *options, struct mow_error *err)
{
	struct repo *git = log->repo->git;
	struct oid head = {{0}};
	struct mow_path *paths = arena_array(&log->arena, options->path_count, sizeof *paths);
	int result = MOW_OK;

	if (paths == NULL)
		return mow_fail_memory(err);
	if (options->path_count > 0 && repo_commit_of(&head, git, "HEAD", NULL) != MOW_OK)
		head = log->standard.tip;
	for (size_t i = 0; result == MOW_OK && i < options->path_count; i++) {
		bool folder = options->paths[i].kind == MOW_PATH_FOLDER;
		paths[i] = options->paths[i];
		if (paths[i].len == 0)
			return MOW_OK;
		if (!folder && !oid_is_zero(&log->standard.tip))
			result = is_folder(&folder, git, &log->standard.tip, &paths[i], err);
		if (result == MOW_OK && !folder && !oid_is_zero(&head))
			result = is_folder(&folder, git, &head, &paths[i], err);
		paths[i].kind = folder ? MOW_PATH_FOLDER : MOW_PATH_FILE;
	}
	log->paths = paths;
	log->path_count = options->path_count;
	return result;
}

/* ---- Targets ------------------------------------------------------------------------------------------------------ */

static int find_target(struct target *out, const struct mow_log *log, const char *named, struct mow_error *err)
{
	const struct target_request request = {.remote = log->remote, .named = named};

	return target_named(out, log->repo->git, &request, err);
}

static int take_target(struct mow_log *log, const char *named, struct mow_error *err)
{
	MOW_AUTO(target) target = TARGET_INIT;
	int result = named != NULL ? find_target(&target, log, named, err) : MOW_OK;

	if (result != MOW_OK || named == NULL)
		return result;
	log->target = arena_dup(&log->arena, target.ref.data, target.ref.len);
	return log->target != NULL ? MOW_OK : mow_fail_memory(err);
}

/* Of a target that is none, and never was, the name may be wrong. */
static int check_target(const struct mow_log *log, const char *named, struct mow_error *err)
{
	const struct target_request request = {.remote = log->remote, .named = named};
	MOW_AUTO(target) target = TARGET_INIT;

	if (named == NULL || log->heads.count > 0)
		return MOW_OK;
	int result = find_target(&target, log, named, err);
	if (result != MOW_OK || !oid_is_zero(&target.tip) || strcmp(target.ref.data, log->standard.ref.data) == 0)
		return result;
	result = target_missing(&target, log->repo->git, &request, "--target", err);
	return result == MOW_ENOTFOUND ? mow_fail_as(err, MOW_EINVAL) : result;
}

int log_target_find(const struct log_target **out, struct mow_log *log, const char *ref, struct mow_error *err)
{
	const struct rules *rules = policy_rules(&log->policy);
	MOW_AUTO(target) target = TARGET_INIT;
	size_t number = log->known.count;

	if (map_get(&log->targets, ref, strlen(ref), &number)) {
		*out = log->known.items[number];
		return MOW_OK;
	}
	int result = find_target(&target, log, ref, err);
	/* What is no name of a ref is none that exists. */
	if (result != MOW_OK && result != MOW_EINVAL)
		return result;
	struct log_target *found = arena_alloc(&log->arena, sizeof *found);
	const char *kept = arena_dup(&log->arena, ref, strlen(ref));
	if (found == NULL || kept == NULL || array_reserve(&log->known, 1) != MOW_OK ||
	    map_put(&log->targets, kept, strlen(kept), number) != MOW_OK)
		return mow_fail_memory(err);
	bool is_default = strcmp(ref, log->standard.ref.data) == 0;
	*found = (struct log_target){.ref = kept,
				     .tip = target.tip,
				     .is_protected = rules != NULL && (is_default || rules_protects(rules, ref))};
	log->known.items[log->known.count++] = found;
	*out = found;
	return MOW_OK;
}

/* ---- Opening ------------------------------------------------------------------------------------------------------ */

static int open_rules(struct mow_log *log, const char *rules, struct mow_error *err)
{
	const struct policy_request request = {log->repo->now, log->sink};
	struct repo *git = log->repo->git;
	MOW_AUTO(snapshot) snapshot = {0};

	if (rules == NULL)
		return policy_open_commit(&log->policy, git, &log->standard.tip, &request, err);
	int result = snapshot_open(&snapshot, git, rules, err);
	return result == MOW_OK ? policy_open(&log->policy, &snapshot, &request, err) : result;
}

static int open_judge(struct mow_log *log, struct mow_error *err)
{
	const struct rules *rules = policy_rules(&log->policy);
	const struct approvals_request request = {.repo = log->repo->git,
						  .rules = rules,
						  .verifier = policy_verifier(&log->policy),
						  .store = log->store,
						  .now = log->repo->now};
	int result = rules != NULL ? judge_new(&log->judge, rules, log->repo->now, err) : MOW_OK;

	return result == MOW_OK && rules != NULL ? examiner_new(&log->examiner, &request, err) : result;
}

static int open_log(struct mow_log *log, const struct mow_log_options *options, struct mow_error *err)
{
	const struct mow_change_options nothing = {0};
	struct target_request request = {.named = options->target};
	struct oid tip;
	struct repo *git = log->repo->git;
	int result = mow_change_remote(&log->remote, log->repo, &nothing, err);

	request.remote = log->remote;
	if (result == MOW_OK)
		result = target_default(&log->standard, git, &request, err);
	if (result == MOW_OK)
		result = open_rules(log, options->rules, err);
	if (result == MOW_OK)
		result = store_known(&log->store, &tip, git, log->remote, err);
	if (result == MOW_OK)
		result = take_decision(log, options->decision, err);
	if (result == MOW_OK)
		result = take_by(log, options->by, err);
	if (result == MOW_OK)
		result = take_target(log, options->target, err);
	if (result == MOW_OK)
		result = take_paths(log, options, err);
	if (result == MOW_OK)
		result = log_find(log, err);
	if (result == MOW_OK)
		result = check_target(log, options->target, err);
	return result == MOW_OK ? open_judge(log, err) : result;
}

int mow_log_new(struct mow_log **out, struct mow_repo *repo, const struct mow_log_options *options,
		const struct mow_finding_sink *sink, struct mow_error *err)
{
	struct mow_log *log = calloc(1, sizeof *log);

	if (log == NULL)
		return mow_fail_memory(err);
	log->repo = repo;
	log->sink = sink;
	log->limit = options->limit;
	log->standard = (struct target)TARGET_INIT;
	log->policy = (struct policy)POLICY_INIT;
	int result = open_log(log, options, err);
	if (result < 0) {
		mow_log_free(log);
		return result;
	}
	*out = log;
	return MOW_OK;
}
