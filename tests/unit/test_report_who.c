/* report/json, tsv, layout, who, why: answers as text for people and as formats for scripts. JSON is read back by
 * jansson. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "report/json.h"
#include "report/layout.h"
#include "report/tsv.h"
#include "report/who/who.h"
#include "report/why/why.h"

/* ---- Answers to show --------------------------------------------------------------------------------------------- */

static const char *const guild[] = {"@brand-guild", NULL};
static const char *const guild_people[] = {"@lena", "@marc", "@ines", NULL};
static const char *const marc[] = {"@marc", NULL};
static const char *const legal[] = {"@legal", NULL};
static const char *const legal_people[] = {"@greta", NULL};
static const char *const two[] = {"@tomas", "paul@example.com", NULL};
static const struct mow_gate gates[] = {
	{"brand-guild", 2, guild, 1, guild_people, 3, {"OWNERS", 18}},
	{"legal", 1, legal, 1, legal_people, 1, {"OWNERS", 19}},
	{"legal", 2, two, 2, two, 2, {"brand/OWNERS", 4}},
	{"paul@example.com", 1, two + 1, 1, two + 1, 1, {"OWNERS", 30}},
	{"words", 1, legal, 1, legal_people, 1, {"OWNERS", 31}},
};

static struct mow_owners owned(const char *path)
{
	struct mow_owners owners = {.path = path, .path_len = strlen(path), .area = "brand", .accountable = "@lena"};

	owners.accountable_place = (struct mow_place){"OWNERS", 17};
	owners.review = gates;
	owners.review_count = 2;
	owners.responsible = (struct mow_list){two, 2, {"OWNERS", 20}};
	owners.informed = (struct mow_list){legal, 1, {"OWNERS", 21}};
	owners.level = "detailed";
	owners.level_place = (struct mow_place){"OWNERS", 22};
	return owners;
}

static struct mow_owners unowned(const char *path)
{
	return (struct mow_owners){.path = path, .path_len = strlen(path), .level = "standard"};
}

/* The whole report of one or two answers. */
static void show(struct buf *out, const struct who_format *format, const struct mow_owners *one,
		 const struct mow_owners *other)
{
	MOW_AUTO(who_report) report;

	who_report_init(&report, out, format);
	who_report_begin(&report);
	who_report_add(&report, one, false);
	if (other != NULL)
		who_report_add(&report, other, true);
	who_report_end(&report);
	assert_int_equal(buf_check(out, NULL), 0);
}

static json_t *read_json(const struct buf *out)
{
	json_error_t error;
	json_t *root = json_loadb(out->data, out->len, JSON_REJECT_DUPLICATES, &error);

	if (root == NULL)
		fail_msg("%s: %s", error.text, out->data);
	return root;
}

/* ---- JSON and TSV ------------------------------------------------------------------------------------------------ */

static void test_json_commas(void **state)
{
	MOW_AUTO(buf) out = BUF_INIT;
	struct json json = JSON_INIT(&out);

	(void)state;
	json_open(&json, '{');
	json_key(&json, "a");
	json_number(&json, -7);
	json_open_list(&json, "b");
	json_close(&json, ']');
	json_open_list(&json, "c");
	json_number(&json, 3);
	json_none(&json);
	json_line(&json);
	json_open(&json, '{');
	json_close(&json, '}');
	json_line(&json);
	json_close(&json, ']');
	json_strings(&json, "d", two, 2);
	json_member(&json, "e", NULL);
	json_flag(&json, "f", true);
	json_close(&json, '}');
	json_end(&json);
	json_number(&json, 2);
	assert_string_equal(
		out.data,
		"{\"a\": -7, \"b\": [], \"c\": [3, null,\n{}\n], \"d\": [\"@tomas\", \"paul@example.com\"], \"e\": null, \"f\": true}\n2");
}

static void test_json_goes_on_in_an_emptied_buffer(void **state)
{
	MOW_AUTO(buf) out = BUF_INIT;
	struct json json = JSON_INIT(&out);

	(void)state;
	json_open(&json, '[');
	json_number(&json, 1);
	buf_reset(&out);
	json_number(&json, 2);
	buf_reset(&out);
	json_close(&json, ']');
	json_end(&json);
	assert_string_equal(out.data, "]\n");
}

struct path_row {
	const char *name;
	const char *path;
	size_t len;
	const char *json;
};
#define TEXT(literal) literal, sizeof(literal) - 1
static const struct path_row path_rows[] = {
	{"path: plain", TEXT("a/b"), "\"path\": \"a/b\""},
	{"path: UTF-8", TEXT("caf\xc3\xa9"), "\"path\": \"caf\xc3\xa9\""},
	{"path: quote, newline, escape", TEXT("\"\n\x1b"), "\"path\": \"\\\"\\n\\u001b\""},
	{"path: no UTF-8", TEXT("a\xff"), "\"path\": \"a\xEF\xBF\xBD\", \"path_bytes\": \"61ff\""},
	{"path: cut UTF-8", TEXT("\xc3"), "\"path\": \"\xEF\xBF\xBD\", \"path_bytes\": \"c3\""},
	{"path: surrogate", TEXT("\xed\xa0\x80"),
	 "\"path\": \"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\", \"path_bytes\": \"eda080\""},
	{"path: empty", TEXT(""), "\"path\": \"\""},
};

static void test_json_path(void **state)
{
	const struct path_row *row = *state;
	MOW_AUTO(buf) out = BUF_INIT;
	struct json json = JSON_INIT(&out);

	json_path(&json, row->path, row->len);
	assert_string_equal(out.data, row->json);
}

static void test_tsv(void **state)
{
	MOW_AUTO(buf) out = BUF_INIT;
	struct tsv tsv = TSV_INIT(&out, false);

	(void)state;
	for (int i = 0; i < 2; i++) {
		tsv_path(&tsv, "a\tb", 3);
		tsv_field(&tsv, NULL);
		tsv_field(&tsv, "");
		tsv_list(&tsv, NULL, 0);
		tsv_list(&tsv, two, 2);
		tsv_end(&tsv);
	}
	assert_string_equal(
		out.data, "\"a\\tb\"\t-\t-\t-\t@tomas,paul@example.com\n\"a\\tb\"\t-\t-\t-\t@tomas,paul@example.com\n");
}

static void test_tsv_nul(void **state)
{
	static const char expected[] = "a\tb\0-\0@legal\0c\0";
	MOW_AUTO(buf) out = BUF_INIT;
	struct tsv tsv = TSV_INIT(&out, true);

	(void)state;
	tsv_path(&tsv, "a\tb", 3);
	tsv_field(&tsv, NULL);
	tsv_list(&tsv, legal, 1);
	tsv_end(&tsv);
	tsv_path(&tsv, "c", 1);
	tsv_end(&tsv);
	assert_int_equal(out.len, sizeof expected - 1);
	assert_memory_equal(out.data, expected, out.len);
}

/* ---- Layout ------------------------------------------------------------------------------------------------------ */

struct wrap_row {
	const char *name;
	const char *text;
	size_t column, indent, width;
	const char *out;
};
static const struct wrap_row wrap_rows[] = {
	{"wrap: fits", "a bc", 0, 0, 4, "a bc\n"},
	{"wrap: breaks", "a bcd", 0, 0, 4, "a\nbcd\n"},
	{"wrap: hangs", "aa bb cc", 2, 4, 8, "aa bb\n    cc\n"},
	{"wrap: a long word stands alone", "a bbbbbbbbbb c", 0, 0, 4, "a\nbbbbbbbbbb\nc\n"},
	{"wrap: a long word first", "bbbbbbbbbb c", 2, 2, 4, "bbbbbbbbbb\n  c\n"},
	{"wrap: spaces inside a line stay", "  a   b  ", 0, 0, 80, "a   b\n"},
	{"wrap: spaces at a break go", "aa   bb", 0, 0, 4, "aa\nbb\n"},
	{"wrap: nothing", "", 0, 0, 80, "\n"},
	{"wrap: columns, not bytes", "\xc3\xa9\xc3\xa9 \xc3\xa9", 0, 0, 4, "\xc3\xa9\xc3\xa9 \xc3\xa9\n"},
	{"wrap: wide characters", "\xe6\x97\xa5 b", 0, 0, 3, "\xe6\x97\xa5\nb\n"},
	{"wrap: a space that holds", "a b" LAYOUT_SPACE "c", 0, 0, 4, "a\nb c\n"},
};

static void test_wrap(void **state)
{
	const struct wrap_row *row = *state;
	MOW_AUTO(buf) out = BUF_INIT;

	layout_wrap(&out, row->text, row->column, row->indent, row->width);
	assert_string_equal(out.data, row->out);
}

/* ---- who --------------------------------------------------------------------------------------------------------- */

static void test_who_tsv(void **state)
{
	struct mow_owners one = owned("brand/logo.svg"), other = unowned("x");
	MOW_AUTO(buf) out = BUF_INIT;

	(void)state;
	one.review_count = 5;
	show(&out, &who_tsv, &one, &other);
	assert_string_equal(
		out.data,
		"brand/logo.svg\tbrand\t@lena\tbrand-guild=2:@brand-guild;legal=1:@legal;legal=2:@tomas,paul@example.com;"
		"paul@example.com=1:paul@example.com;words=1:@legal\t@tomas,paul@example.com\t-\t@legal\tdetailed\n"
		"x\t-\t-\t-\t-\t-\t-\tstandard\n");
}

static void test_who_text(void **state)
{
	struct mow_owners one = owned("brand/logo.svg"), other = unowned("");
	MOW_AUTO(buf) out = BUF_INIT;

	(void)state;
	one.review_count = 5;
	show(&out, &who_text, &one, &other);
	assert_string_equal(
		out.data,
		"  brand/logo.svg  brand  detailed  @lena decides; review: 2 of @brand-guild, @legal, 2 of @tomas "
		"paul@example.com (legal), paul@example.com, @legal (words); responsible: @tomas, paul@example.com; informed: @legal\n"
		"! ./              -      standard  unowned: nobody decides\n");
}

static void test_who_color_is_only_color(void **state)
{
	struct mow_owners one = owned("a"), other = unowned("b");
	MOW_AUTO(buf) plain = BUF_INIT;
	MOW_AUTO(buf) colored = BUF_INIT;
	MOW_AUTO(buf) stripped = BUF_INIT;
	MOW_AUTO(who_report) report;

	(void)state;
	show(&plain, &who_text, &one, &other);
	who_report_init(&report, &colored, &who_text);
	report.color = true;
	who_report_add(&report, &one, false);
	who_report_add(&report, &other, true);
	who_report_end(&report);
	for (const char *at = colored.data; *at != '\0'; at++) {
		if (*at == '\x1b')
			at = strchr(at, 'm');
		else
			buf_addc(&stripped, *at);
	}
	assert_true(colored.len > plain.len);
	assert_string_equal(stripped.data, plain.data);
}

/* Columns are measured by the first lines; no line may get lost where they are settled, and every one ends. */
static void test_who_many_lines(void **state)
{
	MOW_AUTO(buf) out = BUF_INIT;
	MOW_AUTO(who_report) report;
	size_t lines = 0;

	(void)state;
	who_report_init(&report, &out, &who_text);
	for (int i = 0; i < 2 * WHO_ROWS + 1; i++) {
		struct mow_owners one = owned(i == WHO_ROWS ? "a longer path" : "a");
		who_report_add(&report, &one, false);
	}
	who_report_end(&report);
	for (size_t i = 0; i < out.len; i++)
		lines += out.data[i] == '\n';
	assert_int_equal(lines, 2 * WHO_ROWS + 1);
	assert_non_null(strstr(out.data, "\n  a longer path  brand"));
}

static void test_who_json(void **state)
{
	struct mow_owners one = owned("a\"b"), other = unowned("x\xff");
	MOW_AUTO(buf) out = BUF_INIT;

	(void)state;
	one.review_count = 5;
	show(&out, &who_json, &one, &other);
	json_t *root = read_json(&out);
	json_t *paths = json_object_get(root, "paths");
	json_t *first = json_array_get(paths, 0), *second = json_array_get(paths, 1);
	json_t *source = json_object_get(first, "source");
	assert_int_equal(json_integer_value(json_object_get(root, "mowners")), 1);
	assert_int_equal(json_array_size(paths), 2);
	assert_string_equal(json_string_value(json_object_get(first, "path")), "a\"b");
	assert_int_equal(json_array_size(json_object_get(first, "review")), 5);
	assert_string_equal(json_string_value(json_object_get(source, "review.legal")), "OWNERS:19,brand/OWNERS:4");
	assert_string_equal(json_string_value(json_object_get(source, "review.words")), "OWNERS:31");
	assert_string_equal(json_string_value(json_object_get(source, "level")), "OWNERS:22");
	assert_null(json_object_get(source, "consulted"));
	assert_true(json_is_null(json_object_get(second, "area")));
	assert_true(json_is_null(json_object_get(second, "accountable")));
	assert_int_equal(json_object_size(json_object_get(second, "source")), 0);
	assert_string_equal(json_string_value(json_object_get(second, "path_bytes")), "78ff");
	json_decref(root);
}

static void test_who_ndjson(void **state)
{
	struct mow_owners one = owned("a"), other = unowned("b");
	MOW_AUTO(buf) out = BUF_INIT;
	char *rest, *line;

	(void)state;
	show(&out, &who_ndjson, &one, &other);
	rest = out.data;
	for (int i = 0; i < 2; i++) {
		line = strsep(&rest, "\n");
		json_t *root = json_loads(line, JSON_REJECT_DUPLICATES, NULL);
		assert_non_null(root);
		assert_int_equal(json_integer_value(json_object_get(root, "mowners")), 1);
		json_decref(root);
	}
	assert_string_equal(rest, "");
}

static void test_who_nothing(void **state)
{
	MOW_AUTO(buf) out = BUF_INIT;
	MOW_AUTO(who_report) report;

	(void)state;
	who_report_init(&report, &out, &who_json);
	who_report_begin(&report);
	who_report_end(&report);
	json_t *root = read_json(&out);
	assert_int_equal(json_array_size(json_object_get(root, "paths")), 0);
	json_decref(root);
}

/* ---- why --------------------------------------------------------------------------------------------------------- */

static struct mow_set brand_sets[] = {
	{"accountable", "@lena", 17, false, "launch", "OWNERS:40"},
	{"review", "2 of @brand-guild", 18, true, NULL, NULL},
	{"level", "standard", 22, false, NULL, NULL},
};
static const struct mow_matched matches[] = {
	{"otherwise", "OWNERS", 9, "", 0, NULL, 0},
	{"brand", "OWNERS", 15, "/brand/", 16, brand_sets, 3},
};
static const struct mow_person lena = {"@lena", "Lena Fischer", true, true, 1799107200}; /* until 5 January 2027 */
static const struct mow_why_need decision = {
	.kind = MOW_NEED_DECISION, .need = 1, .people = &lena, .people_count = 1, .deputies = marc, .deputy_count = 1};

/* What is said of the path "brand" on 2 January 2027. */
static struct mow_why why_brand(const struct mow_owners *owners)
{
	return (struct mow_why){.owners = owners,
				.matched = matches,
				.matched_count = 2,
				.because = &matches[1],
				.needs = &decision,
				.need_count = 1,
				.now = 1798848000};
}

static const char why_expected[] = "Lena Fischer (@lena) decides, because the area\n"
				   "[brand] claims it with /brand/ (OWNERS:16).\n"
				   "\n"
				   "What the rules say about brand/, in their order:\n"
				   "\n"
				   "  OWNERS:9 [otherwise], since no other area says\n"
				   "    who decides\n"
				   "    sets nothing\n"
				   "\n"
				   "  OWNERS:15 [brand], by the pattern /brand/ in\n"
				   "    line 16\n"
				   "    accountable  @lena (line 17), outdone by\n"
				   "                 [launch], OWNERS:40\n"
				   "    review       2 of @brand-guild (line 18)\n"
				   "    level        standard (line 22), not used here\n"
				   "\n"
				   "What it takes now:\n"
				   "\n"
				   "  - the approval of Lena Fischer (@lena), who is\n"
				   "    away until 5 January; instead @marc\n"
				   "  - who made the change does not count; a deputy\n"
				   "    then acts for them\n";

static void test_why_text(void **state)
{
	struct mow_owners owners = owned("brand");
	struct mow_why why = why_brand(&owners);
	const struct why_style style = {.folder = true, .color = false, .width = 50};
	MOW_AUTO(buf) out = BUF_INIT;

	(void)state;
	why_text(&out, &why, &style);
	assert_string_equal(out.data, why_expected);
}

static void test_why_unowned(void **state)
{
	struct mow_owners owners = unowned("::x");
	struct mow_why why = {.owners = &owners};
	const struct why_style style = {.width = LAYOUT_WIDTH};
	MOW_AUTO(buf) out = BUF_INIT;

	(void)state;
	why_text(&out, &why, &style);
	assert_non_null(strstr(out.data, "claims it.\n\nWhat the rules say about \""));
	assert_non_null(strstr(out.data, "\": nothing; no area covers it.\n"));
}

/* A name that a CI runner would take for a command. */
static void test_why_hostile(void **state)
{
	const struct mow_person person = {"@x", "::error::x", true, false, 0};
	const struct mow_why_need need = {.kind = MOW_NEED_DECISION, .need = 1, .people = &person, .people_count = 1};
	struct mow_owners owners = owned("brand");
	struct mow_why why = {.owners = &owners, .needs = &need, .need_count = 1};
	const struct why_style style = {.width = LAYOUT_WIDTH};
	MOW_AUTO(buf) out = BUF_INIT;

	(void)state;
	why_text(&out, &why, &style);
	assert_int_not_equal(strncmp(out.data, "::", 2), 0);
	assert_null(strstr(out.data, " ::"));
}

static void test_why_json(void **state)
{
	struct mow_owners owners = owned("brand");
	struct mow_why why = why_brand(&owners);
	MOW_AUTO(buf) out = BUF_INIT;

	(void)state;
	why_json(&out, &why, &(const struct why_style){0});
	json_t *root = read_json(&out);
	json_t *matched = json_object_get(root, "matched");
	json_t *set = json_array_get(json_object_get(json_array_get(matched, 1), "set"), 0);
	assert_int_equal(json_integer_value(json_object_get(root, "mowners")), 1);
	assert_string_equal(json_string_value(json_object_get(root, "accountable")), "@lena");
	assert_string_equal(
		json_string_value(json_object_get(root, "sentence")),
		"Lena Fischer (@lena) decides, because the area [brand] claims it with /brand/ (OWNERS:16).");
	assert_int_equal(json_array_size(matched), 2);
	assert_true(json_is_null(json_object_get(json_array_get(matched, 0), "pattern")));
	assert_int_equal(json_integer_value(json_object_get(json_array_get(matched, 1), "pattern_line")), 16);
	assert_string_equal(json_string_value(json_object_get(set, "outdone")), "by [launch], OWNERS:40");
	assert_int_equal(json_array_size(json_object_get(root, "satisfy")), 2);
	json_decref(root);
}

/* ---- All ----------------------------------------------------------------------------------------------------------- */

enum { PATHS = sizeof path_rows / sizeof *path_rows, WRAPS = sizeof wrap_rows / sizeof *wrap_rows };

/* What answers of a number say is made once and kept, as long as there are not too many. */
static void test_who_numbers(void **state)
{
	MOW_AUTO(buf) out = BUF_INIT;
	MOW_AUTO(buf) expected = BUF_INIT;
	MOW_AUTO(who_report) report;

	(void)state;
	who_report_init(&report, &out, &who_tsv);
	who_report_begin(&report);
	for (unsigned i = 0; i < 4 * WHO_TAILS; i++) {
		struct mow_owners owners = unowned("x");
		char area[16];
		unsigned number = i / 2 * 5 % (WHO_TAILS + 100); /* each twice, and again later; 0 is no number */
		(void)snprintf(area, sizeof area, "a%u", number > 0 ? number : i);
		owners.area = area;
		owners.number = number;
		who_report_add(&report, &owners, false);
		buf_addf(&expected, "x\t%s\t-\t-\t-\t-\t-\tstandard\n", area);
	}
	who_report_end(&report);
	assert_string_equal(out.data, expected.data);
}

int main(void)
{
	static const struct CMUnitTest plain[] = {
		cmocka_unit_test(test_json_commas),
		cmocka_unit_test(test_json_goes_on_in_an_emptied_buffer),
		cmocka_unit_test(test_tsv),
		cmocka_unit_test(test_tsv_nul),
		cmocka_unit_test(test_who_tsv),
		cmocka_unit_test(test_who_numbers),
		cmocka_unit_test(test_who_text),
		cmocka_unit_test(test_who_color_is_only_color),
		cmocka_unit_test(test_who_many_lines),
		cmocka_unit_test(test_who_json),
		cmocka_unit_test(test_who_ndjson),
		cmocka_unit_test(test_who_nothing),
		cmocka_unit_test(test_why_text),
		cmocka_unit_test(test_why_unowned),
		cmocka_unit_test(test_why_hostile),
		cmocka_unit_test(test_why_json),
	};
	enum { PLAIN = sizeof plain / sizeof *plain };
	struct CMUnitTest tests[PATHS + WRAPS + PLAIN];
	size_t count = 0;

	for (size_t i = 0; i < PATHS; i++)
		tests[count++] = (struct CMUnitTest){path_rows[i].name, test_json_path, NULL, NULL,
						     (void *)(uintptr_t)&path_rows[i]};
	for (size_t i = 0; i < WRAPS; i++)
		tests[count++] =
			(struct CMUnitTest){wrap_rows[i].name, test_wrap, NULL, NULL, (void *)(uintptr_t)&wrap_rows[i]};
	memcpy(tests + count, plain, sizeof plain);
	return cmocka_run_group_tests_name("report_who", tests, NULL, NULL);
}
