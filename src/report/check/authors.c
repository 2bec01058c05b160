#include "report/check/check.h"
#include "report/layout.h"
#include "report/phrase.h"
#include "report/words.h"

enum {
	CLAIMS_SHOWN = 3,
	COLUMN = 11 /* where a sentence begins */
};

static void add_line(struct buf *out, const char *label, const struct buf *words)
{
	MOW_AUTO(buf) shown = BUF_INIT;

	phrase_text(&shown, words->data);
	buf_addf(out, "  %-7s  ", label);
	layout_wrap(out, shown.data, COLUMN, COLUMN, LAYOUT_WIDTH);
	out->failed = out->failed || words->failed || shown.failed;
}

void report_check_claims(struct buf *out, const struct mow_verdict *verdict)
{
	size_t count = mow_verdict_claims(verdict);

	for (size_t i = 0; i < count && i < CLAIMS_SHOWN; i++) {
		MOW_AUTO(buf) words = BUF_INIT;
		words_claim(&words, mow_verdict_claim(verdict, i));
		add_line(out, "Claimed", &words);
	}
	if (count > CLAIMS_SHOWN) {
		buf_adds(out, "  Claimed  and so for ");
		phrase_count(out, count - CLAIMS_SHOWN, "more group");
		buf_adds(out, " of files\n");
	}
}

void report_check_squash(struct buf *out, const struct mow_verdict *verdict)
{
	for (size_t i = 0; i < mow_verdict_groups(verdict); i++) {
		MOW_AUTO(buf) words = BUF_INIT;
		if (!words_squash(&words, mow_verdict_group(verdict, i)))
			continue;
		add_line(out, "Squash", &words);
		return;
	}
}

void report_check_squashed(struct buf *out, const struct mow_verdict *verdict)
{
	const struct mow_squash *squashes = NULL;
	size_t count = mow_verdict_squashes(verdict, &squashes);

	for (size_t i = 0; i < count && i < CLAIMS_SHOWN; i++) {
		MOW_AUTO(buf) words = BUF_INIT;
		words_squashed(&words, &squashes[i]);
		add_line(out, "Squash", &words);
	}
	if (count > CLAIMS_SHOWN)
		buf_addf(out, "  Squash   and so for %zu more\n", count - CLAIMS_SHOWN);
}

void report_check_unknown(struct buf *out, const struct mow_verdict *verdict)
{
	MOW_AUTO(buf) words = BUF_INIT;
	const char *const *emails = NULL;
	size_t count = mow_verdict_unknown_authors(verdict, &emails);

	if (count == 0)
		return;
	words_unknown(&words, emails, count);
	add_line(out, "Unknown", &words);
}
