#include "base/text.h"
#include "cmd/handles.h"
#include "cmd/install.h"
#include "report/phrase.h"

#include <string.h>
#include <unistd.h>

const char *install_hook_name(bool server)
{
	return server ? "pre-receive" : "pre-commit";
}

const char *const *install_others(bool server)
{
	static const char *const of_server[] = {"post-receive", NULL};
	static const char *const of_clone[INSTALL_OTHERS + 1] = {"prepare-commit-msg", "pre-merge-commit", "pre-push"};

	return server ? of_server : of_clone;
}

static void add_line(struct buf *out, const char *label, const char *text)
{
	buf_addf(out, "  %-8s %s\n", label, text);
}

static void add_path(struct buf *out, const char *label, const struct buf *path)
{
	buf_addf(out, "  %-8s ", label);
	phrase_path(out, path->data, path->len);
	buf_addc(out, '\n');
}

/* A server without rules judges nothing yet; who installs it there should know. */
static bool has_rules(struct mow_repo *repo)
{
	MOW_AUTO_PTR(mow_rules) rules = NULL;

	return mow_rules_open(&rules, repo, "HEAD", NULL) == MOW_OK && !mow_rules_is_empty(rules);
}

struct branches {
	struct buf *names; /* "master, main" */
	size_t count;
	const char *head;
	bool has_head;
};

enum { BRANCHES_SHOWN = 4 };

static int take_branch(const char *ref, const char *tip, void *context)
{
	static const char heads[] = "refs/heads/";
	struct branches *branches = context;

	(void)tip;
	if (!text_begins(ref, heads))
		return 0;
	if (branches->head != NULL && strcmp(ref, branches->head) == 0)
		branches->has_head = true;
	if (branches->count++ >= BRANCHES_SHOWN)
		return 0;
	if (branches->count > 1)
		buf_adds(branches->names, ", ");
	phrase_ref(branches->names, ref);
	return 0;
}

/* The default branch is the one that HEAD names; where people push to another one, nothing would be judged. */
static void add_guarded(struct buf *out, struct mow_repo *repo)
{
	MOW_AUTO(buf) names = BUF_INIT;
	struct branches branches = {&names, 0, NULL, false};

	if (mow_repo_head(&branches.head, repo, NULL) != MOW_OK ||
	    mow_repo_each_branch(repo, take_branch, &branches, NULL) != MOW_OK)
		return;
	if (branches.head == NULL) {
		add_line(out, "Guards",
			 "nothing: HEAD names no branch; git symbolic-ref HEAD refs/heads/main mends that");
		return;
	}
	buf_adds(out, "  Guards   ");
	phrase_ref(out, branches.head);
	buf_adds(out, ", the default branch (HEAD names it), and what [rules] in OWNERS protects\n");
	if (branches.has_head || branches.count == 0)
		return;
	buf_adds(out, "  Note     ");
	phrase_ref(out, branches.head);
	buf_adds(out, " has no commit yet, but there is ");
	buf_add(out, names.data, names.len);
	if (branches.count > BRANCHES_SHOWN)
		buf_addf(out, " and %zu more", branches.count - BRANCHES_SHOWN);
	buf_adds(out, "; if people push there: git symbolic-ref HEAD refs/heads/BRANCH\n");
}

/* What is in the trees of the default branch that a push could not bring. */
static void add_old_tree(const struct mow_finding *finding, void *out)
{
	if (strcmp(finding->code, "old-tree") == 0)
		add_line(out, "Found", finding->message);
}

static void add_hook(struct buf *out, const char *label, const struct hook_file *file)
{
	add_path(out, label, &file->path);
	if (!file->has_kept)
		return;
	add_path(out, "Kept", &file->kept);
	add_line(out, "",
		 hook_file_runs_kept(file) ? "the hook that was there before; it runs after it"
					   : "the hook that was there before; it is not executable, so git did not "
					     "run it, and neither will mowners");
}

/* Gitea and Forgejo run ours from their own hook. */
static void add_missing_forge(struct buf *out, const struct hook_file *file)
{
	static const char folder[] = "/pre-receive.d/mowners";
	MOW_AUTO(buf) path = BUF_INIT;
	size_t len = file->path.len, end = sizeof folder - 1;

	if (len < end || strcmp(file->path.data + len - end, folder) != 0 ||
	    strstr(file->path.data, "/custom_hooks/") != NULL)
		return;
	buf_add(&path, file->path.data, len - end);
	buf_adds(&path, "/pre-receive");
	if (!path.failed && access(path.data, X_OK) != 0)
		add_line(out, "Note",
			 "the forge's own hooks/pre-receive is missing, so nothing runs this yet: gitea admin "
			 "regenerate hooks");
}

void install_say_put(struct buf *out, const struct install *install)
{
	const struct hook_file *file = &install->file;

	if (install->server)
		buf_adds(out, "mowners: every push to this repository is judged (enforce)\n");
	else
		buf_adds(out, "mowners: each commit here is told who will have to approve it (advise)\n");
	add_hook(out, "Hook", file);
	for (size_t i = 0; install_others(install->server)[i] != NULL; i++)
		add_hook(out, install->server ? "Audit" : "", &install->others[i]);
	add_missing_forge(out, file);
	if (install->config_changed)
		add_line(out, "Set", FSCK_KEY " = true");
	if (install->platform != NULL)
		buf_addf(out, "  Set      " PLATFORM_KEY " = %s\n", install->platform);
	if (install->server)
		add_guarded(out, install->repo);
	const struct mow_finding_sink sink = {add_old_tree, out};
	const struct mow_lint_options options = {.source = "HEAD"};
	bool rules = !install->server || has_rules(install->repo);
	if (install->server && rules)
		(void)mow_lint(install->repo, &options, &sink, NULL);
	if (!rules)
		add_line(out, "Next", "put an OWNERS file on the default branch: until then every push is accepted");
}

void install_say_taken(struct buf *out, const struct install *install)
{
	const struct hook_file *file = &install->file;

	if (file->present == HOOK_FILE_OTHER) {
		buf_addf(out, "mowners: the %s hook here is not of mowners; it stays as it is\n",
			 install_hook_name(install->server));
		if (file->has_kept) {
			add_path(out, "Kept", &file->kept);
			add_line(out, "", "is a hook that was there before; remove it if nobody needs it");
		}
	} else if (file->present == HOOK_FILE_NONE && !file->has_kept && !install->config_changed && !install->moved)
		buf_addf(out, "mowners: no %s hook of mowners is installed here\n", install_hook_name(install->server));
	else if (install->server)
		buf_adds(out, "mowners: pushes to this repository are no longer judged\n");
	else
		buf_adds(out, "mowners: commits here are no longer looked at\n");
	if (file->present != HOOK_FILE_OTHER && file->has_kept)
		buf_addf(out, "  Back     the %s hook that was there before\n", install_hook_name(install->server));
	for (size_t i = 0; install_others(install->server)[i] != NULL; i++)
		if (install->others[i].present != HOOK_FILE_OTHER && install->others[i].has_kept)
			buf_addf(out, "  Back     the %s hook that was there before\n",
				 install_others(install->server)[i]);
	if (install->config_changed)
		add_line(out, "Set", FSCK_KEY " as it was before");
}

static const char advised[] = "mowners: each commit here is told who will have to approve it (advise)\n";

static void add_file(struct buf *out, const char *label, const struct hook_manager *manager, const char *text)
{
	buf_addf(out, "  %-8s %s ", label, text);
	phrase_path(out, manager->file.data, manager->file.len);
}

void install_say_line(struct buf *out, const struct install *install, bool done)
{
	const struct hook_manager *manager = &install->manager;

	if (done || manager->there) {
		buf_adds(out, advised);
		add_file(out, "Line", manager, done ? "written into" : "there already, in");
		buf_addf(out, ", which %s runs\n", manager->kind->name);
		if (done && manager->kind->then != NULL)
			add_line(out, "Next", manager->kind->then);
		return;
	}
	buf_addf(out, "mowners: the hooks here are those of %s, so one line is to be put into its file\n",
		 manager->kind->name);
	add_path(out, "File", &manager->file);
	add_line(out, "Line", manager->kind->line);
	add_line(out, "Where", manager->kind->place);
	add_line(out, "Next",
		 install->yes || manager->kind->way == WAY_BY_HAND
			 ? "put it there with an editor"
			 : "put it there, or have it written: mowners install --yes");
	if (manager->kind->then != NULL)
		add_line(out, "Then", manager->kind->then);
}

void install_say_line_gone(struct buf *out, const struct install *install, bool done)
{
	const struct hook_manager *manager = &install->manager;

	if (!manager->there) {
		buf_addf(out, "mowners: no %s hook of mowners is installed here\n", install_hook_name(install->server));
		return;
	}
	if (done) {
		buf_adds(out, "mowners: commits here are no longer looked at\n");
		add_file(out, "Line", manager, manager->kind->line != NULL ? "taken out of" : "removed:");
		buf_addc(out, '\n');
		return;
	}
	buf_addf(out, "mowners: %s runs mowners, by a line in its file\n", manager->kind->name);
	add_path(out, "File", &manager->file);
	if (manager->kind->line != NULL)
		add_line(out, "Line", manager->kind->line);
	add_line(out, "Next",
		 install->yes ? "take it out with an editor"
			      : "take it out, or have it taken out: mowners install --uninstall --yes");
}
