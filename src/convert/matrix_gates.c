/* The gates of a cell: "2 of brand-guild (quality)", one a line. */
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "convert/table.h"
#include "convert/write.h"

#define TEAM_MAX 100 /* people whom a team stands for; who asks for more has mistyped */

struct gate {
	const char *text;
	const char *name; /* NULL: the one it has anyway */
	size_t need;      /* 0: not said, or all */
	size_t first;     /* of its owners in `words` */
	const char **words;
	size_t count; /* 0: it says nothing, or what is no gate */
};

/* Where so many are asked for, there are teams among those who are named. */
static void guess_teams(struct table *table, const struct gate *gate)
{
	size_t named = table->values.count - gate->first;

	for (size_t i = gate->first; gate->need > named && gate->need <= TEAM_MAX && i < table->values.count; i++) {
		const char *handle = table->values.items[i];
		struct draft_owner *who = handle[0] == '@' ? draft_owner(table->draft, handle) : NULL;
		if (who != NULL && who->members < gate->need)
			who->members = gate->need;
	}
}

/* What stands in brackets behind it. */
static void cut_name(struct table *table, struct gate *gate)
{
	struct arena *arena = &table->draft->arena;
	const char *open = strrchr(gate->text, '(');
	size_t len = strlen(gate->text);

	if (open == NULL || gate->text[len - 1] != ')')
		return;
	gate->name = draft_string(table->draft, arena_dup(arena, open + 1, strlen(open) - 2));
	gate->text = draft_string(table->draft, arena_dup(arena, gate->text, (size_t)(open - gate->text)));
}

/* "2 of", "all of" before the owners. */
static void cut_quorum(const struct table *table, struct gate *gate)
{
	const char *const *words = table->values.items;

	if (table->values.count < 3 || !ascii_is_same(words[1], "of"))
		return;
	if (!ascii_is_same(words[0], "all") && words[0][strspn(words[0], "0123456789")] != '\0')
		return;
	gate->need = strlen(words[0]) < 6 ? strtoul(words[0], NULL, 10) : TEAM_MAX + 1;
	gate->first = 2;
}

static void keep_words(struct table *table, struct gate *gate)
{
	gate->words = arena_array(&table->draft->arena, table->values.count, sizeof *gate->words);
	if (gate->words == NULL) {
		table->draft->failed = true;
		return;
	}
	gate->count = table->values.count;
	memcpy(gate->words, table->values.items, gate->count * sizeof *gate->words);
}

static void read_gate(struct table *table, const struct row *row, struct gate *gate)
{
	cut_name(table, gate);
	table_cut(table, gate->text, " \t,");
	cut_quorum(table, gate);
	if (table->values.count == 0 || !table_read_owners(table, row, gate->first))
		return;
	if (gate->first == 0 && table->values.count > 1) {
		table_complain(
			table, row->cells->line, FINDING_SEVERAL_OWNERS,
			"\"%s\" does not say how many must agree: put each into a line of the cell where all must, or "
			"write \"1 of\" before them where one is enough",
			table_quote(table, gate->text));
		return;
	}
	guess_teams(table, gate);
	const char *one = table->values.items[gate->first];
	const char *usual = table->values.count - gate->first == 1 ? one + (one[0] == '@') : row->name;
	if (gate->name != NULL && ascii_is_same(gate->name, usual))
		gate->name = NULL;
	keep_words(table, gate);
}

static void add_named(struct table *table, const struct gate *gate)
{
	const char *key = draft_string(table->draft, arena_printf(&table->draft->arena, "review.%s", gate->name));

	write_list(&table->draft->text, key, "", gate->words, gate->count);
}

/* All that have no name of their own are lines of one key, where the first of them stands. */
static void add_plain(struct table *table, const struct gate *gates, size_t count)
{
	MOW_AUTO(buf) line = BUF_INIT;
	bool begun = false;

	for (size_t i = 0; i < count; i++) {
		buf_reset(&line);
		for (size_t k = 0; gates[i].name == NULL && k < gates[i].count; k++)
			buf_addf(&line, "%s%s", k > 0 ? " " : "", gates[i].words[k]);
		if (line.len > 0)
			write_item(&table->draft->text, begun ? NULL : "review", line.data, line.len);
		begun = begun || line.len > 0;
	}
	table->draft->failed = table->draft->failed || line.failed;
}

static void add_gates(struct table *table, const struct gate *gates, size_t count)
{
	bool plain = false;

	for (size_t i = 0; i < count; i++) {
		if (gates[i].count == 0)
			continue;
		if (gates[i].name != NULL)
			add_named(table, &gates[i]);
		else if (!plain)
			add_plain(table, gates, count);
		plain = plain || gates[i].name == NULL;
	}
}

void table_add_gates(struct table *table, const struct row *row)
{
	table_cut(table, table_cell(table, row, COLUMN_REVIEW), ";\n");
	size_t count = table->values.count;
	struct gate *gates = arena_array(&table->draft->arena, count, sizeof *gates);

	if (gates == NULL) {
		table->draft->failed = true;
		return;
	}
	for (size_t i = 0; i < count; i++)
		gates[i].text = table->values.items[i];
	for (size_t i = 0; i < count; i++)
		read_gate(table, row, &gates[i]);
	add_gates(table, gates, count);
}
