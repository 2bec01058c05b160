/* The signature that a commit carries, apart from what it was made over. */
#include "git/internal.h"

#define FIELD "gpgsig "
#define OTHER_FIELD "gpgsig-sha256 "

static bool begins(const char *at, size_t len, const char *field)
{
	size_t size = strlen(field);

	return len >= size && memcmp(at, field, size) == 0;
}

/* Bytes up to the end of the line, its LF with it. */
static size_t line_size(const char *at, size_t len)
{
	const char *end = memchr(at, '\n', len);

	return end != NULL ? (size_t)(end - at) + 1 : len;
}

/* The lines of a value, whose first begins behind its field and each further one with a space. Returns their bytes. */
static size_t take_value(struct buf *out, const char *at, size_t len)
{
	size_t size = line_size(at, len);
	size_t field = strlen(FIELD);

	buf_add(out, at + field, size - field);
	while (size < len && at[size] == ' ') {
		size_t next = line_size(at + size, len - size);
		buf_add(out, at + size + 1, next - 1);
		size += next;
	}
	return size;
}

static void split(struct buf *payload, struct buf *signature, const char *at, size_t len)
{
	unsigned seen = 0;

	while (len > 0 && at[0] != '\n') {
		bool ours = begins(at, len, FIELD);
		size_t size = ours ? take_value(signature, at, len) : line_size(at, len);
		seen += ours || begins(at, len, OTHER_FIELD);
		if (!ours)
			buf_add(payload, at, size);
		at += size;
		len -= size;
	}
	buf_add(payload, at, len);
	if (seen != 1)
		buf_cut(signature, 0);
}

int repo_commit_signature(struct buf *payload, struct buf *signature, struct repo *repo, const struct oid *oid,
			  struct mow_error *err)
{
	git_odb_object *object = NULL;
	int result = repo_read(&object, repo, oid, GIT_OBJECT_COMMIT, err);

	if (result != MOW_OK)
		return result;
	buf_reset(payload);
	buf_reset(signature);
	split(payload, signature, git_odb_object_data(object), git_odb_object_size(object));
	git_odb_object_free(object);
	result = buf_check(payload, err);
	return result == MOW_OK ? buf_check(signature, err) : result;
}
