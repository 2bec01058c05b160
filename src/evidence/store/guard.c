#include "evidence/store/guard.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/escape.h"
#include "evidence/store/compare.h"
#include "evidence/store/first.h"

/*
 * In the order of what questions cost: the shape of the change, then each new record by itself, then the index of all
 * of them, and only when nothing else is left to say, their signatures, each of which takes a process.
 */

/* ---- the shape: files are added, each in a place for it */

static const char *part_name(enum store_part part)
{
	return part == STORE_RECORDS ? "records/" : part == STORE_STOPS ? "stops/" : "index";
}

static int refuse(const struct guard *guard, const char *what)
{
	return mow_fail(guard->err, MOW_EDENIED, STORE_REF ": %s; " GUARD_REMAKE, what);
}

static int refuse_item(const struct guard *guard, const struct store_change *change, const char *what)
{
	char id[DIGEST_HEX];

	store_key_format(id, change->item->key);
	return mow_fail(guard->err, MOW_EDENIED, STORE_REF ": record %.12s in %s %s; " GUARD_REMAKE, id,
			part_name(change->part), what);
}

static int take_record(struct guard *guard, const struct store_change *change)
{
	if (guard->record_count == STORE_PUSH_MAX)
		return mow_fail(guard->err, MOW_EDENIED,
				STORE_REF ": more than %d new records in one push; push fewer at a time",
				STORE_PUSH_MAX);
	guard->records[guard->record_count++] = (struct guard_record){*change->item, change->part};
	return MOW_OK;
}

static int see_record(const struct store_change *change, void *context)
{
	struct guard *guard = context;

	switch (change->kind) {
	case STORE_GONE:
		return refuse_item(guard, change, "is gone, but nothing is ever removed here");
	case STORE_CHANGED:
		return refuse_item(guard, change, "is another than before, but nothing is ever changed here");
	case STORE_ODD:
		return refuse(guard, change->problem);
	case STORE_NEW:
		break;
	}
	return take_record(guard, change);
}

/* ---- the index: the lines that come are those of the new records */

static int refuse_missing(const struct guard *guard, const struct store_item *line)
{
	MOW_AUTO(buf) what = BUF_INIT;
	int result = guard_describe(&what, guard, line);

	buf_adds(&what, " is not in the index with all of its steps: the line \"");
	if (result == MOW_OK && buf_grow(&what, STORE_LINE_LEN + 1)) {
		char text[STORE_LINE_LEN + 1];
		store_line_format(text, line);
		buf_add(&what, text, STORE_LINE_LEN - 1);
	}
	buf_adds(&what, "\" lacks");
	if (result == MOW_OK)
		result = buf_check(&what, guard->err);
	return result == MOW_OK ? refuse(guard, what.data) : result;
}

static int refuse_line(const struct guard *guard, const struct store_item *line, const char *what)
{
	char text[STORE_LINE_LEN + 1];

	store_line_format(text, line);
	text[STORE_LINE_LEN - 1] = '\0';
	return mow_fail(guard->err, MOW_EDENIED, STORE_REF ": the line \"%s\" of index %s; " GUARD_REMAKE, text, what);
}

/* They come in the order in which `lines` is sorted, so that the first difference tells which side has too much. */
static int take_line(struct guard *guard, const struct store_item *line)
{
	const struct store_item *wanted =
		guard->next_line < guard->lines.count ? &guard->lines.items[guard->next_line] : NULL;
	int order = wanted != NULL ? store_item_compare(wanted, line) : 1;

	if (order < 0)
		return refuse_missing(guard, wanted);
	if (order > 0)
		return refuse_line(guard, line, "is of no step of a record that this push brings");
	guard->next_line++;
	return MOW_OK;
}

static int see_line(const struct store_change *change, void *context)
{
	struct guard *guard = context;

	switch (change->kind) {
	case STORE_GONE:
		return refuse_line(guard, change->item, "is gone, but nothing is ever removed here");
	case STORE_ODD:
		return refuse(guard, change->problem);
	case STORE_NEW:
	case STORE_CHANGED:
		break;
	}
	return take_line(guard, change->item);
}

static int compare(struct guard *guard, enum store_part part, const struct store_top *before,
		   const struct store_top *after)
{
	const struct store_pair pair = {guard->repo, &before->parts[part], &after->parts[part], true};

	return store_compare(&pair, part == STORE_INDEX ? see_line : see_record, guard, guard->err);
}

static int check_index(struct guard *guard, const struct store_top *before, const struct store_top *after)
{
	int result = compare(guard, STORE_INDEX, before, after);

	if (result == MOW_OK && guard->next_line < guard->lines.count)
		return refuse_missing(guard, &guard->lines.items[guard->next_line]);
	return result;
}

static int check_top(const struct guard *guard, const struct store_top *top)
{
	MOW_AUTO(buf) what = BUF_INIT;

	if (top->form == STORE_FIRST)
		return refuse(guard,
			      "what is pushed is as a former version of mowners writes it; update mowners there");
	if (top->form != STORE_LAST)
		return refuse(guard, "what is pushed is no store of this layout: the file format lacks or is another");
	if (!top->odd)
		return MOW_OK;
	escape_path(&what, top->name, strlen(top->name));
	buf_adds(&what, " has no place in the store");
	int result = buf_check(&what, guard->err);
	return result == MOW_OK ? refuse(guard, what.data) : result;
}

static int check_change(struct guard *guard, const struct store_top *before, const struct store_top *after)
{
	int result = check_top(guard, after);

	if (result == MOW_OK)
		result = compare(guard, STORE_RECORDS, before, after);
	if (result == MOW_OK)
		result = compare(guard, STORE_STOPS, before, after);
	if (result == MOW_OK && guard->record_count == 0)
		return mow_fail(
			guard->err, MOW_EDENIED,
			STORE_REF
			": the push brings no new record, and moving it for nothing keeps others from adding theirs; " GUARD_REMAKE);
	if (result == MOW_OK)
		result = guard_check_records(guard);
	if (result == MOW_OK)
		result = check_index(guard, before, after);
	return result == MOW_OK ? guard_check_signatures(guard) : result;
}

/* ---- a store of the first layout is converted, and nothing besides */

static int check_conversion(const struct guard *guard, const struct oid *old_root, const struct oid *new_root,
			    const struct store_top *after)
{
	const struct first_options options = {GUARD_LINES_MAX, true};
	struct first_found found = {0};
	struct mow_error why = {0};

	if (after->form != STORE_LAST)
		return mow_fail(
			guard->err, MOW_EDENIED,
			STORE_REF
			" of the server is as a former version of mowners wrote it, and takes nothing until who runs it has run " STORE_CONVERT
			" there, once");
	int result = first_convert(&found, guard->repo, old_root, &options, &why);
	if (result == MOW_ETOOBIG)
		return mow_fail(guard->err, MOW_EDENIED,
				STORE_REF " is too large to be converted by a push; run " STORE_CONVERT
					  " in the server's repository");
	if (result != MOW_OK)
		return mow_fail(guard->err, result, "%s", why.message);
	if (found.left_behind == 0 && oid_equal(&found.root, new_root))
		return MOW_OK;
	return mow_fail(
		guard->err, MOW_EDENIED,
		STORE_REF
		": a conversion has exactly the server's records, and these are others; git fetch the server's, run " STORE_CONVERT
		" and push that alone, or run it in the server's repository");
}

/* ---- the commits */

static int check_forward(const struct guard *guard, const struct oid *old_commit, const struct oid *new_commit)
{
	struct oid peeled;
	bool forward = true;

	if (oid_is_zero(new_commit))
		return mow_fail(guard->err, MOW_EDENIED,
				STORE_REF " cannot be deleted: it holds everybody's approvals");
	int result = repo_peel(&peeled, guard->repo, new_commit, guard->err);
	if (result == MOW_EINVAL || (result == MOW_OK && !oid_equal(&peeled, new_commit)))
		return mow_fail(guard->err, MOW_EDENIED, STORE_REF " must be a commit; " GUARD_REMAKE);
	if (result == MOW_OK && !oid_is_zero(old_commit))
		result = repo_is_ancestor(&forward, guard->repo, old_commit, new_commit, guard->err);
	if (result == MOW_OK && !forward)
		return mow_fail(
			guard->err, MOW_EDENIED,
			STORE_REF
			" only moves forward, and somebody else's approvals came first; run mowners approve again, or git fetch and push");
	return result;
}

static int check_trees(struct guard *guard, const struct oid *old_root, const struct oid *new_root)
{
	struct store_top before = {0}, after = {0};
	int result = store_top_read(&before, guard->repo, old_root, guard->err);

	if (result == MOW_OK)
		result = store_top_read(&after, guard->repo, new_root, guard->err);
	if (result == MOW_OK && before.form == STORE_FIRST)
		return check_conversion(guard, old_root, new_root, &after);
	/* Of another layout: nobody can tell what would be gone. */
	if (result == MOW_OK)
		result = store_top_open(&before, guard->repo, old_root, NULL, guard->err);
	return result == MOW_OK ? check_change(guard, &before, &after) : result;
}

static int check_all(struct guard *guard, const struct oid *old_commit, const struct oid *new_commit)
{
	struct oid old_root = {{0}};
	struct oid new_root;

	int result = check_forward(guard, old_commit, new_commit);
	if (result == MOW_OK && !oid_is_zero(old_commit))
		result = repo_commit_tree(&old_root, guard->repo, old_commit, guard->err);
	if (result == MOW_OK)
		result = repo_commit_tree(&new_root, guard->repo, new_commit, guard->err);
	return result == MOW_OK ? check_trees(guard, &old_root, &new_root) : result;
}

int store_guard(struct repo *repo, const struct oid *old_commit, const struct oid *new_commit,
		const struct verifier *verifier, struct mow_error *err)
{
	struct guard *guard = calloc(1, sizeof *guard);

	if (guard == NULL)
		return mow_fail_memory(err);
	guard->repo = repo;
	guard->verifier = verifier;
	guard->err = err;
	int result = check_all(guard, old_commit, new_commit);
	store_items_release(&guard->lines);
	free(guard);
	return result;
}
