/*
 * The paths of the index, as git wrote it (gitformat-index(5)): versions 2 to 4, of which git ls-files would take ten
 * times as long to tell. What else an index may be, split, sparse or elsewhere, is left to git.
 */
#ifndef MOW_GIT_INDEX_H
#define MOW_GIT_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "git/repo.h"

struct index_file {
	const unsigned char *bytes; /* mapped: git replaces an index as a whole, and never writes into it */
	size_t size;
	unsigned version;
	uint32_t left; /* entries to come */
	size_t at;     /* of the next one */
	/* The entry at hand: */
	struct buf path;
	uint32_t mode;  /* as git has it: 0100644, 0160000, … */
	unsigned stage; /* 0; of what is in conflict 1 to 3, one behind the other */
};
#define INDEX_FILE_INIT          \
	{                        \
		.path = BUF_INIT \
	}
void index_close(struct index_file *index);
static inline void index_file_release(struct index_file *index)
{
	index_close(index);
}
MOW_AUTO_DEFINE(index_file)

/* All of it has been gone through by then. False: git must tell. */
bool index_open(struct index_file *out, const struct repo *repo);
/* To the first entry again. */
void index_rewind(struct index_file *index);
/* The next entry, in git's order: by path, then stage. False: there is none, or no memory (the path has failed). */
bool index_next(struct index_file *index);

#endif
