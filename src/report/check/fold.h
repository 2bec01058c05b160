/*
 * Parts of a job's log that its forge shows folded: a line each, until somebody opens it.
 *
 *     ::group::brand: 2 files, approved                          GitHub, Gitea, Forgejo
 *     ::endgroup::
 *     section_start:1763800000:mowners_1[collapsed=true]\r\033[0Kbrand: 2 files, approved        GitLab
 *     section_end:1763800000:mowners_1\r\033[0K
 */
#ifndef MOW_REPORT_CHECK_FOLD_H
#define MOW_REPORT_CHECK_FOLD_H

#include "report/check/check.h"

struct fold {
	enum check_fold kind; /* not CHECK_FOLD_NONE */
	int64_t now;          /* seconds since 1970: GitLab counts how long a section took */
	size_t number;        /* of the one that was begun last; 0: none */
};

/* `title` is a line that is escaped as phrase_text does. They do not nest. */
void fold_begin(struct buf *out, struct fold *fold, const struct buf *title);
void fold_end(struct buf *out, const struct fold *fold);

#endif
