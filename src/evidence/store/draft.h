/*
 * Records on their way into a store: what is written is what the layout makes of them and of those that are there, in
 * whatever order they came. Private to store.h and audit.h.
 */
#ifndef MOW_EVIDENCE_STORE_DRAFT_H
#define MOW_EVIDENCE_STORE_DRAFT_H

#include "evidence/record/record.h"
#include "evidence/store/layout.h"

struct store_draft {
	struct pack pack;
	struct store_items parts[STORE_PARTS];
	size_t limit; /* lines of the index, after which it is MOW_ETOOBIG; 0: none */
};
void store_draft_init(struct store_draft *draft, struct repo *repo);
void store_draft_release(struct store_draft *draft);
MOW_AUTO_DEFINE(store_draft)

/* Where a record belongs. */
enum store_part store_part_of(const struct record *record);
/* Takes a record with its lines; `blob` is its file, which whoever adds it writes. No other record of its id is to be
 * there already. */
int store_draft_add(struct store_draft *draft, const struct record *record, const struct oid *blob,
		    struct mow_error *err);
/* Takes a file without lines, whatever is in it. */
int store_draft_keep(struct store_draft *draft, enum store_part part, const struct store_item *item,
		     struct mow_error *err);

/* Adds all that was taken to a store of this layout (zeros: none); `out` is its new root, written together with what
 * the pack holds else. */
int store_draft_write(struct oid *out, struct store_draft *draft, const struct oid *root, struct mow_error *err);

/* Adds items to a part, whose spot becomes that of the new one; where one is there already, that stays. They get
 * sorted. */
int store_part_add(struct store_spot *top, struct pack *pack, struct store_items *items, struct mow_error *err);

/* The lines of one record, unsorted, behind those that are there; none of stops and withdrawals. 0 or MOW_ENOMEM. */
int store_lines_add(struct store_items *lines, const struct record *record, const struct oid *blob);
/* PLACE and STATE of a step; its line is left in `line`, which is reset first. 0 or MOW_ENOMEM. */
int store_step_key(unsigned char key[DIGEST_SIZE], struct buf *line, const struct step *step);
/* The same of a move, "OLD NEW". */
int store_move_key(unsigned char key[DIGEST_SIZE], const char *move);

#endif
