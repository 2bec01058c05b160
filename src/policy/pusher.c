#include "policy/pusher.h"

#include <string.h>

#include "base/child.h"
#include "base/error.h"
#include "base/escape.h"
#include "base/levenshtein.h"
#include "git/environment.h"
#include "rules/people.h"

#define KEY "mowners.platform"

enum { ID_SECONDS = 10, USUAL_SECONDS = 30 };

/* The platforms. */
static const struct platform {
	const char *name;
	const char *variable; /* that it hands the name over in; NULL: in none */
	const char *account;
	const char *line_prefix;
	unsigned seconds;       /* that a hook takes at most: less than the platform gives it */
	const char *deploy_key; /* a variable: "0", or the number of the key that pushes where nobody does; NULL */
} platforms[] = {
	{"none", NULL, NULL, "", USUAL_SECONDS, NULL},
	{"gitlab", "GL_USERNAME", "gitlab", "GL-HOOK-ERR: ", USUAL_SECONDS, NULL},
	{"ghes", "GITHUB_USER_LOGIN", "github", "", 4, NULL}, /* of 5 for all hooks */
	{"gitea", "GITEA_PUSHER_NAME", "gitea", "", USUAL_SECONDS, "GITEA_DEPLOY_KEY_ID"},
	{"gitolite", "GL_USER", NULL, "", USUAL_SECONDS, NULL},
	{"bitbucket", "BB_USER_NAME", NULL, "", USUAL_SECONDS, NULL},
	{"http", "REMOTE_USER", NULL, "", USUAL_SECONDS, NULL},
	{"uid", NULL, NULL, "", USUAL_SECONDS, NULL},
};
enum { PLATFORM_COUNT = sizeof platforms / sizeof *platforms };

/* The platform of a name; NULL: there is none. */
static const struct platform *platform_of(const char *name)
{
	for (size_t i = 0; i < PLATFORM_COUNT; i++)
		if (strcmp(name, platforms[i].name) == 0)
			return &platforms[i];
	return NULL;
}

/* "giteaa, which is no platform (did you mean gitea?)", and all that there are. */
static int fail_unknown(const char *name, const char *before, const char *behind, struct mow_error *err)
{
	const char *names[PLATFORM_COUNT];
	MOW_AUTO(buf) shown = BUF_INIT;
	MOW_AUTO(buf) known = BUF_INIT;

	for (size_t i = 0; i < PLATFORM_COUNT; i++) {
		names[i] = platforms[i].name;
		buf_addf(&known, "%s%s", i > 0 ? ", " : "", names[i]);
	}
	escape_text(&shown, name, strlen(name));
	if (buf_check(&shown, err) != MOW_OK || buf_check(&known, err) != MOW_OK)
		return MOW_ENOMEM;
	const char *near = levenshtein_nearest(name, names, PLATFORM_COUNT);
	return mow_fail(err, MOW_EINVAL, "%s %s, which is no platform%s%s%s; %s: %s", before,
			name[0] != '\0' ? shown.data : "nothing", near != NULL ? " (did you mean " : "",
			near != NULL ? near : "", near != NULL ? "?)" : "", behind, known.data);
}

int pusher_check_platform(const char *name, struct mow_error *err)
{
	return platform_of(name) != NULL ? MOW_OK : fail_unknown(name, "--platform says", "it takes one of", err);
}

static int find_platform(const struct platform **out, struct repo *repo, struct mow_error *err)
{
	MOW_AUTO(buf) value = BUF_INIT;
	int result = repo_config(&value, repo, KEY, REPO_SCOPE_SECURITY, err);

	*out = &platforms[0];
	if (result == MOW_ENOTFOUND)
		return MOW_OK;
	if (result < 0)
		return result;
	const struct platform *platform = platform_of(value.data);
	if (platform == NULL)
		return fail_unknown(value.data, "git config " KEY " of the server says",
				    "the administrator sets one of", err);
	*out = platform;
	return MOW_OK;
}

/*
 * The name of the user whose rights the process was started with. id(1) asks for it, since directories of users beyond
 * /etc/passwd are reached through libraries that a program in one file has not.
 */
static int ask_id(struct buf *out, struct mow_error *err)
{
	const char *const argv[] = {"id", "-r", "-u", "-n", NULL};
	struct child id = {.argv = argv, .output = out, .limit = PUSHER_NAME_MAX + 2, .timeout = ID_SECONDS};
	struct mow_error why = {0, ""};
	int result = child_run(&id, &why);

	if (result == MOW_OK && id.status != 0)
		result = mow_fail(&why, MOW_ESYSTEM, "it ended with status %d", id.status);
	if (result < 0)
		return mow_fail(err, result, "cannot ask id(1) who pushes, as git config " KEY " = uid needs: %s",
				why.message);
	if (out->len > 0 && out->data[out->len - 1] == '\n')
		buf_cut(out, out->len - 1);
	return buf_check(out, err);
}

static int find_name(struct buf *out, const struct platform *platform, struct mow_error *err)
{
	if (platform->variable == NULL)
		return ask_id(out, err);
	const char *value = environment_variable(platform->variable);
	if (value == NULL)
		return mow_fail(err, MOW_EINVAL,
				"git config " KEY
				" of the server says %s, but %s, which names the pusher there, is not set "
				"for this hook; the administrator sets " KEY " to what runs it, or to none",
				platform->name, platform->variable);
	/* The name is that of the repository's owner then, who has nothing to do with it; no account has blanks. */
	const char *key = platform->deploy_key != NULL ? environment_variable(platform->deploy_key) : NULL;
	if (key != NULL && strcmp(key, "0") != 0)
		buf_addf(out, "deploy key %s", key);
	else
		buf_adds(out, value);
	return buf_check(out, err);
}

static int check_name(const struct buf *name, const struct platform *platform, struct mow_error *err)
{
	MOW_AUTO(buf) shown = BUF_INIT;

	escape_text(&shown, name->data, name->len);
	if (buf_check(&shown, err) != MOW_OK)
		return MOW_ENOMEM;
	if (name->len > 0 && name->len <= PUSHER_NAME_MAX && shown.len == name->len)
		return MOW_OK;
	return mow_fail(err, MOW_EINVAL,
			"%s names the pusher by what is no name (git config " KEY
			" = %s); the administrator looks into it",
			platform->variable != NULL ? platform->variable : "id(1)", platform->name);
}

int pusher_find(struct pusher *out, struct repo *repo, struct arena *arena, struct mow_error *err)
{
	const struct platform *platform = NULL;
	MOW_AUTO(buf) name = BUF_INIT;
	int result = find_platform(&platform, repo, err);

	if (result < 0)
		return result;
	*out = (struct pusher){platform->name, platform->account, NULL};
	if (platform == &platforms[0])
		return MOW_OK;
	result = find_name(&name, platform, err);
	if (result == MOW_OK)
		result = check_name(&name, platform, err);
	if (result < 0)
		return result;
	out->name = arena_dup(arena, name.data, name.len);
	return out->name != NULL ? MOW_OK : mow_fail_memory(err);
}

bool pusher_of(struct pusher *out, const char *platform, const char *name)
{
	const struct platform *found = platform_of(platform);

	if (found != NULL)
		*out = (struct pusher){found->name, found->account, name};
	return found != NULL;
}

size_t pusher_person(const struct pusher *pusher, const struct rules *rules)
{
	MOW_AUTO(buf) handle = BUF_INIT;

	if (pusher->name == NULL)
		return RULES_NONE;
	if (pusher->account != NULL)
		return people_by_account(rules, pusher->account, pusher->name);
	buf_addf(&handle, "@%s", pusher->name);
	size_t owner = handle.failed ? RULES_NONE : people_owner(rules, handle.data, handle.len);
	return owner != RULES_NONE && rules->owners[owner].kind == OWNER_PERSON ? rules->owners[owner].index
										: RULES_NONE;
}

const char *pusher_line_prefix(struct repo *repo)
{
	const struct platform *platform = NULL;

	return find_platform(&platform, repo, NULL) == MOW_OK ? platform->line_prefix : "";
}

int pusher_seconds(unsigned *out, struct repo *repo, struct mow_error *err)
{
	const struct platform *platform = NULL;
	int result = find_platform(&platform, repo, err);

	if (result == MOW_OK)
		*out = platform->seconds;
	return result;
}

int pusher_call(struct buf *out, struct repo *repo, const char *name, struct mow_error *err)
{
	const struct platform *platform;
	int result = find_platform(&platform, repo, err);

	if (result != MOW_OK || platform->variable == NULL)
		return result;
	buf_addf(out, "%s=%s", platform->variable, name);
	return buf_check(out, err);
}
