#include "evidence/gather/claims.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/ascii.h"
#include "base/error.h"
#include "evidence/field.h"
#include "evidence/role.h"

int gather_note(struct gather *gather, struct mow_error *err, const char *format, ...)
{
	struct approvals *out = gather->out;
	va_list args;

	if (out->notes.count >= GATHER_NOTES_MAX) {
		gather->notes_left_out++;
		return MOW_OK;
	}
	va_start(args, format);
	int result = strings_add_args(&out->notes, &out->arena, err, format, args);
	va_end(args);
	return result;
}

int gather_note_claim(struct gather *gather, const struct claim *claim, const char *why, struct mow_error *err)
{
	if (claim->line > 0)
		return gather_note(gather, err, "%s by %s does not count: %s",
				   claim->source != NULL ? claim->source : claim->id, claim->by, why);
	return gather_note(gather, err, "record %.12s by %s does not count: %s", claim->id, claim->by, why);
}

int gather_set_role(struct gather *gather, struct claim *claim, const char *as, struct mow_error *err)
{
	MOW_AUTO(buf) name = BUF_INIT;
	size_t number;

	if (!role_parse(&claim->role, as, strlen(as)))
		return mow_fail(err, MOW_EINVAL, "a role must be *, accountable or review.GATE");
	claim->role_number = claim->role.as == AS_ALL ? 0 : 1;
	if (claim->role.as != AS_GATE)
		return MOW_OK;
	ascii_add_lower(&name, claim->role.gate, strlen(claim->role.gate));
	if (buf_check(&name, err) < 0)
		return MOW_ENOMEM;
	if (!map_get(&gather->gates, name.data, name.len, &number))
		number = gather->gates.count + 2;
	const char *kept = arena_dup(&gather->out->arena, name.data, name.len);
	if (kept == NULL || map_put(&gather->gates, kept, name.len, number))
		return mow_fail_memory(err);
	claim->role.gate = kept;
	claim->role_number = (uint32_t)number;
	return MOW_OK;
}

size_t gather_find(const struct gather *gather, const char *path, size_t len)
{
	const struct steps *steps = gather->request->steps;

	return steps_find(steps->items, steps->count, path, len);
}

bool gather_is_newer(const struct claim *a, const struct claim *b)
{
	if (a->made != b->made)
		return a->made > b->made;
	if (a->line != b->line)
		return a->line < b->line;
	return strcmp(a->id, b->id) < 0;
}

/* The same content approved by the same person in the same way: the newer one is enough. */
static bool is_same(const struct gather *gather, const struct claim_stale *stale, const struct claim *claim,
		    const struct step *step)
{
	const struct claim *other = &gather->claims.items[stale->claim];

	return other->person == claim->person && other->role_number == claim->role_number &&
	       other->kind == claim->kind && stale->new_mode == step->new_mode &&
	       oid_equal(&stale->new_id, &step->new_id);
}

/*
 * Into its place among the newest. Where the list is full, or has GATHER_SAME_MAX that say the same, the oldest of
 * those makes room; or this one is left out, if it is the oldest.
 */
static int add_stale(struct gather *gather, size_t number, size_t claim, const struct step *step, struct mow_error *err)
{
	struct claim_stales *list = &gather->stales[number];
	const struct claim *claims = gather->claims.items;
	size_t at = 0, same = 0, end = GATHER_STALE_MAX - 1;

	if (list->items == NULL)
		list->items = arena_array(&gather->arena, GATHER_STALE_MAX, sizeof *list->items);
	if (list->items == NULL)
		return mow_fail_memory(err);
	while (at < list->count && !gather_is_newer(&claims[claim], &claims[list->items[at].claim]))
		at++;
	for (size_t i = 0; i < list->count; i++)
		if (is_same(gather, &list->items[i], &claims[claim], step) && ++same == GATHER_SAME_MAX)
			end = i;
	if (at > end)
		return MOW_OK;
	if (list->count <= end)
		end = list->count++;
	memmove(list->items + at + 1, list->items + at, (end - at) * sizeof *list->items);
	list->items[at] =
		(struct claim_stale){.claim = (uint32_t)claim, .new_mode = step->new_mode, .new_id = step->new_id};
	return MOW_OK;
}

bool gather_is_exact(const struct gather *gather, size_t number, const struct step *step)
{
	const struct step *ours = &gather->request->steps->items[number];

	return ours->old_mode == step->old_mode && ours->new_mode == step->new_mode &&
	       oid_equal(&ours->old_id, &step->old_id) && oid_equal(&ours->new_id, &step->new_id);
}

/* Whoever holds no role at a step cannot make anybody look at their signatures. */
static bool may_count(const struct gather *gather, size_t step, const struct claim *claim)
{
	const struct approvals_request *request = gather->request;

	if (claim->state == CLAIM_BAD)
		return false;
	if (claim->override)
		return true;
	return request->may_count == NULL ||
	       (claim->person != RULES_NONE && request->may_count(step, claim->person, &claim->role, request->context));
}

int gather_say(struct gather *gather, size_t claim, const struct step *step, struct mow_error *err)
{
	size_t number = gather_find(gather, step->path, step->path_len);

	return number != SIZE_MAX ? gather_say_at(gather, claim, number, step, err) : MOW_OK;
}

int gather_say_at(struct gather *gather, size_t claim, size_t number, const struct step *step, struct mow_error *err)
{
	struct claim *said = &gather->claims.items[claim];
	bool counts = may_count(gather, number, said);

	said->heard |= counts;
	said->denied |= !counts;
	if (!counts)
		return MOW_OK;
	if (!gather_is_exact(gather, number, step))
		return said->override || said->own ? MOW_OK : add_stale(gather, number, claim, step, err);
	if (array_reserve(&gather->hits, 1))
		return mow_fail_memory(err);
	gather->hits.items[gather->hits.count++] =
		(struct claim_hit){.step = (uint32_t)number, .claim = (uint32_t)claim};
	return MOW_OK;
}

int gather_add(size_t *number, struct gather *gather, const struct claim *claim, struct mow_error *err)
{
	if (array_reserve(&gather->claims, 1))
		return mow_fail_memory(err);
	*number = gather->claims.count;
	gather->claims.items[gather->claims.count] = *claim;
	gather->claims.items[gather->claims.count++].number = SIZE_MAX;
	return MOW_OK;
}

bool gather_fits_repository(const struct gather *gather, const struct record *record)
{
	const char *ours = gather->request->rules->repository;

	/* What does not end was taken into the store before the rules named it. */
	if (record->repository == NULL)
		return ours == NULL || record_lasts(record);
	return ours != NULL && strcmp(ours, record->repository) == 0;
}

bool gather_is_ours(const struct gather *gather, const struct record *record)
{
	return strcmp(record->target, gather->request->target) == 0 && gather_fits_repository(gather, record);
}

struct gather_touch gather_touch(const struct gather *gather, const struct record *record)
{
	struct gather_touch touch = {0, 0};

	for (size_t i = 0; i < record->step_count; i++) {
		size_t number = gather_find(gather, record->steps[i].path, record->steps[i].path_len);
		if (number == SIZE_MAX)
			continue;
		touch.paths++;
		touch.exact += gather_is_exact(gather, number, &record->steps[i]);
	}
	return touch;
}

static size_t find_witness(const struct gather *gather, const struct record *record)
{
	return people_by_email(gather->request->rules, record->witness, record_witness_len(record));
}

bool gather_is_witnessed(const struct gather *gather, const struct record *record)
{
	size_t witness = find_witness(gather, record);

	return witness != RULES_NONE && people_may_witness(gather->request->rules, witness, gather->request->now);
}

int gather_start(struct claim *claim, struct gather *gather, const struct record *record, struct mow_error *err)
{
	MOW_AUTO(buf) by = BUF_INIT;

	field_quote(&by, record->by, strlen(record->by));
	if (buf_check(&by, err) < 0)
		return MOW_ENOMEM;
	*claim = (struct claim){.kind = EVIDENCE_SIGNED, .made = record->made, .base = record->base};
	claim->person = claim->signer = people_by_email(gather->request->rules, record->by, strlen(record->by));
	if (record->witness != NULL) {
		claim->kind = EVIDENCE_FORGE;
		claim->carried = true;
		claim->signer = find_witness(gather, record);
	}
	claim->id = arena_dup(&gather->out->arena, record->id, strlen(record->id));
	claim->by = arena_dup(&gather->arena, by.data, by.len);
	if (record->reason != NULL)
		claim->reason = arena_dup(&gather->out->arena, record->reason, strlen(record->reason));
	if (claim->id == NULL || claim->by == NULL || (record->reason != NULL && claim->reason == NULL))
		return mow_fail_memory(err);
	return gather_set_role(gather, claim, record->as, err);
}

bool gather_is_fault(int result)
{
	return result == MOW_ENOTFOUND || result == MOW_EINVAL || result == MOW_EDENIED || result == MOW_ETOOBIG;
}
