/* report/annotations and what writes them: encodings, how many of a level are shown, what is counted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "report/codequality.h"
#include "report/fingerprint.h"
#include "report/github.h"
#include "report/sarif.h"

static const struct annotation_rule rule = {"dead-pattern", "Dead: a, b 100%", "a pattern matches no file", true};
static const struct annotation_rule other = {"missing", "Missing", "It is missing", false};

#define PATH(text) .path = text, .path_len = sizeof(text) - 1

/* ---- GitHub ------------------------------------------------------------------------------------------------------- */

static const struct {
	const char *text, *data, *property;
} encodings[] = {
	{"", "", ""},
	{"plain text", "plain text", "plain text"},
	{"100%", "100%25", "100%25"},
	{"%0A", "%250A", "%250A"},
	{"a\r\nb", "a%0D%0Ab", "a%0D%0Ab"},
	{"a:b,c", "a:b,c", "a%3Ab%2Cc"},
	{"x::error::y", "x::error::y", "x%3A%3Aerror%3A%3Ay"},
	{"gr\xC3\xBC\xC3\x9F", "gr\xC3\xBC\xC3\x9F", "gr\xC3\xBC\xC3\x9F"},
};

static void test_encodings(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++) {
		MOW_AUTO(buf) data = BUF_INIT;
		MOW_AUTO(buf) property = BUF_INIT;
		github_data(&data, encodings[i].text, strlen(encodings[i].text));
		github_property(&property, encodings[i].text, strlen(encodings[i].text));
		assert_string_equal(data.data, encodings[i].data);
		assert_string_equal(property.data, encodings[i].property);
	}
}

static const struct {
	struct annotation annotation;
	const char *expected;
} commands[] = {
	{{.message = "of no file"}, "::error title=Dead%3A a%2C b 100%25::of no file [dead-pattern]\n"},
	{{PATH("a.md"), .message = "100%"},
	 "::error file=a.md,line=1,title=Dead%3A a%2C b 100%25::a.md: 100%25 [dead-pattern]\n"},
	{{ANNOTATION_WARNING, PATH("OWNERS"), .line = 3, .column = 7, .message = "m"},
	 "::warning file=OWNERS,line=3,col=7,title=Dead%3A a%2C b 100%25::OWNERS:3: m [dead-pattern]\n"},
	{{PATH("a,b:c"), .line = 3, .message = "m"},
	 "::error file=a%2Cb%3Ac,line=3,title=Dead%3A a%2C b 100%25::a,b:c:3: m [dead-pattern]\n"},
	/* what does not show, is no UTF-8, or is a command elsewhere has no file */
	{{PATH("a\nb"), .message = "m"}, "::error title=Dead%3A a%2C b 100%25::\"a\\nb\": m [dead-pattern]\n"},
	{{PATH("a\xff"), .message = "m"}, "::error title=Dead%3A a%2C b 100%25::\"a\\377\": m [dead-pattern]\n"},
	{{PATH("##[x]"), .message = "m"}, "::error title=Dead%3A a%2C b 100%25::\"#\\043[x]\": m [dead-pattern]\n"},
};

static void test_commands(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
		MOW_AUTO(annotations) list = {.most = 1, .all = "mowners lint", .page = "mowners-lint(1)"};
		struct annotation annotation = commands[i].annotation;
		MOW_AUTO(buf) out = BUF_INIT;
		annotation.rule = &rule;
		annotations_add(&list, &annotation);
		github_write(&out, &list);
		assert_string_equal(out.data, commands[i].expected);
	}
}

static size_t count_lines(const char *text, const char *level)
{
	size_t count = 0;

	for (; text != NULL && *text != '\0'; text = strchr(text, '\n') + 1)
		count += strncmp(text, level, strlen(level)) == 0;
	return count;
}

/* Ten of a level, and the tenth says how many more there are: of those kept, and of those only counted. */
static void test_levels(void **state)
{
	MOW_AUTO(annotations) list = {.most = 25, .all = "mowners lint", .page = "mowners-lint(1)"};
	MOW_AUTO(buf) out = BUF_INIT;
	struct annotation annotation = {.rule = &rule, .message = "m"};

	(void)state;
	for (int i = 0; i < 40; i++) {
		annotation.level = i % 4 == 3 ? ANNOTATION_WARNING : ANNOTATION_ERROR;
		annotations_add(&list, &annotation);
	}
	assert_int_equal(list.count, 25);
	assert_int_equal(annotations_count(&list, ANNOTATION_ERROR), 30);
	assert_int_equal(annotations_count(&list, ANNOTATION_WARNING), 10);
	github_write(&out, &list);
	assert_false(out.failed);
	assert_int_equal(count_lines(out.data, "::error "), 10);
	assert_int_equal(count_lines(out.data, "::warning "), 6);
	assert_non_null(strstr(out.data, "::m [dead-pattern] (and 20 more; mowners lint lists all of them)\n"));
	assert_non_null(strstr(out.data, "::m [dead-pattern] (and 4 more; mowners lint lists all of them)\n"));
}

/* ---- SARIF -------------------------------------------------------------------------------------------------------- */

static const struct {
	const char *text, *expected;
} sarif_texts[] = {
	{"", ""},
	{"plain", "plain"},
	{"{0} {a,b}", "{{0}} {{a,b}}"},
	{"[a](http://x) [b](1)", "[a] (http://x) [b] (1)"},
	{"[rules] ] (", "[rules] ] ("},
};

static void test_sarif_texts(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof sarif_texts / sizeof *sarif_texts; i++) {
		MOW_AUTO(buf) out = BUF_INIT;
		sarif_text(&out, sarif_texts[i].text);
		assert_string_equal(out.data, sarif_texts[i].expected);
	}
}

/* ---- Fingerprints ------------------------------------------------------------------------------------------------- */

/* Which of the rows before have the same one as the first of a new run. */
static const struct {
	struct annotation annotation;
	bool same;
} prints[] = {
	{{.rule = &rule, PATH("a"), .message = "m"}, true},
	{{.rule = &rule, PATH("a"), .message = "m", .line = 7, .column = 3, .level = ANNOTATION_WARNING}, true},
	{{.rule = &rule, PATH("b"), .message = "m"}, false},
	{{.rule = &rule, PATH("a"), .message = "n"}, false},
	{{.rule = &rule, .message = "m"}, false},
	{{.rule = &other, PATH("a"), .message = "m"}, false},
	/* what stands in one part cannot stand in another */
	{{.rule = &rule, PATH("am"), .message = ""}, false},
};

static void test_fingerprints(void **state)
{
	char first[DIGEST_HEX], next[DIGEST_HEX];
	struct annotation annotation = {.rule = &other, PATH("a"), .message = "today"};
	MOW_AUTO(fingerprints) run = {0};

	(void)state;
	for (size_t i = 0; i < sizeof prints / sizeof *prints; i++) {
		MOW_AUTO(fingerprints) one = {0};
		fingerprint_next(i == 0 ? first : next, &one, &prints[i].annotation);
		assert_false(one.failed);
		if (i > 0)
			assert_int_equal(strcmp(first, next) == 0, prints[i].same);
	}
	/* The words count only where a rule says several things of a file; what is alike differs all the same. */
	fingerprint_next(first, &run, &annotation);
	annotation.message = "tomorrow";
	fingerprint_next(next, &run, &annotation);
	assert_string_not_equal(first, next);
	MOW_AUTO(fingerprints) later = {0};
	fingerprint_next(next, &later, &annotation);
	assert_string_equal(first, next);
}

/* ---- Code Quality ------------------------------------------------------------------------------------------------- */

/* Three alike, of which two are kept: different fingerprints, and the last one tells of the third. */
static void test_codequality(void **state)
{
	MOW_AUTO(annotations) list = {.most = 2, .all = "mowners lint", .page = "mowners-lint(1)"};
	MOW_AUTO(buf) out = BUF_INIT;
	const struct annotation annotation = {ANNOTATION_WARNING, &rule, PATH("a\"\xff"), .line = 2, .message = "m"};
	const char *end = "\", \"severity\": \"minor\", "
			  "\"location\": {\"path\": \"a\\\"\xEF\xBF\xBD\", \"lines\": {\"begin\": 2}}}";
	const char *second;

	(void)state;
	for (int i = 0; i < 3; i++)
		annotations_add(&list, &annotation);
	codequality_write(&out, &list);
	assert_false(out.failed);
	second = strstr(out.data, "},\n{");
	assert_non_null(second);
	assert_non_null(strstr(out.data, "{\"description\": \"m\", \"check_name\": \"dead-pattern\", "));
	assert_non_null(strstr(second, "\"m (and 1 more; mowners lint lists all of them)\""));
	assert_true(strstr(out.data, end) < second);
	assert_non_null(strstr(second, end));
	assert_int_not_equal(memcmp(strstr(out.data, "gerprint"), strstr(second, "gerprint"), 60), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_encodings),    cmocka_unit_test(test_commands),
		cmocka_unit_test(test_levels),       cmocka_unit_test(test_sarif_texts),
		cmocka_unit_test(test_fingerprints), cmocka_unit_test(test_codequality),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
