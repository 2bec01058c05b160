#include "api/matrix.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/system.h"

void mow_matrix_free(struct mow_matrix *matrix)
{
	if (matrix == NULL)
		return;
	for (size_t i = 0; i < matrix->asked.count; i++)
		free(matrix->asked.items[i].folders.items);
	free(matrix->asked.items);
	free(matrix->folders.items);
	free(matrix->places.items);
	free(matrix->rows.items);
	free(matrix->people.items);
	presenter_reset(&matrix->presenter);
	number_set_release(&matrix->scratch.seen);
	arena_release(&matrix->arena);
	free(matrix);
}

static int begin_asked(struct matrix_asked *out, struct mow_matrix *matrix, const struct requirement *requirement,
		       const struct mow_path *file)
{
	const char *path = arena_dup(&matrix->arena, file->bytes, file->len);
	const char *slash = system_last(file->bytes, '/', file->len);

	if (path == NULL)
		return mow_fail_memory(matrix->err);
	*out = (struct matrix_asked){.requirement = requirement,
				     .first = {path, file->len, file->kind},
				     .folder_len = slash != NULL ? (size_t)(slash + 1 - file->bytes) : 0};
	return MOW_OK;
}

/* A ruleset_file_fn. */
static int count_file(const struct requirement *requirement, const struct mow_path *file, void *context)
{
	struct mow_matrix *matrix = context;
	int result = MOW_OK;

	if (requirement == NULL)
		return MOW_OK;
	matrix->files++;
	matrix->unowned += requirement->area == NULL;
	while (matrix->asked.count <= requirement->number) {
		if (array_reserve(&matrix->asked, 1))
			return mow_fail_memory(matrix->err);
		matrix->asked.items[matrix->asked.count++] = (struct matrix_asked){0};
	}
	struct matrix_asked *asked = &matrix->asked.items[requirement->number];
	if (asked->requirement == NULL)
		result = begin_asked(asked, matrix, requirement, file);
	else if (asked->folder_len > 0)
		asked->folder_len = matrix_common_folder(asked->first.bytes, asked->folder_len, file);
	asked->files++;
	return result == MOW_OK && matrix->options.people ? matrix_enter_folder(matrix, asked, file) : result;
}

static int walk(struct mow_matrix *matrix)
{
	const char *under = matrix->options.under;
	struct ruleset_walk files = {&matrix->of->ruleset.snapshot, "", count_file, matrix, matrix->options.sink};
	MOW_AUTO(buf) prefix = BUF_INIT;

	buf_adds(&prefix, under != NULL ? under : "");
	if (prefix.len > 0)
		buf_addc(&prefix, '/');
	files.prefix = prefix.data;
	matrix->folders.skip = prefix.len;
	int result = buf_check(&prefix, matrix->err);
	return result == MOW_OK ? rules_walk(matrix->of, &files, matrix->err) : result;
}

static int make(struct mow_matrix *matrix)
{
	int result = walk(matrix);

	matrix->rules = matrix->of->ruleset.rules;
	matrix->presenter.rules = matrix->rules;
	if (result != MOW_OK || matrix->rules == NULL)
		return result;
	switch (matrix->options.by) {
	case MOW_MATRIX_AREAS:
		return matrix_areas(matrix);
	case MOW_MATRIX_EFFECTIVE:
		return matrix_effective(matrix);
	case MOW_MATRIX_PEOPLE:
		break;
	}
	return matrix_people(matrix);
}

int mow_matrix_new(struct mow_matrix **out, struct mow_rules *rules, const struct mow_matrix_options *options,
		   struct mow_error *err)
{
	struct mow_matrix *matrix = calloc(1, sizeof *matrix);

	if (matrix == NULL)
		return mow_fail_memory(err);
	matrix->of = rules;
	matrix->options = *options;
	matrix->presenter.now = rules->repo->now;
	matrix->err = err;
	int result = make(matrix);
	if (result < 0) {
		mow_matrix_free(matrix);
		return result;
	}
	matrix->err = NULL;
	*out = matrix;
	return MOW_OK;
}

size_t mow_matrix_rows(const struct mow_matrix *matrix)
{
	return matrix->rows.count;
}

const struct mow_matrix_row *mow_matrix_row(const struct mow_matrix *matrix, size_t index)
{
	return &matrix->rows.items[index];
}

size_t mow_matrix_files(const struct mow_matrix *matrix, size_t *unowned)
{
	*unowned = matrix->unowned;
	return matrix->files;
}

size_t mow_matrix_people(const struct mow_matrix *matrix)
{
	return matrix->people.count;
}

const struct mow_matrix_person *mow_matrix_person(const struct mow_matrix *matrix, size_t index)
{
	return &matrix->people.items[index];
}

bool mow_matrix_is_external(const struct mow_matrix *matrix, const char *owner)
{
	const struct rules *rules = matrix->rules;
	size_t number = rules != NULL ? people_owner(rules, owner, strlen(owner)) : RULES_NONE;

	if (number == RULES_NONE || rules->owners[number].kind != OWNER_PERSON)
		return false;
	const struct person *person = &rules->people[rules->owners[number].index];
	return person->external || person->bot;
}
