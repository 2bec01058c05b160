/* What `mowners doctor` found, thing by thing. */
#ifndef MOW_REPORT_DOCTOR_H
#define MOW_REPORT_DOCTOR_H

#include "base/arena.h"
#include "base/buf.h"
#include "report/format.h"

enum doctor_state {
	DOCTOR_OK,
	DOCTOR_NOTE, /* worth knowing */
	DOCTOR_MEND, /* something may get past, or does not work */
	DOCTOR_STATES
};

struct doctor_item {
	enum doctor_state state;
	const char *topic; /* "Hook" */
	const char *text;  /* without a full stop, escaped */
	const char *next;  /* the command that mends it; NULL */
};

struct doctor_findings {
	struct doctor_item *items;
	size_t count, capacity;
	size_t states[DOCTOR_STATES]; /* how many of each */
	bool server;
	bool advises;     /* of a server: its rules refuse nothing */
	const char *path; /* of the repository, one of several; NULL: it is the only one */
	bool failed;      /* memory ran out */
	struct arena arena;
};
void doctor_findings_release(struct doctor_findings *findings);
MOW_AUTO_DEFINE(doctor_findings)

/* Adds one, its text in a printf way; what comes from elsewhere is escaped already. */
void doctor_add(struct doctor_findings *findings, enum doctor_state state, const char *topic, const char *next,
		const char *format, ...) __attribute__((format(printf, 5, 6)));

struct doctor_output {
	struct buf *out;
	bool color; /* text */
};

/* Formats, in one table: the first is the default. */
#define DOCTOR_FORMATS(ROW)                    \
	ROW(text, "text for people (default)") \
	ROW(json, "or json")
/* Of several repositories the text has what is not in order alone; json is a document each. */
typedef void doctor_format_fn(const struct doctor_output *output, const struct doctor_findings *findings);
#define DOCTOR_DECLARE(name, help) doctor_format_fn report_doctor_##name;
DOCTOR_FORMATS(DOCTOR_DECLARE)
#undef DOCTOR_DECLARE

/* How many of several repositories need mending. */
void report_doctor_sum(struct buf *out, size_t count, size_t to_mend);

extern const struct format doctor_formats[];     /* their names; ends with a NULL name */
extern doctor_format_fn *const doctor_writers[]; /* in the same order */

#endif
