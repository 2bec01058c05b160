#include "convert/first.h"

#include <stdio.h>

#include "base/error.h"
#include "base/escape.h"
#include "convert/areas.h"
#include "convert/names.h"
#include "convert/write.h"
#include "rules/keys.h"
#include "rules/rules.h"

#define NEED_MAX 100 /* people made up for a team */

struct writing {
	struct buf *out;
	struct codeowners *codeowners;
	struct map names; /* of areas, see names_take */
	struct mow_error *err;
};

/* ---- Names of areas ------------------------------------------------------------------------------------------------- */

/* Called after the section, and after the first of the people where there are several lists in it. NULL: no memory. */
static const char *name_area(struct writing *writing, const struct list_area *area, bool several)
{
	const struct asked_list *list = &writing->codeowners->lists.items[area->list];
	const struct asked *first = &writing->codeowners->asked.items[list->items[0]];
	const char *name = first->handle + (first->kind != ASKED_EMAIL);
	const char *slash = strrchr(name, '/');
	MOW_AUTO(buf) text = BUF_INIT;

	buf_adds(&text, area->section->name);
	if (text.len == 0 || several) {
		if (text.len > 0)
			buf_addc(&text, '-');
		name = first->kind == ASKED_TEAM && slash != NULL ? slash + 1 : name;
		buf_add(&text, name, first->kind == ASKED_EMAIL ? strcspn(name, "@") : strlen(name));
	}
	return text.failed ? NULL : names_take(&writing->names, &writing->codeowners->arena, text.data, text.len);
}

/* ---- Areas ---------------------------------------------------------------------------------------------------------- */

static void write_patterns(struct buf *out, const struct list_area *area)
{
	const char *key = "path";
	MOW_AUTO(buf) line = BUF_INIT;

	if (area->inverse) {
		write_item(out, key, "*", 1);
		key = NULL;
	}
	for (size_t i = 0; i < area->patterns.count; i++, key = NULL) {
		const struct area_pattern *pattern = &area->patterns.items[i];
		buf_reset(&line);
		if (pattern->exclude)
			buf_addc(&line, '!');
		buf_add(&line, pattern->rule->pattern, pattern->rule->len);
		write_item(out, key, line.data, line.len);
	}
	out->failed |= line.failed;
}

/* How many of the list must agree: as the section asks, if there can be so many. Teams are made large enough. */
static unsigned find_need(struct writing *writing, const struct list_area *area)
{
	const struct asked_list *list = &writing->codeowners->lists.items[area->list];
	unsigned need = area->section->need, people = 0;
	struct asked *team = NULL;

	for (size_t i = 0; i < list->count; i++) {
		struct asked *asked = &writing->codeowners->asked.items[list->items[i]];
		people += asked->kind != ASKED_TEAM;
		if (asked->kind == ASKED_TEAM && team == NULL)
			team = asked;
	}
	if (need > NEED_MAX)
		need = NEED_MAX;
	if (team == NULL && need > people)
		need = people;
	if (team != NULL && need > people && team->members < need - people)
		team->members = need - people;
	if (need < area->section->need)
		losses_tell(
			&writing->codeowners->losses, area->patterns.items[0].rule->line,
			"more approvals are asked for (%u) than there are people (%u); the gate asks for all of them",
			area->section->need, need);
	return need;
}

static void write_asked(struct writing *writing, const struct list_area *area, const char *name)
{
	const struct asked_list *list = &writing->codeowners->lists.items[area->list];
	const char **words = arena_array(&writing->codeowners->arena, list->count, sizeof *words);
	MOW_AUTO(buf) key = BUF_INIT;
	MOW_AUTO(buf) before = BUF_INIT;

	if (words == NULL) {
		writing->out->failed = true;
		return;
	}
	for (size_t i = 0; i < list->count; i++) {
		struct asked *asked = &writing->codeowners->asked.items[list->items[i]];
		asked->used = true;
		words[i] = asked->handle;
	}
	if (area->section->optional) {
		write_list(writing->out, "consulted", "", words, list->count);
		return;
	}
	unsigned need = find_need(writing, area);
	buf_adds(&key, "review");
	if (list->count > 1)
		buf_addf(&key, ".%s", name);
	if (list->count > 1 || need > 1)
		buf_addf(&before, "%u of", need);
	write_list(writing->out, key.data, before.data, words, list->count);
	writing->out->failed |= key.failed || before.failed;
}

static int write_area(struct writing *writing, const struct list_area *area, bool several)
{
	const char *name = name_area(writing, area, several);

	if (name == NULL)
		return mow_fail_memory(writing->err);
	write_section(writing->out, name);
	write_patterns(writing->out, area);
	write_key(writing->out, "; accountable", "?");
	write_asked(writing, area, name);
	return MOW_OK;
}

static int write_areas(struct writing *writing)
{
	const struct codeowners *codeowners = writing->codeowners;
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < codeowners->sections.count; i++) {
		MOW_AUTO(list_areas) areas = {0};
		result = list_areas_add(&areas, codeowners, &codeowners->sections.items[i], writing->err);
		for (size_t j = 0; result == MOW_OK && j < areas.count; j++)
			result = write_area(writing, &areas.items[j], areas.count > 1);
		if (result == MOW_OK && writing->out->len > RULES_FILE_MAX)
			result = mow_fail(writing->err, MOW_ETOOBIG,
					  "what these rules say does not fit into one OWNERS file, which holds 1 MiB; "
					  "split the file by folders first");
	}
	return result;
}

/* ---- Whom the file names -------------------------------------------------------------------------------------------- */

static bool has_kind(const struct codeowners *codeowners, enum asked_kind kind)
{
	for (size_t i = 0; i < codeowners->asked.count; i++)
		if (codeowners->asked.items[i].used && codeowners->asked.items[i].kind == kind)
			return true;
	return false;
}

static void write_person(struct buf *out, const struct codeowners *codeowners, const struct asked *asked)
{
	MOW_AUTO(buf) account = BUF_INIT;

	buf_addf(&account, ",%s%s %s", strlen(asked->written) > KEYS_HANDLE_MAX ? "\n    " : " ",
		 forge_names[codeowners->forge], asked->written + 1);
	write_unknown_person(out, asked->handle, asked->handle + 1, account.data);
	out->failed |= account.failed;
}

static void write_roster(struct buf *out, const struct codeowners *codeowners)
{
	if (has_kind(codeowners, ASKED_PERSON))
		write_people(out);
	for (size_t i = 0; i < codeowners->asked.count; i++) {
		const struct asked *asked = &codeowners->asked.items[i];
		if (asked->used && asked->kind == ASKED_PERSON)
			write_person(out, codeowners, asked);
	}
	if (has_kind(codeowners, ASKED_TEAM))
		write_teams(out);
	for (size_t i = 0; i < codeowners->asked.count; i++) {
		const struct asked *asked = &codeowners->asked.items[i];
		if (asked->used && asked->kind == ASKED_TEAM)
			write_unknown_team(out, asked->handle, asked->members);
	}
}

int first_from_codeowners(struct buf *out, const struct first_source *source, const struct mow_finding_sink *sink,
			  struct mow_error *err)
{
	MOW_AUTO(codeowners)
	codeowners = {.forge = source->forge, .is_folder = source->is_folder, .context = source->context};
	struct writing writing = {.out = out, .codeowners = &codeowners, .err = err};
	MOW_AUTO(buf) name = BUF_INIT;
	int result = codeowners_read(&codeowners, &source->file, sink, err);

	escape_text(&name, source->file.name, strlen(source->file.name));
	write_header(out, name.data);
	write_rules(out, source->owner);
	if (result == MOW_OK)
		result = write_areas(&writing);
	write_roster(out, &codeowners);
	map_release(&writing.names);
	out->failed |= name.failed;
	return result == MOW_OK ? buf_check(out, err) : result;
}
