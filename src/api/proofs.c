/*
 * Whether those whom commits name as authors are who made them (authors = proved): by the signature of the author, or
 * since the server's platform names them as who pushes. Of a co-author nothing but the latter tells, unless they are
 * the author too: a commit has one signature.
 */
#include "api/verdict.h"
#include "base/array.h"
#include "base/error.h"
#include "base/escape.h"
#include "base/text.h"
#include "evidence/field.h"

#define SIGNATURES_MAX 10000 /* commits of one change whose signatures are checked */
#define FAILED_MAX 50        /* bad ones, after which no more is looked at */
#define KEPT_MAX 100         /* reasons that are kept */

static bool share(const size_t *a, size_t a_count, const size_t *b, size_t b_count)
{
	for (size_t i = 0; i < a_count; i++)
		for (size_t k = 0; k < b_count; k++)
			if (a[i] == b[k])
				return true;
	return false;
}

static size_t people_of(size_t out[PEOPLE_OF_ADDRESS], const struct proofs *proofs, const char *email)
{
	return people_by_address(out, policy_rules(proofs->change->policy), email, strlen(email));
}

static bool is_pusher(const struct proofs *proofs, const char *email)
{
	size_t people[PEOPLE_OF_ADDRESS];
	size_t count = people_of(people, proofs, email);

	return proofs->pusher != RULES_NONE && share(people, count, &proofs->pusher, 1);
}

static bool is_same(const struct proofs *proofs, const char *a, const char *b)
{
	size_t one[PEOPLE_OF_ADDRESS], other[PEOPLE_OF_ADDRESS];
	size_t one_count = people_of(one, proofs, a);
	size_t other_count = people_of(other, proofs, b);

	return strcmp(a, b) == 0 || share(one, one_count, other, other_count);
}

/* Keeps why a commit is not proved. */
static int keep(struct proofs *proofs, const struct authors_claim *claim, const char *email, const char *why,
		struct mow_error *err)
{
	struct mow_verdict *verdict = proofs->verdict;
	MOW_AUTO(buf) shown = BUF_INIT;

	if (verdict->unproved.count >= KEPT_MAX)
		return MOW_OK;
	escape_text(&shown, email, strlen(email));
	struct unproved kept = {*claim->commit, arena_dup(&verdict->arena, shown.data, shown.len),
				arena_dup(&verdict->arena, why, strlen(why)), email != claim->emails[0]};
	if (shown.failed || kept.author == NULL || kept.why == NULL || array_reserve(&verdict->unproved, 1) != MOW_OK)
		return mow_fail_memory(err);
	verdict->unproved.items[verdict->unproved.count++] = kept;
	return MOW_OK;
}

/* Why the signature does not prove the author, in `why`; MOW_EDENIED. */
static int check_signature(struct proofs *proofs, const struct authors_claim *claim, struct mow_error *why)
{
	struct repo *git = proofs->change->repo->git;
	size_t people[PEOPLE_OF_ADDRESS];
	int result = repo_commit_signature(&proofs->payload, &proofs->signature, git, claim->commit, why);

	if (result != MOW_OK)
		return result;
	if (proofs->signature.len == 0)
		return mow_fail(why, MOW_EDENIED, "is not signed");
	if (!text_begins(proofs->signature.data, "-----BEGIN SSH SIGNATURE-----"))
		return mow_fail(why, MOW_EDENIED, "is signed, but not with an SSH key");
	if (proofs->checked >= SIGNATURES_MAX || proofs->failed >= FAILED_MAX)
		return mow_fail(why, MOW_EDENIED, "is not looked at: too many signatures of this change %s",
				proofs->failed >= FAILED_MAX ? "are bad" : "would have to be checked");
	const struct signed_commit signed_commit = {.payload = proofs->payload.data,
						    .payload_len = proofs->payload.len,
						    .armour = proofs->signature.data,
						    .armour_len = proofs->signature.len,
						    .email = claim->emails[0],
						    .people = people,
						    .people_count = people_of(people, proofs, claim->emails[0])};
	repo_progress(git, "signatures", ++proofs->checked);
	result = signers_verify_commit(policy_verifier(proofs->change->policy), policy_rules(proofs->change->policy),
				       &signed_commit, why);
	proofs->failed += result == MOW_EDENIED;
	return result;
}

/* The first of those whom only the author's word makes a co-author; NULL: there is none. */
static const char *find_claimed(const struct proofs *proofs, const struct authors_claim *claim)
{
	for (size_t i = 1; i < claim->count; i++)
		if (!is_pusher(proofs, claim->emails[i]) && !is_same(proofs, claim->emails[i], claim->emails[0]))
			return claim->emails[i];
	return NULL;
}

int proofs_prove(bool *proved, const struct authors_claim *claim, void *context, struct mow_error *err)
{
	struct proofs *proofs = context;
	struct mow_error why = {0, ""};
	const char *coauthor = find_claimed(proofs, claim);

	*proved = false;
	if (coauthor != NULL)
		return keep(proofs, claim, coauthor,
			    "names them as a co-author, which a signature of the author does not prove", err);
	*proved = is_pusher(proofs, claim->emails[0]);
	if (*proved)
		return MOW_OK;
	int result = check_signature(proofs, claim, &why);
	*proved = result == MOW_OK;
	if (result == MOW_EDENIED)
		return keep(proofs, claim, claim->emails[0], why.message, err);
	return result < 0 ? mow_fail(err, result, "cannot tell who made the commits: %s", why.message) : MOW_OK;
}

void proofs_open(struct proofs *proofs, struct mow_verdict *verdict, const struct change *change)
{
	*proofs = (struct proofs){
		.verdict = verdict, .change = change, .pusher = RULES_NONE, .payload = BUF_INIT, .signature = BUF_INIT};
	if (change->pusher != NULL)
		proofs->pusher = pusher_person(change->pusher, policy_rules(change->policy));
}

void proofs_release(struct proofs *proofs)
{
	repo_progress(proofs->change->repo->git, NULL, 0);
	buf_release(&proofs->payload);
	buf_release(&proofs->signature);
}

const struct unproved *proofs_find(const struct mow_verdict *verdict, size_t class)
{
	size_t step = verdict->authored[class];
	const struct oid *commit = step != SIZE_MAX ? authors_unproved(&verdict->authors, step) : NULL;

	for (size_t i = 0; commit != NULL && i < verdict->unproved.count; i++)
		if (oid_equal(&verdict->unproved.items[i].commit, commit))
			return &verdict->unproved.items[i];
	return NULL;
}
