/*
 * The verdict against a slow and obvious model of it: every set of people is tried, and every way to seat them. Rules,
 * authors and approvals are generated, small and crowded: few people who are everything at once.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "rules/read/read.h"
#include "verdict_scene.h"

#define CASES 6000
#define PEOPLE 8
#define SUBJECTS 3

/* xorshift64*: the same cases everywhere. */
static uint64_t seed;

static unsigned roll(unsigned sides)
{
	seed ^= seed >> 12;
	seed ^= seed << 25;
	seed ^= seed >> 27;
	return (unsigned)((seed * UINT64_C(0x2545F4914F6CDD1D)) >> 33) % sides;
}

/* ---- The model --------------------------------------------------------------------------------------------------- */

struct model {
	const struct rules *rules;
	const struct step_class *class;
	int64_t now;
	const struct approval *votes[4 * PEOPLE];
	size_t vote_count;
	size_t loads[PEOPLE]; /* what each has to do already */
};

static bool is_author(const struct model *model, size_t who)
{
	for (size_t i = 0; i < model->class->author_count; i++)
		if (model->class->authors[i] == who)
			return true;
	return false;
}

static bool serves(const struct model *model, size_t who)
{
	const struct person *person = &model->rules->people[who];

	return person->service.from <= model->now && model->now < person->service.end;
}

static bool is_away(const struct model *model, size_t who)
{
	const struct person *person = &model->rules->people[who];

	for (size_t i = 0; i < person->away_count; i++)
		if (person->away[i].from <= model->now && model->now < person->away[i].end)
			return true;
	return false;
}

static bool is_foreign(const struct model *model, size_t who)
{
	return model->rules->people[who].external || model->rules->people[who].bot;
}

static const struct level_rule *level(const struct model *model)
{
	return &model->rules->levels[model->class->requirement->level];
}

/* In the place of `whom`. */
static bool acts(const struct model *model, size_t who, size_t whom)
{
	const struct person *person = &model->rules->people[whom];

	if (who == whom)
		return true;
	if (serves(model, whom) && !is_away(model, whom) && !is_author(model, whom))
		return false;
	for (size_t i = 0; i < person->deputy_count; i++)
		if (person->deputies[i] == who)
			return true;
	return false;
}

static bool may(const struct model *model, const struct approval *vote)
{
	size_t who = vote->person;

	if (!serves(model, who))
		return false;
	if (is_author(model, who) && (!level(model)->self_approval || is_foreign(model, who)))
		return false;
	if (!(level(model)->evidence & (unsigned)vote->kind))
		return false;
	if (vote->own && !is_author(model, who))
		return false;
	return level(model)->max_age == 0 || vote->made >= model->now - level(model)->max_age;
}

static size_t expand(size_t *out, const struct rules *rules, const size_t *owners, size_t count)
{
	size_t found = 0;

	/* The day is 2026-06-15: of the teams that are written here one may be over. */
	for (size_t i = 0; i < count; i++) {
		const struct owner *owner = &rules->owners[owners[i]];
		bool team = owner->kind == OWNER_TEAM;
		if (team && rules->teams[owner->index].service.end != INT64_MAX)
			continue;
		for (size_t j = 0; j < (team ? rules->teams[owner->index].people_count : 1); j++) {
			size_t person = team ? rules->teams[owner->index].people[j] : owner->index;
			bool known = false;
			for (size_t k = 0; k < found; k++)
				known = known || out[k] == person;
			if (!known)
				out[found++] = person;
		}
	}
	return found;
}

static bool is_named(const struct rules *rules, const struct required_gate *gate, size_t who)
{
	for (size_t i = 0; i < gate->of_count; i++) {
		const struct owner *owner = &rules->owners[gate->of[i]];
		if (owner->kind == OWNER_PERSON && owner->index == who)
			return true;
		bool over = owner->kind == OWNER_TEAM && rules->teams[owner->index].service.end != INT64_MAX;
		for (size_t j = 0; owner->kind == OWNER_TEAM && !over && j < rules->teams[owner->index].member_count;
		     j++) {
			const struct owner *member = &rules->owners[rules->teams[owner->index].members[j]];
			if (member->kind == OWNER_PERSON && member->index == who)
				return true;
		}
	}
	return false;
}

static bool acts_for_any(const struct model *model, size_t who, const size_t *owners, size_t count)
{
	size_t members[SCENE_MAX];
	size_t n = expand(members, model->rules, owners, count);

	for (size_t i = 0; i < n; i++)
		if (acts(model, who, members[i]))
			return true;
	return false;
}

static bool for_accountable(const struct model *model, const struct approval *vote)
{
	const struct person *person = &model->rules->people[vote->person];

	return vote->role.as != AS_GATE && !person->bot && (!person->external || model->rules->external_accountable) &&
	       acts(model, vote->person, model->rules->owners[model->class->requirement->accountable].index);
}

static bool for_responsible(const struct model *model, const struct approval *vote)
{
	const struct owner_list *list = model->class->requirement->responsible;

	return list != NULL && vote->role.as == AS_ALL && !is_foreign(model, vote->person) &&
	       acts_for_any(model, vote->person, list->items, list->count);
}

static bool for_gate(const struct model *model, const struct approval *vote, const struct required_gate *gate)
{
	if (vote->role.as == AS_ACCOUNTABLE || (vote->role.as == AS_GATE && strcmp(vote->role.gate, gate->name) != 0))
		return false;
	if (is_foreign(model, vote->person) && !is_named(model->rules, gate, vote->person))
		return false;
	return acts_for_any(model, vote->person, gate->of, gate->of_count);
}

/* Whoever made the change: so nobody is an author here. */
static bool lets_through(struct model *model, const struct required_gate *allow, const struct approval *vote)
{
	const struct step_class *class = model->class;
	const struct step_class by_nobody = {.requirement = class->requirement};

	model->class = &by_nobody;
	bool lets = may(model, vote) && vote->role.as == AS_ALL && !is_foreign(model, vote->person) &&
		    acts_for_any(model, vote->person, allow->of, allow->of_count);
	model->class = class;
	return lets;
}

struct standing {
	const struct model *model;
	const size_t *people;
	size_t count;
};

/* Tries for each member whoever is not seated yet, and to leave the seat empty. */
static unsigned seat(const struct standing *standing, const size_t *members, size_t count, unsigned seated)
{
	unsigned best;

	if (count == 0)
		return 0;
	best = seat(standing, members + 1, count - 1, seated);
	for (size_t i = 0; i < standing->count; i++) {
		if (seated >> i & 1 || !acts(standing->model, standing->people[i], members[0]))
			continue;
		unsigned got = 1 + seat(standing, members + 1, count - 1, seated | 1u << i);
		best = got > best ? got : best;
	}
	return best;
}

static bool gate_is_met(const struct model *model, const struct required_gate *gate)
{
	size_t members[SCENE_MAX], people[SCENE_MAX], n = expand(members, model->rules, gate->of, gate->of_count),
						      count = 0;

	for (size_t i = 0; i < model->vote_count; i++) {
		bool known = false;
		for (size_t j = 0; j < count; j++)
			known = known || people[j] == model->votes[i]->person;
		if (!known && for_gate(model, model->votes[i], gate))
			people[count++] = model->votes[i]->person;
	}
	return seat(&(struct standing){model, people, count}, members, n, 0) >= gate->need;
}

static bool decided(const struct model *model)
{
	const struct requirement *owners = model->class->requirement;

	for (size_t i = 0; i < model->vote_count; i++) {
		const struct approval *vote = model->votes[i];
		if (for_accountable(model, vote))
			return true;
		if (!level(model)->any)
			continue;
		if (for_responsible(model, vote))
			return true;
		for (size_t j = 0; j < owners->gate_count; j++)
			if (owners->gates[j].light && !is_foreign(model, vote->person) &&
			    for_gate(model, vote, &owners->gates[j]))
				return true;
	}
	return false;
}

static bool takes_part(const struct model *model, const struct approval *vote)
{
	const struct requirement *owners = model->class->requirement;
	bool part = for_responsible(model, vote) || (owners->accountable != RULES_NONE && for_accountable(model, vote));

	for (size_t i = 0; i < owners->gate_count; i++)
		part = part || for_gate(model, vote, &owners->gates[i]);
	return part;
}

static bool enough_people(const struct model *model)
{
	bool counted[4 * PEOPLE] = {false};
	unsigned count = 0;

	for (size_t i = 0; i < model->vote_count; i++) {
		if (counted[model->votes[i]->person] || !takes_part(model, model->votes[i]))
			continue;
		counted[model->votes[i]->person] = true;
		count++;
	}
	return count >= level(model)->people;
}

static bool wants_people(const struct model *model)
{
	const struct requirement *owners = model->class->requirement;

	return level(model)->people > 1 && (owners->accountable != RULES_NONE || owners->gate_count > 0);
}

/* The approval of somebody in all roles, of a kind that counts. */
static struct approval approval_of(const struct model *model, size_t who)
{
	unsigned kinds = level(model)->evidence;

	return (struct approval){.person = who,
				 .role = {AS_ALL, NULL},
				 .made = model->now,
				 .own = kinds == EVIDENCE_PUSHER,
				 .kind = kinds & EVIDENCE_SIGNED  ? EVIDENCE_SIGNED
					 : kinds & EVIDENCE_FORGE ? EVIDENCE_FORGE
								  : EVIDENCE_PUSHER};
}

static bool is_let_through(struct model *model, const struct required_freeze *freeze, const struct approval *approvals,
			   unsigned others)
{
	const struct period *period = &freeze->area->freeze->period;
	bool let = model->now < period->from || model->now >= period->end;

	for (size_t i = 0; i < model->class->approvals->count; i++)
		let = let || lets_through(model, &freeze->allow, &approvals[model->class->approvals->items[i]]);
	for (size_t i = 0; i < model->rules->people_count; i++) {
		const struct approval approval = approval_of(model, i);
		let = let || ((others >> i & 1) && lets_through(model, &freeze->allow, &approval));
	}
	return let;
}

/* No freeze is in the way, and no end of rights. */
static bool is_open(struct model *model, const struct step_class *class, const struct approval *approvals,
		    unsigned others)
{
	const struct requirement *owners = class->requirement;
	bool open = class->deletes || owners->rights_end > model->now;

	model->class = class;
	for (size_t i = 0; i < owners->freeze_count; i++)
		open = open && is_let_through(model, &owners->freezes[i], approvals, others);
	return open;
}

/* With the approvals there are, and those in all roles of the people in `others`. */
static bool satisfied(struct model *model, const struct step_class *class, const struct approval *approvals,
		      unsigned others)
{
	struct approval extra[4 * PEOPLE];
	const struct requirement *owners = class->requirement;
	bool owned = owners->accountable != RULES_NONE;

	model->class = class;
	model->vote_count = 0;
	for (size_t i = 0; i < class->approvals->count; i++)
		if (may(model, &approvals[class->approvals->items[i]]))
			model->votes[model->vote_count++] = &approvals[class->approvals->items[i]];
	for (size_t i = 0; i < model->rules->people_count; i++) {
		extra[i] = approval_of(model, i);
		if (others >> i & 1 && may(model, &extra[i]))
			model->votes[model->vote_count++] = &extra[i];
	}
	for (size_t i = 0; i < owners->gate_count; i++) {
		bool folded = owned && level(model)->any && !owners->gates[i].strict;
		if (!folded && !gate_is_met(model, &owners->gates[i]))
			return false;
	}
	return is_open(model, class, approvals, others) && (!owned || decided(model)) &&
	       (!wants_people(model) || enough_people(model));
}

static unsigned present(const struct model *model)
{
	unsigned set = 0;

	for (size_t i = 0; i < model->rules->people_count; i++)
		if (serves(model, i) && !is_away(model, i))
			set |= 1u << i;
	return set;
}

static bool is_closed(const struct model *model, const struct step_class *class)
{
	return class->requirement->accountable == RULES_NONE && model->rules->unowned == UNOWNED_BLOCK;
}

static enum mow_state state_of(struct model *model, const struct step_class *class, const struct approval *approvals)
{
	if (!is_open(model, class, approvals, 0))
		return MOW_FROZEN;
	if (is_closed(model, class))
		return MOW_UNOWNED;
	if (satisfied(model, class, approvals, 0))
		return MOW_APPROVED;
	if (!satisfied(model, class, approvals, present(model)))
		return MOW_IMPOSSIBLE;
	for (size_t i = 0; i < class->approvals->stale_count; i++) {
		const struct approval *vote = &approvals[class->approvals->stale[i]];
		if (may(model, vote) && takes_part(model, vote))
			return MOW_STALE;
	}
	return MOW_MISSING;
}

/* Of two sets of one size the one with the least loaded person whom the other does not have; of those with the same
 * load, the first. */
static bool is_before(const struct model *model, unsigned a, unsigned b)
{
	unsigned differ = a ^ b;
	size_t least = PEOPLE;

	for (size_t i = 0; i < PEOPLE; i++)
		if ((differ >> i & 1) && (least == PEOPLE || model->loads[i] < model->loads[least]))
			least = i;
	return least < PEOPLE && (a >> least & 1);
}

static int tell_loads(size_t *loads, void *context, struct mow_error *err)
{
	const struct model *model = context;

	(void)err;
	memcpy(loads, model->loads, model->rules->people_count * sizeof *loads);
	return MOW_OK;
}

/* What all who are present could complete. */
static bool is_wanted(struct model *model, const struct step_class *class, enum mow_state state,
		      const struct approval *approvals)
{
	return state == MOW_MISSING || state == MOW_STALE ||
	       (state == MOW_FROZEN && !is_closed(model, class) && satisfied(model, class, approvals, present(model)));
}

static unsigned smallest(struct model *model, const struct step_class *classes, const enum mow_state *states,
			 size_t count, const struct approval *approvals)
{
	unsigned all = present(model), best = all;

	for (unsigned set = all;; set = (set - 1) & all) {
		int size = __builtin_popcount(set), best_size = __builtin_popcount(best);
		bool good = size < best_size || (size == best_size && is_before(model, set, best));
		for (size_t i = 0; good && i < count; i++)
			if (is_wanted(model, &classes[i], states[i], approvals))
				good = satisfied(model, &classes[i], approvals, set);
		if (good)
			best = set;
		if (set == 0)
			return best;
	}
}

/* ---- Generated cases ------------------------------------------------------------------------------------------------ */

static void add_names(struct buf *text, unsigned count, bool teams)
{
	for (unsigned i = 0; i < count; i++) {
		if (teams && roll(3) == 0)
			buf_addf(text, " @t%u", roll(3));
		else
			buf_addf(text, " @p%u", roll(PEOPLE));
	}
}

static void write_people(struct buf *text)
{
	buf_adds(text, "[people]\n");
	for (unsigned i = 0; i < PEOPLE; i++) {
		buf_addf(text, "@p%u = P%u <p%u@x.example>", i, i, i);
		if (i > 1 && roll(8) == 0)
			buf_adds(text, ", external");
		if (i > 1 && roll(12) == 0)
			buf_adds(text, ", bot");
		if (roll(4) == 0)
			buf_adds(text, ", away 2026-06-10..2026-06-20");
		if (roll(8) == 0)
			buf_adds(text, ", until 2026-06-01");
		if (roll(3) > 0) {
			unsigned a = (i + 1 + roll(PEOPLE - 1)) % PEOPLE, b = (i + 1 + roll(PEOPLE - 1)) % PEOPLE;
			buf_addf(text, ", deputy @p%u", a);
			if (a != b && roll(2))
				buf_addf(text, " @p%u", b);
		}
		buf_adds(text, "\n");
	}
	buf_adds(text, "[teams]\n@t0 = @p2 @p3\n");
	buf_addf(text, "@t1 = @p4 @t0 @p1%s\n", roll(6) == 0 ? ", external" : "");
	buf_addf(text, "@t2 = @p5 @p6 @p7%s\n", roll(8) == 0 ? ", until 2026-06-10" : "");
}

static void write_area(struct buf *text, unsigned number)
{
	static const char *const paths[] = {"/", "*.a", "*.b", "*.a\n*.c"};
	static const char *const levels[] = {"lightweight", "standard", "detailed"};

	buf_addf(text, "[a%u]\npath = %s\n", number,
		 number == 0 ? "**"
		 : roll(2)   ? "*.a\n       *.b"
			     : paths[1 + roll(2)]);
	if (roll(5) > 0)
		buf_addf(text, "accountable = @p%u\n", roll(PEOPLE));
	if (roll(3) > 0)
		buf_addf(text, "level = %s\n", levels[roll(3)]);
	if (roll(24) == 0)
		buf_addf(text, "rights-until = 2026-06-%u\n", 13 + roll(4));
	if (roll(2)) {
		buf_adds(text, "responsible =");
		add_names(text, 1 + roll(2), true);
		buf_adds(text, "\n");
	}
	for (unsigned i = 0; i < roll(4); i++) {
		buf_addf(text, "%s", i == 0 ? "review =" : "        ");
		if (roll(3) == 0) {
			buf_adds(text, roll(2) ? " 1 of" : " all of");
			add_names(text, 1 + roll(2), true);
		} else if (roll(2)) {
			buf_adds(text, " 2 of @p0 @t2");
			add_names(text, roll(2), true);
		} else {
			add_names(text, 1, true);
		}
		buf_adds(text, "\n");
	}
}

static void write_freeze(struct buf *text, unsigned number)
{
	static const char *const paths[] = {"**", "*.a", "*.b\n       *.c"};
	static const char *const times[] = {"from = 2026-06-01\nuntil = 2026-06-15\n", "opens = 2026-07-01\n",
					    "from = 2026-06-16\nuntil = 2026-06-20\n", "opens = 2026-06-15\n"};

	buf_addf(text, "[freeze f%u]\npath = %s\n%s", number, paths[roll(3)], times[roll(roll(3) ? 2 : 4)]);
	if (roll(4) == 0)
		return;
	buf_adds(text, "allow =");
	add_names(text, 1 + roll(2), true);
	buf_adds(text, "\n");
}

static void write_rules(struct buf *text)
{
	static const char *const unowned[] = {"", "unowned = warn\n", "unowned = allow\n"};

	buf_addf(text, "[mowners]\nversion = 1\n%s%s", unowned[roll(3)],
		 roll(6) == 0 ? "external-accountable = yes\n" : "");
	buf_adds(text, "[rules]\naccountable = @p0\n");
	write_people(text);
	if (roll(5) == 0)
		buf_addf(text, "[level standard]\nself-approval = %s\nmax-age = 2d\npeople = %u\n",
			 roll(2) ? "yes" : "no", 1 + roll(3));
	if (roll(8) == 0)
		buf_addf(text, "[level detailed]\ndecided-by = any\nself-approval = %s\n", roll(2) ? "yes" : "no");
	if (roll(8) == 0)
		buf_adds(text, "[level lightweight]\nevidence = forge\npeople = 2\n");
	for (unsigned i = 0, areas = 1 + roll(3); i < areas; i++)
		write_area(text, i);
	for (unsigned i = 0, freezes = roll(6) ? 0 : 1 + roll(2); i < freezes; i++)
		write_freeze(text, i);
}

static void write_votes(struct buf *votes, unsigned most)
{
	static const char *const as[] = {"", "", "", "", "/accountable", "/review.a0", "/review.t2", "/review.p5"};
	static const char *const how[] = {"", "", "", "+forge", "+pusher", "+own", "-1d", "-3d"};

	for (unsigned i = 0, count = roll(most + 1); i < count; i++)
		buf_addf(votes, " @p%u%s%s", roll(PEOPLE), as[roll(8)], how[roll(7)]);
}

struct tally {
	unsigned broken, cases, states[MOW_MISSING + 1], asked;
};

/* One set of rules, and a change of up to three files. */
static void run_case(struct tally *tally)
{
	static const char *const paths[SUBJECTS] = {"x.a", "y.b", "z.c"};
	struct scene scenes[SUBJECTS];
	struct step_class classes[SUBJECTS];
	struct judgement judgement;
	enum mow_state states[SUBJECTS];
	struct approval approvals[SUBJECTS * SCENE_MAX];
	struct approvals gathered = {.items = approvals};
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(arena) arena = {0};
	size_t count = 1 + roll(SUBJECTS), offset = 0;
	struct verdict_people found;
	unsigned set = 0, expected;
	struct rules *rules;
	struct resolver *resolver;

	write_rules(&text);
	assert_int_equal(rules_parse(&rules, text.data, text.len, NULL, NULL), 0);
	if (rules->broken) {
		tally->broken++;
		rules_free(rules);
		return;
	}
	tally->cases++;
	assert_int_equal(resolver_new(&resolver, rules, NULL), 0);
	struct model model = {.rules = rules};
	MOW_AUTO_PTR(judge) judge = NULL;
	for (size_t i = 0; i < count; i++) {
		struct scene *scene = &scenes[i];
		MOW_AUTO(buf) holds = BUF_INIT;
		MOW_AUTO(buf) stale = BUF_INIT;
		MOW_AUTO(buf) authors = BUF_INIT;
		unsigned by = 1u << roll(PEOPLE) | (roll(3) ? 0 : 1u << roll(PEOPLE));
		memset(scene, 0, sizeof *scene);
		assert_true(clock_parse_day(&scene->now, "2026-06-15", 10));
		scene->rules = rules;
		for (unsigned j = 0; j < PEOPLE; j++)
			if (by >> j & 1)
				buf_addf(&authors, "%s@p%u", authors.len ? " " : "", j);
		write_votes(&holds, 4);
		write_votes(&stale, 2);
		scene_say(scene, authors.data, holds.data + (holds.len > 0), stale.data + (stale.len > 0));
		for (size_t j = 0; j < scene->set.count; j++)
			scene->holds[j] += offset;
		for (size_t j = 0; j < scene->set.stale_count; j++)
			scene->stale[j] += offset;
		memcpy(approvals + offset, scene->approvals, scene->approval_count * sizeof *approvals);
		offset += scene->approval_count;
		assert_int_equal(
			resolver_look_up(&scene->owners, resolver, &(const struct mow_path){paths[i], 3, false}, NULL),
			0);
		scene->class.requirement = scene->owners;
		scene->class.approvals = &scene->set;
		scene->class.deletes = roll(3) == 0;
		classes[i] = scene->class;
		model.now = scene->now;
	}
	assert_int_equal(judge_new(&judge, rules, model.now, NULL), 0);
	judge_heed(judge, &gathered);
	for (size_t i = 0; i < count; i++) {
		states[i] = state_of(&model, &classes[i], approvals);
		tally->states[states[i]]++;
		assert_int_equal(judge_class(&judgement, judge, &classes[i], &arena, NULL), 0);
		if (judgement.state != states[i]) {
			MOW_AUTO(buf) told = BUF_INIT;
			scene_tell(&told, rules, &judgement, &gathered);
			print_message("%s\n%s: %s, but the model says %d\n", text.data, paths[i], told.data, states[i]);
		}
		assert_int_equal(judgement.state, states[i]);
		for (size_t j = 0; j < rules->people_count; j++) {
			struct approval vote = {.person = j,
						.kind = EVIDENCE_SIGNED | EVIDENCE_FORGE | EVIDENCE_PUSHER,
						.made = model.now};
			unsigned roles = judge_roles(judge, &classes[i], j);
			model.class = &classes[i];
			assert_int_equal((roles & ~(unsigned)(ROLE_AUTHOR | ROLE_ALLOW)) != 0,
					 may(&model, &vote) &&
						 (takes_part(&model, &vote) || for_responsible(&model, &vote)));
		}
	}
	for (size_t i = 0; i < PEOPLE; i++)
		model.loads[i] = roll(3);
	expected = smallest(&model, classes, states, count, approvals);
	const struct verdict_case about = {.rules = rules,
					   .now = model.now,
					   .classes = classes,
					   .class_count = count,
					   .approvals = &gathered,
					   .loads = tell_loads,
					   .context = &model};
	assert_int_equal(verdict_ask(&found, &about, &arena, NULL), 0);
	assert_true(found.exact);
	for (size_t i = 0; i < found.count; i++)
		set |= 1u << found.people[i];
	if (set != expected)
		print_message("%s\nthe smallest set is %x, not %x\n", text.data, expected, set);
	assert_int_equal(set, expected);
	tally->asked += found.count > 1;
	resolver_free(resolver);
	rules_free(rules);
}

static void test_model(void **state)
{
	struct tally tally = {0};

	(void)state;
	seed = UINT64_C(0x9E3779B97F4A7C15);
	for (unsigned i = 0; i < CASES; i++)
		run_case(&tally);
	print_message(
		"%u cases, %u sets of rules not taken; approved %u, frozen %u, unowned %u, impossible %u, stale %u, missing %u; %u sets of several\n",
		tally.cases, tally.broken, tally.states[MOW_APPROVED], tally.states[MOW_FROZEN],
		tally.states[MOW_UNOWNED], tally.states[MOW_IMPOSSIBLE], tally.states[MOW_STALE],
		tally.states[MOW_MISSING], tally.asked);
	/* Cases that show nothing would pass too. */
	assert_true(tally.cases > CASES / 4);
	for (int i = 0; i <= MOW_MISSING; i++)
		assert_true(i == MOW_STOPPED || tally.states[i] > CASES / 100);
	assert_true(tally.asked > CASES / 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_model)};

	return cmocka_run_group_tests_name("verdict_model", tests, NULL, NULL);
}
