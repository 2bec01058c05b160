/* report/contact: what files are to a browser, differences taken apart, words that differ. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/base64.h"
#include "base/buf.h"
#include "base/digest.h"
#include "report/contact/cells.h"
#include "report/contact/hunks.h"
#include "report/contact/markdown.h"
#include "report/contact/media.h"
#include "report/contact/styles.h"
#include "report/contact/words.h"

/* ---- Kinds --------------------------------------------------------------------------------------------------------- */

struct kind_row {
	const char *path;
	const char *bytes;
	size_t len;
	enum media_kind kind;
	const char *type;
};
#define BYTES(text) text, sizeof(text) - 1

static const struct kind_row kinds[] = {
	{"a.png", BYTES("\x89PNG\r\n\x1A\n\0\0"), MEDIA_IMAGE, "image/png"},
	/* The bytes count, not the name. */
	{"a.html", BYTES("\x89PNG\r\n\x1A\n\0\0"), MEDIA_IMAGE, "image/png"},
	{"a.png", BYTES("<html><script>alert(1)</script>"), MEDIA_TEXT, NULL},
	{"a.png", BYTES("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"), MEDIA_TEXT, NULL},
	{"a.svg", BYTES("<?xml version=\"1.0\"?><svg/>"), MEDIA_IMAGE, "image/svg+xml"},
	{"a.SVG", BYTES("<svg/>"), MEDIA_IMAGE, "image/svg+xml"},
	{"a.svg", BYTES("<html></html>"), MEDIA_TEXT, NULL},
	{"a.svg", BYTES("<svg>\0</svg>"), MEDIA_OTHER, NULL},
	{"a.svg", BYTES("<svg>\xFF</svg>"), MEDIA_OTHER, NULL},
	{"svg", BYTES("<svg/>"), MEDIA_TEXT, NULL},
	{"a.jpg", BYTES("\xFF\xD8\xFF\xE0"), MEDIA_IMAGE, "image/jpeg"},
	{"a.gif", BYTES("GIF89a"), MEDIA_IMAGE, "image/gif"},
	{"a.webp", BYTES("RIFF\1\2\3\4WEBPVP8 "), MEDIA_IMAGE, "image/webp"},
	{"a.avif",
	 BYTES("\0\0\0\x20"
	       "ftypavif"),
	 MEDIA_IMAGE, "image/avif"},
	{"a.avif",
	 BYTES("\0\0\0\x20"
	       "ftypavis"),
	 MEDIA_IMAGE, "image/avif"},
	{"a.mp4",
	 BYTES("\0\0\0\x20"
	       "ftypisom"),
	 MEDIA_VIDEO, "video/mp4"},
	{"a.m4a",
	 BYTES("\0\0\0\x20"
	       "ftypM4A "),
	 MEDIA_AUDIO, "audio/mp4"},
	{"a.webm", BYTES("\x1A\x45\xDF\xA3"), MEDIA_VIDEO, "video/webm"},
	{"a.mp3", BYTES("ID3\4"), MEDIA_AUDIO, "audio/mpeg"},
	{"a.wav", BYTES("RIFF\1\2\3\4WAVEfmt "), MEDIA_AUDIO, "audio/wav"},
	{"a.ogg", BYTES("OggS\0"), MEDIA_AUDIO, "audio/ogg"},
	{"a.pdf", BYTES("%PDF-1.7"), MEDIA_PDF, "application/pdf"},
	{"a.woff2", BYTES("wOF2\0"), MEDIA_FONT, "font/woff2"},
	{"a.html", BYTES("<p>"), MEDIA_PAGE, NULL},
	{"a.mjml", BYTES("<mjml>"), MEDIA_PAGE, NULL},
	{"a.html", BYTES("no markup"), MEDIA_TEXT, NULL},
	{"a.html", BYTES("<p>\xFF"), MEDIA_OTHER, NULL},
	{"a.csv", BYTES("a,b\n"), MEDIA_TABLE, NULL},
	{"a.psd", BYTES("8BPS\0\1"), MEDIA_OTHER, NULL},
	{"a.txt", BYTES("gr\xC3\xBC\xC3\x9F dich"), MEDIA_TEXT, NULL},
	{"a.txt", BYTES(""), MEDIA_TEXT, NULL},
	{"a.txt", BYTES("\xE9t\xE9"), MEDIA_OTHER, NULL},
};

static void kinds_by_bytes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct media media = media_of(kinds[i].path, kinds[i].bytes, kinds[i].len);
		assert_int_equal(media.kind, kinds[i].kind);
		if (kinds[i].type == NULL)
			assert_null(media.type);
		else
			assert_string_equal(media.type, kinds[i].type);
	}
}

/* ---- Words --------------------------------------------------------------------------------------------------------- */

struct words_row {
	const char *before, *after;
	const char *marked_before, *marked_after; /* what differs in [ ] */
};

static const struct words_row lines[] = {
	{"", "", "", ""},
	{"same", "same", "same", "same"},
	{"", "new", "", "[new]"},
	{"our new shoe is here", "our new boot is here", "our new [shoe] is here", "our new [boot] is here"},
	{"walk a lot.", "walk a lot, and run.", "walk a lot.", "walk a lot[, and run]."},
	{"a b c", "c a b", "a b[ c]", "[c ]a b"},
	{"price: 120.00", "price: 125.00", "price: [120].00", "price: [125].00"},
	/* What blanks alone keep apart is one. */
	{"red blue", "green grey", "[red blue]", "[green grey]"},
	{"gr\xC3\xBC\xC3\x9F", "gr\xC3\xBC\xC3\x9F!", "gr\xC3\xBC\xC3\x9F", "gr\xC3\xBC\xC3\x9F[!]"},
	{"\tx", "x", "[\t]x", "x"},
};

static void add_marked(struct buf *out, const struct words *words)
{
	for (size_t i = 0; i < words->count; i++) {
		const struct word *word = &words->items[i];
		if (word->differs && (i == 0 || !words->items[i - 1].differs))
			buf_addc(out, '[');
		buf_add(out, word->bytes, word->len);
		if (word->differs && (i + 1 == words->count || !words->items[i + 1].differs))
			buf_addc(out, ']');
	}
}

static void words_that_differ(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		MOW_AUTO(words) before = {0};
		MOW_AUTO(words) after = {0};
		MOW_AUTO(buf) marked = BUF_INIT;
		assert_true(words_split(&before, lines[i].before, strlen(lines[i].before)));
		assert_true(words_split(&after, lines[i].after, strlen(lines[i].after)));
		assert_true(words_compare(&before, &after));
		add_marked(&marked, &before);
		assert_string_equal(marked.data, lines[i].marked_before);
		buf_reset(&marked);
		add_marked(&marked, &after);
		assert_string_equal(marked.data, lines[i].marked_after);
	}
}

/* Where all pairs would be too many, all between differs, and both ends are still seen. */
static void long_lines(void **state)
{
	struct buf texts[2] = {BUF_INIT, BUF_INIT};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		buf_adds(&texts[i], "begin");
		for (size_t j = 0; j < 5000; j++)
			buf_addf(&texts[i], " %zu", j * 2 + i);
		buf_adds(&texts[i], " end");
	}
	MOW_AUTO(words) before = {0};
	MOW_AUTO(words) after = {0};
	assert_true(words_split(&before, texts[0].data, texts[0].len));
	assert_true(words_split(&after, texts[1].data, texts[1].len));
	assert_true(words_compare(&before, &after));
	assert_false(before.items[0].differs);
	assert_true(before.items[2].differs && before.items[before.count - 3].differs);
	assert_false(before.items[before.count - 1].differs);
	buf_release(&texts[0]);
	buf_release(&texts[1]);
}

/* ---- Differences --------------------------------------------------------------------------------------------------- */

static void say_gap(void *context)
{
	buf_adds(context, "...|");
}

static void say_same(const struct hunk_line *before, const struct hunk_line *after, void *context)
{
	buf_addf(context, " %zu,%zu %.*s|", before->number, after->number, (int)before->len, before->text);
}

static void say_change(const struct hunk_change *change, void *context)
{
	for (size_t i = 0; i < change->removed_count; i++)
		buf_addf(context, "-%zu %.*s|", change->removed[i].number, (int)change->removed[i].len,
			 change->removed[i].text);
	for (size_t i = 0; i < change->added_count; i++)
		buf_addf(context, "+%zu %.*s|", change->added[i].number, (int)change->added[i].len,
			 change->added[i].text);
	buf_adds(context, "/");
}

static void hunks(void **state)
{
	static const struct {
		const char *text, *expected;
	} rows[] = {
		{"", ""},
		{"@@ -0,0 +1 @@\n+new\n", "+1 new|/"},
		{"@@ -1 +0,0 @@\n-old\n\\ No newline at end of file\n", "-1 old|/"},
		{"@@ -1,3 +1,3 @@\n a\n-b\n+c\n d\n", " 1,1 a|-2 b|+2 c|/ 3,3 d|"},
		{"@@ -7,2 +9,3 @@ title\n x\n+y\n+\n z\n@@ -20 +22 @@\n-1\n+2\n",
		 "...| 7,9 x|+10 y|+11 |/ 8,12 z|...|-20 1|+22 2|/"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		MOW_AUTO(buf) said = BUF_INIT;
		const struct hunk_reader reader = {say_gap, say_same, say_change, &said};
		assert_true(hunks_read(&reader, rows[i].text, strlen(rows[i].text)));
		assert_string_equal(said.data, rows[i].expected);
	}
}

/* ---- Tables -------------------------------------------------------------------------------------------------------- */

static void cells(void **state)
{
	static const struct {
		const char *line, *expected;
	} rows[] = {
		{"", "<>"},
		{"a,b", "<a><b>"},
		{"a,,b,\r", "<a><><b><>"},
		{"\"a, b\",\"c \"\"d\"\"\",e", "<a, b><c \"d\"><e>"},
		{"\"\",\"\"\"\"", "<><\">"},
		{"x \"y,z\"", "<x y,z>"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		MOW_AUTO(cells) read = CELLS_INIT;
		MOW_AUTO(buf) said = BUF_INIT;
		assert_true(cells_read(&read, rows[i].line, strlen(rows[i].line), ','));
		for (size_t j = 0; j < read.count; j++)
			buf_addf(&said, "<%.*s>", (int)read.items[j].len, read.text.data + read.items[j].at);
		assert_string_equal(said.data, rows[i].expected);
	}
}

static void tables(void **state)
{
	(void)state;
	assert_int_equal(cells_separator(BYTES("a,b;c;d\n,,,,,")), ';');
	assert_int_equal(cells_separator(BYTES("a\tb\n")), '\t');
	assert_int_equal(cells_separator(BYTES("a\nb,c\n")), '\0');
	assert_true(cells_are_rows(BYTES("a,\"b\"\nc,\"d \"\"e\"\"\"\n")));
	assert_false(cells_are_rows(BYTES("a,\"b\nc\",d\n")));
}

/* ---- Markdown ------------------------------------------------------------------------------------------------------ */

static void markdown(void **state)
{
	static const struct {
		const char *text, *html;
	} rows[] = {
		{"", ""},
		{"one\ntwo  \nthree\\\nfour\n\nfive\r\n", "<p>one two<br>three<br>four</p>\n<p>five</p>\n"},
		{"# One #\n\n###Two\nThree\n===\n", "<p class=\"h1\">One</p>\n<p class=\"h1\">###Two Three</p>\n"},
		{"a\n---\n***\n", "<p class=\"h2\">a</p>\n<hr>\n"},
		{"---\ntitle: x\n---\ntext", "<pre><code>title: x\n</code></pre>\n<p>text</p>\n"},
		{"```js\na <b>\n\tc\n```\n~~~\nd",
		 "<pre><code>a &lt;b&gt;\n\tc\n</code></pre>\n<pre><code>d\n</code></pre>\n"},
		{"    a\n\n    b\nc", "<pre><code>    a\n\n    b\n</code></pre>\n<p>c</p>\n"},
		{"> a\n> > b\n", "<blockquote><p>a</p>\n<blockquote><p>b</p>\n</blockquote>\n</blockquote>\n"},
		{"- a\n  - b\n\n  c\n- d\n2. e",
		 "<ul>\n<li><p>a</p>\n<ul>\n<li><p>b</p>\n</li>\n</ul>\n<p>c</p>\n</li>\n<li><p>d"
		 "</p>\n</li>\n</ul>\n<ol>\n<li><p>e</p>\n</li>\n</ol>\n"},
		{"|a|b\n|-|:-:|\n| c \\| d | *e* |\nf",
		 "<table><thead><tr><th scope=\"col\">a</th><th scope=\"col\">b</th></tr>\n"
		 "</thead><tbody>\n<tr><td>c | d</td><td><em>e</em></td></tr>\n"
		 "</tbody></table>\n<p>f</p>\n"},
		{"*a* **b _c_** a_b_c 2 * 3 ~~d~~ ~e",
		 "<p><em>a</em> <strong>b <em>c</em></strong> a_b_c 2 * 3 <del>d</del> ~e</p>\n"},
		{"`a *b*` ``c ` d`` `e", "<p><code>a *b*</code> <code>c ` d</code> `e</p>\n"},
		{"\\*a\\* \\<b> &amp;", "<p>*a* &lt;b&gt; &amp;amp;</p>\n"},
		{"[a *b*](https://x.example \"t\")!",
		 "<p><span class=\"link\">a <em>b</em></span> <span class=\"address\">(https://x."
		 "example)</span>!</p>\n"},
		{"![<i>](javascript:alert(1)) [a] (b)",
		 "<p><span class=\"picture-of\">[&lt;i&gt;]</span> <span class=\"address\">"
		 "(javascript:alert(1))</span> [a] (b)</p>\n"},
		{"<script>alert(1)</script>\n<img src=x>",
		 "<p>&lt;script&gt;alert(1)&lt;/script&gt; &lt;img src=x&gt;</p>\n"},
		{"a\xE2\x80\xAEz", "<p>a\\xE2\\x80\\xAEz</p>\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		MOW_AUTO(buf) out = BUF_INIT;
		markdown_html(&out, rows[i].text, strlen(rows[i].text));
		assert_string_equal(out.data, rows[i].html);
	}
}

/* What would take long if ends were looked for without end, and what is too deep, comes out all the same. */
static void markdown_limits(void **state)
{
	static const char *const pieces[] = {"> ", "- ", "[", "![](", "*a ", "**", "`` ` ", "|-\n", "<!--"};

	(void)state;
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		MOW_AUTO(buf) text = BUF_INIT;
		MOW_AUTO(buf) out = BUF_INIT;
		while (!text.failed && text.len < MARKDOWN_MOST)
			buf_adds(&text, pieces[i]);
		markdown_html(&out, text.data, text.len);
		assert_false(out.failed);
		assert_true(out.len > 0);
	}
}

/* ---- Styles of mail ------------------------------------------------------------------------------------------------ */

static void styles(void **state)
{
	static const struct {
		const char *html;
		const char *styles[4];
		bool attributes;
	} rows[] = {
		{"", {NULL}, false},
		{"a < b <3 </ <", {NULL}, false},
		{"<style>a{}</style><STYLE type=text/css>\nb > c\r\n</Style >", {"a{}", "\nb > c\n"}, false},
		{"<style>a{}<b>c</styles></style", {"a{}<b>c</styles></style"}, false},
		{"<p style=\"a:b\"><p style='c:\"d\"'><p STYLE = e:f/g>", {"a:b", "c:\"d\"", "e:f/g"}, true},
		{"<p style=\"a:b\" style=\"c:d\"><p/style=a:b><p style><br>", {"a:b", ""}, true},
		{"<p style=\"a:&quot;b&#39;&amp;c&amp;&nope;\">", {"a:\"b'&c&&nope;"}, true},
		{"<p title=\"<i style='x'>\" style=\"a\r\nb\">", {"a\nb"}, true},
		{"<!-- <p style=x> --><!--><p style=a><!doctype x style=y></p style=z>", {"a"}, true},
		{"<title><p style=x></title><script><style>y</style></script><p style=a", {"a"}, true},
		{"<style>a</style><p style=a>", {"a"}, true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		MOW_AUTO(styles) found = STYLES_INIT;
		MOW_AUTO(buf) expected = BUF_INIT;
		for (size_t j = 0; rows[i].styles[j] != NULL; j++) {
			unsigned char digest[DIGEST_SIZE];
			digest_bytes(digest, rows[i].styles[j], strlen(rows[i].styles[j]));
			buf_adds(&expected, " 'sha256-");
			base64_encode(&expected, digest, sizeof digest);
			buf_addc(&expected, '\'');
		}
		assert_int_equal(styles_add(&found, rows[i].html, strlen(rows[i].html)), MOW_OK);
		assert_string_equal(found.hashes.data, expected.data);
		assert_int_equal(found.attributes, rows[i].attributes);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds_by_bytes),  cmocka_unit_test(words_that_differ),
		cmocka_unit_test(long_lines),      cmocka_unit_test(hunks),
		cmocka_unit_test(cells),           cmocka_unit_test(tables),
		cmocka_unit_test(styles),          cmocka_unit_test(markdown),
		cmocka_unit_test(markdown_limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
