#include "cmd/doctor.h"

#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file.h"
#include "cmd/handles.h"
#include "cmd/install.h"
#include "report/phrase.h"

#define RENEW "mowners install --server"
#define PROGRAM_MAX ((size_t)1 << 30)

enum { CLOCK_SLACK = 300, ALIASES_SHOWN = 4 };

/* ---- Hooks ------------------------------------------------------------------------------------------------------ */

/* Whether it is the very program that is running; where that cannot be told, it is taken to be. */
static bool is_this(const struct doctor *doctor, const struct hook_file *file)
{
	MOW_AUTO(buf) hook = BUF_INIT;
	MOW_AUTO(buf) program = BUF_INIT;

	return doctor->globals->program == NULL ||
	       file_read_named(&program, doctor->globals->program, PROGRAM_MAX, NULL) != MOW_OK ||
	       (file_read_named(&hook, file->path.data, PROGRAM_MAX, NULL) == MOW_OK && hook.len == program.len &&
		memcmp(hook.data, program.data, hook.len) == 0);
}

/* A hook of a server: without `pre-receive` everything passes, without the other one nothing is noted. */
struct server_hook {
	const char *topic, *name, *without;
};

/* "hooks/pre-receive" where the folder is the repository's own. */
static void add_path(struct buf *out, const struct buf *path, const struct mow_hooks *hooks)
{
	const char *name = hooks->folder + strlen(hooks->folder) - 1;
	const char *shown = path->data;

	while (name > hooks->folder && name[-1] != '/')
		name--;
	if (hooks->kind == MOW_HOOKS_OWN && strncmp(path->data, hooks->folder, (size_t)(name - hooks->folder)) == 0)
		shown += name - hooks->folder;
	phrase_path(out, shown, strlen(shown));
}

static void tell_hook(struct doctor *doctor, const struct server_hook *hook, const struct hook_file *file,
		      const struct mow_hooks *hooks)
{
	struct doctor_findings *findings = &doctor->findings;
	MOW_AUTO(buf) path = BUF_INIT;

	add_path(&path, &file->path, hooks);
	if (file->present == HOOK_FILE_NONE)
		doctor_add(findings, DOCTOR_MEND, hook->topic, RENEW, "there is no %s hook, so %s", hook->name,
			   hook->without);
	else if (file->present == HOOK_FILE_OTHER)
		doctor_add(findings, DOCTOR_MEND, hook->topic, RENEW, "%s is not of mowners, so %s", path.data,
			   hook->without);
	else if (access(file->path.data, X_OK) != 0)
		doctor_add(findings, DOCTOR_MEND, hook->topic, RENEW, "%s may not be run, so git passes it by and %s",
			   path.data, hook->without);
	else if (!is_this(doctor, file))
		doctor_add(findings, DOCTOR_NOTE, hook->topic, RENEW, "%s is of another version than this program",
			   path.data);
	else
		doctor_add(findings, DOCTOR_OK, hook->topic, NULL, "%s, of this version", path.data);
	if (file->has_kept)
		doctor_add(findings, DOCTOR_OK, "", NULL, "the hook that was there before %s",
			   hook_file_runs_kept(file) ? "runs after it" : "is kept, and may not be run");
}

/* What runs ours, where a forge does. */
static void tell_dispatcher(struct doctor *doctor, const struct mow_hooks *hooks, const char *platform)
{
	MOW_AUTO(buf) path = BUF_INIT;

	if (platform == NULL || strcmp(platform, "gitea") != 0)
		return;
	buf_addf(&path, "%spre-receive", hooks->folder);
	if (!path.failed && access(path.data, X_OK) == 0)
		return;
	doctor_add(
		&doctor->findings, DOCTOR_MEND, "Forge", "gitea admin regenerate hooks",
		"its own hooks/pre-receive, which runs what is in pre-receive.d, is missing or may not be run, so every "
		"push is accepted");
}

static int look_at_hooks(struct doctor *doctor, const struct mow_hooks *hooks, const char *platform,
			 struct mow_error *err)
{
	static const struct server_hook wanted[] = {{"Hook", "pre-receive", "every push is accepted"},
						    {"Audit", "post-receive", "what lands is noted nowhere"}};

	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		MOW_AUTO(install_place) place = INSTALL_PLACE_INIT;
		MOW_AUTO(hook_file) file = HOOK_FILE_INIT;
		int result = install_place_find(&place, hooks, platform, wanted[i].name, err);
		if (result == MOW_OK)
			result = hook_file_open(&file, place.folder.data, place.name, install_mark(true), err);
		if (result != MOW_OK)
			return result;
		tell_hook(doctor, &wanted[i], &file, hooks);
		if (i == 0)
			buf_adds(&doctor->hook, file.path.data);
	}
	return buf_check(&doctor->hook, err);
}

static int look_hooks(struct doctor *doctor, struct mow_error *err)
{
	MOW_AUTO_FREE char *platform = NULL;
	const char *configured = NULL;
	struct mow_error why = {0};
	struct mow_hooks hooks;
	int result = mow_repo_config(&configured, doctor->repo, PLATFORM_KEY, true, err);

	if (result != MOW_OK)
		return result;
	if (configured != NULL && (platform = strdup(configured)) == NULL)
		return mow_fail_memory(err);
	result = mow_repo_hooks(&hooks, doctor->repo, &why);
	if (result == MOW_EINVAL) {
		doctor_add(&doctor->findings, DOCTOR_MEND, "Hook", NULL, "%s", why.message);
		return MOW_OK;
	}
	if (result != MOW_OK)
		return mow_fail(err, result, "%s", why.message);
	tell_dispatcher(doctor, &hooks, platform);
	result = look_at_hooks(doctor, &hooks, platform, err);
	if (result == MOW_OK && hooks.kind == MOW_HOOKS_SHARED)
		doctor_add(&doctor->findings, DOCTOR_NOTE, "", NULL, "other repositories may use these hooks too");
	return result;
}

/* ---- Branches --------------------------------------------------------------------------------------------------- */

struct branches {
	const char *head;
	size_t count;
	bool born;
};

static int count_branch(const char *ref, const char *tip, void *context)
{
	struct branches *branches = context;

	(void)tip;
	branches->count++;
	branches->born = branches->born || strcmp(ref, branches->head) == 0;
	return 0;
}

/* `*named`: HEAD names a branch; else nothing can be said of rules. */
static int look_head(bool *named, struct doctor *doctor, struct mow_error *err)
{
	static const char mend[] = "git symbolic-ref HEAD refs/heads/BRANCH";
	struct doctor_findings *findings = &doctor->findings;
	struct branches branches = {0};
	MOW_AUTO(buf) name = BUF_INIT;
	int result = mow_repo_head(&branches.head, doctor->repo, err);

	if (result != MOW_OK)
		return result;
	*named = branches.head != NULL;
	if (!*named) {
		doctor_add(findings, DOCTOR_MEND, "Branch", mend,
			   "HEAD names no branch, so that every push is refused");
		return MOW_OK;
	}
	result = mow_repo_each_branch(doctor->repo, count_branch, &branches, err);
	if (result != MOW_OK)
		return result;
	phrase_ref(&name, branches.head);
	if (branches.born)
		doctor_add(findings, DOCTOR_OK, "Branch", NULL, "%s, which HEAD names, has the rules", name.data);
	else
		doctor_add(findings, branches.count > 0 ? DOCTOR_MEND : DOCTOR_NOTE, "Branch",
			   branches.count > 0 ? mend : NULL, "%s, which HEAD names, does not exist yet", name.data);
	return MOW_OK;
}

struct aliases {
	struct buf text;
	size_t count;
};

static int take_alias(const char *ref, const char *target, void *context)
{
	struct aliases *aliases = context;

	if (aliases->count++ >= ALIASES_SHOWN)
		return 0;
	buf_adds(&aliases->text, aliases->count > 1 ? ", " : "");
	phrase_ref(&aliases->text, ref);
	buf_adds(&aliases->text, " for ");
	phrase_ref(&aliases->text, target);
	return 0;
}

static int look_aliases(struct doctor *doctor, struct mow_error *err)
{
	struct aliases aliases = {BUF_INIT, 0};
	int result = mow_repo_each_alias(doctor->repo, take_alias, &aliases, err);

	if (result == MOW_OK && aliases.count > 0)
		doctor_add(&doctor->findings, DOCTOR_NOTE, "Aliases", NULL,
			   "%s%s: a push to one is judged as a push to the other",
			   aliases.text.failed ? "some" : aliases.text.data,
			   aliases.count > ALIASES_SHOWN ? " and more" : "");
	buf_release(&aliases.text);
	return result;
}

/* ---- Rules ------------------------------------------------------------------------------------------------------ */

static int look_no_rules(struct doctor *doctor, struct mow_error *err)
{
	bool closed = false;
	int result = mow_repo_config_bool(&closed, doctor->repo, "mowners.require", true, err);

	if (result != MOW_OK)
		return result;
	if (closed)
		doctor_add(&doctor->findings, DOCTOR_NOTE, "Rules", NULL,
			   "there is no OWNERS file yet, and mowners.require keeps every push out until there is");
	else
		doctor_add(
			&doctor->findings, DOCTOR_MEND, "Rules", "git config mowners.require true",
			"there is no OWNERS file on the default branch, so every push is accepted; push one, or close the "
			"repository until there is one");
	return MOW_OK;
}

struct counted {
	size_t errors;
};

static void count_error(const struct mow_finding *finding, void *context)
{
	struct counted *counted = context;

	counted->errors += finding->severity == MOW_ERROR;
}

static int look_rules(struct doctor *doctor, struct mow_error *err)
{
	struct doctor_findings *findings = &doctor->findings;
	MOW_AUTO_PTR(mow_rules) rules = NULL;
	struct counted counted = {0};
	const struct mow_finding_sink sink = {count_error, &counted};
	const char *unsignable = NULL;
	int result = mow_rules_open(&rules, doctor->repo, "HEAD", err);

	if (result == MOW_ENOTFOUND || (result == MOW_OK && mow_rules_is_empty(rules)))
		return look_no_rules(doctor, err);
	if (result == MOW_OK)
		result = mow_rules_read_all(rules, &sink, err);
	if (result == MOW_ERULES) {
		doctor_add(
			findings, DOCTOR_MEND, "Rules", "mowners lint",
			"%zu error%s in OWNERS files: nothing below them can be decided, so pushes there are refused",
			counted.errors, counted.errors == 1 ? "" : "s");
		return MOW_OK;
	}
	if (result == MOW_OK)
		result = mow_rules_unsignable(&unsignable, doctor->repo, err);
	if (result != MOW_OK)
		return result;
	if (unsignable != NULL)
		doctor_add(findings, DOCTOR_MEND, "Rules", "mowners keys",
			   "nobody can change the rules any more: that needs %s, without a key", unsignable);
	else
		doctor_add(findings, DOCTOR_OK, "Rules", NULL, "OWNERS has no errors, and those who own it can sign");
	return MOW_OK;
}

/* ---- Settings --------------------------------------------------------------------------------------------------- */

static int look_fsck(struct doctor *doctor, struct mow_error *err)
{
	bool on = false;
	int result = mow_repo_config_bool(&on, doctor->repo, FSCK_KEY, true, err);

	if (result != MOW_OK)
		return result;
	if (on)
		doctor_add(&doctor->findings, DOCTOR_OK, "Objects", NULL, "git checks what is pushed (" FSCK_KEY ")");
	else
		doctor_add(&doctor->findings, DOCTOR_MEND, "Objects", "git config " FSCK_KEY " true",
			   "git does not check whether what is pushed is well formed");
	return MOW_OK;
}

static int look_platform(struct doctor *doctor, struct mow_error *err)
{
	struct mow_error why = {0};
	const char *name = NULL;
	int result = mow_repo_config(&name, doctor->repo, PLATFORM_KEY, true, err);

	if (result != MOW_OK)
		return result;
	if (name == NULL)
		doctor_add(&doctor->findings, DOCTOR_OK, "Platform", NULL,
			   "none is named, so nobody is told who pushes");
	else if (mow_platform_check(name, &why) != MOW_OK)
		doctor_add(&doctor->findings, DOCTOR_MEND, "Platform", RENEW " --platform NAME",
			   "git config " PLATFORM_KEY " is unknown, so every push is refused");
	else
		doctor_add(&doctor->findings, DOCTOR_OK, "Platform", NULL, "%s tells who pushes", name);
	return MOW_OK;
}

static int look_deadline(struct doctor *doctor, struct mow_error *err)
{
	struct mow_error why = {0};
	unsigned seconds = 0;
	int result = mow_push_deadline(&seconds, doctor->repo, &why);

	if (result == MOW_EINVAL) {
		doctor_add(&doctor->findings, DOCTOR_MEND, "Deadline", NULL, "%s, so every push is refused",
			   why.message);
		return MOW_OK;
	}
	if (result != MOW_OK)
		return mow_fail(err, result, "%s", why.message);
	doctor_add(&doctor->findings, DOCTOR_OK, "Deadline", NULL,
		   "a push that cannot be judged within %u second%s is refused (mowners.deadline)", seconds,
		   seconds == 1 ? "" : "s");
	return MOW_OK;
}

static int look_clock(struct doctor *doctor, struct mow_error *err)
{
	int64_t last = 0;
	int result = mow_audit_last(&last, doctor->repo, err);

	if (result == MOW_ENOTFOUND)
		return MOW_OK;
	if (result == MOW_OK && last > mow_repo_now(doctor->repo) + CLOCK_SLACK)
		doctor_add(
			&doctor->findings, DOCTOR_MEND, "Clock", NULL,
			"it stands before the last entry of the audit: what has expired may count again; set the clock");
	else if (result == MOW_OK)
		doctor_add(&doctor->findings, DOCTOR_OK, "Clock", NULL, "it goes on from the last entry of the audit");
	return result;
}

/* ---- A push ----------------------------------------------------------------------------------------------------- */

static int look_canary(struct doctor *doctor, struct mow_error *err)
{
	struct doctor_findings *findings = &doctor->findings;
	struct mow_canary canary = {0};
	struct mow_error why = {0};
	int result =
		doctor->hook.len > 0 ? mow_canary_push(&canary, doctor->repo, doctor->hook.data, &why) : MOW_ENOTFOUND;

	if (result == MOW_ENOTFOUND)
		return MOW_OK; /* without rules, or a place for the hook: told already */
	if (result == MOW_ENOMEM)
		return mow_fail_memory(err);
	if (result != MOW_OK)
		doctor_add(findings, DOCTOR_MEND, "Trial", NULL, "no push could be tried: %s", why.message);
	else if (canary.refused)
		doctor_add(findings, DOCTOR_OK, "Trial", NULL,
			   "a change of OWNERS that nobody approved, pushed to a copy, was refused: \"%s\"",
			   canary.said);
	else if (canary.advises)
		doctor_add(findings, DOCTOR_NOTE, "Trial", NULL,
			   "OWNERS says mode = advise: a change that nobody approved was pushed to a copy, and lands");
	else
		doctor_add(findings, DOCTOR_MEND, "Trial", NULL,
			   "a change of OWNERS that nobody approved was pushed to a copy, and it was ACCEPTED");
	return MOW_OK;
}

int doctor_server(struct doctor *doctor, struct mow_error *err)
{
	bool named = false;
	int result = look_hooks(doctor, err);

	if (result == MOW_OK)
		result = look_head(&named, doctor, err);
	if (result == MOW_OK)
		result = look_aliases(doctor, err);
	if (result == MOW_OK && named)
		result = look_rules(doctor, err);
	if (result == MOW_OK)
		result = look_fsck(doctor, err);
	if (result == MOW_OK)
		result = look_platform(doctor, err);
	if (result == MOW_OK)
		result = look_deadline(doctor, err);
	if (result == MOW_OK)
		result = look_clock(doctor, err);
	return result == MOW_OK && named ? look_canary(doctor, err) : result;
}
