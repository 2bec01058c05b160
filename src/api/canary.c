/* A push that must be refused, to a stand-in for the repository. */
#include <string.h>

#include "api/repo.h"
#include "base/error.h"
#include "base/escape.h"
#include "base/text.h"
#include "evidence/audit/audit.h"
#include "git/pack.h"
#include "git/scratch.h"
#include "git/tree.h"
#include "policy/policy.h"
#include "policy/pusher.h"
#include "policy/target.h"

#define CHANGE "\n; a line that nobody approved\n"

int mow_audit_last(int64_t *moment, struct mow_repo *repo, struct mow_error *err)
{
	MOW_AUTO(arena) arena = {0};
	struct commit commit;
	struct oid tip;
	int result = repo_ref(&tip, NULL, repo->git, AUDIT_REF, err);

	if (result == MOW_OK)
		result = repo_commit(&commit, &arena, repo->git, &tip, err);
	if (result == MOW_OK)
		*moment = commit.time;
	return result;
}

/* ---- The change ------------------------------------------------------------------------------------------------- */

/* The file with one more comment, which changes nothing but has to be approved. */
static int write_file(struct tree_entry *entry, struct repo *repo, struct mow_error *err)
{
	MOW_AUTO(buf) bytes = BUF_INIT;
	int result = repo_blob(&bytes, repo, &entry->oid, RULES_FILE_MAX, err);

	if (result != MOW_OK)
		return result;
	buf_adds(&bytes, CHANGE);
	result = buf_check(&bytes, err);
	return result == MOW_OK ? repo_write_blob(&entry->oid, repo, bytes.data, bytes.len, err) : result;
}

static int add_entries(struct buf *out, bool *changed, struct repo *repo, const struct tree *tree,
		       struct mow_error *err)
{
	struct tree_entry entry = {0};
	size_t position = 0;
	int result;

	while ((result = tree_next(&entry, tree, &position, err)) == 1) {
		struct tree_entry put = entry;
		if (text_is(entry.name, entry.name_len, RULES_OWNERS)) {
			result = write_file(&put, repo, err);
			if (result != MOW_OK)
				return result;
			*changed = true;
		}
		tree_put(out, &put);
	}
	return result < 0 ? result : buf_check(out, err);
}

static int write_tree(struct oid *out, struct repo *repo, const struct oid *commit, struct mow_error *err)
{
	MOW_AUTO(pack) pack = {.repo = repo, .bytes = BUF_INIT};
	MOW_AUTO(tree) tree = TREE_INIT;
	MOW_AUTO(buf) bytes = BUF_INIT;
	bool changed = false;
	struct oid oid;
	int result = repo_commit_tree(&oid, repo, commit, err);

	if (result == MOW_OK)
		result = tree_read(&tree, repo, &oid, err);
	tree.as_git = true;
	if (result == MOW_OK)
		result = add_entries(&bytes, &changed, repo, &tree, err);
	if (result == MOW_OK && !changed)
		return mow_fail(err, MOW_ENOTFOUND, "the default branch has no OWNERS file");
	if (result == MOW_OK)
		result = pack_add(out, &pack, PACK_TREE, &bytes, err);
	return result == MOW_OK ? pack_end(&pack, err) : result;
}

static int write_change(struct oid *out, struct repo *repo, const struct oid *tip, int64_t now, struct mow_error *err)
{
	static const char subject[] = "mowners doctor: a push that must be refused\n";
	const struct commit_text text = {"mowners doctor", "doctor@mowners.invalid", now, subject};
	struct oid tree;
	const struct commit_draft draft = {&tree, tip, 1, &text};
	int result = write_tree(&tree, repo, tip, err);

	return result == MOW_OK ? repo_write_commit(out, repo, &draft, err) : result;
}

/* ---- The push --------------------------------------------------------------------------------------------------- */

static int push(struct git_said *said, const struct mow_repo *repo, const struct scratch *scratch,
		const struct target *target, struct mow_error *err)
{
	MOW_AUTO(buf) variable = BUF_INIT;
	struct oid commit;
	int result = write_change(&commit, scratch->repo, &target->tip, repo->now, err);

	if (result == MOW_OK)
		result = pusher_call(&variable, repo->git, "mowners-doctor", err);
	if (result != MOW_OK)
		return result;
	const struct scratch_push request = {&commit, target->ref.data, variable.len > 0 ? variable.data : NULL};
	return scratch_push(said, scratch, &request, err);
}

/* The first thing that came from the other side, which git marks. */
static void add_first(struct buf *out, const char *said)
{
	static const char mark[] = "remote: ";
	const char *line = strstr(said, mark);

	if (line == NULL)
		return;
	line += strlen(mark);
	escape_text(out, line, strcspn(line, "\r\n"));
	while (out->len > 0 && out->data[out->len - 1] == ' ')
		buf_cut(out, out->len - 1);
}

static int tell(struct mow_canary *out, struct mow_repo *repo, const struct git_said *said, struct mow_error *err)
{
	MOW_AUTO(buf) first = BUF_INIT;
	const char *text = said->errors.len > 0 ? said->errors.data : "";
	bool declined = strstr(text, "pre-receive hook declined") != NULL;

	add_first(&first, text);
	if (said->status != 0 && !declined) {
		MOW_AUTO(buf) line = BUF_INIT;
		escape_text(&line, text, strcspn(text, "\n"));
		return mow_fail(err, MOW_EGIT, "git push failed, and not by the hook: %s",
				line.len > 0 ? line.data : "it said nothing");
	}
	const char *kept = arena_dup(&repo->arena, first.len > 0 ? first.data : "", first.len);
	if (first.failed || kept == NULL)
		return mow_fail_memory(err);
	*out = (struct mow_canary){.refused = declined, .said = kept};
	return MOW_OK;
}

static int find_mode(bool *advises, struct mow_repo *repo, const struct oid *tip, struct mow_error *err)
{
	const struct policy_request request = {.now = repo->now};
	MOW_AUTO(policy) policy = POLICY_INIT;
	int result = policy_open_commit(&policy, repo->git, tip, &request, err);

	if (result == MOW_OK)
		*advises = policy_rules(&policy) != NULL && rules_advise(policy_rules(&policy));
	return result;
}

int mow_canary_push(struct mow_canary *out, struct mow_repo *repo, const char *hook, struct mow_error *err)
{
	MOW_AUTO(target) target = TARGET_INIT;
	MOW_AUTO(scratch) scratch = {.place = {.path = ""}};
	MOW_AUTO(git_said) said = GIT_SAID_INIT;
	int result = target_server(&target, repo->git, err);

	if (result == MOW_OK && oid_is_zero(&target.tip))
		return mow_fail(err, MOW_ENOTFOUND, "the default branch does not exist yet");
	if (result == MOW_OK)
		result = scratch_init(&scratch, repo->git, hook, err);
	if (result == MOW_OK)
		result = push(&said, repo, &scratch, &target, err);
	if (result == MOW_OK)
		result = tell(out, repo, &said, err);
	return result == MOW_OK ? find_mode(&out->advises, repo, &target.tip, err) : result;
}
