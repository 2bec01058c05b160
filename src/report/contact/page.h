/* The page of a contact sheet while it is written; private to the room. */
#ifndef MOW_REPORT_CONTACT_PAGE_H
#define MOW_REPORT_CONTACT_PAGE_H

#include "base/buf.h"
#include "report/contact/contact.h"
#include "report/html/html.h"

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

/* A phrase in the language of the page. */
const char *page_phrase(const struct page *page, enum phrase phrase);

/* Reads both versions of a changed file, as far as the page still takes files. */
int page_read(struct mow_asset **out, struct page *page, const struct mow_step *step);
/* Appends it (asset.c). */
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

/* Appends that there are so many more: "And 12 more lines." */
void page_more(struct page *page, enum noun noun, size_t count);

/* What stands at the top, and above the files of a group, of which so many are shown (head.c). */
void page_masthead(struct page *page, const struct mow_verdict *verdict, const char *name);
void page_group(struct page *page, const struct mow_group *group, size_t shown, int64_t now);
/* A row of the table of what a group needs (need.c). */
void page_need(struct page *page, const struct mow_need *need, int64_t now);
/* A phrase with people in the place of {0}: "@lena, @marc or 2 others can". */
void page_say_of(struct page *page, enum phrase phrase, const char *const *names, size_t count);

#endif
