/* Failures that name a path or ref, escaped for people (base/escape.h); `err` as in base/error.h. */
#ifndef MOW_BASE_FAIL_PATH_H
#define MOW_BASE_FAIL_PATH_H

#include "mowners.h"

/* "PATH WHY"; returns `code`. */
int fail_path(struct mow_error *err, int code, const char *path, const char *why);

/* "cannot WHAT PATH: strerror(errno)"; always MOW_ESYSTEM. */
int fail_path_errno(struct mow_error *err, const char *what, const char *path);

#endif
