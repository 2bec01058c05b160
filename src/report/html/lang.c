#include "report/html/lang.h"

#include <string.h>

#include "base/ascii.h"
#include "report/html/html.h"

const char *const lang_codes[LANGS] = {"en", "de", "fr"};

#define LANG_PHRASE(name, en, de, fr) {en, de, fr},
static const char *const phrases[PHRASE_COUNT][LANGS] = {PHRASES(LANG_PHRASE)};
#undef LANG_PHRASE

#define LANG_NOUN(name, en, ens, de, des, fr, frs) {{en, ens}, {de, des}, {fr, frs}},
static const char *const nouns[NOUN_COUNT][LANGS][2] = {NOUNS(LANG_NOUN)};
#undef LANG_NOUN

#define LANG_SCRIPT(name, en, de, fr) {#name, PHRASE_##name},
static const struct {
	const char *name;
	enum phrase phrase;
} script_words[] = {PHRASES_SCRIPTS(LANG_SCRIPT)};
#undef LANG_SCRIPT

bool lang_find(enum lang *out, const char *code)
{
	for (size_t i = 0; i < LANGS; i++)
		if (strcmp(lang_codes[i], code) == 0) {
			*out = (enum lang)i;
			return true;
		}
	return false;
}

const char *lang_phrase(enum lang lang, enum phrase phrase)
{
	return phrases[phrase][lang];
}

/* French counts none as one. */
const char *lang_noun(enum lang lang, enum noun noun, uint64_t count)
{
	bool one = count == 1 || (count == 0 && lang == LANG_FR);

	return nouns[noun][lang][!one];
}

static void fill(struct buf *out, const char *phrase, const char *const texts[2], void add(struct buf *, const char *))
{
	for (const char *at = phrase; *at != '\0';) {
		size_t plain = strcspn(at, "{");
		buf_add(out, at, plain);
		at += plain;
		if (*at == '\0')
			break;
		const char *text = texts[at[1] == '1'];
		add(out, text != NULL ? text : "");
		at += strlen("{0}");
	}
}

void html_say(struct buf *out, enum lang lang, enum phrase phrase, const char *first, const char *second)
{
	fill(out, lang_phrase(lang, phrase), (const char *const[]){first, second}, html_text);
}

void lang_say(struct buf *out, enum lang lang, enum phrase phrase, const char *first, const char *second)
{
	fill(out, lang_phrase(lang, phrase), (const char *const[]){first, second}, buf_adds);
}

void html_number(struct buf *out, enum lang lang, uint64_t number)
{
	static const char *const separators[LANGS] = {",", ".", "\u202F"};
	unsigned thousands[7]; /* 2^64 has twenty digits */
	size_t count = 0;

	for (; number >= 1000; number /= 1000)
		thousands[count++] = (unsigned)(number % 1000);
	buf_addu(out, number);
	while (count > 0) {
		buf_adds(out, separators[lang]);
		buf_addf(out, "%03u", thousands[--count]);
	}
}

void html_count(struct buf *out, enum lang lang, enum noun noun, uint64_t count)
{
	html_number(out, lang, count);
	buf_addc(out, ' ');
	buf_adds(out, lang_noun(lang, noun, count));
}

void html_size(struct buf *out, enum lang lang, uint64_t size)
{
	static const char units[] = "KMGT";
	uint64_t tenths = size / 1024 * 10 + size % 1024 * 10 / 1024;
	size_t unit = 0;

	if (size < 1024) {
		html_count(out, lang, NOUN_BYTE, size);
		return;
	}
	for (; tenths >= 10240 && unit + 2 < sizeof units; unit++)
		tenths /= 1024;
	html_number(out, lang, tenths / 10);
	buf_addf(out, "%c%u %ci%c", lang == LANG_EN ? '.' : ',', (unsigned)(tenths % 10), units[unit],
		 lang == LANG_FR ? 'o' : 'B');
}

void html_script_words(struct buf *out, enum lang lang)
{
	for (size_t i = 0; i < sizeof script_words / sizeof *script_words; i++) {
		buf_adds(out, " data-");
		for (const char *at = script_words[i].name; *at != '\0'; at++)
			buf_addc(out, *at == '_' ? '-' : ascii_lower(*at));
		buf_addc(out, '=');
		buf_addc(out, '"');
		html_text(out, lang_phrase(lang, script_words[i].phrase));
		buf_addc(out, '"');
	}
}
