#include "rules/edit/rename.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"

struct renaming {
	struct buf *out;
	const struct edit_rename *rename;
	const char *done; /* all before it is in `out` */
	int count;
	/* Of the line of a person: */
	bool named;  /* past the comma behind the name */
	bool begins; /* a part, behind a comma */
	bool deputy; /* the part at hand names deputies */
};

static void take_handle(struct renaming *renaming, struct span word)
{
	const struct edit_rename *rename = renaming->rename;

	if (word.len != strlen(rename->from) || strncasecmp(word.text, rename->from, word.len) != 0)
		return;
	buf_add(renaming->out, renaming->done, (size_t)(word.text - renaming->done));
	buf_adds(renaming->out, rename->to);
	renaming->done = word.text + word.len;
	renaming->count++;
}

/* A word of what [people] says of somebody: only deputies are handles. */
static void take_attribute(struct renaming *renaming, struct span word)
{
	if (word.text[0] == ',') {
		renaming->named = renaming->begins = true;
		return;
	}
	if (renaming->begins)
		renaming->deputy = text_is(word.text, word.len, "deputy");
	else if (renaming->named && renaming->deputy)
		take_handle(renaming, word);
	renaming->begins = false;
}

static bool takes_people(const struct key_rule *rule)
{
	return rule->type == KEY_TYPE_PERSON || rule->type == KEY_TYPE_LIST || rule->type == KEY_TYPE_GATES ||
	       rule->type == KEY_TYPE_GATE || rule->type == KEY_TYPE_ESCALATION;
}

static bool is_called(struct span name, const char *text)
{
	return text_is(name.text, name.len, text);
}

static void take_line(struct renaming *renaming, const struct edit_line *line)
{
	bool people = is_called(line->section, "people"), teams = is_called(line->section, "teams");
	struct span word;

	if (line->kind == EDIT_KEY) {
		renaming->named = renaming->begins = renaming->deputy = false;
		if (people || teams)
			take_handle(renaming, line->name);
	}
	for (size_t at = 0; lines_word(&word, line->value, &at);)
		if (people)
			take_attribute(renaming, word);
		else if (teams || (line->rule != NULL && takes_people(line->rule)))
			take_handle(renaming, word);
}

int edit_rename(struct buf *out, const struct edit_text *text, const struct edit_rename *rename, struct mow_error *err)
{
	struct renaming renaming = {.out = out, .rename = rename, .done = text->bytes.data};

	for (size_t i = 0; i < text->lines.count; i++)
		take_line(&renaming, &text->lines.items[i]);
	buf_add(out, renaming.done, (size_t)(text->bytes.data + text->len - renaming.done));
	return buf_check(out, err) == MOW_OK ? renaming.count : MOW_ENOMEM;
}
