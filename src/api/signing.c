#include "api/signing.h"

#include <string.h>

#include "base/child.h"
#include "base/error.h"
#include "base/escape.h"

void signing_release(struct signing *signing)
{
	buf_release(&signing->key);
}

static int fail_unlisted(const struct signers_of *of, const char *type, const char *key, struct mow_error *err)
{
	return mow_fail(
		err, MOW_EINVAL,
		"your key is not in %s for %s, or not valid today; whoever owns the rules adds this line there: %s namespaces=\"%s\" %s %s",
		of->signers->file, people_label(of->rules, of->person), of->rules->people[of->person].emails_first,
		SIGNERS_NAMESPACE, type, key);
}

static int find_configured(struct signing *out, const char *configured, const struct signers_of *of, const char *home,
			   struct mow_error *err)
{
	MOW_AUTO(buf) type = BUF_INIT;
	MOW_AUTO(buf) key = BUF_INIT;
	const struct signer *signer;
	int result = signers_public(&type, &key, configured, home, err);

	if (result < 0)
		return result;
	signer = signers_find(of, type.data, key.data);
	if (signer == NULL)
		return fail_unlisted(of, type.data, key.data, err);
	out->principal = signer->principal;
	buf_reset(&out->key);
	return signers_key_path(&out->key, configured, home, err);
}

/* The first key of an agent that is listed for the person. */
static int find_in_agent(struct signing *out, const struct signers_of *of, struct mow_error *err)
{
	static const char *const arguments[] = {"ssh-add", "-L", NULL};
	MOW_AUTO(buf) output = BUF_INIT;
	MOW_AUTO(buf) errors = BUF_INIT;
	struct child child = {.argv = arguments,
			      .environment = CHILD_USER,
			      .output = &output,
			      .errors = &errors,
			      .limit = 1 << 20,
			      .timeout = 30};
	int result = child_run(&child, err);
	char *line, *rest = output.data;

	if (result < 0 && result != MOW_ENOTFOUND)
		return result;
	while (result == MOW_OK && child.status == 0 && (line = strsep(&rest, "\n")) != NULL) {
		char *type = strsep(&line, " "), *key = strsep(&line, " ");
		const struct signer *signer = key != NULL ? signers_find(of, type, key) : NULL;

		if (signer == NULL)
			continue;
		out->principal = signer->principal;
		buf_reset(&out->key);
		buf_addf(&out->key, "%s %s", type, key);
		return buf_check(&out->key, err);
	}
	return mow_fail(
		err, MOW_ENOTFOUND,
		"there is no key to sign with: tell git which one is yours, git config --global user.signingKey ~/.ssh/id_ed25519.pub (none yet? "
		"ssh-keygen -t ed25519 makes one), and have its public half added to %s",
		of->signers->file);
}

int signing_find(struct signing *out, struct mow_repo *repo, const struct signers_of *of, const char *home,
		 struct mow_error *err)
{
	MOW_AUTO(buf) configured = BUF_INIT;
	int result = repo_config(&configured, repo->git, "user.signingKey", REPO_SCOPE_ANY, err);

	if (result == MOW_ENOTFOUND)
		return find_in_agent(out, of, err);
	return result < 0 ? result : find_configured(out, configured.data, of, home, err);
}
