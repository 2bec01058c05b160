#include "api/lint_slips.h"

#include <ctype.h>
#include <string.h>

#include "base/escape.h"
#include "base/text.h"
#include "base/utf8.h"

/* Straight, typographic and angle quotes. */
static const char *const quotes[] = {"\"",
				     "'",
				     "`",
				     "\xE2\x80\x9C",
				     "\xE2\x80\x9D",
				     "\xE2\x80\x9E",
				     "\xE2\x80\x98",
				     "\xE2\x80\x99",
				     "\xE2\x80\x9A",
				     "\xC2\xAB",
				     "\xC2\xBB"};
enum { QUOTE_KINDS = sizeof quotes / sizeof *quotes };

/* The bytes of the quote that a text begins with; 0: it begins with none. */
static size_t quote_size(const char *text)
{
	for (size_t i = 0; i < QUOTE_KINDS; i++)
		if (text_begins(text, quotes[i]))
			return strlen(quotes[i]);
	return 0;
}

static void add_text(struct buf *out, const char *text, size_t len)
{
	escape_text(out, text, len);
}

/* An apostrophe inside a name is none of those. */
static bool is_quoted(struct buf *advice, const char *text)
{
	size_t first = quote_size(text);
	size_t len = strlen(text);
	size_t last = 0;

	for (size_t i = 0; i < QUOTE_KINDS && last == 0; i++) {
		size_t size = strlen(quotes[i]);
		if (len > size && strcmp(text + len - size, quotes[i]) == 0)
			last = size;
	}
	if (first == 0 && last == 0)
		return false;
	buf_adds(advice, "the quotes are taken as part of the name; write ");
	add_text(advice, text + first, len > first + last ? len - first - last : 0);
	return true;
}

static bool has_comment(struct buf *advice, const char *text)
{
	for (const char *at = text; *at != '\0'; at++) {
		bool sign = *at == '#' || (at[0] == '/' && at[1] == '/');
		if (!sign || at == text || !text_is_blank(at[-1]))
			continue;
		size_t len = (size_t)(at - text);
		while (len > 0 && text_is_blank(text[len - 1]))
			len--;
		buf_adds(advice,
			 "what follows the blank is taken as part of the name; a comment begins with \" ; \": ");
		add_text(advice, text, len);
		buf_adds(advice, " ; ");
		at += 1 + (at[0] == '/');
		at += strspn(at, " \t");
		add_text(advice, at, strlen(at));
		return true;
	}
	return false;
}

/* Behind a comma, a semicolon or a blank begins something that can only be a pattern, or a person. */
static bool has_several(struct buf *advice, const char *text)
{
	for (const char *at = text; *at != '\0'; at++) {
		const char *next = at + 1 + strspn(at + 1, " \t");
		bool blank = text_is_blank(*at);
		bool begins = *next == '/' || *next == '*' || *next == '!';

		if (blank && *next == '@') {
			buf_adds(advice,
				 "the names behind the blank are taken as part of the file's name; write them as the "
				 "value of \"accountable\" or \"review\"");
			return true;
		}
		if ((*at == ',' && (next > at + 1 || begins)) || (*at == ';' && begins) || (blank && begins)) {
			buf_adds(
				advice,
				"this is taken as one name; write one pattern a line, the further ones indented below");
			return true;
		}
	}
	return false;
}

static bool has_backslash(struct buf *advice, const char *text)
{
	const char *at = strchr(text, '\\');
	MOW_AUTO(buf) mended = BUF_INIT;

	while (at != NULL && !isalnum((unsigned char)at[1]) && (unsigned char)at[1] < 0x80)
		at = at[1] != '\0' ? strchr(at + 2, '\\') : NULL;
	if (at == NULL)
		return false;
	for (at = text; *at != '\0'; at++)
		buf_addc(&mended, *at == '\\' ? '/' : *at);
	buf_adds(advice, "folders are parted by /, and \\ has another meaning; write ");
	if (!mended.failed)
		add_text(advice, mended.data, mended.len);
	advice->failed |= mended.failed;
	return true;
}

static bool has_odd_space(struct buf *advice, const char *text)
{
	uint32_t code;
	size_t len = strlen(text);
	size_t at = utf8_find_space(&code, text, len);

	if (at == len)
		return false;
	buf_addf(advice,
		 "there is a no-break space (U+%04X) in it, which is another character than a space; type a space",
		 (unsigned)code);
	return true;
}

/* Whether the text ends in one of these, alone in its component. */
static bool ends_in_dots(const char *text)
{
	static const char *const dots[] = {"/...", "/\xE2\x80\xA6"};
	size_t len = strlen(text);

	for (size_t i = 0; i < sizeof dots / sizeof *dots; i++)
		if (len > strlen(dots[i]) && strcmp(text + len - strlen(dots[i]), dots[i]) == 0)
			return true;
	return false;
}

/* "%20", as addresses write a blank. */
static bool has_percent(const char *text)
{
	for (const char *at = text; (at = strchr(at, '%')) != NULL; at++)
		if (isxdigit((unsigned char)at[1]) && isxdigit((unsigned char)at[2]))
			return true;
	return false;
}

/* What shells, addresses and other tools write. */
static bool is_of_others(struct buf *advice, const char *text)
{
	if (ends_in_dots(text))
		buf_adds(advice, "the dots have no meaning here; a pattern that ends in / is all below the folder");
	else if (has_percent(text))
		buf_adds(advice, "% has no meaning here; write the blank, or whatever it stands for, itself");
	else if (text[0] == '~' || text[0] == '$')
		buf_adds(advice, "paths begin at the folder of the OWNERS file, with /");
	else
		return false;
	return true;
}

static bool is_foreign(struct buf *advice, const char *text)
{
	const char *open = strchr(text, '{');
	const char *close = open != NULL ? strchr(open, '}') : NULL;
	size_t len = strlen(text);

	if (is_of_others(advice, text))
		return true;
	if (close != NULL && memchr(open, ',', (size_t)(close - open)) != NULL) {
		buf_adds(advice, "braces have no meaning here; write a pattern for each, one a line");
		return true;
	}
	if (text[0] != '^' && (!text_begins(text, ".*") || len == 2) && strstr(text, "\\.") == NULL &&
	    (strchr(text, '(') == NULL || strchr(text, '|') == NULL) && (len < 2 || text[len - 1] != '$'))
		return false;
	buf_adds(advice,
		 "this looks like a regular expression; patterns are those of .gitignore, such as *.jpg or /brand/");
	return true;
}

bool lint_slip_stars(struct buf *advice, const char *text)
{
	const char *stars = strchr(text, '/') != NULL ? strstr(text, "**") : NULL;
	MOW_AUTO(buf) mended = BUF_INIT;

	for (; stars != NULL; stars = strstr(stars, "**")) {
		size_t count = strspn(stars, "*");
		bool begins = stars == text || stars[-1] == '/';
		bool ends = stars[count] == '\0' || stars[count] == '/';
		if ((!begins || !ends) && (stars == text || stars[-1] != '\\'))
			break;
		stars += count;
	}
	if (stars == NULL)
		return false;
	const char *name = stars;
	while (name > text && name[-1] != '/')
		name--;
	buf_add(&mended, text, (size_t)(name - text));
	buf_adds(&mended, "**/");
	buf_add(&mended, name, (size_t)(stars - name));
	buf_addc(&mended, '*');
	buf_adds(&mended, stars + strspn(stars, "*"));
	buf_adds(advice, "** beside other characters is one *, which ends at the folder; with those below it is ");
	if (!mended.failed)
		add_text(advice, mended.data, mended.len);
	advice->failed |= mended.failed;
	return true;
}

bool lint_slip(enum finding_code *code, struct buf *advice, const char *text)
{
	static const struct {
		enum finding_code code;
		bool (*find)(struct buf *advice, const char *text);
	} slips[] = {
		{FINDING_PATTERN_COMMENT, has_comment}, {FINDING_SEVERAL_PATTERNS, has_several},
		{FINDING_QUOTED_PATTERN, is_quoted},    {FINDING_BLANK_PATTERN, has_odd_space},
		{FINDING_FOREIGN_PATTERN, is_foreign},  {FINDING_BACKSLASH_PATTERN, has_backslash},
	};

	for (size_t i = 0; i < sizeof slips / sizeof *slips; i++) {
		if (!slips[i].find(advice, text))
			continue;
		*code = slips[i].code;
		return true;
	}
	return false;
}
