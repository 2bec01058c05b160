/* What reading one file of the rules or the keys finds, collected and handed out in order of line and column. */
#ifndef MOW_RULES_FILE_FINDINGS_H
#define MOW_RULES_FILE_FINDINGS_H

#include "base/findings.h"

/* A file with more errors than this gets one last finding that says so. */
#define FILE_FINDINGS_MAX 10000

/* Zeroed at the start. Adding never fails on the spot: file_findings_deliver tells. */
struct file_findings {
	struct findings kept; /* without their file */
	size_t dropped;       /* past FILE_FINDINGS_MAX */
};
void file_findings_release(struct file_findings *found);
MOW_AUTO_DEFINE(file_findings)

/* What the message quotes of the file must have gone through file_findings_quote. */
void file_findings_add(struct file_findings *found, unsigned line, unsigned column, enum finding_code code,
		       const char *format, ...) __attribute__((format(printf, 5, 6)));

/* Bytes of the file for a message: escaped, on one line, cut with an ellipsis where they are long. Lives as long as
 * `found`. */
const char *file_findings_quote(struct file_findings *found, const char *bytes, size_t len);

/* Tells all of them, in order, as of `file`. MOW_OK, or MOW_ENOMEM where one could not be kept; then none was told. */
int file_findings_deliver(const struct file_findings *found, const char *file, const struct mow_finding_sink *sink,
			  struct mow_error *err);

#endif
