/* Rules of many people, and whom verdict_ask chooses of them. Include after cmocka.h. */
#ifndef TEST_VERDICT_ASK_H
#define TEST_VERDICT_ASK_H

#include "verdict_scene.h"

static inline void write_people(struct buf *text, unsigned count)
{
	buf_adds(text, "[mowners]\nversion = 1\n[rules]\naccountable = @p0\n[people]\n");
	for (unsigned i = 0; i < count; i++)
		buf_addf(text, "@p%u = P <p%u@acme.example>\n", i, i);
}

static inline void write_team(struct buf *text, const char *name, unsigned from, unsigned to)
{
	buf_addf(text, "[teams]\n@%s =", name);
	for (unsigned i = from; i < to; i++)
		buf_addf(text, "\n    @p%u", i);
	buf_adds(text, "\n");
}

struct asked {
	size_t people[200], count;
	bool exact;
};

static inline struct asked ask_loaded(const struct scene *scene, const struct step_class *classes, size_t count,
				      verdict_loads_fn *loads)
{
	struct asked answer;
	const struct verdict_case about = {.rules = scene->rules,
					   .now = scene->now,
					   .classes = classes,
					   .class_count = count,
					   .approvals = &scene->gathered,
					   .loads = loads,
					   .context = scene->rules};
	struct verdict_people found;
	MOW_AUTO(arena) arena = {0};

	assert_int_equal(verdict_ask(&found, &about, &arena, NULL), 0);
	answer.count = found.count;
	answer.exact = found.exact;
	assert_in_range(answer.count, 0, 200);
	memcpy(answer.people, found.people, found.count * sizeof *found.people);
	return answer;
}

static inline struct asked ask(const struct scene *scene, const struct step_class *classes, size_t count)
{
	return ask_loaded(scene, classes, count, NULL);
}

#endif
