#include "report/csv.h"

/* Whether a spreadsheet would make something else of the text: a formula, a number (001 becomes 1), a day (2026-10).
 * What begins with the ' that tells it not to gets another one, so that one can be taken away again. */
static bool is_taken(const char *bytes, size_t len)
{
	size_t digits = 0;

	if (len > 0 && memchr("=+-@\t\r'", bytes[0], 7) != NULL)
		return true;
	for (size_t i = 0; i < len; i++) {
		bool digit = bytes[i] >= '0' && bytes[i] <= '9';
		if (!digit && memchr(".,:/+-eE", bytes[i], 8) == NULL)
			return false;
		digits += digit;
	}
	return digits > 0;
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
