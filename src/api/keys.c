#include "api/keys.h"

#include <stdlib.h>
#include <string.h>

#include "base/base64.h"
#include "base/digest.h"
#include "base/error.h"

/* ---- What a key is -------------------------------------------------------------------------------------------- */

int keys_show(struct mow_key *out, const struct signer *signer, struct arena *arena, struct mow_error *err)
{
	unsigned char sum[DIGEST_SIZE];
	MOW_AUTO(buf) blob = BUF_INIT;
	MOW_AUTO(buf) text = BUF_INIT;

	if (!base64_decode(&blob, signer->key, strlen(signer->key)) || buf_check(&blob, err) != MOW_OK)
		return mow_fail_memory(err);
	digest_bytes(sum, blob.data, blob.len);
	buf_adds(&text, "SHA256:");
	base64_encode(&text, sum, sizeof sum);
	if (buf_check(&text, err) != MOW_OK)
		return MOW_ENOMEM;
	/* OpenSSH shows it without what only fills it up. */
	const char *fingerprint = arena_dup(arena, text.data, strcspn(text.data, "="));
	if (fingerprint == NULL)
		return mow_fail_memory(err);
	*out = (struct mow_key){
		.email = signer->principal,
		.type = signer->type,
		.fingerprint = fingerprint,
		.from = signer->valid_from,
		.end = signer->valid_end,
		.line = signer->line,
		.shared = signer->shared,
	};
	return MOW_OK;
}

const char *keys_label(const char **name, const struct rules *rules, const char *email)
{
	size_t person = people_by_email(rules, email, strlen(email));

	*name = person != RULES_NONE && rules->people[person].line > 0 ? rules->people[person].name : NULL;
	return person != RULES_NONE ? people_label(rules, person) : email;
}

int keys_open_policy(struct policy *out, struct mow_repo *repo, const char *source, const struct mow_finding_sink *sink,
		     struct mow_error *err)
{
	const struct policy_request request = {.now = repo->now, .sink = sink};
	MOW_AUTO(snapshot) snapshot = {0};
	int result = snapshot_open(&snapshot, repo->git, source, err);

	if (result == MOW_OK)
		result = policy_open(out, &snapshot, &request, err);
	if (result != MOW_OK)
		return result;
	if (policy_rules(out) == NULL)
		return mow_fail(err, MOW_ENOTFOUND,
				"there is no OWNERS file at the root of the repository, so nobody has a key; write one "
				"first: man OWNERS");
	return policy_rules(out)->broken
		       ? mow_fail(err, MOW_ERULES, "OWNERS has errors, so nobody can tell whose keys these are")
		       : MOW_OK;
}

/* ---- Who has which -------------------------------------------------------------------------------------------- */

struct mow_keys {
	struct policy policy;
	struct arena arena;
	struct mow_key_holder *holders;
	size_t count;
};

/* A bucket for everybody of the rules, then one for each key of nobody. */
struct buckets {
	struct mow_key **keys;
	size_t *counts;
	size_t people;
};

static size_t bucket_of(const struct buckets *buckets, const struct rules *rules, const struct signers *signers,
			size_t at)
{
	const char *email = signers->items[at].principal;
	size_t person = people_by_email(rules, email, strlen(email));

	return person != RULES_NONE ? person : buckets->people + at;
}

static int fill_buckets(struct buckets *out, struct mow_keys *keys, struct mow_error *err)
{
	const struct rules *rules = policy_rules(&keys->policy);
	const struct signers *signers = &keys->policy.keyring.signers;
	size_t all = rules->people_count + signers->count;
	int result = MOW_OK;

	out->people = rules->people_count;
	out->keys = arena_array(&keys->arena, all + 1, sizeof *out->keys);
	out->counts = arena_array(&keys->arena, all + 1, sizeof *out->counts);
	struct mow_key *room = arena_array(&keys->arena, signers->count + 1, sizeof *room);
	if (out->keys == NULL || out->counts == NULL || room == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < signers->count; i++)
		out->counts[bucket_of(out, rules, signers, i)]++;
	for (size_t i = 0; i < all; i++) {
		out->keys[i] = room;
		room += out->counts[i];
		out->counts[i] = 0;
	}
	for (size_t i = 0; result == MOW_OK && i < signers->count; i++) {
		size_t at = bucket_of(out, rules, signers, i);
		result = keys_show(&out->keys[at][out->counts[at]++], &signers->items[i], &keys->arena, err);
	}
	return result;
}

static void add_holder(struct mow_keys *keys, const struct buckets *buckets, size_t at)
{
	const struct rules *rules = policy_rules(&keys->policy);
	struct mow_key_holder *holder = &keys->holders[keys->count++];

	holder->keys = buckets->keys[at];
	holder->key_count = buckets->counts[at];
	if (at >= buckets->people) {
		holder->label = buckets->keys[at][0].email;
		return;
	}
	holder->label = people_label(rules, at);
	holder->name = rules->people[at].line > 0 ? rules->people[at].name : NULL;
}

static int list(struct mow_keys *keys, struct mow_error *err)
{
	const struct rules *rules = policy_rules(&keys->policy);
	size_t all = rules->people_count + keys->policy.keyring.signers.count;
	struct buckets buckets = {NULL, NULL, 0};
	int result = fill_buckets(&buckets, keys, err);

	keys->holders = arena_array(&keys->arena, all + 1, sizeof *keys->holders);
	if (result != MOW_OK || keys->holders == NULL)
		return result != MOW_OK ? result : mow_fail_memory(err);
	for (size_t i = 0; i < all; i++)
		if (buckets.counts[i] > 0)
			add_holder(keys, &buckets, i);
	for (size_t i = 0; i < rules->people_count; i++)
		if (buckets.counts[i] == 0 && rules->people[i].line > 0)
			add_holder(keys, &buckets, i);
	return MOW_OK;
}

int mow_keys_open(struct mow_keys **out, struct mow_repo *repo, const char *source, const struct mow_finding_sink *sink,
		  struct mow_error *err)
{
	struct mow_keys *keys = calloc(1, sizeof *keys);

	if (keys == NULL)
		return mow_fail_memory(err);
	keys->policy = (struct policy)POLICY_INIT;
	int result = keys_open_policy(&keys->policy, repo, source, sink, err);
	if (result == MOW_OK && keys->policy.keyring.signers.broken)
		result = mow_fail(err, MOW_ERULES, "%s has errors, so no key in it counts; correct these lines first",
				  keys->policy.keyring.signers.file);
	if (result == MOW_OK)
		result = list(keys, err);
	if (result != MOW_OK)
		mow_keys_free(keys);
	else
		*out = keys;
	return result;
}

void mow_keys_free(struct mow_keys *keys)
{
	if (keys == NULL)
		return;
	policy_release(&keys->policy);
	arena_release(&keys->arena);
	free(keys);
}

const char *mow_keys_file(const struct mow_keys *keys)
{
	return keys->policy.keyring.signers.file;
}

size_t mow_keys_holders(const struct mow_keys *keys)
{
	return keys->count;
}

const struct mow_key_holder *mow_keys_holder(const struct mow_keys *keys, size_t index)
{
	return &keys->holders[index];
}
