#include "convert/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/ascii.h"
#include "base/levenshtein.h"
#include "base/utf8.h"
#include "convert/write.h"
#include "rules/keys.h"

/* What the matrix calls them, OWNERS, and people who write German and French, as write_word writes it. */
static const struct {
	const char *heading, *key, *german, *french;
	bool needed;
} columns[COLUMN_COUNT] = {
	[COLUMN_AREA] = {"Area", "area", "bereich", "domaine", true},
	[COLUMN_PATH] = {"Path", "path", "pfad", "chemin", true},
	[COLUMN_LEVEL] = {"Level", "level", "stufe", "niveau", false},
	[COLUMN_A] = {"A", "accountable", "gesamtverantwortlich", "responsable-final", true},
	[COLUMN_REVIEW] = {"Review", "review", "freigabe", "validation", false},
	[COLUMN_R] = {"R", "responsible", "ausfuehrend", "realisateur", false},
	[COLUMN_C] = {"C", "consulted", "konsultiert", "consulte", false},
	[COLUMN_I] = {"I", "informed", "informiert", "informe", false},
};
#define PERSON_MAX 80 /* bytes of a name; what is longer is a sentence */
#define COLUMNS "Area, Path, Level, A, Review, R, C and I"

void texts_release(struct texts *texts)
{
	free(texts->items);
}

/* ---- Messages ------------------------------------------------------------------------------------------------------ */

void table_complain(struct table *table, unsigned line, enum finding_code code, const char *format, ...)
{
	char message[MOW_ERROR_SIZE];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(message, sizeof message, format, args);
	va_end(args);
	file_findings_add(table->found, line, 0, code, "%s", message);
}

const char *table_quote(struct table *table, const char *text)
{
	return file_findings_quote(table->found, text, strlen(text));
}

/* ---- Cells --------------------------------------------------------------------------------------------------------- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

/* A piece of a cell without white space around it, as a text of its own. */
static const char *trimmed(struct table *table, const char *text, size_t len)
{
	while (len > 0 && is_blank(*text))
		text++, len--;
	while (len > 0 && is_blank(text[len - 1]))
		len--;
	return draft_string(table->draft, arena_dup(&table->draft->arena, text, len));
}

static const char *sheet_text(const struct table *table, const struct sheet_row *row, size_t column)
{
	return column < row->count ? table->sheet->cells.items[row->first + column].text : "";
}

const char *table_cell(struct table *table, const struct row *row, enum column column)
{
	size_t place = table->place[column];
	const char *text = place > 0 ? sheet_text(table, row->cells, place - 1) : "";

	text = trimmed(table, text, strlen(text));
	text += text[0] == '\'';
	bool dash = strcmp(text, "-") == 0 || strcmp(text, "\xE2\x80\x93") == 0 || strcmp(text, "\xE2\x80\x94") == 0;
	return dash ? "" : text;
}

void table_cut(struct table *table, const char *text, const char *separators)
{
	table->values.count = 0;
	while (*text != '\0') {
		size_t len = strcspn(text, separators);
		const char *value = trimmed(table, text, len);
		if (array_reserve(&table->values, 1))
			table->draft->failed = true;
		else if (*value != '\0')
			table->values.items[table->values.count++] = value;
		text += len + (text[len] != '\0');
	}
}

/* ---- Headings ------------------------------------------------------------------------------------------------------ */

const char *table_key(enum column column)
{
	return columns[column].key;
}

/* By its words, whatever stands in brackets behind them: "Accountable (A)". */
static size_t find_column(struct table *table, const char *heading)
{
	MOW_AUTO(buf) word = BUF_INIT;
	size_t column = 0;

	write_word(&word, heading, strcspn(heading, "("), KEYS_WORD_MAX);
	table->draft->failed |= word.failed;
	while (!word.failed && word.len > 0 && column < COLUMN_COUNT &&
	       !ascii_is_same(word.data, columns[column].heading) && strcmp(word.data, columns[column].key) != 0 &&
	       strcmp(word.data, columns[column].german) != 0 && strcmp(word.data, columns[column].french) != 0)
		column++;
	return word.len > 0 ? column : COLUMN_COUNT;
}

static const char *nearest_column(const char *heading)
{
	const char *words[COLUMN_COUNT];
	char lower[KEYS_NAME_MAX + 1];

	if (strlen(heading) > KEYS_NAME_MAX)
		return NULL;
	for (size_t i = 0; i < COLUMN_COUNT; i++)
		words[i] = columns[i].key;
	ascii_copy_lower(lower, heading, strlen(heading));
	return levenshtein_nearest(lower, words, COLUMN_COUNT);
}

static void complain_unknown(struct table *table, unsigned line, const char *heading)
{
	const char *nearest = nearest_column(heading);

	if (nearest != NULL)
		table_complain(table, line, FINDING_BAD_COLUMN, "the matrix has no column \"%s\"; did you mean \"%s\"?",
			       table_quote(table, heading), nearest);
	else
		table_complain(table, line, FINDING_BAD_COLUMN,
			       "the matrix has no column \"%s\"; take it out, or call it one of " COLUMNS,
			       table_quote(table, heading));
}

/* false: this is another table. */
static bool read_heading(struct table *table, const struct sheet_row *row, size_t i)
{
	const char *text = sheet_text(table, row, i);
	const char *heading = trimmed(table, text, strlen(text));
	size_t column = find_column(table, heading);

	if (*heading == '\0')
		return true;
	if (ascii_is_same(heading, "Person")) {
		table_complain(
			table, row->line, FINDING_BAD_COLUMN,
			"this is the matrix by person; the one by area is written by: mowners matrix --format csv");
		return false;
	}
	if (column == COLUMN_COUNT) {
		complain_unknown(table, row->line, heading);
		return true;
	}
	if (table->place[column] != 0)
		table_complain(table, row->line, FINDING_BAD_COLUMN, "the column \"%s\" is there twice; keep one",
			       columns[column].heading);
	table->place[column] = i + 1;
	return true;
}

bool table_read_headings(struct table *table)
{
	const struct sheet_row *row = table->sheet->rows.items;
	bool good = table->sheet->rows.count > 0;

	if (!good)
		table_complain(table, 0, FINDING_BAD_COLUMN,
			       "the table is empty; its first row names the columns " COLUMNS);
	for (size_t i = 0; good && i < row->count; i++)
		good = read_heading(table, row, i);
	good = good && table->found->kept.count == 0;
	for (size_t i = 0; good && i < COLUMN_COUNT; i++) {
		good = !columns[i].needed || table->place[i] != 0;
		if (!good)
			table_complain(table, row->line, FINDING_BAD_COLUMN,
				       "the first row names no column \"%s\"; the columns are " COLUMNS,
				       columns[i].heading);
	}
	return good;
}

void table_check_width(struct table *table, const struct sheet_row *row)
{
	const struct sheet_row *headings = table->sheet->rows.items;

	for (size_t i = 0; i < row->count; i++) {
		const char *heading = sheet_text(table, headings, i);
		const char *text = sheet_text(table, row, i);
		if (heading[strspn(heading, " \t\n")] != '\0' || text[strspn(text, " \t\n")] == '\0')
			continue;
		table_complain(table, row->line, FINDING_BAD_COLUMN,
			       "\"%s\" stands in column %zu, which has no heading", table_quote(table, text), i + 1);
		return;
	}
}

/* ---- People -------------------------------------------------------------------------------------------------------- */

static const char *declare(struct table *table, const char *handle, const char *name)
{
	const char *kept = draft_string(table->draft, arena_printf(&table->draft->arena, "@%s", handle));
	struct draft_owner *owner = draft_owner(table->draft, kept);

	if (owner != NULL && name != NULL)
		owner->name = name;
	return kept;
}

/* Letters, and what stands between them in names: "Chloé O'Neil-Weiß", "Dr. Ann Lee". */
static bool is_name(const char *text)
{
	size_t letters = 0;
	size_t len = strlen(text);

	for (size_t i = 0; i < len; i++) {
		char c = ascii_lower(text[i]);
		bool letter = (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
		if (!letter && (i == 0 || strchr(" .'-0123456789", text[i]) == NULL))
			return false;
		letters += letter;
	}
	return letters > 1 && len <= PERSON_MAX && utf8_is_valid(text, len);
}

/* Somebody's name as a handle; NULL: it is no name. */
static const char *read_name(struct table *table, const char *name)
{
	MOW_AUTO(buf) handle = BUF_INIT;

	if (!is_name(name))
		return NULL;
	write_word(&handle, name, strlen(name), KEYS_HANDLE_MAX);
	table->draft->failed |= handle.failed;
	return handle.len > 0 ? declare(table, handle.data, name) : NULL;
}

/* A word of a cell as OWNERS has it, declared where it is a handle; NULL: it is no owner. */
static const char *read_owner(struct table *table, const char *word)
{
	char lower[KEYS_HANDLE_MAX + 1];
	const char *handle = word + (word[0] == '@');

	if (keys_lower_handle(lower, handle, strlen(handle)))
		return declare(table, lower, NULL);
	if (strchr(word, '@') == NULL)
		return read_name(table, word);
	return word[0] != '@' && strpbrk(word, " \t\n;#") == NULL ? word : NULL;
}

bool table_read_owners(struct table *table, const struct row *row, size_t first)
{
	for (size_t i = first; i < table->values.count; i++) {
		const char *owner = read_owner(table, table->values.items[i]);
		if (owner == NULL) {
			table_complain(table, row->cells->line, FINDING_BAD_OWNER,
				       "\"%s\" is no name, handle or e-mail; write one of these for each, such as "
				       "Lena Fischer",
				       table_quote(table, table->values.items[i]));
			return false;
		}
		table->values.items[i] = owner;
	}
	return true;
}
