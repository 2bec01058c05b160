/* A first OWNERS file out of a CODEOWNERS file. */
#ifndef MOW_CONVERT_FIRST_H
#define MOW_CONVERT_FIRST_H

#include "convert/codeowners.h"

/* What it is made from, and for whom. */
struct first_source {
	struct file_text file;
	enum forge forge;
	folder_fn *is_folder;
	void *context;
	const char *owner; /* the e-mail of who decides about the rules until somebody else is named */
};

/* Appends its text; what cannot be carried over is told to `sink`. 0, MOW_ENOMEM, or MOW_ETOOBIG. */
int first_from_codeowners(struct buf *out, const struct first_source *source, const struct mow_finding_sink *sink,
			  struct mow_error *err);

#endif
