/* Trees inside one another, written without a process for each. Include after git_fixture.h. */
#ifndef TEST_GIT_DEEP_FIXTURE_H
#define TEST_GIT_DEEP_FIXTURE_H

#include "git/pack.h"
#include "git/tree.h"

/* So many folders `d`, and the file `f` in the innermost. */
static inline struct oid make_deep(struct repo *in, const struct oid *file, int depth)
{
	struct pack pack = {.repo = in, .bytes = BUF_INIT};
	struct tree_entry entry = {"f", 1, MODE_FILE, *file};

	for (int i = 0; i <= depth; i++) {
		struct buf bytes = BUF_INIT;
		tree_put(&bytes, &entry);
		entry = (struct tree_entry){"d", 1, MODE_TREE, {{0}}};
		assert_int_equal(pack_add(&entry.oid, &pack, PACK_TREE, &bytes, NULL), 0);
		buf_release(&bytes);
	}
	assert_int_equal(pack_end(&pack, NULL), 0);
	pack_release(&pack);
	return entry.oid;
}

#endif
