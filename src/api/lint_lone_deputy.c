/* Areas at the level `detailed` in which one deputy, alone, can approve whatever a commit claims the owner made. */
#include "api/lint.h"
#include "base/error.h"
#include "verdict/verdict.h"

/* An area and a deputy that were told together. */
struct told {
	const struct area *area;
	size_t deputy;
};

/* Whether the one approval of the deputy is all that it takes where the owner is an author. */
static int judge_deputy(bool *enough, struct lint *lint, struct judge *judge, const struct requirement *owners,
			size_t deputy)
{
	unsigned evidence = lint->rules->levels[owners->level].evidence;
	size_t author = lint->rules->owners[owners->accountable].index;
	const size_t first = 0;
	struct approval approval = {.kind = (enum evidence_kind)(evidence & (~evidence + 1)),
				    .person = deputy,
				    .made = lint->repo->now,
				    .id = ""};
	const struct approvals approvals = {.items = &approval, .count = 1};
	const struct approval_set set = {.items = &first, .count = 1};
	const struct step_class class = {owners, &author, 1, &set};
	struct judgement judgement;
	MOW_AUTO(arena) arena = {0};
	judge_heed(judge, &approvals);
	int result = judge_class(&judgement, judge, &class, &arena, lint->err);
	judge_heed(judge, NULL);

	*enough = result == MOW_OK && judgement.state == MOW_APPROVED;
	return result;
}

static int warn(struct lint *lint, struct map *told, const struct requirement *owners, size_t deputy)
{
	struct told *key = arena_alloc(&lint->arena, sizeof *key);

	if (key == NULL)
		return mow_fail_memory(lint->err);
	*key = (struct told){owners->area, deputy};
	if (map_get(told, key, sizeof *key, NULL) || lint_accepts(lint, owners->area))
		return MOW_OK;
	lint_warn_at(lint, &owners->area->place,
		     "%s alone can approve files of [%s], a detailed area, whenever a commit claims that %s made the "
		     "change, which nobody proves; let people = 2 in [level detailed], or a review, ask for others too",
		     people_label(lint->rules, deputy), owners->area->name,
		     lint->rules->owners[owners->accountable].text);
	return map_put(told, key, sizeof *key, 0) == MOW_OK ? MOW_OK : mow_fail_memory(lint->err);
}

static int judge_requirement(struct lint *lint, struct judge *judge, struct map *told, const struct requirement *owners)
{
	const struct level_rule *level = &lint->rules->levels[owners->level];
	int result = MOW_OK;

	if (owners->level != LEVEL_DETAILED || level->people > 1 || level->any || owners->accountable == RULES_NONE)
		return MOW_OK;
	const struct person *owner = &lint->rules->people[lint->rules->owners[owners->accountable].index];
	for (size_t i = 0; result == MOW_OK && i < owner->deputy_count; i++) {
		bool enough = false;
		result = judge_deputy(&enough, lint, judge, owners, owner->deputies[i]);
		if (result == MOW_OK && enough)
			result = warn(lint, told, owners, owner->deputies[i]);
	}
	return result;
}

int lint_lone_deputy(struct lint *lint)
{
	MOW_AUTO_PTR(judge) judge = NULL;
	MOW_AUTO(map) told = {0};
	int result = judge_new(&judge, lint->rules, lint->repo->now, lint->err);

	for (size_t i = 0; result == MOW_OK && i < lint->asked.count; i++) {
		const struct requirement *owners = lint->asked.items[i].requirement;

		if (owners != NULL && owners->area != NULL)
			result = judge_requirement(lint, judge, &told, owners);
	}
	return result;
}
