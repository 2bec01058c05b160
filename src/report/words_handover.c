/* Hand-overs: who takes files over, who gives them up. */
#include "base/escape.h"
#include "report/phrase.h"
#include "report/words.h"

bool words_is_consent(const struct mow_need *need)
{
	return need->kind == MOW_NEED_ACCEPT || need->kind == MOW_NEED_RELEASE;
}

void words_hands(struct buf *out, const struct mow_need *need)
{
	const struct mow_effect *handed = need->handed;

	buf_adds(out, need->kind == MOW_NEED_ACCEPT ? "takes over " : "gives up ");
	if (handed->files == 1) {
		escape_path(out, handed->first, handed->first_len);
		return;
	}
	phrase_count(out, handed->files, "file");
	if (handed->folder_len > 0) {
		buf_adds(out, " of ");
		escape_path(out, handed->first, handed->folder_len);
	}
}

bool words_newcomers(struct buf *out, const struct mow_group *group)
{
	size_t count = 0, said = 0;

	for (size_t i = 0; i < group->need_count; i++)
		count += words_is_consent(group->needs[i]) && group->needs[i]->unknown;
	if (count == 0)
		return false;
	buf_adds(out, "nobody can accept for ");
	for (size_t i = 0; i < group->need_count; i++) {
		const struct mow_need *need = group->needs[i];
		if (!words_is_consent(need) || !need->unknown)
			continue;
		phrase_separator(out, said++, count, "and");
		buf_addf(out, "%s, who ", need->written);
		words_hands(out, need);
	}
	buf_adds(
		out,
		": the OWNERS file in force knows nobody of that e-mail; first land a change that adds them to [people] "
		"and their key to OWNERS.signers, then this one");
	return true;
}
