#include "api/roles.h"

#include <string.h>

#include "base/error.h"

int role_find(enum role *out, const char *name, struct mow_error *err)
{
	static const char *const names[ROLES] = {
		[ROLE_ACCOUNTABLE] = "accountable", [ROLE_REVIEW] = "review",     [ROLE_RESPONSIBLE] = "responsible",
		[ROLE_CONSULTED] = "consulted",     [ROLE_INFORMED] = "informed",
	};

	for (enum role role = 0; role < ROLES; role++) {
		if (strcmp(name, names[role]) == 0) {
			*out = role;
			return MOW_OK;
		}
	}
	return mow_fail(err, MOW_EINVAL,
			"there is no such role; roles are accountable, review, responsible, consulted, informed");
}
