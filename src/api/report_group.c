/* Who stands beside figures, and areas at levels: numbered as they come. */
#include <string.h>

#include "api/report.h"
#include "base/array.h"
#include "base/error.h"

static int number_group(size_t *out, struct mow_report *report, const char *name)
{
	*out = report->groups.count;
	if (map_get(&report->group_numbers, name, strlen(name), out))
		return MOW_OK;
	const char *kept = arena_dup(&report->arena, name, strlen(name));
	if (kept == NULL || array_reserve(&report->groups, 1) != MOW_OK ||
	    map_put(&report->group_numbers, kept, strlen(kept), *out) != MOW_OK)
		return mow_fail_memory(report->err);
	report->groups.items[report->groups.count++] = kept;
	return MOW_OK;
}

/* The first team that has the person, or the person. */
static const char *group_of(const struct mow_report *report, const struct rules *rules, size_t person, int64_t at)
{
	for (size_t i = 0; !report->head.by_person && i < rules->team_count; i++)
		if (people_team_has(&rules->teams[i], person, at))
			return rules->teams[i].handle;
	return report->head.by_person ? people_label(rules, person) : NULL;
}

int report_find_group(size_t *out, struct mow_report *report, const struct rules *rules, size_t person, int64_t at)
{
	const char *name = group_of(report, rules, person, at);

	*out = REPORT_NONE;
	return name != NULL ? number_group(out, report, name) : MOW_OK;
}

int report_find_lot(size_t *out, struct mow_report *report, const struct requirement *requirement)
{
	MOW_AUTO(buf) key = BUF_INIT;
	const char *area = NULL;

	if (requirement != NULL && requirement->area != NULL &&
	    (area = audit_area_label(&report->arena, requirement->area)) == NULL)
		return mow_fail_memory(report->err);
	const struct report_lot lot = {area, requirement != NULL ? requirement->level : LEVEL_STANDARD, REPORT_NONE};
	buf_addf(&key, "%s/%s", area != NULL ? area : "", level_name(lot.level));
	*out = report->lots.count;
	if (key.failed || map_get(&report->lot_numbers, key.data, key.len, out))
		return key.failed ? mow_fail_memory(report->err) : MOW_OK;
	const char *kept = arena_dup(&report->arena, key.data, key.len);
	if (kept == NULL || array_reserve(&report->lots, 1) != MOW_OK ||
	    map_put(&report->lot_numbers, kept, key.len, *out) != MOW_OK)
		return mow_fail_memory(report->err);
	report->lots.items[report->lots.count++] = lot;
	return MOW_OK;
}
