#include "forge/place.h"

#include <string.h>

#include "base/error.h"
#include "base/escape.h"
#include "forge/place_job.h"
#include "forge/url.h"

#define NUMBER_DIGITS 9
#define ALL "" /* for a number, where every request is meant */
#define NAMES "github, gitlab or gitea"

/* Whose job this is; NULL: no job. Gitea's and Forgejo's runners set GitHub's variables too. */
static const char *find_runner(const struct place_environment *environment)
{
	static const char *const variables[][2] = {{"GITLAB_CI", "gitlab"},
						   {"FORGEJO_ACTIONS", "gitea"},
						   {"GITEA_ACTIONS", "gitea"},
						   {"GITHUB_ACTIONS", "github"}};

	for (size_t i = 0; i < sizeof variables / sizeof *variables; i++)
		if (place_variable(environment, variables[i][0]) != NULL)
			return variables[i][1];
	return NULL;
}

/* ---- What is given --------------------------------------------------------------------------------------------- */

static bool is_number(const char *text)
{
	size_t len = strlen(text);

	return len > 0 && len <= NUMBER_DIGITS && strspn(text, "0123456789") == len && text[0] != '0';
}

/* "owner/name", or on a forge with groups some more of them, or a number. */
static bool is_project(const struct forge *forge, const char *text)
{
	const char *slash = strchr(text, '/');
	size_t len = strlen(text);

	if (len == 0 || len > FORGE_TEXT_MAX)
		return false;
	if (forge->has_groups)
		return strspn(text, "0123456789") == len ||
		       (slash != NULL && slash != text && text[len - 1] != '/' && strstr(text, "//") == NULL);
	return slash != NULL && slash != text && slash[1] != '\0' && strchr(slash + 1, '/') == NULL;
}

static int check_api(const struct place *place, const struct place_given *given, struct mow_error *err)
{
	if (place->at.api == NULL)
		return mow_fail(err, MOW_EINVAL,
				"where %s is, is not known here; --api names its address, such as "
				"https://git.example.com%s",
				place->at.forge->title, place->at.forge->api_path);
	return url_check(place->at.api, given->api != NULL ? "--api" : "the address of the API", err);
}

static int check(const struct place *place, const struct place_given *given, struct mow_error *err)
{
	const struct forge_place *at = &place->at;
	MOW_AUTO(buf) shown = BUF_INIT;

	if (at->api == NULL)
		return check_api(place, given, err);
	if (at->project == NULL || !is_project(at->forge, at->project)) {
		escape_text(&shown, at->project != NULL ? at->project : "",
			    at->project != NULL ? strlen(at->project) : 0);
		return mow_fail(err, MOW_EINVAL, "the project is %s, not \"%s\"; --project names it",
				at->forge->has_groups ? "GROUP/NAME or its number" : "OWNER/NAME", shown.data);
	}
	if (given->all)
		return url_check(at->api, given->api != NULL ? "--api" : "the address of the API", err);
	if (at->number == NULL)
		return mow_fail(err, MOW_EINVAL, "which %s is meant? --request names its number", at->forge->noun);
	if (!is_number(at->number)) {
		escape_text(&shown, at->number, strlen(at->number));
		return mow_fail(err, MOW_EINVAL, "a %s has a number, and \"%s\" is none", at->forge->noun, shown.data);
	}
	return check_api(place, given, err);
}

/* Without the slashes at its end. */
static int set_api(struct place *place, struct arena *arena, const char *api, struct mow_error *err)
{
	size_t len = strlen(api);

	while (len > 0 && api[len - 1] == '/')
		len--;
	place->at.api = arena_dup(arena, api, len);
	return place->at.api != NULL ? MOW_OK : mow_fail_memory(err);
}

static int find_forge(struct place *out, const struct place_given *given, const char *runner, struct mow_error *err)
{
	const char *name = given->platform != NULL ? given->platform : runner;
	MOW_AUTO(buf) shown = BUF_INIT;

	if (name == NULL)
		return mow_fail(
			err, MOW_EINVAL,
			"this is no job that a forge has started; --platform, --project and --request say what is "
			"to be checked");
	out->at.forge = forge_find(name);
	if (out->at.forge != NULL)
		return MOW_OK;
	escape_text(&shown, name, strlen(name));
	return mow_fail(err, MOW_EINVAL, "there is no platform %s; there are " NAMES, shown.data);
}

int place_server(struct place *out, struct arena *arena, const struct place_given *given, struct mow_error *err)
{
	struct place place = {.by_hand = true};
	int result = find_forge(&place, given, NULL, err);

	if (result == MOW_OK && (given->api != NULL || place.at.forge->api != NULL))
		result = set_api(&place, arena, given->api != NULL ? given->api : place.at.forge->api, err);
	if (result == MOW_OK)
		result = check_api(&place, given, err);
	if (result == MOW_OK)
		*out = place;
	return result;
}

int place_find(struct place *out, struct arena *arena, const struct place_given *given,
	       const struct place_environment *environment, struct mow_error *err)
{
	const char *runner = find_runner(environment);
	struct place place = {.at = {.project = given->project, .number = given->all ? ALL : given->request}};
	int result = find_forge(&place, given, runner, err);

	if (result < 0)
		return result;
	place.by_hand = runner == NULL || strcmp(runner, place.at.forge->name) != 0;
	if (!place.by_hand)
		result = place.at.forge->place(&place, arena, environment, err);
	if (result == MOW_OK && place.at.api == NULL)
		place.at.api = place.at.forge->api;
	if (result == MOW_OK && (given->api != NULL || place.at.api != NULL))
		result = set_api(&place, arena, given->api != NULL ? given->api : place.at.api, err);
	if (result == MOW_OK)
		result = check(&place, given, err);
	bool mistaken = given->api != NULL || given->project != NULL || given->request != NULL;
	if (result == MOW_EINVAL && !place.by_hand && !mistaken)
		return mow_fail_as(err, MOW_ENOTFOUND);
	/* What is no address is left out: no forge would take it. */
	if (place.link != NULL && url_check(place.link, "", NULL) != MOW_OK)
		place.link = NULL;
	if (result == MOW_OK)
		*out = place;
	return result;
}
