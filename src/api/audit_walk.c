/*
 * From the tip of the default branch back through what landed: by the entries of the chain, newest first, as long as
 * they lead to where we are; by first parents where they do not.
 */
#include <string.h>

#include "api/audit.h"

struct walk {
	struct mow_audit *audit;
	const struct audit_visitor *visitor;
	struct oid at;
	size_t next; /* the entry that is to lead to it */
	bool met;    /* an entry has led to where we were: what none leads to is not noted */
	bool begun;  /* we are before the chain */
	bool copied; /* the chain is a copy, and no entry has led here yet: it may be newer than the branch here */
	bool waits;  /* what is asked about lies further back: nothing is told yet */
	struct mow_error *err;
};

static const struct audit_move *next_move(const struct walk *walk)
{
	const struct audit_moves *moves = &walk->audit->moves;

	return walk->next < moves->count ? &moves->items[walk->next] : NULL;
}

static int take(struct walk *walk, struct audit_change *change, bool *open)
{
	const struct audit_visitor *visitor = walk->visitor;

	*open = false;
	if (walk->waits)
		return MOW_OK;
	change->unnoted = change->move == NULL && walk->met && !walk->begun && walk->audit->moves.any;
	return visitor->take(open, change, visitor->context);
}

/* Whether it goes on where nothing was asked, or noted. */
static bool is_open_ended(const struct walk *walk)
{
	return walk->audit->bounded || walk->visitor->whole;
}

/* Whether nothing is told of the chain itself. */
static bool is_quiet(const struct walk *walk)
{
	return walk->waits || walk->audit->options.unratified;
}

/* Where the chain says that the branch was, and where it was. */
static int tell_gap(const struct walk *walk, const struct audit_move *move)
{
	const struct audit_change gap = {.old = move->new, .new = walk->at, .at = move->at, .move = move};

	return is_quiet(walk)
		       ? MOW_OK
		       : audit_find(walk->audit, &gap, (struct mow_audit_finding){.kind = MOW_AUDIT_GAP}, walk->err);
}

/* A change that an entry names. */
static int follow(struct walk *walk, const struct audit_move *move)
{
	struct audit_change change = {
		.old = move->old, .new = move->new, .at = move->at, .move = move, .store = move->store};
	bool open;
	int result = MOW_OK;

	walk->met = true;
	walk->copied = false;
	walk->next++;
	if (move->begun) {
		walk->begun = true;
		return MOW_OK;
	}
	result = take(walk, &change, &open);
	walk->at = move->old;
	return result;
}

/* When a commit was made, and the one before it; zeros: there is none. */
static int look_back(struct audit_change *out, const struct walk *walk)
{
	MOW_AUTO(arena) arena = {0};
	const struct past_commit *known;
	struct commit commit;
	int result = MOW_OK;

	if (walk->audit->past != NULL) {
		result = past_get(&known, walk->audit->past, &out->new, walk->err);
		if (result != MOW_OK)
			return result;
		out->old = known->parent;
		out->at = known->time;
		return MOW_OK;
	}
	result = repo_commit(&commit, &arena, walk->audit->repo->git, &out->new, walk->err);
	if (result != MOW_OK)
		return result;
	if (commit.parent_count > 0)
		out->old = commit.parents[0];
	out->at = commit.time;
	return MOW_OK;
}

/* A change that no entry names: that of one commit. */
static int step(struct walk *walk)
{
	const struct audit_moves *moves = &walk->audit->moves;
	struct audit_change change = {.new = walk->at};
	bool open;
	int result = look_back(&change, walk);

	if (result != MOW_OK)
		return result;
	change.store = walk->next > 0 && walk->next < moves->count ? moves->items[walk->next - 1].store
		       : walk->next == 0                           ? moves->present
								   : moves->store;
	result = take(walk, &change, &open);
	walk->at = change.old;
	/* Before there were rules nothing is asked of anybody. */
	if (open && !is_open_ended(walk))
		walk->at = (struct oid){{0}};
	return result;
}

/* Whether an entry further back leads to where we are: then those before it are of something that is no more. */
static int find_later(struct walk *walk, bool *found)
{
	const struct audit_moves *moves = &walk->audit->moves;
	size_t later;
	int result = MOW_OK;

	*found = map_get(&moves->by_new, &walk->at, sizeof walk->at, &later) && later > walk->next;
	if (*found && walk->copied)
		walk->audit->goes_on = true;
	else if (*found && walk->met)
		result = tell_gap(walk, next_move(walk));
	if (*found)
		walk->next = later;
	return result;
}

static int pass_unreadable(struct walk *walk, const struct audit_move *move)
{
	const struct audit_change nothing = {.at = move->at, .move = move};
	const struct mow_audit_finding finding = {.kind = MOW_AUDIT_UNREADABLE, .why = move->problem};

	walk->next++;
	return is_quiet(walk) ? MOW_OK : audit_find(walk->audit, &nothing, finding, walk->err);
}

static int advance(struct walk *walk)
{
	const struct audit_move *move = next_move(walk);
	bool found = false;
	int result = MOW_OK;

	if (move != NULL && !move->moves)
		return pass_unreadable(walk, move);
	if (move != NULL && oid_equal(&move->new, &walk->at))
		return follow(walk, move);
	if (move != NULL)
		result = find_later(walk, &found);
	/* Entries that lie behind the first one are of another chain. */
	if (result != MOW_OK || found)
		return result;
	if (move == NULL && !is_open_ended(walk) && walk->audit->moves.any) {
		walk->at = (struct oid){{0}};
		return MOW_OK;
	}
	return step(walk);
}

static int walk_back(struct walk *walk)
{
	const struct mow_audit *audit = walk->audit;
	const struct audit_move *move = NULL;
	int result = MOW_OK;

	while (result == MOW_OK && !oid_is_zero(&walk->at)) {
		walk->waits = walk->waits && !oid_equal(&walk->at, &audit->end);
		if (!walk->waits && audit->bounded && !map_get(&audit->range, &walk->at, sizeof walk->at, NULL))
			break;
		result = advance(walk);
		move = next_move(walk);
		if (walk->begun && (walk->waits || !is_open_ended(walk)))
			break;
	}
	/* The history ends, and the chain knows more: it was made anew. */
	if (result == MOW_OK && oid_is_zero(&walk->at) && move != NULL && move->moves && !move->begun)
		result = tell_gap(walk, move);
	return result;
}

int audit_walk(struct mow_audit *audit, const struct audit_visitor *visitor, struct mow_error *err)
{
	const struct oid *tip = &audit->standard.tip;
	struct walk walk = {.audit = audit,
			    .visitor = visitor,
			    .at = audit->moves.any ? *tip : audit->end,
			    .met = true,
			    .copied = audit->remote != NULL,
			    .waits = audit->moves.any && !oid_equal(&audit->end, tip),
			    .err = err};
	int result = walk_back(&walk);

	/* It is a commit in the middle of a push, or none of the branch. */
	if (result == MOW_OK && walk.waits) {
		walk = (struct walk){.audit = audit, .visitor = visitor, .at = audit->end, .err = err};
		result = walk_back(&walk);
	}
	repo_progress(audit->repo->git, NULL, 0);
	return result > 0 ? MOW_OK : result;
}
