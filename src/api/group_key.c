/* What tells groups apart: all that is said of a class, in bytes. */
#include "api/group_facts.h"
#include "api/group_owners.h"
#include "base/error.h"

static void add_number(struct buf *out, size_t number)
{
	buf_add(out, &number, sizeof number);
}

static void add_numbers(struct buf *out, const size_t *numbers, size_t count)
{
	add_number(out, count);
	buf_add(out, numbers, count * sizeof *numbers);
}

static void add_text(struct buf *out, const char *text)
{
	buf_addc(out, text != NULL);
	if (text != NULL)
		buf_add(out, text, strlen(text) + 1);
}

static void add_place(struct buf *out, const struct place *place)
{
	add_text(out, place->file);
	add_number(out, place->line);
}

/* How long somebody is away, and whom they name, hangs on who it is. */
static int add_need(struct buf *out, struct group_builder *builder, const struct step_class *class,
		    const struct class_need *need)
{
	struct owner_numbers owners;
	int result = group_owners(&owners, builder, class->requirement, need);

	if (result < 0)
		return result;
	add_number(out, need->role);
	add_number(out, need->folded ? 0 : need->need);
	add_number(out, need->got);
	add_number(out, need->away);
	add_text(out, need->stop != NULL ? need->stop->id : NULL);
	buf_addc(out, need->away != RULES_NONE && group_contains(class->authors, class->author_count, need->away));
	add_number(out, group_find_author(builder, class, need->away));
	if (need->gate != NULL) {
		add_text(out, need->gate->name);
		add_text(out, need->gate->text);
	} else {
		add_numbers(out, owners.items, owners.count);
	}
	add_numbers(out, need->have, need->have_count);
	add_numbers(out, need->ask, need->ask_count);
	return buf_check(out, builder->err);
}

/* All that is said of a gate is said by its need, so that a number stands for it. Where the rule of it stands does not
 * count: the same gate may be set by several areas. */
static int add_gate(struct buf *out, struct group_builder *builder, const struct step_class *class,
		    const struct class_need *need)
{
	struct group_need *known = group_need(builder, need);

	if (known == NULL)
		return mow_fail_memory(builder->err);
	if (known->key == 0) {
		buf_reset(&builder->text);
		int result = add_need(&builder->text, builder, class, need);
		if (result != MOW_OK)
			return result;
		if (!map_get(&builder->keys, builder->text.data, builder->text.len, &known->key)) {
			size_t key = builder->keys.count + 1;
			const char *kept = arena_dup(&builder->verdict->arena, builder->text.data, builder->text.len);
			if (kept == NULL || map_put(&builder->keys, kept, builder->text.len, key) != MOW_OK)
				return mow_fail_memory(builder->err);
			known->key = key;
		}
	}
	add_number(out, known->key);
	return MOW_OK;
}

int group_key(struct buf *out, struct group_builder *builder, size_t class)
{
	const struct step_class *item = &builder->verdict->classes.items[class];
	const struct judgement *judgement = &builder->verdict->judgements[class];
	const struct requirement *requirement = item->requirement;
	const struct approval *stale = group_find_stale(builder, judgement);
	const struct place mend = group_find_mend(requirement, judgement);
	int result = MOW_OK;

	add_number(out, judgement->state);
	buf_addc(out, judgement->overridden);
	buf_addc(out, item->escalated);
	add_text(out, requirement->area != NULL ? requirement->area->name : NULL);
	add_number(out, requirement->level);
	add_place(out, &requirement->accountable_place);
	add_text(out, requirement->broken != NULL ? requirement->broken->path : NULL);
	buf_addc(out, requirement->is_rules);
	add_place(out, &mend);
	add_number(out, stale != NULL ? stale->person : RULES_NONE);
	add_number(out, stale != NULL ? (size_t)(stale->made / 60) : 0);
	for (size_t i = 0; result == MOW_OK && i < judgement->need_count; i++)
		result = judgement->needs[i]->gate != NULL ? add_gate(out, builder, item, judgement->needs[i])
							   : add_need(out, builder, item, judgement->needs[i]);
	return result < 0 ? result : buf_check(out, builder->err);
}
