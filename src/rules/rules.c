#include "rules/rules.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "rules/refs.h"

#define STALE_AFTER (180 * CLOCK_DAY) /* [mowners] stale-after */

const char *level_name(enum level level)
{
	static const char *const names[LEVEL_COUNT] = {"", "lightweight", "standard", "detailed"};

	return names[level];
}

void rules_free(struct rules *rules)
{
	if (rules == NULL)
		return;
	for (size_t i = 0; i < rules->file_count; i++) {
		free(rules->files[i]->patterns);
		free(rules->files[i]->text);
	}
	free(rules->files);
	free(rules->people);
	free(rules->teams);
	free(rules->owners);
	map_release(&rules->handles);
	map_release(&rules->emails);
	map_release(&rules->accounts);
	map_release(&rules->folders);
	map_release(&rules->gates);
	map_release(&rules->relations);
	if (rules->seen != NULL)
		number_set_release(rules->seen);
	free(rules->seen);
	map_release(&rules->reading.excused);
	arena_release(&rules->arena);
	free(rules);
}

void rules_settings_init(struct rules *rules)
{
	rules->evidence = EVIDENCE_SIGNED | EVIDENCE_FORGE;
	rules->unowned = UNOWNED_BLOCK;
	rules->level = LEVEL_STANDARD;
	rules->level_place = (struct place){0};
	rules->external_accountable = rules->proved = rules->advise = false;
	rules->handover = HANDOVER_RULES;
	rules->repository = NULL;
	rules->stale_after = STALE_AFTER;
	rules->protect_count = rules->witness_count = 0;
	rules->override = (struct gate){0};
	rules->accepts = (struct accept_list){0};
	/* evidence 0: as [mowners] */
	rules->levels[LEVEL_LIGHTWEIGHT] = (struct level_rule){.any = true, .self_approval = true, .people = 1};
	rules->levels[LEVEL_STANDARD] = (struct level_rule){.people = 1};
	rules->levels[LEVEL_DETAILED] = (struct level_rule){.people = 2, .evidence = EVIDENCE_SIGNED | EVIDENCE_FORGE};
}

void rules_settings_finish_levels(struct rules *rules)
{
	for (int i = LEVEL_LIGHTWEIGHT; i < LEVEL_COUNT; i++)
		if (rules->levels[i].evidence == 0)
			rules->levels[i].evidence = rules->evidence;
}

bool rules_protects(const struct rules *rules, const char *ref)
{
	bool protects = rules->broken;

	if (text_begins(ref, "refs/mowners/"))
		return false;
	for (size_t i = 0; i < rules->protect_count && !protects; i++)
		protects = refs_match(rules->protect[i], ref);
	return protects;
}

bool rules_advise(const struct rules *rules)
{
	return rules->advise && !rules->broken;
}
