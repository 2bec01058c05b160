#include "report/check/needs.h"
#include "report/check/outline.h"
#include "report/check/sheet.h"
#include "report/markdown.h"
#include "report/phrase.h"
#include "report/words.h"

enum {
	GROUPS_OPEN = 5,  /* groups that are not folded */
	FILES_OPEN = 6,   /* files of a group that are not folded */
	FILES_SHOWN = 30, /* of a group */
	NEEDS_SHOWN = 20  /* of a group */
};

static void add_files(struct buf *out, const struct mow_group *group)
{
	bool folded = group->step_count > FILES_OPEN;
	size_t shown = group->step_count > FILES_SHOWN ? FILES_SHOWN : group->step_count;

	if (folded)
		buf_addf(out, "<details><summary>%zu files</summary>\n\n", group->step_count);
	for (size_t i = 0; i < shown; i++) {
		buf_adds(out, folded ? "- " : i > 0 ? ", " : "");
		markdown_path(out, group->steps[i]->path, group->steps[i]->path_len);
		buf_adds(out, folded ? "\n" : "");
	}
	if (shown < group->step_count)
		buf_addf(out, "- and %zu more; `" SHEET_ALL "` lists all of them\n", group->step_count - shown);
	buf_adds(out, folded ? "\n</details>\n\n" : "\n\n");
}

/* "- **decision** `@lena`: not yet" */
static void add_need(struct buf *out, const struct mow_need *need, int64_t now)
{
	MOW_AUTO(buf) line = BUF_INIT;

	needs_of(&line, need);
	buf_adds(&line, ": ");
	needs_status(&line, need, now);
	buf_addf(out, words_is_open(need) ? "- **%s** " : "- %s ", needs_label(need));
	markdown_sentence(out, line.data, SHEET_SENTENCE);
	buf_addc(out, '\n');
	out->failed = out->failed || line.failed;
}

/* "#### `brand`, standard, by `OWNERS:10`" */
static void add_heading(struct buf *out, const struct mow_group *group)
{
	buf_adds(out, "\n#### ");
	if (group->area != NULL)
		markdown_name(out, group->area);
	else
		buf_adds(out, "no area");
	buf_addf(out, ", %s", group->level);
	if (group->source != NULL) {
		buf_adds(out, ", by ");
		markdown_name(out, group->source);
	}
	buf_adds(out, "\n\n");
}

static void add_group(struct buf *out, const struct mow_group *group, int64_t now, bool explain)
{
	size_t shown = group->need_count > NEEDS_SHOWN ? NEEDS_SHOWN : group->need_count;

	add_heading(out, group);
	add_files(out, group);
	if (outline_says_why(group, explain)) {
		MOW_AUTO(buf) why = BUF_INIT;
		words_why(&why, group, now);
		buf_addf(out, "- **%s** ", words_state_label(group->state));
		markdown_sentence(out, why.data, SHEET_SENTENCE);
		buf_addc(out, '\n');
		out->failed = out->failed || why.failed;
	}
	for (size_t i = 0; i < shown; i++)
		add_need(out, group->needs[i], now);
	if (shown < group->need_count)
		buf_addf(out, "- and %zu more; `" SHEET_ALL "` lists all of them\n", group->need_count - shown);
}

/* Groups to be shown: those that block, and then, for whom wants it explained, the approved ones. */
struct listed {
	const struct mow_verdict *verdict;
	bool explain;
	bool approved; /* whose turn it is */
	size_t at;
};

static const struct mow_group *next_group(struct listed *listed)
{
	for (;;) {
		while (listed->at < mow_verdict_groups(listed->verdict)) {
			const struct mow_group *group = mow_verdict_group(listed->verdict, listed->at++);
			if ((group->state == MOW_APPROVED) == listed->approved)
				return group;
		}
		if (listed->approved || !listed->explain)
			return NULL;
		listed->approved = true;
		listed->at = 0;
	}
}

/* Of all that are still to come. */
static size_t count_rest(struct listed listed)
{
	const struct mow_group *group;
	size_t files = 0;

	while ((group = next_group(&listed)) != NULL)
		files += group->step_count;
	return files;
}

static void add_left_out(struct buf *out, size_t files)
{
	if (files == 0)
		return;
	buf_adds(out, "\nand ");
	phrase_count(out, files, "more file");
	buf_adds(out, "; `" SHEET_ALL "` lists all of them\n");
}

void markdown_groups(struct sheet *sheet, const struct mow_verdict *verdict, const struct check_view *view)
{
	struct listed listed = {verdict, view->explain, false, 0};
	struct listed before = listed;
	const struct mow_group *group;
	size_t shown = 0;

	while ((group = next_group(&listed)) != NULL) {
		MOW_AUTO(buf) piece = BUF_INIT;
		if (shown == GROUPS_OPEN) {
			buf_adds(&piece, "\n<details><summary>and ");
			phrase_count(&piece, count_rest(before), "more file");
			buf_adds(&piece, "</summary>\n");
		}
		add_group(&piece, group, mow_verdict_now(verdict), view->explain);
		if (!sheet_add(sheet, &piece))
			break;
		before = listed;
		shown++;
	}
	if (shown > GROUPS_OPEN)
		buf_adds(sheet->out, "\n</details>\n");
	add_left_out(sheet->out, sheet->cut ? count_rest(before) : 0);
}
