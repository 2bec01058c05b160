/* One document. A path that is no UTF-8 has U+FFFD in it; its group then has `path_bytes` too: all its paths in
 * hexadecimal. */
#include "report/check/check.h"

#include <string.h>

#include "base/clock.h"
#include "base/escape.h"
#include "base/utf8.h"
#include "report/effects.h"
#include "report/json.h"
#include "report/lint/lint.h"
#include "report/words.h"

static const char *outcome_name(enum mow_outcome outcome)
{
	switch (outcome) {
	case MOW_OUTCOME_APPROVED:
		return "approved";
	case MOW_OUTCOME_OPEN:
		return "open";
	case MOW_OUTCOME_BLOCKED:
		break;
	}
	return "blocked";
}

static void add_path_bytes(struct json *json, const struct mow_group *group)
{
	json_open_list(json, "path_bytes");
	for (size_t i = 0; i < group->step_count; i++) {
		MOW_AUTO(buf) hex = BUF_INIT;
		escape_hex(&hex, group->steps[i]->path, group->steps[i]->path_len);
		json_text(json, hex.data);
		json->out->failed = json->out->failed || hex.failed;
	}
	json_close(json, ']');
}

static void add_paths(struct json *json, const struct mow_group *group)
{
	bool clean = true;

	json_open_list(json, "paths");
	for (size_t i = 0; i < group->step_count; i++) {
		const struct mow_step *step = group->steps[i];
		json_bytes(json, step->path, step->path_len);
		clean = clean && utf8_is_valid(step->path, step->path_len);
	}
	json_close(json, ']');
	if (!clean)
		add_path_bytes(json, group);
}

static const char *absence_name(enum mow_absence absence)
{
	switch (absence) {
	case MOW_ABSENCE_AUTHOR:
		return "author";
	case MOW_ABSENCE_AWAY:
		return "away";
	case MOW_ABSENCE_NOT_IN_SERVICE:
		return "not-in-service";
	case MOW_ABSENCE_NONE:
		break;
	}
	return NULL;
}

/* Of the accountable owner, where there is one. */
static void add_absence(struct json *json, const struct mow_need *need)
{
	if (need->absence == MOW_ABSENCE_NONE)
		return;
	json_member(json, "absence", absence_name(need->absence));
	json_member(json, "claimed_by", need->claimed_by);
	json_flag(json, "coauthor", need->coauthor);
}

static void add_time(struct json *json, const struct mow_need *need)
{
	char day[CLOCK_TEXT];

	if (need->kind == MOW_NEED_FREEZE) {
		json_member(json, "reason", need->reason);
		clock_format_moment(day, need->from);
		json_member(json, "from", need->from != INT64_MIN ? day : NULL);
		clock_format_moment(day, need->end);
		json_member(json, "end", day);
	} else if (need->kind == MOW_NEED_RIGHTS) {
		clock_format_moment(day, need->from);
		json_member(json, "from", day);
	} else if (need->kind == MOW_NEED_STOP) {
		json_member(json, "record", need->record);
		if (need->said != NULL)
			json_member(json, "said", need->said);
	}
}

static void add_proof(struct json *json, const struct mow_need *need)
{
	if (need->kind != MOW_NEED_AUTHORS)
		return;
	json_member(json, "author", need->author);
	json_member(json, "claimed_by", need->claimed_by);
	json_flag(json, "coauthor", need->coauthor);
	json_member(json, "reason", need->reason);
}

static void add_handed(struct json *json, const struct mow_need *need)
{
	const struct mow_effect *handed = need->handed;

	if (handed == NULL)
		return;
	json_member(json, "of", need->written);
	json_flag(json, "unknown", need->unknown);
	json_count(json, "files", handed->files);
	json_member_bytes(json, "folder", handed->first, handed->folder_len);
	json_member_bytes(json, "first", handed->first, handed->first_len);
}

static void add_decisions(struct json *json, const char *key, const struct mow_decision *items, size_t count)
{
	char when[CLOCK_TEXT];

	json_open_list(json, key);
	for (size_t i = 0; i < count; i++) {
		bool known = items[i].made != INT64_MIN;
		if (known)
			clock_format_moment(when, items[i].made);
		json_open(json, '{');
		json_member(json, "record", items[i].record);
		if (items[i].said != NULL)
			json_member(json, "said", items[i].said);
		json_member(json, "by", items[i].by);
		json_member(json, "made", known ? when : NULL);
		json_member(json, "reason", items[i].reason);
		json_member_bytes(json, "path", items[i].path, items[i].path_len);
		json_count(json, "files", items[i].files);
		json_close(json, '}');
	}
	json_close(json, ']');
}

/* Where approvals of evidence come from. */
static void add_said(struct json *json, const struct mow_need *need)
{
	if (need->have_said == NULL)
		return;
	json_open_list(json, "have_said");
	for (size_t i = 0; i < need->have_count; i++)
		json_text(json, need->have_said[i]);
	json_close(json, ']');
}

static void add_needs(struct json *json, const struct mow_group *group)
{
	json_open_list(json, "needs");
	for (size_t i = 0; i < group->need_count; i++) {
		const struct mow_need *need = group->needs[i];
		MOW_AUTO(buf) role = BUF_INIT;
		words_role(&role, need);
		json_open(json, '{');
		json_member(json, "role", role.data);
		json_count(json, "need", need->need);
		json_strings(json, "have", need->have, need->have_count);
		add_said(json, need);
		json_strings(json, "ask", need->ask, need->ask_count);
		if (need->escalated != NULL)
			json_member(json, "escalated", need->escalated);
		add_absence(json, need);
		add_time(json, need);
		add_proof(json, need);
		add_handed(json, need);
		json_close(json, '}');
		json->out->failed = json->out->failed || role.failed;
	}
	json_close(json, ']');
}

static void add_group(struct json *json, const struct mow_group *group, int64_t now)
{
	MOW_AUTO(buf) why = BUF_INIT;

	words_why(&why, group, now);
	json_line(json);
	json_open(json, '{');
	json_member(json, "state", words_state(group->state));
	json_member(json, "area", group->area);
	json_member(json, "level", group->level);
	add_paths(json, group);
	json_member(json, "source", group->source);
	add_needs(json, group);
	json_member(json, "why", why.data);
	json_close(json, '}');
	json->out->failed = json->out->failed || why.failed;
}

static void add_groups(struct json *json, const struct mow_verdict *verdict)
{
	json_open_list(json, "groups");
	for (size_t i = 0; i < mow_verdict_groups(verdict); i++)
		add_group(json, mow_verdict_group(verdict, i), mow_verdict_now(verdict));
	json_close(json, ']');
}

static void add_claims(struct json *json, const struct mow_verdict *verdict)
{
	json_open_list(json, "claims");
	for (size_t i = 0; i < mow_verdict_claims(verdict); i++) {
		const struct mow_claim *claim = mow_verdict_claim(verdict, i);
		json_open(json, '{');
		json_member(json, "owner", claim->owner);
		json_member(json, "commit", claim->commit);
		json_strings(json, "by", claim->by, claim->by_count);
		json_member_bytes(json, "path", claim->path, claim->path_len);
		json_count(json, "files", claim->files);
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void add_unknown(struct json *json, const struct mow_verdict *verdict)
{
	const char *const *emails = NULL;
	size_t count = mow_verdict_unknown_authors(verdict, &emails);

	json_open_list(json, "unknown_authors");
	for (size_t i = 0; i < count; i++)
		json_bytes(json, emails[i], strlen(emails[i]));
	json_close(json, ']');
}

static void add_squashes(struct json *json, const struct mow_verdict *verdict)
{
	const struct mow_squash *squashes = NULL;
	size_t count = mow_verdict_squashes(verdict, &squashes);

	json_open_list(json, "squashes");
	for (size_t i = 0; i < count; i++) {
		json_open(json, '{');
		json_member(json, "commit", squashes[i].commit);
		json_member(json, "source", squashes[i].source);
		json_member(json, "tip", squashes[i].tip);
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void add_informed(struct json *json, const struct mow_verdict *verdict)
{
	const char *const *owners = NULL;
	size_t count = mow_verdict_informed(verdict, &owners);

	json_strings(json, "informed", owners, count);
}

static void add_warnings(struct json *json, const struct mow_verdict *verdict)
{
	json_open_list(json, "warnings");
	for (size_t i = 0; i < mow_verdict_warnings(verdict); i++)
		json_text(json, mow_verdict_warning(verdict, i));
	json_close(json, ']');
}

static void add_errors(struct json *json, const struct mow_verdict *verdict)
{
	size_t count;
	const struct mow_finding *errors = mow_verdict_introduced(verdict, &count);

	json_member(json, "refused", mow_verdict_refused(verdict));
	json_open_list(json, "errors");
	for (size_t i = 0; i < count; i++)
		lint_add_finding(json, &errors[i]);
	json_close(json, ']');
}

static void add_effects(struct json *json, const struct mow_verdict *verdict)
{
	bool cut;
	size_t count;
	const struct mow_effect *effects = mow_verdict_effects(verdict, &count, &cut);

	json_key(json, "effects");
	effects_json(json, effects, count);
}

static void write_document(struct buf *out, const struct mow_verdict *verdict, const struct check_view *view)
{
	struct json json = JSON_INIT(out);
	const char *const *people = NULL;
	const struct mow_decision *decisions = NULL;
	size_t count = mow_verdict_ask(verdict, &people);

	json_open(&json, '{');
	json_count(&json, "mowners", JSON_SCHEMA);
	json_member(&json, "result", outcome_name(mow_verdict_outcome(verdict)));
	json_member(&json, "mode", view->mode);
	json_flag(&json, "enforced", !mow_verdict_advises(verdict));
	json_member(&json, "target", mow_verdict_target(verdict));
	json_member(&json, "old", mow_verdict_old(verdict));
	json_member(&json, "new", mow_verdict_new_tip(verdict));
	json_strings(&json, "ask", people, count);
	add_groups(&json, verdict);
	add_informed(&json, verdict);
	add_claims(&json, verdict);
	add_unknown(&json, verdict);
	add_squashes(&json, verdict);
	count = mow_verdict_stops(verdict, &decisions);
	add_decisions(&json, "stops", decisions, count);
	count = mow_verdict_overrides(verdict, &decisions);
	add_decisions(&json, "overrides", decisions, count);
	add_errors(&json, verdict);
	add_effects(&json, verdict);
	add_warnings(&json, verdict);
	json_close(&json, '}');
	json_end(&json);
}

const struct check_format check_json = {write_document, true};
