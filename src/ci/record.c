#include "ci/record.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/error.h"
#include "ci/access.h"
#include "cmd/handles.h"
#include "cmd/terminal.h"
#include "report/phrase.h"

MOW_AUTO_PTR_DEFINE(mow_carry)

/* "  @lena  github#7 review 41  2 files, until 2026-11-23T12:00:00Z" */
static void add_item(struct buf *out, const struct mow_carried *item)
{
	char end[CLOCK_TEXT];

	clock_format_moment(end, item->end);
	buf_adds(out, "  ");
	phrase_text(out, item->by);
	buf_adds(out, "  ");
	phrase_text(out, item->source);
	buf_adds(out, "  ");
	phrase_count(out, item->files, "file");
	buf_addf(out, ", until %s%s\n", end, item->recorded ? "; recorded before" : "");
}

static size_t count_new(const struct mow_carry *carry)
{
	size_t count = 0;

	for (size_t i = 0; i < mow_carry_count(carry); i++)
		count += !mow_carry_item(carry, i)->recorded;
	return count;
}

static void say(const struct mow_carry *carry, const struct record_request *request)
{
	size_t count = count_new(carry);
	MOW_AUTO(buf) out = BUF_INIT;

	buf_adds(&out, "mowners: ");
	phrase_count(&out, count, "approval");
	buf_adds(&out, request->dry_run ? " would be recorded for " : " recorded for ");
	phrase_text(&out, request->remote);
	buf_addc(&out, '\n');
	for (size_t i = 0; i < mow_carry_count(carry); i++)
		add_item(&out, mow_carry_item(carry, i));
	terminal_say(&out);
}

static int fail(const struct mow_error *why)
{
	struct mow_error err = {0};

	(void)mow_fail(&err, why->code, "no approval is recorded: %s", why->message);
	(void)command_fail(&err);
	return why->code;
}

int record_approvals(const struct globals *globals, struct mow_repo *repo, const struct mow_verdict *verdict,
		     const struct record_request *request)
{
	const struct mow_carry_options options = {
		.key = access_variable("MOWNERS_KEY_FILE"), .home = getenv("HOME"), .remote = request->remote};
	MOW_AUTO_PTR(mow_carry) carry = NULL;
	struct mow_error err = {0};

	if (mow_verdict_outcome(verdict) == MOW_OUTCOME_OPEN)
		return MOW_OK;
	int result = mow_carry_new(&carry, repo, verdict, &options, &err);
	if (result == MOW_ENOTFOUND && options.key == NULL)
		(void)mow_fail(&err, result, "there is no key to sign with; MOWNERS_KEY_FILE names that of a witness");
	if (result != MOW_OK)
		return fail(&err);
	if (mow_carry_rules(carry) > 0) {
		MOW_AUTO(buf) files = BUF_INIT;
		phrase_count(&files, mow_carry_rules(carry), "file");
		command_warn(globals,
			     "no approval of %s is recorded that [rules] covers: whoever approves those signs it, with "
			     "mowners approve",
			     files.data);
	}
	if (!request->dry_run && mow_carry_send(carry, &err) != MOW_OK)
		return fail(&err);
	if (!globals->quiet)
		say(carry, request);
	return MOW_OK;
}
