/* Paths alone: a line each, as commands read them. */
#include "report/phrase.h"
#include "report/who/who.h"

static void make_tail(struct who_report *report, const struct mow_owners *owners, struct who_row *row)
{
	(void)owners;
	(void)row;
	buf_addc(&report->tail, report->nul ? '\0' : '\n');
}

static void add(struct who_report *report, const struct mow_owners *owners, const struct who_tail *tail, bool folder)
{
	(void)folder;
	if (report->nul || phrase_is_simple(owners->path, owners->path_len))
		buf_add(report->out, owners->path, owners->path_len);
	else
		phrase_path(report->out, owners->path, owners->path_len);
	buf_add(report->out, tail->text, tail->len);
}

const struct who_format who_paths = {NULL, make_tail, add, NULL, true};
