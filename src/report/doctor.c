#include "report/doctor.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "report/json.h"
#include "report/layout.h"
#include "report/phrase.h"

enum { TEXT_COLUMN = 18 };

const struct format doctor_formats[] = {DOCTOR_FORMATS(FORMAT_ROW){NULL, NULL}};

#define WRITER(name, help) report_doctor_##name,
doctor_format_fn *const doctor_writers[] = {DOCTOR_FORMATS(WRITER)};

static const struct {
	const char *word, *color;
} states[DOCTOR_STATES] = {[DOCTOR_OK] = {"ok", LAYOUT_GREEN},
			   [DOCTOR_NOTE] = {"note", LAYOUT_YELLOW},
			   [DOCTOR_MEND] = {"mend", LAYOUT_RED}};

void doctor_findings_release(struct doctor_findings *findings)
{
	free(findings->items);
	arena_release(&findings->arena);
}

void doctor_add(struct doctor_findings *findings, enum doctor_state state, const char *topic, const char *next,
		const char *format, ...)
{
	va_list args;

	va_start(args, format);
	const char *text = arena_vprintf(&findings->arena, format, args);
	va_end(args);
	if (text == NULL || array_reserve(findings, 1)) {
		findings->failed = true;
		return;
	}
	findings->items[findings->count++] = (struct doctor_item){state, topic, text, next};
	findings->states[state]++;
}

/* ---- Text --------------------------------------------------------------------------------------------------------- */

static void add_item(const struct doctor_output *output, const struct doctor_item *item)
{
	struct buf *out = output->out;
	MOW_AUTO(buf) text = BUF_INIT;

	phrase_text(&text, item->text);
	buf_adds(out, "  ");
	layout_color(out, output->color, states[item->state].color);
	buf_addf(out, "%-4s", states[item->state].word);
	layout_plain(out, output->color);
	buf_addf(out, "  %-9s ", item->topic);
	layout_wrap(out, text.data, TEXT_COLUMN, TEXT_COLUMN, LAYOUT_WIDTH);
	out->failed = out->failed || text.failed;
	if (item->next == NULL)
		return;
	buf_pad(out, ' ', TEXT_COLUMN);
	buf_addf(out, "%s\n", item->next);
}

static void add_sum(struct buf *out, const struct doctor_findings *findings)
{
	size_t count = findings->states[DOCTOR_MEND];

	buf_adds(out, "\nmowners: ");
	if (count > 0)
		phrase_count(out, count, "thing");
	else
		buf_adds(out, "nothing");
	buf_adds(out, " to mend");
	if (findings->server)
		buf_adds(out, count > 0           ? "; until then a push may get past what OWNERS asks for"
			      : findings->advises ? "; nothing is refused yet, since OWNERS says mode = advise"
						  : ": what must be refused is refused");
	buf_addc(out, '\n');
}

static void write_one(const struct doctor_output *output, const struct doctor_findings *findings)
{
	buf_adds(output->out, findings->server ? "mowners: the repository that people push to (enforce)\n\n"
					       : "mowners: a clone, where changes are made (advise)\n\n");
	for (size_t i = 0; i < findings->count; i++)
		add_item(output, &findings->items[i]);
	add_sum(output->out, findings);
}

static void write_of_many(const struct doctor_output *output, const struct doctor_findings *findings)
{
	phrase_path(output->out, findings->path, strlen(findings->path));
	buf_adds(output->out, findings->states[DOCTOR_OK] == findings->count ? ": ok\n" : "\n");
	for (size_t i = 0; i < findings->count; i++)
		if (findings->items[i].state != DOCTOR_OK)
			add_item(output, &findings->items[i]);
}

void report_doctor_text(const struct doctor_output *output, const struct doctor_findings *findings)
{
	(findings->path != NULL ? write_of_many : write_one)(output, findings);
}

void report_doctor_sum(struct buf *out, size_t count, size_t to_mend)
{
	buf_addf(out, "mowners: %zu of %zu repositories to mend\n", to_mend, count);
}

/* ---- JSON --------------------------------------------------------------------------------------------------------- */

void report_doctor_json(const struct doctor_output *output, const struct doctor_findings *findings)
{
	struct json json = JSON_INIT(output->out);

	json_open(&json, '{');
	json_count(&json, "mowners", JSON_SCHEMA);
	if (findings->path != NULL)
		json_path_as(&json, "repository", findings->path, strlen(findings->path));
	json_member(&json, "kind", findings->server ? "server" : "client");
	json_open_list(&json, "findings");
	for (size_t i = 0; i < findings->count; i++) {
		const struct doctor_item *item = &findings->items[i];
		json_line(&json);
		json_open(&json, '{');
		json_member(&json, "state", states[item->state].word);
		json_member(&json, "topic", item->topic);
		json_member(&json, "text", item->text);
		json_member(&json, "next", item->next);
		json_close(&json, '}');
	}
	json_line(&json);
	json_close(&json, ']');
	json_close(&json, '}');
	json_end(&json);
}
