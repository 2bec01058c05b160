#include <string.h>

#include "api/edit.h"
#include "base/ascii.h"
#include "base/error.h"
#include "base/escape.h"
#include "base/fail_path.h"
#include "base/levenshtein.h"
#include "rules/edit/layout.h"
#include "rules/edit/meaning.h"
#include "rules/edit/rename.h"
#include "rules/people.h"

struct renaming {
	struct mow_edit *edit;
	struct edit_rename names;
	const char *lower; /* names.to in lower case */
	const struct mow_finding_sink *sink;
	bool erroneous;
	struct mow_error *err;
};

static void take(const struct mow_finding *finding, void *context)
{
	struct renaming *renaming = context;

	if (finding->severity != MOW_ERROR)
		return;
	renaming->erroneous = true;
	finding_tell(renaming->sink, finding);
}

/* ---- The names ------------------------------------------------------------------------------------------------ */

static bool is_handle(const char *text)
{
	return text[0] == '@' && keys_is_handle(text + 1, strlen(text + 1));
}

static int check_form(const struct mow_rename *rename, struct mow_error *err)
{
	MOW_AUTO(buf) shown = BUF_INIT;
	const char *wrong = !is_handle(rename->from) ? rename->from : !is_handle(rename->to) ? rename->to : NULL;

	if (wrong == NULL)
		return MOW_OK;
	escape_text(&shown, wrong, strlen(wrong));
	return mow_fail(err, MOW_EINVAL, "%s is no handle, such as @lena: @ and up to %d of A-Z a-z 0-9 . _ / -",
			shown.data, KEYS_HANDLE_MAX);
}

static int fail_undeclared(const struct renaming *renaming, const struct rules *rules)
{
	const char **handles = arena_array(&renaming->edit->arena, rules->owner_count + 1, sizeof *handles);
	size_t count = 0;

	if (handles == NULL)
		return mow_fail_memory(renaming->err);
	for (size_t i = 0; i < rules->owner_count; i++)
		if (rules->owners[i].text[0] == '@')
			handles[count++] = rules->owners[i].text;
	const char *near = levenshtein_nearest(renaming->names.from, handles, count);
	return mow_fail(renaming->err, MOW_EINVAL, "%s is neither in [people] nor in [teams]%s%s%s",
			renaming->names.from, near != NULL ? "; did you mean " : "", near != NULL ? near : "",
			near != NULL ? "?" : "");
}

static int check_names(const struct renaming *renaming)
{
	const struct rules *rules = renaming->edit->ruleset.rules;
	size_t from = people_owner(rules, renaming->names.from, strlen(renaming->names.from));
	size_t to = people_owner(rules, renaming->names.to, strlen(renaming->names.to));

	if (from == RULES_NONE)
		return fail_undeclared(renaming, rules);
	if (to == RULES_NONE || to == from)
		return MOW_OK;
	const struct owner *owner = &rules->owners[to];
	bool team = owner->kind == OWNER_TEAM;
	return mow_fail(renaming->err, MOW_EINVAL, "%s is taken: line %u of OWNERS has a %s of that name",
			renaming->names.to, team ? rules->teams[owner->index].line : rules->people[owner->index].line,
			team ? "team" : "person");
}

/* ---- The files ------------------------------------------------------------------------------------------------ */

/* Whether the file means what it did once the new handle is the old one again: 1, 0, or a failure. */
static int is_same(const struct edit_file *file, const struct edit_text *text, const struct renaming *renaming)
{
	const struct edit_rename lower = {renaming->names.from, renaming->names.from};
	const struct edit_rename back = {renaming->lower, renaming->names.from};
	MOW_AUTO(edit_text) new = EDIT_TEXT_INIT;
	MOW_AUTO(buf) before = BUF_INIT;
	MOW_AUTO(buf) after = BUF_INIT;
	bool same = false;
	int result = edit_text_read(&new, file->new.data, file->new.len, renaming->err);

	if (result == MOW_OK)
		result = edit_rename(&before, text, &lower, renaming->err);
	if (result >= 0)
		result = edit_rename(&after, &new, &back, renaming->err);
	if (result >= 0)
		result = edit_means_same(&same, &before, &after, renaming->err);
	return result < 0 ? result : same;
}

static int rename_file(struct edit_file *file, const struct renaming *renaming)
{
	MOW_AUTO(edit_text) text = EDIT_TEXT_INIT;
	int result = edit_text_read(&text, file->text.data, file->text.len, renaming->err);
	int places = result == MOW_OK ? edit_rename(&file->new, &text, &renaming->names, renaming->err) : result;

	if (places == 0)
		buf_reset(&file->new);
	if (places <= 0)
		return places;
	if (!file->here)
		return fail_path(renaming->err, MOW_EINVAL, file->path,
				 "names them and is left out of this working tree; bring it here first, with git "
				 "sparse-checkout add");
	int same = is_same(file, &text, renaming);
	if (same == 0)
		return fail_path(
			renaming->err, MOW_EUNSUPPORTED, file->path,
			"would mean something else, so nothing was renamed; that is a fault of mowners, please "
			"report it with the file");
	return same == 1 ? edit_keep_layout(&file->new, &text, renaming->err) : same;
}

/* ---- What comes of it ----------------------------------------------------------------------------------------- */

static int fail_gate(const struct renaming *renaming, const struct gate *gate)
{
	return mow_fail(
		renaming->err, MOW_EINVAL,
		"with %s the gate of line %u of %s would be one with another that is called %s and has the same "
		"list; give one of the two another name first, as in review.NAME",
		renaming->names.to, gate->place.line, gate->place.file, gate->name);
}

static int fail_meanwhile(const struct renaming *renaming)
{
	return mow_fail(renaming->err, MOW_EDENIED,
			"somebody else wrote OWNERS files meanwhile; nothing was renamed, try again");
}

/* Which gates are one where they meet must stay as it is. */
static int compare_gates(const struct renaming *renaming, const struct area *old, const struct area *new)
{
	if (old->gate_count != new->gate_count)
		return fail_meanwhile(renaming);
	for (size_t i = 0; i < old->gate_count; i++) {
		if (old->gates[i].same != new->gates[i].same)
			return fail_gate(renaming, &new->gates[i]);
		renaming->edit->gates += strcmp(old->gates[i].name, new->gates[i].name) != 0;
	}
	return MOW_OK;
}

static int compare_files(const struct renaming *renaming, const struct rules_file *old, const struct rules_file *new)
{
	int result = old->area_count == new->area_count ? MOW_OK : fail_meanwhile(renaming);

	for (size_t i = 0; result == MOW_OK && i < old->area_count; i++)
		result = compare_gates(renaming, &old->areas[i], &new->areas[i]);
	return result;
}

static int compare(const struct renaming *renaming, const struct rules *new)
{
	const struct rules *old = renaming->edit->ruleset.rules;
	int result = old->file_count == new->file_count ? MOW_OK : fail_meanwhile(renaming);

	if (result == MOW_OK)
		result = compare_gates(renaming, &old->rules_area, &new->rules_area);
	if (result == MOW_OK)
		result = compare_gates(renaming, &old->otherwise, &new->otherwise);
	for (size_t i = 0; result == MOW_OK && i < old->file_count; i++)
		result = compare_files(renaming, old->files[i], new->files[i]);
	return result;
}

/* ---- All of it ------------------------------------------------------------------------------------------------ */

static int rename_files(struct renaming *renaming)
{
	struct mow_edit *edit = renaming->edit;
	MOW_AUTO_PTR(rules) rules = NULL;
	int result = edit_add_all(edit, renaming->err);

	for (size_t i = 0; result == MOW_OK && i < edit->files.count; i++)
		result = rename_file(&edit->files.items[i], renaming);
	if (result == MOW_OK)
		result = edit_read_new(&rules, edit, &(struct mow_finding_sink){take, renaming}, renaming->err);
	if (result == MOW_OK && renaming->erroneous)
		return mow_fail(renaming->err, MOW_ERULES, "nothing was renamed: with %s there would be these errors",
				renaming->names.to);
	if (result == MOW_OK)
		result = compare(renaming, rules);
	return result == MOW_OK ? edit_finish(edit, renaming->err) : result;
}

int mow_edit_rename(struct mow_edit **out, struct mow_repo *repo, const struct mow_rename *rename,
		    const struct mow_finding_sink *sink, struct mow_error *err)
{
	MOW_AUTO_PTR(mow_edit) edit = NULL;
	struct renaming renaming = {.names.to = rename->to, .sink = sink, .err = err};
	const struct mow_finding_sink taking = {take, &renaming};
	char from[KEYS_HANDLE_MAX + 2], to[KEYS_HANDLE_MAX + 2];
	int result = check_form(rename, err);

	if (result == MOW_OK)
		result = edit_new(&edit, err);
	if (result != MOW_OK)
		return result;
	ascii_copy_lower(from, rename->from, strlen(rename->from));
	ascii_copy_lower(to, rename->to, strlen(rename->to));
	renaming.edit = edit;
	renaming.names.from = from;
	renaming.lower = to;
	result = edit_open(edit, repo, &taking, err);
	if (result == MOW_OK && renaming.erroneous)
		return mow_fail(err, MOW_ERULES, "nothing was renamed; correct the errors first");
	if (result == MOW_OK)
		result = check_names(&renaming);
	if (result == MOW_OK)
		result = rename_files(&renaming);
	if (result == MOW_OK)
		*out = MOW_STEAL(edit);
	return result;
}
