#include "report/markdown.h"

#include <stdbool.h>
#include <string.h>

#include "report/phrase.h"

#define ELLIPSIS "\xE2\x80\xA6"

enum { SHORT_HEX = 6 /* digits that are no commit's yet */ };

/* ---- Spans -------------------------------------------------------------------------------------------------------- */

/* The longest run of backticks. */
static size_t longest_run(const char *text, size_t len)
{
	size_t longest = 0, run = 0;

	for (size_t i = 0; i < len; i++) {
		run = text[i] == '`' ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	return longest;
}

/* Without what means something outside Markdown: "::" of CI runners, "<!" of comments. */
static void add_content(struct buf *out, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (i > 0 && text[i] == ':' && text[i - 1] == ':')
			buf_adds(out, "\\x3A");
		else if (i > 0 && text[i] == '!' && text[i - 1] == '<')
			buf_adds(out, "\\x21");
		else
			buf_addc(out, text[i]);
	}
}

/* A reader takes one blank away from both ends where both have one, and a backtick must not touch the fence. */
static bool needs_blanks(const char *text, size_t len)
{
	return text[0] == '`' || text[len - 1] == '`' || (text[0] == ' ' && text[len - 1] == ' ');
}

static void add_span(struct buf *out, const char *text, size_t len)
{
	size_t fence = longest_run(text, len) + 1;
	bool blanks;

	if (len == 0)
		return;
	blanks = needs_blanks(text, len);
	buf_pad(out, '`', fence);
	buf_pad(out, ' ', blanks);
	add_content(out, text, len);
	buf_pad(out, ' ', blanks);
	buf_pad(out, '`', fence);
}

/* How much of a text fits, whole characters of UTF-8. */
static size_t cut_at(const char *text, size_t len, size_t most)
{
	if (len <= most)
		return len;
	while (most > 0 && ((unsigned char)text[most] & 0xC0) == 0x80)
		most--;
	return most;
}

static void add_cut(struct buf *out, struct buf *shown, size_t most)
{
	size_t fits = cut_at(shown->data, shown->len, most);

	if (fits < shown->len) {
		buf_cut(shown, fits);
		buf_adds(shown, ELLIPSIS);
	}
	add_span(out, shown->data, shown->len);
	out->failed = out->failed || shown->failed;
}

bool markdown_command(struct buf *out, const char *command)
{
	size_t len = strlen(command);

	if (len == 0 || len > MARKDOWN_LONG || strstr(command, "::") != NULL || strstr(command, "<!") != NULL)
		return false;
	add_span(out, command, len);
	return true;
}

void markdown_path(struct buf *out, const char *path, size_t len)
{
	MOW_AUTO(buf) shown = BUF_INIT;

	phrase_path(&shown, path, len);
	add_cut(out, &shown, MARKDOWN_LONG);
}

void markdown_name(struct buf *out, const char *text)
{
	MOW_AUTO(buf) shown = BUF_INIT;

	phrase_text(&shown, text);
	add_cut(out, &shown, MARKDOWN_LONG);
}

/* ---- Sentences ---------------------------------------------------------------------------------------------------- */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static bool is_hex(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* What may stand between two digits of a date or a time, or between two letters of a word. */
static bool is_inner(const char *at)
{
	if (is_digit(at[-1]) && is_digit(at[1]))
		return *at == '-' || *at == ':';
	return is_letter(at[-1]) && is_letter(at[1]) && (*at == '-' || *at == '\'');
}

/* Letters alone or digits alone, and few digits: nothing that a forge makes a link of, such as @lena, #1, GH-1,
 * 1a2b3c4d or brand/logo.svg. */
static bool is_word(const char *word, size_t len)
{
	size_t letters = 0, digits = 0, hex = 0;

	for (size_t i = 0; i < len; i++) {
		bool inner = i > 0 && i + 1 < len && is_inner(word + i);
		if (!is_letter(word[i]) && !is_digit(word[i]) && !inner)
			return false;
		letters += is_letter(word[i]);
		digits += is_digit(word[i]);
		hex += is_hex(word[i]);
	}
	return len > 0 && (letters == 0 || digits == 0) && (hex < len || len <= SHORT_HEX);
}

/* A word of a sentence, from `start` to the blank at `end`: marks, its core, marks. */
struct word {
	size_t start, core, core_end, end;
	bool plain;
};

/* Whether the bracket at the end is the name's own: "mowners-ci(1)". */
static bool is_closed(const char *text, size_t len)
{
	size_t open = 0, closed = 0;

	for (size_t i = 0; i < len; i++) {
		open += text[i] == '(';
		closed += text[i] == ')';
	}
	return open >= closed;
}

static struct word next_word(const char *text, size_t start, size_t len)
{
	struct word word = {start, start, start, start, false};

	while (word.end < len && text[word.end] != ' ')
		word.end++;
	word.core += word.end - start > 1 && text[start] == '(';
	word.core_end = word.end;
	while (word.core_end > word.core + 1 && strchr(",;:.?)", text[word.core_end - 1]) != NULL) {
		if (text[word.core_end - 1] == ')' && is_closed(text + word.core, word.core_end - word.core))
			break;
		word.core_end--;
	}
	word.plain = word.end == start || is_word(text + word.core, word.core_end - word.core);
	return word;
}

/* The last word of the run that goes into one span: no marks stand between. */
static struct word last_of_run(const char *text, struct word word, size_t len)
{
	while (word.core_end == word.end && word.end < len) {
		struct word next = next_word(text, word.end + 1, len);
		if (next.plain || next.core != next.start)
			break;
		word = next;
	}
	return word;
}

static void add_words(struct buf *out, const char *text, size_t len)
{
	for (size_t at = 0; at < len; at++) {
		struct word word = next_word(text, at, len);
		struct word last = word.plain ? word : last_of_run(text, word, len);
		add_content(out, text + at, word.core - at);
		if (word.plain)
			add_content(out, text + word.core, word.core_end - word.core);
		else
			add_span(out, text + word.core, last.core_end - word.core);
		add_content(out, text + last.core_end, last.end - last.core_end);
		if (last.end < len)
			buf_addc(out, ' ');
		at = last.end;
	}
}

void markdown_sentence(struct buf *out, const char *text, size_t most)
{
	MOW_AUTO(buf) shown = BUF_INIT;

	phrase_text(&shown, text);
	size_t fits = cut_at(shown.data, shown.len, most);
	add_words(out, shown.data, fits);
	if (fits < shown.len)
		buf_adds(out, ELLIPSIS);
	out->failed = out->failed || shown.failed;
}
