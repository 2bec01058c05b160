#include "ci/summary.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file.h"
#include "ci/access.h"

const char *summary_path(void)
{
	return access_variable("GITHUB_STEP_SUMMARY");
}

static int fail(struct mow_error *err)
{
	return mow_fail_errno(err, "cannot write the summary of the job");
}

int summary_add(const char *path, const struct buf *document, struct mow_error *err)
{
	int result = buf_check(document, err);

	if (result < 0)
		return result;
	int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
	if (fd < 0)
		return fail(err);
	if (!file_append(fd, document->data, document->len))
		result = fail(err);
	if (close(fd) != 0 && result == MOW_OK)
		result = fail(err);
	return result;
}
