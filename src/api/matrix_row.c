#include "api/matrix.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"

size_t matrix_common_folder(const char *folder, size_t len, const struct mow_path *file)
{
	size_t common = 0;

	if (file->len >= len && memcmp(folder, file->bytes, len) == 0)
		return len;
	for (size_t i = 0; i < len && i < file->len && folder[i] == file->bytes[i]; i++)
		if (file->bytes[i] == '/')
			common = i + 1;
	return common;
}

/* ---- Folders ------------------------------------------------------------------------------------------------------- */

/* How much of a path is the name of the folder right below the one asked about. */
static size_t folder_name(const char **name, const struct mow_matrix *matrix, const struct mow_path *file)
{
	const char *start = file->bytes + matrix->folders.skip;
	const char *slash = memchr(start, '/', file->len - matrix->folders.skip);

	*name = start;
	return slash != NULL ? (size_t)(slash - start) : 0;
}

/* All that lies in a folder comes in one go, but for what lies directly in the one asked about. */
static int begin_folder(size_t *number, struct mow_matrix *matrix, const char *name, size_t len)
{
	const char *last = matrix->folders.count > 0 ? matrix->folders.items[matrix->folders.count - 1] : NULL;

	if (matrix->folders.count == 0) {
		if (array_reserve(&matrix->folders, 1))
			return mow_fail_memory(matrix->err);
		matrix->folders.items[matrix->folders.count++] = last = "";
	}
	*number = len > 0 ? matrix->folders.count - 1 : 0;
	if (len == 0 || (strncmp(last, name, len) == 0 && last[len] == '\0'))
		return MOW_OK;
	last = arena_dup(&matrix->arena, name, len);
	if (last == NULL || array_reserve(&matrix->folders, 1))
		return mow_fail_memory(matrix->err);
	*number = matrix->folders.count;
	matrix->folders.items[matrix->folders.count++] = last;
	return MOW_OK;
}

int matrix_enter_folder(struct mow_matrix *matrix, struct matrix_asked *asked, const struct mow_path *file)
{
	const char *name;
	size_t number, len = folder_name(&name, matrix, file);
	struct matrix_folders *folders = &asked->folders;
	int result = begin_folder(&number, matrix, name, len);

	if (result != MOW_OK || (folders->count > 0 && folders->items[folders->count - 1] == number))
		return result;
	if (array_reserve(folders, 1))
		return mow_fail_memory(matrix->err);
	folders->items[folders->count++] = number;
	return MOW_OK;
}

static int note_folders(struct mow_matrix *matrix, size_t row, const struct matrix_asked *asked)
{
	if (array_reserve(&matrix->places, asked->folders.count))
		return mow_fail_memory(matrix->err);
	for (size_t i = 0; i < asked->folders.count; i++)
		matrix->places.items[matrix->places.count++] = (struct matrix_place){row, asked->folders.items[i]};
	return MOW_OK;
}

static int compare_places(const void *one, const void *two)
{
	const struct matrix_place *a = one;
	const struct matrix_place *b = two;

	return a->row != b->row ? (a->row > b->row) - (a->row < b->row)
				: (a->folder > b->folder) - (a->folder < b->folder);
}

int matrix_list_folders(struct mow_matrix *matrix)
{
	const struct matrix_place *places = matrix->places.items;
	size_t count = matrix->places.count;
	const char **names = arena_array(&matrix->arena, count + 1, sizeof *names);

	if (names == NULL)
		return mow_fail_memory(matrix->err);
	if (count > 1)
		qsort(matrix->places.items, count, sizeof *places, compare_places);
	for (size_t i = 0; i < count; i++) {
		struct mow_matrix_row *row = &matrix->rows.items[places[i].row];
		if (i > 0 && compare_places(&places[i - 1], &places[i]) == 0)
			continue;
		if (row->folder_count == 0)
			row->folders = names;
		*names++ = matrix->folders.items[places[i].folder];
		row->folder_count++;
	}
	return MOW_OK;
}

/* ---- Files --------------------------------------------------------------------------------------------------------- */

int matrix_count(struct mow_matrix *matrix, size_t row_number, const struct matrix_asked *asked)
{
	const struct mow_path folder = {asked->first.bytes, asked->folder_len, MOW_PATH_FOLDER};
	struct mow_matrix_row *row = &matrix->rows.items[row_number];

	if (row->files == 0) {
		row->first = asked->first.bytes;
		row->first_len = asked->first.len;
		row->folder_len = asked->folder_len;
	} else {
		row->folder_len = matrix_common_folder(row->first, row->folder_len, &folder);
	}
	row->files += asked->files;
	return note_folders(matrix, row_number, asked);
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

const char *matrix_name(const struct rules *rules, size_t person)
{
	return rules->people[person].line > 0 ? rules->people[person].name : NULL;
}

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

/* The place of somebody among the members. */
static struct mow_matrix_member *take_member(struct mow_matrix *matrix, size_t person)
{
	if (number_set_add(&matrix->scratch.seen, person)) {
		matrix->scratch.places[person] = matrix->scratch.count;
		matrix->scratch.members[matrix->scratch.count++] =
			(struct mow_matrix_member){.label = people_label(matrix->rules, person),
						   .name = matrix_name(matrix->rules, person),
						   .number = person};
	}
	return &matrix->scratch.members[matrix->scratch.places[person]];
}

/* `set`: the area sets it; else its files have it from others. */
static void add_members(struct mow_matrix *matrix, const struct owner_list *owners, enum mow_matrix_role role, bool set)
{
	const struct rules *rules = matrix->rules;
	int64_t now = matrix->presenter.now;
	size_t found = people_expand(matrix->scratch.room, rules, owners->items, owners->count, now);

	for (size_t i = 0; i < found; i++) {
		size_t person = matrix->scratch.room[i];
		if (!people_in_service(rules, person, now))
			continue;
		struct mow_matrix_member *member = take_member(matrix, person);
		*(set ? &member->roles : &member->others) |= (unsigned)role;
	}
}

static void add_makers(struct mow_matrix *matrix, const struct requirement *requirement, bool set)
{
	struct owner_list accountable = {.items = (size_t *)&requirement->accountable, .count = 1};

	if (requirement->accountable != RULES_NONE)
		add_members(matrix, &accountable, MOW_MATRIX_DECIDES, set);
	for (size_t i = 0; i < requirement->gate_count; i++) {
		const struct required_gate *gate = &requirement->gates[i];
		const struct owner_list of = {.items = (size_t *)gate->of, .count = gate->of_count};
		add_members(matrix, &of, MOW_MATRIX_REVIEWS, set);
	}
	if (requirement->responsible != NULL)
		add_members(matrix, requirement->responsible, MOW_MATRIX_MAKES, set);
}

int matrix_members(struct mow_matrix_row *row, struct mow_matrix *matrix, const struct requirement *set,
		   const struct requirement *others)
{
	if (!matrix->options.people)
		return MOW_OK;
	if (begin_members(matrix) != MOW_OK)
		return MOW_ENOMEM;
	add_makers(matrix, set, true);
	add_members(matrix, &set->consulted, MOW_MATRIX_CONSULTED, true);
	add_members(matrix, &set->informed, MOW_MATRIX_INFORMED, true);
	if (others != NULL)
		add_makers(matrix, others, false);
	struct mow_matrix_member *members = arena_array(&matrix->arena, matrix->scratch.count + 1, sizeof *members);
	if (members == NULL)
		return mow_fail_memory(matrix->err);
	memcpy(members, matrix->scratch.members, matrix->scratch.count * sizeof *members);
	row->people = members;
	row->people_count = matrix->scratch.count;
	return MOW_OK;
}
