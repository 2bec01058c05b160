/*
 * An OWNERS file that is being made from something else: its text, whom it names, and what each part of it comes from.
 *
 *     MOW_AUTO(draft) draft = DRAFT_INIT;
 *     draft_from(&draft, 12);
 *     write_section(&draft.text, name);
 *     draft_people(&draft);
 *     return draft_check(&draft, err);
 *
 * Whoever makes it reads it before it is written anywhere, and tells what that finds as of the lines that it comes
 * from.
 */
#ifndef MOW_CONVERT_DRAFT_H
#define MOW_CONVERT_DRAFT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "rules/file_findings.h"

/* Somebody whom the file names by a handle. */
struct draft_owner {
	const char *handle; /* lower case with "@" */
	const char *name;   /* the handle without it, until a name is known */
	bool decides;       /* a person in any case */
	size_t members;     /* else a team, of so many people at least; 0: taken for a person */
};

struct draft {
	struct arena arena; /* of its strings */
	struct buf text;
	struct {
		struct draft_origin {
			size_t start; /* in `text` */
			unsigned line;
		} * items;
		size_t count, capacity;
	} origins;
	struct {
		struct draft_owner *items;
		size_t count, capacity;
	} owners;
	struct map handles; /* → owner */
	bool failed;        /* out of memory */
};
#define DRAFT_INIT               \
	{                        \
		.text = BUF_INIT \
	}
void draft_release(struct draft *draft);
MOW_AUTO_DEFINE(draft)

/* What is written next comes from this line; 0: from none. */
void draft_from(struct draft *draft, unsigned line);

/* The owner of a handle (lower case with "@"), new or there already, until the next is asked for; NULL: no memory. */
struct draft_owner *draft_owner(struct draft *draft, const char *handle);

/* Writes [people] and [teams], to be filled in. */
void draft_people(struct draft *draft);

/* A string that the arena made for the draft; "" where it could not. */
const char *draft_string(struct draft *draft, const char *string);

/*
 * Reads what was made as mowners does, and finds what is wrong with it as of the lines that it comes from. MOW_OK, or a
 * failure.
 */
int draft_check(const struct draft *draft, struct file_findings *found, struct mow_error *err);

#endif
