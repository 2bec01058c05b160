/* An agenda at work; shared by its files. */
#ifndef MOW_API_AGENDA_H
#define MOW_API_AGENDA_H

#include "api/rules.h"

struct mow_agenda {
	struct mow_rules *rules;
	const struct mow_agenda_options *options;
	const struct rules *known; /* NULL: there are none */
	struct map wanted;         /* what those are called whom it is asked about; empty: everybody */
	bool owned;                /* it is asked about somebody */
	const char *note;
	struct {
		struct mow_agenda_item *items;
		size_t count, capacity;
	} items;
	struct arena arena;
	struct mow_log *log; /* what the verdicts on requests are made from; NULL: nothing */
	struct mow_error *err;
};

/* (agenda_items.c) Adds an item, all of whose texts are the arena's or the rules', and its people, those whom these
 * owners and people are; not what begins too late, or where it is asked about somebody else. */
int agenda_add(struct mow_agenda *agenda, const struct mow_agenda_item *item, const char *const *names, size_t count);

/* What the rules say of days (agenda_dates.c); requests (agenda_requests.c); debts (agenda_debts.c). */
int agenda_find_dates(struct mow_agenda *agenda);
int agenda_find_requests(struct mow_agenda *agenda);
int agenda_find_debts(struct mow_agenda *agenda);

#endif
