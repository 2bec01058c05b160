#include "rules_text.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "rules/read/read.h"

void rules_text_release(struct rules_text *text)
{
	buf_release(&text->places);
	buf_release(&text->messages);
}

void rules_text_note(const struct mow_finding *finding, void *context)
{
	struct rules_text *text = context;
	const char *between = text->count++ ? ", " : "";

	buf_addf(&text->places, "%s%u:%u %s", between, finding->line, finding->column, finding->code);
	buf_addf(&text->messages, "%s%u:%u %s: %s", text->messages.len ? "\n" : "", finding->line, finding->column,
		 finding->code, finding->message);
}

struct rules *rules_text_parse(struct rules_text *text, const char *root, size_t root_len,
			       const struct file_text *nested)
{
	struct rules *rules = NULL;
	int result = rules_parse(&rules, root, root_len, nested != NULL ? NULL : RULES_TEXT_SINK(text), NULL);

	if (result == MOW_OK && nested != NULL)
		result = rules_add(rules, nested, RULES_TEXT_SINK(text), NULL);
	if (result != MOW_OK)
		abort();
	return rules;
}

static void add_day(struct buf *out, int64_t moment)
{
	char text[CLOCK_TEXT];

	if (moment == INT64_MIN || moment == INT64_MAX) {
		buf_adds(out, "..");
		return;
	}
	clock_format_moment(text, moment);
	if (strcmp(text + 10, "T00:00:00Z") == 0)
		text[10] = '\0';
	buf_adds(out, text);
}

static void add_period(struct buf *out, const char *name, const struct period *period)
{
	if (period->from == INT64_MIN && period->end == INT64_MAX)
		return;
	buf_addf(out, " %s[", name);
	add_day(out, period->from);
	buf_addc(out, ' ');
	add_day(out, period->end);
	buf_addc(out, ']');
}

static void add_owners(struct buf *out, const char *name, const struct rules *rules, const size_t *items, size_t count)
{
	if (count > 0)
		buf_addf(out, " %s=", name);
	for (size_t i = 0; i < count; i++)
		buf_addf(out, "%s%s", i ? "," : "", rules->owners[items[i]].text);
}

static void add_list(struct buf *out, const char *name, const struct rules *rules, const struct owner_list *list)
{
	add_owners(out, name, rules, list->items, list->count);
	if (list->count > 0)
		buf_addf(out, ":%u", list->place.line);
}

static const char *label(const struct rules *rules, size_t person)
{
	return rules->people[person].handle != NULL ? rules->people[person].handle : rules->people[person].emails[0];
}

static void add_people(struct buf *out, const char *name, const struct rules *rules, const size_t *items, size_t count)
{
	if (count > 0)
		buf_addf(out, " %s=", name);
	for (size_t i = 0; i < count; i++)
		buf_addf(out, "%s%s", i ? "," : "", label(rules, items[i]));
}

static void add_text(struct buf *out, const char *name, const char *text)
{
	if (text != NULL)
		buf_addf(out, " %s=\"%s\"", name, text);
}

static void dump_person(struct buf *out, const struct rules *rules, const struct person *person)
{
	buf_addf(out, "person %s \"%s\"", person->handle != NULL ? person->handle : "-", person->name);
	for (size_t i = 0; i < person->email_count; i++)
		buf_addf(out, " %s", person->emails[i]);
	if (person->email_count > 0 && strcmp(person->emails_first, person->emails[0]) != 0)
		add_text(out, "written", person->emails_first);
	for (size_t i = 0; i < person->account_count; i++)
		buf_addf(out, " %s", person->accounts[i]);
	add_text(out, "org", person->org);
	buf_addf(out, "%s%s", person->external ? " external" : "", person->bot ? " bot" : "");
	add_period(out, "service", &person->service);
	for (size_t i = 0; i < person->away_count; i++)
		add_period(out, "away", &person->away[i]);
	add_people(out, "deputies", rules, person->deputies, person->deputy_count);
	buf_addc(out, '\n');
}

static void dump_team(struct buf *out, const struct rules *rules, const struct team *team)
{
	buf_addf(out, "team %s", team->handle);
	add_owners(out, "members", rules, team->members, team->member_count);
	add_people(out, "people", rules, team->people, team->people_count);
	for (size_t i = 0; team->terms != NULL && i < team->people_count; i++)
		add_period(out, "in", &team->terms[i]);
	buf_adds(out, team->external ? " external" : "");
	add_period(out, "service", &team->service);
	buf_addc(out, '\n');
}

static void dump_gate(struct buf *out, const struct rules *rules, const struct gate *gate)
{
	buf_addf(out, "  %s %s %u", gate->key, gate->name, gate->need);
	add_owners(out, "of", rules, gate->of, gate->of_count);
	buf_addf(out, " \"%s\" %u\n", gate->text, gate->place.line);
}

static void dump_accepts(struct buf *out, const struct accept_list *accepts)
{
	for (size_t i = 0; i < accepts->count; i++) {
		const struct accept *accept = &accepts->items[i];
		buf_addf(out, "  accept %s before ", finding_word(accept->code));
		add_day(out, accept->end);
		buf_addf(out, " \"%s\" %u:%u\n", accept->reason, accept->line, accept->column);
	}
}

static void add_date(struct buf *out, const char *name, const struct place *place, int64_t moment)
{
	if (place->line == 0)
		return;
	buf_addf(out, " %s=", name);
	add_day(out, moment);
	buf_addf(out, ":%u", place->line);
}

static void dump_area(struct buf *out, const struct rules *rules, const struct area *area)
{
	buf_addf(out, "area %s %s:%u", area->name, area->place.file, area->place.line);
	add_text(out, "summary", area->summary);
	if (area->accountable != RULES_NONE)
		buf_addf(out, " accountable=%s:%u", rules->owners[area->accountable].text,
			 area->accountable_place.line);
	if (area->escalate != NULL) {
		add_text(out, "escalate", area->escalate->text);
		add_list(out, "to", rules, &area->escalate->list);
		buf_addf(out, " after=%" PRId64, area->escalate->after);
	}
	add_list(out, "responsible", rules, &area->responsible);
	add_list(out, "consulted", rules, &area->consulted);
	add_list(out, "informed", rules, &area->informed);
	if (area->level != LEVEL_UNSET)
		buf_addf(out, " level=%s:%u", level_name(area->level), area->level_place.line);
	add_date(out, "confirm-end", &area->confirm_place, area->confirm_end);
	add_date(out, "rights-end", &area->rights_place, area->rights_end);
	if (area->freeze != NULL) {
		add_period(out, "frozen", &area->freeze->period);
		add_list(out, "allow", rules, &area->freeze->allow);
		add_text(out, "as", area->freeze->allow_text);
		add_text(out, "reason", area->freeze->reason);
	}
	buf_addc(out, '\n');
	for (size_t i = 0; i < area->gate_count; i++)
		dump_gate(out, rules, &area->gates[i]);
	dump_accepts(out, &area->accepts);
}

static void dump_settings(struct buf *out, const struct rules *rules)
{
	static const char *const unowned[] = {"block", "warn", "allow"};
	static const char *const handover[] = {"", " handover=accept", " handover=both"};

	buf_addf(out, "mowners evidence=%u unowned=%s level=%s", rules->evidence, unowned[rules->unowned],
		 level_name(rules->level));
	if (rules->level_place.line != 0)
		buf_addf(out, ":%u", rules->level_place.line);
	buf_addf(out, " stale=%" PRId64, rules->stale_after);
	buf_addf(out, "%s%s%s%s", rules->external_accountable ? " external-accountable" : "",
		 rules->advise ? " advise" : "", rules->proved ? " proved" : "", handover[rules->handover]);
	add_text(out, "repository", rules->repository);
	for (size_t i = 0; i < rules->protect_count; i++)
		buf_addf(out, " protect=\"%s\"", rules->protect[i]);
	add_people(out, "witnesses", rules, rules->witnesses, rules->witness_count);
	buf_addc(out, '\n');
	if (rules->override.of_count > 0)
		dump_gate(out, rules, &rules->override);
	dump_accepts(out, &rules->accepts);
	for (int i = LEVEL_LIGHTWEIGHT; i < LEVEL_COUNT; i++) {
		const struct level_rule *rule = &rules->levels[i];
		buf_addf(out, "level %s %s self=%d people=%u evidence=%u age=%" PRId64 "\n", level_name((enum level)i),
			 rule->any ? "any" : "accountable", rule->self_approval, rule->people, rule->evidence,
			 rule->max_age);
	}
}

void rules_text_dump(struct buf *out, const struct rules *rules)
{
	buf_adds(out, rules->broken ? "broken\n" : "");
	dump_settings(out, rules);
	for (size_t i = 0; i < rules->people_count; i++)
		dump_person(out, rules, &rules->people[i]);
	for (size_t i = 0; i < rules->team_count; i++)
		dump_team(out, rules, &rules->teams[i]);
	if (!rules->broken)
		dump_area(out, rules, &rules->rules_area);
	if (rules->has_otherwise)
		dump_area(out, rules, &rules->otherwise);
	for (size_t i = 0; i < rules->file_count; i++) {
		const struct rules_file *file = rules->files[i];
		buf_addf(out, "file %s folder \"%s\"%s\n", file->path, file->folder, file->broken ? " broken" : "");
		for (size_t k = 0; k < file->area_count; k++) {
			const struct area *area = &file->areas[k];
			dump_area(out, rules, area);
			for (size_t p = 0; p < area->pattern_count; p++) {
				const struct pattern *pattern = &file->patterns[area->first_pattern + p];
				buf_addf(out, "  path %s %u:%u%s%s\n", pattern->text, pattern->line, pattern->column,
					 pattern->exclude ? " exclude" : "",
					 pattern->area == k ? "" : " OF ANOTHER AREA");
			}
		}
		for (size_t k = 0; k < file->remark_count; k++)
			buf_addf(out, "  remark %u:%u %s\n", file->remarks[k].line, file->remarks[k].column,
				 file->remarks[k].text);
	}
}
