/*
 * Records of fields for scripts. Fields stand between tabs, a record ends in LF; with `nul`, every field ends in NUL
 * and nothing else separates, so a record is a fixed number of fields. Nobody and nothing is `-`. There is no header.
 */
#ifndef MOW_REPORT_TSV_H
#define MOW_REPORT_TSV_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct tsv {
	struct buf *out;
	bool nul;
	bool begun; /* a field stands before the next one in this record */
};
#define TSV_INIT(buffer, nul)          \
	{                              \
		(buffer), (nul), false \
	}

/* A field that is put together between the two; nothing: `-` is the caller's to write. */
void tsv_begin(struct tsv *tsv);
void tsv_finish(struct tsv *tsv);
void tsv_quote(struct tsv *tsv, const char *path, size_t len); /* between them: as tsv_path does */

void tsv_path(struct tsv *tsv, const char *path, size_t len); /* quoted as git does; with `nul` the bytes themselves */
void tsv_field(struct tsv *tsv, const char *text);            /* no control characters in it; NULL or "": `-` */
void tsv_number(struct tsv *tsv, size_t number);
void tsv_list(struct tsv *tsv, const char *const *items, size_t count); /* joined by `,` */
void tsv_end(struct tsv *tsv);                                          /* of the record */

#endif
