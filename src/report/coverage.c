#include "report/coverage.h"

#include "report/json.h"
#include "report/phrase.h"
#include "report/table.h"
#include "report/tsv.h"

/* The folder and six numbers. */
enum { COLUMNS = 7, FOLDER_MOST = 28 };

const struct format coverage_formats[] = {COVERAGE_FORMATS(FORMAT_ROW){NULL, NULL}};

#define WRITER(name, help) report_coverage_##name,
coverage_format_fn *const coverage_writers[] = {COVERAGE_FORMATS(WRITER)};

/* The root has no name of its own. */
static const char *shown_path(size_t *len, const struct mow_coverage_folder *folder)
{
	*len = folder->path_len > 0 ? folder->path_len : 1;
	return folder->path_len > 0 ? folder->path : ".";
}

/* ---- Text --------------------------------------------------------------------------------------------------------- */

static void add_heading(struct table *table)
{
	static const char *const names[COLUMNS] = {"  Folder", "Files",   "Owned", "Otherwise",
						   "Rules",    "Unowned", "Areas"};

	for (size_t i = 0; i < COLUMNS; i++) {
		buf_adds(&table->text, names[i]);
		table_end(table);
	}
}

static void add_number(struct table *table, size_t number)
{
	if (number > 0)
		buf_addu(&table->text, number);
	else
		buf_addc(&table->text, '-');
	table_end(table);
}

static void add_folder(struct table *table, const struct mow_coverage_folder *folder)
{
	size_t len;
	const char *path = shown_path(&len, folder);

	buf_adds(&table->text, folder->unowned > 0 ? "! " : "  ");
	phrase_path(&table->text, path, len);
	table_end(table);
	add_number(table, folder->files);
	add_number(table, folder->owned);
	add_number(table, folder->otherwise);
	add_number(table, folder->rules);
	add_number(table, folder->unowned);
	add_number(table, folder->areas);
}

/* Whether the files of a folder are of several kinds, OWNERS files and the like aside. */
static bool is_mixed(const struct mow_coverage_folder *folder)
{
	return (folder->owned > 0) + (folder->otherwise > 0) + (folder->unowned > 0) > 1;
}

void report_coverage_text(const struct coverage_output *output, const struct mow_coverage *coverage)
{
	const struct table_layout layout = {.right = 0x7E, .most = FOLDER_MOST, .color = output->color};
	MOW_AUTO(table) table = TABLE_INIT(COLUMNS);
	size_t count = mow_coverage_folders(coverage);
	size_t deepest = 1; /* folders that are deeper say nothing that is not said */

	add_heading(&table);
	for (size_t i = 0; i < count; i++) {
		const struct mow_coverage_folder *folder = mow_coverage_folder(coverage, i);
		if (folder->depth > deepest)
			continue;
		add_folder(&table, folder);
		deepest = folder->depth + (folder->depth == 0 || is_mixed(folder));
	}
	table_write(output->out, &table, &layout);
}

/* ---- For programs ------------------------------------------------------------------------------------------------- */

void report_coverage_tsv(const struct coverage_output *output, const struct mow_coverage *coverage)
{
	struct tsv tsv = TSV_INIT(output->out, output->nul);

	for (size_t i = 0; i < mow_coverage_folders(coverage); i++) {
		const struct mow_coverage_folder *folder = mow_coverage_folder(coverage, i);
		size_t len;
		const char *path = shown_path(&len, folder);
		tsv_path(&tsv, path, len);
		tsv_number(&tsv, folder->files);
		tsv_number(&tsv, folder->owned);
		tsv_number(&tsv, folder->otherwise);
		tsv_number(&tsv, folder->rules);
		tsv_number(&tsv, folder->unowned);
		tsv_number(&tsv, folder->areas);
		tsv_end(&tsv);
	}
}

static void add_members(struct json *json, const struct mow_coverage_folder *folder)
{
	size_t len;
	const char *path = shown_path(&len, folder);

	json_path_as(json, "folder", path, len);
	json_count(json, "files", folder->files);
	json_count(json, "owned", folder->owned);
	json_count(json, "otherwise", folder->otherwise);
	json_count(json, "rules", folder->rules);
	json_count(json, "unowned", folder->unowned);
	json_count(json, "areas", folder->areas);
}

void report_coverage_json(const struct coverage_output *output, const struct mow_coverage *coverage)
{
	struct json json = JSON_INIT(output->out);

	json_open(&json, '{');
	json_count(&json, "mowners", JSON_SCHEMA);
	json_open_list(&json, "folders");
	for (size_t i = 0; i < mow_coverage_folders(coverage); i++) {
		json_line(&json);
		json_open(&json, '{');
		add_members(&json, mow_coverage_folder(coverage, i));
		json_close(&json, '}');
	}
	json_line(&json);
	json_close(&json, ']');
	json_close(&json, '}');
	json_end(&json);
}

void report_coverage_ndjson(const struct coverage_output *output, const struct mow_coverage *coverage)
{
	struct json json = JSON_INIT(output->out);

	for (size_t i = 0; i < mow_coverage_folders(coverage); i++) {
		json_open(&json, '{');
		json_count(&json, "mowners", JSON_SCHEMA);
		add_members(&json, mow_coverage_folder(coverage, i));
		json_close(&json, '}');
		json_end(&json);
	}
}
