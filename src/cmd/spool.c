#include "cmd/spool.h"

#include <unistd.h>

#include "base/error.h"
#include "base/file.h"
#include "base/file_temp.h"
#include "base/retry.h"
#include "cmd/command.h"

/* Half of what git needs to list a million files: few answers are longer. */
#define MEMORY_BYTES ((size_t)32 << 20)
#define PART_BYTES ((size_t)1 << 16)

void spool_release(struct spool *spool)
{
	if (spool->fd >= 0)
		(void)close(spool->fd);
	spool->fd = -1;
	buf_release(&spool->out);
}

static int move(struct spool *spool, struct mow_error *err)
{
	int result = spool->fd < 0 ? file_temp_open_unnamed(&spool->fd, err) : MOW_OK;

	if (result == MOW_OK && !file_append(spool->fd, spool->out.data, spool->out.len))
		result = mow_fail_errno(err, "cannot write a temporary file");
	buf_reset(&spool->out);
	return result;
}

int spool_check(struct spool *spool, struct mow_error *err)
{
	int result = buf_check(&spool->out, err);

	return result < 0 || spool->out.len < MEMORY_BYTES ? result : move(spool, err);
}

/* The next part of the file, into `out`; 0 bytes: its end. */
static int read_part(struct spool *spool, struct mow_error *err)
{
	char part[PART_BYTES];
	unsigned tries = 0;
	ssize_t got;

	do
		got = read(spool->fd, part, sizeof part);
	while (got < 0 && retry(&tries));
	if (got < 0)
		return mow_fail_errno(err, "cannot read a temporary file");
	buf_reset(&spool->out);
	buf_add(&spool->out, part, (size_t)got);
	return buf_check(&spool->out, err);
}

static int go_back(struct spool *spool, struct mow_error *err)
{
	return lseek(spool->fd, 0, SEEK_SET) == 0 ? MOW_OK : mow_fail_errno(err, "cannot read a temporary file");
}

int spool_write(struct spool *spool, int status)
{
	struct mow_error err = {0, ""};
	int written = status;

	if (spool->fd < 0 || spool->out.failed)
		return command_write(&spool->out, status);
	if (move(spool, &err) < 0 || go_back(spool, &err) < 0)
		return command_fail(&err);
	do {
		if (read_part(spool, &err) < 0)
			return command_fail(&err);
		written = command_write(&spool->out, status);
	} while (written == status && spool->out.len > 0);
	return written;
}
