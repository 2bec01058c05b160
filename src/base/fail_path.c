#include "base/fail_path.h"

#include <errno.h>
#include <string.h>

#include "base/error.h"
#include "base/escape.h"

int fail_path(struct mow_error *err, int code, const char *path, const char *why)
{
	MOW_AUTO(buf) shown = BUF_INIT;

	escape_path(&shown, path, strlen(path));
	return mow_fail(err, code, "%s %s", shown.data, why);
}

int fail_path_errno(struct mow_error *err, const char *what, const char *path)
{
	int number = errno;
	MOW_AUTO(buf) shown = BUF_INIT;

	escape_path(&shown, path, strlen(path));
	errno = number;
	return mow_fail_errno(err, "cannot %s %s", what, shown.data);
}
