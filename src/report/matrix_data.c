/* The matrix for programs. */
#include "report/csv.h"
#include "report/json.h"
#include "report/matrix_cells.h"
#include "report/tsv.h"
#include "report/who/who.h"

const struct format matrix_formats[] = {MATRIX_FORMATS(FORMAT_ROW){NULL, NULL}};

#define WRITER(name, help) report_matrix_##name,
matrix_format_fn *const matrix_writers[] = {MATRIX_FORMATS(WRITER)};

/* ---- CSV ----------------------------------------------------------------------------------------------------------- */

static void add_headings(struct csv *csv, const char *const *headings, size_t count)
{
	for (size_t i = 0; i < count; i++)
		csv_cell(csv, headings[i], strlen(headings[i]));
	csv_end(csv);
}

/* Handles without `@`: people and teams share no name, and spreadsheets take it for a formula. */
static void add_handles(struct csv *csv, const struct buf *cell)
{
	MOW_AUTO(buf) text = BUF_INIT;

	for (size_t i = 0; i < cell->len; i++) {
		bool begins = i == 0 || cell->data[i - 1] == ' ' || cell->data[i - 1] == '\n';
		if (!(begins && cell->data[i] == '@'))
			buf_addc(&text, cell->data[i]);
	}
	csv_cell(csv, text.data, text.len);
	csv->out->failed = csv->out->failed || text.failed;
}

/* What rows have in place of patterns, effective: the folder that all files lie in, or the one file. */
static const char *effective_path(size_t *len, const struct mow_matrix_row *row)
{
	bool root = row->files > 1 && row->folder_len == 0;

	*len = root ? 1 : row->files > 1 ? row->folder_len : row->first_len;
	return root ? "." : row->first;
}

static void add_row(struct csv *csv, struct matrix_cells *cells, const struct mow_matrix_row *row, bool effective)
{
	matrix_cells_fill(cells, row, NULL);
	for (size_t i = 0; i < MATRIX_COLUMNS; i++) {
		size_t len;
		const char *path = effective_path(&len, row);
		if (i == MATRIX_PATH && effective)
			csv_cell(csv, path, len);
		else if (i == MATRIX_PATH)
			csv_cell(csv, cells->items[i].data, cells->items[i].len);
		else
			add_handles(csv, &cells->items[i]);
		csv->out->failed = csv->out->failed || cells->items[i].failed;
	}
	csv_end(csv);
}

void report_matrix_csv(const struct matrix_output *output, const struct mow_matrix *matrix)
{
	struct csv csv = CSV_INIT(output->out);
	MOW_AUTO(matrix_cells) cells;
	size_t numbers[PEOPLE_NUMBERS];

	matrix_cells_init(&cells);
	if (output->by == MOW_MATRIX_PEOPLE)
		add_headings(&csv, matrix_people_headings, PEOPLE_COLUMNS);
	else
		add_headings(&csv, matrix_headings, MATRIX_COLUMNS);
	for (size_t i = 0; i < mow_matrix_rows(matrix); i++)
		add_row(&csv, &cells, mow_matrix_row(matrix, i), output->by == MOW_MATRIX_EFFECTIVE);
	for (size_t i = 0; i < mow_matrix_people(matrix); i++) {
		const struct mow_matrix_person *person = mow_matrix_person(matrix, i);
		const char *label = person->label + (person->label[0] == '@');
		csv_cell(&csv, label, strlen(label));
		matrix_people_numbers(numbers, person);
		for (size_t k = 0; k < PEOPLE_NUMBERS; k++)
			csv_number(&csv, numbers[k]);
		csv_end(&csv);
	}
}

/* ---- TSV ----------------------------------------------------------------------------------------------------------- */

static void add_paths(struct tsv *tsv, const struct mow_matrix_row *row, bool effective)
{
	size_t len;
	const char *path = effective_path(&len, row);

	if (effective) {
		tsv_path(tsv, path, len);
		return;
	}
	tsv_begin(tsv);
	if (row->pattern_count == 0)
		buf_addc(tsv->out, '-');
	for (size_t i = 0; i < row->pattern_count; i++) {
		buf_adds(tsv->out, i > 0 ? "," : "");
		tsv_quote(tsv, row->patterns[i], strlen(row->patterns[i]));
	}
	tsv_finish(tsv);
}

static void add_fields(struct tsv *tsv, const struct mow_matrix_row *row, bool effective)
{
	const struct mow_owners *owners = row->owners;

	tsv_field(tsv, owners->area);
	add_paths(tsv, row, effective);
	tsv_field(tsv, owners->level);
	tsv_field(tsv, owners->accountable);
	who_tsv_review(tsv, owners);
	tsv_list(tsv, owners->responsible.items, owners->responsible.count);
	tsv_list(tsv, owners->consulted.items, owners->consulted.count);
	tsv_list(tsv, owners->informed.items, owners->informed.count);
	tsv_number(tsv, row->files);
	tsv_end(tsv);
}

void report_matrix_tsv(const struct matrix_output *output, const struct mow_matrix *matrix)
{
	struct tsv tsv = TSV_INIT(output->out, output->nul);
	size_t numbers[PEOPLE_NUMBERS];

	for (size_t i = 0; i < mow_matrix_rows(matrix); i++)
		add_fields(&tsv, mow_matrix_row(matrix, i), output->by == MOW_MATRIX_EFFECTIVE);
	for (size_t i = 0; i < mow_matrix_people(matrix); i++) {
		tsv_field(&tsv, mow_matrix_person(matrix, i)->label);
		matrix_people_numbers(numbers, mow_matrix_person(matrix, i));
		for (size_t k = 0; k < PEOPLE_NUMBERS; k++)
			tsv_number(&tsv, numbers[k]);
		tsv_end(&tsv);
	}
}

/* ---- JSON ---------------------------------------------------------------------------------------------------------- */

static void add_outdone(struct json *json, unsigned outdone)
{
	json_open_list(json, "outdone");
	if (outdone & MOW_MATRIX_ACCOUNTABLE)
		json_text(json, "accountable");
	if (outdone & MOW_MATRIX_RESPONSIBLE)
		json_text(json, "responsible");
	if (outdone & MOW_MATRIX_LEVEL)
		json_text(json, "level");
	json_close(json, ']');
}

/* What an area has beside what it sets. */
static void add_area(struct json *json, const struct mow_matrix_row *row)
{
	MOW_AUTO(buf) place = BUF_INIT;

	buf_addf(&place, "%s:%u", row->place.file, row->place.line);
	json_member(json, "summary", row->summary);
	json_member_bytes(json, "section", place.data, place.len);
	json_strings(json, "paths", row->patterns, row->pattern_count);
	json_count(json, "decides", row->decides);
	add_outdone(json, row->outdone);
	json_open_object(json, "from_others");
	json_member(json, "accountable", row->other_accountable);
	json_strings(json, "responsible", row->other_responsible.items, row->other_responsible.count);
	json_member(json, "level", row->other_level);
	json_close(json, '}');
	json->out->failed = json->out->failed || place.failed;
}

static void add_roles(struct json *json, const char *key, unsigned roles)
{
	static const char *const names[] = {"accountable", "review", "responsible", "consulted", "informed"};

	json_open_list(json, key);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (roles >> i & 1)
			json_text(json, names[i]);
	json_close(json, ']');
}

/* Areas by people: "people": [{"person": "@lena", "roles": ["accountable"], "from_others": []}]. */
static void add_people(struct json *json, const struct mow_matrix_row *row)
{
	json_open_list(json, "people");
	for (size_t i = 0; i < row->people_count; i++) {
		json_open(json, '{');
		json_member(json, "person", row->people[i].label);
		add_roles(json, "roles", row->people[i].roles);
		add_roles(json, "from_others", row->people[i].others);
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void add_row_members(struct json *json, const struct matrix_output *output, const struct mow_matrix_row *row)
{
	who_role_members(json, row->owners);
	json_count(json, "files", row->files);
	json_path_as(json, "folder", row->first, row->folder_len);
	json_path_as(json, "first", row->first, row->first_len);
	add_people(json, row);
	if (output->by == MOW_MATRIX_AREAS)
		add_area(json, row);
}

static void add_person_members(struct json *json, const struct mow_matrix_person *person)
{
	json_member(json, "person", person->label);
	json_member(json, "name", person->name);
	json_flag(json, "in_service", person->in_service);
	json_count(json, "areas", person->areas);
	json_count(json, "files", person->files);
	json_count(json, "gates", person->gates);
	json_count(json, "reviews", person->reviews);
	json_count(json, "only", person->only);
}

static size_t count_rows(const struct matrix_output *output, const struct mow_matrix *matrix)
{
	return output->by == MOW_MATRIX_PEOPLE ? mow_matrix_people(matrix) : mow_matrix_rows(matrix);
}

static void add_members(struct json *json, const struct matrix_output *output, const struct mow_matrix *matrix,
			size_t index)
{
	if (output->by == MOW_MATRIX_PEOPLE)
		add_person_members(json, mow_matrix_person(matrix, index));
	else
		add_row_members(json, output, mow_matrix_row(matrix, index));
}

void report_matrix_json(const struct matrix_output *output, const struct mow_matrix *matrix)
{
	static const char *const words[] = {"area", "effective", "person"};
	struct json json = JSON_INIT(output->out);

	json_open(&json, '{');
	json_count(&json, "mowners", JSON_SCHEMA);
	json_member(&json, "by", words[output->by]);
	json_open_list(&json, "rows");
	for (size_t i = 0; i < count_rows(output, matrix); i++) {
		json_line(&json);
		json_open(&json, '{');
		add_members(&json, output, matrix, i);
		json_close(&json, '}');
	}
	json_line(&json);
	json_close(&json, ']');
	json_close(&json, '}');
	json_end(&json);
}

void report_matrix_ndjson(const struct matrix_output *output, const struct mow_matrix *matrix)
{
	struct json json = JSON_INIT(output->out);

	for (size_t i = 0; i < count_rows(output, matrix); i++) {
		json_open(&json, '{');
		json_count(&json, "mowners", JSON_SCHEMA);
		add_members(&json, output, matrix, i);
		json_close(&json, '}');
		json_end(&json);
	}
}
