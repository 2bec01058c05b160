#include "api/approve.h"

#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/escape.h"

static bool is_chosen(const struct mow_approve_options *options, const struct step *step)
{
	size_t len;

	for (size_t i = 0; i < options->path_count; i++) {
		len = strlen(options->paths[i]);
		if (len <= step->path_len && memcmp(step->path, options->paths[i], len) == 0 &&
		    (!len || len == step->path_len || step->path[len] == '/' || step->path[len - 1] == '/'))
			return true;
	}
	return options->path_count == 0;
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
	bool author; /* made the change and is asked about it no more */
	bool known;
};

static int find_held(struct held_roles *out, struct mow_approval *approval, const struct step_class *class,
		     struct mow_error *err)
{
	const struct mow_verdict *verdict = approval->verdict;
	unsigned roles = judge_roles(verdict->judge, class, approval->person);

	out->known = true;
	out->names = arena_array(&approval->arena, class->owners->gate_count + 2, sizeof *out->names);
	if (out->names == NULL)
		return mow_fail_memory(err);
	if ((roles & ROLE_ACCOUNTABLE) && approval->role.as != AS_GATE)
		out->names[out->count++] = "accountable";
	for (size_t i = 0; (roles & ROLE_GATE) && i < class->owners->gate_count; i++) {
		const char *role;

		if (!judge_in_gate(verdict->judge, class, i, approval->person) ||
		    !role_covers_gate(&approval->role, class->owners->gates[i].name))
			continue;
		role = arena_printf(&approval->arena, "review.%s", class->owners->gates[i].name);
		if (role == NULL)
			return mow_fail_memory(err);
		out->names[out->count++] = role;
	}
	if ((roles & ROLE_RESPONSIBLE) && approval->role.as == AS_ALL)
		out->names[out->count++] = "responsible";
	out->author = (roles & ROLE_AUTHOR) && !out->count;
	return MOW_OK;
}

static int note_own_work(struct mow_approval *approval, const struct step *first, size_t count, struct mow_error *err)
{
	MOW_AUTO(buf) text = BUF_INIT;

	if (!count)
		return MOW_OK;
	buf_adds(&text, "you made the change to ");
	escape_path(&text, first->path, first->path_len);
	if (count > 1)
		buf_addf(&text, " and to %zu more files", count - 1);
	buf_adds(&text, " yourself, so somebody else must approve it; mowners check says who can");
	return buf_check(&text, err) ? MOW_ENOMEM
				     : strings_add(&approval->notes, &approval->arena, err, "%s", text.data);
}

int approve_pick(struct mow_approval *approval, const struct mow_approve_options *options, struct mow_error *err)
{
	struct mow_verdict *verdict = approval->verdict;
	struct held_roles *held = arena_array(&approval->arena, verdict->classes.count + 1, sizeof *held);
	const struct step *own = NULL;
	size_t own_count = 0;
	int result = MOW_OK;

	approval->steps = arena_array(&approval->arena, verdict->steps.count + 1, sizeof *approval->steps);
	if (held == NULL || approval->steps == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < verdict->steps.count; i++) {
		const struct step *step = &verdict->steps.items[i];
		struct held_roles *at = &held[verdict->class_of[i]];

		if (!is_chosen(options, step))
			continue;
		if (!at->known)
			result = find_held(at, approval, &verdict->classes.items[verdict->class_of[i]], err);
		for (size_t j = 0; result == MOW_OK && j < at->count; j++)
			result = add_to_role(approval, at->names[j], &verdict->shown[i], err);
		if (result < 0)
			return result;
		if (at->author && !own_count++)
			own = step;
		if (at->count)
			approval->steps[approval->record.step_count++] = *step;
	}
	if (!approval->record.step_count && !own_count && approval->role.as != AS_ALL) {
		MOW_AUTO(buf) text = BUF_INIT;

		buf_adds(&text, "you do not hold the role ");
		escape_text(&text, approval->as, strlen(approval->as));
		buf_adds(&text, " in any of these changes; without --as you approve in all the roles that you hold");
		return buf_check(&text, err) ? MOW_ENOMEM
					     : strings_add(&approval->notes, &approval->arena, err, "%s", text.data);
	}
	return note_own_work(approval, own, own_count, err);
}
