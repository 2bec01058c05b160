/* What landed, from the newest to the oldest, and what became of it. */
#include <string.h>
#include <strings.h>

#include "api/report.h"
#include "base/array.h"
#include "base/ascii.h"
#include "base/error.h"

/* So many older ones in a row end it: a date alone may be wrong. */
enum { OLDER_MOST = 16 };

struct walking {
	struct mow_report *report;
	size_t older;
};

static int64_t date(int64_t time)
{
	return time < REPORT_FAR ? time : REPORT_FAR;
}

/* An audit_take_fn. */
static int take(bool *open, const struct audit_change *landed, void *context)
{
	struct walking *walking = context;
	struct mow_report *report = walking->report;

	*open = false;
	walking->older = landed->at < report->from ? walking->older + 1 : 0;
	if (walking->older >= OLDER_MOST)
		return 1;
	if (array_reserve(&report->changes, 1) != MOW_OK)
		return mow_fail_memory(report->err);
	struct report_change *change = &report->changes.items[report->changes.count++];
	*change =
		(struct report_change){.old = landed->old,
				       .new = landed->new,
				       .at = date(landed->at),
				       .noted = landed->move != NULL,
				       .unnoted = landed->unnoted,
				       .refused = landed->move != NULL && landed->move->refused,
				       .inside = landed->at >= report->head.since && landed->at <= report->head.until};
	change->id = oid_dup(&report->arena, &landed->new);
	if (change->id == NULL)
		return mow_fail_memory(report->err);
	if (past_get(&change->commit, report->audit->past, &landed->new, NULL) == MOW_ENOMEM)
		return mow_fail_memory(report->err);
	if (!change->inside)
		return MOW_OK;
	repo_progress(report->repo->git, "changes", report->changes.count);
	struct mow_error why = {0, ""};
	int result = audit_judge(&change->answer, report->audit, landed, &why);
	if (result == MOW_ENOMEM)
		return mow_fail_memory(report->err);
	change->judged = result == MOW_OK;
	change->paid = true;
	return change->judged && change->answer.record_count > 0
		       ? audit_drop_paid(&change->paid, report->audit, landed, &change->answer, report->err)
		       : MOW_OK;
}

/* ---- Commits ------------------------------------------------------------------------------------------------------ */

struct commits {
	struct mow_report *report;
	struct report_change *change;
};

/* "fix: …", "Fixes …", "hotfix …". */
static bool is_fix(const char *message)
{
	static const char *const words[] = {"fix", "fixes", "fixed", "fixup!", "bugfix", "hotfix"};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t len = strlen(words[i]);
		if (strncasecmp(message, words[i], len) == 0 && strchr(" :(!\n", message[len]) != NULL)
			return true;
	}
	return false;
}

int report_note_active(struct mow_report *report, const char *email)
{
	MOW_AUTO(buf) lower = BUF_INIT;

	ascii_add_lower(&lower, email, strlen(email));
	if (lower.failed || map_get(&report->active, lower.data, lower.len, NULL))
		return lower.failed ? mow_fail_memory(report->err) : MOW_OK;
	const char *kept = arena_dup(&report->arena, lower.data, lower.len);
	return kept != NULL && map_put(&report->active, kept, lower.len, 0) == MOW_OK ? MOW_OK
										      : mow_fail_memory(report->err);
}

static int take_commit(struct commits *commits, const char *subject, const char *email, int64_t time)
{
	struct report_change *change = commits->change;

	if (change->began == 0 || time < change->began)
		change->began = date(time);
	change->fix = change->fix || is_fix(subject);
	return change->inside ? report_note_active(commits->report, email) : MOW_OK;
}

/* A repo_commit_fn. One that cannot be read says nothing. */
static int see_commit(const struct oid *oid, void *context)
{
	struct commits *commits = context;
	MOW_AUTO(arena) arena = {0};
	struct commit commit;

	if (repo_commit(&commit, &arena, commits->report->repo->git, oid, NULL) != MOW_OK)
		return MOW_OK;
	return take_commit(commits, commit.message, commit.author_email, commit.author_time);
}

/* The date of the commit before. */
static int64_t date_of(const struct mow_report *report, const struct oid *oid)
{
	const struct past_commit *known = past_find(report->audit->past, oid);
	MOW_AUTO(arena) arena = {0};
	struct commit commit;

	if (known != NULL)
		return known->time;
	return !oid_is_zero(oid) && repo_commit(&commit, &arena, report->repo->git, oid, NULL) == MOW_OK ? commit.time
													 : INT64_MIN;
}

static int read_commits(struct mow_report *report, struct report_change *change)
{
	const struct commit_range range = {&change->new, &change->old, !oid_is_zero(&change->old)};
	const struct past_commit *commit = change->commit;
	struct commits commits = {report, change};
	int64_t before = date_of(report, &change->old);

	if (commit == NULL)
		return MOW_OK;
	change->author = commit->author_name;
	change->subject = commit->subject;
	change->dates = (change->noted && commit->time > change->at + REPORT_AHEAD) ||
			(before != INT64_MIN && commit->time < before - REPORT_AHEAD);
	if (commit->parent_count == 1 && oid_equal(&commit->parent, &change->old))
		return take_commit(&commits, commit->subject, commit->author_email, commit->author_time);
	return repo_walk(report->repo->git, &range, see_commit, &commits, report->err);
}

int report_walk(struct mow_report *report)
{
	struct walking walking = {report, 0};
	const struct audit_visitor visitor = {.take = take, .context = &walking, .whole = true};
	int result = audit_settings(report->audit, report->err);

	if (result == MOW_OK)
		result = audit_cache_open(&report->audit->cache, report->repo->git, report->err);
	if (result == MOW_OK)
		result = repo_past(&report->audit->past, report->repo, report->err);
	if (result == MOW_OK)
		result = audit_walk(report->audit, &visitor, report->err);
	if (result != MOW_OK)
		return result;
	audit_cache_save(&report->audit->cache, report->repo->git);
	for (size_t i = 0; i < report->changes.count / 2; i++) {
		struct report_change *items = report->changes.items, other = items[i];
		items[i] = items[report->changes.count - 1 - i];
		items[report->changes.count - 1 - i] = other;
	}
	for (size_t i = 0; result == MOW_OK && i < report->changes.count; i++)
		if (report->changes.items[i].at >= report->head.since)
			result = read_commits(report, &report->changes.items[i]);
	return result;
}
