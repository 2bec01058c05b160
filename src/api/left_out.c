#include "api/left_out.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/escape.h"
#include "base/text.h"
#include "policy/policy.h"
#include "policy/target.h"

/* Records that wait to be sent. */
struct waiting {
	struct {
		struct record *items;
		size_t count, capacity;
	} good;
	struct strings bad; /* a line each */
	struct arena arena;
	struct oid commit, root, theirs; /* of the store here; the root of the remote's */
	bool lost_needed;
};

static void waiting_release(struct waiting *waiting)
{
	for (size_t i = 0; i < waiting->good.count; i++)
		record_release(&waiting->good.items[i]);
	free(waiting->good.items);
	strings_release(&waiting->bad);
	arena_release(&waiting->arena);
}
MOW_AUTO_DEFINE(waiting)

/* ---- Which will never be taken ---- */

/* The keys as this clone knows them; none where it does not know which branch decides. */
static int open_policy(struct policy *out, const struct left_out_push *push, struct mow_error *err)
{
	const struct policy_request request = {.now = push->repo->now};
	const struct target_request asked = {.remote = push->remote};
	MOW_AUTO(target) target = TARGET_INIT;
	struct mow_error why = {0, ""};
	int result = target_default(&target, push->repo->git, &asked, &why);

	if (result != MOW_OK)
		return result == MOW_ENOMEM ? mow_fail_memory(err) : MOW_OK;
	return policy_open_commit(out, push->repo->git, &target.tip, &request, err);
}

/* Why it will not; NULL in `*why`: it may. What is made ahead of the clock only has to wait. */
static int judge(const char **why, const struct record *record, const struct verifier *verifier, int64_t now,
		 struct mow_error *problem)
{
	*why = record->made <= now + RECORD_AHEAD ? record_date_problem(record, now) : NULL;
	if (*why != NULL || verifier == NULL)
		return MOW_OK;
	int result = signers_verify(verifier, record, problem);
	if (result == MOW_EDENIED)
		*why = problem->message;
	return result == MOW_ENOMEM ? result : MOW_OK;
}

static int note_bad(struct waiting *waiting, const struct record *record, const char *why, struct mow_error *err)
{
	MOW_AUTO(buf) by = BUF_INIT;

	escape_text(&by, record->by, strlen(record->by));
	if (buf_check(&by, err) != MOW_OK)
		return MOW_ENOMEM;
	return strings_add(&waiting->bad, &waiting->arena, err, "record %.12s by %s: %s", record->id, by.data, why);
}

static int take_record(struct waiting *waiting, const struct left_out_push *push, const struct verifier *verifier,
		       const struct oid *blob, struct mow_error *err)
{
	struct repo *git = push->repo->git;
	MOW_AUTO(buf) bytes = BUF_INIT;
	MOW_AUTO(record) record = {0};
	MOW_AUTO(record) there = {0};
	struct mow_error problem = {0, ""};
	const char *why;
	int result = repo_blob(&bytes, git, blob, RECORD_MAX, err);

	if (result == MOW_OK)
		result = record_parse(&record, bytes.data, bytes.len, err);
	/* Files may lie elsewhere than there, and be the same record. */
	if (result != MOW_OK || store_read(&there, git, &waiting->theirs, record.id, &problem) == MOW_OK)
		return result;
	bool is_needed = push->needed != NULL && strcmp(push->needed, record.id) == 0;
	/* The needed one was signed just now, with a key that the server may know from elsewhere. */
	result = judge(&why, &record, is_needed ? NULL : verifier, push->repo->now, &problem);
	if (result == MOW_OK && why != NULL) {
		waiting->lost_needed |= is_needed;
		return note_bad(waiting, &record, why, err);
	}
	if (result != MOW_OK || array_reserve(&waiting->good, 1))
		return mow_fail_memory(err);
	waiting->good.items[waiting->good.count++] = record;
	record = (struct record){0};
	return MOW_OK;
}

static bool is_record(const struct step *step)
{
	return step->new_mode == MODE_FILE &&
	       (text_begins(step->path, "records/") || text_begins(step->path, "stops/"));
}

static int look(struct waiting *waiting, const struct left_out_push *push, struct mow_error *err)
{
	struct repo *git = push->repo->git;
	struct store_synced synced = {.send = false};
	MOW_AUTO(steps) steps = {0};
	MOW_AUTO(policy) policy = POLICY_INIT;
	int result = store_sync(&synced, git, push->remote, push->text, err);

	if (result == MOW_OK && !oid_is_zero(&synced.theirs))
		result = repo_commit_tree(&waiting->theirs, git, &synced.theirs, err);
	if (result == MOW_OK)
		result = store_root(&waiting->root, &waiting->commit, git, err);
	if (result == MOW_OK)
		result = steps_between(&steps, git, &waiting->theirs, &waiting->root, err);
	if (result == MOW_OK)
		result = open_policy(&policy, push, err);
	for (size_t i = 0; result == MOW_OK && i < steps.count; i++)
		if (is_record(&steps.items[i]))
			result = take_record(waiting, push, policy_verifier(&policy), &steps.items[i].new_id, err);
	return result;
}

/* ---- Without them ---- */

/* The store here becomes the remote's with the good ones. As it was it stays reachable. */
static int rebuild(const struct waiting *waiting, const struct left_out_push *push, struct mow_error *err)
{
	static const struct oid none;
	struct repo *git = push->repo->git;
	char hex[OID_HEX];
	const char *const removal[] = {"update-ref", "-d", STORE_REF, hex, NULL};
	const char *const keep[] = {"update-ref", LEFT_OUT_REF, hex, NULL};

	oid_format(hex, &waiting->commit);
	int result = repo_git(NULL, git, keep, err);
	if (result == MOW_OK)
		result = repo_git(NULL, git, removal, err);
	if (result != MOW_OK)
		return result;
	result = store_fetch(git, push->remote, push->text, err);
	if (result == MOW_OK)
		result = store_add(git, waiting->good.items, waiting->good.count, push->text, err);
	if (result == MOW_OK)
		return result;
	struct oid now;
	bool is_there = repo_ref(&now, NULL, git, STORE_REF, NULL) == MOW_OK;
	const struct ref_move back = {STORE_REF, is_there ? &now : &none, &waiting->commit, "mowners: as it was"};
	(void)repo_ref_set(git, &back, NULL);
	return result;
}

static int tell(const struct waiting *waiting, const struct left_out_push *push, struct mow_error *err)
{
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < waiting->bad.count; i++)
		result = strings_add(push->notes, &push->repo->arena, err, "%s", waiting->bad.items[i]);
	return result;
}

int left_out_push(const struct left_out_push *push, struct mow_error *err)
{
	struct repo *git = push->repo->git;
	MOW_AUTO(waiting) waiting = {0};
	struct mow_error why = {0, ""};
	int result = store_push(push->said, git, push->remote, push->text, err);

	if (result != MOW_EDENIED)
		return result;
	/* Where that cannot be told, the refusal is what is to be known. */
	if (look(&waiting, push, &why) != MOW_OK || waiting.bad.count == 0 || waiting.lost_needed ||
	    rebuild(&waiting, push, &why) != MOW_OK)
		return result;
	result = tell(&waiting, push, err);
	if (result == MOW_OK && waiting.good.count > 0)
		result = store_push(push->said, git, push->remote, push->text, err);
	return result;
}
