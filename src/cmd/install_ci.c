/* The ready-made job of a forge that runs `mowners ci`: a file in the working tree, to be committed. */
#include "cmd/install_ci.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/error.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/file_write.h"
#include "base/system.h"
#include "hook_scripts.h"
#include "report/phrase.h"

#define CI_FILE_MAX ((size_t)1 << 20)
#define TARBALL_MAX ((size_t)256 << 20)
#define URL_MAX 1000

struct ci_file {
	const char *forge;
	const char *path; /* from the working tree; one of those that [rules] covers */
	const char *bytes;
	const char *set;  /* what is to be set in it */
	const char *url;  /* what stands in it before the address of the tarball */
	const char *sha;  /* and before its checksum */
	const char *more; /* what else is to be set; NULL */
	const char *next; /* what is left to be done on the forge */
	const char *line; /* that belongs into .gitlab-ci.yml; NULL */
};

#define VARIABLES "MOWNERS_URL and MOWNERS_SHA256", "\n  MOWNERS_URL: ", "\n  MOWNERS_SHA256: "
#define INPUTS "url and sha256", "\n    url:\n      default: ", "\n    sha256:\n      default: "
#define RUNNERS "runs-on, to a label of your runners"
static const struct ci_file files[] = {
	{"github", ".github/workflows/mowners.yml", hook_script_github_action_yml, VARIABLES, NULL,
	 "commit it to the default branch, then require its status; see SET-UP in mowners-ci(1)", NULL},
	{"gitlab", ".gitlab/mowners/.gitlab-ci.yml", hook_script_gitlab_ci_yml, INPUTS, NULL,
	 "commit both to the default branch, then set a token and what makes it bind; see SET-UP in mowners-ci(1)",
	 "include: .gitlab/mowners/.gitlab-ci.yml"},
	{"gitea", ".gitea/workflows/mowners.yml", hook_script_gitea_actions_yml, VARIABLES, RUNNERS,
	 "commit it to the default branch, then require its status; see SET-UP in mowners-ci(1)", NULL},
	{"forgejo", ".forgejo/workflows/mowners.yml", hook_script_gitea_actions_yml, VARIABLES, RUNNERS,
	 "commit it to the default branch, then require its status; see SET-UP in mowners-ci(1)", NULL},
};

/* One of them on its way. */
struct placing {
	struct mow_repo *repo;
	const struct install_ci *asked;
	const struct ci_file *file;
	struct buf path;  /* from the folder we are in */
	struct buf bytes; /* that are there */
	bool there;
	char checksum[DIGEST_HEX]; /* of the tarball; "": none was given */
};

static void placing_release(struct placing *placing)
{
	buf_release(&placing->path);
	buf_release(&placing->bytes);
}
MOW_AUTO_DEFINE(placing)

/* ---- What is there ---------------------------------------------------------------------------------------------- */

static const char *line_end(const char *at, const char *end)
{
	const char *newline = memchr(at, '\n', (size_t)(end - at));

	return newline != NULL ? newline : end;
}

/* What ends in `''` is to be set: the rest of such a line may be anything. */
static bool is_line(const char *at, const char *end, const char *ours, const char *our_end)
{
	static const char unset[] = ": ''";
	size_t len = (size_t)(end - at), our_len = (size_t)(our_end - ours), tail = sizeof unset - 1;

	if (our_len > tail && memcmp(our_end - tail, unset, tail) == 0)
		return len >= our_len - tail + 2 && memcmp(at, ours, our_len - tail + 2) == 0;
	return len == our_len && memcmp(at, ours, len) == 0;
}

/* Whether it is as it was written, but for what is to be set in it. */
static bool is_ours(const struct buf *bytes, const char *ours)
{
	const char *at = bytes->data, *end = at + bytes->len;
	const char *our_end = ours + strlen(ours);

	while (at < end && ours < our_end) {
		const char *stop = line_end(at, end), *our_stop = line_end(ours, our_end);
		if (!is_line(at, stop, ours, our_stop))
			return false;
		at = stop < end ? stop + 1 : end;
		ours = our_stop < our_end ? our_stop + 1 : our_end;
	}
	return at == end && ours == our_end;
}

/* From the folder we are in. */
static int add_path(struct buf *out, const struct mow_repo *repo, const char *path, size_t len, struct mow_error *err)
{
	for (const char *at = mow_repo_prefix(repo); *at != '\0'; at++)
		if (*at == '/')
			buf_adds(out, "../");
	buf_add(out, path, len);
	return buf_check(out, err);
}

static int fail(const char *what, const char *path, size_t len, struct mow_error *err)
{
	return mow_fail_errno(err, "cannot %s %.*s", what, (int)len, path);
}

/* The folders that it lies in, one by one; a link could lead anywhere. `make`: those that are missing. */
static int walk_folders(const struct mow_repo *repo, const struct ci_file *file, bool make, struct mow_error *err)
{
	for (const char *slash = strchr(file->path, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
		size_t len = (size_t)(slash - file->path);
		MOW_AUTO(buf) path = BUF_INIT;
		struct stat st;
		if (add_path(&path, repo, file->path, len, err) != MOW_OK)
			return MOW_ENOMEM;
		if (lstat(path.data, &st) == 0) {
			if (S_ISDIR(st.st_mode))
				continue;
			return mow_fail(err, MOW_EINVAL, "%.*s is no folder; move it away first", (int)len, file->path);
		}
		if (errno != ENOENT)
			return fail("look at", file->path, len, err);
		if (!make)
			return MOW_OK;
		if (mkdir(path.data, 0777) != 0)
			return fail("make", file->path, len, err);
	}
	return MOW_OK;
}

/* Those that are empty now. */
static void remove_folders(const struct mow_repo *repo, const struct ci_file *file)
{
	size_t len = strlen(file->path);

	for (;;) {
		MOW_AUTO(buf) path = BUF_INIT;
		const char *slash = system_last(file->path, '/', len);
		if (slash == NULL)
			return;
		len = (size_t)(slash - file->path);
		if (add_path(&path, repo, file->path, len, NULL) != MOW_OK || rmdir(path.data) != 0)
			return;
	}
}

/* Whether it is there, and its bytes; another one in its place is a failure. */
static int look(struct placing *placing, struct mow_error *err)
{
	const struct ci_file *file = placing->file;
	struct stat st;

	placing->there = lstat(placing->path.data, &st) == 0;
	if (!placing->there)
		return errno == ENOENT ? MOW_OK : fail("look at", file->path, strlen(file->path), err);
	if (S_ISREG(st.st_mode) && file_read(&placing->bytes, placing->path.data, CI_FILE_MAX, NULL) == MOW_OK &&
	    is_ours(&placing->bytes, file->bytes))
		return MOW_OK;
	return mow_fail(err, MOW_EINVAL,
			"%s is there, and not as this mowners writes it, so it stays; move it away or remove it, if "
			"nobody needs it",
			file->path);
}

/* ---- What is set in it -------------------------------------------------------------------------------------------- */

/* In a file that everybody can read, between quotes of YAML, in which `$` begins what a forge puts in: so nothing of
 * that, and no user or token before the host. */
static bool is_address(const char *url)
{
	static const char scheme[] = "https://";
	static const char bytes[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?&=%+,";
	size_t len = strlen(url), start = sizeof scheme - 1;

	return len > start && len <= URL_MAX && strncmp(url, scheme, start) == 0 && url[start] != '/' &&
	       strspn(url, bytes) == len;
}

static int check_asked(struct placing *placing, struct mow_error *err)
{
	static const char gzip[] = {'\x1f', '\x8b'};
	const struct install_ci *asked = placing->asked;
	MOW_AUTO(buf) bytes = BUF_INIT;
	MOW_AUTO(buf) shown = BUF_INIT;

	if (asked->url == NULL)
		return MOW_OK;
	if (!is_address(asked->url))
		return mow_fail(err, MOW_EINVAL,
				"--url is an https address that everybody may read, without a user, spaces or quotes: "
				"https://dist.example.com/mowners-" MOW_VERSION ".tar.gz");
	int result = file_read_named(&bytes, asked->tarball, TARBALL_MAX, err);
	if (result != MOW_OK)
		return result;
	escape_path(&shown, asked->tarball, strlen(asked->tarball));
	if (bytes.len < sizeof gzip || memcmp(bytes.data, gzip, sizeof gzip) != 0)
		return mow_fail(err, MOW_EINVAL, "%s is no .tar.gz; make dist makes one", shown.data);
	digest_hex(placing->checksum, bytes.data, bytes.len);
	return MOW_OK;
}

/* Puts a value behind what stands before it, in the place of the one that was there. */
static int set_value(struct buf *bytes, const char *before, const char *value, struct mow_error *err)
{
	MOW_AUTO(buf) changed = BUF_INIT;
	const char *at = memmem(bytes->data, bytes->len, before, strlen(before));

	if (at == NULL)
		return mow_fail(err, MOW_EINVAL, "the file has no place for its settings");
	at += strlen(before);
	const char *rest = line_end(at, bytes->data + bytes->len);
	buf_add(&changed, bytes->data, (size_t)(at - bytes->data));
	buf_addf(&changed, "'%s'", value);
	buf_add(&changed, rest, (size_t)(bytes->data + bytes->len - rest));
	buf_reset(bytes);
	buf_add(bytes, changed.data, changed.len);
	bytes->failed |= changed.failed;
	return buf_check(bytes, err);
}

/* ---- Answers ---------------------------------------------------------------------------------------------------- */

static void say_put(struct buf *out, const struct placing *placing, bool written)
{
	const struct ci_file *file = placing->file;

	buf_addf(out, "mowners: %s %s\n", file->path, written ? "is written" : "is there already");
	if (placing->asked->url != NULL)
		buf_addf(out, "  From     %s\n  SHA-256  %s\n", placing->asked->url, placing->checksum);
	else
		buf_addf(out, "  Set      %s in it: a source tarball of mowners, and its checksum\n", file->set);
	if (file->more != NULL)
		buf_addf(out, "  Set      %s\n", file->more);
	if (file->line != NULL) {
		buf_addf(out, "  Line     %s\n", file->line);
		buf_adds(out,
			 "  Where    in .gitlab-ci.yml; where it includes something already, one more of that list\n");
	}
	buf_adds(out, "  Owners   [rules] in OWNERS: who changes it needs their approval\n");
	buf_addf(out, "  Next     %s\n", file->next);
}

static void say_taken(struct buf *out, const struct ci_file *file, bool there)
{
	if (!there) {
		buf_addf(out, "mowners: there is no %s\n", file->path);
		return;
	}
	buf_addf(out, "mowners: %s is removed; what was committed still runs until that is committed too\n",
		 file->path);
	if (file->line != NULL)
		buf_addf(out, "  Line     take this out of .gitlab-ci.yml: %s\n", file->line);
}

/* ---- Steps ------------------------------------------------------------------------------------------------------ */

/* The file as it is, or as we bring it, with what was asked for set in it; `*written`: it was not so before. */
static int put(bool *written, const struct placing *placing, struct mow_error *err)
{
	const struct ci_file *file = placing->file;
	MOW_AUTO(buf) bytes = BUF_INIT;
	int result = walk_folders(placing->repo, file, true, err);

	if (placing->there)
		buf_add(&bytes, placing->bytes.data, placing->bytes.len);
	else
		buf_adds(&bytes, file->bytes);
	if (result == MOW_OK && placing->asked->url != NULL)
		result = set_value(&bytes, file->url, placing->asked->url, err);
	if (result == MOW_OK && placing->asked->url != NULL)
		result = set_value(&bytes, file->sha, placing->checksum, err);
	if (result == MOW_OK)
		result = buf_check(&bytes, err);
	if (result != MOW_OK)
		return result;
	*written = !placing->there || bytes.len != placing->bytes.len ||
		   memcmp(bytes.data, placing->bytes.data, bytes.len) != 0;
	return *written ? file_write(placing->path.data, bytes.data, bytes.len, 0644, err) : MOW_OK;
}

static int take_away(const struct placing *placing, struct mow_error *err)
{
	if (!placing->there)
		return MOW_OK;
	if (unlink(placing->path.data) != 0)
		return fail("remove", placing->file->path, strlen(placing->file->path), err);
	remove_folders(placing->repo, placing->file);
	return MOW_OK;
}

/* The file of that forge, for a repository that has a place for it. */
static int find(const struct ci_file **out, const struct mow_repo *repo, const char *forge, struct mow_error *err)
{
	if (mow_repo_is_bare(repo))
		return mow_fail(err, MOW_EINVAL,
				"--ci writes a file that is committed; this repository has no working tree");
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		if (strcmp(files[i].forge, forge) != 0)
			continue;
		*out = &files[i];
		return MOW_OK;
	}
	return mow_fail(err, MOW_EINVAL, "--ci names a forge: github, gitlab, gitea or forgejo");
}

int install_ci(struct mow_repo *repo, const struct install_ci *asked)
{
	MOW_AUTO(placing) placing = {.repo = repo, .asked = asked, .path = BUF_INIT, .bytes = BUF_INIT};
	MOW_AUTO(buf) out = BUF_INIT;
	struct mow_error err = {0};
	bool written = false;
	int result = find(&placing.file, repo, asked->forge, &err);

	if (result == MOW_OK)
		result = check_asked(&placing, &err);
	if (result == MOW_OK)
		result = add_path(&placing.path, repo, placing.file->path, strlen(placing.file->path), &err);
	if (result == MOW_OK)
		result = walk_folders(repo, placing.file, false, &err);
	if (result == MOW_OK)
		result = look(&placing, &err);
	if (result == MOW_OK)
		result = asked->uninstall ? take_away(&placing, &err) : put(&written, &placing, &err);
	if (result != MOW_OK)
		return command_fail(&err);
	if (asked->uninstall)
		say_taken(&out, placing.file, placing.there);
	else
		say_put(&out, &placing, written);
	return command_write(&out, EXIT_YES);
}
