/*
 * CODEOWNERS files of forges as data: sections of rules, each a pattern as OWNERS writes it and the people that the
 * forge asks. Pure: bytes in, structs out. Each forge's file is read as its own documentation has it:
 *
 *     GitHub  the last line that matches counts; one of its people is enough
 *     GitLab  the same within a section, whose lines ask for so many; sections add up; what `!` leaves out stays out
 *     Gitea   Go regular expressions over whole paths; all lines that match add up
 */
#ifndef MOW_CONVERT_CODEOWNERS_H
#define MOW_CONVERT_CODEOWNERS_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/file_text.h"
#include "base/map.h"
#include "convert/losses.h"

enum forge { FORGE_GITHUB, FORGE_GITLAB, FORGE_GITEA };
enum { FORGE_COUNT = 3 };
extern const char *const forge_names[FORGE_COUNT]; /* "github": also what [people] calls an account there */

enum asked_kind { ASKED_PERSON, ASKED_TEAM, ASKED_EMAIL };

/* Somebody whom the file names. */
struct asked {
	const char *written; /* as the file has it first: "@org/docs", "ann@example.com" */
	const char *handle;  /* as OWNERS writes it; of an e-mail, itself */
	enum asked_kind kind;
	unsigned members; /* a team: how many people it must have at least */
	bool used;        /* by an area */
};

/* People of one line. */
struct asked_list {
	size_t *items; /* each once, in the order in which they are written first */
	size_t count;
};

/* What stands in place of a list: */
#define LIST_NOBODY SIZE_MAX         /* nobody owns what matches */
#define LIST_LEFT_OUT (SIZE_MAX - 1) /* the section says nothing about it, whatever other lines say */

struct codeowners_rule {
	const char *pattern; /* without `!` */
	size_t len;
	size_t list;
	unsigned line;
	bool inverse; /* Gitea: what it does not match */
};

struct codeowners_section {
	const char *name; /* "": what stands before the first one */
	unsigned need;    /* how many of a line's people must agree */
	bool optional;    /* nobody must */
	size_t fallback;  /* the list of lines without people */
	struct {
		struct codeowners_rule *items;
		size_t count, capacity;
	} rules;
};

/* Whether a folder of that path, seen from the root, is there. */
typedef bool folder_fn(const char *path, void *context);

struct codeowners {
	enum forge forge;
	folder_fn *is_folder; /* NULL: nobody knows */
	void *context;        /* of it */
	struct arena arena;
	struct {
		struct asked *items;
		size_t count, capacity;
	} asked;
	struct {
		struct asked_list *items;
		size_t count, capacity;
	} lists;
	struct {
		struct codeowners_section *items;
		size_t count, capacity;
	} sections;
	struct map asked_numbers, handles, list_numbers, section_numbers;
	struct losses losses;
};

/* `out` is zeroed but for its first three members; what cannot be carried over is told to `sink`. 0, MOW_ENOMEM or
 * MOW_ETOOBIG. */
int codeowners_read(struct codeowners *out, const struct file_text *file, const struct mow_finding_sink *sink,
		    struct mow_error *err);
void codeowners_release(struct codeowners *codeowners);
MOW_AUTO_DEFINE(codeowners)

#endif
