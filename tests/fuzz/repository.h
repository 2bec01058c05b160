/* A bare repository with one commit, for targets that need one. Its id is always the same, so a corpus can name it. */
#ifndef TESTS_FUZZ_REPOSITORY_H
#define TESTS_FUZZ_REPOSITORY_H

#include <stdlib.h>

#include "base/file_temp.h"
#include "git/internal.h"

#define REPOSITORY_COMMIT "e57e30aa3ef5d192c592e0c494853457dee7a5f5"

static struct file_temp repository_folder;
static struct repo *repository;

static inline void repository_need(bool good)
{
	if (!good)
		abort();
}

static inline void repository_end(void)
{
	repo_free(repository);
	file_temp_release(&repository_folder);
}

static inline void repository_commit(git_repository *git)
{
	git_signature by = {"Ann", "ann@example.com", {1700000000, 0, '+'}};
	git_treebuilder *builder = NULL;
	git_tree *tree = NULL;
	git_oid id;
	char hex[GIT_OID_HEXSZ + 1];

	repository_need(git_treebuilder_new(&builder, git, NULL) == 0 && git_treebuilder_write(&id, builder) == 0);
	repository_need(git_tree_lookup(&tree, git, &id) == 0);
	repository_need(git_commit_create(&id, git, "refs/heads/main", &by, &by, NULL, "one\n", tree, 0, NULL) == 0);
	repository_need(strcmp(git_oid_tostr(hex, sizeof hex, &id), REPOSITORY_COMMIT) == 0);
	git_tree_free(tree);
	git_treebuilder_free(builder);
}

/* At the first call it is made. */
static inline struct repo *repository_get(void)
{
	git_repository *git = NULL;

	if (repository != NULL)
		return repository;
	(void)git_libgit2_init();
	repository_need(file_temp_init(&repository_folder, NULL) == MOW_OK);
	repository_need(atexit(repository_end) == 0);
	repository_need(git_repository_init(&git, repository_folder.path, true) == 0);
	repository_commit(git);
	git_repository_free(git);
	repository_need(repo_open(&repository, repository_folder.path, REPO_FROM_DIR, NULL) == MOW_OK);
	return repository;
}

#endif
