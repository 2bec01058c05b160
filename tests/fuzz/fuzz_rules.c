/*
 * Any bytes as a root OWNERS file and, behind a line "=== nested", as a nested one. What comes back must hold together:
 * errors are in order, with known codes and one plain line each; what is not broken holds nothing that its readers
 * would have to doubt, and means the same once it is laid out.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/finding_codes.h"
#include "rules/edit/layout.h"
#include "rules/edit/meaning.h"
#include "rules/edit/tidy.h"
#include "rules/people.h"
#include "rules/read/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
	if (!holds)
		abort();
}

struct last {
	unsigned line, column;
	size_t count;
};

static bool is_known(const char *code)
{
	for (int i = 0; i < FINDING_COUNT; i++)
		if (strcmp(finding_word((enum finding_code)i), code) == 0)
			return true;
	return false;
}

static void check_finding(const struct mow_finding *finding, void *context)
{
	struct last *last = context;
	bool overflow = strcmp(finding->code, "too-many-errors") == 0;

	require(is_known(finding->code));
	require(finding->message[0] != '\0');
	for (const char *c = finding->message; *c != '\0'; c++)
		require((unsigned char)*c >= ' ' && *c != 0x7F);
	require(overflow || finding->line > last->line ||
		(finding->line == last->line && finding->column >= last->column));
	*last = (struct last){finding->line, finding->column, last->count + 1};
}

static void check_owners(const struct rules *rules, const size_t *owners, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		require(owners[i] < rules->owner_count);
		for (size_t k = 0; k < i && i < 20; k++)
			require(owners[i] != owners[k]);
	}
}

static void check_area(const struct rules *rules, const struct area *area, size_t *people)
{
	require(area->accountable == RULES_NONE || rules->owners[area->accountable].kind == OWNER_PERSON);
	check_owners(rules, area->responsible.items, area->responsible.count);
	check_owners(rules, area->consulted.items, area->consulted.count);
	check_owners(rules, area->informed.items, area->informed.count);
	for (size_t i = 0; i < area->gate_count; i++) {
		const struct gate *gate = &area->gates[i];
		check_owners(rules, gate->of, gate->of_count);
		/* Of a broken root nobody knows all people. */
		size_t count = people_expand(people, rules, gate->of, gate->of_count, INT64_C(1767225600));
		require(rules->broken || (gate->need >= 1 && gate->need <= count));
		require(gate->name[0] != '\0' && gate->text[0] != '\0');
	}
}

static void check_file(const struct rules *rules, const struct rules_file *file, size_t *people)
{
	require(!file->broken || file->patterns == NULL);
	for (size_t i = 0; i < file->area_count; i++) {
		const struct area *area = &file->areas[i];
		check_area(rules, area, people);
		require(area->pattern_count > 0 && area->first_pattern + area->pattern_count <= file->pattern_count);
		require(!file->patterns[area->first_pattern].exclude);
	}
	for (size_t i = 0; i < file->pattern_count; i++)
		require(pattern_check(file->patterns[i].text, strlen(file->patterns[i].text), NULL, NULL, NULL) ==
			MOW_OK);
}

static void check_rules(const struct rules *rules)
{
	size_t *people = calloc(rules->people_count + 1, sizeof *people);

	require(people != NULL);
	for (size_t i = 0; i < rules->file_count; i++)
		check_file(rules, rules->files[i], people);
	if (!rules->broken) {
		check_area(rules, &rules->rules_area, people);
		require(rules->rules_area.accountable != RULES_NONE && rules->rules_area.level != LEVEL_LIGHTWEIGHT);
	}
	for (size_t i = 0; i < rules->people_count && !rules->broken; i++) {
		const char *label = people_label(rules, i);
		int64_t day;
		require(rules->people[i].email_count > 0);
		require(people_owner(rules, label, strlen(label)) != RULES_NONE);
		require(people_by_email(rules, rules->people[i].emails[0], strlen(rules->people[i].emails[0])) == i);
		require(people_away_until(&day, rules, i, 1767225600) == people_away(rules, i, 1767225600));
	}
	rules_protects(rules, "refs/heads/release/2026");
	free(people);
}

/* Laid out, a file without errors means the same, and laid out again it stays as it is. */
static void check_layout(const char *bytes, size_t len)
{
	MOW_AUTO(edit_text) lines = EDIT_TEXT_INIT;
	MOW_AUTO(edit_text) again = EDIT_TEXT_INIT;
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(buf) first = BUF_INIT;
	MOW_AUTO(buf) second = BUF_INIT;
	bool same = false;

	buf_add(&text, bytes, len);
	require(edit_text_read(&lines, text.data, text.len, NULL) == MOW_OK);
	require(edit_layout(&first, &lines, NULL) == MOW_OK);
	require(edit_means_same(&same, &text, &first, NULL) == MOW_OK && same);
	require(edit_text_read(&again, first.data, first.len, NULL) == MOW_OK);
	require(edit_layout(&second, &again, NULL) == MOW_OK);
	require(second.len == first.len && memcmp(second.data, first.data, first.len) == 0);
}

/* What changes nothing taken out, it is read without an error. */
static void check_tidy(const char *bytes, size_t len)
{
	MOW_AUTO(edit_text) lines = EDIT_TEXT_INIT;
	MOW_AUTO(buf) tidy = BUF_INIT;
	struct rules *rules = NULL;

	require(edit_text_read(&lines, bytes, len, NULL) == MOW_OK);
	require(edit_tidy(&tidy, &lines, NULL, NULL) >= 0);
	require(rules_parse(&rules, tidy.data, tidy.len, NULL, NULL) == MOW_OK && !rules->broken);
	rules_free(rules);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char mark[] = "=== nested\n";
	const char *bytes = (const char *)data;
	const char *nested = size > 0 ? memmem(bytes, size, mark, sizeof mark - 1) : NULL;
	size_t root_len = nested != NULL ? (size_t)(nested - bytes) : size;
	struct rules *rules = NULL;
	struct last last = {0};

	if (rules_parse(&rules, bytes, root_len, &(const struct mow_finding_sink){check_finding, &last}, NULL) !=
	    MOW_OK)
		return 0;
	require(rules->broken == (last.count > 0));
	if (nested != NULL) {
		last = (struct last){0};
		nested += sizeof mark - 1;
		const struct file_text text = {"sub/OWNERS", nested, size - root_len - (sizeof mark - 1)};
		require(rules_add(rules, &text, &(const struct mow_finding_sink){check_finding, &last}, NULL) ==
			MOW_OK);
		require(rules->files[1]->broken || last.count == 0);
		require(rules->broken || rules->files[1]->broken == (last.count > 0));
	}
	check_rules(rules);
	if (!rules->broken) {
		check_layout(bytes, root_len);
		check_tidy(bytes, root_len);
	}
	rules_free(rules);
	return 0;
}
