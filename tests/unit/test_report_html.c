/* report/html: that nothing from outside becomes markup, and that the policy knows the style and the script. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/base64.h"
#include "base/digest.h"
#include "report/html/html.h"

struct row {
	const char *text, *expected;
};

static const struct row texts[] = {
	{"", ""},
	{"Lena & Co", "Lena &amp; Co"},
	{"<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"},
	{"\" onload=\"x", "&quot; onload=&quot;x"},
	{"' onload='x", "&#39; onload=&#39;x"},
	{"&lt;", "&amp;lt;"},
	{"-->]]>", "--&gt;]]&gt;"},
	{"a\nb\r\x1b[31m", "a\\x0Ab\\x0D\\x1B[31m"},
	{"\xE2\x80\xAE"
	 "fdp",
	 "\\xE2\\x80\\xAE"
	 "fdp"},
	{"gr\xC3\xBC\xC3\x9F dich \xff", "gr\xC3\xBC\xC3\x9F dich \\xFF"},
};

static const struct row paths[] = {
	{"brand/logo.svg", "brand/logo.svg"},
	{"a \"b\"", "&quot;a \\&quot;b\\&quot;&quot;"},
	{"<b>/&", "&lt;b&gt;/&amp;"},
};

static void escapes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		MOW_AUTO(buf) out = BUF_INIT;
		html_text(&out, texts[i].text);
		assert_string_equal(out.data, texts[i].expected);
	}
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		MOW_AUTO(buf) out = BUF_INIT;
		html_path(&out, paths[i].text, strlen(paths[i].text));
		assert_string_equal(out.data, paths[i].expected);
	}
}

/* What stands in the one element of a name is what its hash in the policy is of. */
static void check_hash(const char *page, const char *name)
{
	MOW_AUTO(buf) begin = BUF_INIT;
	MOW_AUTO(buf) wanted = BUF_INIT;
	unsigned char digest[DIGEST_SIZE];

	buf_addf(&begin, "<%s>", name);
	const char *from = strstr(page, begin.data);
	assert_non_null(from);
	from += begin.len;
	assert_null(strstr(from, begin.data));
	const char *end = strstr(from, "</");
	assert_non_null(end);
	digest_bytes(digest, from, (size_t)(end - from));
	buf_addf(&wanted, "%s-src 'sha256-", name);
	base64_encode(&wanted, digest, sizeof digest);
	buf_addc(&wanted, '\'');
	assert_non_null(strstr(page, wanted.data));
}

static void page_has_a_policy(void **state)
{
	const struct html_link links[] = {
		{"a.html", PHRASE_SITE_HOME}, {"b.html", PHRASE_SITE_MAP}, {NULL, PHRASE_SITE_MAP}};
	const struct html_page page = {.title = "<title>",
				       .styles = {".own { color: red; }", ".more { color: red; }"},
				       .scripts = {"/* own */"},
				       .loads = "img-src data:",
				       .links = links,
				       .here = "b.html"};
	MOW_AUTO(buf) out = BUF_INIT;

	(void)state;
	html_begin(&out, &page);
	html_end(&out, &page);
	assert_non_null(strstr(out.data, "content=\"default-src 'none';"));
	assert_non_null(strstr(out.data, "; img-src data:; base-uri 'none'"));
	assert_non_null(strstr(out.data, "<title>&lt;title&gt;</title>"));
	assert_non_null(strstr(out.data, "<li><a href=\"a.html\">Overview</a></li>\n"
					 "<li><a href=\"b.html\" aria-current=\"page\">Map</a></li>\n"));
	check_hash(out.data, "style");
	check_hash(out.data, "script");
	/* Before the style, or it would not hold for it. */
	assert_true(strstr(out.data, "Content-Security-Policy") < strstr(out.data, "<style>"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(escapes),
		cmocka_unit_test(page_has_a_policy),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
