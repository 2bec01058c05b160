#include "rules/read/values.h"

#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/text.h"
#include "rules/read/lines.h"

/* ---- Words ---- */

static int add_words(struct load *load, const struct reader_item *item)
{
	const struct span value = {item->text, item->len};
	struct span word;

	for (size_t at = 0; lines_word(&word, value, &at);) {
		if (array_reserve(&load->words, 1))
			return load_no_memory(load);
		load->words.items[load->words.count++] =
			(struct word){word.text, word.len, item->line,
				      item->column + (unsigned)(word.text - item->text), word.text[0] == ','};
	}
	return MOW_OK;
}

int values_words(struct load *load, const struct reader_key *key)
{
	const struct reader_item *items = load->text.items.items + key->first_item;
	int result = MOW_OK;

	load->words.count = 0;
	for (size_t i = 0; i < key->item_count && result == MOW_OK; i++)
		if (!items[i].bad)
			result = add_words(load, &items[i]);
	return result;
}

int values_line(struct load *load, const struct reader_item *item)
{
	load->words.count = 0;
	return add_words(load, item);
}

struct words values_slice(const struct words *words, size_t from, size_t to)
{
	return (struct words){.items = words->items != NULL ? words->items + from : NULL, .count = to - from};
}

bool values_check_commas(struct load *load, struct words words)
{
	bool good = true;

	for (size_t i = 0; i < words.count; i++) {
		const struct word *word = &words.items[i];
		if (!word->comma || (i > 0 && i + 1 < words.count && !word[1].comma))
			continue;
		load_report(load, word, STRAY_COMMA, "a comma stands between two words; take this one out");
		good = false;
	}
	return good;
}

bool values_equal(const struct word *word, const char *text)
{
	return text_is(word->text, word->len, text);
}

const struct word *values_only(struct load *load, const struct reader_key *key, const char *what)
{
	if (load->words.count == 1 && !load->words.items[0].comma)
		return &load->words.items[0];
	if (!key->bad)
		load_report(load, &load->words.items[load->words.count > 1], BAD_VALUE,
			    "\"%s\" takes %s and nothing else", key->name, what);
	return NULL;
}

/* ---- Choices ---- */

/* "enforce, advise" for a message. */
static void list_words(struct buf *text, const struct key_word *words)
{
	for (size_t i = 0; words[i].name != NULL; i++)
		buf_addf(text, "%s%s", text->len ? ", " : "", words[i].name);
}

void values_choose(int *value, struct load *load, const struct key_rule *rule, const struct word *word)
{
	MOW_AUTO(buf) all = BUF_INIT;

	for (const struct key_word *known = rule->words; known->name != NULL; known++) {
		if (!values_equal(word, known->name))
			continue;
		*value = known->value;
		return;
	}
	const char *near = keys_nearest_word(word->text, word->len, rule->words);
	list_words(&all, rule->words);
	const char *quoted = load_quote(load, word->text, word->len);
	if (near != NULL)
		load_report(load, word, BAD_VALUE, "\"%s\" does not take \"%s\"; did you mean \"%s\"?", rule->name,
			    quoted, near);
	else
		load_report(load, word, BAD_VALUE, "\"%s\" does not take \"%s\"; it takes one of: %s", rule->name,
			    quoted, all.data);
}

/* ---- Time ---- */

bool values_date(struct period *period, struct load *load, const struct word *word)
{
	if (clock_parse_day(&period->from, word->text, word->len)) {
		period->end = period->from + CLOCK_DAY;
		return true;
	}
	if (clock_parse_moment(&period->from, word->text, word->len)) {
		period->end = period->from + 1;
		return true;
	}
	load_report(load, word, BAD_DATE, "\"%s\" is no date; write one such as 2027-03-31",
		    load_quote(load, word->text, word->len));
	return false;
}

void values_duration(int64_t *seconds, struct load *load, const struct word *word)
{
	if (!clock_parse_duration(seconds, word->text, word->len))
		load_report(load, word, BAD_VALUE,
			    "\"%s\" is no length of time; write hours, days or weeks, such as 12h, 3d or 2w",
			    load_quote(load, word->text, word->len));
}

/* ---- Text ---- */

static int keep_text(const char **text, struct load *load, const struct buf *buf)
{
	if (buf_check(buf, load->err))
		return MOW_ENOMEM;
	const char *copy = arena_dup(&load->rules->arena, buf->data, buf->len);
	if (copy == NULL)
		return load_no_memory(load);
	*text = copy;
	return MOW_OK;
}

int values_text(const char **text, struct load *load, const struct reader_key *key)
{
	MOW_AUTO(buf) buf = BUF_INIT;

	for (size_t i = 0; i < key->item_count; i++) {
		const struct reader_item *item = &load->text.items.items[key->first_item + i];
		for (size_t at = 0; at < item->len;) {
			size_t len = strcspn(item->text + at, " \t");
			if (buf.len > 0)
				buf_addc(&buf, ' ');
			buf_add(&buf, item->text + at, len);
			at += len + strspn(item->text + at + len, " \t");
		}
	}
	return keep_text(text, load, &buf);
}

int values_join(const char **text, struct load *load, struct words words)
{
	size_t room = 1;
	size_t used = 0;

	for (size_t i = 0; i < words.count; i++)
		room += words.items[i].len + 1;
	char *joined = arena_room(&load->rules->arena, room);
	if (joined == NULL)
		return load_no_memory(load);
	for (size_t i = 0; i < words.count; i++) {
		if (i > 0 && !words.items[i].comma)
			joined[used++] = ' ';
		memcpy(joined + used, words.items[i].text, words.items[i].len);
		used += words.items[i].len;
	}
	joined[used] = '\0';
	*text = joined;
	return MOW_OK;
}
