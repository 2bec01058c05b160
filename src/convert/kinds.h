/* The kinds of work in a marketing repository: what their folders are called, and what is asked for there. */
#ifndef MOW_CONVERT_KINDS_H
#define MOW_CONVERT_KINDS_H

#include <stddef.h>

enum kind_form {
	KIND_PLAIN,  /* a folder of no known kind */
	KIND_FOLDER, /* folders of these names */
	KIND_EACH,   /* the same, and an area for each folder in them */
	KIND_PART,   /* one of those */
	KIND_FILES,  /* files whose names begin so, at any depth of the folder that it is in */
	KIND_JOB     /* what lies in a KIND_PART and begins so: a gate of its own */
};

struct kind {
	enum kind_form form;
	const char *name;          /* of the area, or what comes behind the part's */
	const char *words;         /* names of folders, or how names begin: lower case, `-` for blanks and `_` */
	const struct kind *within; /* NULL: anywhere */
	const char *summary;
	const char *level;   /* NULL: what is usual */
	const char *reviews; /* who might have to agree, for a comment; NULL */
};

/* Any other folder. */
extern const struct kind kind_plain;

/* The kind of a folder of that name in one of the kind `within` (NULL: in none); NULL: it is none. */
const struct kind *kind_of_folder(const char *name, size_t len, const struct kind *within);
/* The kind of a file of that name in a folder of the kind, at any depth; NULL. */
const struct kind *kind_of_file(const char *name, size_t len, const struct kind *within);
/* The kind of the folders in one of KIND_EACH. */
const struct kind *kind_of_part(const struct kind *each);
/* The next job behind `job` (NULL: the first) that a thing of that name is in, in a part of the kind; "": all of them.
 * NULL: there is none. */
const struct kind *kind_next_job(const struct kind *job, const struct kind *part, const char *name, size_t len);

#endif
