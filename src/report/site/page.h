/* What the pages of a site have in common; private to the room. */
#ifndef MOW_REPORT_SITE_PAGE_H
#define MOW_REPORT_SITE_PAGE_H

#include "report/site/site.h"

struct site_page {
	const char *here;  /* its address */
	const char *title; /* plain text */
	const char *note;  /* below it: markup; NULL: nothing */
};

/* Up to the masthead, in which figures may follow, and what is behind it; then from </main> on. */
void site_begin(struct buf *out, const struct site *site, const struct site_page *page);
void site_end_masthead(struct buf *out);
void site_end(struct buf *out, const struct site *site, const struct site_page *page);

void site_figure(struct buf *out, const struct site *site, enum noun noun, size_t number);
/* The same in red, where there are any. */
void site_bad_figure(struct buf *out, const struct site *site, enum noun noun, size_t number);

/* A phrase alone. */
void site_say(struct buf *out, const struct site *site, enum phrase phrase);
/* The start of a card with that title, up to </header>, which is the caller's; <p class="empty"> with a phrase. */
void site_card(struct buf *out, const struct site *site, enum phrase title);
void site_empty(struct buf *out, const struct site *site, enum phrase phrase);
/* <div class="scroll"><table> up to <tr> of the headings; a heading, `sort` NULL: it does not sort. */
void site_table(struct buf *out, const struct site *site, enum phrase title);
void site_heading(struct buf *out, const struct site *site, enum phrase title, const char *sort);

/* A list of things of the agenda. */
struct site_list {
	enum phrase title;
	enum phrase empty;                                          /* where there is none */
	bool may_lack;                                              /* where there is none, there is no list */
	const char *person;                                         /* only what concerns them; NULL: anybody */
	enum site_when { SITE_COMES, SITE_WAITS, SITE_ASKED } when; /* ASKED: what they have asked for themselves */
	size_t most;                                                /* 0: all */
	const char *more; /* where the others are, an address; NULL: nowhere */
};
void site_add_list(struct buf *out, const struct site *site, const struct site_list *list);

/* What it is to a person whom it concerns; NULL: to others. Something waits that was asked for, or whose day is over.
 */
enum site_when site_when(const struct mow_agenda_item *item, const char *person);

#endif
