/* What an approval takes over, or gives up, of a hand-over: told before it is signed. */
#include <string.h>

#include "api/approve.h"
#include "base/escape.h"

/* "12 files of brand/" */
static void add_files(struct buf *out, const struct mow_effect *handed)
{
	if (handed->files == 1) {
		escape_path(out, handed->first, handed->first_len);
		return;
	}
	buf_addf(out, "%zu files", handed->files);
	if (handed->folder_len > 0) {
		buf_adds(out, " of ");
		escape_path(out, handed->first, handed->folder_len);
	}
}

/* "you take over 12 files of brand/ with this change", or whom I speak for. */
static int note(struct mow_approval *approval, size_t index, struct mow_error *err)
{
	const struct consent *consent = &approval->verdict->consents[index];
	MOW_AUTO(buf) text = BUF_INIT;

	if (consent->person == approval->person)
		buf_adds(&text, consent->former ? "you give up " : "you take over ");
	else
		buf_addf(&text,
			 consent->former ? "you agree for %s, who gives up " : "you accept for %s, who takes over ",
			 consent->who.text);
	add_files(&text, &approval->verdict->handed[index]);
	buf_adds(&text, " with this change");
	return buf_check(&text, err) ? MOW_ENOMEM
				     : strings_add(&approval->notes, &approval->arena, err, "%s", text.data);
}

/* Whether the record agrees to hand-overs at all. */
static bool agrees(const struct mow_approval *approval)
{
	for (size_t i = 0; i < approval->roles.count; i++)
		if (strcmp(approval->roles.items[i].shown.role, "accept") == 0 ||
		    strcmp(approval->roles.items[i].shown.role, "release") == 0)
			return true;
	return false;
}

int approve_note_handovers(struct mow_approval *approval, struct mow_error *err)
{
	const struct mow_verdict *verdict = approval->verdict;
	size_t class = 0;
	int result = MOW_OK;

	while (class < verdict->classes.count && verdict->classes.items[class].consent_count == 0)
		class ++;
	if (class == verdict->classes.count || !agrees(approval))
		return MOW_OK;
	for (size_t i = 0; result == MOW_OK && i < verdict->consent_count; i++)
		if (judge_consents(verdict->judge, &verdict->classes.items[class], i, approval->person))
			result = note(approval, i, err);
	return result;
}
