/*
 * A verdict (mowners-check(1)). As text for the one who must act on it:
 *
 *     mowners: main: 2 of 3 changed files cannot land yet
 *
 *       brand/logo.svg  brand/logo@2x.png         brand-identity, detailed   OWNERS:18
 *         decision  @lena              away until 5 January; @marc or @ines can act for her
 *         review    2 of @brand-guild  1 of 2: @ines approved; @marc can
 *
 *       Ask      Marc Ode (@marc) and Greta Holm (@greta): together they complete this
 *       They run git fetch && mowners approve origin/new-logo
 *       Then     git fetch, and push again
 *       Why      mowners why brand/logo.svg
 *       Fetch    mowners sync origin
 *       Mode     advise: this blocks nothing; the server decides
 *
 * No line begins with anything from the repository, and what stands in a command can be pasted into a shell as it is.
 */
#ifndef MOW_REPORT_CHECK_CHECK_H
#define MOW_REPORT_CHECK_CHECK_H

#include <stdbool.h>

#include "base/buf.h"
#include "mowners.h"
#include "report/format.h"

/* How the log that the text goes to folds parts of itself, by the forge that shows it; fold.h. */
enum check_fold { CHECK_FOLD_NONE, CHECK_FOLD_GROUPS, CHECK_FOLD_SECTIONS };

/* What the report cannot know of itself: where it is read, and what people there can do. */
struct check_view {
	const char *mode;   /* "advise", "enforce" */
	const char *binds;  /* of "advise": why it blocks nothing, and what does; NULL: the server */
	const char *where;  /* people approve it there, a request on a forge: "pull request 7 on GitHub"; NULL: here */
	const char *first;  /* what has to be done before others can see the change, a command; NULL: nothing */
	const char *then;   /* what the reader does when they have approved; NULL: nothing is known */
	const char *name;   /* what others call the change in commands; NULL: it has no name yet */
	const char *prefix; /* the folder below the root that the reader is in: "", "brand/" */
	const char *remote; /* that approvals given elsewhere can be fetched from; NULL: they are all here */
	size_t groups;      /* how many groups at most; 0: all */
	bool explain;       /* approved groups too, and why each rule applies */
	enum check_fold fold; /* of the text: approved groups and what is over `groups` too, in folds */
	bool color;
};

/* The formats: a row here, a file that defines `check_NAME` and a file of each golden input. Words for help as in
 * struct format. */
#define CHECK_FORMATS(ROW)                                      \
	ROW(text, "text for people (default)")                  \
	ROW(markdown, "markdown for a comment or a summary")    \
	ROW(github, "github for annotations in GitHub Actions") \
	ROW(sarif, "sarif for code scanning")                   \
	ROW(codequality, "codequality for GitLab")              \
	ROW(json, "or json")

struct check_format {
	void (*write)(struct buf *out, const struct mow_verdict *verdict, const struct check_view *view);
	bool has_warnings; /* the verdict's are part of the answer; else the caller says them */
};
#define CHECK_DECLARE(name, help) extern const struct check_format check_##name;
CHECK_FORMATS(CHECK_DECLARE)
#undef CHECK_DECLARE

extern const struct format check_formats[];              /* their names; ends with a NULL name */
extern const struct check_format *const check_writers[]; /* in the same order */

/* What `check_text` writes: the whole answer, warnings aside. */
void report_check_text(struct buf *out, const struct mow_verdict *verdict, const struct check_view *view);

/* A line for each of the first claims of authorship that took a decision from its owner; nothing where there is none.
 */
void report_check_claims(struct buf *out, const struct mow_verdict *verdict);

/* What helps where a squash names an owner for all of its files: of the first such group. */
void report_check_squash(struct buf *out, const struct mow_verdict *verdict);

/* A line for each of the first squashes of whose files a branch says who made them; nothing where there is none. */
void report_check_squashed(struct buf *out, const struct mow_verdict *verdict);

/* Who let what through by an override, and why; nothing where nobody did. */
void report_check_overrides(struct buf *out, const struct mow_verdict *verdict);

/* Who made what was approved and is nobody whom the rules know; nothing where they know all. */
void report_check_unknown(struct buf *out, const struct mow_verdict *verdict);

/* "mowners: main: 2 of 3 changed files cannot land yet", with its LF: what the text begins with where it is blocked. */
void report_check_headline(struct buf *out, const struct mow_verdict *verdict, bool color);

#endif
