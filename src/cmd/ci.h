/* The options of `mowners ci`, which two programs know: mowners, for help, and mowners-ci, which it starts. */
#ifndef MOW_CMD_CI_H
#define MOW_CMD_CI_H

#include "cmd/command.h"

/* Places in the table. */
enum {
	CI_PLATFORM,
	CI_API,
	CI_PROJECT,
	CI_REQUEST,
	CI_COMMENT,
	CI_STATUS,
	CI_ALL_OPEN,
	CI_RECORD,
	CI_DRY_RUN,
	CI_EXPLAIN,
	CI_FORMAT
};
extern const struct command_option ci_options[];

#define CI_SUMMARY "check a request on a forge, in a job of its pipeline"

#endif
