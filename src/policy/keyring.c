#include "policy/keyring.h"

#include "base/error.h"
#include "base/file.h"

void keyring_release(struct keyring *keyring)
{
	signers_release(&keyring->signers);
	buf_release(&keyring->name);
	buf_release(&keyring->revoked);
}

/* The bytes of the signers file; none at all is an empty one. */
static int read_signers(struct buf *out, struct keyring *keyring, struct ruleset *ruleset, struct mow_error *err)
{
	int result =
		repo_config(&keyring->name, ruleset->snapshot.repo, "mowners.allowedSigners", REPO_SCOPE_SECURITY, err);

	if (result == MOW_OK && keyring->name.len == 0)
		return mow_fail(err, MOW_EINVAL,
				"git config mowners.allowedSigners is empty: name a file, or unset it");
	if (result == MOW_OK)
		return file_read_named(out, keyring->name.data, SIGNERS_FILE_MAX, err);
	if (result != MOW_ENOTFOUND)
		return result;
	buf_reset(&keyring->name);
	buf_adds(&keyring->name, RULES_SIGNERS);
	result = buf_check(&keyring->name, err);
	if (result == MOW_OK)
		result = snapshot_read(out, &ruleset->snapshot, RULES_SIGNERS, SIGNERS_FILE_MAX, err);
	return result == MOW_ENOTFOUND ? 0 : result;
}

int keyring_open(struct keyring *out, struct ruleset *ruleset, int64_t now, const struct mow_finding_sink *sink,
		 struct mow_error *err)
{
	struct mow_error why = {0, ""};
	MOW_AUTO(buf) bytes = BUF_INIT;
	int result;

	*out = (struct keyring){.name = BUF_INIT, .revoked = BUF_INIT};
	result = repo_config(&out->revoked, ruleset->snapshot.repo, "mowners.revokedSigners", REPO_SCOPE_SECURITY, err);
	/* Which would be no list at all, and every key good. */
	if (result == MOW_OK && out->revoked.len == 0)
		return mow_fail(err, MOW_EINVAL,
				"git config mowners.revokedSigners is empty: name a file, or unset it");
	if (result < 0 && result != MOW_ENOTFOUND)
		return result;
	result = read_signers(&bytes, out, ruleset, &why);
	if (result == MOW_EDENIED || result == MOW_ETOOBIG) {
		const struct finding_place place = {out->name.data, 0, 0};
		const struct mow_finding finding = finding_make(FINDING_NOT_A_FILE, &place, why.message);
		finding_tell(sink, &finding);
	} else if (result < 0) {
		return mow_fail(err, result, "the keys of people%s%s cannot be read: %s",
				out->name.len > 0 ? " in " : "", out->name.data, why.message);
	}
	const struct file_text text = {out->name.data, bytes.data, bytes.len};
	result = signers_parse(&out->signers, &text, ruleset->rules, sink, err);
	out->verifier = (struct verifier){.signers = &out->signers,
					  .revoked = out->revoked.len ? out->revoked.data : NULL,
					  .now = now,
					  .rules = ruleset->rules};
	return result;
}
