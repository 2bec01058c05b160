/* A matrix at work; shared by its files. */
#ifndef MOW_API_MATRIX_H
#define MOW_API_MATRIX_H

#include "api/rules.h"

/* A requirement that files have. */
struct matrix_asked {
	const struct requirement *requirement; /* NULL: no file has it */
	size_t files;
	struct mow_path first;
	size_t folder_len;
};

struct mow_matrix {
	struct mow_rules *of;
	const struct rules *rules; /* NULL: there are none */
	struct mow_matrix_options options;
	struct {
		struct matrix_asked *items;
		size_t count, capacity;
	} asked; /* by the number of the requirement */
	struct {
		struct mow_matrix_row *items;
		size_t count, capacity;
	} rows;
	struct {
		struct mow_matrix_person *items;
		size_t count, capacity;
	} people;
	struct presenter presenter;
	struct {                       /* of the row at hand; room for all people */
		size_t *room, *places; /* places: of each person among `members` */
		struct mow_matrix_member *members;
		size_t count;
		struct number_set seen;
	} scratch;
	struct arena arena;
	struct mow_error *err;
};

/* What makes the rows, after the walk. MOW_OK or a failure. */
int matrix_areas(struct mow_matrix *matrix);
int matrix_effective(struct mow_matrix *matrix);
int matrix_people(struct mow_matrix *matrix);

/* How much of a folder's path another path begins with, up to a slash. */
size_t matrix_common_folder(const char *folder, size_t len, const struct mow_path *file);

/* Counts files to a row, and to the folder that all its files lie in. */
void matrix_count(struct mow_matrix_row *row, const struct matrix_asked *asked);

/* Lists the people of a row where they are wanted. MOW_OK or MOW_ENOMEM. */
int matrix_members(struct mow_matrix_row *row, struct mow_matrix *matrix, const struct requirement *requirement);

/* A requirement in words, as a row has it; NULL: no memory. */
int matrix_owners(struct mow_owners **out, struct mow_matrix *matrix, const struct requirement *requirement);

#endif
