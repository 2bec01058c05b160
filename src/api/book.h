/*
 * The rules of one state of the repository, with their nested files read as they are needed.
 */
#ifndef MOW_API_BOOK_H
#define MOW_API_BOOK_H

#include "api/source.h"
#include "rules/resolve/resolver.h"
#include "steps/steps.h"

struct book {
	struct source source;
	struct rules *rules; /* NULL: no OWNERS at the root */
	struct resolver *resolver;
	struct buf root; /* the root file's bytes until it is parsed */
	int root_result; /* of reading them: 0, MOW_ENOTFOUND, or what makes the file unreadable, with its error */
	struct mow_error root_error;
	bool root_read, all_read;
	bool erroneous;  /* an error was found in some file */
	struct map seen; /* folders whose OWNERS was looked for */
	struct arena arena;
	struct buf last;       /* the folder of the last path; all above it was read */
	mow_finding_fn *found; /* during a reading call */
	void *context;
};
void book_release(struct book *book);
MOW_AUTO_DEFINE(book)

/* Takes over `source`, which is then empty. Only the root file is read, and not yet parsed. */
int book_open(struct book *out, struct source *source, struct mow_error *err);

/*
 * Reads the OWNERS files above a path, or all. Each error goes to `found` (may be NULL) once, and sets `erroneous`; the
 * broken file says nothing from then on. 0, or a failure of git or the system.
 */
int book_read(struct book *book, const char *path, size_t len, mow_finding_fn *found, void *context,
	      struct mow_error *err);
/* The same for the paths of many steps: of a tree in one walk of the folders above them. */
int book_read_steps(struct book *book, const struct steps *steps, mow_finding_fn *found, void *context,
		    struct mow_error *err);
int book_read_all(struct book *book, mow_finding_fn *found, void *context, struct mow_error *err);

/*
 * Every file of `files` (source_walk) with its owners, NULL where there are no rules. The OWNERS files above are read
 * on the way; once one has an error `each` is called no more, and the rest is gone through for the errors of others. So
 * what `each` was given before holds only if `erroneous` is not set in the end.
 */
typedef int book_file_fn(const struct requirement *owners, const char *path, size_t len, void *context);
struct book_walk {
	struct source *files; /* the book's own, or another state of the same repository */
	const char *prefix;
	book_file_fn *each;
	mow_finding_fn *found; /* may be NULL */
	void *context;         /* of both */
};
int book_walk(struct book *book, const struct book_walk *walk, struct mow_error *err);

#endif
