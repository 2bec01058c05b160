/* One request on its way from the forge to the verdict, and back. */
#ifndef MOW_CI_JOB_H
#define MOW_CI_JOB_H

#include "base/map.h"
#include "cmd/check_answer.h"
#include "forge/place.h"

/* What was asked for. */
struct asked {
	struct place_given given;
	bool comment, status, record, dry_run, explain;
	size_t format; /* of check_formats */
};

/* The heads of requests that cannot land. A status is the commit's: it speaks for every request that has it. */
struct held {
	struct map heads;
	struct arena arena;
};
void held_release(struct held *held);
MOW_AUTO_DEFINE(held)

struct job {
	const struct globals *globals;
	const struct asked *asked;
	struct mow_repo *repo;
	const struct forge_access *access;
	struct place place;
	struct forge_answer answer;
	struct mow_fetched fetched;
	struct check_judged judged;
	struct held *held;             /* of the requests that are looked at together; NULL: this is the only one */
	struct buf headline, document; /* the answer in a line, and as Markdown */
	bool silent;                   /* it is not for this job to say anything on the forge */
	struct arena arena;
};
#define JOB_INIT                                           \
	{                                                  \
		.headline = BUF_INIT, .document = BUF_INIT \
	}
void job_release(struct job *job);
MOW_AUTO_DEFINE(job)

/* Asks the forge, fetches, judges, and writes what was asked for; an exit status. */
int job_run(struct job *job);

#endif
