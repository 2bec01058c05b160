/* doctor --server: the hooks. */
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file.h"
#include "cmd/doctor.h"
#include "cmd/handles.h"
#include "cmd/install.h"
#include "report/phrase.h"

#define PROGRAM_MAX ((size_t)1 << 30)
#define GITOLITE_MAX ((size_t)16 << 20)

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
	MOW_AUTO(buf) elsewhere = BUF_INIT;

	add_path(&path, &file->path, hooks);
	if (hooks->kind == MOW_HOOKS_SHARED) {
		buf_adds(&elsewhere, " in ");
		phrase_path(&elsewhere, hooks->folder, strlen(hooks->folder));
		buf_adds(&elsewhere, ", where git looks for it");
	}
	if (file->present == HOOK_FILE_NONE)
		doctor_add(findings, DOCTOR_MEND, hook->topic, DOCTOR_RENEW, "there is no %s hook%s, so %s", hook->name,
			   elsewhere.len > 0 ? elsewhere.data : "", hook->without);
	else if (file->present == HOOK_FILE_OTHER)
		doctor_add(findings, DOCTOR_MEND, hook->topic, DOCTOR_RENEW, "%s is not of mowners, so %s", path.data,
			   hook->without);
	else if (access(file->path.data, X_OK) != 0)
		doctor_add(findings, DOCTOR_MEND, hook->topic, DOCTOR_RENEW,
			   "%s may not be run, so git passes it by and %s", path.data, hook->without);
	else if (!is_this(doctor, file))
		doctor_add(findings, DOCTOR_NOTE, hook->topic, DOCTOR_RENEW,
			   "%s is of another version than this program", path.data);
	else
		doctor_add(findings, DOCTOR_OK, hook->topic, NULL, "%s, of this version", path.data);
	if (file->has_kept && file->present == HOOK_FILE_OURS)
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

/* Whether gitolite has a rule of ours for the repository, in what it makes of its configuration. */
static bool has_vref(const struct mow_hooks *hooks)
{
	static const char rule[] = "'VREF/mowners";
	MOW_AUTO(buf) path = BUF_INIT;
	MOW_AUTO(buf) rules = BUF_INIT;

	buf_addf(&path, "%s../gl-conf", hooks->folder);
	return !path.failed && file_read(&rules, path.data, GITOLITE_MAX, NULL) == MOW_OK &&
	       memmem(rules.data, rules.len, rule, sizeof rule - 1) != NULL;
}

static void tell_vref(struct doctor *doctor)
{
	doctor_add(
		&doctor->findings, DOCTOR_MEND, "Hook",
		"cmp $(command -v mowners) $(gitolite query-rc LOCAL_CODE)/VREF/mowners",
		"there is no pre-receive hook of mowners, and gitolite has a rule with VREF/mowners; whether that judges "
		"every push cannot be seen here: look whether it is this program, and whether its rule is for @all");
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
		if (i == 0 && file.present != HOOK_FILE_OURS && has_vref(hooks)) {
			tell_vref(doctor);
			continue;
		}
		tell_hook(doctor, &wanted[i], &file, hooks);
		if (i == 0)
			buf_adds(&doctor->hook, file.path.data);
	}
	return buf_check(&doctor->hook, err);
}

int doctor_hooks(struct doctor *doctor, struct mow_error *err)
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
