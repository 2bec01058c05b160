/* A repository, entries of trees, and what tree_next says to them. */
#ifndef TEST_GIT_TREE_FIXTURE_H
#define TEST_GIT_TREE_FIXTURE_H

#include "git/tree.h"
#include "git_fixture.h"

static struct repo *repo;
static struct oid blob;
static struct oid folder; /* the empty tree */

static inline int setup(void **state)
{
	if (fixture_setup(state) != 0)
		return -1;
	sh("git init -q -b main r && mkdir trees");
	repo = open_repo("r");
	folder = sh_oid("git -C r mktree </dev/null");
	return repo_write_blob(&blob, repo, "x", 1, NULL);
}

static inline int teardown(void **state)
{
	repo_free(repo);
	return fixture_teardown(state);
}

static inline void put_entry(struct buf *out, const char *mode, const char *name, size_t len)
{
	buf_addf(out, "%s ", mode);
	buf_add(out, name, len);
	buf_addc(out, '\0');
	buf_add(out, strcmp(mode, "40000") == 0 ? folder.bytes : blob.bytes, OID_SIZE);
}

/* Goes through a tree: 0 or what tree_next refused it with. */
static inline int check_tree(const struct oid *oid, struct mow_error *err)
{
	MOW_AUTO(tree) tree = TREE_INIT;
	struct tree_entry entry;
	size_t position = 0;
	int result = tree_read(&tree, repo, oid, err);

	while (result == 0 && (result = tree_next(&entry, &tree, &position, err)) == 1)
		result = 0;
	return result;
}

static inline struct oid make_tree(const char *entries)
{
	struct buf bytes = BUF_INIT;

	for (const char *at = entries; *at != '\0';) {
		size_t len = strcspn(at, "\n");
		size_t mode = strcspn(at, " ");
		char text[16];
		(void)snprintf(text, sizeof text, "%.*s", (int)mode, at);
		put_entry(&bytes, text, at + mode + 1, len - mode - 1);
		at += len + (at[len] == '\n');
	}
	struct oid oid = sh_object("r", "tree", bytes.data, bytes.len);
	buf_release(&bytes);
	return oid;
}

#endif
