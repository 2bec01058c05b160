/* Whether those who are there could complete what landed, and on whom that depends. */
#include <stdlib.h>
#include <string.h>

#include "api/rehearse.h"
#include "base/array.h"
#include "base/error.h"
#include "base/number_set.h"

enum { TOGETHER = 64 }; /* classes whose answers are kept at once */

struct judging {
	struct mow_rehearsal *rehearsal;
	struct judge *judge;
	struct number_set seen, lacking; /* people, and what is lacking, that the class at hand has had */
	size_t *people, people_count;    /* on whom it depends */
	size_t *lacks, lack_count;       /* what it lacks */
	struct arena arena;              /* of some classes */
};

/* ---- What is lacking ---------------------------------------------------------------------------------------------- */

static void take_place(struct mow_rehearsal_lack *lack, const struct place *place)
{
	lack->file = place->file;
	lack->line = place->file != NULL ? place->line : 0;
}

/* `need` NULL: nobody is accountable. */
static void describe(struct mow_rehearsal_lack *lack, const struct rules *rules, const struct requirement *requirement,
		     const struct class_need *need)
{
	enum need_role role = need != NULL ? need->role : NEED_DECISION;

	if (role == NEED_GATE) {
		*lack = (struct mow_rehearsal_lack){.kind = MOW_NEED_GATE, .who = need->gate->text};
		take_place(lack, &need->gate->place);
	} else if (role == NEED_FREEZE) {
		*lack = (struct mow_rehearsal_lack){.kind = MOW_NEED_FREEZE, .who = show_freeze(need->freeze)};
		take_place(lack, &need->freeze->place);
	} else if (role == NEED_RIGHTS) {
		*lack = (struct mow_rehearsal_lack){.kind = MOW_NEED_RIGHTS};
		take_place(lack, &requirement->rights_place);
	} else if (role == NEED_PEOPLE) {
		*lack = (struct mow_rehearsal_lack){.kind = MOW_NEED_PEOPLE};
		take_place(lack, &requirement->level_place);
	} else {
		*lack = (struct mow_rehearsal_lack){.kind = MOW_NEED_DECISION};
		if (requirement->accountable != RULES_NONE)
			lack->who = rules->owners[requirement->accountable].text;
		take_place(lack, &requirement->accountable_place);
	}
}

/* Of a kind and a name they are one, wherever it is asked for. */
static int add_lack(struct judging *judging, const struct requirement *requirement, const struct class_need *need)
{
	struct mow_rehearsal *rehearsal = judging->rehearsal;
	size_t number = rehearsal->lacks.count;
	struct mow_rehearsal_lack lack;
	MOW_AUTO(buf) key = BUF_INIT;

	describe(&lack, rehearsal->known, requirement, need);
	buf_addf(&key, "%d %s", (int)lack.kind, lack.who != NULL ? lack.who : "");
	const char *kept =
		buf_check(&key, rehearsal->err) == MOW_OK ? arena_dup(&rehearsal->arena, key.data, key.len) : NULL;
	if (kept == NULL || map_take(&rehearsal->lack_numbers, kept, key.len, &number) != MOW_OK)
		return mow_fail_memory(rehearsal->err);
	if (number == rehearsal->lacks.count) {
		if (array_reserve(&rehearsal->lacks, 1) != MOW_OK)
			return mow_fail_memory(rehearsal->err);
		rehearsal->lacks.items[rehearsal->lacks.count++] = lack;
	}
	if (number_set_add(&judging->lacking, number))
		judging->lacks[judging->lack_count++] = number;
	return MOW_OK;
}

/* ---- One kind of file --------------------------------------------------------------------------------------------- */

/* No more people can give it than it needs. */
static void add_people(struct judging *judging, const struct class_need *need)
{
	for (size_t i = 0; i < need->ask_count && need->ask_count <= need->need - need->got; i++)
		if (number_set_add(&judging->seen, need->ask[i]))
			judging->people[judging->people_count++] = need->ask[i];
}

static int keep(const size_t **out, struct mow_rehearsal *rehearsal, const size_t *items, size_t count)
{
	size_t *kept = arena_array(&rehearsal->arena, count + 1, sizeof *kept);

	if (kept == NULL)
		return mow_fail_memory(rehearsal->err);
	for (size_t i = 0; i < count; i++)
		kept[i] = items[i];
	*out = kept;
	return MOW_OK;
}

static bool is_open(const struct class_need *need)
{
	return !need->folded && need->got < need->need;
}

bool rehearse_lacks(const struct class_need *need)
{
	return is_open(need) && need->ask_count == 0;
}

bool rehearse_waits(const struct judgement *judgement)
{
	bool waits = judgement->state == MOW_UNOWNED;

	for (size_t i = 0; i < judgement->need_count; i++)
		waits = waits || rehearse_lacks(judgement->needs[i]);
	return waits;
}

static int look(struct judging *judging, const struct requirement *requirement, const struct judgement *judgement)
{
	int result = judgement->state == MOW_UNOWNED ? add_lack(judging, requirement, NULL) : MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < judgement->need_count; i++) {
		const struct class_need *need = judgement->needs[i];
		if (rehearse_lacks(need))
			result = add_lack(judging, requirement, need);
		else if (is_open(need))
			add_people(judging, need);
	}
	return result;
}

static int judge(struct judging *judging, struct rehearsed_class *class, int view)
{
	struct mow_rehearsal *rehearsal = judging->rehearsal;
	struct rehearsed_view *out = &class->views[view];
	struct arena *arena = &judging->arena;
	struct judgement judgement;
	int result = judge_class(&judgement, judging->judge, &class->class, arena, rehearsal->err);

	if (result != MOW_OK)
		return result;
	judging->people_count = judging->lack_count = 0;
	/* Each need of it may add one to what is lacking. */
	if (number_set_begin(&judging->seen, rehearsal->known->people_count) != MOW_OK ||
	    number_set_begin(&judging->lacking, rehearsal->lacks.count + judgement.need_count + 1) != MOW_OK)
		return mow_fail_memory(rehearsal->err);
	judging->lacks = arena_array(arena, judgement.need_count + 1, sizeof *judging->lacks);
	if (judging->lacks == NULL)
		return mow_fail_memory(rehearsal->err);
	result = look(judging, class->class.requirement, &judgement);
	if (result != MOW_OK)
		return result;
	*out = (struct rehearsed_view){.waits = judging->lack_count > 0, .lack_count = judging->lack_count};
	out->must_count = out->waits ? 0 : judging->people_count;
	result = keep(&out->lacks, rehearsal, judging->lacks, out->lack_count);
	return result == MOW_OK ? keep(&out->must, rehearsal, judging->people, out->must_count) : result;
}

static void judging_release(struct judging *judging)
{
	judge_free(judging->judge);
	number_set_release(&judging->seen);
	number_set_release(&judging->lacking);
	free(judging->people);
	arena_release(&judging->arena);
}
MOW_AUTO_DEFINE(judging)

int rehearse_judge(struct mow_rehearsal *rehearsal, int view)
{
	MOW_AUTO(judging) judging = {.rehearsal = rehearsal};
	int result = judge_new(&judging.judge, rehearsal->known, rehearsal->day, rehearsal->err);

	judging.people = calloc(rehearsal->known->people_count + 1, sizeof *judging.people);
	if (result == MOW_OK && judging.people == NULL)
		return mow_fail_memory(rehearsal->err);
	for (size_t i = 0; result == MOW_OK && i < rehearsal->classes.count; i++) {
		if (i % TOGETHER == 0)
			arena_release(&judging.arena);
		result = judge(&judging, &rehearsal->classes.items[i], view);
	}
	return result;
}
