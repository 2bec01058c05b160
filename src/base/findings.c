#include "base/findings.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"

void finding_tell(const struct mow_finding_sink *sink, const struct mow_finding *finding)
{
	if (sink != NULL && sink->found != NULL)
		sink->found(finding, sink->context);
}

struct mow_finding finding_make(enum finding_code code, const struct finding_place *place, const char *message)
{
	return (struct mow_finding){.severity = finding_severity(code),
				    .file = place->file,
				    .line = place->line,
				    .column = place->column,
				    .code = finding_word(code),
				    .message = message};
}

void findings_release(struct findings *findings)
{
	free(findings->items);
	arena_release(&findings->arena);
	*findings = (struct findings){0};
}

/* Appends a finding whose strings are ours; one of the first three that is NULL could not be copied. */
static void append(struct findings *findings, const struct mow_finding *finding)
{
	if (finding->file == NULL || finding->code == NULL || finding->message == NULL ||
	    array_reserve(findings, 1) != MOW_OK)
		findings->failed = true;
	else
		findings->items[findings->count++] = *finding;
}

static const char *copy(struct findings *findings, const char *text)
{
	return arena_dup(&findings->arena, text, strlen(text));
}

/* `in` of a finding that is kept: a copy of it. */
static void copy_in(struct findings *findings, struct mow_finding *kept)
{
	const char **in = arena_array(&findings->arena, kept->in_count + 1, sizeof *in);

	for (size_t i = 0; in != NULL && i < kept->in_count; i++) {
		in[i] = copy(findings, kept->in[i]);
		findings->failed |= in[i] == NULL;
	}
	findings->failed |= in == NULL;
	kept->in = in;
	kept->in_count = findings->failed ? 0 : kept->in_count;
}

void findings_keep(const struct mow_finding *finding, void *context)
{
	struct findings *findings = context;
	struct mow_finding kept = *finding;

	kept.file = copy(findings, finding->file);
	kept.code = copy(findings, finding->code);
	kept.message = copy(findings, finding->message);
	if (finding->about != NULL)
		kept.about = copy(findings, finding->about);
	copy_in(findings, &kept);
	append(findings, &kept);
}

void findings_add_args(struct findings *findings, enum finding_code code, const struct finding_place *place,
		       const char *format, va_list args)
{
	struct mow_finding kept = finding_make(code, place, arena_vprintf(&findings->arena, format, args));

	kept.file = copy(findings, place->file);
	append(findings, &kept);
}

void findings_add(struct findings *findings, enum finding_code code, const struct finding_place *place,
		  const char *format, ...)
{
	va_list args;

	va_start(args, format);
	findings_add_args(findings, code, place, format, args);
	va_end(args);
}

/* Errors alike; warnings in the order of the table, which is that of their danger. */
static int rank(const struct mow_finding *finding)
{
	enum finding_code code = 0;

	return finding->severity == MOW_WARNING && finding_find(&code, finding->code, strlen(finding->code))
		       ? 1 + (int)code
		       : 0;
}

/* Most are of one code: then nothing has to be looked up. */
static int compare_rank(const struct mow_finding *a, const struct mow_finding *b)
{
	return a->severity == b->severity && strcmp(a->code, b->code) == 0 ? 0 : rank(a) - rank(b);
}

static int compare(const void *one, const void *two)
{
	const struct mow_finding *a = one, *b = two;
	int order = compare_rank(a, b);

	if (order == 0 && a->weight != b->weight)
		return a->weight > b->weight ? -1 : 1;
	if (order == 0)
		order = strcmp(a->file, b->file);
	if (order != 0)
		return order;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	if (a->column != b->column)
		return a->column < b->column ? -1 : 1;
	order = strcmp(a->code, b->code);
	return order != 0 ? order : strcmp(a->message, b->message);
}

void findings_sort(struct findings *findings)
{
	if (findings->count > 0)
		qsort(findings->items, findings->count, sizeof *findings->items, compare);
}
