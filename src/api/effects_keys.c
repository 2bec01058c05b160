#include "api/effects_keys.h"

#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/error.h"
#include "policy/keyring.h"

enum { KEYS_TOLD = 5 };

struct list {
	struct buf text;
	size_t count;
};

/* "lena@example.com (OWNERS.signers:7)" */
static void add_key(struct list *list, const struct signers *signers, const struct signer *key)
{
	if (list->count++ >= KEYS_TOLD)
		return;
	if (list->count > 1)
		buf_adds(&list->text, ", ");
	buf_addf(&list->text, "%s (%s:%u)", key->principal, signers->file, key->line);
}

/* Whether the key counts for the e-mail there too, and for as long. */
static bool is_there(const struct signers *signers, const struct signer *key)
{
	size_t at;

	if (!map_get(&signers->keys, key->key, strlen(key->key), &at))
		return false;
	for (; at != SIZE_MAX; at = signers->items[at].next_of_key) {
		const struct signer *other = &signers->items[at];
		if (!other->shared && strcasecmp(other->principal, key->principal) == 0 &&
		    other->valid_from <= key->valid_from && other->valid_end >= key->valid_end)
			return true;
	}
	return false;
}

/* Whether the one of the e-mail had any key before, by whatever e-mail. */
static bool had_one(const struct signers *signers, const struct rules *rules, const char *email)
{
	const size_t person = people_by_email(rules, email, strlen(email));

	for (size_t i = 0; person != RULES_NONE && i < rules->people[person].email_count; i++) {
		const char *other = rules->people[person].emails[i];
		if (map_get(&signers->emails, other, strlen(other), NULL))
			return true;
	}
	return false;
}

static int tell(const struct list *list, enum mow_effect_kind kind, effects_diff_fn *each, void *context)
{
	MOW_AUTO(buf) text = BUF_INIT;

	if (list->count == 0)
		return MOW_OK;
	buf_adds(&text, list->text.data);
	if (list->count > KEYS_TOLD)
		buf_addf(&text, " and %zu more", list->count - KEYS_TOLD);
	if (text.failed || list->text.failed)
		return MOW_ENOMEM;
	const struct effects_told told = {.effect = {.kind = kind,
						     .before = kind == MOW_EFFECT_KEY_LOST ? text.data : NULL,
						     .after = kind == MOW_EFFECT_KEY_LOST ? NULL : text.data}};
	return each(&told, context);
}

int effects_diff_keys(struct ruleset *before, struct ruleset *after, effects_diff_fn *each, void *context,
		      struct mow_error *err)
{
	MOW_AUTO(keyring) old = KEYRING_INIT;
	MOW_AUTO(keyring) new = KEYRING_INIT;
	struct list first = {BUF_INIT, 0}, further = {BUF_INIT, 0}, lost = {BUF_INIT, 0};
	int result = keyring_open(&old, before, 0, NULL, err);

	if (result == MOW_OK)
		result = keyring_open(&new, after, 0, NULL, err);
	for (size_t i = 0; result == MOW_OK && i < new.signers.count; i++) {
		const struct signer *key = &new.signers.items[i];
		if (!key->shared && !is_there(&old.signers, key))
			add_key(had_one(&old.signers, after->rules, key->principal) ? &further : &first, &new.signers,
				key);
	}
	for (size_t i = 0; result == MOW_OK && i < old.signers.count; i++)
		if (!old.signers.items[i].shared && !is_there(&new.signers, &old.signers.items[i]))
			add_key(&lost, &old.signers, &old.signers.items[i]);
	if (result == MOW_OK)
		result = tell(&further, MOW_EFFECT_KEY_FURTHER, each, context);
	if (result == MOW_OK)
		result = tell(&first, MOW_EFFECT_KEY_FIRST, each, context);
	if (result == MOW_OK)
		result = tell(&lost, MOW_EFFECT_KEY_LOST, each, context);
	buf_release(&first.text);
	buf_release(&further.text);
	buf_release(&lost.text);
	return result == MOW_ENOMEM ? mow_fail_memory(err) : result;
}
