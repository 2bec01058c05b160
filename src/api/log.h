/* A log at work; shared by its files. */
#ifndef MOW_API_LOG_H
#define MOW_API_LOG_H

#include "api/repo.h"
#include "base/map.h"
#include "evidence/gather/gather.h"
#include "evidence/record/record.h"
#include "evidence/store/store.h"
#include "policy/policy.h"
#include "policy/target.h"
#include "verdict/verdict.h"

/* A record that was asked for. */
struct log_head {
	int64_t made;
	struct oid blob;
	char id[DIGEST_HEX];
};

/* What records are for. */
struct log_target {
	const char *ref;
	struct oid tip; /* zeros: it does not exist here */
	bool is_protected;
};

struct mow_log {
	struct mow_repo *repo;
	const struct mow_finding_sink *sink;
	struct arena arena;
	const char *remote; /* NULL: none */
	struct target standard;
	struct policy policy;
	struct oid store; /* a tree; zeros: there is none */
	/* What was asked for: */
	const struct mow_path *paths;
	size_t path_count;
	const char *by;     /* an e-mail that the rules do not know; NULL */
	const bool *makers; /* of each person, whether they were asked for; NULL: all are */
	int decision;       /* enum record_decision; -1: any */
	const char *target; /* a full ref; NULL: any */
	size_t limit;       /* 0: none */
	struct {
		struct log_head *items; /* the newest first */
		size_t count, capacity;
	} heads;
	size_t unreadable;
	/* For judging: */
	struct examiner *examiner;
	struct judge *judge;
	struct map targets; /* full ref → its place in `known` */
	struct {
		struct log_target **items;
		size_t count, capacity;
	} known;
	struct map roles; /* struct log_holder → its roles now, and, above LOG_LATE, once it is late */
};
#define LOG_LATE 8 /* bits */

int log_target_find(const struct log_target **out, struct mow_log *log, const char *ref, struct mow_error *err);

/* Fills `heads` (log_find.c). */
int log_find(struct mow_log *log, struct mow_error *err);
/* Whether there are paths, and none is a folder. */
bool log_names_files(const struct mow_log *log);

/* What the target has at a path, once it was looked. */
struct log_present {
	bool known;
	unsigned mode;
	struct oid id;
};

/* Records of one target, looked at together (log_judge.c). */
struct log_look {
	struct mow_log *log;
	const struct log_target *target;
	struct examination *examination;         /* NULL: there are no rules */
	const struct requirement *const *owners; /* of each of its steps; NULL: nothing is asked there */
	struct oid tree;                         /* of the target */
	struct log_present *present;             /* of each of its steps */
	struct arena *arena;
	struct mow_error *err;
};
/* What becomes of a record that nothing else keeps, for a file of this requirement (log_owned.c). Who has taken it back
 * is filled in, as log_take_back does. */
enum mow_log_state log_judge_owned(struct mow_log_entry *out, const struct log_look *look,
				   const struct requirement *requirement, const struct examined *item);
void log_take_back(struct mow_log_entry *out, const struct log_look *look, const struct examined *item, size_t by);

/* Finds the owners of the steps that were looked at. */
int log_find_owners(struct log_look *look);
/* What becomes of one of them; checks its signature where that matters. It lives as long as the look and its arena. */
int log_judge(struct mow_log_entry *out, const struct log_look *look, struct examined *item);

#endif
