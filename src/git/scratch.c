#include "git/scratch.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file_temp.h"
#include "base/file_write.h"
#include "git/internal.h"

#define FOLDER "repository.git"
#define HOOK "pre-receive"

void scratch_release(struct scratch *scratch)
{
	repo_free(scratch->repo);
	scratch->repo = NULL;
	file_temp_release(&scratch->place);
}

static int fail_place(struct mow_error *err)
{
	return mow_fail_errno(err, "a scratch repository cannot be written below TMPDIR or /tmp");
}

/* ---- Its files -------------------------------------------------------------------------------------------------- */

static int put(const struct scratch *scratch, const char *name, const struct buf *bytes, struct mow_error *err)
{
	MOW_AUTO(buf) path = BUF_INIT;

	buf_addf(&path, "%s/" FOLDER "/%s", scratch->place.path, name);
	if (bytes->failed || path.failed)
		return mow_fail_memory(err);
	return file_write(path.data, bytes->data, bytes->len, 0600, err);
}

static int make_folders(const struct scratch *scratch, struct mow_error *err)
{
	static const char *const folders[] = {"", "/objects", "/objects/info", "/refs", "/hooks"};

	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
		MOW_AUTO(buf) path = BUF_INIT;
		buf_addf(&path, "%s/" FOLDER "%s", scratch->place.path, folders[i]);
		if (path.failed)
			return mow_fail_memory(err);
		if (mkdir(path.data, 0700) != 0)
			return fail_place(err);
	}
	return MOW_OK;
}

static int put_head(const struct scratch *scratch, struct repo *repo, struct mow_error *err)
{
	MOW_AUTO(buf) name = BUF_INIT;
	MOW_AUTO(buf) text = BUF_INIT;
	int result = repo_head_name(&name, repo, err);

	if (result != MOW_OK)
		return result;
	buf_addf(&text, "ref: %s\n", name.data);
	return put(scratch, "HEAD", &text, err);
}

static int add_ref(const char *name, const struct oid *oid, void *context)
{
	char hex[OID_HEX];

	oid_format(hex, oid);
	buf_addf(context, "%s %s\n", hex, name);
	return MOW_OK;
}

static int put_refs(const struct scratch *scratch, struct repo *repo, struct mow_error *err)
{
	MOW_AUTO(buf) text = BUF_INIT;
	int result = repo_each_ref(repo, "refs/", add_ref, &text, err);

	return result == MOW_OK ? put(scratch, "packed-refs", &text, err) : result;
}

static int put_alternates(const struct scratch *scratch, const char *common, struct mow_error *err)
{
	MOW_AUTO(buf) text = BUF_INIT;

	if (strchr(common, '\n') != NULL)
		return mow_fail(
			err, MOW_EUNSUPPORTED,
			"the repository's folder has a line break in its name, so that git cannot borrow from it");
	buf_addf(&text, "%sobjects\n", common);
	return put(scratch, "objects/info/alternates", &text, err);
}

/* A value as a file of git config has it. */
static void add_quoted(struct buf *out, const char *text)
{
	buf_addc(out, '"');
	for (; *text != '\0'; text++) {
		if (*text == '"' || *text == '\\')
			buf_addc(out, '\\');
		buf_addc(out, *text);
	}
	buf_addc(out, '"');
}

/* The last one counts: hooks are those of the scratch repository, wherever the others are. */
static int put_config(const struct scratch *scratch, const char *common, struct mow_error *err)
{
	MOW_AUTO(buf) path = BUF_INIT;
	MOW_AUTO(buf) text = BUF_INIT;

	buf_addf(&path, "%sconfig", common);
	buf_adds(&text, "[include]\n\tpath = ");
	add_quoted(&text, path.data);
	buf_reset(&path);
	buf_addf(&path, "%s/" FOLDER "/hooks", scratch->place.path);
	buf_adds(&text, "\n[core]\n\trepositoryFormatVersion = 0\n\tbare = true\n\thooksPath = ");
	add_quoted(&text, path.data);
	buf_addc(&text, '\n');
	return path.failed ? mow_fail_memory(err) : put(scratch, "config", &text, err);
}

/* The hook itself, by a link, since its run bit counts too; a link that leads nowhere is none. */
static int link_hook(const struct scratch *scratch, const char *hook, struct mow_error *err)
{
	MOW_AUTO(buf) link = BUF_INIT;

	buf_addf(&link, "%s/" FOLDER "/hooks/" HOOK, scratch->place.path);
	if (link.failed)
		return mow_fail_memory(err);
	return symlink(hook, link.data) == 0 ? MOW_OK : fail_place(err);
}

static int make(const struct scratch *scratch, struct repo *repo, const char *hook, struct mow_error *err)
{
	const char *common = repo_common_dir(repo);
	int result = make_folders(scratch, err);

	if (result == MOW_OK)
		result = put_head(scratch, repo, err);
	if (result == MOW_OK)
		result = put_refs(scratch, repo, err);
	if (result == MOW_OK)
		result = put_alternates(scratch, common, err);
	if (result == MOW_OK)
		result = put_config(scratch, common, err);
	return result == MOW_OK ? link_hook(scratch, hook, err) : result;
}

int scratch_init(struct scratch *out, struct repo *repo, const char *hook, struct mow_error *err)
{
	MOW_AUTO(scratch) made = {.place = {.path = ""}};
	MOW_AUTO(buf) path = BUF_INIT;
	int result = file_temp_init(&made.place, err);

	if (result == MOW_OK)
		result = make(&made, repo, hook, err);
	if (result != MOW_OK)
		return result;
	buf_addf(&path, "%s/" FOLDER, made.place.path);
	result = path.failed ? mow_fail_memory(err) : repo_open(&made.repo, path.data, REPO_FROM_DIR, err);
	if (result != MOW_OK)
		return result;
	*out = made;
	made = (struct scratch){.place = {.path = ""}};
	return MOW_OK;
}

/* ---- Pushing ----------------------------------------------------------------------------------------------------- */

int scratch_push(struct git_said *said, const struct scratch *scratch, const struct scratch_push *push,
		 struct mow_error *err)
{
	const char *git_dir = repo_git_dir(scratch->repo);
	MOW_AUTO(buf) refspec = BUF_INIT;
	MOW_AUTO(buf) variable = BUF_INIT;
	char hex[OID_HEX];

	oid_format(hex, push->commit);
	buf_addf(&refspec, "%s:%s", hex, push->ref);
	buf_addf(&variable, "GIT_DIR=%s", git_dir);
	if (refspec.failed || variable.failed)
		return mow_fail_memory(err);
	const char *const argv[] = {"git", "push", "--quiet", "--", git_dir, refspec.data, NULL};
	const char *const extra[] = {variable.data, "GIT_TERMINAL_PROMPT=0", "GIT_CONFIG_GLOBAL=/dev/null",
				     push->variable, NULL};
	struct child child = {.argv = argv,
			      .environment = CHILD_CLEAN,
			      .extra = extra,
			      .directory = git_dir,
			      .output = &said->output,
			      .errors = &said->errors};
	buf_reset(&said->output);
	buf_reset(&said->errors);
	int result = child_run(&child, err);
	said->status = child.status;
	return result;
}
