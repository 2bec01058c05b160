#include "api/matrix.h"
#include "base/error.h"

size_t matrix_common_folder(const char *folder, size_t len, const struct mow_path *file)
{
	size_t common = 0;

	for (size_t i = 0; i < len && i < file->len && folder[i] == file->bytes[i]; i++)
		if (file->bytes[i] == '/')
			common = i + 1;
	return common;
}

void matrix_count(struct mow_matrix_row *row, const struct matrix_asked *asked)
{
	const struct mow_path folder = {asked->first.bytes, asked->folder_len, MOW_PATH_FOLDER};

	if (row->files == 0) {
		row->first = asked->first.bytes;
		row->first_len = asked->first.len;
		row->folder_len = asked->folder_len;
	} else {
		row->folder_len = matrix_common_folder(row->first, row->folder_len, &folder);
	}
	row->files += asked->files;
}

int matrix_owners(struct mow_owners **out, struct mow_matrix *matrix, const struct requirement *requirement)
{
	*out = arena_alloc(&matrix->arena, sizeof **out);
	if (*out == NULL)
		return mow_fail_memory(matrix->err);
	int result = presenter_owners(*out, &matrix->presenter, requirement, matrix->err);
	(*out)->number = 0;
	return result;
}
