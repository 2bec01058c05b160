/* Laid out for people who hardly know git. */
#include "report/why/why.h"

#include <string.h>

#include "base/utf8.h"
#include "report/layout.h"
#include "report/phrase.h"
#include "report/who/who.h"
#include "report/words.h"

/* Something that is no prose and may hold spaces, a path or a pattern: lines do not break in it. */
static void add_whole(struct buf *out, const struct buf *shown)
{
	for (size_t i = 0; i < shown->len; i++)
		buf_addc(out, shown->data[i] == ' ' ? LAYOUT_SPACE[0] : shown->data[i]);
	out->failed = out->failed || shown->failed;
}

static void add_sentence(struct buf *out, const struct buf *sentence, const char *bullet, size_t width)
{
	MOW_AUTO(buf) text = BUF_INIT;

	phrase_text(&text, sentence->data);
	buf_adds(out, bullet);
	layout_wrap(out, text.data, strlen(bullet), strlen(bullet), width);
	out->failed = out->failed || text.failed || sentence->failed;
}

/* "OWNERS:18  [brand-identity], by the pattern /brand/ in line 20" */
static void add_area(struct buf *out, const struct mow_matched *matched, const struct why_style *style)
{
	MOW_AUTO(buf) file = BUF_INIT;
	MOW_AUTO(buf) pattern = BUF_INIT;
	MOW_AUTO(buf) text = BUF_INIT;

	phrase_path(&file, matched->file, strlen(matched->file));
	phrase_text(&pattern, matched->pattern);
	add_whole(&text, &file);
	buf_addf(&text, ":%u [", matched->line);
	phrase_text(&text, matched->area);
	buf_addc(&text, ']');
	if (matched->pattern[0] != '\0') {
		buf_adds(&text, ", by the pattern ");
		add_whole(&text, &pattern);
		buf_addf(&text, " in line" LAYOUT_SPACE "%u", matched->pattern_line);
	} else if (strcmp(matched->area, "otherwise") == 0) {
		buf_adds(&text, ", since no other area says who decides");
	} else {
		buf_adds(&text, ", since it is a file of the rules themselves");
	}
	buf_adds(out, "  ");
	layout_color(out, style->color, LAYOUT_CYAN);
	layout_wrap(out, text.data, 2, 4, style->width);
	layout_plain(out, style->color);
	out->failed = out->failed || text.failed;
}

static size_t key_column(const struct mow_why *why)
{
	size_t column = 0;

	for (size_t i = 0; i < why->matched_count; i++) {
		for (size_t j = 0; j < why->matched[i].set_count; j++) {
			const char *key = why->matched[i].set[j].key;
			size_t width = utf8_width(key, strlen(key));
			if (width > column && width <= 24)
				column = width;
		}
	}
	return 4 + column + 2;
}

/* "    level        standard (line 25), outdone by [claims], OWNERS:30" */
static void add_set(struct buf *out, const struct mow_set *set, size_t column, const struct why_style *style)
{
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(buf) outdone = BUF_INIT;
	size_t width = 4 + utf8_width(set->key, strlen(set->key));

	layout_color(out, style->color && !set->counts, LAYOUT_DIM);
	buf_adds(out, "    ");
	phrase_text(out, set->key);
	buf_pad(out, ' ', width + 2 < column ? column - width : 2);
	phrase_text(&text, set->value);
	buf_addf(&text, " (line" LAYOUT_SPACE "%u)", set->line);
	if (!set->counts) {
		words_outdone(&outdone, set);
		buf_adds(&text, set->by != NULL ? ", outdone " : ", ");
		phrase_text(&text, outdone.data);
	}
	layout_wrap(out, text.data, width + 2 < column ? column : width + 2, column, style->width);
	layout_plain(out, style->color && !set->counts);
	out->failed = out->failed || text.failed || outdone.failed;
}

static void add_heading(struct buf *out, const struct mow_why *why, const struct why_style *style)
{
	size_t len;
	const char *start = who_path(&len, why->owners);
	MOW_AUTO(buf) path = BUF_INIT;
	MOW_AUTO(buf) shown = BUF_INIT;
	MOW_AUTO(buf) text = BUF_INIT;

	buf_add(&path, start, len);
	if (style->folder)
		buf_addc(&path, '/');
	phrase_path(&shown, path.data, path.len);
	buf_adds(&text, "What the rules say about ");
	add_whole(&text, &shown);
	buf_adds(&text, why->matched_count > 0 ? ", in their order:" : ": nothing; no area covers it.");
	buf_addc(out, '\n');
	layout_wrap(out, text.data, 0, 0, style->width);
	out->failed = out->failed || path.failed || text.failed;
}

static void add_takes(struct buf *out, const struct mow_why *why, size_t width)
{
	MOW_AUTO(buf) sentence = BUF_INIT;

	for (size_t i = 0; words_takes(&sentence, why, i); i++) {
		if (i == 0)
			buf_adds(out, "\nWhat it takes now:\n\n");
		add_sentence(out, &sentence, "  - ", width);
		buf_reset(&sentence);
	}
}

void why_text(struct buf *out, const struct mow_why *why, const struct why_style *style)
{
	MOW_AUTO(buf) sentence = BUF_INIT;
	size_t column = key_column(why);

	words_sentence(&sentence, why);
	layout_color(out, style->color, why->owners->accountable != NULL ? LAYOUT_BOLD : LAYOUT_RED);
	add_sentence(out, &sentence, "", style->width);
	layout_plain(out, style->color);
	add_heading(out, why, style);
	for (size_t i = 0; i < why->matched_count; i++) {
		const struct mow_matched *matched = &why->matched[i];
		buf_addc(out, '\n');
		add_area(out, matched, style);
		for (size_t j = 0; j < matched->set_count; j++)
			add_set(out, &matched->set[j], column, style);
		if (matched->set_count == 0)
			buf_adds(out, "    sets nothing\n");
	}
	add_takes(out, why, style->width);
}
