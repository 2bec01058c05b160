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
	struct matrix_folders {
		size_t *items; /* numbers of folders, ascending, each once */
		size_t count, capacity;
	} folders; /* where they are wanted */
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
	struct {
		const char **items; /* right below the one asked about, in the order of the tree */
		size_t count, capacity;
		size_t skip; /* bytes of the one asked about, with its slash */
	} folders;
	struct {
		struct matrix_place {
			size_t row, folder;
		} * items;
		size_t count, capacity;
	} places; /* in which folders rows have files */
	size_t files, unowned;
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

/* Counts files to a row, and to the folder that all its files lie in; notes its folders. MOW_OK or MOW_ENOMEM. */
int matrix_count(struct mow_matrix *matrix, size_t row, const struct matrix_asked *asked);

/* Counts a file to a folder, where those are wanted. MOW_OK or MOW_ENOMEM. */
int matrix_enter_folder(struct mow_matrix *matrix, struct matrix_asked *asked, const struct mow_path *file);
/* Lists to each row those that were noted for it. MOW_OK or MOW_ENOMEM. */
int matrix_list_folders(struct mow_matrix *matrix);

/* Lists the people of a row where they are wanted: of `set`, and of what it has from others (NULL: nothing). MOW_OK or
 * MOW_ENOMEM. */
int matrix_members(struct mow_matrix_row *row, struct mow_matrix *matrix, const struct requirement *set,
		   const struct requirement *others);

/* What [people] calls somebody; NULL: it does not. */
const char *matrix_name(const struct rules *rules, size_t person);

/* A requirement in words, as a row has it; NULL: no memory. */
int matrix_owners(struct mow_owners **out, struct mow_matrix *matrix, const struct requirement *requirement);

#endif
