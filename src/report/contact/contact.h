/*
 * The contact sheet (mowners-sheet(1)): a page that shows every file of a change before and after, below who must
 * approve it. It is written as files are read, one at a time.
 */
#ifndef MOW_REPORT_CONTACT_CONTACT_H
#define MOW_REPORT_CONTACT_CONTACT_H

#include <stdint.h>

#include "base/file_draft.h"
#include "mowners.h"
#include "report/html/html.h"

#define CONTACT_MOST ((uint64_t)256 << 20)     /* bytes of files in all, unless somebody says otherwise */
#define CONTACT_FILE_MOST ((uint64_t)64 << 20) /* bytes of a version of a file that is shown */

struct contact_sheet {
	struct mow_repo *repo;
	struct file_draft *draft;      /* has begun */
	enum lang lang;                /* of the page */
	uint64_t most;                 /* bytes of files in all; about */
	const char *name;              /* of the repository; NULL: as mow_verdict_repository has it */
	const char *about;             /* about the change, as markup; NULL: from where to where it goes */
	const struct html_link *links; /* as of struct html_page */
	/* Who is about to approve, NULL: nobody; then only these steps are shown, in the order of contact_compare. */
	const char *person;
	const struct mow_step **only;
	size_t only_count;
};

/* For qsort and bsearch: steps of a verdict by where they lie. */
int contact_compare(const void *one, const void *two);

/* Writes the page; the caller ends the draft. */
int report_contact(const struct contact_sheet *sheet, const struct mow_verdict *verdict, struct mow_error *err);

#endif
