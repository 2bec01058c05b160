/* The areas of OWNERS files as lines of a CODEOWNERS file to be. */
#include <string.h>

#include "api/export.h"
#include "base/array.h"
#include "base/error.h"

/* ---- Sections --------------------------------------------------------------------------------------------------- */

static int find_section(size_t *number, struct export *exporting, const struct export_section *like, const char *key,
			size_t len)
{
	char *kept = arena_dup(&exporting->arena, key, len);

	*number = exporting->sections.count;
	if (kept == NULL || array_reserve(&exporting->sections, 1) ||
	    map_take(&exporting->section_numbers, kept, len, number) != MOW_OK)
		return mow_fail_memory(exporting->err);
	if (*number == exporting->sections.count)
		exporting->sections.items[exporting->sections.count++] = *like;
	return MOW_OK;
}

/* The section of a gate: by its name, its list and how many must agree. */
static int gate_section(size_t *number, struct export *exporting, const struct required_gate *gate)
{
	const struct export_section section = {gate->name, gate->need, false};
	MOW_AUTO(buf) key = BUF_INIT;

	buf_addf(&key, "%s\n%u\n", gate->name, gate->need);
	buf_add(&key, gate->of, gate->of_count * sizeof *gate->of);
	if (buf_check(&key, exporting->err))
		return MOW_ENOMEM;
	return find_section(number, exporting, &section, key.data, key.len);
}

static int consulted_section(size_t *number, struct export *exporting)
{
	static const struct export_section section = {"Consulted", 1, true};

	return find_section(number, exporting, &section, "", 0);
}

/* ---- What is wanted --------------------------------------------------------------------------------------------- */

/* One more want, or people added to the one there. */
static int want(struct plan_wanted *wants, size_t *count, struct export *exporting, size_t section,
		const struct owner_list *who)
{
	size_t list;
	int result = plan_list(&list, &exporting->plan, who->items, who->count);

	for (size_t i = 0; result == MOW_OK && i < *count; i++)
		if (wants[i].section == section)
			return plan_merge(&wants[i].list, &exporting->plan, wants[i].list, list);
	wants[(*count)++] = (struct plan_wanted){section, list};
	return result;
}

/* Somebody accountable, gates, and who is consulted: each in a section of its own where there are some, else all in
 * one. */
static int want_all(struct plan_wanted *wants, size_t *count, struct export *exporting,
		    const struct requirement *requirement)
{
	size_t accountable = requirement->accountable, section = 0;
	const struct owner_list decides = {.items = &accountable, .count = accountable != RULES_NONE};
	int result = decides.count > 0 ? want(wants, count, exporting, 0, &decides) : MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < requirement->gate_count; i++) {
		const struct required_gate *gate = &requirement->gates[i];
		const struct owner_list of = {.items = (size_t *)gate->of, .count = gate->of_count};
		if (exporting->forge == FORGE_GITLAB)
			result = gate_section(&section, exporting, gate);
		if (result == MOW_OK)
			result = want(wants, count, exporting, section, &of);
	}
	if (result != MOW_OK || exporting->forge != FORGE_GITLAB || requirement->consulted.count == 0)
		return result;
	result = consulted_section(&section, exporting);
	return result == MOW_OK ? want(wants, count, exporting, section, &requirement->consulted) : result;
}

int export_want(struct export *exporting, struct export_wanted *out, const struct requirement *requirement)
{
	struct plan_wanted *wants = arena_array(&exporting->arena, requirement->gate_count + 2, sizeof *wants);

	*out = (struct export_wanted){wants, 0};
	if (wants == NULL)
		return mow_fail_memory(exporting->err);
	return want_all(wants, &out->count, exporting, requirement);
}

/* ---- Lines ------------------------------------------------------------------------------------------------------ */

/* The pattern as it is seen from the root. */
static void add_pattern(struct buf *out, const struct rules_file *file, const char *text, size_t len)
{
	const char *slash = memchr(text, '/', len);

	if (file->folder_len == 0) {
		buf_add(out, text, len);
		return;
	}
	buf_addc(out, '/');
	for (size_t i = 0; i < file->folder_len; i++) {
		if (strchr("*?[\\", file->folder[i]) != NULL)
			buf_addc(out, '\\');
		buf_addc(out, file->folder[i]);
	}
	if (slash == NULL || slash == text + len - 1)
		buf_adds(out, "**/");
	size_t skipped = slash == text;
	buf_add(out, text + skipped, len - skipped);
}

/* The line of a pattern, if the forge has one: where not, its files have lines of their own. */
static int add_line(struct export *exporting, const struct plan_wanted *wants, const struct rules_file *file,
		    const struct pattern *pattern)
{
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(buf) said = BUF_INIT;

	add_pattern(&text, file, pattern->text + pattern->exclude, pattern->len - pattern->exclude);
	const struct plan_line line = {.pattern = text.data, .len = text.len};
	bool sayable = say_pattern(&said, exporting->forge, &line, false);
	if (buf_check(&text, exporting->err) || buf_check(&said, exporting->err))
		return MOW_ENOMEM;
	if (!sayable) {
		exporting->patterns_lost++;
		return MOW_OK;
	}
	return plan_add(&exporting->plan, wants->section, text.data, text.len,
			pattern->exclude ? PLAN_NOBODY : wants->list);
}

/* An area by itself as a requirement; in one list with [otherwise], which decides where it does not. */
static int area_wants(struct export *exporting, struct export_wanted *out, const struct area *area)
{
	struct required_gate *gates = arena_array(&exporting->arena, area->gate_count + 1, sizeof *gates);
	struct requirement alone = {.accountable = area->accountable, .gates = gates, .consulted = area->consulted};

	if (gates == NULL)
		return mow_fail_memory(exporting->err);
	if (alone.accountable == RULES_NONE && exporting->forge == FORGE_GITHUB && exporting->rules->has_otherwise)
		alone.accountable = exporting->rules->otherwise.accountable;
	for (size_t i = 0; i < area->gate_count; i++) {
		const struct gate *gate = &area->gates[i];
		gates[alone.gate_count++] = (struct required_gate){
			.name = gate->name, .need = gate->need, .of = gate->of, .of_count = gate->of_count};
	}
	return export_want(exporting, out, &alone);
}

static int add_area(struct export *exporting, const struct rules_file *file, const struct area *area)
{
	struct export_wanted wants;
	int result = area->freeze != NULL ? MOW_OK : area_wants(exporting, &wants, area);

	exporting->freezes |= area->freeze != NULL;
	for (size_t i = 0; result == MOW_OK && area->freeze == NULL && i < wants.count; i++) {
		plan_begin(&exporting->plan);
		for (size_t j = 0; result == MOW_OK && j < area->pattern_count; j++)
			result = add_line(exporting, &wants.items[i], file, &file->patterns[area->first_pattern + j]);
	}
	return result;
}

/* [otherwise] is for all that nothing else is for. */
static int add_otherwise(struct export *exporting)
{
	struct export_wanted wants = {0};
	int result =
		exporting->rules->has_otherwise ? area_wants(exporting, &wants, &exporting->rules->otherwise) : MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < wants.count; i++) {
		plan_begin(&exporting->plan);
		result = plan_add(&exporting->plan, wants.items[i].section, "*", 1, wants.items[i].list);
	}
	return result;
}

int export_add_areas(struct export *exporting)
{
	static const struct export_section first = {NULL, 1, false};
	const struct rules *rules = exporting->rules;
	size_t number;
	int result = find_section(&number, exporting, &first, "\n", 1);

	if (result == MOW_OK)
		result = add_otherwise(exporting);
	for (size_t i = 0; result == MOW_OK && i < rules->file_count; i++)
		for (size_t j = 0; result == MOW_OK && j < rules->files[i]->area_count; j++)
			result = add_area(exporting, rules->files[i], &rules->files[i]->areas[j]);
	return result == MOW_OK ? plan_put_in_order(&exporting->plan) : result;
}
