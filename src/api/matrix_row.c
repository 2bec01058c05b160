#include "api/matrix.h"

#include <string.h>

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

/* ---- People -------------------------------------------------------------------------------------------------------- */

static int begin_members(struct mow_matrix *matrix)
{
	size_t room = matrix->rules->people_count + 1;

	if (matrix->scratch.members == NULL) {
		matrix->scratch.room = arena_array(&matrix->arena, room, sizeof *matrix->scratch.room);
		matrix->scratch.places = arena_array(&matrix->arena, room, sizeof *matrix->scratch.places);
		matrix->scratch.members = arena_array(&matrix->arena, room, sizeof *matrix->scratch.members);
	}
	matrix->scratch.count = 0;
	if (matrix->scratch.room == NULL || matrix->scratch.places == NULL || matrix->scratch.members == NULL ||
	    number_set_begin(&matrix->scratch.seen, room))
		return mow_fail_memory(matrix->err);
	return MOW_OK;
}

static void add_members(struct mow_matrix *matrix, const size_t *owners, size_t count, enum mow_matrix_role role)
{
	const struct rules *rules = matrix->rules;
	int64_t now = matrix->presenter.now;
	size_t found = people_expand(matrix->scratch.room, rules, owners, count, now);

	for (size_t i = 0; i < found; i++) {
		size_t person = matrix->scratch.room[i];
		if (!people_in_service(rules, person, now))
			continue;
		if (number_set_add(&matrix->scratch.seen, person)) {
			matrix->scratch.places[person] = matrix->scratch.count;
			matrix->scratch.members[matrix->scratch.count++] =
				(struct mow_matrix_member){people_label(rules, person), 0};
		}
		matrix->scratch.members[matrix->scratch.places[person]].roles |= (unsigned)role;
	}
}

int matrix_members(struct mow_matrix_row *row, struct mow_matrix *matrix, const struct requirement *requirement)
{
	const struct owner_list *responsible = requirement->responsible;

	if (!matrix->options.people)
		return MOW_OK;
	if (begin_members(matrix) != MOW_OK)
		return MOW_ENOMEM;
	if (requirement->area != NULL)
		add_members(matrix, &requirement->accountable, 1, MOW_MATRIX_DECIDES);
	for (size_t i = 0; i < requirement->gate_count; i++)
		add_members(matrix, requirement->gates[i].of, requirement->gates[i].of_count, MOW_MATRIX_REVIEWS);
	if (responsible != NULL)
		add_members(matrix, responsible->items, responsible->count, MOW_MATRIX_MAKES);
	add_members(matrix, requirement->consulted.items, requirement->consulted.count, MOW_MATRIX_CONSULTED);
	add_members(matrix, requirement->informed.items, requirement->informed.count, MOW_MATRIX_INFORMED);
	struct mow_matrix_member *members = arena_array(&matrix->arena, matrix->scratch.count + 1, sizeof *members);
	if (members == NULL)
		return mow_fail_memory(matrix->err);
	memcpy(members, matrix->scratch.members, matrix->scratch.count * sizeof *members);
	row->people = members;
	row->people_count = matrix->scratch.count;
	return MOW_OK;
}
