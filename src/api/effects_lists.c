/* Who makes it, is asked, is told: what approves nothing, and what people want to know all the same. */
#include <string.h>

#include "api/effects_diff.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/map.h"

/* The owners of one state. */
struct side {
	const struct rules *rules;
	struct effects_numbers owners;
};

static const char *text_of(const struct side *side, size_t index)
{
	return side->rules->owners[side->owners.items[index]].text;
}

static bool is_same(const struct side *a, const struct side *b)
{
	if (a->owners.count != b->owners.count)
		return false;
	for (size_t i = 0; i < a->owners.count; i++)
		if (strcmp(text_of(a, i), text_of(b, i)) != 0)
			return false;
	return true;
}

/* "@lena @marc" */
static void add_owners(struct buf *out, const struct side *side)
{
	for (size_t i = 0; i < side->owners.count; i++)
		buf_addf(out, "%s%s", i > 0 ? " " : "", text_of(side, i));
}

/* Those of one side whom the other does not name, into `out`; NULL: no memory. */
static size_t *list_gone(size_t *count, struct arena *arena, const struct side *side, const struct side *other)
{
	MOW_AUTO(map) known = {0};
	size_t *out = arena_array(arena, side->owners.count + 1, sizeof *out);

	*count = 0;
	for (size_t i = 0; i < other->owners.count; i++)
		if (map_put(&known, text_of(other, i), strlen(text_of(other, i)), 0))
			return NULL;
	for (size_t i = 0; out != NULL && i < side->owners.count; i++)
		if (!map_get(&known, text_of(side, i), strlen(text_of(side, i)), NULL))
			out[(*count)++] = side->owners.items[i];
	return out;
}

struct lists {
	effects_diff_fn *each;
	void *context;
	struct budget *budget;
	struct mow_error *err;
};

static int tell(const struct lists *lists, struct effects_told *told, const struct side *before,
		const struct side *after)
{
	MOW_AUTO(buf) was = BUF_INIT;
	MOW_AUTO(buf) is = BUF_INIT;
	MOW_AUTO(arena) arena = {0};

	add_owners(&was, before);
	add_owners(&is, after);
	told->lost.items = list_gone(&told->lost.count, &arena, before, after);
	told->gained.items = list_gone(&told->gained.count, &arena, after, before);
	if (was.failed || is.failed || told->lost.items == NULL || told->gained.items == NULL)
		return mow_fail_memory(lists->err);
	told->effect.before = was.len > 0 ? was.data : NULL;
	told->effect.after = is.len > 0 ? is.data : NULL;
	return lists->each(told, lists->context);
}

static int diff_list(const struct lists *lists, struct effects_told told, const struct side *before,
		     const struct side *after)
{
	size_t looks = before->owners.count + after->owners.count;
	int result = budget_work(lists->budget, looks * BUDGET_LOOK, lists->err);

	return result != MOW_OK || is_same(before, after) ? result : tell(lists, &told, before, after);
}

static struct side side_of(const struct rules *rules, const struct owner_list *list)
{
	return (struct side){rules, {list != NULL ? list->items : NULL, list != NULL ? list->count : 0}};
}

int effects_diff_lists(const struct effects_sides *sides, effects_diff_fn *each, void *context, struct mow_error *err)
{
	static const struct requirement nothing;
	const struct lists lists = {each, context, sides->people->budget, err};
	const struct requirement *before = sides->before;
	const struct requirement *after = sides->after != NULL ? sides->after : &nothing;
	const struct {
		struct mow_effect effect;
		const struct owner_list *old, *new;
	} roles[] = {{{.kind = MOW_EFFECT_RESPONSIBLE, .role = "responsible"}, before->responsible, after->responsible},
		     {{.kind = MOW_EFFECT_CONSULTED, .role = "consulted"}, &before->consulted, &after->consulted},
		     {{.kind = MOW_EFFECT_INFORMED, .role = "informed"}, &before->informed, &after->informed}};
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < sizeof roles / sizeof *roles; i++) {
		const struct side old = side_of(sides->old_rules, roles[i].old);
		const struct side new = side_of(sides->new_rules, roles[i].new);
		result = diff_list(&lists, (struct effects_told){.effect = roles[i].effect}, &old, &new);
	}
	return result;
}
