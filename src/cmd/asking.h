/* What the asking commands share: the rules that they ask, and the paths that they are asked about. */
#ifndef MOW_CMD_ASKING_H
#define MOW_CMD_ASKING_H

#include "base/arena.h"
#include "cmd/options.h"

struct asking_path {
	const char *bytes; /* from the repository's root, without a final slash; "" is the root */
	size_t len;
	bool folder;
};

struct asking {
	const struct globals *globals;
	const char *source; /* --rules; NULL: the default */
	int64_t now;        /* 0: the system's clock */
	struct mow_repo *repo;
	struct mow_rules *rules;
	struct {
		struct asking_path *items;
		size_t count, capacity;
	} paths;
	struct arena arena; /* the bytes of the paths */
	size_t errors;      /* in OWNERS files, said on stderr */
};
#define ASKING_INIT(globals)                                                                     \
	{                                                                                        \
		(globals), (globals)->rules, (globals)->now, NULL, NULL, {NULL, 0, 0}, {NULL}, 0 \
	}
void asking_release(struct asking *asking);

/* Each returns EXIT_YES, or another status after saying on stderr what is wrong. In this order: */
int asking_open(struct asking *asking);
/* The paths, in order, doubled ones doubled. */
int asking_arguments(struct asking *asking, int count, char **arguments);
int asking_stdin(struct asking *asking, bool nul);
/* Reads the OWNERS files above the paths, or `all` there are. Every error in them goes to stderr, and then the status
 * is EXIT_USAGE. */
int asking_read(struct asking *asking, bool all);

/* A mow_finding_fn for whoever reads them in another way: says an error; context is the struct asking. */
void asking_found(const struct mow_finding *finding, void *context);
/* The status for a failure of the library, said unless the errors in the OWNERS files were. */
int asking_fail(const struct asking *asking, int result, const struct mow_error *err);
/* Warns where there are no rules at all. */
void asking_warn_empty(const struct asking *asking);

#endif
