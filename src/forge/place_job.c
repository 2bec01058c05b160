#include "forge/place_job.h"

#include <string.h>

#include "base/error.h"
#include "base/escape.h"

const char *place_variable(const struct place_environment *environment, const char *name)
{
	const char *value = environment->variable(name, environment->context);

	return value != NULL && value[0] != '\0' ? value : NULL;
}

int place_fail_event(const char *event, const char *advice, struct mow_error *err)
{
	MOW_AUTO(buf) shown = BUF_INIT;

	escape_text(&shown, event, strlen(event));
	return mow_fail(err, MOW_ENOTFOUND, "this job was started by %s, which is about no %s", shown.data, advice);
}
