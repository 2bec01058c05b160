/* A first OWNERS file from the folders that there are, and from what was done in them. */
#include <string.h>

#include "api/draft.h"
#include "base/error.h"
#include "convert/folders.h"
#include "convert/write.h"
#include "policy/snapshot.h"
#include "steps/history.h"

struct source {
	struct mow_repo *repo;
	const struct mow_draft_folders *asked;
	struct folders folders;
	struct suggestions suggestions;
	struct mow_error *err;
};

static int add_file(const struct mow_path *file, void *context)
{
	struct source *source = context;

	folders_add(&source->folders, file->bytes, file->len);
	return source->folders.failed ? mow_fail_memory(source->err) : MOW_OK;
}

static int find_folders(struct source *source)
{
	MOW_AUTO(snapshot) snapshot = {0};
	const struct snapshot_walk walk = {"", add_file, NULL, source};
	int result = snapshot_open(&snapshot, source->repo->git, NULL, source->err);

	return result == MOW_OK ? snapshot_walk(&snapshot, &walk, source->err) : result;
}

/* ---- History ------------------------------------------------------------------------------------------------------- */

/* The areas that a commit changes, each once. */
static int find_areas(struct source *source, const struct steps *steps)
{
	struct folders *folders = &source->folders;

	folders->found.count = 0;
	if (number_set_begin(&folders->seen, folders->areas.count + 1) != MOW_OK)
		return MOW_ENOMEM;
	for (size_t i = 0; i < steps->count; i++)
		folders_find(folders, steps->items[i].path, steps->items[i].path_len);
	return folders->failed ? MOW_ENOMEM : MOW_OK;
}

static void count(struct source *source, size_t area, const struct history_commit *commit)
{
	struct suggestions *suggestions = &source->suggestions;

	if (!commit->merge)
		suggestions_change(suggestions, area);
	for (size_t i = 0; i < commit->people_count; i++) {
		const struct history_name *name = &commit->people[i];
		size_t person = suggestions_person(suggestions, name->name, name->email);
		if (person == SUGGESTIONS_NONE)
			continue;
		if (name->approved)
			suggestions_approved(suggestions, area, person);
		else
			suggestions_made(suggestions, area, person);
	}
}

static int see_commit(const struct history_commit *commit, void *context)
{
	struct source *source = context;

	if (find_areas(source, commit->steps) != MOW_OK)
		return mow_fail_memory(source->err);
	for (size_t i = 0; i < source->folders.found.count; i++)
		count(source, source->folders.found.items[i], commit);
	return source->suggestions.failed ? mow_fail_memory(source->err) : MOW_OK;
}

static int find_history(struct source *source)
{
	struct oid tip;
	const struct history_request request = {&tip, source->asked->since, see_commit, source};
	int result = repo_ref(&tip, NULL, source->repo->git, "HEAD", source->err);

	if (result == MOW_ENOTFOUND) /* nothing is committed yet */
		return MOW_OK;
	if (result == MOW_OK)
		result = history_walk(source->repo->git, &request, source->err);
	if (result == MOW_OK && suggestions_finish(&source->suggestions) != MOW_OK)
		result = mow_fail_memory(source->err);
	return result;
}

/* ---- The text ------------------------------------------------------------------------------------------------------ */

static int make(struct mow_draft *draft, void *context, struct mow_error *err)
{
	struct source *source = context;
	int result = find_folders(source);

	if (result == MOW_OK && source->asked->history)
		result = find_history(source);
	if (result != MOW_OK)
		return result;
	write_header(&draft->text, source->asked->history ? "the folders and the history of this repository"
							  : "the folders of this repository");
	write_rules(&draft->text, draft->owner);
	if (folders_write(&draft->text, &source->folders, source->asked->history ? &source->suggestions : NULL) !=
	    MOW_OK)
		return mow_fail_memory(err);
	return MOW_OK;
}

int mow_draft_from_folders(struct mow_draft **out, struct mow_repo *repo, const struct mow_draft_folders *asked,
			   struct mow_error *err)
{
	struct source source = {.repo = repo, .asked = asked, .err = err};

	if (asked->kinds != NULL && strcmp(asked->kinds, "marketing") != 0)
		return mow_fail(err, MOW_EINVAL, "there is no such template; there is marketing");
	source.folders.marketing = asked->kinds != NULL;
	int result = draft_new(out, repo, make, &source, err);
	folders_release(&source.folders);
	suggestions_release(&source.suggestions);
	return result;
}
