/*
 * The pages of a site (mowners-site(1)): who decides what, what waits, and what comes, linked with each other. What is
 * here makes those that stand in no room of their own; the others get its links.
 */
#ifndef MOW_REPORT_SITE_SITE_H
#define MOW_REPORT_SITE_SITE_H

#include "base/buf.h"
#include "mowners.h"
#include "report/html/html.h"

#define SITE_HOME "index.html"
#define SITE_AGENDA "agenda.html"
#define SITE_REQUESTS "requests.html"
#define SITE_MATRIX "matrix.html"
#define SITE_MAP "map.html"
#define SITE_REPORT "report.html"
#define SITE_PEOPLE "people.html"
#define SITE_CALENDAR "agenda.ics"
extern const struct html_link site_links[];

/* A file, in the order of git ls-tree -r. */
struct site_file {
	const char *path;
	size_t len;
	const char *owner; /* who is accountable; NULL: nobody */
	const char *level;
	int64_t changed; /* last; 0: not known */
};

/* What it is made of. */
struct site {
	enum lang lang;
	const char *name;                /* of the repository */
	const char *policy;              /* of site_policy */
	int64_t now;                     /* the day */
	const struct mow_matrix *matrix; /* by area, with people */
	const struct mow_matrix *load;   /* by person */
	size_t finding_count;            /* of lint */
	const struct mow_agenda *agenda; /* with verdicts */
	const struct site_file *files;
	size_t file_count;
};

/* Somebody who has a page. */
struct site_person {
	const char *label, *name;             /* as of struct mow_matrix_person; `name` may be NULL */
	const struct mow_matrix_person *load; /* NULL: nothing to do by the rules */
	size_t waits;                         /* of the agenda: what waits for them */
};

struct site_people {
	struct site_person *items; /* in the order of the rules, then others whom the agenda concerns */
	size_t count;
};

/* MOW_ENOMEM, or 0. The list is of malloc, its texts are the site's. */
int site_people_find(struct site_people *out, const struct site *site);
void site_people_release(struct site_people *people);
MOW_AUTO_DEFINE(site_people)

/* As html_policy, of the pages below. */
void site_policy(struct buf *out);

/* What waits or comes, as markup. */
void site_sentence(struct buf *out, const struct site *site, const struct mow_agenda_item *item);

/* The pages, each whole; failures are those of the buffer. */
void site_home(struct buf *out, const struct site *site, const struct site_people *people);
void site_agenda(struct buf *out, const struct site *site);
void site_requests(struct buf *out, const struct site *site);
/* In place of the report, where there is none: why. */
void site_no_report(struct buf *out, const struct site *site, const char *why);
void site_map(struct buf *out, const struct site *site);
void site_people(struct buf *out, const struct site *site, const struct site_people *people);
void site_person(struct buf *out, const struct site *site, const struct site_person *person);

#endif
