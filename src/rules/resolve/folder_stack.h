/*
 * The folders above the path that was asked for last, kept for the next one: in the order of a tree most of them stay.
 * Internal to the resolver (resolver.h).
 */
#ifndef MOW_RULES_RESOLVE_FOLDER_STACK_H
#define MOW_RULES_RESOLVE_FOLDER_STACK_H

#include "base/buf.h"
#include "rules/resolve/scope.h"

struct folder_stack {
	struct folder **items; /* all that were ever needed, those in use first; each stays where it is */
	size_t count, capacity;
	size_t depth;      /* in use, the root's included; 0: none */
	struct buf folder; /* the path of the deepest one, with its final slash */
	struct file_patterns_table table;
	size_t forgotten;  /* how often, for what was expected */
	bool all;          /* all patterns are compiled */
	size_t file_count; /* of the rules when the last folder was entered */
};

void folder_stack_init(struct folder_stack *stack, const struct rules *rules);
void folder_stack_release(struct folder_stack *stack);

/*
 * The patterns that are compiled for the folders are those that could match a path that was expected, or all. Expecting
 * more than before forgets the folders; who does that again and again is given all patterns.
 */
int folder_stack_expect(struct folder_stack *stack, const struct mow_path *path, struct mow_error *err);
void folder_stack_expect_all(struct folder_stack *stack);

/*
 * Goes to a folder, whose path begins at `path` and has `len` bytes, the final slash included, and returns it. It lives
 * until the next call.
 */
int folder_stack_go(const struct folder **out, struct folder_stack *stack, const char *path, size_t len,
		    struct mow_error *err);

/* The folder that was gone to last. */
const struct folder *folder_stack_top(const struct folder_stack *stack);

#endif
