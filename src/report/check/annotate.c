#include "report/check/annotate.h"

#include "base/buf.h"
#include "report/lint/lint.h"
#include "report/phrase.h"
#include "report/words.h"

#define REFUSED (MOW_MISSING + 1)

const struct annotation_rule check_rules[] = {
	[MOW_APPROVED] = {"approved", "Approved", "All that the file needs is there", false},
	[MOW_STOPPED] = {"stopped", "Stopped", "Somebody who holds a role there has stopped the change", false},
	[MOW_FROZEN] = {"frozen", "Frozen",
			"The file is inside a freeze or under an embargo, or the rights to use it have ended", false},
	[MOW_UNOWNED] = {"unowned", "Nobody owns it", "No area of the OWNERS files names who is accountable", false},
	[MOW_IMPOSSIBLE] = {"impossible", "Nobody can approve it",
			    "Nobody who is present could give what the file lacks, or a file of the rules has errors",
			    false},
	[MOW_STALE] = {"stale", "Approved in an older version",
		       "The file lacks an approval of somebody who has approved other content of it", false},
	[MOW_MISSING] = {"missing", "Approval is missing", "The file lacks an approval of somebody who has to agree",
			 false},
	[REFUSED] = {"refused", "Cannot land, whoever approves it",
		     "Two names that are one on macOS and Windows, or a symbolic link that leads out of the repository",
		     false},
};

/* "it lacks the decision of @lena (brand, standard, OWNERS:10)" */
static const char *message_of(struct annotations *list, const struct mow_group *group, int64_t now)
{
	MOW_AUTO(buf) why = BUF_INIT;
	MOW_AUTO(buf) text = BUF_INIT;

	words_why(&why, group, now);
	phrase_text(&text, why.data);
	buf_adds(&text, " (");
	phrase_text(&text, group->area != NULL ? group->area : "no area");
	buf_adds(&text, ", ");
	phrase_text(&text, group->level);
	if (group->source != NULL) {
		buf_adds(&text, ", ");
		phrase_text(&text, group->source);
	}
	buf_addc(&text, ')');
	text.failed = text.failed || why.failed;
	return annotations_keep(list, &text);
}

/* A group that is not approved, and what is said of each of its files. */
struct told {
	const struct mow_group *group;
	const char *message; /* NULL: not made yet */
};

struct groups {
	struct told *items;
	size_t count;
	size_t deepest; /* files of the largest */
};

static void gather(struct groups *groups, struct annotations *list, const struct mow_verdict *verdict)
{
	size_t count = mow_verdict_groups(verdict);

	groups->items = arena_array(&list->arena, count + 1, sizeof *groups->items);
	list->failed = list->failed || groups->items == NULL;
	for (size_t i = 0; groups->items != NULL && i < count; i++) {
		const struct mow_group *group = mow_verdict_group(verdict, i);
		if (group->state == MOW_APPROVED)
			continue;
		groups->items[groups->count++].group = group;
		if (group->step_count > groups->deepest)
			groups->deepest = group->step_count;
	}
}

static void add_file(struct annotations *list, struct told *told, size_t at, const struct mow_verdict *verdict)
{
	const struct mow_group *group = told->group;
	const struct mow_step *step = group->steps[at];

	if (told->message == NULL)
		told->message = message_of(list, group, mow_verdict_now(verdict));
	const struct annotation annotation = {
		.level = mow_verdict_blocks(verdict) ? ANNOTATION_ERROR : ANNOTATION_WARNING,
		.rule = &check_rules[group->state],
		.path = step->path,
		.path_len = step->path_len,
		.message = told->message,
	};
	annotations_add(list, &annotation);
}

static void add_files(struct annotations *list, const struct mow_verdict *verdict)
{
	struct groups groups = {NULL, 0, 0};
	size_t added = 0, all = 0;

	gather(&groups, list, verdict);
	for (size_t i = 0; i < groups.count; i++)
		all += groups.items[i].group->step_count;
	for (size_t at = 0; at < groups.deepest && annotations_has_room(list); at++) {
		for (size_t i = 0; i < groups.count && annotations_has_room(list); i++) {
			if (at < groups.items[i].group->step_count) {
				add_file(list, &groups.items[i], at, verdict);
				added++;
			}
		}
	}
	list->left_out[mow_verdict_blocks(verdict) ? ANNOTATION_ERROR : ANNOTATION_WARNING] += all - added;
}

void check_annotate(struct annotations *list, const struct mow_verdict *verdict)
{
	size_t count;
	const struct mow_finding *errors = mow_verdict_introduced(verdict, &count);

	lint_annotate(list, errors, count);
	if (mow_verdict_refused(verdict) != NULL) {
		MOW_AUTO(buf) text = BUF_INIT;
		phrase_text(&text, mow_verdict_refused(verdict));
		const struct annotation annotation = {.level = ANNOTATION_ERROR,
						      .rule = &check_rules[REFUSED],
						      .message = annotations_keep(list, &text)};
		annotations_add(list, &annotation);
	}
	add_files(list, verdict);
}
