#include "report/matrix_columns.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"

enum { FIT_MOST = 30 };

void matrix_columns_release(struct matrix_columns *columns)
{
	free(columns->items);
	map_release(&columns->places);
}

/* Somebody's column, begun where they have none yet; NULL: no memory. */
static struct matrix_who *take(struct matrix_columns *columns, const char *label)
{
	size_t place = columns->count;

	if (columns->failed || map_take(&columns->places, label, strlen(label), &place)) {
		columns->failed = true;
		return NULL;
	}
	if (place == columns->count) {
		if (array_reserve(columns, 1)) {
			columns->failed = true;
			return NULL;
		}
		columns->items[columns->count++] = (struct matrix_who){.label = label, .number = place};
	}
	return &columns->items[place];
}

static void add_owners(struct matrix_columns *columns, const char *const *owners, size_t count, unsigned roles,
		       unsigned others)
{
	for (size_t i = 0; i < count; i++) {
		struct matrix_who *column = owners[i] != NULL ? take(columns, owners[i]) : NULL;
		if (column == NULL)
			continue;
		column->roles |= roles;
		column->others |= others;
	}
}

static void add_named(struct matrix_columns *columns, const struct mow_matrix_row *row)
{
	const struct mow_owners *owners = row->owners;
	const struct mow_list *makers = &row->other_responsible;

	add_owners(columns, &owners->accountable, 1, MOW_MATRIX_DECIDES, 0);
	for (size_t i = 0; i < owners->review_count; i++)
		add_owners(columns, owners->review[i].of, owners->review[i].of_count, MOW_MATRIX_REVIEWS, 0);
	add_owners(columns, owners->responsible.items, owners->responsible.count, MOW_MATRIX_MAKES, 0);
	add_owners(columns, owners->consulted.items, owners->consulted.count, MOW_MATRIX_CONSULTED, 0);
	add_owners(columns, owners->informed.items, owners->informed.count, MOW_MATRIX_INFORMED, 0);
	add_owners(columns, &row->other_accountable, 1, 0, MOW_MATRIX_DECIDES);
	add_owners(columns, makers->items, makers->count, 0, MOW_MATRIX_MAKES);
}

static void add_people(struct matrix_columns *columns, const struct mow_matrix_row *row)
{
	for (size_t i = 0; i < row->people_count; i++) {
		const struct mow_matrix_member *member = &row->people[i];
		struct matrix_who *column = take(columns, member->label);
		if (column == NULL)
			continue;
		column->name = member->name;
		column->number = member->number;
		column->roles = member->roles;
		column->others = member->others;
	}
}

static int compare_columns(const void *one, const void *two)
{
	const struct matrix_who *a = one;
	const struct matrix_who *b = two;

	return (a->number > b->number) - (a->number < b->number);
}

void matrix_columns_find(struct matrix_columns *columns, const struct mow_matrix *matrix)
{
	for (size_t i = 0; i < mow_matrix_rows(matrix); i++)
		matrix_columns_fill(columns, mow_matrix_row(matrix, i));
	if (columns->count > 1)
		qsort(columns->items, columns->count, sizeof *columns->items, compare_columns);
	for (size_t i = 0; i < columns->count; i++) {
		const char *label = columns->items[i].label;
		if (map_put(&columns->places, label, strlen(label), i))
			columns->failed = true;
	}
}

bool matrix_columns_fit(const struct matrix_columns *columns)
{
	return columns->count <= FIT_MOST;
}

void matrix_columns_fill(struct matrix_columns *columns, const struct mow_matrix_row *row)
{
	for (size_t i = 0; i < columns->count; i++)
		columns->items[i].roles = columns->items[i].others = 0;
	if (columns->people)
		add_people(columns, row);
	else
		add_named(columns, row);
}
