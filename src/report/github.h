/*
 * Workflow commands of GitHub Actions, which Gitea's and Forgejo's runners know too:
 *
 *     ::error file=brand/logo.svg,line=1,title=Approval is missing::brand/logo.svg: it lacks … [missing]
 *
 * GitHub shows ten of a level; the last one says how many more there are.
 */
#ifndef MOW_REPORT_GITHUB_H
#define MOW_REPORT_GITHUB_H

#include "base/buf.h"
#include "report/annotations.h"

#define GITHUB_SHOWN 10 /* of a level */

/* What stands behind the second `::`; what stands in a property, between `=` and the next comma. */
void github_data(struct buf *out, const char *text, size_t len);
void github_property(struct buf *out, const char *text, size_t len);

void github_write(struct buf *out, const struct annotations *list);

#endif
