/*
 * The styles that stand in an HTML mail, as a browser finds them: so that the policy of a page can let in these and no
 * others. What is taken for one and is none harms nothing; one that is overlooked is refused by the browser.
 */
#ifndef MOW_REPORT_CONTACT_STYLES_H
#define MOW_REPORT_CONTACT_STYLES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"

#define STYLES_MOST 5000 /* different ones of a page */

struct styles {
	struct buf hashes; /* " 'sha256-…'" of each, as a policy has them */
	bool attributes;   /* some are style="…" of an element */
	size_t count;
	struct map known; /* hashes */
	struct arena arena;
};
#define STYLES_INIT                 \
	{                           \
		.hashes = BUF_INIT, \
	}
void styles_release(struct styles *styles);
MOW_AUTO_DEFINE(styles)

/* Adds the styles of one document. 0 or MOW_ENOMEM. */
int styles_add(struct styles *styles, const char *html, size_t len);

#endif
