#include "api/draft.h"

/* A first OWNERS file, made from what there is. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/file_write.h"
#include "base/findings.h"
#include "base/text_kind.h"
#include "convert/first.h"
#include "convert/matrix.h"
#include "rules/edit/layout.h"
#include "rules/read/read.h"

#define MODE_NEW 0644

/* Who makes the file decides about it, until somebody else is named. */
static int find_owner(struct mow_draft *draft, struct mow_repo *repo, struct mow_error *err)
{
	const char *email = NULL;
	int result = mow_repo_config(&email, repo, "user.email", false, err);

	draft->owner = email;
	if (result == MOW_OK &&
	    (email == NULL || !rules_is_email(email, strlen(email)) || !rules_is_text(email, strlen(email))))
		return mow_fail(err, MOW_EINVAL,
				"somebody must decide about the rules, and that is you until you name somebody else: "
				"set git config user.email");
	return result;
}

/* What is written can be read. */
static int check(const struct mow_draft *draft, struct mow_error *err)
{
	MOW_AUTO(findings) found = {0};
	const struct mow_finding_sink sink = {findings_keep, &found};
	struct rules *rules = NULL;

	if (draft->text.len > RULES_FILE_MAX)
		return mow_fail(err, MOW_ETOOBIG,
				"what these rules say, with whom they name, does not fit into one OWNERS file, which "
				"holds 1 MiB; split the file by folders first");
	int result = rules_parse(&rules, draft->text.data, draft->text.len, &sink, err);
	if (result == MOW_OK && rules->broken)
		result = mow_fail(err, MOW_EUNSUPPORTED,
				  "nothing is written, since line %u could not be read: %s; please report this",
				  found.count > 0 ? found.items[0].line : 0,
				  found.count > 0 ? found.items[0].message : "");
	if (rules != NULL)
		rules_free(rules);
	return result;
}

/* In the layout of mowners-fmt(1), so that it finds nothing to do. */
static int lay_out(struct mow_draft *draft, struct mow_error *err)
{
	MOW_AUTO(edit_text) text = EDIT_TEXT_INIT;
	MOW_AUTO(buf) out = BUF_INIT;
	int result = edit_text_read(&text, draft->text.data, draft->text.len, err);

	if (result == MOW_OK)
		result = edit_layout(&out, &text, err);
	/* What is so long that only its layout does not fit stays as it was made. */
	if (result != MOW_OK || out.len > RULES_FILE_MAX)
		return result;
	buf_release(&draft->text);
	draft->text = out;
	out = (struct buf)BUF_INIT;
	return MOW_OK;
}

static int make(struct mow_draft *draft, struct mow_repo *repo, draft_make_fn *make_text, void *context,
		struct mow_error *err)
{
	const char *root = repo_work_dir(repo->git);

	if (root != NULL)
		buf_addf(&draft->path, "%s" RULES_OWNERS, root);
	int result = buf_check(&draft->path, err);
	if (result == MOW_OK)
		result = find_owner(draft, repo, err);
	if (result == MOW_OK)
		result = make_text(draft, context, err);
	if (result == MOW_OK)
		result = buf_check(&draft->text, err);
	if (result == MOW_OK)
		result = check(draft, err);
	return result == MOW_OK ? lay_out(draft, err) : result;
}

int draft_new(struct mow_draft **out, struct mow_repo *repo, draft_make_fn *make_text, void *context,
	      struct mow_error *err)
{
	struct mow_draft *draft = calloc(1, sizeof *draft);

	if (draft == NULL)
		return mow_fail_memory(err);
	*draft = (struct mow_draft){.text = BUF_INIT, .path = BUF_INIT};
	int result = make(draft, repo, make_text, context, err);
	if (result != MOW_OK)
		mow_draft_free(draft);
	else
		*out = draft;
	return result;
}

/* ---- From a file --------------------------------------------------------------------------------------------------- */

struct file_source {
	struct first_source first;
	const struct mow_finding_sink *sink;
};

/* A folder_fn; the context is the repository. */
static bool is_folder(const char *path, void *context)
{
	const struct mow_repo *repo = context;
	const char *root = repo_work_dir(repo->git);
	MOW_AUTO(buf) full = BUF_INIT;
	struct stat st;

	buf_addf(&full, "%s%s", root != NULL ? root : "", path);
	return root != NULL && !full.failed && lstat(full.data, &st) == 0 && S_ISDIR(st.st_mode);
}

static int make_from_codeowners(struct mow_draft *draft, void *context, struct mow_error *err)
{
	struct file_source *source = context;
	const char *kind = text_kind_foreign(source->first.file.bytes, source->first.file.len);

	if (kind != NULL)
		return mow_fail(err, MOW_EINVAL, "this file is %s; save it as plain text, encoding UTF-8", kind);
	source->first.owner = draft->owner;
	return first_from_codeowners(&draft->text, &source->first, source->sink, err);
}

static int make_from_csv(struct mow_draft *draft, void *context, struct mow_error *err)
{
	const struct file_source *source = context;
	MOW_AUTO(draft) made = DRAFT_INIT;
	int result = matrix_convert(&made, &source->first.file, draft->owner, source->sink, err);

	if (result == MOW_OK)
		buf_add(&draft->text, made.text.data, made.text.len);
	return result;
}

static const struct {
	const char *name;
	enum forge forge;
	draft_make_fn *make;
} formats[] = {
	{"codeowners", FORGE_GITHUB, make_from_codeowners},
	{"gitlab", FORGE_GITLAB, make_from_codeowners},
	{"gitea", FORGE_GITEA, make_from_codeowners},
	{"csv", FORGE_GITHUB, make_from_csv}, /* of no forge */
};

int mow_draft_new(struct mow_draft **out, struct mow_repo *repo, const struct mow_draft_source *source,
		  const struct mow_finding_sink *sink, struct mow_error *err)
{
	struct file_source asked = {
		.first = {.file = {source->name, source->bytes, source->len}, .is_folder = is_folder, .context = repo},
		.sink = sink};

	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		asked.first.forge = formats[i].forge;
		if (strcmp(formats[i].name, source->format) == 0)
			return draft_new(out, repo, formats[i].make, &asked, err);
	}
	return mow_fail(err, MOW_EINVAL, "there is no such format; there are codeowners, gitlab, gitea and csv");
}

/* ---- What was made ------------------------------------------------------------------------------------------------- */

void mow_draft_free(struct mow_draft *draft)
{
	if (draft == NULL)
		return;
	buf_release(&draft->text);
	buf_release(&draft->path);
	free(draft);
}

const char *mow_draft_text(const struct mow_draft *draft)
{
	return draft->text.data;
}

int mow_draft_write(const struct mow_draft *draft, struct mow_error *err)
{
	struct stat st;

	if (draft->path.len == 0)
		return mow_fail(err, MOW_EINVAL,
				"a first OWNERS file is written in a clone; here is no working tree, so take its text "
				"with --output -");
	if (lstat(draft->path.data, &st) == 0)
		return mow_fail(
			err, MOW_EDENIED,
			"there is an OWNERS file already, and it stays as it is; move it away first, or take the "
			"text with --output -");
	if (errno != ENOENT)
		return mow_fail_errno(err, "cannot look for " RULES_OWNERS);
	return file_write(draft->path.data, draft->text.data, draft->text.len, MODE_NEW, err);
}
