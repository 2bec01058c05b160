#include "api/without.h"

#include <string.h>

#include "api/owner_find.h"
#include "api/rules.h"

int without_take(struct rules *rules, const char *who, int64_t now, struct mow_error *err)
{
	size_t number;
	int result = owner_find(&number, rules, who, err);

	if (result != MOW_OK)
		return result;
	const struct owner *owner = &rules->owners[number];
	if (owner->kind == OWNER_PERSON) {
		people_leave(rules, owner->index, now);
		return MOW_OK;
	}
	const struct team *team = &rules->teams[owner->index];
	for (size_t i = 0; i < team->people_count; i++)
		people_leave(rules, team->people[i], now);
	return MOW_OK;
}

int mow_rules_without(struct mow_rules *rules, const char *who, const struct mow_finding_sink *sink,
		      struct mow_error *err)
{
	static const struct mow_path root = {"", 0, MOW_PATH_FOLDER};
	struct ruleset *ruleset = &rules->ruleset;
	int result = mow_rules_read(rules, &root, sink, err);

	/* Who is known by an e-mail alone may be named in any file. */
	if (result == MOW_OK && ruleset->rules != NULL && people_owner(ruleset->rules, who, strlen(who)) == RULES_NONE)
		result = mow_rules_read_all(rules, sink, err);
	if (result != MOW_OK || ruleset->rules == NULL)
		return result;
	rules_forget_shown(rules);
	return without_take(ruleset->rules, who, rules->repo->now, err);
}
