#include "report/check/sheet.h"

#include "report/markdown.h"

bool sheet_add(struct sheet *sheet, const struct buf *piece)
{
	sheet->out->failed = sheet->out->failed || piece->failed;
	if (sheet->cut || sheet->out->len + piece->len > sheet->most) {
		sheet->cut = true;
		return false;
	}
	buf_add(sheet->out, piece->data, piece->len);
	return true;
}

void sheet_line(struct sheet *sheet, const char *label, const struct buf *sentence)
{
	MOW_AUTO(buf) line = BUF_INIT;

	buf_addf(&line, "- **%s** ", label);
	markdown_sentence(&line, sentence->data, SHEET_SENTENCE);
	buf_addc(&line, '\n');
	line.failed = line.failed || sentence->failed;
	(void)sheet_add(sheet, &line);
}

void sheet_words(struct sheet *sheet, const char *label, const char *words)
{
	MOW_AUTO(buf) sentence = BUF_INIT;

	buf_adds(&sentence, words);
	sheet_line(sheet, label, &sentence);
}

void sheet_command(struct sheet *sheet, const char *label, const char *sentence, const struct buf *command)
{
	MOW_AUTO(buf) line = BUF_INIT;

	buf_addf(&line, "- **%s** ", label);
	markdown_sentence(&line, sentence, SHEET_SENTENCE);
	if (!markdown_command(&line, command->data))
		return;
	buf_addc(&line, '\n');
	line.failed = line.failed || command->failed;
	(void)sheet_add(sheet, &line);
}

void sheet_more(struct sheet *sheet, const char *label, size_t count)
{
	MOW_AUTO(buf) more = BUF_INIT;

	if (count == 0)
		return;
	buf_addf(&more, "and %zu more", count);
	sheet_line(sheet, label, &more);
}
