#include "report/words.h"

#include "base/clock.h"
#include "base/escape.h"
#include "base/map.h"
#include "report/phrase.h"

enum { WHOM_SHOWN = 3 };

/* ---- A state ------------------------------------------------------------------------------------------------------- */

const char *words_state(enum mow_state state)
{
	switch (state) {
	case MOW_APPROVED:
		return "approved";
	case MOW_STOPPED:
		return "stopped";
	case MOW_FROZEN:
		return "frozen";
	case MOW_UNOWNED:
		return "unowned";
	case MOW_IMPOSSIBLE:
		return "impossible";
	case MOW_STALE:
		return "stale";
	case MOW_MISSING:
		break;
	}
	return "missing";
}

const char *words_state_label(enum mow_state state)
{
	switch (state) {
	case MOW_UNOWNED:
		return "unowned";
	case MOW_IMPOSSIBLE:
		return "cannot";
	case MOW_STALE:
		return "stale";
	case MOW_STOPPED:
		return "stopped";
	case MOW_APPROVED:
	case MOW_FROZEN:
	case MOW_MISSING:
		break;
	}
	return "because";
}

/* ---- A need ------------------------------------------------------------------------------------------------------- */

bool words_is_open(const struct mow_need *need)
{
	return need->kind != MOW_NEED_OVERRIDE && need->got < need->need;
}

/* Nobody who is here could give it. */
static bool is_hopeless(const struct mow_need *need)
{
	return words_is_open(need) && need->ask_count == 0 && need->kind != MOW_NEED_AUTHORS && !need->unknown;
}

void words_role(struct buf *out, const struct mow_need *need)
{
	static const char *const roles[] = {
		[MOW_NEED_DECISION] = "decision", [MOW_NEED_GATE] = "review.",      [MOW_NEED_PEOPLE] = "people",
		[MOW_NEED_FREEZE] = "freeze.",    [MOW_NEED_RIGHTS] = "rights",     [MOW_NEED_STOP] = "stop",
		[MOW_NEED_AUTHORS] = "authors",   [MOW_NEED_OVERRIDE] = "override", [MOW_NEED_ACCEPT] = "accept",
		[MOW_NEED_RELEASE] = "release"};

	buf_adds(out, roles[need->kind]);
	if (need->kind == MOW_NEED_GATE || need->kind == MOW_NEED_FREEZE)
		buf_adds(out, need->gate);
}

void words_of(struct buf *out, const struct mow_need *need)
{
	char day[CLOCK_TEXT];

	switch (need->kind) {
	case MOW_NEED_DECISION:
		if (need->of_count > 1)
			buf_adds(out, "any of ");
		for (size_t i = 0; i < need->of_count; i++)
			buf_addf(out, "%s%s", i > 0 ? " " : "", need->of[i]);
		break;
	case MOW_NEED_GATE:
	case MOW_NEED_ACCEPT:
	case MOW_NEED_RELEASE:
		buf_adds(out, need->written);
		break;
	case MOW_NEED_PEOPLE:
		buf_addf(out, "%u different people", need->need);
		break;
	case MOW_NEED_FREEZE:
		buf_adds(out, need->written != NULL ? need->written : "nobody");
		break;
	case MOW_NEED_STOP:
		buf_adds(out, need->by);
		break;
	case MOW_NEED_AUTHORS:
		buf_adds(out, need->author != NULL ? need->author : "those whom commits name");
		break;
	case MOW_NEED_OVERRIDE:
		buf_adds(out, need->written);
		break;
	case MOW_NEED_RIGHTS:
		clock_format_until(day, need->from);
		buf_addf(out, "until %s", day);
		break;
	}
}

/* "@a, @b, @c or 4 more" */
static void add_whom(struct buf *out, const char *const *people, size_t count, const char *word)
{
	size_t shown = count > WHOM_SHOWN ? WHOM_SHOWN : count;

	for (size_t i = 0; i < shown + (count > shown); i++) {
		phrase_separator(out, i, shown + (count > shown), word);
		if (i < shown)
			buf_adds(out, people[i]);
		else
			buf_addf(out, "%zu more", count - shown);
	}
}

void words_whom(struct buf *out, const struct mow_need *need)
{
	bool others = need->absence != MOW_ABSENCE_NONE || need->excludes;
	unsigned lacking = need->need - need->got;

	if (!words_is_open(need) || !others || need->ask_count == 0) {
		words_of(out, need);
		return;
	}
	if (lacking > 1 && lacking < need->ask_count)
		buf_addf(out, "%u of ", lacking);
	add_whom(out, need->ask, need->ask_count, lacking == need->ask_count ? "and" : "or");
	if ((need->kind == MOW_NEED_DECISION && !need->any) || words_is_consent(need)) {
		buf_adds(out, " for ");
		words_of(out, need);
	}
}

/* "@a, @b and @c" */
static void add_people(struct buf *out, const char *const *people, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		phrase_separator(out, i, count, "and");
		buf_adds(out, people[i]);
	}
}

/* Why the accountable owner is not asked, and who acts: "away until 5 January; @marc can act". */
static void add_absence(struct buf *out, const struct mow_need *need, int64_t now)
{
	char day[CLOCK_TEXT];

	if (need->absence == MOW_ABSENCE_AUTHOR) {
		buf_adds(out, "made this change");
		if (need->claimed_by != NULL)
			buf_addf(out, ", as commit %.*s claims", WORDS_COMMIT, need->claimed_by);
	} else if (need->absence == MOW_ABSENCE_AWAY) {
		clock_word_day(day, need->until, now);
		buf_addf(out, "away until %s", day);
	} else {
		buf_adds(out, "not in service today");
	}
	if (!words_is_open(need))
		return;
	if (need->ask_count == 0 && need->author != NULL) {
		buf_addf(out, ", and %s, who could act, made %s", need->author,
			 need->absence == MOW_ABSENCE_AUTHOR ? "it too" : "this change");
		return;
	}
	if (need->ask_count == 0) {
		buf_adds(out, need->names_deputy ? ", and no deputy is here" : ", and names no deputy");
		return;
	}
	buf_adds(out, "; ");
	add_people(out, need->ask, need->ask_count);
	buf_adds(out, " can act");
}

void words_note(struct buf *out, const struct mow_need *need, int64_t now)
{
	if (words_is_consent(need)) {
		words_hands(out, need);
		buf_adds(out, need->absence != MOW_ABSENCE_NONE ? "; " : "");
	}
	if (need->kind == MOW_NEED_STOP)
		words_lifts(out, need);
	else if (need->kind == MOW_NEED_AUTHORS)
		words_unproved(out, need);
	else if (need->absence != MOW_ABSENCE_NONE)
		add_absence(out, need, now);
	else if (need->escalated != NULL && words_is_open(need) && need->ask_count > 0) {
		buf_adds(out, "it waits for long, so ");
		add_whom(out, need->ask, need->ask_count, "or");
		buf_adds(out, " can decide");
	} else if (need->folded)
		buf_adds(out, "not asked: one of those who decide is enough here");
	else if (is_hopeless(need))
		buf_adds(out, "nobody who is here today can give it");
}

/* ---- A group ------------------------------------------------------------------------------------------------------ */

/* Needs of one kind, named: "the decision of @lena and the review of 2 of @brand". */
static void add_needs(struct buf *out, const struct mow_group *group, bool (*is_meant)(const struct mow_need *need))
{
	static const char *const given[] = {
		[MOW_NEED_DECISION] = "decision", [MOW_NEED_GATE] = "review",   [MOW_NEED_PEOPLE] = "approval",
		[MOW_NEED_FREEZE] = "permission", [MOW_NEED_RIGHTS] = "rights", [MOW_NEED_STOP] = "word",
		[MOW_NEED_OVERRIDE] = "override", [MOW_NEED_AUTHORS] = "proof", [MOW_NEED_ACCEPT] = "acceptance",
		[MOW_NEED_RELEASE] = "agreement"};
	size_t count = 0, said = 0;

	for (size_t i = 0; i < group->need_count; i++)
		count += is_meant(group->needs[i]);
	for (size_t i = 0; i < group->need_count; i++) {
		if (!is_meant(group->needs[i]))
			continue;
		phrase_separator(out, said++, count, "and");
		buf_addf(out, "the %s of ", given[group->needs[i]->kind]);
		words_of(out, group->needs[i]);
		if (words_is_consent(group->needs[i])) {
			buf_adds(out, ", who ");
			words_hands(out, group->needs[i]);
		}
	}
}

static void say_missing(struct buf *out, const struct mow_group *group)
{
	buf_adds(out, "it lacks ");
	add_needs(out, group, words_is_open);
}

static void say_broken(struct buf *out, const struct mow_group *group)
{
	escape_path(out, group->broken, strlen(group->broken));
	buf_adds(
		out,
		group->broken_root
			? " has errors, so nothing can be decided; the administrator must repair it"
			: " has errors, so nothing below its folder can be decided; repair that file first (mowners lint)");
}

/* Whether it may be because of who made the change: of a decision that is known. */
static bool is_by_authors(const struct mow_group *group)
{
	for (size_t i = 0; i < group->need_count; i++) {
		const struct mow_need *need = group->needs[i];
		if (is_hopeless(need) && ((need->kind != MOW_NEED_DECISION && !words_is_consent(need)) ||
					  need->author != NULL || need->absence == MOW_ABSENCE_AUTHOR))
			return true;
	}
	return false;
}

/* The first need that nobody can meet; NULL: there is none. */
static const struct mow_need *find_hopeless(const struct mow_group *group)
{
	for (size_t i = 0; i < group->need_count; i++)
		if (is_hopeless(group->needs[i]))
			return group->needs[i];
	return NULL;
}

static void say_impossible(struct buf *out, const struct mow_group *group, int64_t now)
{
	if (group->broken != NULL) {
		say_broken(out, group);
		return;
	}
	MOW_AUTO(buf) newcomers = BUF_INIT;
	bool said = words_proof(out, group);
	if (words_newcomers(&newcomers, group))
		buf_addf(out, "%s%s", said ? "; and " : "", newcomers.data);
	said = said || newcomers.len > 0;
	out->failed = out->failed || newcomers.failed;
	const struct mow_need *hopeless = find_hopeless(group);
	if (said && hopeless == NULL)
		return;
	buf_adds(out, said ? "; and " : "");
	buf_adds(out, "nobody who is here today can give ");
	add_needs(out, group, is_hopeless);
	for (size_t i = 0; i < group->need_count; i++) {
		const struct mow_need *need = group->needs[i];
		if (need->absence == MOW_ABSENCE_NONE || !is_hopeless(need))
			continue;
		buf_adds(out, " (");
		add_absence(out, need, now);
		buf_addc(out, ')');
	}
	buf_adds(out, is_by_authors(group) ? "; let somebody else make the change, or " : "; ");
	/* To name somebody would be such a change again. */
	if (group->is_rules)
		buf_adds(out, "let the administrator bring it in (mowners-hooks(7))");
	else
		buf_addf(out, "name a deputy in [people], or %s in %s",
			 hopeless != NULL && hopeless->kind == MOW_NEED_DECISION ? "another owner" : "more reviewers",
			 group->mend != NULL ? group->mend : "OWNERS");
}

static void say_stale(struct buf *out, const struct mow_group *group)
{
	char when[CLOCK_TEXT];

	if (group->stale_by == NULL) {
		say_missing(out, group);
		return;
	}
	clock_format_moment(when, group->stale_made);
	buf_addf(out, "%s approved an older version", group->stale_by);
	if (group->stale_made != INT64_MIN)
		buf_addf(out, " on %.10s at %.5s UTC", when, when + 11);
	buf_adds(out, "; ask again");
}

static void say_frozen(struct buf *out, const struct mow_group *group, int64_t now)
{
	MOW_AUTO(buf) one = BUF_INIT;
	size_t said = 0;

	for (size_t i = 0; i < group->need_count; i++) {
		if (!words_is_open(group->needs[i]) || !words_frozen(&one, group->needs[i], now))
			continue;
		buf_addf(out, "%s%s", said++ > 0 ? "; and " : "", one.data);
		out->failed = out->failed || one.failed;
		buf_reset(&one);
	}
}

/* Everybody who gave something, once. */
static void say_approved(struct buf *out, const struct mow_group *group)
{
	MOW_AUTO(map) said = {0};

	for (size_t i = 0; i < group->need_count; i++) {
		/* A part of an override is no approval. */
		bool counts = (group->needs[i]->kind == MOW_NEED_OVERRIDE) == group->overridden;
		for (size_t j = 0; counts && j < group->needs[i]->have_count; j++) {
			const char *who = group->needs[i]->have[j];
			if (map_get(&said, who, strlen(who), NULL))
				continue;
			buf_addf(out, "%s%s",
				 said.count > 0      ? ", "
				 : group->overridden ? "let through by an override of "
						     : "approved by ",
				 who);
			out->failed = out->failed || map_put(&said, who, strlen(who), 0) != MOW_OK;
		}
	}
	if (said.count == 0)
		buf_adds(out, "nothing is asked here");
}

void words_why(struct buf *out, const struct mow_group *group, int64_t now)
{
	switch (group->state) {
	case MOW_APPROVED:
		say_approved(out, group);
		break;
	case MOW_STOPPED:
		words_stopped(out, group);
		break;
	case MOW_FROZEN:
		say_frozen(out, group, now);
		break;
	case MOW_UNOWNED:
		buf_addf(
			out,
			"nobody decides about it: no area of the OWNERS files names who is accountable; %s can add one",
			group->rules_accountable);
		break;
	case MOW_IMPOSSIBLE:
		say_impossible(out, group, now);
		break;
	case MOW_STALE:
		say_stale(out, group);
		break;
	case MOW_MISSING:
		say_missing(out, group);
		break;
	}
}
