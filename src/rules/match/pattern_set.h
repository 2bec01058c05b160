/*
 * The inside of a pattern_set: a trie of path components. Internal to the patterns: pattern_set.c builds it,
 * pattern_state.c walks it.
 *
 * A node stands for the components read so far. Its children are told apart by the next component; a lone `*` and a
 * `**` have members of their own. The node of a `**` stays alive below the folder where it was reached: that is how it
 * stands for any number of folders. A pattern without a slash in the middle hangs below the root's `**`.
 */
#ifndef MOW_RULES_MATCH_PATTERN_SET_H
#define MOW_RULES_MATCH_PATTERN_SET_H

#include "rules/match/components.h"
#include "rules/match/pattern.h"

#define NODE_NONE UINT32_MAX
#define NODE_ROOT 0

/* How a pattern ends at a node. */
enum end_kind {
	END_ENTRY,  /* it matches a file, or a folder and all below; at the node of a `**`: all below the folder where
		       that was reached */
	END_FOLDER, /* a folder and all below */
	END_FILE,   /* a file: `*` at the end */
	END_KINDS
};

/* A pattern's. */
struct pattern_end {
	uint32_t node;
	uint32_t number;
	enum end_kind kind;
};

struct node {
	uint32_t parent, component; /* as key of the edge that leads here; for lone `*` and `**` NODE_NONE */
	uint32_t table;             /* where its children begin in pattern_set.tables; before: how many there are */
	uint32_t any;               /* the child by a lone `*` */
	uint32_t deep;              /* the child by `**`; a `**`'s own is itself */
	uint32_t ends[END_KINDS +
		      1]; /* where those of a kind begin in pattern_set.ends; they last until those of the next kind */
	unsigned char ways; /* how its children by component are found, see components_find; 0: there are none */
	unsigned char bits; /* its table has 1 << bits places */
};

/* What is known of a component. */
struct component {
	uint32_t first, count; /* the nodes that it leads to, wherever: in pattern_set.edges */
	uint32_t whole;        /* the literal that it is; LITERALS_NONE */
	uint32_t hash;         /* of that literal, or its own */
};

/*
 * The children of a node side by side, so that those of one folder are at hand for all of its files: a place in a hash
 * table of the node's own. A literal is found by its hash without asking first whether anything anywhere is called so.
 */
struct child {
	uint32_t hash;
	uint32_t node; /* 0: free */
	uint32_t whole;
};

struct edge {
	uint32_t parent, node;
};

struct pattern_set {
	struct arena arena;
	struct components components;
	struct {
		struct node *items;
		size_t count, capacity;
	} nodes;
	struct hash_index children; /* nodes by parent and component; until pattern_set_compile */
	struct child *tables;
	uint64_t seed; /* odd */
	struct {
		struct component *items;
		size_t count, capacity;
	} uses;
	struct edge *edges; /* by component; from pattern_set_compile on */
	struct {
		struct pattern_end *items;
		size_t count, capacity;
	} patterns;
	uint32_t next;  /* the number of the next pattern */
	uint32_t *ends; /* all patterns by node, kind and number; from pattern_set_compile on */
	struct set_scratch *scratch;
};

/* What walking works with; changes under a const struct pattern_set. */
struct set_scratch {
	struct pattern_matches reached, fresh, deep, ends;
};

/* The next child of a node that has some, by its hash; NULL: no more. `*at` is 0 at first. */
static inline const struct child *pattern_set_next(const struct pattern_set *set, const struct node *node,
						   uint32_t hash, size_t *at)
{
	size_t mask = ((size_t)1 << node->bits) - 1;

	while (*at <= mask) {
		const struct child *child = &set->tables[node->table + ((hash + (*at)++) & mask)];
		if (child->node == 0)
			break;
		if (child->hash == hash)
			return child;
	}
	return NULL;
}

/* Whether anything leads on from a node. */
static inline bool node_leads_on(const struct node *node)
{
	return node->ways != 0 || node->any != NODE_NONE;
}

/* A pattern taken apart; valid only after pattern_check. */
struct pattern_parts {
	struct {
		const char *text;
		size_t len;
	} items[PATTERN_COMPONENTS_MAX];
	size_t count;
	bool anchored; /* a slash at the start or in the middle */
	bool folder;   /* a slash at the end */
};

/* `text` without `!`. False: more components than there may be, or an empty one. */
bool pattern_split(struct pattern_parts *out, const char *text, size_t len);

#endif
