#include "report/contact/styles.h"

#include <string.h>
#include <strings.h>

#include "base/base64.h"
#include "base/digest.h"

void styles_release(struct styles *styles)
{
	buf_release(&styles->hashes);
	map_release(&styles->known);
	arena_release(&styles->arena);
}

struct piece {
	const char *text;
	size_t len;
};

/* What is left of a document. */
struct reader {
	const char *at, *end;
	struct styles *styles;
	int result;
};

/* ---- Hashes -------------------------------------------------------------------------------------------------------- */

static void add_hash(struct reader *reader, const struct buf *style)
{
	struct styles *styles = reader->styles;
	unsigned char digest[DIGEST_SIZE];

	digest_bytes(digest, style->data, style->len);
	if (style->failed)
		reader->result = MOW_ENOMEM;
	if (reader->result != MOW_OK || styles->count == STYLES_MOST ||
	    map_get(&styles->known, digest, sizeof digest, NULL))
		return;
	const char *kept = arena_dup(&styles->arena, (const char *)digest, sizeof digest);
	buf_adds(&styles->hashes, " 'sha256-");
	base64_encode(&styles->hashes, digest, sizeof digest);
	buf_addc(&styles->hashes, '\'');
	styles->count++;
	if (kept == NULL || styles->hashes.failed || map_put(&styles->known, kept, sizeof digest, 0) != 0)
		reader->result = MOW_ENOMEM;
}

/* A byte, but for the ends of lines, which are one to a browser. Returns how many bytes it was. */
static size_t add_byte(struct buf *out, const struct piece *piece, size_t at)
{
	bool pair = piece->text[at] == '\r' && at + 1 < piece->len && piece->text[at + 1] == '\n';

	buf_addc(out, (char)(piece->text[at] == '\r' ? '\n' : piece->text[at]));
	return pair ? 2 : 1;
}

static void add_element(struct reader *reader, const struct piece *text)
{
	MOW_AUTO(buf) style = BUF_INIT;

	for (size_t at = 0; at < text->len;)
		at += add_byte(&style, text, at);
	add_hash(reader, &style);
}

/* What stands for a character, of those that are met in styles. */
static const struct reference {
	const char *text;
	char meant;
} references[] = {{"&quot;", '"'},  {"&#34;", '"'},  {"&#x22;", '"'},  {"&amp;", '&'}, {"&#38;", '&'},
		  {"&apos;", '\''}, {"&#39;", '\''}, {"&#x27;", '\''}, {"&lt;", '<'},  {"&gt;", '>'}};

/* NULL: what begins there stands for itself. */
static const struct reference *find_reference(const struct piece *piece, size_t at)
{
	for (size_t i = 0; piece->text[at] == '&' && i < sizeof references / sizeof *references; i++) {
		size_t len = strlen(references[i].text);
		if (len <= piece->len - at && memcmp(piece->text + at, references[i].text, len) == 0)
			return &references[i];
	}
	return NULL;
}

static void add_attribute(struct reader *reader, const struct piece *value)
{
	MOW_AUTO(buf) style = BUF_INIT;

	for (size_t at = 0; at < value->len;) {
		const struct reference *reference = find_reference(value, at);
		if (reference != NULL)
			buf_addc(&style, reference->meant);
		at += reference != NULL ? strlen(reference->text) : add_byte(&style, value, at);
	}
	reader->styles->attributes = true;
	add_hash(reader, &style);
}

/* ---- Reading ------------------------------------------------------------------------------------------------------- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

static bool is_name(const struct piece *name, const char *word)
{
	return name->len == strlen(word) && strncasecmp(name->text, word, name->len) == 0;
}

/* Up to one of these bytes, or the end. */
static struct piece take_until(struct reader *reader, const char *bytes)
{
	struct piece piece = {reader->at, 0};

	while (reader->at < reader->end && strchr(bytes, *reader->at) == NULL)
		reader->at++;
	piece.len = (size_t)(reader->at - piece.text);
	return piece;
}

static void skip_blanks(struct reader *reader)
{
	while (reader->at < reader->end && is_blank(*reader->at))
		reader->at++;
}

static struct piece take_value(struct reader *reader)
{
	struct piece value = {reader->at, 0};

	skip_blanks(reader);
	if (reader->at == reader->end || *reader->at != '=')
		return value;
	reader->at++;
	skip_blanks(reader);
	if (reader->at == reader->end || (*reader->at != '"' && *reader->at != '\''))
		return take_until(reader, " \t\n\f\r>");
	const char quote[] = {*reader->at++, '\0'};
	value = take_until(reader, quote);
	reader->at += reader->at < reader->end;
	return value;
}

/* The attributes of a tag, and its end. Of two of one name the first counts. */
static void read_attributes(struct reader *reader, bool counts)
{
	while (reader->at < reader->end && *reader->at != '>') {
		if (is_blank(*reader->at) || *reader->at == '/') {
			reader->at++;
			continue;
		}
		const char *begin = reader->at++;
		struct piece name = take_until(reader, " \t\n\f\r/>=");
		name = (struct piece){begin, (size_t)(reader->at - begin)};
		struct piece value = take_value(reader);
		if (!counts || !is_name(&name, "style"))
			continue;
		counts = false;
		add_attribute(reader, &value);
	}
	reader->at += reader->at < reader->end;
}

/* The text of an element that holds nothing but text, up to where its end tag begins. */
static struct piece take_text(struct reader *reader, const struct piece *name)
{
	struct piece text = {reader->at, 0};

	for (; reader->at < reader->end; reader->at++) {
		size_t left = (size_t)(reader->end - reader->at);
		if (left > name->len + 2 && reader->at[0] == '<' && reader->at[1] == '/' &&
		    strncasecmp(reader->at + 2, name->text, name->len) == 0 &&
		    (is_blank(reader->at[2 + name->len]) || strchr("/>", reader->at[2 + name->len]) != NULL))
			break;
	}
	text.len = (size_t)(reader->at - text.text);
	return text;
}

static void read_element(struct reader *reader)
{
	static const char *const texts[] = {"style", "script", "title",   "textarea",
					    "xmp",   "iframe", "noembed", "noframes"};
	struct piece name = take_until(reader, " \t\n\f\r/>");

	read_attributes(reader, true);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		if (!is_name(&name, texts[i]))
			continue;
		struct piece text = take_text(reader, &name);
		if (i == 0)
			add_element(reader, &text);
	}
}

static void read_comment(struct reader *reader)
{
	size_t left = (size_t)(reader->end - reader->at);
	/* "<!-->" is one too. */
	const char *end = left > 4 ? memmem(reader->at + 2, left - 2, "-->", 3) : NULL;

	reader->at = end != NULL ? end + 3 : reader->end;
}

static bool begins(const struct reader *reader, const char *text)
{
	size_t len = strlen(text);

	return (size_t)(reader->end - reader->at) >= len && memcmp(reader->at, text, len) == 0;
}

static bool is_letter(const struct reader *reader, size_t at)
{
	char c = (size_t)(reader->end - reader->at) > at ? reader->at[at] : '\0';

	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

int styles_add(struct styles *styles, const char *html, size_t len)
{
	struct reader reader = {html, html + len, styles, MOW_OK};

	while (reader.result == MOW_OK &&
	       (reader.at = memchr(reader.at, '<', (size_t)(reader.end - reader.at))) != NULL) {
		if (begins(&reader, "<!--")) {
			read_comment(&reader);
		} else if (begins(&reader, "<!") || begins(&reader, "<?")) {
			(void)take_until(&reader, ">");
		} else if (is_letter(&reader, 1)) {
			reader.at++;
			read_element(&reader);
		} else if (begins(&reader, "</") && is_letter(&reader, 2)) {
			(void)take_until(&reader, " \t\n\f\r/>");
			read_attributes(&reader, false);
		} else {
			reader.at++;
		}
	}
	return reader.result;
}
