/* report/html/lang: each language says the same, counts as it does, and nothing put into a phrase becomes markup. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "report/html/html.h"

/* Which of {0} to {4} a phrase has, as bits. */
static unsigned places_of(const char *phrase)
{
	unsigned places = 0;

	for (const char *at = phrase; (at = strchr(at, '{')) != NULL; at++) {
		assert_true(at[1] >= '0' && at[1] <= '4' && at[2] == '}');
		places |= 1U << (at[1] - '0');
	}
	return places;
}

/* A translation that forgets a name would be a sentence about nobody. */
static void languages_say_the_same(void **state)
{
	(void)state;
	for (size_t i = 0; i < PHRASE_COUNT; i++)
		for (size_t lang = 0; lang < LANGS; lang++) {
			const char *phrase = lang_phrase((enum lang)lang, (enum phrase)i);
			assert_true(phrase[0] != '\0');
			assert_int_equal(places_of(phrase), places_of(lang_phrase(LANG_EN, (enum phrase)i)));
			/* French has a blank before these, one that does not break. */
			assert_true(lang != LANG_FR || strstr(phrase, " :") == NULL);
		}
	for (size_t i = 0; i < NOUN_COUNT; i++)
		for (size_t lang = 0; lang < LANGS; lang++)
			assert_true(lang_noun((enum lang)lang, (enum noun)i, 2)[0] != '\0');
}

static const struct {
	enum lang lang;
	uint64_t count;
	const char *expected;
} counts[] = {
	{LANG_EN, 0, "0 files"},
	{LANG_EN, 1, "1 file"},
	{LANG_EN, 12345, "12,345 files"},
	{LANG_EN, 1000000, "1,000,000 files"},
	{LANG_DE, 1, "1 Datei"},
	{LANG_DE, 1007, "1.007 Dateien"},
	{LANG_FR, 0, "0 fichier"},
	{LANG_FR, 1, "1 fichier"},
	{LANG_FR, 12345, "12\u202F345 fichiers"},
	{LANG_EN, UINT64_MAX, "18,446,744,073,709,551,615 files"},
};

static void counts_in_each(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
		MOW_AUTO(buf) out = BUF_INIT;
		html_count(&out, counts[i].lang, NOUN_FILE, counts[i].count);
		assert_string_equal(out.data, counts[i].expected);
	}
}

static const struct {
	enum lang lang;
	uint64_t size;
	const char *expected;
} sizes[] = {
	{LANG_EN, 0, "0 bytes"},
	{LANG_EN, 1023, "1,023 bytes"},
	{LANG_EN, 1024, "1.0 KiB"},
	{LANG_DE, 31744, "31,0 KiB"},
	{LANG_FR, 1, "1 octet"},
	{LANG_FR, 1536, "1,5 Kio"},
	{LANG_EN, (uint64_t)64 << 20, "64.0 MiB"},
	{LANG_EN, UINT64_MAX, "16,777,215.9 TiB"},
};

static void sizes_in_each(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		MOW_AUTO(buf) out = BUF_INIT;
		html_size(&out, sizes[i].lang, sizes[i].size);
		assert_string_equal(out.data, sizes[i].expected);
	}
}

static void texts_in_phrases_stay_texts(void **state)
{
	MOW_AUTO(buf) out = BUF_INIT;
	MOW_AUTO(buf) plain = BUF_INIT;

	(void)state;
	html_say(&out, LANG_DE, PHRASE_MADE_BY, "{1}", "<b>\x1b\"");
	assert_string_equal(out.data, "mowners {1}: <code>&lt;b&gt;\\x1B&quot;</code>");
	lang_say(&plain, LANG_FR, PHRASE_MATRIX_TITLE, "a & b", NULL);
	assert_string_equal(plain.data, "a & b\u00A0: qui décide quoi");
	buf_reset(&out);
	html_say(&out, LANG_EN, PHRASE_ON_DAY, NULL, NULL);
	assert_string_equal(out.data, ", on ");
}

static void codes_name_languages(void **state)
{
	enum lang lang = LANG_EN;

	(void)state;
	for (size_t i = 0; i < LANGS; i++)
		assert_true(lang_find(&lang, lang_codes[i]) && lang == (enum lang)i);
	assert_false(lang_find(&lang, "en_GB") || lang_find(&lang, ""));
}

static void scripts_have_words(void **state)
{
	MOW_AUTO(buf) out = BUF_INIT;

	(void)state;
	html_script_words(&out, LANG_DE);
	assert_non_null(strstr(out.data, " data-sort=\"nach {0} sortieren\""));
	assert_non_null(strstr(out.data, " data-in-red=\"Unterschiede, in Rot\""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(languages_say_the_same), cmocka_unit_test(sizes_in_each),
		cmocka_unit_test(counts_in_each),         cmocka_unit_test(texts_in_phrases_stay_texts),
		cmocka_unit_test(codes_name_languages),   cmocka_unit_test(scripts_have_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
