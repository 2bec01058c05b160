/* Approvals of exactly what would land that its level does not take: said where something still lacks approval. */
#include "api/verdict.h"

#include <string.h>

#include "base/error.h"

/* What has been said of an approval: a bit for each lack at each level. */
static unsigned bit_of(enum approval_lack lack, enum level level)
{
	return 1u << ((unsigned)lack * LEVEL_COUNT + (unsigned)level);
}

/* "record 0123456789ab by @lena", "gitlab!42 review 77 by @lena", "evidence line 3 by @lena" */
static void add_approval(struct buf *out, const struct rules *rules, const struct approval *approval)
{
	if (strlen(approval->id) == DIGEST_HEX - 1)
		buf_addf(out, "record %.12s", approval->id);
	else
		buf_adds(out, approval->source != NULL ? approval->source : approval->id);
	buf_addf(out, " by %s", people_label(rules, approval->person));
}

static int note(struct mow_verdict *verdict, const struct approval *approval, enum approval_lack lack, enum level level,
		struct mow_error *err)
{
	static const char *const kinds[] = {[EVIDENCE_SIGNED] = "signed", [EVIDENCE_FORGE] = "forge"};
	MOW_AUTO(buf) text = BUF_INIT;

	add_approval(&text, policy_rules(verdict->policy), approval);
	if (lack == LACK_CARRIED)
		buf_adds(&text, " does not count for what [rules] covers: a witness brought it");
	else
		buf_addf(&text, " does not count at level %s: ", level_name(level));
	if (lack == LACK_KIND)
		buf_addf(&text, "its evidence does not list %s", kinds[approval->kind]);
	else if (lack == LACK_AGE)
		buf_adds(&text, approval->made == APPROVAL_MADE_UNKNOWN
					? "that has a max-age, and nothing says when it was made"
					: "it is older than its max-age");
	int result = buf_check(&text, err);
	return result == MOW_OK ? strings_add(&verdict->warnings, &verdict->arena, err, "%s", text.data) : result;
}

int uncounted_note(struct mow_verdict *verdict, struct mow_error *err)
{
	const struct approvals *approvals = &verdict->approvals;
	unsigned *said = arena_array(&verdict->arena, approvals->count + 1, sizeof *said);
	size_t notes = 0;
	int result = said != NULL ? MOW_OK : mow_fail_memory(err);

	for (size_t i = 0; result == MOW_OK && i < verdict->classes.count; i++) {
		const struct step_class *class = &verdict->classes.items[i];
		const struct approval_set *set = class->approvals;
		size_t count = set != NULL && verdict->judgements[i].state != MOW_APPROVED ? set->count : 0;
		for (size_t k = 0; result == MOW_OK && k < count && notes < UNCOUNTED_MAX; k++) {
			const struct approval *approval = &approvals->items[set->items[k]];
			enum approval_lack lack = judge_lack(verdict->judge, class, approval);
			unsigned bit = bit_of(lack, class->requirement->level);
			if (lack == LACK_NONE || approval->own || (said[set->items[k]] & bit))
				continue;
			said[set->items[k]] |= bit;
			notes++;
			result = note(verdict, approval, lack, class->requirement->level, err);
		}
	}
	return result;
}
