/* From opinions to the lines of evidence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "forge/evidence.h"
#include "forge/url.h"

#define A40 "9f3c0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b"
#define B40 "77aa0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b"

#define ASKS "{\"decision\":\"request\","
#define UNKNOWN ASKS "\"source\":\"github#7\",\"why_not\":\"the forge does not say when it was opened\"}\n"

struct row {
	const char *name;
	struct forge_opinion opinion;
	const char *expected;
};

static const struct row rows[] = {
	{"approves",
	 {FORGE_APPROVES, "lena", A40, "2026-11-22T12:00:00Z", "github#7 review 1", NULL, NULL},
	 "{\"by\":\"github:lena\",\"decision\":\"approve\",\"commit\":\"" A40 "\",\"made\":\"2026-11-22T12:00:00Z\","
	 "\"source\":\"github#7 review 1\"}\n"},
	{"compared with another commit than it would be now",
	 {FORGE_APPROVES, "lena", A40, NULL, "s", NULL, B40},
	 "{\"by\":\"github:lena\",\"decision\":\"approve\",\"commit\":\"" A40 "\",\"base\":\"" B40
	 "\",\"source\":\"s\"}\n"},
	{"stops, of no commit",
	 {FORGE_STOPS, "lena", A40, NULL, "github#7 review 1", NULL, NULL},
	 "{\"by\":\"github:lena\",\"decision\":\"stop\",\"source\":\"github#7 review 1\"}\n"},
	{"counts for nothing",
	 {FORGE_APPROVES, "lena", NULL, NULL, "s", "the review was dismissed", NULL},
	 "{\"by\":\"github:lena\",\"decision\":\"approve\",\"source\":\"s\",\"why_not\":\"the review was dismissed\"}\n"},
	{"an odd moment is none",
	 {FORGE_APPROVES, "lena", A40, "yesterday", "s", NULL, NULL},
	 "{\"by\":\"github:lena\",\"decision\":\"approve\",\"commit\":\"" A40 "\",\"source\":\"s\"}\n"},
	{"an odd account",
	 {FORGE_STOPS, "a\"}\\b", NULL, NULL, "s", NULL, NULL},
	 "{\"by\":\"github:a\\\"}\\\\b\",\"decision\":\"stop\",\"source\":\"s\"}\n"},
	{"nobody", {FORGE_APPROVES, NULL, A40, NULL, "s", "its account is gone", NULL}, ""},
};

static void test_row(void **state)
{
	const struct row *row = *state;
	struct forge_opinion opinion = row->opinion;
	const struct forge_place place = {.forge = &forge_github, .number = "7"};
	const struct forge_answer answer = {.opinions = {&opinion, 1, 1}};
	MOW_AUTO(buf) out = BUF_INIT;
	struct mow_error err = {0};

	assert_int_equal(evidence_write(&out, &place, &answer, &err), MOW_OK);
	MOW_AUTO(buf) expected = BUF_INIT;
	buf_addf(&expected, "%s" UNKNOWN, row->expected);
	assert_string_equal(out.data, expected.data);
}

/* Whose work it is: said where all of it is its author's. */
static void test_own(void **state)
{
	const char *ids[] = {A40};
	const struct forge_place place = {.forge = &forge_github, .number = "7"};
	struct forge_answer answer = {.request = {.head = A40, .author = "tess", .opened = "2026-11-22T12:00:00Z"},
				      .commits = {.items = ids, .count = 1}};
	MOW_AUTO(buf) out = BUF_INIT;

	(void)state;
	assert_int_equal(evidence_write(&out, &place, &answer, NULL), MOW_OK);
	assert_non_null(strstr(out.data,
			       "{\"commits\":[\"" A40 "\"],\"by\":\"github:tess\",\"decision\":\"approve\","
			       "\"commit\":\"" A40 "\",\"made\":\"2026-11-22T12:00:00Z\",\"source\":\"github#7\"}\n"));
	answer.commits.others = true;
	buf_reset(&out);
	assert_int_equal(evidence_write(&out, &place, &answer, NULL), MOW_OK);
	assert_null(strstr(out.data, "tess"));
}

/* Since when the request waits. */
static void test_requests(void **state)
{
	static const struct {
		const char *opened;
		bool draft;
		int64_t turned;
		const char *expected;
	} requests[] = {
		{"2026-11-22T12:00:00Z", false, 0, ASKS "\"made\":\"2026-11-22T12:00:00Z\",\"source\":\"github#7\"}\n"},
		{"2026-11-22T12:00:00Z", true, 0, ASKS "\"source\":\"github#7\",\"why_not\":\"it is a draft\"}\n"},
		{"yesterday", false, 0, UNKNOWN},
		{"2026-11-22T12:00:00Z", false, 1795345200,
		 ASKS "\"made\":\"2026-11-22T12:00:00Z\",\"source\":\"github#7\"}\n"},
		{"2026-11-22T12:00:00Z", false, 1795352400,
		 ASKS "\"made\":\"2026-11-22T13:00:00Z\",\"source\":\"github#7\"}\n"},
		{"2026-11-22T12:00:00Z", false, INT64_MAX, UNKNOWN},
		{"yesterday", false, 1795352400, UNKNOWN},
	};
	const struct forge_place place = {.forge = &forge_github, .number = "7"};

	(void)state;
	for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
		const struct forge_answer answer = {.request = {.opened = requests[i].opened,
								.draft = requests[i].draft,
								.turned = requests[i].turned}};
		MOW_AUTO(buf) out = BUF_INIT;
		assert_int_equal(evidence_write(&out, &place, &answer, NULL), MOW_OK);
		assert_string_equal(out.data, requests[i].expected);
	}
}

static void test_addresses(void **state)
{
	static const struct {
		const char *from, *reference, *expected; /* NULL: refused */
	} resolved[] = {
		{"https://h/a/b?c", "/x?y", "https://h/x?y"},
		{"https://h/a/b?c", "x", "https://h/a/x"},
		{"https://h/a/b?c", "?page=2", "https://h/a/b?page=2"},
		{"https://h/a", "https://other/x#y", "https://other/x"},
		{"https://h/a", "//other/x", "https://other/x"},
		{"https://h/a", "http://other/x", NULL},
		{"https://h/a", "https://u:p@h/x", NULL},
		{"https://h/a", "file:///etc/passwd", NULL},
		{"https://h/a", "javascript:x", NULL},
		{"https://h/a", "https://[", NULL},
		{"https://h/a?page=2", "", NULL},
		{"https://h/a?page=2", "#files", NULL},
	};
	MOW_AUTO(buf) out = BUF_INIT;
	MOW_AUTO(buf) piece = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof resolved / sizeof *resolved; i++) {
		int result = url_resolve(&out, resolved[i].from, resolved[i].reference, NULL);
		assert_int_equal(result, resolved[i].expected != NULL ? MOW_OK : MOW_EINVAL);
		if (result == MOW_OK)
			assert_string_equal(out.data, resolved[i].expected);
	}
	assert_true(url_is_same_origin("https://H:443/a", "HTTPS://h/b?c"));
	assert_false(url_is_same_origin("https://h/", "http://h/"));
	assert_false(url_is_same_origin("https://h/", "https://h:444/"));
	assert_false(url_is_same_origin("https://h/", "https://h.example/"));
	assert_false(url_is_same_origin("https://h/", "nonsense:"));
	url_add_piece(&piece, "a/b c%\xC3\xA4~.-_");
	assert_string_equal(piece.data, "a%2Fb%20c%25%C3%A4~.-_");
}

int main(void)
{
	struct CMUnitTest tests[sizeof rows / sizeof *rows + 3];
	size_t count = sizeof rows / sizeof *rows;

	for (size_t i = 0; i < count; i++)
		tests[i] = (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, (void *)&rows[i]};
	tests[count] = (struct CMUnitTest)cmocka_unit_test(test_requests);
	tests[count + 2] = (struct CMUnitTest)cmocka_unit_test(test_own);
	tests[count + 1] = (struct CMUnitTest)cmocka_unit_test(test_addresses);
	return cmocka_run_group_tests_name("forge_evidence", tests, NULL, NULL);
}
