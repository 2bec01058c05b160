/*
 * The needs of many classes, equal ones once: what a thousand gates ask for of a thousand kinds of paths is mostly the
 * same a thousand times. Internal to verdict/.
 */
#ifndef MOW_VERDICT_NEED_TABLE_H
#define MOW_VERDICT_NEED_TABLE_H

#include "base/buf.h"
#include "base/map.h"
#include "verdict/verdict.h"

struct need_table {
	struct map seen;
	struct {
		struct class_need **items; /* by their numbers */
		size_t count, capacity;
	} needs;
	struct buf key; /* BUF_INIT; scratch */
	struct arena arena;
	struct budget *budget; /* NULL: no limit */
};
void need_table_release(struct need_table *table);

/* The one in the table that says the same; where there is none, `need` is kept with its lists, under the next number
 * from 0. Lives as long as the table. */
int need_table_share(const struct class_need **out, struct need_table *table, const struct class_need *need,
		     struct mow_error *err);

#endif
