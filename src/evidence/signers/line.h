/* One line of a signers' file. Private to signers.h. */
#ifndef MOW_EVIDENCE_SIGNERS_LINE_H
#define MOW_EVIDENCE_SIGNERS_LINE_H

#include "evidence/signers/signers.h"
#include "rules/file_findings.h"

/* A stretch of the line. */
struct signers_span {
	const char *bytes;
	size_t len;
};

/* A line being read, and what it says. */
struct signers_line {
	const char *text; /* without its LF */
	size_t len;
	unsigned number;
	struct file_findings *found;
	const char *skip; /* of a key that is no line here: what its last line begins with; NULL: this line is all */
	size_t at;        /* how far it has been read */
	unsigned errors;  /* found so far */

	struct signers_span principals; /* e-mails, separated by commas */
	const char *type;               /* static */
	struct signers_span key;        /* base64 */
	int64_t valid_from, valid_end;
	bool commits; /* namespaces= lists SIGNERS_COMMITS */
};

/* Reports an error at an offset of the line. */
void signers_report(struct signers_line *line, size_t at, enum finding_code code, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* Reports a private key, or a public one in a form that is not taken, if one begins in the line: true, and where it
 * ends in `skip`. */
bool signers_report_foreign(struct signers_line *line);

/* Reads a line whose bytes have been checked. Returns whether it lists a key: neither blank nor a comment nor with
 * errors. */
bool signers_read_line(struct signers_line *line);

#endif
