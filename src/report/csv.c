#include "report/csv.h"

#include <strings.h>

#include "base/escape.h"

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A word that stands in a number or a day: the `e` of 1e5, a month, which three letters are enough for. */
static bool is_of_number(const char *word, size_t len)
{
	static const char *const months[] = {"january", "february", "march",     "april",   "may",      "june",
					     "july",    "august",   "september", "october", "november", "december"};

	for (size_t i = 0; len >= 3 && i < sizeof months / sizeof *months; i++)
		if (len <= strlen(months[i]) && strncasecmp(months[i], word, len) == 0)
			return true;
	return len == 1 && (*word == 'e' || *word == 'E');
}

/* Whether a spreadsheet would make something else of the text: a formula, a number (001 becomes 1), a day (2026-10,
 * may-2026). What begins with the ' that tells it not to gets another one, so that one can be taken away again. */
static bool is_taken(const char *bytes, size_t len)
{
	bool digits = false;

	if (len > 0 && memchr("=+-@\t\r'", bytes[0], 7) != NULL)
		return true;
	for (size_t i = 0; i < len; i++) {
		size_t word = 0;
		while (i + word < len && is_letter(bytes[i + word]))
			word++;
		if (word > 0 ? !is_of_number(bytes + i, word) : memchr("0123456789.,:/+- ", bytes[i], 17) == NULL)
			return false;
		digits = digits || (bytes[i] >= '0' && bytes[i] <= '9');
		i += word > 0 ? word - 1 : 0;
	}
	return digits;
}

void csv_cell(struct csv *csv, const char *bytes, size_t len)
{
	struct buf *out = csv->out;

	if (csv->begun)
		buf_addc(out, ',');
	csv->begun = true;
	buf_addc(out, '"');
	if (is_taken(bytes, len))
		buf_addc(out, '\'');
	for (size_t i = 0; i < len; i++) {
		if (bytes[i] == '"')
			buf_addc(out, '"');
		buf_addc(out, bytes[i]);
	}
	buf_addc(out, '"');
}

void csv_text(struct csv *csv, const char *text)
{
	MOW_AUTO(buf) shown = BUF_INIT;

	if (text != NULL)
		escape_text(&shown, text, strlen(text));
	csv->out->failed = csv->out->failed || shown.failed;
	csv_cell(csv, shown.data, shown.len);
}

void csv_path(struct csv *csv, const char *path, size_t len)
{
	MOW_AUTO(buf) shown = BUF_INIT;

	escape_path_git(&shown, path, len);
	csv->out->failed = csv->out->failed || shown.failed;
	csv_cell(csv, shown.data, shown.len);
}

void csv_number(struct csv *csv, size_t number)
{
	if (csv->begun)
		buf_addc(csv->out, ',');
	csv->begun = true;
	buf_addu(csv->out, number);
}

void csv_end(struct csv *csv)
{
	buf_addc(csv->out, '\n');
	csv->begun = false;
}
