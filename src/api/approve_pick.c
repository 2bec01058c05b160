#include "api/approve.h"

#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/escape.h"
#include "base/text.h"

static bool is_below(const struct step *step, const char *path)
{
	size_t len = strlen(path);

	return len <= step->path_len && memcmp(step->path, path, len) == 0 &&
	       (len == 0 || len == step->path_len || step->path[len] == '/' || step->path[len - 1] == '/');
}

bool approve_is_chosen(const struct mow_approve_options *options, const struct step *step)
{
	for (size_t i = 0; i < options->path_count; i++)
		if (is_below(step, options->paths[i]))
			return true;
	return options->path_count == 0;
}

/* A path that nothing of the change is at was mistyped, or is no part of what was meant to be approved. */
int approve_check_paths(const struct mow_verdict *verdict, const struct mow_approve_options *options,
			struct mow_error *err)
{
	for (size_t i = 0; i < options->path_count; i++) {
		size_t at = 0;
		MOW_AUTO(buf) shown = BUF_INIT;

		while (at < verdict->steps.count && !is_below(&verdict->steps.items[at], options->paths[i]))
			at++;
		if (at < verdict->steps.count)
			continue;
		escape_path(&shown, options->paths[i], strlen(options->paths[i]));
		return mow_fail(err, MOW_EINVAL,
				"the change does nothing to %s, so there is nothing to decide there; without a path "
				"--dry-run names all that waits for you",
				shown.data);
	}
	return MOW_OK;
}

/* Whether one of the person's approvals that hold for the step covers the role. Of an age that counts no more it does
 * not: it is asked again. */
static bool has_given(const struct mow_approval *approval, size_t step, const char *role)
{
	static const char review[] = "review.";
	const struct mow_verdict *verdict = approval->verdict;
	const struct approval_set *set = &verdict->approvals.sets[verdict->approvals.of_step[step]];
	const struct step_class *class = &verdict->classes.items[verdict->class_of[step]];

	for (size_t i = 0; i < set->count; i++) {
		const struct approval *given = &verdict->approvals.items[set->items[i]];
		if (given->person != approval->person || !judge_counts(verdict->judge, class, given))
			continue;
		if (given->role.as == AS_ALL ||
		    (given->role.as == AS_ACCOUNTABLE && strcmp(role, "accountable") == 0) ||
		    (text_begins(role, review) && role_covers_gate(&given->role, role + sizeof review - 1)))
			return true;
	}
	return false;
}

static int add_to_role(struct mow_approval *approval, const char *role, const struct mow_step *step,
		       struct mow_error *err)
{
	struct role_steps *at = NULL;

	for (size_t i = 0; i < approval->roles.count && at == NULL; i++)
		if (strcmp(approval->roles.items[i].shown.role, role) == 0)
			at = &approval->roles.items[i];
	if (at == NULL) {
		if (array_reserve(&approval->roles, 1))
			return mow_fail_memory(err);
		at = &approval->roles.items[approval->roles.count++];
		memset(at, 0, sizeof *at);
		at->shown.role = role;
	}
	if (array_reserve(at, 1))
		return mow_fail_memory(err);
	at->items[at->count++] = step;
	at->shown.steps = at->items;
	at->shown.step_count = at->count;
	return MOW_OK;
}

/* The roles in which the person's word counts for a class, of those that were asked for; each once. */
struct held_roles {
	const char **names;
	size_t count;
	bool author;              /* made the change and is asked about it no more */
	const struct oid *commit; /* that names me, or the owner in whose place I decide; NULL */
	size_t owner;             /* a person: the latter; RULES_NONE */
	const char *unknown;      /* an author whom the rules do not know, where that is told; NULL */
	bool late;                /* I decide only once it has waited for long */
	bool known;
};

/* Which claim of authorship lets me decide, or keeps me from it. */
static void find_claim(struct held_roles *out, const struct mow_approval *approval, size_t class, unsigned roles)
{
	const struct mow_verdict *verdict = approval->verdict;
	const struct rules *rules = policy_rules(verdict->policy);
	const struct requirement *owners = verdict->classes.items[class].requirement;

	out->owner = RULES_NONE;
	if (out->author) {
		out->commit = claims_commit(verdict, class, approval->person);
		return;
	}
	if (!(roles & ROLE_ACCOUNTABLE) || owners->accountable == RULES_NONE || rules->levels[owners->level].any ||
	    approval->role.as == AS_GATE)
		return;
	size_t owner = rules->owners[owners->accountable].index;
	if (owner == approval->person || !claims_bars(verdict, class, owner))
		return;
	out->commit = claims_commit(verdict, class, owner);
	out->owner = out->commit != NULL ? owner : RULES_NONE;
}

static int find_held(struct held_roles *out, struct mow_approval *approval, size_t number, struct mow_error *err)
{
	/* Those that no --as names. */
	static const struct {
		unsigned role;
		const char *name;
	} others[] = {{ROLE_RESPONSIBLE, "responsible"},
		      {ROLE_ALLOW, "allow"},
		      {ROLE_ACCEPT, "accept"},
		      {ROLE_RELEASE, "release"}};
	const struct mow_verdict *verdict = approval->verdict;
	const struct step_class *class = &verdict->classes.items[number];
	struct step_class later = *class;
	unsigned today = judge_roles(verdict->judge, class, approval->person);

	/* Since when it waits the server knows, and this clone perhaps not. */
	later.escalated = class->requirement->escalate != NULL;
	unsigned roles = judge_roles(verdict->judge, &later, approval->person);
	out->late = (roles & ~today & ROLE_ACCOUNTABLE) != 0;

	out->known = true;
	out->names = arena_array(&approval->arena, class->requirement->gate_count + 1 + sizeof others / sizeof *others,
				 sizeof *out->names);
	if (out->names == NULL)
		return mow_fail_memory(err);
	if ((roles & ROLE_ACCOUNTABLE) && approval->role.as != AS_GATE)
		out->names[out->count++] = "accountable";
	for (size_t i = 0; (roles & ROLE_GATE) && i < class->requirement->gate_count; i++) {
		const char *role;

		if (!judge_in_gate(verdict->judge, class, i, approval->person) ||
		    !role_covers_gate(&approval->role, class->requirement->gates[i].name))
			continue;
		role = arena_printf(&approval->arena, "review.%s", class->requirement->gates[i].name);
		if (role == NULL)
			return mow_fail_memory(err);
		out->names[out->count++] = role;
	}
	for (size_t i = 0; approval->role.as == AS_ALL && i < sizeof others / sizeof *others; i++)
		if (roles & others[i].role)
			out->names[out->count++] = others[i].name;
	out->author = (roles & ROLE_AUTHOR) && !out->count;
	if (out->count > 0 && class->requirement->level != LEVEL_LIGHTWEIGHT)
		out->unknown = claims_unknown(verdict, number);
	find_claim(out, approval, number, roles);
	return MOW_OK;
}

/* Files of which the same is said: the first of them, and how many. */
struct noted {
	const struct step *first;
	size_t count;
	const struct held_roles *held; /* of the first */
};

static void take_note(struct noted *noted, const struct step *step, const struct held_roles *held)
{
	if (noted->count++ > 0)
		return;
	noted->first = step;
	noted->held = held;
}

/* "the change to a.md and to 2 more files" */
static void add_files(struct buf *out, const struct noted *noted)
{
	buf_adds(out, "the change to ");
	escape_path(out, noted->first->path, noted->first->path_len);
	if (noted->count > 1)
		buf_addf(out, " and to %zu more file%s", noted->count - 1, noted->count == 2 ? "" : "s");
}

static void say_own(struct buf *out, const struct mow_approval *approval, const struct noted *own)
{
	char hex[OID_HEX];

	(void)approval;
	buf_adds(out, "you made ");
	add_files(out, own);
	buf_adds(out, " yourself");
	if (own->held->commit != NULL) {
		oid_format(hex, own->held->commit);
		buf_addf(out, ", as commit %.12s claims", hex);
	}
	buf_adds(out, ", so somebody else must approve it; mowners check says who can");
}

/* Whoever pushes can claim that the owner made it, and so have it decided by somebody else. */
static void say_claimed(struct buf *out, const struct mow_approval *approval, const struct noted *claimed)
{
	const char *owner = people_label(policy_rules(approval->verdict->policy), claimed->held->owner);
	char hex[OID_HEX];

	oid_format(hex, claimed->held->commit);
	buf_adds(out, "you decide about ");
	add_files(out, claimed);
	buf_addf(out,
		 " in the place of %s, because commit %.12s names %s as an author; nobody has proved that, so ask %s "
		 "where it matters",
		 owner, hex, owner, owner);
}

/* What is said of those who may decide once a change has waited. */
static void say_late(struct buf *out, const struct mow_approval *approval, const struct noted *late)
{
	const struct mow_verdict *verdict = approval->verdict;
	size_t step = (size_t)(late->first - verdict->steps.items);
	const struct requirement *owners = verdict->classes.items[verdict->class_of[step]].requirement;

	buf_adds(out, "you decide about ");
	add_files(out, late);
	buf_addf(out,
		 " only once a request for it has waited as long as OWNERS says (escalate = %s); until then this does "
		 "not count as the decision",
		 owners->escalate->text);
}

/* An address that is nobody's may be mine. */
static void say_unknown(struct buf *out, const struct mow_approval *approval, const struct noted *unknown)
{
	const char *email = unknown->held->unknown;

	(void)approval;
	escape_text(out, email, strlen(email));
	buf_adds(out, " made ");
	add_files(out, unknown);
	buf_adds(out, ", and nobody in OWNERS has this address; if it is yours, let somebody else approve");
}

static int add_note(struct mow_approval *approval, const struct buf *text, struct mow_error *err)
{
	return buf_check(text, err) ? MOW_ENOMEM
				    : strings_add(&approval->notes, &approval->arena, err, "%s", text->data);
}

/* What may have to be said of files, in this order. */
enum { NOTE_OWN, NOTE_CLAIMED, NOTE_LATE, NOTE_UNKNOWN, NOTES };

static int add_notes(struct mow_approval *approval, const struct noted noted[NOTES], struct mow_error *err)
{
	static void (*const say[NOTES])(struct buf *, const struct mow_approval *,
					const struct noted *) = {[NOTE_OWN] = say_own,
								 [NOTE_CLAIMED] = say_claimed,
								 [NOTE_LATE] = say_late,
								 [NOTE_UNKNOWN] = say_unknown};
	int result = approve_note_handovers(approval, err);

	for (size_t i = 0; result == MOW_OK && i < NOTES; i++) {
		MOW_AUTO(buf) text = BUF_INIT;
		if (noted[i].count == 0)
			continue;
		say[i](&text, approval, &noted[i]);
		result = add_note(approval, &text, err);
	}
	return result;
}

static int note_no_role(struct mow_approval *approval, struct mow_error *err)
{
	MOW_AUTO(buf) text = BUF_INIT;

	buf_adds(&text, "you do not hold the role ");
	escape_text(&text, approval->as, strlen(approval->as));
	buf_adds(&text, " in any of these changes; without --as you approve in all the roles that you hold");
	return add_note(approval, &text, err);
}

/* ---- What is taken ------------------------------------------------------------------------------------------------ */

static int take_before(struct mow_approval *approval, size_t number, struct mow_error *err)
{
	size_t before = approve_find_before(approval, number);

	if (before == SIZE_MAX)
		return MOW_OK;
	if (array_reserve(&approval->older_steps, 1))
		return mow_fail_memory(err);
	approval->older_steps.items[approval->older_steps.count++] = (struct approved_before){number, before};
	return MOW_OK;
}

/* What waits of a step in which roles are held: where one of them has not been given, all of them are. */
static int take_step(struct mow_approval *approval, const struct held_roles *held, size_t number, struct mow_error *err)
{
	bool waits = approval->again && held->count > 0;
	int result = MOW_OK;

	for (size_t i = 0; i < held->count; i++)
		waits = waits || !has_given(approval, number, held->names[i]);
	if (!waits) {
		approval->given += held->count > 0;
		return MOW_OK;
	}
	for (size_t i = 0; result == MOW_OK && i < held->count; i++)
		result = add_to_role(approval, held->names[i], &approval->verdict->shown[number], err);
	approval->steps[approval->record.step_count++] = approval->verdict->steps.items[number];
	return result == MOW_OK ? take_before(approval, number, err) : result;
}

struct picking {
	struct mow_approval *approval;
	struct held_roles *held; /* by class */
	struct noted noted[NOTES];
	bool moved; /* what is here of a file is not what would land */
};

static int pick_step(struct picking *picking, size_t number, struct mow_error *err)
{
	const struct mow_verdict *verdict = picking->approval->verdict;
	const struct step *step = &verdict->steps.items[number];
	struct held_roles *held = &picking->held[verdict->class_of[number]];
	int result = MOW_OK;

	if (verdict->moved != NULL && verdict->moved[number]) {
		picking->moved = true;
		return MOW_OK;
	}
	if (!held->known)
		result = find_held(held, picking->approval, verdict->class_of[number], err);
	if (result == MOW_OK)
		result = take_step(picking->approval, held, number, err);
	if (held->author)
		take_note(&picking->noted[NOTE_OWN], step, held);
	if (held->owner != RULES_NONE)
		take_note(&picking->noted[NOTE_CLAIMED], step, held);
	if (held->late)
		take_note(&picking->noted[NOTE_LATE], step, held);
	if (held->unknown != NULL)
		take_note(&picking->noted[NOTE_UNKNOWN], step, held);
	return result;
}

int approve_pick(struct mow_approval *approval, const struct mow_approve_options *options, struct mow_error *err)
{
	const struct mow_verdict *verdict = approval->verdict;
	struct picking picking = {.approval = approval};

	picking.held = arena_array(&approval->arena, verdict->classes.count + 1, sizeof *picking.held);
	approval->steps = arena_array(&approval->arena, verdict->steps.count + 1, sizeof *approval->steps);
	if (picking.held == NULL || approval->steps == NULL)
		return mow_fail_memory(err);
	int result = approve_check_paths(verdict, options, err);
	for (size_t i = 0; result == MOW_OK && i < verdict->steps.count; i++)
		if (approve_is_chosen(options, &verdict->steps.items[i]))
			result = pick_step(&picking, i, err);
	if (result == MOW_OK && picking.moved)
		result = strings_add(&approval->notes, &approval->arena, err, "%s", verdict->moved_note);
	if (result < 0)
		return result;
	bool nothing = approval->given == 0 && !picking.moved && approval->record.step_count == 0 &&
		       picking.noted[NOTE_OWN].count == 0;
	return nothing && approval->role.as != AS_ALL ? note_no_role(approval, err)
						      : add_notes(approval, picking.noted, err);
}
