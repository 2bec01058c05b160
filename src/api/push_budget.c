/* What judging a push may take (mowners-hooks(7), "LIMITS"). */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "api/push.h"
#include "base/error.h"

#define WORK_DEFAULT ((uint64_t)4 << 30)
#define MEMORY_DEFAULT ((uint64_t)512 << 20)
#define SECONDS_MAX 86400

/* A number as git config has it, with k, m or g behind it. */
static bool parse_size(uint64_t *out, const char *text)
{
	char *end = NULL;
	unsigned shift = 0;

	if (text[0] < '0' || text[0] > '9')
		return false;
	errno = 0;
	uint64_t value = strtoull(text, &end, 10);
	if (*end == 'k' || *end == 'K')
		shift = 10;
	else if (*end == 'm' || *end == 'M')
		shift = 20;
	else if (*end == 'g' || *end == 'G')
		shift = 30;
	if (errno != 0 || end[shift > 0] != '\0' || value > UINT64_MAX >> shift)
		return false;
	*out = value << shift;
	return true;
}

static int read_size(uint64_t *out, struct repo *git, const char *key, uint64_t fallback, struct mow_error *err)
{
	MOW_AUTO(buf) value = BUF_INIT;
	int result = repo_config(&value, git, key, REPO_SCOPE_SECURITY, err);

	*out = fallback;
	if (result == MOW_ENOTFOUND)
		return MOW_OK;
	if (result != MOW_OK || parse_size(out, value.data))
		return result;
	return mow_fail(err, MOW_EINVAL, "git config %s is no number of bytes, such as 512m or 4g", key);
}

int push_open_budget(struct mow_push *push, struct mow_error *err)
{
	struct repo *git = push->repo->git;
	uint64_t work = 0;
	uint64_t memory = 0;
	int result = read_size(&work, git, "mowners.maxWork", WORK_DEFAULT, err);

	if (result == MOW_OK)
		result = read_size(&memory, git, "mowners.maxMemory", MEMORY_DEFAULT, err);
	if (result != MOW_OK)
		return result;
	budget_init(&push->budget, work, memory);
	repo_set_budget(git, &push->budget);
	return MOW_OK;
}

int mow_push_deadline(unsigned *seconds, struct mow_repo *repo, struct mow_error *err)
{
	MOW_AUTO(buf) value = BUF_INIT;
	int result = repo_config(&value, repo->git, "mowners.deadline", REPO_SCOPE_SECURITY, err);

	if (result == MOW_ENOTFOUND)
		return pusher_seconds(seconds, repo->git, err);
	if (result != MOW_OK)
		return result;
	unsigned long number = value.len <= 5 ? strtoul(value.data, NULL, 10) : 0;
	if (strspn(value.data, "0123456789") != value.len || number == 0 || number > SECONDS_MAX)
		return mow_fail(err, MOW_EINVAL, "git config mowners.deadline is no number of seconds from 1 to %d",
				SECONDS_MAX);
	*seconds = (unsigned)number;
	return MOW_OK;
}
