#include "cmd/held.h"

#include <errno.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file.h"
#include "cmd/command.h"

/* Half of what git needs to list a million files: few answers are longer. */
#define MEMORY_BYTES ((size_t)32 << 20)
#define PART_BYTES ((size_t)1 << 16)

void held_release(struct held *held)
{
	if (held->fd >= 0)
		(void)close(held->fd);
	held->fd = -1;
	buf_release(&held->out);
}

static int move(struct held *held, struct mow_error *err)
{
	int result = held->fd < 0 ? file_open_unnamed(&held->fd, err) : MOW_OK;

	if (result == MOW_OK)
		result = file_append(held->fd, held->out.data, held->out.len, err);
	buf_reset(&held->out);
	return result;
}

int held_check(struct held *held, struct mow_error *err)
{
	int result = buf_check(&held->out, err);

	return result < 0 || held->out.len < MEMORY_BYTES ? result : move(held, err);
}

/* The next part of the file, into `out`; 0 bytes: its end. */
static int read_part(struct held *held, struct mow_error *err)
{
	char part[PART_BYTES];
	ssize_t got;

	do
		got = read(held->fd, part, sizeof part);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return mow_fail_errno(err, "cannot read a temporary file");
	buf_reset(&held->out);
	buf_add(&held->out, part, (size_t)got);
	return buf_check(&held->out, err);
}

static int go_back(struct held *held, struct mow_error *err)
{
	return lseek(held->fd, 0, SEEK_SET) == 0 ? MOW_OK : mow_fail_errno(err, "cannot read a temporary file");
}

int held_write(struct held *held, int status)
{
	struct mow_error err = {0, ""};
	int written = status;

	if (held->fd < 0 || held->out.failed)
		return command_write(&held->out, status);
	if (move(held, &err) < 0 || go_back(held, &err) < 0)
		return command_fail(&err);
	do {
		if (read_part(held, &err) < 0)
			return command_fail(&err);
		written = command_write(&held->out, status);
	} while (written == status && held->out.len > 0);
	return written;
}
