/* The entries of the chain, as far as an audit of the default branch needs them. */
#include <string.h>

#include "api/audit.h"
#include "base/array.h"
#include "base/error.h"
#include "evidence/store/layout.h"
#include "evidence/store/store.h"

struct moves_reader {
	struct mow_audit *audit;
	struct oid store; /* as it was behind the entry that comes */
	struct mow_error *err;
};

static const char *keep(struct mow_audit *audit, const char *text)
{
	return text != NULL ? arena_dup(&audit->arena, text, strlen(text)) : NULL;
}

/* A store of the first layout cannot be asked; what it was converted into can, and holds the same. */
static int go_back(struct moves_reader *reader, const struct oid *before)
{
	struct repo *git = reader->audit->repo->git;
	struct store_top top = {0};
	struct oid root = {{0}};
	int result = oid_is_zero(before) ? MOW_OK : repo_commit_tree(&root, git, before, NULL);

	if (result == MOW_OK)
		result = store_top_read(&top, git, &root, NULL);
	if (result == MOW_OK && top.form != STORE_FIRST)
		reader->store = root;
	return result == MOW_ENOMEM ? mow_fail_memory(reader->err) : MOW_OK;
}

static int keep_squashes(struct audit_move *out, struct mow_audit *audit, const struct audit_ref *ref)
{
	struct audit_squash *kept = arena_array(&audit->arena, ref->squash_count + 1, sizeof *kept);

	if (kept == NULL)
		return MOW_ENOMEM;
	for (size_t i = 0; i < ref->squash_count; i++)
		kept[i] = ref->squashes[i];
	out->squashes = kept;
	out->squash_count = ref->squash_count;
	return MOW_OK;
}

static int add_move(struct moves_reader *reader, const struct audit_move *move)
{
	struct audit_moves *moves = &reader->audit->moves;

	if (array_reserve(moves, 1) != MOW_OK)
		return mow_fail_memory(reader->err);
	moves->items[moves->count++] = *move;
	return MOW_OK;
}

static int take_entry(const struct audit_entry *entry, const struct oid *commit, void *context)
{
	struct moves_reader *reader = context;
	struct mow_audit *audit = reader->audit;
	const struct audit_ref *standard = NULL;
	struct audit_move move = {.entry = *commit, .at = entry->at};
	int result = MOW_OK;

	audit->moves.any = true;
	for (size_t i = 0; i < entry->ref_count && result == MOW_OK; i++) {
		if (strcmp(entry->refs[i].name, STORE_REF) == 0)
			result = go_back(reader, &entry->refs[i].old);
		if (entry->branch != NULL && strcmp(entry->refs[i].name, entry->branch) == 0)
			standard = &entry->refs[i];
	}
	move.store = reader->store;
	if (result == MOW_OK && entry->ref_count == 0 && entry->arrival_count == 0 && entry->problem != NULL) {
		move.problem = keep(audit, entry->problem);
		result = add_move(reader, &move);
	}
	if (standard == NULL || result != MOW_OK)
		return result;
	move.old = standard->old;
	move.new = standard->new;
	move.moves = true;
	const char *verdict = standard->verdict != NULL ? standard->verdict : "";
	move.begun = strcmp(verdict, "begun") == 0;
	move.refused = strcmp(verdict, "blocked") == 0 || strcmp(verdict, "refused") == 0;
	move.pusher = keep(audit, entry->pusher);
	move.platform = keep(audit, entry->platform);
	if (keep_squashes(&move, audit, standard) != MOW_OK)
		return mow_fail_memory(reader->err);
	return add_move(reader, &move);
}

int audit_moves_read(struct mow_audit *audit, struct mow_error *err)
{
	struct moves_reader reader = {.audit = audit, .err = err};
	struct audit_moves *moves = &audit->moves;
	struct oid tip;
	int result = store_known(&reader.store, &tip, audit->repo->git, audit->remote, err);

	moves->present = reader.store;
	if (result == MOW_OK)
		result = audit_each(audit->repo->git, audit->remote, take_entry, &reader, err);
	moves->store = reader.store;
	for (size_t i = 0; result == MOW_OK && i < moves->count; i++) {
		const struct oid *new = &moves->items[i].new;
		if (moves->items[i].moves && !map_get(&moves->by_new, new, sizeof *new, NULL) &&
		    map_put(&moves->by_new, new, sizeof *new, i) != MOW_OK)
			result = mow_fail_memory(err);
	}
	return result;
}
