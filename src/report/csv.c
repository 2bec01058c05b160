#include "report/csv.h"

void csv_cell(struct csv *csv, const char *bytes, size_t len)
{
	struct buf *out = csv->out;

	if (csv->begun)
		buf_addc(out, ',');
	csv->begun = true;
	buf_addc(out, '"');
	if (len > 0 && memchr("=+-@\t\r", bytes[0], 6) != NULL)
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
