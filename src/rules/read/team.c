#include "rules/read/team.h"

#include <string.h>

#include "rules/read/attributes.h"
#include "rules/read/list.h"
#include "rules/relations.h"

/* ---- Lines ---- */

/* Members reach up to the first word that says something of all of them, well spelt or nearly so, which stands behind a
 * comma. */
static size_t find_members(struct load *load)
{
	const struct words *words = &load->words;

	for (size_t i = 0; i < words->count; i++) {
		const struct word *word = &words->items[i];
		bool begins = i == 0 || words->items[i - 1].comma;
		if (word->comma || memchr(word->text, '@', word->len) != NULL)
			continue;
		bool known = keys_find_attribute(word->text, word->len, false) != NULL;
		if (known && !begins)
			load_report(load, word, BAD_ATTRIBUTE, "put a comma before \"%s\"",
				    load_quote(load, word->text, word->len));
		if (known || (begins && keys_nearest_attribute(word->text, word->len, true) != NULL))
			return i;
	}
	return words->count;
}

static int read_members(bool *whole, struct load *load, size_t team, size_t end)
{
	/* The comma before the first attribute is none of the list's. */
	bool cut = end > 0 && end < load->words.count && load->words.items[end - 1].comma;
	struct words members = values_slice(&load->words, 0, cut ? end - 1 : end);

	if (list_read(whole, load, members))
		return MOW_ENOMEM;
	if (load->ids.count == 0 && *whole) {
		load_report(load, &load->words.items[0], BAD_TEAM,
			    "a team begins with its members, such as @lena @marc");
		*whole = false;
	}
	struct team *new = &load->rules->teams[team];
	if (list_keep(&new->members, &new->member_count, load))
		return MOW_ENOMEM;
	for (size_t i = 0; i < new->member_count; i++) {
		const struct owner *member = &load->rules->owners[new->members[i]];
		if (member->kind == OWNER_PERSON && relations_add(load->rules, RELATION_MEMBER, team, member->index))
			return load_no_memory(load);
	}
	return MOW_OK;
}

int team_read(struct load *load, size_t team, const struct reader_key *key)
{
	struct attributes attributes = ATTRIBUTES_INIT;
	const struct attribute_rule *rule;
	struct words part;
	bool whole;

	attributes.team = true;
	load->rules->teams[team].partial = true;
	if (values_words(load, key))
		return MOW_ENOMEM;
	if (section_key_is_empty(load, key) || load->words.count == 0)
		return MOW_OK;
	size_t at = find_members(load);
	if (read_members(&whole, load, team, at))
		return MOW_ENOMEM;
	if (at == load->words.count)
		at++;
	while (attributes_next(&part, &at, load))
		if (attributes_read(&rule, &attributes, load, part))
			return MOW_ENOMEM;
	attributes_check_service(load, &attributes, key);
	struct team *new = &load->rules->teams[team];
	new->external = attributes.external;
	new->service = attributes.service;
	new->partial = key->bad || !whole;
	return MOW_OK;
}

/* ---- Teams in teams ---- */

enum state { FRESH, OPEN, DONE };

/* Walks down from team to team without recursion: chains may be as long as there are teams. */
struct walk {
	struct load *load;
	unsigned char *states; /* enum state, by team */
	size_t *next;          /* the member to go on with, by team */
	size_t *stack;         /* open teams, each a member of the one before */
	size_t depth;
};

static void walk_release(struct walk *walk)
{
	free(walk->states);
	free(walk->next);
	free(walk->stack);
}
MOW_AUTO_DEFINE(walk)

static void complain_cycle(struct load *load, struct team *team, struct team *member)
{
	const struct {
		unsigned line, column;
	} place = {team->line, 1};

	team->partial = member->partial = true;
	if (team == member)
		load_report(load, &place, TEAM_CYCLE, "%s names itself; take it out", team->handle);
	else
		load_report(load, &place, TEAM_CYCLE, "%s names %s, which contains %s itself; take one of them out",
			    team->handle, member->handle, team->handle);
}

static const struct period always = {INT64_MIN, INT64_MAX};

static struct period both(const struct period *a, const struct period *b)
{
	return (struct period){a->from > b->from ? a->from : b->from, a->end < b->end ? a->end : b->end};
}

/* Whether somebody is in the team for a time only. */
static bool has_terms(const struct rules *rules, const struct team *team)
{
	bool terms = team->service.from != always.from || team->service.end != always.end;

	for (size_t i = 0; !terms && i < team->member_count; i++) {
		const struct owner *member = &rules->owners[team->members[i]];
		terms = member->kind == OWNER_TEAM && rules->teams[member->index].terms != NULL;
	}
	return terms;
}

/* Adds one who is in it in the team's time and `term`; where there are no terms, once. */
static void add_person(struct team *team, struct number_set *marks, size_t person, const struct period *term)
{
	bool first = number_set_add(marks, person);

	team->size += first;
	if (!first && team->terms == NULL)
		return;
	if (team->terms != NULL)
		team->terms[team->people_count] = both(&team->service, term);
	team->people[team->people_count++] = person;
}

/* The people of a team whose teams are done. Counted before anything is written, so that what is kept is bounded. */
static int expand(struct load *load, struct team *team)
{
	struct rules *rules = load->rules;
	struct number_set *marks = &load->person_marks;
	struct team whole = *team;
	size_t work = 0;

	for (size_t i = 0; i < team->member_count; i++) {
		const struct owner *member = &rules->owners[team->members[i]];
		bool nested = member->kind == OWNER_TEAM;
		work += nested ? rules->teams[member->index].people_count : 1;
		team->partial = team->partial || (nested && rules->teams[member->index].partial);
	}
	if (work > RULES_MEMBERS_MAX - rules->reading.member_total) {
		if (!load->too_many_people)
			file_findings_add(
				&load->found, team->line, 1, FINDING_TOO_MANY,
				"with this team, and the teams in teams written out, there are more than %d members in all teams",
				RULES_MEMBERS_MAX);
		load->too_many_people = team->partial = true;
		return MOW_OK;
	}
	rules->reading.member_total += work;
	whole.people = arena_array(&rules->arena, work, sizeof *whole.people);
	if (has_terms(rules, team))
		whole.terms = arena_array(&rules->arena, work, sizeof *whole.terms);
	if (whole.people == NULL || (whole.terms == NULL && has_terms(rules, team)) ||
	    number_set_begin(marks, rules->people_count))
		return load_no_memory(load);
	for (size_t i = 0; i < team->member_count; i++) {
		const struct owner *member = &rules->owners[team->members[i]];
		const struct team *nested = member->kind == OWNER_TEAM ? &rules->teams[member->index] : NULL;
		for (size_t k = 0; k < (nested != NULL ? nested->people_count : 1); k++) {
			size_t person = nested != NULL ? nested->people[k] : member->index;
			bool dated = nested != NULL && nested->terms != NULL;
			add_person(&whole, marks, person, dated ? &nested->terms[k] : &always);
		}
	}
	/* Only now: in a cycle the team may have met itself, with nobody in it yet. */
	whole.partial = team->partial;
	*team = whole;
	return MOW_OK;
}

/* Takes one step from the team on top of the stack. */
static int step(struct walk *walk)
{
	struct rules *rules = walk->load->rules;
	size_t top = walk->stack[walk->depth - 1];
	struct team *team = &rules->teams[top];

	while (walk->next[top] < team->member_count) {
		const struct owner *member = &rules->owners[team->members[walk->next[top]++]];
		if (member->kind != OWNER_TEAM || walk->states[member->index] == DONE)
			continue;
		if (walk->states[member->index] == FRESH) {
			walk->states[member->index] = OPEN;
			walk->stack[walk->depth++] = member->index;
			return MOW_OK;
		}
		complain_cycle(walk->load, team, &rules->teams[member->index]);
	}
	walk->states[top] = DONE;
	walk->depth--;
	return expand(walk->load, team);
}

/* That a team is external holds for all its people, those of teams in it too, everywhere and at all times. */
static void apply(struct rules *rules, const struct team *team)
{
	for (size_t i = 0; team->external && i < team->people_count; i++)
		rules->people[team->people[i]].external = true;
}

int team_expand(struct load *load)
{
	struct rules *rules = load->rules;
	size_t count = rules->team_count;
	MOW_AUTO(walk) walk = {.load = load};

	walk.states = calloc(count + 1, sizeof *walk.states);
	walk.next = calloc(count + 1, sizeof *walk.next);
	walk.stack = calloc(count + 1, sizeof *walk.stack);
	if (walk.states == NULL || walk.next == NULL || walk.stack == NULL)
		return load_no_memory(load);
	for (size_t i = 0; i < count; i++) {
		if (walk.states[i] != FRESH)
			continue;
		walk.states[i] = OPEN;
		walk.stack[walk.depth++] = i;
		while (walk.depth > 0)
			if (step(&walk))
				return MOW_ENOMEM;
	}
	for (size_t i = 0; i < count; i++)
		apply(rules, &rules->teams[i]);
	return MOW_OK;
}
