/* Authorship that is only claimed, and takes a decision from its owner: told to everybody who sees the verdict. */
#include "api/verdict.h"
#include "base/array.h"
#include "base/error.h"
#include "base/number_set.h"
#include "verdict/eligibility.h"

enum { UNKNOWN_MAX = 100 };

/* The authors of a class's first step. */
static const struct author_set *authors_of_class(const struct mow_verdict *verdict, size_t class)
{
	static const struct author_set none;
	size_t step = verdict->authored[class];

	return step != SIZE_MAX ? &verdict->authors.sets[verdict->authors.of_step[step]] : &none;
}

static bool is_address_of(const struct mow_verdict *verdict, const char *email, size_t person)
{
	size_t people[PEOPLE_OF_ADDRESS];
	size_t count = people_by_address(people, policy_rules(verdict->policy), email, strlen(email));

	for (size_t i = 0; i < count; i++)
		if (people[i] == person)
			return true;
	return false;
}

static bool is_unknown(const struct mow_verdict *verdict, const char *email)
{
	size_t people[PEOPLE_OF_ADDRESS];

	return people_by_address(people, policy_rules(verdict->policy), email, strlen(email)) == 0;
}

/* Which of the authors of a class's first step is the person by the newest commit; SIZE_MAX: none. */
static size_t newest_of(const struct mow_verdict *verdict, size_t class, size_t person)
{
	const struct author_set *set = authors_of_class(verdict, class);
	const struct oid *newest = NULL;
	size_t found = SIZE_MAX;

	for (size_t i = 0; i < set->count; i++) {
		const struct oid *commit = is_address_of(verdict, set->emails[i], person)
						   ? authors_commit(&verdict->authors, verdict->authored[class], i)
						   : NULL;
		/* Commits lie in one array, the newest first. */
		if (commit == NULL || (newest != NULL && commit >= newest))
			continue;
		newest = commit;
		found = i;
	}
	return found;
}

const struct oid *claims_commit(const struct mow_verdict *verdict, size_t class, size_t person)
{
	size_t index = newest_of(verdict, class, person);

	return index != SIZE_MAX ? authors_commit(&verdict->authors, verdict->authored[class], index) : NULL;
}

bool claims_bars(const struct mow_verdict *verdict, size_t class, size_t person)
{
	const struct step_class *item = &verdict->classes.items[class];
	const struct rules *rules = policy_rules(verdict->policy);
	const struct person *who = &rules->people[person];

	return eligible_is_author(item, person) &&
	       (!rules->levels[item->requirement->level].self_approval || who->external || who->bot);
}

bool claims_is_coauthor(const struct mow_verdict *verdict, size_t class, size_t person)
{
	size_t index = newest_of(verdict, class, person);

	return index != SIZE_MAX && authors_is_coauthor(&verdict->authors, verdict->authored[class], index);
}

/* The decision of a group where its owner is an author by some commit; NULL. */
static const struct mow_need *claimed_decision(const struct mow_group *group)
{
	const struct mow_need *need = group->need_count > 0 ? group->needs[0] : NULL;

	return need != NULL && need->kind == MOW_NEED_DECISION && !need->any && need->claimed_by != NULL ? need : NULL;
}

static int add_claim(struct mow_verdict *verdict, const struct mow_group *group, struct mow_error *err)
{
	const struct mow_need *need = claimed_decision(group);

	/* Proved, or blocked. */
	if (policy_rules(verdict->policy)->proved)
		return MOW_OK;
	if (need == NULL || need->got < need->need || need->have_count == 0)
		return MOW_OK;
	if (array_reserve(&verdict->claims, 1) != MOW_OK)
		return mow_fail_memory(err);
	verdict->claims.items[verdict->claims.count++] = (struct mow_claim){
		.owner = need->of[0],
		.commit = need->claimed_by,
		.by = need->have,
		.by_count = need->have_count,
		.path = group->steps[0]->path,
		.path_len = group->steps[0]->path_len,
		.files = group->step_count,
	};
	return MOW_OK;
}

/* Owners, each once. */
static int add_informed(struct mow_verdict *verdict, struct number_set *seen, size_t owner, struct mow_error *err)
{
	if (!number_set_add(seen, owner))
		return MOW_OK;
	if (array_reserve(&verdict->informed, 1) != MOW_OK)
		return mow_fail_memory(err);
	verdict->informed.items[verdict->informed.count++] = policy_rules(verdict->policy)->owners[owner].text;
	return MOW_OK;
}

static bool is_claimed(const struct mow_verdict *verdict, size_t class)
{
	const struct judgement *judgement = &verdict->judgements[class];
	const struct rules *rules = policy_rules(verdict->policy);
	const struct step_class *item = &verdict->classes.items[class];

	return judgement->need_count > 0 && judgement->needs[0]->role == NEED_DECISION &&
	       judgement->needs[0]->away != RULES_NONE && !rules->levels[item->requirement->level].any &&
	       claims_bars(verdict, class, judgement->needs[0]->away) &&
	       claims_commit(verdict, class, judgement->needs[0]->away) != NULL;
}

static int find_informed(struct mow_verdict *verdict, struct mow_error *err)
{
	MOW_AUTO(number_set) seen = {0};
	int result = number_set_begin(&seen, policy_rules(verdict->policy)->owner_count) == MOW_OK
			     ? MOW_OK
			     : mow_fail_memory(err);

	for (size_t i = 0; result == MOW_OK && i < verdict->classes.count; i++) {
		const struct owner_list *list = &verdict->classes.items[i].requirement->informed;
		for (size_t k = 0; result == MOW_OK && k < list->count; k++)
			result = add_informed(verdict, &seen, list->items[k], err);
	}
	for (size_t i = 0; result == MOW_OK && i < verdict->classes.count; i++)
		if (is_claimed(verdict, i))
			result = add_informed(verdict, &seen, verdict->classes.items[i].requirement->accountable, err);
	return result;
}

const char *claims_unknown(const struct mow_verdict *verdict, size_t class)
{
	const struct author_set *set = authors_of_class(verdict, class);

	for (size_t i = 0; i < set->count; i++)
		if (is_unknown(verdict, set->emails[i]))
			return set->emails[i];
	return NULL;
}

static bool is_approved_by_somebody(const struct mow_verdict *verdict, size_t class)
{
	const struct judgement *judgement = &verdict->judgements[class];

	for (size_t i = 0; i < judgement->need_count; i++)
		if (judgement->needs[i]->have_count > 0)
			return verdict->classes.items[class].requirement->level != LEVEL_LIGHTWEIGHT;
	return false;
}

static int add_unknown(struct mow_verdict *verdict, struct map *seen, const char *email, struct mow_error *err)
{
	if (!is_unknown(verdict, email) || map_get(seen, email, strlen(email), NULL))
		return MOW_OK;
	if (array_reserve(&verdict->unknown, 1) != MOW_OK || map_put(seen, email, strlen(email), 0) != MOW_OK)
		return mow_fail_memory(err);
	verdict->unknown.items[verdict->unknown.count++] = email;
	return MOW_OK;
}

static int find_unknown(struct mow_verdict *verdict, struct mow_error *err)
{
	MOW_AUTO(map) seen = {0};
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < verdict->classes.count; i++) {
		const struct author_set *set = authors_of_class(verdict, i);
		if (!is_approved_by_somebody(verdict, i))
			continue;
		for (size_t k = 0; result == MOW_OK && k < set->count && verdict->unknown.count < UNKNOWN_MAX; k++)
			result = add_unknown(verdict, &seen, set->emails[k], err);
	}
	return result;
}

static int list_squashes(struct mow_verdict *verdict, struct mow_error *err)
{
	const struct squashes *taken = &verdict->squashes;
	struct mow_squash *list = arena_array(&verdict->arena, taken->count + 1, sizeof *list);

	if (list == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < taken->count; i++) {
		const struct squash_taken *item = &taken->items[i];
		list[i] = (struct mow_squash){oid_dup(&verdict->arena, &item->commit), item->source.ref,
					      oid_dup(&verdict->arena, &item->source.tip)};
		if (list[i].commit == NULL || list[i].tip == NULL)
			return mow_fail_memory(err);
	}
	verdict->squashed = list;
	return MOW_OK;
}

int claims_build(struct mow_verdict *verdict, struct mow_error *err)
{
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < verdict->groups.count; i++)
		result = add_claim(verdict, &verdict->groups.items[i], err);
	if (result == MOW_OK)
		result = find_informed(verdict, err);
	if (result == MOW_OK)
		result = list_squashes(verdict, err);
	return result == MOW_OK ? find_unknown(verdict, err) : result;
}

size_t mow_verdict_unknown_authors(const struct mow_verdict *verdict, const char *const **emails)
{
	*emails = (const char *const *)verdict->unknown.items;
	return verdict->unknown.count;
}

size_t mow_verdict_claims(const struct mow_verdict *verdict)
{
	return verdict->claims.count;
}

const struct mow_claim *mow_verdict_claim(const struct mow_verdict *verdict, size_t index)
{
	return &verdict->claims.items[index];
}

size_t mow_verdict_informed(const struct mow_verdict *verdict, const char *const **owners)
{
	*owners = (const char *const *)verdict->informed.items;
	return verdict->informed.count;
}

size_t mow_verdict_squashes(const struct mow_verdict *verdict, const struct mow_squash **squashes)
{
	*squashes = verdict->squashed;
	return verdict->squashed != NULL ? verdict->squashes.count : 0;
}
