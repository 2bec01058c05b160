/*
 * What is new in one state of a part of the store against another. The guard, and whoever takes over a fetched store,
 * look at trees through this alone. Private to store.h.
 */
#ifndef MOW_EVIDENCE_STORE_COMPARE_H
#define MOW_EVIDENCE_STORE_COMPARE_H

#include "evidence/store/layout.h"

enum store_change_kind {
	STORE_NEW,     /* an item that was not there */
	STORE_GONE,    /* one that was; only where it is asked for */
	STORE_CHANGED, /* a record's file that has other bytes than before */
	STORE_ODD      /* what lies here is not of the layout: `problem` says what; it is not gone into */
};
struct store_change {
	enum store_change_kind kind;
	const struct store_item *item; /* but STORE_ODD */
	enum store_part part;
	const char *problem; /* "records/a/readme is not named after an id", escaped */
};
typedef int store_change_fn(const struct store_change *change, void *context);

/* Two states of a part, each at its top: all is compared that lies below. */
struct store_pair {
	struct repo *repo;
	const struct store_spot *before, *after; /* MODE_NONE: nothing is there */
	bool wants_gone;
};

/*
 * Gives every difference, by the digits of the keys; nonzero from `each` stops and is returned. Only nodes that differ
 * are read. The newer state has the form of the layout where nothing odd is told, provided that the older one has it,
 * in whose nodes anything odd is MOW_EDENIED, as are malformed trees on either side. MOW_ETOOBIG: more than
 * TREE_ENTRIES_MAX items and nodes: a small pack can unfold into any number.
 */
int store_compare(const struct store_pair *pair, store_change_fn *each, void *context, struct mow_error *err);

/* Gives every item of a part as STORE_NEW. */
int store_each(struct repo *repo, const struct store_spot *spot, store_change_fn *each, void *context,
	       struct mow_error *err);

#endif
