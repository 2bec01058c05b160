#include "ci/explain.h"

#include <string.h>

#include "base/utf8.h"
#include "report/phrase.h"

#define COMMIT_DIGITS 12
#define ACCOUNT_WIDTH 30 /* columns that accounts are lined up in, at most */

static const char *account_of(const struct forge_opinion *opinion)
{
	return opinion->account != NULL ? opinion->account : "(gone)";
}

static size_t find_width(const struct forge_opinions *opinions)
{
	size_t width = 0;

	for (size_t i = 0; i < opinions->count; i++) {
		const char *account = account_of(&opinions->items[i]);
		size_t columns = utf8_width(account, strlen(account));
		if (columns > width && columns <= ACCOUNT_WIDTH)
			width = columns;
	}
	return width;
}

static void add_opinion(struct buf *out, const struct forge_opinion *opinion, size_t width)
{
	const char *account = account_of(opinion);
	size_t columns = utf8_width(account, strlen(account));

	buf_adds(out, "  ");
	phrase_text(out, account);
	buf_pad(out, ' ', (columns < width ? width - columns : 0) + 2);
	buf_adds(out, opinion->decision == FORGE_STOPS ? "wants changes" : "approves     ");
	if (opinion->commit != NULL && opinion->decision == FORGE_APPROVES)
		buf_addf(out, "  %.*s", COMMIT_DIGITS, opinion->commit);
	if (opinion->made != NULL) {
		buf_adds(out, "  ");
		phrase_text(out, opinion->made);
	}
	buf_adds(out, "  ");
	phrase_text(out, opinion->source);
	if (opinion->why_not != NULL) {
		buf_adds(out, "; does not count: ");
		phrase_text(out, opinion->why_not);
	}
	buf_addc(out, '\n');
}

void explain_answer(struct buf *out, const struct place *place, const struct forge_answer *answer)
{
	size_t width = find_width(&answer->opinions);

	buf_adds(out, "mowners: ");
	forge_add_name(out, &place->at);
	buf_addf(out, " is at %.*s, to go to ", COMMIT_DIGITS, answer->request.head);
	phrase_text(out, answer->request.target);
	buf_adds(out, answer->opinions.count > 0 ? "; these reviews still say something\n\n"
						 : "; nobody has approved or stopped it there\n");
	for (size_t i = 0; i < answer->opinions.count; i++)
		add_opinion(out, &answer->opinions.items[i], width);
	buf_addc(out, '\n');
}
