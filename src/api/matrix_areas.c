/* The matrix by area: what each area sets, and what becomes of that where other areas match too. */
#include <string.h>

#include "api/matrix.h"
#include "base/array.h"
#include "base/error.h"

struct areas {
	struct mow_matrix *matrix;
	const struct area **items; /* of each row */
	struct map rows;           /* where the area lies → its row */
};

/* ---- What an area sets -------------------------------------------------------------------------------------------- */

/* What an area sets as a requirement that nothing else adds to. */
static int make_alone(struct requirement *out, struct mow_matrix *matrix, const struct area *area)
{
	struct required_gate *gates = arena_array(&matrix->arena, area->gate_count + 1, sizeof *gates);

	if (gates == NULL)
		return mow_fail_memory(matrix->err);
	for (size_t i = 0; i < area->gate_count; i++)
		gates[i] = (struct required_gate){.name = area->gates[i].name,
						  .need = area->gates[i].need,
						  .of = area->gates[i].of,
						  .of_count = area->gates[i].of_count,
						  .text = area->gates[i].text,
						  .place = area->gates[i].place};
	*out = (struct requirement){.area = area->accountable != RULES_NONE ? area : NULL,
				    .accountable = area->accountable,
				    .accountable_place = area->accountable_place,
				    .escalate = area->escalate,
				    .responsible = &area->responsible,
				    .gates = gates,
				    .gate_count = area->gate_count,
				    .consulted = area->consulted,
				    .informed = area->informed,
				    .level = LEVEL_STANDARD,
				    .level_place = area->level_place,
				    .rights_end = area->rights_end,
				    .rights_place = area->rights_place};
	return MOW_OK;
}

static int show_area(struct mow_matrix_row *row, struct mow_matrix *matrix, const struct area *area,
		     const struct requirement *alone)
{
	struct mow_owners *owners;
	int result = matrix_owners(&owners, matrix, alone);

	if (result != MOW_OK)
		return result;
	owners->area = area->name;
	owners->level = area->level != LEVEL_UNSET ? level_name(area->level) : NULL;
	row->owners = owners;
	return MOW_OK;
}

/* Appends a folder in which no byte is a wild card. */
static void add_folder(struct buf *out, const struct rules_file *file)
{
	for (size_t i = 0; i < file->folder_len; i++) {
		if (strchr("*?[\\", file->folder[i]) != NULL)
			buf_addc(out, '\\');
		buf_addc(out, file->folder[i]);
	}
}

/* A pattern as it would be written at the root. */
static const char *root_pattern(struct mow_matrix *matrix, const struct rules_file *file, const struct pattern *pattern)
{
	MOW_AUTO(buf) out = BUF_INIT;
	const char *text = pattern->text + pattern->exclude;
	const char *slash = strchr(text, '/');
	bool everything = text[0] == '*' && text[strspn(text, "*")] == '\0';

	if (file->folder_len == 0)
		return pattern->text;
	buf_adds(&out, pattern->exclude ? "!/" : "/");
	add_folder(&out, file);
	/* What has no slash but the last is at any depth. */
	if (everything)
		text = "**";
	else if (slash == NULL || slash[1] == '\0')
		buf_adds(&out, "**/");
	buf_adds(&out, text + (text[0] == '/'));
	return out.failed ? NULL : arena_dup(&matrix->arena, out.data, out.len);
}

static int list_patterns(struct mow_matrix_row *out, struct mow_matrix *matrix, const struct rules_file *file,
			 const struct area *area)
{
	const char **patterns = arena_array(&matrix->arena, area->pattern_count + 1, sizeof *patterns);
	unsigned *lines = arena_array(&matrix->arena, area->pattern_count + 1, sizeof *lines);

	if (patterns == NULL || lines == NULL)
		return mow_fail_memory(matrix->err);
	for (size_t i = 0; i < area->pattern_count; i++) {
		const struct pattern *pattern = &file->patterns[area->first_pattern + i];
		patterns[i] = root_pattern(matrix, file, pattern);
		lines[i] = pattern->line;
		if (patterns[i] == NULL)
			return mow_fail_memory(matrix->err);
	}
	out->patterns = patterns;
	out->pattern_lines = lines;
	out->pattern_count = area->pattern_count;
	return MOW_OK;
}

/* `file` NULL: it has no patterns. */
static int add_row(struct areas *areas, const struct rules_file *file, const struct area *area)
{
	struct mow_matrix *matrix = areas->matrix;
	size_t number = matrix->rows.count;

	if (array_reserve(&matrix->rows, 1))
		return mow_fail_memory(matrix->err);
	struct mow_matrix_row *row = &matrix->rows.items[number];
	*row = (struct mow_matrix_row){
		.first = "", .summary = area->summary, .place = {area->place.file, area->place.line}};
	int result = file != NULL ? list_patterns(row, matrix, file, area) : MOW_OK;
	areas->items[number] = area;
	if (result == MOW_OK && map_put(&areas->rows, &areas->items[number], sizeof *areas->items, number))
		result = mow_fail_memory(matrix->err);
	matrix->rows.count++;
	return result;
}

static int add_rows(struct areas *areas)
{
	struct mow_matrix *matrix = areas->matrix;
	const struct rules *rules = matrix->rules;
	size_t room = 2;
	int result = MOW_OK;

	for (size_t i = 0; i < rules->file_count; i++)
		room += rules->files[i]->area_count;
	areas->items = arena_array(&matrix->arena, room, sizeof *areas->items);
	if (areas->items == NULL)
		return mow_fail_memory(matrix->err);
	for (size_t i = 0; i < rules->file_count; i++) {
		const struct rules_file *file = rules->files[i];
		for (size_t k = 0; result == MOW_OK && k < file->area_count; k++)
			if (file->areas[k].freeze == NULL)
				result = add_row(areas, file, &file->areas[k]);
	}
	if (result == MOW_OK && rules->has_otherwise)
		result = add_row(areas, NULL, &rules->otherwise);
	return result == MOW_OK ? add_row(areas, NULL, &rules->rules_area) : result;
}

/* ---- What becomes of it ------------------------------------------------------------------------------------------- */

/* What the area sets and is outdone for these files. Of what [rules] covers that goes without saying. */
static unsigned find_outdone(const struct area *area, const struct requirement *requirement)
{
	bool responsible = requirement->responsible == &area->responsible;

	if (requirement->is_rules)
		return 0;
	return (area->accountable != RULES_NONE && requirement->area != area ? MOW_MATRIX_ACCOUNTABLE : 0U) |
	       (area->responsible.count > 0 && !responsible ? MOW_MATRIX_RESPONSIBLE : 0U) |
	       (area->level != LEVEL_UNSET && area->level != requirement->level ? MOW_MATRIX_LEVEL : 0U);
}

/* What a row's files have besides what the area sets: of the first of them, then whether the others have the same. */
struct others {
	bool any, mixed_accountable, mixed_responsible;
	const struct requirement *first;
	enum level level;
};

static bool same_responsible(const struct requirement *one, const struct requirement *other)
{
	const struct owner_list *a = one->responsible;
	const struct owner_list *b = other->responsible;

	return a == b || (a != NULL && b != NULL && a->count == b->count &&
			  memcmp(a->items, b->items, a->count * sizeof *a->items) == 0);
}

static void see_others(struct others *others, const struct requirement *requirement)
{
	if (requirement->is_rules)
		return;
	if (!others->any)
		*others = (struct others){true, false, false, requirement, requirement->level};
	others->mixed_accountable |= requirement->accountable != others->first->accountable;
	others->mixed_responsible |= !same_responsible(requirement, others->first);
	if (requirement->level < others->level)
		others->level = requirement->level;
}

/* Counts what files have to the areas that match them. */
static int count_rows(struct areas *areas, struct others *others)
{
	struct mow_matrix *matrix = areas->matrix;
	int result = MOW_OK;

	for (size_t i = 0; i < matrix->asked.count; i++) {
		const struct matrix_asked *asked = &matrix->asked.items[i];
		for (size_t k = 0; result == MOW_OK && asked->requirement != NULL && k < asked->requirement->area_count;
		     k++) {
			const struct area *area = asked->requirement->areas[k];
			size_t row;
			if (!map_get(&areas->rows, &area, sizeof area, &row))
				continue;
			result = matrix_count(matrix, row, asked);
			matrix->rows.items[row].decides += asked->requirement->area == area ? asked->files : 0;
			matrix->rows.items[row].outdone |= find_outdone(area, asked->requirement);
			see_others(&others[row], asked->requirement);
		}
	}
	return result == MOW_OK ? matrix_list_folders(matrix) : result;
}

/* What its files have from others, which `rest` gets too. */
static int show_others(struct mow_matrix_row *row, struct requirement *rest, struct mow_matrix *matrix,
		       const struct area *area, const struct others *others)
{
	struct mow_owners *owners;

	if (!others->any)
		return MOW_OK;
	int result = matrix_owners(&owners, matrix, others->first);
	if (result != MOW_OK)
		return result;
	if (area->accountable == RULES_NONE && !others->mixed_accountable) {
		row->other_accountable = owners->accountable;
		rest->accountable = others->first->accountable;
	}
	if (area->responsible.count == 0 && !others->mixed_responsible) {
		row->other_responsible = owners->responsible;
		rest->responsible = others->first->responsible;
	}
	if (area->level == LEVEL_UNSET)
		row->other_level = level_name(others->level);
	return MOW_OK;
}

static int show_row(struct mow_matrix_row *row, struct mow_matrix *matrix, const struct area *area,
		    const struct others *others)
{
	struct requirement rest = {.accountable = RULES_NONE};
	struct requirement alone;
	int result = make_alone(&alone, matrix, area);

	if (result == MOW_OK)
		result = show_area(row, matrix, area, &alone);
	if (result == MOW_OK)
		result = show_others(row, &rest, matrix, area, others);
	return result == MOW_OK ? matrix_members(row, matrix, &alone, &rest) : result;
}

/* Those that have files, where a folder is asked about. */
static void keep_rows(struct mow_matrix *matrix)
{
	size_t kept = 0;

	for (size_t i = 0; i < matrix->rows.count; i++)
		if (matrix->options.under == NULL || matrix->rows.items[i].files > 0)
			matrix->rows.items[kept++] = matrix->rows.items[i];
	matrix->rows.count = kept;
}

int matrix_areas(struct mow_matrix *matrix)
{
	struct areas areas = {.matrix = matrix};
	int result = add_rows(&areas);

	if (result == MOW_OK) {
		struct others *others = arena_array(&matrix->arena, matrix->rows.count, sizeof *others);
		result = others != NULL ? count_rows(&areas, others) : mow_fail_memory(matrix->err);
		for (size_t i = 0; result == MOW_OK && i < matrix->rows.count; i++)
			result = show_row(&matrix->rows.items[i], matrix, areas.items[i], &others[i]);
	}
	map_release(&areas.rows);
	keep_rows(matrix);
	return result;
}
