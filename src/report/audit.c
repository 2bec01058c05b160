#include "report/audit.h"

#include <string.h>

#include "base/clock.h"
#include "report/layout.h"
#include "report/phrase.h"
#include "report/words.h"

enum { PATHS_SHOWN = 3, SUBJECT_SHOWN = 50, RECORD_SHOWN = 12, COLUMN = 11 };

const struct format audit_formats[] = {AUDIT_FORMATS(FORMAT_ROW){NULL, NULL}};

#define WRITER(name, help) report_audit_##name,
audit_format_fn *const audit_writers[] = {AUDIT_FORMATS(WRITER)};

static void add_id(struct buf *out, const char *id)
{
	if (strspn(id, "0") == strlen(id))
		buf_adds(out, "nothing");
	else
		buf_add(out, id, RECORD_SHOWN);
}

static void add_paths(struct buf *out, const struct mow_audit_finding *finding)
{
	size_t shown = finding->path_count < PATHS_SHOWN ? finding->path_count : PATHS_SHOWN;

	for (size_t i = 0; i < shown; i++) {
		const struct mow_audit_path *path = &finding->paths[i];
		buf_adds(out, i > 0 ? ", " : ": ");
		phrase_path(out, path->path, path->path_len);
		if (finding->kind == MOW_AUDIT_UNAPPROVED)
			buf_addf(out, " (%s)", words_state(path->state));
	}
	if (finding->path_count > shown)
		buf_addf(out, " and %zu more", finding->path_count - shown);
}

static void add_what(struct buf *out, const struct mow_audit_finding *finding)
{
	switch (finding->kind) {
	case MOW_AUDIT_UNAPPROVED:
		buf_adds(out, "landed without a full record");
		add_paths(out, finding);
		break;
	case MOW_AUDIT_ERRORS:
		buf_adds(out, "landed with an error in OWNERS files or keys");
		break;
	case MOW_AUDIT_OVERRIDE:
		buf_adds(out, "an override let it through, and its owners have not approved it since");
		add_paths(out, finding);
		break;
	case MOW_AUDIT_UNNOTED:
		buf_adds(out, "landed, and the audit knows nothing of it");
		break;
	case MOW_AUDIT_GAP:
		buf_adds(out, "the audit left the branch at ");
		add_id(out, finding->old_id);
		buf_adds(out, ", and then it was at ");
		add_id(out, finding->new_id);
		break;
	case MOW_AUDIT_UNREADABLE:
		buf_adds(out, "this entry of the audit cannot be read: ");
		phrase_text(out, finding->why);
		break;
	case MOW_AUDIT_UNJUDGED:
		buf_adds(out, "cannot be judged: ");
		phrase_text(out, finding->why);
		break;
	}
}

static void add_whose(struct buf *out, const struct mow_audit_finding *finding)
{
	if (finding->subject == NULL)
		return;
	buf_adds(out, "           \"");
	phrase_cut(out, finding->subject, SUBJECT_SHOWN);
	buf_adds(out, "\" by ");
	phrase_cut(out, finding->author, SUBJECT_SHOWN);
	if (finding->pusher != NULL) {
		buf_adds(out, ", pushed by ");
		phrase_text(out, finding->pusher);
	}
	if (!finding->noted)
		buf_adds(out, "; by the commit's date");
	buf_addc(out, '\n');
	for (size_t i = 0; i < finding->record_count; i++)
		buf_addf(out, "           override %.*s\n", RECORD_SHOWN, finding->records[i]);
	for (size_t i = 0; i < finding->missing_count && i < PATHS_SHOWN; i++)
		buf_addf(
			out,
			"           %.*s is not here, whose commits said who made which file; so who is named made all "
			"of it\n",
			RECORD_SHOWN, finding->missing[i]);
	if (finding->kind == MOW_AUDIT_OVERRIDE)
		buf_addf(out, "           its owners run mowners approve %.12s..%.12s\n", finding->old_id,
			 finding->new_id);
}

static void add_finding(struct buf *out, const struct mow_audit_finding *finding)
{
	bool entry = finding->kind == MOW_AUDIT_UNREADABLE || finding->kind == MOW_AUDIT_GAP;
	MOW_AUTO(buf) text = BUF_INIT;
	char moment[CLOCK_TEXT];

	clock_format_moment(moment, finding->at);
	buf_addf(&text, "%s  ", moment);
	buf_add(&text, entry && finding->entry != NULL ? finding->entry : finding->new_id, RECORD_SHOWN);
	buf_adds(&text, "  ");
	add_what(&text, finding);
	buf_adds(out, "  ");
	layout_wrap(out, text.data, 2, COLUMN, LAYOUT_WIDTH + 20);
	out->failed = out->failed || text.failed;
	add_whose(out, finding);
}

static void add_note(struct buf *out, const char *text)
{
	buf_adds(out, "  Note     ");
	layout_wrap(out, text, COLUMN, COLUMN, LAYOUT_WIDTH);
}

static bool has_unnoted(const struct mow_audit *audit)
{
	for (size_t i = 0; i < mow_audit_findings(audit); i++)
		if (mow_audit_finding(audit, i)->kind == MOW_AUDIT_UNNOTED)
			return true;
	return false;
}

static void add_notes(struct buf *out, const struct mow_audit *audit)
{
	if (!mow_audit_has_chain(audit))
		add_note(
			out,
			mow_audit_is_copy(audit)
				? "there is no audit of a server here, so each commit is taken as one change, at its own "
				  "date; mowners sync brings it, where the server has one"
				: "there is no audit here, so each commit is taken as one change, at its own date; "
				  "mowners install --server begins one");
	if (mow_audit_goes_on(audit))
		add_note(out,
			 "the audit tells of more than what was fetched of the branch: git fetch brings that; where it "
			 "brings nothing, the branch was turned back there");
	if (mow_audit_is_copy(audit) && has_unnoted(audit))
		add_note(out,
			 "of what landed after the audit was fetched it knows nothing: mowners sync, and look again");
}

void report_audit_text(struct buf *out, const struct mow_audit *audit)
{
	size_t count = mow_audit_findings(audit);

	buf_adds(out, "mowners: ");
	phrase_ref(out, mow_audit_target(audit));
	buf_adds(out, ": ");
	if (count > 0) {
		phrase_count(out, count, "thing");
		buf_adds(out, count == 1 ? " is wrong in " : " are wrong in ");
	}
	phrase_count(out, mow_audit_changes(audit), "landed change");
	buf_adds(out, count > 0 ? "\n\n" : ": nothing is wrong\n");
	for (size_t i = 0; i < count; i++)
		add_finding(out, mow_audit_finding(audit, i));
	add_notes(out, audit);
}
