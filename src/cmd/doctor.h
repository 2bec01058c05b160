/* What `mowners doctor` looks at; what it finds goes into one list. */
#ifndef MOW_CMD_DOCTOR_H
#define MOW_CMD_DOCTOR_H

#include "cmd/command.h"
#include "report/doctor.h"

struct doctor {
	const struct globals *globals;
	struct mow_repo *repo;
	struct buf hook; /* of a server: the path of its pre-receive; empty: it has no place */
	struct doctor_findings findings;
};

#define DOCTOR_RENEW "mowners install --server"

/* All that there is to look at. A failure is one to look, not of what was looked at. */
int doctor_server(struct doctor *doctor, struct mow_error *err);
int doctor_hooks(struct doctor *doctor, struct mow_error *err); /* of a server: this part alone */
int doctor_client(struct doctor *doctor, struct mow_error *err);

#endif
