/*
 * What commits are made of that have landed: what each says of itself, its steps against its first parent, and how much
 * of its tree is owned. All of it follows from the id of the commit, so nothing that was found out once is ever out of
 * date, and it is kept for whoever asks again, in GITDIR/mowners/past. Nothing that decides about a push looks there.
 */
#ifndef MOW_STEPS_PAST_H
#define MOW_STEPS_PAST_H

#include "steps/steps.h"

/* By the OWNERS files of the tree itself. */
struct past_owned {
	enum past_state { PAST_UNCOUNTED, PAST_ERRONEOUS, PAST_COUNTED } state; /* PAST_ERRONEOUS: these say nothing */
	size_t files, owned;
};

struct past_commit {
	struct oid id, parent; /* the first one; zeros: it has none */
	size_t parent_count;
	int64_t time, author_time;
	const char *author_name, *author_email;
	const char *subject; /* the first line of the message */
	bool compared;       /* else nothing is known of its steps: they are git's to tell, or many */
	struct steps steps;
	struct past_owned owned;
};

struct past;
/* Of a repository that outlives it. What is wrong with the file makes it as good as none. */
int past_open(struct past **out, struct repo *repo, struct mow_error *err);
void past_free(struct past *past);

/* A commit, found out unless it is known; as long as the past is. It fails as repo_commit does. */
int past_get(const struct past_commit **out, struct past *past, const struct oid *id, struct mow_error *err);
/* The same if it is known; else NULL. */
const struct past_commit *past_find(const struct past *past, const struct oid *id);

/* What somebody has counted of one of them; nothing where it is not known. */
void past_note_owned(struct past *past, const struct oid *id, const struct past_owned *owned);

/* Writes what has been found out. That it cannot be written is no failure: it is found out again. */
void past_save(struct past *past);

#endif
