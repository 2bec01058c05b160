/* Fields for scripts: a record a path. */
#include "report/who/who.h"

void who_tsv_review(struct tsv *tsv, const struct mow_owners *owners)
{
	tsv_begin(tsv);
	if (owners->review_count == 0)
		buf_addc(tsv->out, '-');
	for (size_t i = 0; i < owners->review_count; i++) {
		const struct mow_gate *gate = &owners->review[i];
		if (i > 0)
			buf_addc(tsv->out, ';');
		buf_adds(tsv->out, gate->name);
		buf_addc(tsv->out, '=');
		buf_addu(tsv->out, gate->need);
		buf_addc(tsv->out, ':');
		for (size_t j = 0; j < gate->of_count; j++) {
			if (j > 0)
				buf_addc(tsv->out, ',');
			buf_adds(tsv->out, gate->of[j]);
		}
	}
	tsv_finish(tsv);
}

/* What follows the path. */
static void make_tail(struct who_report *report, const struct mow_owners *owners, struct who_row *row)
{
	struct tsv tsv = {&report->tail, report->nul, true};

	(void)row;
	tsv_field(&tsv, owners->area);
	tsv_field(&tsv, owners->accountable);
	who_tsv_review(&tsv, owners);
	tsv_list(&tsv, owners->responsible.items, owners->responsible.count);
	tsv_list(&tsv, owners->consulted.items, owners->consulted.count);
	tsv_list(&tsv, owners->informed.items, owners->informed.count);
	tsv_field(&tsv, owners->level);
	tsv_end(&tsv);
}

static void add(struct who_report *report, const struct mow_owners *owners, const struct who_tail *tail, bool folder)
{
	struct tsv tsv = TSV_INIT(report->out, report->nul);
	size_t len;
	const char *path = who_path(&len, owners);

	(void)folder;
	tsv_path(&tsv, path, len);
	buf_add(report->out, tail->text, tail->len);
}

const struct who_format who_tsv = {NULL, make_tail, add, NULL, true};
