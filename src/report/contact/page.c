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

int page_base64(struct page *page, const char *bytes, size_t len)
{
	int result = MOW_OK;

	for (size_t at = 0; at < len && result == MOW_OK; at += PIECE) {
		base64_encode(&page->out, bytes + at, len - at < PIECE ? len - at : PIECE);
		result = page_flow(page);
	}
	return result;
}
