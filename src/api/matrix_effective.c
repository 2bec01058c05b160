/* The matrix as files meet it: each different thing that files have, once. */
#include "api/matrix.h"
#include "base/array.h"
#include "base/error.h"

static void add_number(struct buf *out, size_t number)
{
	buf_add(out, &number, sizeof number);
}

static void add_list(struct buf *out, const struct owner_list *list)
{
	add_number(out, list != NULL ? list->count : 0);
	if (list != NULL)
		buf_add(out, list->items, list->count * sizeof *list->items);
}

/* All that a row says, as bytes. */
static void add_key(struct buf *out, const struct requirement *requirement)
{
	const struct area *area = requirement->area;

	buf_add(out, &area, sizeof area);
	add_number(out, requirement->accountable);
	add_number(out, requirement->level);
	buf_add(out, &requirement->rights_end, sizeof requirement->rights_end);
	add_list(out, requirement->responsible);
	add_list(out, &requirement->consulted);
	add_list(out, &requirement->informed);
	for (size_t i = 0; i < requirement->gate_count; i++) {
		const struct required_gate *gate = &requirement->gates[i];
		add_number(out, gate->need);
		add_list(out, &(const struct owner_list){.items = (size_t *)gate->of, .count = gate->of_count});
		buf_add(out, gate->name, strlen(gate->name) + 1);
	}
}

static int add_row(struct mow_matrix *matrix, const struct matrix_asked *asked)
{
	struct mow_owners *owners;
	int result = matrix_owners(&owners, matrix, asked->requirement);

	if (result == MOW_OK && array_reserve(&matrix->rows, 1))
		result = mow_fail_memory(matrix->err);
	if (result != MOW_OK)
		return result;
	struct mow_matrix_row *row = &matrix->rows.items[matrix->rows.count++];
	*row = (struct mow_matrix_row){.owners = owners, .first = ""};
	return matrix_members(row, matrix, asked->requirement, NULL);
}

/* Requirements have their numbers in the order of their first files. */
int matrix_effective(struct mow_matrix *matrix)
{
	MOW_AUTO(map) known = {0};
	MOW_AUTO(buf) key = BUF_INIT;
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < matrix->asked.count; i++) {
		const struct matrix_asked *asked = &matrix->asked.items[i];
		size_t row = matrix->rows.count;
		if (asked->requirement == NULL)
			continue;
		buf_reset(&key);
		add_key(&key, asked->requirement);
		const char *kept = key.failed ? NULL : arena_dup(&matrix->arena, key.data, key.len);
		if (kept == NULL || map_take(&known, kept, key.len, &row))
			result = mow_fail_memory(matrix->err);
		else if (row == matrix->rows.count)
			result = add_row(matrix, asked);
		if (result == MOW_OK)
			result = matrix_count(matrix, row, asked);
	}
	return result == MOW_OK ? matrix_list_folders(matrix) : result;
}
