#include "base/escape.h"
#include "report/phrase.h"
#include "report/words.h"

void words_claim(struct buf *out, const struct mow_claim *claim)
{
	for (size_t i = 0; i < claim->by_count; i++) {
		phrase_separator(out, i, claim->by_count, "and");
		buf_adds(out, claim->by[i]);
	}
	buf_adds(out, " decided about ");
	escape_path(out, claim->path, claim->path_len);
	if (claim->files > 1)
		buf_addf(out, " and %zu more file%s", claim->files - 1, claim->files == 2 ? "" : "s");
	buf_addf(out, ", because commit %.*s names %s as an author; nobody has proved that, so tell %s", WORDS_COMMIT,
		 claim->commit, claim->owner, claim->owner);
}

bool words_squash(struct buf *out, const struct mow_group *group)
{
	const struct mow_need *need = group->need_count > 0 ? group->needs[0] : NULL;

	if (group->state == MOW_APPROVED || need == NULL || need->kind != MOW_NEED_DECISION ||
	    need->got >= need->need || !need->coauthor)
		return false;
	buf_addf(out,
		 "commit %.*s names %s as a co-author, and so of every file of it, whoever made which; where it is a "
		 "squash, push the branch that it was made of, whose commits say it file by file, and then the squash "
		 "again, or land that branch as it is; or ",
		 WORDS_COMMIT, need->claimed_by, need->of[0]);
	for (size_t i = 0; i < need->ask_count; i++) {
		phrase_separator(out, i, need->ask_count, "or");
		buf_adds(out, need->ask[i]);
	}
	buf_adds(out, need->ask_count > 0 ? " decides" : "name a deputy");
	return true;
}

void words_squashed(struct buf *out, const struct mow_squash *squash)
{
	MOW_AUTO(buf) branch = BUF_INIT;

	phrase_ref(&branch, squash->source);
	buf_addf(out, "the files of %.*s are by those who made them on %s, not by all whom it names", WORDS_COMMIT,
		 squash->commit, branch.data);
	out->failed = out->failed || branch.failed;
}

void words_unknown(struct buf *out, const char *const *emails, size_t count)
{
	enum { SHOWN = 3 };

	for (size_t i = 0; i < count && i < SHOWN; i++) {
		phrase_separator(out, i, count < SHOWN ? count : SHOWN, count > SHOWN ? "" : "and");
		escape_text(out, emails[i], strlen(emails[i]));
	}
	if (count > SHOWN)
		buf_addf(out, " and %zu more", count - SHOWN);
	buf_addf(out, " made what was approved, and nobody in OWNERS has %s; make sure that it was not who approved",
		 count == 1 ? "this address" : "these addresses");
}

void words_unproved(struct buf *out, const struct mow_need *need)
{
	if (need->claimed_by != NULL)
		buf_addf(out, "commit %.*s %s", WORDS_COMMIT, need->claimed_by, need->reason);
	else
		buf_adds(out, "not proved");
}

static const struct mow_need *find_unproved(const struct mow_group *group)
{
	for (size_t i = 0; i < group->need_count; i++)
		if (group->needs[i]->kind == MOW_NEED_AUTHORS)
			return group->needs[i];
	return NULL;
}

bool words_proof(struct buf *out, const struct mow_group *group)
{
	const struct mow_need *need = find_unproved(group);

	if (need == NULL)
		return false;
	buf_addf(out, "nobody has proved that %s made it, which OWNERS asks for (authors = proved)",
		 need->author != NULL ? need->author : "those whom commits name");
	if (need->claimed_by != NULL) {
		buf_adds(out, ": ");
		words_unproved(out, need);
	}
	if (need->coauthor)
		buf_adds(out, "; let them commit their part themselves, or take the Co-authored-by line out");
	else
		buf_adds(out,
			 "; sign it with a key that OWNERS.signers lists for them with the namespace git (git config "
			 "gpg.format ssh, git config user.signingKey FILE, then git commit --amend --no-edit -S), or "
			 "where the server knows who pushes let them push it");
	return true;
}
