/*
 * A scene for tests of the verdict: rules from text, one path, authors and approvals by name; and the judgement as
 * text. Votes are separated by spaces: "@ann", "@ann/accountable", "@ann/review.legal", then "+forge", "+own",
 * "+carried" or "+pusher" (else signed), then "-40d" or "-?" for their age. Among the authors "?": it is not proved who
 * they are; "*": others, whom the rules do not know. Include after cmocka.h.
 */
#ifndef MOW_TESTS_VERDICT_SCENE_H
#define MOW_TESTS_VERDICT_SCENE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/buf.h"
#include "base/clock.h"
#include "rules/read/read.h"
#include "verdict/verdict.h"

#define SCENE_MAX 64

struct scene {
	struct rules *rules;
	struct resolver *resolver;
	const struct requirement *owners;
	struct approval approvals[SCENE_MAX];
	size_t approval_count;
	size_t holds[SCENE_MAX], stale[SCENE_MAX], authors[SCENE_MAX], overrides[SCENE_MAX];
	struct stop stops[SCENE_MAX];
	size_t stop_numbers[SCENE_MAX], lifted[SCENE_MAX];
	struct consent consents[SCENE_MAX];
	size_t consent_owners[SCENE_MAX];
	struct approval_set set;
	struct approvals gathered;
	struct step_class class;
	int64_t now;
	char names[SCENE_MAX][64]; /* gates of votes */
};

static void scene_complain(const struct mow_finding *finding, void *context)
{
	(void)context;
	print_message("# %s:%u:%u: %s [%s]\n", finding->file, finding->line, finding->column, finding->message,
		      finding->code);
}

static size_t scene_person(const struct rules *rules, const char *text, size_t len)
{
	size_t owner = people_owner(rules, text, len);

	if (owner == RULES_NONE)
		return RULES_NONE;
	assert_int_equal(rules->owners[owner].kind, OWNER_PERSON);
	return rules->owners[owner].index;
}

static void scene_vote(struct scene *scene, const char *vote, size_t len)
{
	struct approval *approval = &scene->approvals[scene->approval_count];
	char *copy = strndup(vote, len);
	char *age = strrchr(copy, '-'), *kind = strchr(copy, '+'), *as = strchr(copy, '/');
	int64_t seconds = 0;

	*approval = (struct approval){.kind = EVIDENCE_SIGNED, .made = scene->now, .id = "id"};
	if (age != NULL && age[1] == '?')
		approval->made = APPROVAL_MADE_UNKNOWN;
	else if (age != NULL && clock_parse_duration(&seconds, age + 1, strlen(age + 1)))
		approval->made = scene->now - seconds;
	else
		age = NULL;
	if (age != NULL)
		*age = '\0';
	if (kind != NULL) {
		approval->kind = strcmp(kind, "+pusher") == 0 ? EVIDENCE_PUSHER : EVIDENCE_FORGE;
		approval->carried = strcmp(kind, "+carried") == 0;
		approval->own = strcmp(kind, "+forge") != 0 && !approval->carried;
		*kind = '\0';
	}
	if (as != NULL) {
		*as++ = '\0';
		approval->role.as = strcmp(as, "accountable") == 0 ? AS_ACCOUNTABLE : AS_GATE;
		(void)snprintf(scene->names[scene->approval_count], sizeof scene->names[0], "%s",
			       strncmp(as, "review.", 7) == 0 ? as + 7 : as);
		approval->role.gate = scene->names[scene->approval_count];
	}
	approval->person = scene_person(scene->rules, copy, strlen(copy));
	scene->approval_count++;
	free(copy);
}

static size_t scene_votes(struct scene *scene, size_t *list, const char *votes)
{
	size_t count = 0;

	for (const char *at = votes; at != NULL && *at; at += strspn(at, " ")) {
		size_t len = strcspn(at, " ");
		list[count++] = scene->approval_count;
		scene_vote(scene, at, len);
		at += len;
	}
	return count;
}

static int compare_sizes(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return x < y ? -1 : x > y;
}

static void scene_authors(struct scene *scene, const char *authors)
{
	size_t count = 0;

	for (const char *at = authors; at != NULL && *at; at += strspn(at, " ")) {
		size_t len = strcspn(at, " ");
		if (*at == '?' || *at == '*') {
			scene->class.unproved |= *at == '?';
			scene->class.strangers |= *at == '*';
			at += len;
			continue;
		}
		scene->authors[count] = scene_person(scene->rules, at, len);
		assert_int_not_equal(scene->authors[count], RULES_NONE);
		count++;
		at += len;
	}
	qsort(scene->authors, count, sizeof *scene->authors, compare_sizes);
	scene->class.authors = scene->authors;
	scene->class.author_count = count;
}

/* `nested`: text of brand/OWNERS, or NULL. */
static inline void scene_open(struct scene *scene, const char *text, const char *nested, const char *path,
			      const char *day)
{
	memset(scene, 0, sizeof *scene);
	assert_true(clock_parse_day(&scene->now, day, strlen(day)));
	scene->now += 12 * 3600;
	assert_int_equal(rules_parse(&scene->rules, text, strlen(text),
				     &(const struct mow_finding_sink){scene_complain, NULL}, NULL),
			 0);
	if (nested != NULL)
		assert_int_equal(rules_add(scene->rules, &(struct file_text){"brand/OWNERS", nested, strlen(nested)},
					   NULL, NULL),
				 0);
	assert_int_equal(resolver_new(&scene->resolver, scene->rules, NULL), 0);
	assert_int_equal(resolver_look_up(&scene->owners, scene->resolver,
					  &(const struct mow_path){path, strlen(path), false}, NULL),
			 0);
	scene->class.requirement = scene->owners;
	scene->class.approvals = &scene->set;
	scene->gathered.items = scene->approvals;
}

static inline void scene_say(struct scene *scene, const char *authors, const char *holds, const char *stale)
{
	scene_authors(scene, authors);
	scene->set.items = scene->holds;
	scene->set.count = scene_votes(scene, scene->holds, holds);
	scene->set.stale = scene->stale;
	scene->set.stale_count = scene_votes(scene, scene->stale, stale);
	scene->gathered.count = scene->approval_count;
}

/* Parts of an override, as votes. */
static inline void scene_override(struct scene *scene, const char *votes)
{
	scene->set.overrides = scene->overrides;
	scene->set.override_count = scene_votes(scene, scene->overrides, votes);
	for (size_t i = 0; i < scene->set.override_count; i++)
		scene->approvals[scene->overrides[i]].override = true;
	scene->gathered.count = scene->approval_count;
}

static inline int scene_compare_consents(const void *one, const void *two)
{
	const struct consent *a = one;
	const struct consent *b = two;

	return a->person != b->person ? (a->person < b->person ? -1 : 1) : a->former - b->former;
}

/* Consents that are wanted: "@ann" to take files over, "-@ann" to give them up, "@new" whom the rules do not know. */
static inline void scene_consents(struct scene *scene, const char *consents)
{
	for (const char *at = consents; at != NULL && *at; at += strspn(at, " ")) {
		struct consent *consent = &scene->consents[scene->class.consent_count];
		size_t *owner = &scene->consent_owners[scene->class.consent_count++];
		bool former = *at == '-';
		at += former;
		size_t len = strcspn(at, " ");
		*owner = people_owner(scene->rules, at, len);
		bool known = *owner != RULES_NONE;
		*consent = (struct consent){.who = {.name = former ? "release" : "accept",
						    .need = 1,
						    .of = owner,
						    .of_count = known,
						    .text = "@somebody"},
					    .person = known ? scene->rules->owners[*owner].index : RULES_NONE,
					    .former = former};
		at += len;
	}
	qsort(scene->consents, scene->class.consent_count, sizeof *scene->consents, scene_compare_consents);
	scene->class.consents = scene->consents;
}

/* Stops, as votes; `lifted`: who took back all of them. Those that stand are heeded, as when they are gathered. */
static inline void scene_stop(struct scene *scene, const char *votes, const char *lifted)
{
	MOW_AUTO_PTR(judge) judge = NULL;
	size_t numbers[SCENE_MAX], back[SCENE_MAX], first = scene->approval_count;
	size_t count = scene_votes(scene, numbers, votes);
	size_t lifted_count = scene_votes(scene, back, lifted);

	assert_int_equal(judge_new(&judge, scene->rules, scene->now, NULL), 0);
	for (size_t i = 0; i < lifted_count; i++)
		scene->lifted[i] = scene->approvals[back[i]].person;
	scene->approval_count = first;
	scene->set.stops = scene->stop_numbers;
	for (size_t i = 0; i < count; i++) {
		const struct approval *vote = &scene->approvals[numbers[i]];
		scene->stops[i] = (struct stop){.person = vote->person,
						.role = vote->role,
						.made = vote->made,
						.id = "id",
						.said = vote->kind == EVIDENCE_FORGE ? "gitlab!1" : NULL,
						.reason = "no",
						.lifted = scene->lifted,
						.lifted_count = lifted_count};
		if (judge_stands(judge, &scene->class, &scene->stops[i]))
			scene->stop_numbers[scene->set.stop_count++] = i;
	}
	scene->gathered.stops.items = scene->stops;
	scene->gathered.stops.count = count;
}

static inline void scene_close(struct scene *scene)
{
	resolver_free(scene->resolver);
	rules_free(scene->rules);
}

static void scene_add_people(struct buf *out, const struct rules *rules, const char *before, const size_t *people,
			     size_t count)
{
	for (size_t i = 0; i < count; i++)
		buf_addf(out, "%s%s", i == 0 ? before : ",", people_label(rules, people[i]));
}

/* "missing; decision 0/1 ask @ann; legal 1/1 have @greta; people 1/2 ask @ann,@bob; stale @ann; all @ann" */
static void scene_tell(struct buf *out, const struct rules *rules, const struct judgement *judgement,
		       const struct approvals *approvals)
{
	static const char *const states[] = {"approved",   "stopped", "frozen", "unowned",
					     "impossible", "stale",   "missing"};

	buf_adds(out, states[judgement->state]);
	if (judgement->overridden)
		buf_adds(out, " overridden");
	if (judgement->warn_unowned)
		buf_adds(out, " warn");
	for (size_t i = 0; i < judgement->need_count; i++) {
		const struct class_need *need = judgement->needs[i];
		buf_addf(out, "; %s %u/%u",
			 need->role == NEED_DECISION   ? "decision"
			 : need->role == NEED_PEOPLE   ? "people"
			 : need->role == NEED_RIGHTS   ? "rights"
			 : need->role == NEED_STOP     ? "stop"
			 : need->role == NEED_OVERRIDE ? "override"
			 : need->role == NEED_AUTHORS  ? "authors"
			 : need->role == NEED_FREEZE   ? need->freeze->name
						       : need->gate->name,
			 need->got, need->need);
		if (need->folded)
			buf_adds(out, " folded");
		if (need->away != RULES_NONE)
			buf_addf(out, " away %s", people_label(rules, need->away));
		scene_add_people(out, rules, " have ", need->have, need->have_count);
		scene_add_people(out, rules, " ask ", need->ask, need->ask_count);
	}
	for (size_t i = 0; i < judgement->stale_count; i++)
		buf_addf(out, "%s%s", i == 0 ? "; stale " : ",",
			 people_label(rules, approvals->items[judgement->stale[i]].person));
}

/* The only class of a case, by a judge of its own, with whom its needs go. */
static inline int judge_once(struct judgement *out, const struct verdict_case *about, struct arena *arena)
{
	MOW_AUTO_PTR(judge) judge = NULL;
	int result = judge_new(&judge, about->rules, about->now, NULL);

	if (result < 0)
		return result;
	judge_heed(judge, about->approvals);
	result = judge_class(out, judge, about->classes, arena, NULL);
	out->needs = NULL;
	out->need_count = 0;
	return result;
}

static inline void scene_judge(struct buf *out, const struct scene *scene)
{
	struct judgement judgement;
	MOW_AUTO_PTR(judge) judge = NULL;
	MOW_AUTO(arena) arena = {0};
	const struct verdict_case about = {.rules = scene->rules,
					   .now = scene->now,
					   .classes = &scene->class,
					   .class_count = 1,
					   .approvals = &scene->gathered};
	struct verdict_people found;

	assert_int_equal(judge_new(&judge, scene->rules, scene->now, NULL), 0);
	judge_heed(judge, &scene->gathered);
	assert_int_equal(judge_class(&judgement, judge, &scene->class, &arena, NULL), 0);
	scene_tell(out, scene->rules, &judgement, &scene->gathered);
	assert_int_equal(verdict_ask(&found, &about, &arena, NULL), 0);
	assert_true(found.exact);
	scene_add_people(out, scene->rules, "; all ", found.people, found.count);
}

#endif
