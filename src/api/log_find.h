/* Finding the records that were asked for; shared by the files of that. */
#ifndef MOW_API_LOG_FIND_H
#define MOW_API_LOG_FIND_H

#include "api/log.h"
#include "evidence/store/draft.h"
#include "rules/match/pattern.h"

/* A withdrawal, which is of what it takes back. */
struct pending {
	struct log_head head;
	char other[DIGEST_HEX];
};

/* A stop by patterns: until all of them are known. */
struct patterned {
	struct log_head head;
	bool wanted, listed; /* its maker and its decision are; it was found to match */
};

struct finding {
	struct mow_log *log;
	enum store_part part; /* that is read */
	size_t read;
	struct buf bytes;  /* of the file at hand */
	struct buf below;  /* "brand/" */
	struct map spoken; /* ids of those that speak of what was asked for, where something was */
	struct {
		struct pending *items;
		size_t count, capacity;
	} pending;
	struct {
		struct patterned *items;
		size_t count, capacity;
	} stops;
	struct pattern_set *set; /* of these stops; NULL */
	struct {
		size_t *items; /* whose each pattern is */
		size_t count, capacity;
	} whose;
	struct pattern_matches matches;
	struct arena arena;
	struct mow_error *err;
};

/* Whether a record speaks of one of the paths by its steps; false too where there was no memory, which `below` tells.
 */
bool log_says_any(struct finding *finding, const struct record *record);

/* Stops by patterns: kept until all are known, then those that match one of the paths are `listed`. */
int log_keep_patterns(struct finding *finding, const struct record *record, const struct patterned *stop);
int log_match_patterns(struct finding *finding);

#endif
