/* The text of a CODEOWNERS file, and what it cannot say. */
#include <string.h>

#include "api/export.h"
#include "base/escape.h"
#include "base/text.h"

#define ROLE "@role-" /* as init calls a role of GitLab */

/* ---- People ----------------------------------------------------------------------------------------------------- */

/* Unless the line, which begins at `start`, has the word. */
static void add_word(struct buf *out, size_t start, const char *mark, const char *word)
{
	MOW_AUTO(buf) text = BUF_INIT;

	buf_addf(&text, " %s%s", mark, word);
	const char *found = out->data + start;
	while ((found = strstr(found, text.data)) != NULL && found[text.len] != ' ' && found[text.len] != '\0')
		found += text.len;
	if (found == NULL)
		buf_add(out, text.data, text.len);
	out->failed |= text.failed;
}

static void add_person(struct buf *out, size_t start, const struct export *exporting, const struct person *person)
{
	const char *forge = forge_names[exporting->forge];
	size_t len = strlen(forge);

	for (size_t i = 0; i < person->account_count; i++) {
		if (strncmp(person->accounts[i], forge, len) != 0 || person->accounts[i][len] != ':')
			continue;
		add_word(out, start, "@", person->accounts[i] + len + 1);
		return;
	}
	add_word(out, start, "", person->emails_first);
}

/* A team of a forge's name as it is; the people of others. */
static void add_owner(struct buf *out, size_t start, struct export *exporting, const struct owner *owner)
{
	const struct rules *rules = exporting->rules;

	if (owner->kind == OWNER_PERSON) {
		add_person(out, start, exporting, &rules->people[owner->index]);
	} else if (strchr(owner->text, '/') != NULL) {
		add_word(out, start, "", owner->text);
	} else if (exporting->forge == FORGE_GITLAB && text_begins(owner->text, ROLE)) {
		add_word(out, start, "@@", owner->text + strlen(ROLE));
	} else {
		const struct team *team = &rules->teams[owner->index];
		exporting->teams = true;
		for (size_t i = 0; i < team->people_count; i++)
			add_person(out, start, exporting, &rules->people[team->people[i]]);
	}
}

static void add_people(struct buf *out, struct export *exporting, size_t list)
{
	const struct plan_list *who = list != PLAN_NOBODY ? &exporting->plan.lists.items[list] : NULL;
	size_t start = out->len;

	for (size_t i = 0; who != NULL && i < who->count; i++)
		add_owner(out, start, exporting, &exporting->rules->owners[who->items[i]]);
	buf_addc(out, '\n');
}

/* ---- Lines ------------------------------------------------------------------------------------------------------ */

static void write_line(struct buf *out, struct export *exporting, const struct plan_line *line)
{
	(void)say_pattern(out, exporting->forge, line, false);
	add_people(out, exporting, line->list);
	if (exporting->forge != FORGE_GITLAB || !say_needs_folder(line))
		return;
	(void)say_pattern(out, exporting->forge, line, true);
	add_people(out, exporting, line->list);
}

static int write_exception(struct buf *out, struct export *exporting, const struct plan_exception *exception)
{
	size_t start = out->len;
	MOW_AUTO(buf) shown = BUF_INIT;

	if (say_path(out, exception->path, exception->len)) {
		add_people(out, exporting, exception->list);
		return MOW_OK;
	}
	buf_cut(out, start);
	escape_path(&shown, exception->path, exception->len);
	if (buf_check(&shown, exporting->err))
		return MOW_ENOMEM;
	return strings_add(&exporting->losses, &exporting->arena, exporting->err,
			   "%s: no pattern of a CODEOWNERS file says that name, so others are asked about it there",
			   shown.data);
}

/* A title that no section before has. */
static void write_title(struct buf *out, const struct export *exporting, size_t number)
{
	const struct export_section *section = &exporting->sections.items[number];
	unsigned same = 1;

	for (size_t i = 1; i < number; i++)
		same += strcmp(exporting->sections.items[i].title, section->title) == 0;
	buf_addf(out, "\n%s[%s", section->optional ? "^" : "", section->title);
	if (same > 1)
		buf_addf(out, " %u", same);
	buf_addc(out, ']');
	if (section->need > 1)
		buf_addf(out, "[%u]", section->need);
	buf_addc(out, '\n');
}

static int write_section(struct buf *out, struct export *exporting, size_t number)
{
	const struct plan *plan = &exporting->plan;
	int result = MOW_OK;
	bool empty = true;

	for (size_t i = 0; i < plan->order.count; i++) {
		const struct plan_line *line = &plan->lines.items[plan->order.items[i]];
		if (line->section != number || line->dead)
			continue;
		if (empty && number > 0)
			write_title(out, exporting, number);
		empty = false;
		write_line(out, exporting, line);
	}
	for (size_t i = 0; result == MOW_OK && i < plan->exceptions.count; i++) {
		if (plan->exceptions.items[i].section != number)
			continue;
		if (empty && number > 0)
			write_title(out, exporting, number);
		empty = false;
		result = write_exception(out, exporting, &plan->exceptions.items[i]);
	}
	return result;
}

/* ---- What is lost ----------------------------------------------------------------------------------------------- */

static int lose(struct export *exporting, bool lost, const char *what)
{
	return lost ? strings_add(&exporting->losses, &exporting->arena, exporting->err, "%s", what) : MOW_OK;
}

static int add_losses(struct export *exporting)
{
	bool github = exporting->forge == FORGE_GITHUB;
	int result = lose(exporting, github && exporting->several,
			  "one of a file's people is enough there: who is accountable, and how many of which gate must "
			  "agree, is not said");

	if (result == MOW_OK)
		result = lose(exporting, exporting->levels,
			      "levels are not said: where one of several is enough, or two people must approve");
	if (result == MOW_OK)
		result = lose(exporting, exporting->freezes, "freezes and embargoes are not said");
	if (result == MOW_OK)
		result = lose(exporting, exporting->dates, "the end of rights is not said");
	if (result == MOW_OK)
		result = lose(
			exporting, exporting->teams,
			"teams that are none of the forge (@group/name) stand there as the people who are in them now");
	if (result == MOW_OK && exporting->patterns_lost > 0)
		result = strings_add(&exporting->losses, &exporting->arena, exporting->err,
				     "%zu %s no pattern there: files that are there now stand by themselves",
				     exporting->patterns_lost,
				     exporting->patterns_lost == 1 ? "pattern is" : "patterns are");
	return result;
}

int export_write(struct buf *out, struct export *exporting)
{
	int result = MOW_OK;

	buf_adds(out, "# Made from OWNERS by mowners export. Change OWNERS, and make this anew.\n");
	for (size_t i = 0; result == MOW_OK && i < exporting->sections.count; i++)
		result = write_section(out, exporting, i);
	if (result == MOW_OK)
		result = add_losses(exporting);
	return result == MOW_OK ? buf_check(out, exporting->err) : result;
}
