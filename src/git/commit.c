#include "git/internal.h"

#include <stdlib.h>

#include "base/system.h"
#include "base/text.h"

/*
 * Commits are taken apart here and not by libgit2: it refuses or repairs an author line that is not as it should be,
 * and what a hostile one says is wanted as git log would show it.
 */
#define TAG_DEPTH_MAX 64 /* tags of tags */

struct text {
	const char *at;
	size_t len;
};

static int fail_commit(const struct oid *oid, const char *why, struct mow_error *err)
{
	char hex[OID_HEX];

	oid_format(hex, oid);
	return mow_fail(err, MOW_EDENIED, "commit %s is malformed: %s; git fsck --strict shows it", hex, why);
}

/* Takes the line "KEY ID\n" off the front of the header. */
static bool take_id(struct oid *out, struct text *header, const char *key)
{
	size_t len = strlen(key);
	size_t size = len + OID_HEX - 1;

	if (header->len < size || memcmp(header->at, key, len) != 0 || !oid_parse(out, header->at + len, OID_HEX - 1))
		return false;
	if (header->len > size && header->at[size] != '\n')
		return false;
	size += header->len > size;
	header->at += size;
	header->len -= size;
	return true;
}

/* The rest of the first line that begins with KEY; empty where there is none. */
static struct text find_line(struct text header, const char *key)
{
	size_t len = strlen(key);

	while (header.len > 0) {
		const char *end = memchr(header.at, '\n', header.len);
		size_t size = end != NULL ? (size_t)(end - header.at) : header.len;
		if (size >= len && memcmp(header.at, key, len) == 0)
			return (struct text){header.at + len, size - len};
		size += end != NULL;
		header.at += size;
		header.len -= size;
	}
	return (struct text){"", 0};
}

static struct text trim(struct text text)
{
	while (text.len > 0 && text_is_space(text.at[text.len - 1]))
		text.len--;
	while (text.len > 0 && text_is_space(text.at[0])) {
		text.at++;
		text.len--;
	}
	return text;
}

/* Without " 1700000000 +0100" at its end, for a line in which no `<` tells where the name stops. */
static struct text cut_date(struct text line)
{
	size_t len = line.len;
	size_t digits = 0;

	while (len > 0 && line.at[len - 1] >= '0' && line.at[len - 1] <= '9')
		len--;
	if (len == line.len || len < 2 || (line.at[len - 1] != '+' && line.at[len - 1] != '-') ||
	    line.at[len - 2] != ' ')
		return line;
	for (len -= 2; len > 0 && line.at[len - 1] >= '0' && line.at[len - 1] <= '9'; len--)
		digits++;
	return digits > 0 ? (struct text){line.at, len} : line;
}

/* As git log does: the name goes up to the first `<`, the e-mail to the next `>`; without both there is no e-mail. */
static void split_person(struct text *name, struct text *email, struct text line)
{
	const char *open = memchr(line.at, '<', line.len);
	const char *close = open != NULL ? memchr(open, '>', line.len - (size_t)(open - line.at)) : NULL;

	*email = (struct text){"", 0};
	if (close != NULL)
		*email = trim((struct text){open + 1, (size_t)(close - open) - 1});
	*name = trim(open != NULL ? (struct text){line.at, (size_t)(open - line.at)} : cut_date(line));
}

/* The seconds after the last `>`; 0 where there are none that fit. */
static int64_t find_time(struct text line)
{
	const char *close = system_last(line.at, '>', line.len);
	size_t at = close != NULL ? (size_t)(close - line.at) + 1 : line.len;
	int64_t time = 0;

	while (at < line.len && text_is_space(line.at[at]))
		at++;
	for (; at < line.len && line.at[at] >= '0' && line.at[at] <= '9'; at++) {
		if (time > INT64_MAX / 10 - 1)
			return 0;
		time = time * 10 + (line.at[at] - '0');
	}
	return time;
}

/* Counts, then copies: the header stays where it is. */
static int take_parents(struct commit *out, struct arena *arena, struct text *header, const struct oid *oid,
			struct mow_error *err)
{
	struct text rest = *header;
	struct oid parent;
	size_t count = 0;

	while (take_id(&parent, &rest, "parent "))
		count++;
	struct oid *parents = arena_array(arena, count, sizeof *parents);
	if (parents == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < count; i++)
		(void)take_id(&parents[i], header, "parent ");
	if (header->len >= 7 && memcmp(header->at, "parent ", 7) == 0)
		return fail_commit(oid, "a parent is no object id", err);
	out->parents = parents;
	out->parent_count = count;
	return MOW_OK;
}

static int take_people(struct commit *out, struct arena *arena, struct text header, struct mow_error *err)
{
	struct text author = find_line(header, "author ");
	struct text name;
	struct text email;

	split_person(&name, &email, author);
	out->author_name = arena_dup(arena, name.at, name.len);
	out->author_email = arena_dup(arena, email.at, email.len);
	out->time = find_time(find_line(header, "committer "));
	out->author_time = find_time(author);
	return out->author_name != NULL && out->author_email != NULL ? MOW_OK : mow_fail_memory(err);
}

/* The empty line behind the header. NULL: there is none. */
static const char *find_blank(struct text bytes)
{
	const char *end = bytes.at + bytes.len;
	const char *at = memchr(bytes.at, '\n', bytes.len);

	while (at != NULL && at + 1 < end && at[1] != '\n')
		at = memchr(at + 1, '\n', (size_t)(end - at - 1));
	return at != NULL && at + 1 < end ? at : NULL;
}

static int parse(struct commit *out, struct arena *arena, struct text bytes, const struct oid *oid,
		 struct mow_error *err)
{
	const char *blank = find_blank(bytes);
	struct text header = {bytes.at, blank != NULL ? (size_t)(blank - bytes.at) + 1 : bytes.len};
	struct text message = {bytes.at + header.len + (blank != NULL), bytes.len - header.len - (blank != NULL)};

	if (memchr(header.at, '\0', header.len) != NULL)
		return fail_commit(oid, "its header holds a NUL byte", err);
	if (!take_id(&out->tree, &header, "tree "))
		return fail_commit(oid, "it names no tree", err);
	int result = take_parents(out, arena, &header, oid, err);
	if (result == MOW_OK)
		result = take_people(out, arena, header, err);
	if (result != MOW_OK)
		return result;
	/* To git too a message ends at its first NUL. */
	out->message = arena_dup(arena, message.at, strnlen(message.at, message.len));
	return out->message != NULL ? MOW_OK : mow_fail_memory(err);
}

static int read_commit(git_odb_object **out, struct text *bytes, struct repo *repo, const struct oid *oid,
		       struct mow_error *err)
{
	int result = repo_read(out, repo, oid, GIT_OBJECT_COMMIT, err);

	if (result != MOW_OK)
		return result;
	*bytes = (struct text){git_odb_object_data(*out), git_odb_object_size(*out)};
	return MOW_OK;
}

int repo_commit(struct commit *out, struct arena *arena, struct repo *repo, const struct oid *oid,
		struct mow_error *err)
{
	git_odb_object *object = NULL;
	struct text bytes = {0};
	struct commit commit = {.id = *oid};
	int result = read_commit(&object, &bytes, repo, oid, err);

	if (result != MOW_OK)
		return result;
	result = parse(&commit, arena, bytes, oid, err);
	git_odb_object_free(object);
	if (result == MOW_OK)
		*out = commit;
	return result;
}

/* Its size before it is read. What cannot be found here is left to the reading. */
static int check_size(struct repo *repo, const struct oid *oid, struct mow_error *err)
{
	size_t size = 0;
	git_object_t type;
	git_oid id;
	char hex[OID_HEX];

	if (git_odb_read_header(&size, &type, repo->odb, oid_to_git(&id, oid)) != 0 || size <= COMMIT_SIZE_MAX)
		return MOW_OK;
	oid_format(hex, oid);
	return mow_fail(err, MOW_EDENIED, "commit %s has %zu bytes, more than %zu; shorten its message", hex, size,
			COMMIT_SIZE_MAX);
}

int repo_commit_brought(struct commit *out, struct arena *arena, struct repo *repo, const struct oid *oid,
			struct mow_error *err)
{
	struct commit commit;
	char hex[OID_HEX];
	int result = check_size(repo, oid, err);

	if (result == MOW_OK)
		result = repo_commit(&commit, arena, repo, oid, err);
	if (result != MOW_OK)
		return result;
	if (commit.parent_count <= COMMIT_PARENTS_MAX) {
		*out = commit;
		return MOW_OK;
	}
	oid_format(hex, oid);
	return mow_fail(err, MOW_EDENIED, "commit %s has %zu parents, more than %d; merge them in several commits", hex,
			commit.parent_count, COMMIT_PARENTS_MAX);
}

int repo_commit_tree(struct oid *tree, struct repo *repo, const struct oid *commit, struct mow_error *err)
{
	git_odb_object *object = NULL;
	struct text bytes = {0};
	int result = read_commit(&object, &bytes, repo, commit, err);

	if (result != MOW_OK)
		return result;
	if (!take_id(tree, &bytes, "tree "))
		result = fail_commit(commit, "it names no tree", err);
	git_odb_object_free(object);
	return result;
}

/* What a tag is about: its first line. */
static int follow_tag(struct oid *out, git_odb_object *tag, const struct oid *oid, struct mow_error *err)
{
	struct text bytes = {git_odb_object_data(tag), git_odb_object_size(tag)};
	char hex[OID_HEX];

	if (take_id(out, &bytes, "object "))
		return MOW_OK;
	oid_format(hex, oid);
	return mow_fail(err, MOW_EDENIED, "tag %s is malformed: it names no object", hex);
}

int repo_peel(struct oid *out, struct repo *repo, const struct oid *oid, struct mow_error *err)
{
	struct oid id = *oid;
	char hex[OID_HEX];

	for (int depth = 0; depth < TAG_DEPTH_MAX; depth++) {
		git_odb_object *object = NULL;
		int result = repo_read(&object, repo, &id, GIT_OBJECT_ANY, err);
		if (result != MOW_OK)
			return result;
		git_object_t type = git_odb_object_type(object);
		if (type == GIT_OBJECT_TAG)
			result = follow_tag(&id, object, &id, err);
		git_odb_object_free(object);
		if (result != MOW_OK)
			return result;
		if (type == GIT_OBJECT_COMMIT) {
			*out = id;
			return MOW_OK;
		}
		if (type != GIT_OBJECT_TAG)
			break;
	}
	oid_format(hex, oid);
	return mow_fail(err, MOW_EINVAL, "%s is no commit, nor a tag of one", hex);
}

/* A commit's header has no way to write these. */
static void add_clean(struct buf *out, const char *text)
{
	for (; *text != '\0'; text++)
		if (*text != '<' && *text != '>' && *text != '\n' && *text != '\r')
			buf_addc(out, *text);
}

static void add_person(struct buf *out, const char *key, const struct commit_text *text)
{
	buf_adds(out, key);
	add_clean(out, text->name);
	buf_adds(out, " <");
	add_clean(out, text->email);
	buf_addf(out, "> %lld +0000\n", (long long)text->time);
}

static void add_id(struct buf *out, const char *key, const struct oid *oid)
{
	char hex[OID_HEX];

	oid_format(hex, oid);
	buf_addf(out, "%s%s\n", key, hex);
}

int repo_write_commit(struct oid *out, struct repo *repo, const struct commit_draft *draft, struct mow_error *err)
{
	MOW_AUTO(buf) bytes = BUF_INIT;
	git_oid id;

	add_id(&bytes, "tree ", draft->tree);
	for (size_t i = 0; i < draft->parent_count; i++)
		add_id(&bytes, "parent ", &draft->parents[i]);
	add_person(&bytes, "author ", draft->text);
	add_person(&bytes, "committer ", draft->text);
	buf_addc(&bytes, '\n');
	buf_adds(&bytes, draft->text->message);
	if (bytes.failed)
		return mow_fail_memory(err);
	if (repo_write(&id, repo, bytes.data, bytes.len, GIT_OBJECT_COMMIT) != 0)
		return repo_fail(err, MOW_EGIT, "cannot write a commit");
	oid_from_git(out, &id);
	return MOW_OK;
}
