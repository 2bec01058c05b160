#include "rules/read/patterns.h"

#include <string.h>

/* ---- Reading ---- */

static bool check_form(struct load *load, const struct reader_item *item)
{
	enum finding_code code;
	size_t offset;
	struct mow_error why;

	if (pattern_check(item->text, item->len, &code, &offset, &why) == MOW_OK)
		return true;
	file_findings_add(&load->found, item->line, item->column + (unsigned)offset, code, "%s", why.message);
	return false;
}

/* So many patterns of an area are compared one by one; where there are more, they all go into a map. */
#define FEW 16

static int keep_text(struct load *load, const char *text, size_t len, size_t number)
{
	size_t before;
	bool has = map_get(&load->pattern_texts, text, len, &before) && before >= load->first_pattern;

	return !has && map_put(&load->pattern_texts, text, len, number) ? load_no_memory(load) : MOW_OK;
}

/* The number of the first pattern of the area at hand with that text; that of the next one where there is none. */
static int find_first(size_t *number, struct load *load, const struct reader_item *item)
{
	const struct pattern *patterns = load->patterns.items;
	size_t count = load->patterns.count;

	*number = load->first_pattern;
	if (count - load->first_pattern < FEW) {
		while (*number < count && (patterns[*number].len != item->len ||
					   memcmp(patterns[*number].text, item->text, item->len) != 0))
			++*number;
		return MOW_OK;
	}
	for (; load->kept_patterns < count; load->kept_patterns++) {
		const struct pattern *kept = &patterns[load->kept_patterns];
		if (keep_text(load, kept->text, kept->len, load->kept_patterns))
			return MOW_ENOMEM;
	}
	if (keep_text(load, item->text, item->len, count))
		return MOW_ENOMEM;
	(void)map_get(&load->pattern_texts, item->text, item->len, number);
	return MOW_OK;
}

static int check_twice(struct load *load, const struct reader_item *item)
{
	size_t first;

	if (find_first(&first, load, item))
		return MOW_ENOMEM;
	if (first < load->patterns.count)
		load_report(load, item, DUPLICATE_PATTERN, "\"%s\" is in line %u of this area already; keep one",
			    load_quote(load, item->text, item->len), load->patterns.items[first].line);
	return MOW_OK;
}

static int add(struct load *load, const struct reader_item *item, size_t area)
{
	struct pattern pattern = {.text = item->text, .len = item->len, .exclude = item->text[0] == '!', .area = area};

	pattern.line = item->line;
	pattern.column = item->column;
	if (array_reserve(&load->patterns, 1))
		return load_no_memory(load);
	load->patterns.items[load->patterns.count++] = pattern;
	load->rules->pattern_total++;
	return MOW_OK;
}

static bool is_too_many(struct load *load, const struct reader_item *item)
{
	if (load->rules->pattern_total < RULES_PATTERNS_MAX)
		return false;
	if (!load->too_many_patterns)
		load_report(load, item, TOO_MANY, "with this one there are more than %d patterns in all OWNERS files",
			    RULES_PATTERNS_MAX);
	load->too_many_patterns = true;
	return true;
}

int patterns_read(struct load *load, const struct reader_key *key, size_t area)
{
	const struct reader_item *items = load->text.items.items + key->first_item;

	load->first_pattern = load->kept_patterns = load->patterns.count;
	if (items[0].text[0] == '!')
		load_report(load, &items[0], EXCLUDE_FIRST,
			    "the first pattern cannot take back anything with \"!\"; write what is meant first");
	for (size_t i = 0; i < key->item_count; i++) {
		if (items[i].bad)
			continue;
		if (is_too_many(load, &items[i]))
			return MOW_OK;
		/* The only one cannot be there twice: spares most areas the look-up. */
		bool several = check_form(load, &items[i]) && key->item_count > 1;
		if ((several && check_twice(load, &items[i])) || add(load, &items[i], area))
			return MOW_ENOMEM;
	}
	return MOW_OK;
}
