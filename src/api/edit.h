/* OWNERS files on their way to new texts; for the files of api/ that make them. */
#ifndef MOW_API_EDIT_H
#define MOW_API_EDIT_H

#include "api/repo.h"
#include "policy/ruleset.h"

struct edit_file {
	const char *path;
	bool here;       /* in the working tree; else a sparse checkout leaves it out */
	struct buf text; /* as it is */
	struct buf new;  /* as it is to be; set by who makes it, and only if it is another one */
};

struct mow_edit {
	struct mow_repo *repo;  /* NULL: nothing is to be written */
	struct ruleset ruleset; /* what the files say as they are */
	struct {
		struct edit_file *items;
		size_t count, capacity;
	} files;
	struct mow_edited *changed;
	size_t changed_count;
	size_t gates; /* that are called otherwise */
	size_t lines; /* that are taken out */
	struct arena arena;
};

MOW_AUTO_PTR_DEFINE(mow_edit)

int edit_new(struct mow_edit **out, struct mow_error *err);

/*
 * Opens the rules of the working tree, and reads them all with what is wrong with them to `sink`; the root file is
 * there then. MOW_EINVAL: there is no working tree; MOW_ENOTFOUND: no root file.
 */
int edit_open(struct mow_edit *edit, struct mow_repo *repo, const struct mow_finding_sink *sink, struct mow_error *err);

/* Adds a file with its text, copied; NULL: no memory. Pointers to those before it are not valid any more. */
struct edit_file *edit_add(struct mow_edit *edit, const struct mow_edited *file);

/* Adds every OWNERS file with its bytes, but for those that cannot be read, which edit_open has reported. */
int edit_add_all(struct mow_edit *edit, struct mow_error *err);

/* Reads the files as they are to be, those that do not change too. */
int edit_read_new(struct rules **out, const struct mow_edit *edit, const struct mow_finding_sink *sink,
		  struct mow_error *err);

/* When all new texts are there. */
int edit_finish(struct mow_edit *edit, struct mow_error *err);

#endif
