/* The page of a contact sheet while it is written; private to the room. */
#ifndef MOW_REPORT_CONTACT_PAGE_H
#define MOW_REPORT_CONTACT_PAGE_H

#include "base/buf.h"
#include "report/contact/contact.h"

struct page {
	const struct contact_sheet *sheet;
	struct buf out; /* what is not in the file yet */
	uint64_t left;  /* bytes of files that it may still take */
	size_t assets;  /* that it has */
	struct mow_error *err;
};

/* Sends what there is to the file, once that is enough to be worth it. */
int page_flow(struct page *page);

/* Appends bytes in base64, of whatever length. */
int page_base64(struct page *page, const char *bytes, size_t len);

/* Appends a changed file (asset.c). */
int page_asset(struct page *page, const struct mow_step *step);

/* Appends the lines of a text that differ, from what mow_asset_difference gives (texts.c). */
void page_text(struct page *page, const char *difference, size_t len);

/* What stands at the top, and above the files of a group (head.c). */
void page_masthead(struct page *page, const struct mow_verdict *verdict, const char *name);
void page_group(struct page *page, const struct mow_group *group, int64_t now);

#endif
