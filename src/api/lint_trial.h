/* A requirement, judged as if somebody had made a change at some moment and nobody had approved it yet. */
#ifndef MOW_API_LINT_TRIAL_H
#define MOW_API_LINT_TRIAL_H

#include "api/lint.h"
#include "verdict/verdict.h"

/* Who makes the change, bits of `impossible`: nobody whom the rules know, the accountable owner, those responsible,
 * both, those of the options. */
enum lint_makers { MAKERS_NOBODY = 1, MAKERS_OWNER = 2, MAKERS_RESPONSIBLE = 4, MAKERS_BOTH = 8, MAKERS_GIVEN = 16 };
#define MAKERS_ALL 31u

struct trial;
typedef int trial_scene_fn(struct trial *trial);

/* A moment at which requirements are judged. */
struct trial {
	struct lint *lint;
	struct judge *judge; /* of `now` */
	int64_t now;
	bool coming;                /* it is not the one that the lint is about */
	struct buf *scene;          /* "from 20 December on, without @lena, "; empty: as things are today */
	trial_scene_fn *find_scene; /* of what is judged, asked only where there is something to say; NULL: it stays */
	const size_t *given;        /* MAKERS_GIVEN */
	size_t given_count;         /* 0: there are none */
	size_t *makers;             /* scratch: room for all people, twice */
	size_t *authors;            /* behind them */
	size_t author_count;        /* of those who make the change that is judged */
	const struct lint_requirement *asked;
	struct map judged;  /* what is asked for, as far as that decides → whether all is possible at this moment */
	struct arena arena; /* its keys */
	struct buf key;
};
void trial_release(struct trial *trial);
MOW_AUTO_DEFINE(trial)

/* At another moment. */
void trial_begin(struct trial *trial, struct judge *judge, int64_t now);

/* Judges what has not been found impossible before, notes it and marks it. */
int trial_judge(struct trial *trial, struct lint_requirement *asked);

#endif
