#include <string.h>
#include <strings.h>

#include "base/base64.h"
#include "base/error.h"
#include "evidence/field.h"
#include "evidence/record/armour.h"
#include "evidence/signers/keygen.h"
#include "evidence/signers/ssh.h"

/* What must have been signed, and by whom. */
struct signed_text {
	const char *text;
	size_t text_len;
	const char *armour;
	size_t armour_len;
	const char *name_space;
	const char *principal;            /* exactly as the file writes it */
	const struct rules *rules;        /* of a commit: whoever is one of its people; NULL: the principal alone */
	const struct signed_commit *made; /* of a commit */
};

/* One verification. The texts are escaped, for messages. */
struct check {
	const struct verifier *verifier;
	const struct signed_text *input;
	struct buf who;  /* whose key it must be */
	struct buf blob; /* the signature */
	struct buf key;  /* base64 of the key that is in it */
	struct mow_error *err;
};

static const char *file_of(const struct check *check)
{
	return check->verifier->signers->file;
}

/* The signature without its armour, and the key that it says it was made with. */
static int open_signature(struct check *check)
{
	const struct signed_text *input = check->input;
	size_t space_len = strlen(input->name_space);
	struct ssh_signature signature;

	if (input->armour_len == 0)
		return mow_fail(check->err, MOW_EDENIED, "is not signed");
	bool good = armour_read(&check->blob, input->armour, input->armour_len);
	int result = buf_check(&check->blob, check->err);
	if (result != MOW_OK)
		return result;
	if (!good || !ssh_read_signature(&signature, check->blob.data, check->blob.len))
		return mow_fail(check->err, MOW_EDENIED, "has a signature that is damaged");
	if (signature.name_space_len != space_len || memcmp(signature.name_space, input->name_space, space_len) != 0)
		return mow_fail(check->err, MOW_EDENIED, "is signed for another purpose; the namespace must be %s",
				input->name_space);
	if (signature.hash_len != 6 ||
	    (memcmp(signature.hash, "sha256", 6) != 0 && memcmp(signature.hash, "sha512", 6) != 0))
		return mow_fail(check->err, MOW_EDENIED, "has a signature over an unknown hash");
	base64_encode(&check->key, signature.key, signature.key_len);
	return buf_check(&check->key, check->err);
}

static int fail_dates(const struct check *check, const struct signer *signer)
{
	char day[CLOCK_TEXT];
	bool early = check->verifier->now < signer->valid_from;

	clock_format_moment(day, early ? signer->valid_from : signer->valid_end);
	if (early)
		return mow_fail(check->err, MOW_EDENIED,
				"is signed with a key of %s that is not valid before %s (%s:%u)", check->who.data, day,
				file_of(check), signer->line);
	return mow_fail(check->err, MOW_EDENIED,
			"is signed with a key of %s that was valid until %s (%s:%u); it takes a new one",
			check->who.data, day, file_of(check), signer->line);
}

/* Why no entry will do; `named`: the last one of that key and e-mail, `other`: one of that key. */
static int fail_entry(const struct check *check, const struct signer *named, const struct signer *other)
{
	MOW_AUTO(buf) somebody = BUF_INIT;

	if (other == NULL)
		return mow_fail(check->err, MOW_EDENIED,
				"is signed with a key that %s does not list; add the key of %s there first",
				file_of(check), check->who.data);
	if (other->shared)
		return mow_fail(check->err, MOW_EDENIED,
				"is signed with a key that %s lists for two people, so it counts for neither",
				file_of(check));
	field_quote(&somebody, other->principal, strlen(other->principal));
	if (named == NULL)
		return mow_fail(check->err, MOW_EDENIED, "is signed with the key of %s (%s:%u), not of %s",
				somebody.data, file_of(check), other->line, check->who.data);
	return fail_dates(check, named);
}

/* Whether an entry is of somebody who must have signed. */
static bool is_meant(const struct signed_text *input, const struct signer *signer)
{
	if (input->rules == NULL)
		return strcmp(signer->principal, input->principal) == 0;
	size_t person = people_by_email(input->rules, signer->principal, strlen(signer->principal));
	for (size_t i = 0; i < input->made->people_count; i++)
		if (input->made->people[i] == person)
			return true;
	return input->made->people_count == 0 && strcasecmp(signer->principal, input->principal) == 0;
}

static int fail_namespace(const struct check *check, const struct signer *signer)
{
	return mow_fail(check->err, MOW_EDENIED,
			"is signed with a key of %s whose line does not list the namespace " SIGNERS_COMMITS
			" (%s:%u: namespaces=\"" SIGNERS_NAMESPACE "," SIGNERS_COMMITS "\")",
			check->who.data, file_of(check), signer->line);
}

/* The entry that must have signed; NULL: there is none, and check->err says why. */
static const struct signer *find_entry(const struct check *check)
{
	const struct signers *signers = check->verifier->signers;
	const struct signer *named = NULL, *narrow = NULL;
	size_t first = SIZE_MAX;

	if (signers->broken) {
		(void)mow_fail(check->err, MOW_EDENIED,
			       "does not count: %s has errors and vouches for nobody; mend it first", file_of(check));
		return NULL;
	}
	(void)map_get(&signers->keys, check->key.data, check->key.len, &first);
	for (size_t at = first; at != SIZE_MAX; at = signers->items[at].next_of_key) {
		const struct signer *signer = &signers->items[at];
		if (signer->shared || !is_meant(check->input, signer))
			continue;
		if (check->input->made != NULL && !signer->commits) {
			narrow = signer;
			continue;
		}
		named = signer;
		if (signer->valid_from <= check->verifier->now && check->verifier->now <= signer->valid_end)
			return signer;
	}
	if (named == NULL && narrow != NULL)
		(void)fail_namespace(check, narrow);
	else
		(void)fail_entry(check, named, first == SIZE_MAX ? NULL : &signers->items[first]);
	return NULL;
}

/* Cheap questions first: garbage must not cost a process. */
static int check_all(struct check *check)
{
	int result = open_signature(check);

	if (result != MOW_OK)
		return result;
	const struct signed_text *input = check->input;
	const struct signer *signer = find_entry(check);
	if (signer == NULL)
		return MOW_EDENIED;
	const struct keygen_question question = {
		.verifier = check->verifier,
		.signer = signer,
		.who = check->who.data,
		.name_space = input->name_space,
		.text = input->text,
		.text_len = input->text_len,
		.armour = input->armour,
		.armour_len = input->armour_len,
	};
	return keygen_verify(&question, check->err);
}

static int check_text(const struct verifier *verifier, const struct signed_text *input, struct mow_error *err)
{
	struct check check = {verifier, input, BUF_INIT, BUF_INIT, BUF_INIT, err};

	field_quote(&check.who, input->principal, strlen(input->principal));
	int result = check_all(&check);
	buf_release(&check.who);
	buf_release(&check.blob);
	buf_release(&check.key);
	return result;
}

/* Nobody but a witness signs for somebody else. */
static int check_witness(const struct verifier *verifier, const char *witness, struct mow_error *err)
{
	const struct rules *rules = verifier->rules;
	size_t person = rules != NULL ? people_by_email(rules, witness, strlen(witness)) : RULES_NONE;
	MOW_AUTO(buf) who = BUF_INIT;

	if (person != RULES_NONE && people_may_witness(rules, person, verifier->now))
		return MOW_OK;
	field_quote(&who, witness, strlen(witness));
	return mow_fail(err, MOW_EDENIED, "is carried by %s, whom [mowners] witness in OWNERS does not name", who.data);
}

/* By a witness, whose e-mail is copied out. */
static int check_carried(struct signed_text *input, struct buf *witness, const struct verifier *verifier,
			 const struct record *record, struct mow_error *err)
{
	buf_add(witness, record->witness, record_witness_len(record));
	int result = buf_check(witness, err);

	if (result != MOW_OK)
		return result;
	input->principal = witness->data;
	result = check_witness(verifier, witness->data, err);
	return result == MOW_OK ? check_text(verifier, input, err) : result;
}

int signers_check(const struct verifier *verifier, const struct record *record, struct mow_error *err)
{
	struct signed_text input = {.text = record->text,
				    .text_len = record->text_len,
				    .armour = record->armour,
				    .armour_len = record->armour_len,
				    .name_space = SIGNERS_NAMESPACE,
				    .principal = record->by};
	MOW_AUTO(buf) witness = BUF_INIT;

	return record->witness != NULL ? check_carried(&input, &witness, verifier, record, err)
				       : check_text(verifier, &input, err);
}

int signers_verify(const struct verifier *verifier, const struct record *record, struct mow_error *err)
{
	MOW_AUTO(buf) who = BUF_INIT;
	struct mow_error why = {0};
	int result = signers_check(verifier, record, &why);

	if (result == MOW_OK)
		return result;
	field_quote(&who, record->by, strlen(record->by));
	if (result == MOW_EDENIED)
		(void)mow_fail(err, result, "record %.12s by %s %s", record->id, who.data, why.message);
	else
		(void)mow_fail(err, result, "record %.12s by %s cannot be checked: %s", record->id, who.data,
			       why.message);
	return result;
}

int signers_verify_commit(const struct verifier *verifier, const struct rules *rules,
			  const struct signed_commit *commit, struct mow_error *err)
{
	const struct signed_text input = {.text = commit->payload,
					  .text_len = commit->payload_len,
					  .armour = commit->armour,
					  .armour_len = commit->armour_len,
					  .name_space = SIGNERS_COMMITS,
					  .principal = commit->email,
					  .rules = rules,
					  .made = commit};

	return check_text(verifier, &input, err);
}
