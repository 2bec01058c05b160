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

/* Two versions of a text, and what mow_asset_difference gives of them. */
struct page_versions {
	const struct mow_version *before, *after;
	const char *difference;
	size_t difference_len;
};

/* Appends the lines that differ (texts.c). */
void page_text(struct page *page, const struct page_versions *versions);
/* Appends the rows of a table that differ (tables.c); false: they are no such table. */
bool page_table(struct page *page, const struct page_versions *versions);

/* What stands at the top, and above the files of a group (head.c). */
void page_masthead(struct page *page, const struct mow_verdict *verdict, const char *name);
void page_group(struct page *page, const struct mow_group *group, int64_t now);

#endif
