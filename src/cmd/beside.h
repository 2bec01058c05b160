/* What a page shows besides the matrix: who has how much to do, and what lint finds. */
#ifndef MOW_CMD_BESIDE_H
#define MOW_CMD_BESIDE_H

#include "base/findings.h"
#include "cmd/page_lang.h"
#include "cmd/query.h"
#include "report/matrix.h"

struct beside {
	const struct mow_report *report; /* which knows the former; NULL: there is none */
	struct mow_matrix *load;
	struct findings found;
};
void beside_release(struct beside *beside);
MOW_AUTO_DEFINE(beside)

/* Looks, with the rules of the query and below `output->under`, and puts into `output` what it found, the name of the
 * repository, the day, and the language: `lang` is the value of --lang, or NULL. */
int beside_look(struct matrix_output *output, struct beside *beside, const struct query *query, const char *lang,
		struct mow_error *err);

#endif
