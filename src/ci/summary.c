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

int summary_add(const char *path, const struct buf *document, struct mow_error *err)
{
	int result = buf_check(document, err);

	if (result < 0)
		return result;
	int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
	if (fd < 0)
		return mow_fail_errno(err, "cannot write the summary of the job");
	result = file_append(fd, document->data, document->len, err);
	if (close(fd) != 0 && result == MOW_OK)
		result = mow_fail_errno(err, "cannot write the summary of the job");
	return result;
}
