/* add, union, grow: the store with records more than it has. What is written stays there, and no ref but grow's moves.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "evidence/store/compare.h"
#include "evidence/store/draft.h"
#include "evidence/store/store.h"
#include "evidence/store/write.h"
#include "workload.h"

struct store {
	struct repo *repo;
	struct oid root, commit;
	struct record some; /* whose signature serves for all */
};

static int take_first(const struct store_change *change, void *context)
{
	*(struct oid *)context = change->item->blob;
	return 1;
}

static void store_open(struct store *store, const char *dir)
{
	struct mow_error err = {0};
	struct store_top top;
	struct oid blob;
	struct buf bytes = BUF_INIT;

	*store = (struct store){0};
	workload_must(repo_open(&store->repo, dir, REPO_FROM_DIR, &err), &err);
	workload_must(store_root(&store->root, &store->commit, store->repo, &err), &err);
	workload_must(store_top_open(&top, store->repo, &store->root, NULL, &err), &err);
	if (store_each(store->repo, &top.parts[STORE_RECORDS], take_first, &blob, &err) != 1)
		workload_fail("a store without a record");
	workload_must(store_load(&bytes, store->repo, &blob, &err), &err);
	workload_must(store_parse(&store->some, &blob, &bytes, &err), &err);
	buf_release(&bytes);
}

static void store_close(struct store *store)
{
	record_release(&store->some);
	repo_free(store->repo);
}

/* One that is not there yet, whatever was added before. */
static void make_record(struct record *out, const struct store *store, size_t steps)
{
	static unsigned long number;
	struct mow_error err = {0};
	struct buf text = BUF_INIT;

	number++;
	buf_addf(&text, "mowners-approval 1\ntarget refs/heads/main\nbase %040lx\ndecision approve\nas *\n", number);
	buf_addf(&text, "by new@example.com\nmade 2025-01-02T10:00:00Z\nexpires 2099-01-01T00:00:00Z\nreason %.0f\n",
		 workload_now());
	for (size_t i = 0; i < steps; i++)
		buf_addf(&text, "step 000000 %040d 100644 %040lx new/%02zu/%06zu.png\n", 0, number, i / 100 % 100, i);
	buf_add(&text, store->some.armour, store->some.armour_len);
	workload_must(record_parse(out, text.data, text.len, &err), &err);
	buf_release(&text);
}

/* The tree of the store with one more. */
static struct oid add_one(const struct store *store, const struct record *record)
{
	struct store_draft draft;
	struct mow_error err = {0};
	struct buf bytes = BUF_INIT;
	struct oid blob, root;

	store_draft_init(&draft, store->repo);
	buf_add(&bytes, record->text, record->text_len);
	buf_add(&bytes, record->armour, record->armour_len);
	workload_must(pack_add(&blob, &draft.pack, PACK_BLOB, &bytes, &err), &err);
	workload_must(store_draft_add(&draft, record, &blob, &err), &err);
	workload_must(store_draft_write(&root, &draft, &store->root, &err), &err);
	store_draft_release(&draft);
	buf_release(&bytes);
	return root;
}

/* Of a repository that is opened anew each time, as in the next two. */
void run_add(char **arguments)
{
	struct rounds rounds = parse_rounds(arguments[0]);
	size_t steps = strtoul(arguments[2], NULL, 10);

	while (rounds_go_on(&rounds)) {
		struct store store;
		struct record record = {0};
		store_open(&store, arguments[1]);
		make_record(&record, &store, steps);
		double start = workload_now();
		(void)add_one(&store, &record);
		rounds_add(&rounds, workload_now() - start);
		record_release(&record);
		store_close(&store);
	}
	printf("{\"steps\": %zu", steps);
	rounds_print(&rounds);
}

void run_union(char **arguments)
{
	struct rounds rounds = parse_rounds(arguments[0]);
	struct mow_error err = {0};

	while (rounds_go_on(&rounds)) {
		struct store store;
		struct record ours = {0}, theirs = {0};
		struct oid root;
		store_open(&store, arguments[1]);
		make_record(&ours, &store, 1);
		make_record(&theirs, &store, 1);
		const struct oid one = add_one(&store, &ours);
		const struct oid two = add_one(&store, &theirs);
		double start = workload_now();
		workload_must(store_unite(&root, store.repo, &one, &two, &err), &err);
		rounds_add(&rounds, workload_now() - start);
		record_release(&ours);
		record_release(&theirs);
		store_close(&store);
	}
	printf("{\"records\": 2");
	rounds_print(&rounds);
}

void run_grow(char **arguments)
{
	static const struct commit_text text = {"T", "t@example.com", NOW, "one more"};
	unsigned long count = strtoul(arguments[1], NULL, 10);
	struct mow_error err = {0};
	struct store store;

	store_open(&store, arguments[0]);
	for (unsigned long i = 0; i < count; i++) {
		struct record record = {0};
		char hex[OID_HEX];
		make_record(&record, &store, 1);
		workload_must(store_add(store.repo, &record, 1, &text, &err), &err);
		workload_must(store_root(&store.root, &store.commit, store.repo, &err), &err);
		oid_format(hex, &store.commit);
		(void)puts(hex);
		record_release(&record);
	}
	store_close(&store);
}
