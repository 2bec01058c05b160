#include "evidence/store/first.h"

#include <string.h>

#include "base/error.h"
#include "evidence/store/draft.h"
#include "evidence/store/store.h"
#include "evidence/store/write.h"

/* Files that are no records, after which there is no conversion: a few objects can unfold into any number of them. */
#define FIRST_LEFT_MAX 100000

struct converting {
	struct repo *repo;
	struct store_draft draft;
	struct first_found found;
	struct mow_error *err;
};

static int leave_behind(struct converting *converting)
{
	if (++converting->found.left_behind > FIRST_LEFT_MAX)
		return mow_fail(converting->err, MOW_ETOOBIG, STORE_REF " holds more than %d files that are no records",
				FIRST_LEFT_MAX);
	return MOW_OK;
}

static int read_record(struct record *out, struct converting *converting, const struct oid *blob, const char *id,
		       struct mow_error *err)
{
	MOW_AUTO(buf) bytes = BUF_INIT;
	int result = store_load(&bytes, converting->repo, blob, err);

	if (result == MOW_OK)
		result = store_parse(out, blob, &bytes, err);
	if (result == MOW_OK && strcmp(out->id, id) != 0)
		return mow_fail(err, MOW_EINVAL, "it is stored under another record's id");
	return result;
}

/* A file in one of the folders. `fan`: the folder's name, two digits. */
static int take_file(struct converting *converting, const struct tree_entry *fan, const struct tree_entry *entry)
{
	MOW_AUTO(record) record = {0};
	struct mow_error why = {0};
	unsigned char key[DIGEST_SIZE];
	char id[DIGEST_HEX] = "";

	if (entry->mode != MODE_FILE || entry->name_len != STORE_ID_LEN - 2)
		return leave_behind(converting);
	memcpy(id, fan->name, 2);
	memcpy(id + 2, entry->name, entry->name_len);
	if (!store_key_parse(key, id, STORE_ID_LEN))
		return leave_behind(converting);
	int result = read_record(&record, converting, &entry->oid, id, &why);
	if (result == MOW_EINVAL || result == MOW_ENOTFOUND)
		return leave_behind(converting);
	if (result != MOW_OK)
		return mow_fail(converting->err, result, "%s", why.message);
	repo_progress(converting->repo, "records", ++converting->found.records);
	return store_draft_add(&converting->draft, &record, &entry->oid, converting->err);
}

static int take_folder(struct converting *converting, const struct tree_entry *fan)
{
	MOW_AUTO(tree) tree = TREE_INIT;
	struct tree_entry entry;
	size_t position = 0;
	int left = 0;

	if (fan->mode != MODE_TREE || fan->name_len != 2)
		return leave_behind(converting);
	int result = tree_read(&tree, converting->repo, &fan->oid, converting->err);
	while (result == MOW_OK && (left = tree_next(&entry, &tree, &position, converting->err)) == 1)
		result = take_file(converting, fan, &entry);
	return result != MOW_OK ? result : left;
}

static int take_all(struct converting *converting, const struct oid *root)
{
	MOW_AUTO(tree) tree = TREE_INIT;
	struct store_top top;
	struct tree_entry fan;
	size_t position = 0;
	int left = 0;
	int result = store_top_read(&top, converting->repo, root, converting->err);

	if (result == MOW_OK && top.form != STORE_FIRST)
		return mow_fail(converting->err, MOW_EINVAL, STORE_REF " is not of the first layout");
	if (result == MOW_OK && top.odd)
		result = leave_behind(converting);
	if (result == MOW_OK)
		result = tree_read(&tree, converting->repo, &top.parts[STORE_RECORDS].oid, converting->err);
	while (result == MOW_OK && (left = tree_next(&fan, &tree, &position, converting->err)) == 1)
		result = take_folder(converting, &fan);
	return result != MOW_OK ? result : left;
}

int first_convert(struct first_found *out, struct repo *repo, const struct oid *root,
		  const struct first_options *options, struct mow_error *err)
{
	static const struct oid none;
	struct converting converting = {.repo = repo, .err = err};

	store_draft_init(&converting.draft, repo);
	converting.draft.limit = options->limit;
	converting.draft.pack.ids_only = options->ids_only;
	int result = take_all(&converting, root);
	if (result == MOW_OK)
		result = store_draft_write(&converting.found.root, &converting.draft, &none, err);
	repo_progress(repo, NULL, 0);
	if (result == MOW_OK)
		*out = converting.found;
	store_draft_release(&converting.draft);
	return result;
}

int store_modern(struct oid *out, struct repo *repo, const struct oid *root, struct mow_error *err)
{
	struct store_top top;
	struct first_found found;
	int result = store_top_read(&top, repo, root, err);

	if (result == MOW_OK && top.form != STORE_FIRST) {
		*out = *root;
		return MOW_OK;
	}
	if (result == MOW_OK)
		result = first_convert(&found, repo, root, &(struct first_options){0}, err);
	if (result == MOW_OK)
		*out = found.root;
	return result;
}

/* ---- the command */

static int convert(struct store_converted *out, const struct store_tip *tip, struct mow_error *err)
{
	static const struct oid none;
	struct first_found found;
	int result = first_convert(&found, tip->repo, &tip->root, &(struct first_options){0}, err);

	if (result == MOW_OK && found.records == 0)
		return mow_fail(err, MOW_EINVAL,
				STORE_REF " holds no record that can be read, so there is nothing to convert");
	if (result == MOW_OK)
		result = store_commit(tip, &found.root, &none, err);
	if (result == MOW_OK)
		*out = (struct store_converted){false, found.records, found.left_behind};
	return result == 1 ? MOW_EDENIED : result;
}

int store_convert(struct store_converted *out, struct repo *repo, const struct commit_text *text, struct mow_error *err)
{
	struct store_tip tip = {.repo = repo, .text = text};
	struct store_top top;
	int result = store_tip(&tip.root, &tip.commit, repo, err);

	if (result == MOW_OK)
		result = store_top_read(&top, repo, &tip.root, err);
	if (result == MOW_OK && top.form == STORE_FIRST)
		return convert(out, &tip, err);
	if (result == MOW_OK)
		result = store_top_open(&top, repo, &tip.root, NULL, err);
	if (result != MOW_OK)
		return result;
	*out = (struct store_converted){.was_last = true};
	return MOW_OK;
}
