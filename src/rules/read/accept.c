#include "rules/read/accept.h"

#include "base/levenshtein.h"
#include "rules/read/values.h"

static void complain_code(struct load *load, const struct word *word)
{
	const char *words[FINDING_COUNT];
	const char *quoted = load_quote(load, word->text, word->len);
	size_t count = 0;

	for (size_t i = 0; i < FINDING_COUNT; i++)
		if (finding_severity((enum finding_code)i) == MOW_WARNING)
			words[count++] = finding_word((enum finding_code)i);
	const char *near = levenshtein_nearest(quoted, words, count);
	if (near != NULL)
		load_report(load, word, BAD_VALUE, "lint has no warning \"%s\"; did you mean \"%s\"?", quoted, near);
	else
		load_report(load, word, BAD_VALUE,
			    "lint has no warning \"%s\"; take the word in brackets behind the warning", quoted);
}

/* "CODE until DATE, REASON" */
static int read_line(struct accept *accept, struct load *load)
{
	const struct word *words = load->words.items;
	size_t count = load->words.count;
	struct period day = {0};

	if (count < 5 || !values_equal(&words[1], "until") || !words[3].comma) {
		load_report(
			load, words, BAD_VALUE,
			"write the code of a warning, until when, and why, such as: no-signer until 2027-03-31, her "
			"key comes with the new laptop");
		return MOW_OK;
	}
	if (!finding_find(&accept->code, words->text, words->len) || finding_severity(accept->code) != MOW_WARNING)
		complain_code(load, words);
	values_date(&day, load, &words[2]);
	accept->end = day.end;
	accept->line = words->line;
	accept->column = words->column;
	return values_join(&accept->reason, load, values_slice(&load->words, 4, count));
}

int accept_read(struct accept_list *out, struct load *load, const struct reader_key *key)
{
	/* Of a key that is there twice, which is an error, only the last one is kept. */
	out->count = key->item_count;
	out->items = arena_array(&load->rules->arena, out->count, sizeof *out->items);
	if (out->items == NULL)
		return load_no_memory(load);
	for (size_t i = 0; i < key->item_count; i++) {
		const struct reader_item *item = &load->text.items.items[key->first_item + i];
		if (!item->bad && (values_line(load, item) || read_line(&out->items[i], load)))
			return MOW_ENOMEM;
	}
	return MOW_OK;
}
