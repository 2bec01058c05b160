#include "cmd/doctor.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "cmd/handles.h"
#include "cmd/install.h"
#include "report/phrase.h"

#define INSTALL "mowners install --client"

/* Whether all of ours are there. */
static int has_hooks(bool *all, const char *folder, struct mow_error *err)
{
	const char *name = install_hook_name(false);

	*all = true;
	for (const char *const *next = install_others(false); name != NULL; name = *next++) {
		MOW_AUTO(hook_file) file = HOOK_FILE_INIT;
		int result = hook_file_open(&file, folder, name, install_mark(false), err);
		if (result != MOW_OK)
			return result;
		*all = *all && file.present == HOOK_FILE_OURS;
	}
	return MOW_OK;
}

static int look_hook(struct doctor *doctor, struct mow_error *err)
{
	struct doctor_findings *findings = &doctor->findings;
	MOW_AUTO(hook_manager) manager = HOOK_MANAGER_INIT;
	struct mow_error why = {0};
	struct mow_hooks place;
	int result = mow_repo_hooks(&place, doctor->repo, &why);

	if (result == MOW_EINVAL) {
		doctor_add(findings, DOCTOR_NOTE, "Hooks", NULL, "%s", why.message);
		return MOW_OK;
	}
	if (result != MOW_OK)
		return mow_fail(err, result, "%s", why.message);
	result = hook_manager_find(&manager, &place, install_mark(false), err);
	bool there = manager.kind != NULL && manager.there;
	if (result == MOW_OK && manager.kind == NULL)
		result = has_hooks(&there, place.folder, err);
	if (result != MOW_OK)
		return result;
	if (there)
		doctor_add(findings, DOCTOR_OK, "Hooks", NULL, "each commit is told who will have to approve it");
	else
		doctor_add(findings, DOCTOR_NOTE, "Hooks", INSTALL,
			   "commits are not told who will have to approve them");
	return MOW_OK;
}

static int look_remote(struct doctor *doctor, struct mow_error *err)
{
	struct doctor_findings *findings = &doctor->findings;
	const char *remote = NULL;
	bool fetches = false;
	int result = mow_repo_remote(&remote, doctor->repo, err);

	if (result != MOW_OK)
		return result;
	if (remote == NULL) {
		doctor_add(findings, DOCTOR_NOTE, "Remote", NULL, "there is none: approvals stay in this clone");
		return MOW_OK;
	}
	result = mow_repo_fetches_approvals(&fetches, doctor->repo, remote, err);
	if (result != MOW_OK)
		return result;
	if (fetches)
		doctor_add(findings, DOCTOR_OK, "Remote", NULL, "git fetch brings the approvals too");
	else
		doctor_add(findings, DOCTOR_NOTE, "Remote", INSTALL,
			   "git fetch brings no approvals; mowners sync does");
	return MOW_OK;
}

static int look_rules(struct doctor *doctor, struct mow_error *err)
{
	MOW_AUTO_PTR(mow_rules) rules = NULL;
	int result = mow_rules_open(&rules, doctor->repo, NULL, err);

	if (result == MOW_OK && mow_rules_is_empty(rules)) {
		doctor_add(&doctor->findings, DOCTOR_NOTE, "Rules", NULL,
			   "there is no OWNERS file in the working tree");
		return MOW_OK;
	}
	if (result == MOW_OK)
		result = mow_rules_read_all(rules, NULL, err);
	if (result == MOW_ERULES)
		doctor_add(&doctor->findings, DOCTOR_MEND, "Rules", "mowners lint", "there are errors in OWNERS files");
	else if (result == MOW_OK)
		doctor_add(&doctor->findings, DOCTOR_OK, "Rules", NULL, "the OWNERS files have no errors");
	return result == MOW_ERULES ? MOW_OK : result;
}

/* Whether who works here can approve. */
static int look_key(struct doctor *doctor, struct mow_error *err)
{
	struct doctor_findings *findings = &doctor->findings;
	struct mow_my_key mine = {.state = MOW_MY_KEY_NEEDLESS};
	struct mow_error why = {0};
	MOW_AUTO(buf) who = BUF_INIT;
	int result = mow_my_key_find(&mine, doctor->repo, getenv("HOME"), &why);

	if (result == MOW_ERULES)
		return MOW_OK; /* told already */
	if (result != MOW_OK)
		return mow_fail(err, result, "%s", why.message);
	phrase_text(&who, mine.person != NULL ? mine.person : mine.email != NULL ? mine.email : "");
	if (who.failed)
		return mow_fail_memory(err);
	switch (mine.state) {
	case MOW_MY_KEY_NEEDLESS:
		break;
	case MOW_MY_KEY_STRANGER:
		doctor_add(findings, DOCTOR_NOTE, "You", "git config user.email YOU@EXAMPLE.COM", "%s%s",
			   who.len > 0 ? who.data : "git does not know who you are, so that you cannot approve",
			   who.len > 0 ? ", as git's user.email says, is nobody in OWNERS, and cannot approve" : "");
		break;
	case MOW_MY_KEY_NONE:
		doctor_add(findings, DOCTOR_NOTE, "You", INSTALL, "%s, without a key to sign approvals with", who.data);
		break;
	case MOW_MY_KEY_UNLISTED:
		doctor_add(findings, DOCTOR_NOTE, "You", INSTALL,
			   "%s, with a key that OWNERS.signers does not list yet, so that it does not count", who.data);
		break;
	case MOW_MY_KEY_LISTED:
		doctor_add(findings, DOCTOR_OK, "You", NULL, "%s, with a key that OWNERS.signers lists", who.data);
		break;
	case MOW_MY_KEY_BAD:
		doctor_add(findings, DOCTOR_MEND, "You", NULL, "%s: %s", who.data, mine.problem);
		break;
	}
	return MOW_OK;
}

int doctor_client(struct doctor *doctor, struct mow_error *err)
{
	int result = look_hook(doctor, err);

	if (result == MOW_OK)
		result = look_remote(doctor, err);
	if (result == MOW_OK)
		result = look_rules(doctor, err);
	return result == MOW_OK ? look_key(doctor, err) : result;
}
