/* The index as git writes it: paths that a tree could have, each in its turn, or git is asked. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "repository.h"

#include "git/index.h"
#include "git/tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void put(const char *folder, const uint8_t *data, size_t size)
{
	MOW_AUTO(buf) path = BUF_INIT;

	buf_addf(&path, "%sindex", folder);
	FILE *file = fopen(path.data, "wb");
	repository_need(file != NULL && fwrite(data, 1, size, file) == size && fclose(file) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct repo *repo = repository_get();
	struct index_file index;

	put(repo_git_dir(repo), data, size);
	if (!index_open(&index, repo))
		return 0;
	uint32_t left = index.left;
	for (; index_next(&index); left--) {
		repository_need(index.path.len > 0 && index.path.len <= TREE_PATH_MAX);
		repository_need(index.stage <= 3 && memchr(index.path.data, '\0', index.path.len) == NULL);
	}
	repository_need(left == 0 && !index.path.failed);
	index_close(&index);
	return 0;
}
