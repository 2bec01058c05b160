/*
 * The layout of the store (mowners-approvals(5), "THE STORE") as nodes that are read and written, whatever is in them.
 * Private to store.h.
 *
 *     format      "mowners-store 2" LF
 *     records/    all records but stops and withdrawals, under their ids
 *     stops/      stops and withdrawals, under theirs
 *     index       lines "PLACE STATE BLOB" LF, sorted: one for each step of each record in records/
 *
 * Each part is a tree of nodes over the digits of a key: the id, or PLACE. A node of few items (64 records, 128 lines)
 * holds them; one of more holds only nodes, each named by the next digit. So a part depends on its items alone, and not
 * on the way in which they came. A part without items is not there.
 */
#ifndef MOW_EVIDENCE_STORE_LAYOUT_H
#define MOW_EVIDENCE_STORE_LAYOUT_H

#include "base/digest.h"
#include "git/pack.h"
#include "git/tree.h"

enum store_part { STORE_RECORDS, STORE_STOPS, STORE_INDEX };
#define STORE_PARTS 3

#define STORE_ID_LEN (DIGEST_HEX - 1)
#define STORE_LINE_LEN ((size_t)75)       /* of the index, with its LF */
#define STORE_LEAF_MAX ((size_t)64 << 20) /* bytes of a leaf whose PLACE has no more digits to be divided by */
#define STORE_PLACE_LEN ((size_t)8)       /* bytes of PLACE, and of STATE, in a key */

/* A record's file under its id; or a line. Sorted by all of its bytes. */
struct store_item {
	unsigned char key[DIGEST_SIZE]; /* the id; or PLACE, STATE, and zeros */
	struct oid blob;                /* the record's file */
};
struct store_items {
	struct store_item *items;
	size_t count, capacity;
};
void store_items_release(struct store_items *items);
MOW_AUTO_DEFINE(store_items)
/* 0 or MOW_ENOMEM. */
int store_items_add(struct store_items *items, const struct store_item *item);
/* Sorts them and drops what is there twice. */
void store_items_sort(struct store_items *items);
int store_item_compare(const struct store_item *a, const struct store_item *b);

/* One of 64 hexadecimal digits of a key. */
unsigned store_digit(const unsigned char *key, size_t at);
/* 64 lower-case hexadecimal digits to a key; false: that is no id. */
bool store_key_parse(unsigned char out[DIGEST_SIZE], const char *text, size_t len);
void store_key_format(char out[DIGEST_HEX], const unsigned char *key);

/* A line of the index as it is written. */
void store_line_format(char out[STORE_LINE_LEN + 1], const struct store_item *line);
/* The reverse of STORE_LINE_LEN bytes; false: that is no line. */
bool store_line_parse(struct store_item *out, const char *bytes);

/* A place for a node. */
struct store_spot {
	enum store_part part;
	unsigned depth;                 /* how many digits are used up */
	unsigned char key[DIGEST_SIZE]; /* these, then zeros */
	unsigned mode;                  /* MODE_NONE: nothing is there */
	struct oid oid;
};

struct store_node {
	bool split; /* holds nodes: */
	struct {
		unsigned mode;
		struct oid oid;
	} below[16];
	struct store_items leaf; /* else these, sorted */
};
void store_node_release(struct store_node *node);
MOW_AUTO_DEFINE(store_node)

/* Items that a node holds without being divided; SIZE_MAX where there are no digits left. */
size_t store_room(const struct store_spot *spot);
/* The spot of a node below. */
struct store_spot store_spot_below(const struct store_spot *spot, const struct store_node *node, unsigned digit);
/* "records/a/b": where it is, without a slash at the end. */
void store_spot_path(struct buf *out, const struct store_spot *spot);

/*
 * Reads the node at a spot; of none, an empty leaf. Checked is all that it shows itself: names, modes, sizes, order,
 * that it is not empty. What is wrong goes to `problem` ("records/a holds more than 64 records"), escaped; then `out`
 * stays as it was. MOW_EDENIED: a tree that git's strict check would refuse.
 */
int store_node_read(struct store_node *out, struct buf *problem, struct repo *repo, const struct store_spot *spot,
		    struct mow_error *err);
/* The same where nothing can be wrong but in a store that no guard has let in: then MOW_EDENIED. */
int store_node_open(struct store_node *out, struct repo *repo, const struct store_spot *spot, struct mow_error *err);
/* Writes it; the spot gets its mode and id. */
int store_node_write(struct store_spot *spot, struct pack *pack, const struct store_node *node, struct mow_error *err);

/* The top of a store. */
enum store_form {
	STORE_NOTHING, /* zeros: no store yet */
	STORE_LAST,    /* the layout above */
	STORE_FIRST,   /* that of first.h */
	STORE_UNKNOWN  /* of a later version, or no store at all */
};
struct store_top {
	enum store_form form;
	struct store_spot parts[STORE_PARTS];
	bool odd;      /* something else lies there too: */
	char name[80]; /* the beginning of its name, or of that of a part that is not of its kind */
};
int store_top_read(struct store_top *out, struct repo *repo, const struct oid *root, struct mow_error *err);
/* The same; MOW_EUNSUPPORTED, with what to do, where it is another layout. `whose`: "the approvals of origin"; NULL:
 * those here. */
int store_top_open(struct store_top *out, struct repo *repo, const struct oid *root, const char *whose,
		   struct mow_error *err);
/* The file of an id in records/ or stops/; zeros: there is none. */
int store_find_id(struct oid *blob, struct repo *repo, const struct store_spot *top, const unsigned char *key,
		  struct mow_error *err);
/* Writes the top of the parts. */
int store_top_write(struct oid *out, struct pack *pack, const struct store_top *top, struct mow_error *err);

#endif
