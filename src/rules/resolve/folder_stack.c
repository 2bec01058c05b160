#include "rules/resolve/folder_stack.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"

/* For so many paths that were not expected the patterns are compiled anew. */
#define FORGET_MAX 3

void folder_stack_init(struct folder_stack *stack, const struct rules *rules)
{
	*stack = (struct folder_stack){.table.rules = rules, .folder = BUF_INIT};
}

void folder_stack_release(struct folder_stack *stack)
{
	/* From the deepest up: a scope may belong to a folder above. */
	while (stack->count > 0)
		folder_free(stack->items[--stack->count]);
	free(stack->items);
	buf_release(&stack->folder);
	file_patterns_release(&stack->table);
	free(stack->table.asked);
	folder_stack_init(stack, stack->table.rules);
}

/* The next folder, empty or left before; it counts only when `depth` is raised. */
static struct folder *spare_visit(struct folder_stack *stack)
{
	if (stack->depth < stack->count)
		return stack->items[stack->depth];
	struct folder *folder = array_reserve(stack, 1) ? NULL : calloc(1, sizeof *folder);
	if (folder != NULL)
		stack->items[stack->count++] = folder;
	return folder;
}

const struct folder *folder_stack_top(const struct folder_stack *stack)
{
	return stack->items[stack->depth - 1];
}

static void leave_to(struct folder_stack *stack, size_t depth)
{
	while (stack->depth > depth)
		folder_leave(stack->items[--stack->depth]);
}

void folder_stack_expect_all(struct folder_stack *stack)
{
	if (stack->table.asked != NULL) {
		leave_to(stack, 0);
		file_patterns_release(&stack->table);
		free(stack->table.asked);
		stack->table.asked = NULL;
	}
	stack->all = true;
}

int folder_stack_expect(struct folder_stack *stack, const struct mow_path *path, struct mow_error *err)
{
	struct file_patterns_table *table = &stack->table;

	if (stack->all || (table->asked != NULL && grams_cover(table->asked, path->bytes, path->len)))
		return MOW_OK;
	if (table->asked == NULL && (table->asked = calloc(1, sizeof *table->asked)) == NULL)
		return mow_fail_memory(err);
	if (table->files.count > 0 && stack->forgotten++ == FORGET_MAX) {
		folder_stack_expect_all(stack);
		return MOW_OK;
	}
	leave_to(stack, 0);
	file_patterns_release(table);
	grams_add(table->asked, path->bytes, path->len);
	return MOW_OK;
}

/* Bytes that the path and the last folder have in common; eight at a time. */
static size_t count_common(const struct folder_stack *stack, const char *path, size_t len)
{
	const char *folder = stack->folder.data;
	size_t most = len < stack->folder.len ? len : stack->folder.len;
	size_t common = 0;

	while (most - common >= 8 && memcmp(path + common, folder + common, 8) == 0)
		common += 8;
	while (common < most && path[common] == folder[common])
		common++;
	return common;
}

/* Leaves the folders that are not above the path. */
static void leave_others(struct folder_stack *stack, const char *path, size_t len)
{
	size_t common = count_common(stack, path, len);
	size_t depth = stack->depth;

	while (depth > 1 && stack->items[depth - 1]->len > common)
		depth--;
	leave_to(stack, depth);
	buf_cut(&stack->folder, folder_stack_top(stack)->len);
}

/* Enters the folders of a path, from where the stack stands; `len` with the final slash. */
static int enter_folders(struct folder_stack *stack, const char *path, size_t len, struct mow_error *err)
{
	while (stack->folder.len < len) {
		const struct folder *parent = folder_stack_top(stack);
		const char *slash = memchr(path + parent->len, '/', len - parent->len);
		struct folder *folder = spare_visit(stack);
		if (folder == NULL)
			return mow_fail_memory(err);
		int result = folder_enter(folder, parent, path, (size_t)(slash - path) + 1, err);
		if (result != MOW_OK)
			return result;
		stack->depth++;
		buf_add(&stack->folder, path + parent->len, folder->len - parent->len);
		if (buf_check(&stack->folder, err)) {
			leave_to(stack, 0);
			buf_release(&stack->folder);
			return MOW_ENOMEM;
		}
	}
	return MOW_OK;
}

/* Leaves the folders that have got an OWNERS file since they were entered, and those below them; the root had its own
 * from the start. */
static void leave_changed(struct folder_stack *stack)
{
	const struct rules *rules = stack->table.rules;

	for (; stack->file_count < rules->file_count && stack->depth > 0; stack->file_count++) {
		const struct rules_file *file = rules->files[stack->file_count];
		if (count_common(stack, file->folder, file->folder_len) < file->folder_len)
			continue;
		while (folder_stack_top(stack)->len >= file->folder_len)
			leave_to(stack, stack->depth - 1);
	}
	stack->file_count = rules->file_count;
}

static int enter_root(struct folder_stack *stack, struct mow_error *err)
{
	struct folder *root = spare_visit(stack);

	int result = root == NULL ? mow_fail_memory(err) : folder_enter_root(root, &stack->table, err);
	if (result == MOW_OK)
		stack->depth = 1;
	buf_reset(&stack->folder);
	return result;
}

int folder_stack_go(const struct folder **out, struct folder_stack *stack, const char *path, size_t len,
		    struct mow_error *err)
{
	int result = MOW_OK;

	if (stack->file_count != stack->table.rules->file_count)
		leave_changed(stack);
	if (stack->depth == 0)
		result = enter_root(stack, err);
	else
		leave_others(stack, path, len);
	if (result == MOW_OK)
		result = enter_folders(stack, path, len, err);
	if (result == MOW_OK)
		*out = folder_stack_top(stack);
	return result;
}
