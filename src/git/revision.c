#include "git/internal.h"

#include "base/escape.h"

/*
 * What is asked for most is read here: an id or a ref, with `~N` and `^N` behind it. The rest of gitrevisions(7) is for
 * git itself: libgit2's reading of it lacks some, and loses memory where it finds nothing.
 */

static int hex_digit(char c)
{
	return c >= '0' && c <= '9'   ? c - '0'
	       : c >= 'a' && c <= 'f' ? c - 'a' + 10
	       : c >= 'A' && c <= 'F' ? c - 'A' + 10
				      : -1;
}

/* A whole id, in any case; whether there is such an object is not looked at. */
static bool read_id(struct oid *out, const char *text, size_t len)
{
	struct oid oid;

	if (len != OID_HEX - 1)
		return false;
	for (size_t i = 0; i < OID_SIZE; i++) {
		int high = hex_digit(text[2 * i]);
		int low = hex_digit(text[2 * i + 1]);
		if (high < 0 || low < 0)
			return false;
		oid.bytes[i] = (unsigned char)(high << 4 | low);
	}
	*out = oid;
	return true;
}

/* A ref by its full or short name, as git looks for one. */
static bool read_ref(struct oid *out, struct repo *repo, const char *name)
{
	git_reference *ref = NULL;
	bool found = git_reference_dwim(&ref, repo->git, name) == 0 && git_reference_target(ref) != NULL;

	if (found)
		oid_from_git(out, git_reference_target(ref));
	git_reference_free(ref);
	return found;
}

/* The number after `~` or `^`; 1 where there is none. False: it is no number that a history could have. */
static bool read_number(size_t *out, const char **at)
{
	size_t number = 0;

	if (**at < '0' || **at > '9') {
		*out = 1;
		return true;
	}
	for (; **at >= '0' && **at <= '9'; (*at)++) {
		number = number * 10 + (size_t)(**at - '0');
		if (number > INT32_MAX)
			return false;
	}
	*out = number;
	return true;
}

/* Goes to the parent of this number, `times` times; `found` false: there is none. */
static int go_up(struct oid *oid, bool *found, struct repo *repo, size_t parent, size_t times)
{
	struct commit commit;

	for (; times > 0; times--) {
		MOW_AUTO(arena) arena = {0};
		int result = repo_commit(&commit, &arena, repo, oid, NULL);
		if (result != MOW_OK)
			return result;
		*found = parent <= commit.parent_count;
		if (!*found)
			return MOW_OK;
		*oid = commit.parents[parent - 1];
	}
	return MOW_OK;
}

/* Follows `~N` and `^N`; anything else, and whatever goes wrong, is left to git: false. */
static bool follow(struct oid *oid, bool *found, struct repo *repo, const char *at)
{
	while (*found && *at != '\0') {
		char kind = *at++;
		size_t number = 1;
		if ((kind != '~' && kind != '^') || *at == '{' || *at == '-' || *at == '@' || *at == '!' ||
		    !read_number(&number, &at))
			return false;
		if (repo_peel(oid, repo, oid, NULL) != MOW_OK)
			return false;
		if (go_up(oid, found, repo, kind == '~' ? 1 : number, kind == '~' ? number : number > 0) != MOW_OK)
			return false;
	}
	return true;
}

/* True: it is one of these, and `found` says whether it exists. */
static bool read_simple(struct oid *out, bool *found, struct repo *repo, const char *revision)
{
	size_t len = strcspn(revision, "~^");
	MOW_AUTO(buf) base = BUF_INIT;

	buf_add(&base, revision, len);
	if (base.failed || len == 0 || !(read_id(out, base.data, len) || read_ref(out, repo, base.data)))
		return false;
	*found = true;
	return follow(out, found, repo, revision + len);
}

/* "--end-of-options" keeps a revision from being an option. */
static int ask_git(struct oid *out, bool *found, struct repo *repo, const char *revision, struct mow_error *err)
{
	const char *arguments[] = {"rev-parse", "--verify", "--quiet", "--end-of-options", revision, NULL};
	MOW_AUTO(buf) line = BUF_INIT;
	MOW_AUTO(buf) said = BUF_INIT;
	struct run run = {.arguments = arguments, .as = RUN_CLEAN, .output = &line, .errors = &said};
	int result = run_git(&run, repo, err);

	*found = result == MOW_OK && run.status == 0 && line.len == OID_HEX && oid_parse(out, line.data, OID_HEX - 1);
	return result;
}

struct near_branch {
	const char *name;
	struct buf *found; /* "origin/topic" */
};

/* A repo_ref_fn: refs/remotes/REMOTE/NAME of the name that was asked for. */
static int take_near(const char *ref, const struct oid *oid, void *context)
{
	static const char remotes[] = "refs/remotes/";
	struct near_branch *near = context;
	const char *slash = strchr(ref + sizeof remotes - 1, '/');

	(void)oid;
	if (slash == NULL || strcmp(slash + 1, near->name) != 0)
		return 0;
	escape_path(near->found, ref + sizeof remotes - 1, strlen(ref) - (sizeof remotes - 1));
	return 1;
}

/* Who forgets the remote of a branch that has never been checked out here is told its whole name. */
static int fail_unknown(struct repo *repo, const char *revision, struct mow_error *err)
{
	MOW_AUTO(buf) name = BUF_INIT;
	MOW_AUTO(buf) found = BUF_INIT;
	struct near_branch near = {revision, &found};

	escape_path(&name, revision, strlen(revision));
	bool is_near = repo_each_ref(repo, "refs/remotes/", take_near, &near, NULL) == 1;
	if (is_near && !found.failed)
		return mow_fail(err, MOW_ENOTFOUND, "%s is no revision of this repository; there is %s", name.data,
				found.data);
	return mow_fail(err, MOW_ENOTFOUND, "%s is no revision of this repository", name.data);
}

/* ---- Names that two refs have: git takes the first and warns; what is approved must not hang on that ---- */

/* Whether a ref is there, and what it stands for: the commit of a tag. */
static bool find_ref(struct oid *out, struct repo *repo, const char *name)
{
	git_reference *ref = NULL, *last = NULL;
	struct oid oid;
	bool found = git_reference_lookup(&ref, repo->git, name) == 0 && git_reference_resolve(&last, ref) == 0;

	if (found) {
		oid_from_git(&oid, git_reference_target(last));
		if (repo_peel(out, repo, &oid, NULL) != MOW_OK)
			*out = oid;
	}
	git_reference_free(last);
	git_reference_free(ref);
	return found;
}

static int fail_ambiguous(const char *first, const char *second, struct mow_error *err)
{
	MOW_AUTO(buf) names = BUF_INIT;

	escape_path(&names, first, strlen(first));
	buf_adds(&names, " and ");
	escape_path(&names, second, strlen(second));
	return mow_fail(err, MOW_EDENIED, "both %s are called so; write the one that is meant in full", names.data);
}

/*
 * A ref whose name is as another commit's id begins: git takes the ref, which may be a tag that came along with a
 * fetch. Of so many digits as git shows of an id, so that a year is still a name. `len`: of the name, behind the ref's
 * place.
 */
static int check_short_id(struct repo *repo, const struct buf *ref, size_t len, const struct oid *commit,
			  struct mow_error *err)
{
	enum { SHORT_MIN = 7 };
	char text[sizeof "commit " + OID_HEX] = "commit ";
	git_oid beginning, id;
	struct oid oid;

	if (len < SHORT_MIN || len >= OID_HEX - 1 || git_oid_fromstrn(&beginning, ref->data + ref->len - len, len) != 0)
		return MOW_OK;
	int error = git_odb_exists_prefix(&id, repo->odb, &beginning, len);
	if (error == GIT_EAMBIGUOUS)
		return fail_ambiguous(ref->data, "several objects", err);
	if (error != 0)
		return MOW_OK;
	oid_from_git(&oid, &id);
	if (repo_peel(&oid, repo, &oid, NULL) != MOW_OK || oid_equal(&oid, commit))
		return MOW_OK;
	oid_format(text + strlen(text), &oid);
	return fail_ambiguous(ref->data, text, err);
}

static int check_ambiguous(struct repo *repo, const char *revision, struct mow_error *err)
{
	static const struct {
		const char *front, *behind;
	} places[] = {{"refs/", ""},
		      {"refs/tags/", ""},
		      {"refs/heads/", ""},
		      {"refs/remotes/", ""},
		      {"refs/remotes/", "/HEAD"}};
	const char *log = strstr(revision, "@{");
	size_t len = strcspn(revision, "~^:");
	MOW_AUTO(buf) first = BUF_INIT;
	MOW_AUTO(buf) name = BUF_INIT;
	struct oid known, oid;

	len = log != NULL && (size_t)(log - revision) < len ? (size_t)(log - revision) : len;
	/* HEAD lies before all of them, and an id is no name. */
	if (len == 0 || read_id(&oid, revision, len) || (len == 4 && strncmp(revision, "HEAD", len) == 0))
		return MOW_OK;
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		buf_reset(&name);
		buf_adds(&name, places[i].front);
		buf_add(&name, revision, len);
		buf_adds(&name, places[i].behind);
		if (buf_check(&name, err) != MOW_OK)
			return MOW_ENOMEM;
		if (!find_ref(&oid, repo, name.data))
			continue;
		if (first.len > 0 && !oid_equal(&oid, &known))
			return fail_ambiguous(first.data, name.data, err);
		buf_reset(&first);
		buf_adds(&first, name.data);
		known = oid;
	}
	int result = buf_check(&first, err);
	return result == MOW_OK && first.len > 0 ? check_short_id(repo, &first, len, &known, err) : result;
}

int repo_commit_of(struct oid *out, struct repo *repo, const char *revision, struct mow_error *err)
{
	struct oid oid = {{0}};
	git_oid id;
	bool found = false;
	int result = check_ambiguous(repo, revision, err);

	if (result == MOW_OK && !read_simple(&oid, &found, repo, revision))
		result = ask_git(&oid, &found, repo, revision, err);
	if (result != MOW_OK)
		return result;
	/* git too takes any whole id for a revision. */
	if (found && !git_odb_exists(repo->odb, oid_to_git(&id, &oid)) && !config_is_partial(repo))
		found = false;
	if (!found)
		return fail_unknown(repo, revision, err);
	MOW_AUTO(buf) name = BUF_INIT;
	escape_path(&name, revision, strlen(revision));
	result = repo_peel(&oid, repo, &oid, err);
	if (result == MOW_EINVAL)
		return mow_fail(err, MOW_EINVAL, "%s is not a commit", name.data);
	if (result == MOW_OK)
		*out = oid;
	return result;
}
