#include "report/contact/page.h"

#include "base/base64.h"

enum { ENOUGH = 256 << 10, PIECE = 3 << 14 };

int page_flow(struct page *page)
{
	int result = buf_check(&page->out, page->err);

	if (result != MOW_OK || page->out.len < ENOUGH)
		return result;
	result = file_draft_add(page->sheet->draft, page->out.data, page->out.len, page->err);
	buf_reset(&page->out);
	return result;
}

const char *page_phrase(const struct page *page, enum phrase phrase)
{
	return lang_phrase(page->sheet->lang, phrase);
}

int page_base64(struct page *page, const char *bytes, size_t len)
{
	int result = MOW_OK;

	for (size_t at = 0; at < len && result == MOW_OK; at += PIECE) {
		base64_encode(&page->out, bytes + at, len - at < PIECE ? len - at : PIECE);
		result = page_flow(page);
	}
	return result;
}

void page_more(struct page *page, enum noun noun, size_t count)
{
	MOW_AUTO(buf) more = BUF_INIT;

	html_count(&more, page->sheet->lang, noun, count);
	buf_adds(&page->out, "<p class=\"muted more\">");
	html_say(&page->out, page->sheet->lang, PHRASE_AND_SO_MANY, more.data, NULL);
	buf_adds(&page->out, "</p>\n");
	page->out.failed = page->out.failed || more.failed;
}
