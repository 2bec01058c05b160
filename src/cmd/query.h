/* What the asking commands share: the rules that they ask, and the paths that they are asked about. */
#ifndef MOW_CMD_QUERY_H
#define MOW_CMD_QUERY_H

#include "base/arena.h"
#include "cmd/options.h"

struct query {
	const struct globals *globals;
	const char *source; /* --rules; NULL: the default */
	int64_t now;        /* 0: the system's clock */
	struct mow_repo *repo;
	struct mow_rules *rules;
	struct {
		struct mow_path *items;
		size_t count, capacity;
	} paths;
	struct {
		const char **items;
		size_t count, capacity;
	} without;          /* --without */
	struct arena arena; /* the bytes of the paths */
	size_t errors;      /* in OWNERS files, said on stderr */
};
#define QUERY_INIT(globals)                                                             \
	{                                                                               \
		.globals = (globals), .source = (globals)->rules, .now = (globals)->now \
	}
void query_release(struct query *query);
MOW_AUTO_DEFINE(query)

/* What --without is, in a table of options. */
#define QUERY_WITHOUT "as if this person, or everybody of this team, were out of service; may be given again"

/* Each returns EXIT_YES, or another status after saying on stderr what is wrong. In this order: */
int query_without(struct query *query, const char *who); /* the value of a --without */
int query_open(struct query *query);
/* The paths, in order, doubled ones doubled. */
int query_arguments(struct query *query, int count, char **arguments);
int query_stdin(struct query *query, bool nul);
/* The folder that --under names, as a path of the repository; "" where it is NULL. */
int query_folder(struct buf *out, const struct query *query, const char *folder);
/* Reads the OWNERS files above the paths, or `all` there are. Every error in them goes to stderr, and then the status
 * is EXIT_USAGE. */
int query_read(struct query *query, bool all);
/* Takes those of --without out of service. */
int query_leave(struct query *query);

/* A mow_finding_fn for whoever reads them in another way: says an error; context is the struct query. */
void query_found(const struct mow_finding *finding, void *context);
/* The status for a failure of the library, said unless the errors in the OWNERS files were. */
int query_fail(const struct query *query, int result, const struct mow_error *err);
/* Warns where there are no rules at all. */
void query_warn_empty(const struct query *query);

#endif
