/* convert/folders: areas of a first OWNERS file, by what folders are called. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "convert/folders.h"
#include "convert/write.h"
#include "rules/rules.h"
#include "rules_text.h"

struct row {
	const char *name;
	bool marketing;
	const char *paths;    /* one a line */
	const char *expected; /* "AREA LEVEL PATTERN…", one a line */
};

static const struct row rows[] = {
	{"nothing", true, "", ""},
	{"files at the top are in no area", true, "README.md\nlogo.svg", ""},
	{"each folder at the top", false, "brand/logos/a.svg\ndocs/x\nbrand/b", "brand - /brand/\ndocs - /docs/\n"},
	{"hidden folders are left out", true, ".github/workflows/x.yml\n.x/brand/y", ""},
	{"kinds of work", true, "brand/a\ncrm/b\ndocs/c", "docs - /docs/\nbrand - /brand/\ncrm detailed /crm/\n"},
	{"their other names", true, "E-Mails/a\nPaid_Media/b\nads/c\nLanding Pages/d",
	 "email - /E-Mails/\npaid-media - /Paid_Media/ /ads/\nlanding-pages - /Landing Pages/\n"},
	{"wherever they lie", true, "assets/2026/brand/a\nassets/x\nteam/brand/b",
	 "assets - /assets/\nbrand - /assets/2026/brand/ /team/brand/\n"},
	{"what is special in them", true,
	 "brand/logos/a\nbrand/old/logos/photos/b\ncampaigns/q4/budget.csv\ncampaigns/q4/budget-2.csv",
	 "brand - /brand/\nlogos detailed /brand/logos/ /brand/old/logos/\ncampaigns - /campaigns/\n"
	 "budgets detailed /campaigns/**/budget*\n"},
	{"special only there", true, "logos/a\nconsent/b", "logos - /logos/\nconsent - /consent/\n"},
	{"one each", true, "localisation/de/a\nlocalisation/fr/b/c\nlocalisation/glossary.csv\npartners/North Light/d",
	 "localisation - /localisation/\nlocalisation-de - /localisation/de/\nlocalisation-fr - /localisation/fr/\n"
	 "partners - /partners/\npartner-north-light - /partners/North Light/\n"},
	{"a workflow and its jobs", true,
	 "ai-workflows/drafter/prompts/a.md\nai-workflows/drafter/Rules.ini\nai-workflows/drafter/data-contract.yaml",
	 "ai-workflows detailed /ai-workflows/\ndrafter detailed /ai-workflows/drafter/\n"
	 "drafter-rules - /ai-workflows/drafter/prompts/ /ai-workflows/drafter/Rules.ini\n"
	 "drafter-quality - /ai-workflows/drafter/prompts/\ndrafter-data - /ai-workflows/drafter/data-contract.yaml\n"},
	{"names that would be the same", true, "a b/x\na-b/y\nmarkets/brand/z\nbrand/q",
	 "a-b - /a b/\na-b-2 - /a-b/\nlocalisation - /markets/\nlocalisation-brand - /markets/brand/\nbrand - /brand/\n"},
	{"nor one that another folder has with its number", false, "a b-2/x\na b/x\na-b/x",
	 "a-b-2 - /a b-2/\na-b - /a b/\na-b-3 - /a-b/\n"},
	{"names of sections", false, "mowners/a\nRules/b\npeople/c\nfreeze/d",
	 "mowners-area - /mowners/\nrules-area - /Rules/\npeople-area - /people/\nfreeze-area - /freeze/\n"},
	{"nothing in a name is a wild card or a comment", false, "[a]*?\\/x\nb ;c/y",
	 "a - /\\[a]\\*\\?\\\\/\nb-c - /b \\;c/\n"},
	{"what no line can hold is left out", false, "a\x01/x\n\xFF/y\nz/a", "z - /z/\n"},
};

static void add_paths(struct folders *folders, const char *paths)
{
	while (*paths != '\0') {
		size_t len = strcspn(paths, "\n");
		folders_add(folders, paths, len);
		paths += len + (paths[len] != '\0');
	}
}

/* What the text says when it is read. */
static void dump(struct buf *out, const struct rules *rules)
{
	const struct rules_file *file = rules->files[0];

	for (size_t i = 0; i < file->area_count; i++) {
		const struct area *area = &file->areas[i];
		buf_addf(out, "%s %s", area->name, area->level != LEVEL_UNSET ? level_name(area->level) : "-");
		for (size_t k = 0; k < area->pattern_count; k++)
			buf_addf(out, " %s", file->patterns[area->first_pattern + k].text);
		buf_addc(out, '\n');
	}
}

static struct rules *make(struct buf *text, const struct folders *folders)
{
	MOW_AUTO(rules_text) found = RULES_TEXT_INIT;

	write_header(text, "the folders");
	write_rules(text, "tomas@example.com");
	assert_int_equal(folders_write(text, folders, NULL), MOW_OK);
	struct rules *rules = rules_text_parse(&found, text->data, text->len, NULL);
	assert_string_equal(found.places.data, "");
	return rules;
}

static void test_row(void **state)
{
	const struct row *row = *state;
	MOW_AUTO(folders) folders = {.marketing = row->marketing};
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(buf) out = BUF_INIT;

	add_paths(&folders, row->paths);
	MOW_AUTO_PTR(rules) rules = make(&text, &folders);
	dump(&out, rules);
	assert_string_equal(out.data, row->expected);
}

/* Who is to be named is asked for in comments. */
static void test_comments(void **state)
{
	static const char *const parts[] = {
		"[drafter]\npath        = /ai-workflows/drafter/\n; accountable = ?    ; one person, who owns the workflow\n"
		"; escalate    = ?",
		"; review.quality = ?    ; who says what is good enough\n; review.data = ?",
		"[drafter-rules]\npath        = /ai-workflows/drafter/rules.ini\n; review.rules = ?",
		"[crm]\nsummary     = Fields, scoring, routing\npath        = /crm/\n; accountable = ?    ; one person, who decides\n"
		"; review      = ?    ; sales, marketing operations\n; responsible = ?    ; who makes it\nlevel       = detailed\n",
		"; [otherwise]\n; accountable = ?\n",
	};
	MOW_AUTO(folders) folders = {.marketing = true};
	MOW_AUTO(buf) text = BUF_INIT;

	(void)state;
	add_paths(&folders, "ai-workflows/drafter/rules.ini\ncrm/fields.yaml");
	rules_free(make(&text, &folders));
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (strstr(text.data, parts[i]) == NULL)
			fail_msg("%s is not in:\n%s", parts[i], text.data);
}

/* More than an OWNERS file should hold. */
static void test_many(void **state)
{
	MOW_AUTO(folders) folders = {.marketing = true};
	MOW_AUTO(buf) text = BUF_INIT;
	char path[64];

	(void)state;
	for (int i = 0; i < 100000; i++) {
		(void)snprintf(path, sizeof path, "partners/p%d/x", i);
		folders_add(&folders, path, strlen(path));
	}
	MOW_AUTO_PTR(rules) rules = make(&text, &folders);
	assert_int_equal(rules->files[0]->area_count, FOLDERS_AREAS_MAX);
}

int main(void)
{
	static struct CMUnitTest tests[sizeof rows / sizeof *rows + 2];
	size_t count = 0;

	for (const struct row *row = rows; count < sizeof rows / sizeof *rows; row++)
		tests[count++] = (struct CMUnitTest){row->name, test_row, NULL, NULL, (void *)(uintptr_t)row};
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_comments);
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_many);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
