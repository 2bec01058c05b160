/* A first OWNERS file, made from what there is. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "api/repo.h"
#include "base/error.h"
#include "base/file.h"
#include "base/findings.h"
#include "convert/first.h"
#include "rules/read/read.h"

#define MODE_NEW 0644

struct mow_draft {
	struct buf text;
	struct buf path; /* of the file; "": there is no working tree */
};

static int find_forge(enum forge *forge, const char *format, struct mow_error *err)
{
	for (size_t i = 0; i < FORGE_COUNT; i++) {
		bool github = i == FORGE_GITHUB && strcmp(format, "codeowners") == 0;
		*forge = (enum forge)i;
		if (github || strcmp(forge_names[i], format) == 0)
			return MOW_OK;
	}
	return mow_fail(err, MOW_EINVAL, "there is no such format; there are codeowners, gitlab and gitea");
}

/* Who makes the file decides about it, until somebody else is named. */
static int find_owner(const char **owner, struct mow_repo *repo, struct mow_error *err)
{
	int result = mow_repo_config(owner, repo, "user.email", false, err);

	if (result == MOW_OK &&
	    (*owner == NULL || !rules_is_email(*owner, strlen(*owner)) || !rules_is_text(*owner, strlen(*owner))))
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

static int make(struct mow_draft *draft, struct mow_repo *repo, const struct mow_draft_source *source,
		const struct mow_finding_sink *sink, struct mow_error *err)
{
	struct first_source first = {.file = {source->name, source->bytes, source->len}};
	const char *root = repo_work_dir(repo->git);
	int result = find_forge(&first.forge, source->format, err);

	if (root != NULL)
		buf_addf(&draft->path, "%s" RULES_OWNERS, root);
	if (result == MOW_OK)
		result = buf_check(&draft->path, err);
	if (result == MOW_OK)
		result = find_owner(&first.owner, repo, err);
	if (result == MOW_OK)
		result = first_from_codeowners(&draft->text, &first, sink, err);
	return result == MOW_OK ? check(draft, err) : result;
}

int mow_draft_new(struct mow_draft **out, struct mow_repo *repo, const struct mow_draft_source *source,
		  const struct mow_finding_sink *sink, struct mow_error *err)
{
	struct mow_draft *draft = calloc(1, sizeof *draft);

	if (draft == NULL)
		return mow_fail_memory(err);
	draft->text = draft->path = (struct buf)BUF_INIT;
	int result = make(draft, repo, source, sink, err);
	if (result != MOW_OK)
		mow_draft_free(draft);
	else
		*out = draft;
	return result;
}

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
