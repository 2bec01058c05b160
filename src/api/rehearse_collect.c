/* What landed, as kinds of files: who owns them by these rules, and who made them. */
#include <stdlib.h>
#include <string.h>

#include "api/audit.h"
#include "api/rehearse.h"
#include "base/array.h"
#include "base/error.h"
#include "base/number_set.h"
#include "base/order.h"
#include "base/system.h"

/* Tells classes apart; no padding, so that it compares by its bytes. */
struct class_mark {
	const struct requirement *requirement;
	size_t authors; /* of `sets` */
	size_t deletes;
};

/* People, ascending, each once. */
struct people_set {
	const size_t *items;
	size_t count;
};

struct collecting {
	struct mow_rehearsal *rehearsal;
	struct map set_numbers, class_numbers;
	struct map folders; /* above whose files the OWNERS files were read */
	struct {
		struct people_set *items;
		size_t count, capacity;
	} sets;
	struct {
		size_t *items;
		size_t count, capacity;
	} found;                /* people of the set at hand */
	struct number_set seen; /* classes of the change at hand */
	struct {
		size_t *items;
		size_t count, capacity;
	} part_of; /* of each class, its part of the last change that had it */
	struct mow_error *err;
};

static void collecting_release(struct collecting *collecting)
{
	map_release(&collecting->set_numbers);
	map_release(&collecting->class_numbers);
	map_release(&collecting->folders);
	free(collecting->sets.items);
	free(collecting->found.items);
	number_set_release(&collecting->seen);
	free(collecting->part_of.items);
}
MOW_AUTO_DEFINE(collecting)

/* ---- Who made it -------------------------------------------------------------------------------------------------- */

/* The number of the set of people whom the rules know by these addresses. */
static int find_set(size_t *out, struct collecting *collecting, const struct author_set *set)
{
	struct mow_rehearsal *rehearsal = collecting->rehearsal;
	size_t count = 0;

	collecting->found.count = 0;
	if (array_reserve(&collecting->found, PEOPLE_OF_ADDRESS * (set->count + 1)) != MOW_OK)
		return mow_fail_memory(collecting->err);
	for (size_t i = 0; i < set->count; i++)
		collecting->found.count += people_by_address(collecting->found.items + collecting->found.count,
							     rehearsal->known, set->emails[i], strlen(set->emails[i]));
	size_t *people = collecting->found.items;
	if (collecting->found.count > 0)
		qsort(people, collecting->found.count, sizeof *people, order_numbers);
	for (size_t i = 0; i < collecting->found.count; i++)
		if (count == 0 || people[count - 1] != people[i])
			people[count++] = people[i];
	if (map_get(&collecting->set_numbers, people, count * sizeof *people, out))
		return MOW_OK;
	size_t *kept = arena_array(&rehearsal->arena, count + 1, sizeof *kept);
	if (kept == NULL || array_reserve(&collecting->sets, 1) != MOW_OK)
		return mow_fail_memory(collecting->err);
	for (size_t i = 0; i < count; i++)
		kept[i] = people[i];
	*out = collecting->sets.count;
	collecting->sets.items[collecting->sets.count++] = (struct people_set){kept, count};
	return map_put(&collecting->set_numbers, kept, count * sizeof *kept, *out) == MOW_OK
		       ? MOW_OK
		       : mow_fail_memory(collecting->err);
}

/* ---- Kinds of files ----------------------------------------------------------------------------------------------- */

static int find_class(size_t *out, struct collecting *collecting, const struct class_mark *mark)
{
	static const struct approval_set nothing;
	struct mow_rehearsal *rehearsal = collecting->rehearsal;
	const struct people_set *authors = &collecting->sets.items[mark->authors];

	if (map_get(&collecting->class_numbers, mark, sizeof *mark, out))
		return MOW_OK;
	struct class_mark *kept = arena_alloc(&rehearsal->arena, sizeof *kept);
	*out = rehearsal->classes.count;
	if (kept == NULL || array_reserve(&rehearsal->classes, 1) != MOW_OK)
		return mow_fail_memory(collecting->err);
	*kept = *mark;
	rehearsal->classes.items[rehearsal->classes.count++] =
		(struct rehearsed_class){.class = {.requirement = mark->requirement,
						   .deletes = mark->deletes,
						   .authors = authors->items,
						   .author_count = authors->count,
						   .approvals = &nothing}};
	return map_put(&collecting->class_numbers, kept, sizeof *kept, *out) == MOW_OK
		       ? MOW_OK
		       : mow_fail_memory(collecting->err);
}

/* The part of the change at hand that is of a class. */
static int find_part(struct rehearsed_part **out, struct collecting *collecting, struct rehearsed_change *change,
		     size_t class)
{
	while (collecting->part_of.count <= class) {
		if (array_reserve(&collecting->part_of, 1) != MOW_OK)
			return mow_fail_memory(collecting->err);
		collecting->part_of.items[collecting->part_of.count++] = 0;
	}
	if (number_set_add(&collecting->seen, class)) {
		collecting->part_of.items[class] = change->part_count;
		change->parts[change->part_count++] = (struct rehearsed_part){.class = class};
	}
	*out = &change->parts[collecting->part_of.items[class]];
	return MOW_OK;
}

/* ---- Changes ------------------------------------------------------------------------------------------------------ */

/* A change at hand. */
struct landed {
	const struct steps *steps;
	const struct requirement **owners; /* of each step */
	struct steps authored;             /* those of whom it matters who made them */
	struct authors authors;            /* of `authored` */
	struct arena arena;
};

static void landed_release(struct landed *landed)
{
	authors_release(&landed->authors);
	arena_release(&landed->arena);
}
MOW_AUTO_DEFINE(landed)

/* The OWNERS files above a path, once for each folder. */
static int read_rules(struct collecting *collecting, const struct mow_path *path)
{
	struct mow_rehearsal *rehearsal = collecting->rehearsal;
	const char *slash = system_last(path->bytes, '/', path->len);
	size_t len = slash != NULL ? (size_t)(slash - path->bytes) : 0;

	if (len == 0 || map_get(&collecting->folders, path->bytes, len, NULL))
		return MOW_OK;
	const char *kept = arena_dup(&rehearsal->arena, path->bytes, len);
	if (kept == NULL || map_put(&collecting->folders, kept, len, 0) != MOW_OK)
		return mow_fail_memory(collecting->err);
	return ruleset_read(&rehearsal->rules->ruleset, path->bytes, path->len, rehearsal->sink, collecting->err);
}

static int find_owners(struct landed *landed, struct collecting *collecting)
{
	struct mow_rehearsal *rehearsal = collecting->rehearsal;
	struct resolver *resolver = rehearsal->rules->ruleset.resolver;
	size_t count = landed->steps->count;
	int result = MOW_OK;

	landed->owners = arena_array(&landed->arena, count + 1, sizeof *landed->owners);
	landed->authored.items = arena_array(&landed->arena, count + 1, sizeof *landed->authored.items);
	if (landed->owners == NULL || landed->authored.items == NULL)
		return mow_fail_memory(collecting->err);
	landed->authored.old_tree = landed->steps->old_tree;
	landed->authored.new_tree = landed->steps->new_tree;
	for (size_t i = 0; result == MOW_OK && i < count; i++) {
		const struct mow_path path = step_path(&landed->steps->items[i]);
		result = read_rules(collecting, &path);
		if (result == MOW_OK)
			result = resolver_look_up(&landed->owners[i], resolver, &path, collecting->err);
		if (result == MOW_OK && verdict_needs_authors(rehearsal->known, landed->owners[i]))
			landed->authored.items[landed->authored.count++] = landed->steps->items[i];
	}
	return result;
}

static int add_step(struct collecting *collecting, struct rehearsed_change *change, const struct landed *landed,
		    const struct class_mark *mark, size_t number)
{
	const struct step *step = &landed->steps->items[number];
	struct rehearsed_part *part = NULL;
	size_t class;
	int result = find_class(&class, collecting, mark);

	if (result == MOW_OK)
		result = find_part(&part, collecting, change, class);
	if (result != MOW_OK || part->files++ > 0)
		return result;
	part->path = arena_dup(&collecting->rehearsal->arena, step->path, step->path_len);
	part->path_len = step->path_len;
	return part->path != NULL ? MOW_OK : mow_fail_memory(collecting->err);
}

/* Nobody, where it does not matter who made it. */
static int add_steps(struct collecting *collecting, struct rehearsed_change *change, const struct landed *landed)
{
	struct mow_rehearsal *rehearsal = collecting->rehearsal;
	const struct author_set nobody = {NULL, 0};
	size_t next = 0;
	int result = MOW_OK;

	change->parts = arena_array(&rehearsal->arena, landed->steps->count + 1, sizeof *change->parts);
	/* Each step may be of one more. */
	if (change->parts == NULL ||
	    number_set_begin(&collecting->seen, rehearsal->classes.count + landed->steps->count) != MOW_OK)
		return mow_fail_memory(collecting->err);
	for (size_t i = 0; result == MOW_OK && i < landed->steps->count; i++) {
		const struct step *step = &landed->steps->items[i];
		bool made = next < landed->authored.count && strcmp(landed->authored.items[next].path, step->path) == 0;
		struct class_mark mark = {.requirement = landed->owners[i]};
		mark.deletes =
			step->new_mode == MODE_NONE && verdict_tells_deletions(landed->owners[i], rehearsal->day);
		result = find_set(&mark.authors, collecting,
				  made ? &landed->authors.sets[landed->authors.of_step[next]] : &nobody);
		next += made;
		if (result == MOW_OK)
			result = add_step(collecting, change, landed, &mark, i);
	}
	return result;
}

/* An audit_take_fn. */
static int take(bool *open, const struct audit_change *landed, void *context)
{
	struct mow_rehearsal *rehearsal = ((struct collecting *)context)->rehearsal;

	*open = false;
	if (landed->at < rehearsal->since)
		return 1;
	if (array_reserve(&rehearsal->changes, 1) != MOW_OK)
		return mow_fail_memory(rehearsal->err);
	rehearsal->changes.items[rehearsal->changes.count++] =
		(struct rehearsed_change){.old = landed->old, .new = landed->new, .at = landed->at};
	return MOW_OK;
}

/* A steps_landed_fn. */
static int look(const struct steps *steps, size_t number, void *context)
{
	struct collecting *collecting = context;
	struct mow_rehearsal *rehearsal = collecting->rehearsal;
	struct rehearsed_change *change = &rehearsal->changes.items[number];
	const struct commit_range range = {&change->new, &change->old, !oid_is_zero(&change->old)};
	MOW_AUTO(landed) landed = {.steps = steps};

	repo_progress(rehearsal->git, "changes", number + 1);
	int result = find_owners(&landed, collecting);
	if (result == MOW_OK && landed.authored.count > 0)
		result = authors_of(&landed.authors, rehearsal->git, &landed.authored, &range, collecting->err);
	return result == MOW_OK ? add_steps(collecting, change, &landed) : result;
}

static int tree_of(struct oid *out, const struct mow_rehearsal *rehearsal, const struct oid *commit)
{
	return oid_is_zero(commit) ? MOW_OK : repo_commit_tree(out, rehearsal->git, commit, rehearsal->err);
}

static int look_at_all(struct collecting *collecting)
{
	const struct mow_rehearsal *rehearsal = collecting->rehearsal;
	size_t count = rehearsal->changes.count;
	MOW_AUTO_FREE struct steps_pair *pairs = calloc(count + 1, sizeof *pairs);
	const struct steps_landed landed = {pairs, count, look, collecting};
	int result = pairs != NULL ? MOW_OK : mow_fail_memory(rehearsal->err);

	for (size_t i = 0; result == MOW_OK && i < count; i++) {
		result = tree_of(&pairs[i].old, rehearsal, &rehearsal->changes.items[i].old);
		if (result == MOW_OK)
			result = tree_of(&pairs[i].new, rehearsal, &rehearsal->changes.items[i].new);
	}
	if (result == MOW_OK)
		result = steps_landed(rehearsal->git, &landed, rehearsal->err);
	repo_progress(rehearsal->git, NULL, 0);
	return result;
}

int rehearse_collect(struct mow_rehearsal *rehearsal)
{
	const struct mow_audit_options asked = {.unratified = true};
	MOW_AUTO(collecting) collecting = {.rehearsal = rehearsal, .err = rehearsal->err};
	const struct audit_visitor visitor = {.take = take, .context = &collecting, .whole = true};
	struct mow_audit *audit = NULL;
	int result = audit_open(&audit, rehearsal->rules->repo, &asked, rehearsal->err);

	if (result == MOW_OK)
		result = audit_walk(audit, &visitor, rehearsal->err);
	if (result == MOW_OK)
		result = look_at_all(&collecting);
	if (result == MOW_OK) {
		const char *ref = audit->standard.ref.data;
		rehearsal->target = arena_dup(&rehearsal->arena, ref, strlen(ref));
		result = rehearsal->target != NULL ? MOW_OK : mow_fail_memory(rehearsal->err);
	}
	mow_audit_free(audit);
	return result;
}
