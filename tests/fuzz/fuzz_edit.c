/*
 * OWNERS files as they are edited: what is cut up is the file, line for line, and whoever gets another handle and then
 * their old one again leaves it as it means.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "rules/edit/meaning.h"
#include "rules/edit/rename.h"
#include "rules/people.h"
#include "rules/read/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool good)
{
	if (!good)
		abort();
}

static void check_piece(const struct edit_line *line, struct span piece)
{
	check(piece.len == 0 ||
	      (piece.text >= line->whole.text && piece.text + piece.len <= line->whole.text + line->whole.len));
}

/* Between two lines there is nothing but their end. */
static void check_lines(const struct edit_text *text)
{
	const char *at = text->bytes.data + (text->bom ? 3 : 0);
	const char *end = text->bytes.data + text->len;

	for (size_t i = 0; i < text->lines.count; i++) {
		const struct edit_line *line = &text->lines.items[i];
		check(line->whole.text == at);
		at += line->whole.len;
		check_piece(line, line->value);
		check_piece(line, line->comment);
		if (line->kind == EDIT_KEY || line->kind == EDIT_SECTION)
			check_piece(line, line->name);
		check(line->kind != EDIT_COMMENT || line->comment.len > 0);
		if (at < end && *at == '\r')
			at++;
		check(at >= end || *at == '\n');
		at += at < end;
	}
	check(at == end);
}

static int rename_to(struct buf *out, const struct buf *text, const char *from, const char *to)
{
	MOW_AUTO(edit_text) lines = EDIT_TEXT_INIT;

	check(edit_text_read(&lines, text->data, text->len, NULL) == MOW_OK);
	return edit_rename(out, &lines, &(const struct edit_rename){from, to}, NULL);
}

static void check_rename(const struct buf *text, const char *from)
{
	static const char to[] = "@zz-nobody-yet";
	struct rules *rules = NULL;
	MOW_AUTO(buf) there = BUF_INIT;
	MOW_AUTO(buf) back = BUF_INIT;
	bool same = false;

	int places = rename_to(&there, text, from, to);
	check(places >= 0 && rename_to(&back, &there, to, from) == places);
	check(edit_means_same(&same, text, &back, NULL) == MOW_OK);
	check(rules_parse(&rules, there.data, there.len, NULL, NULL) == MOW_OK);
	/* Longer names may not have room in their line. */
	if (!rules->broken)
		check(people_owner(rules, from, strlen(from)) == RULES_NONE);
	rules_free(rules);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	MOW_AUTO(edit_text) lines = EDIT_TEXT_INIT;
	MOW_AUTO(buf) text = BUF_INIT;
	struct rules *rules = NULL;

	buf_add(&text, data, size);
	check(edit_text_read(&lines, text.data, text.len, NULL) == MOW_OK);
	check_lines(&lines);
	if (rules_parse(&rules, text.data, text.len, NULL, NULL) != MOW_OK)
		return 0;
	for (size_t i = 0; i < rules->owner_count && i < 4 && !rules->broken; i++)
		if (rules->owners[i].text[0] == '@')
			check_rename(&text, rules->owners[i].text);
	rules_free(rules);
	return 0;
}
