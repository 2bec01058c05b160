#include "ci/keys.h"

#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/escape.h"
#include "base/map.h"
#include "ci/access.h"
#include "cmd/handles.h"
#include "cmd/keys.h"
#include "forge/keys.h"
#include "report/keys.h"

static int run(const struct globals *globals, int argc, char **argv);

const struct command ci_keys_command = {
	.name = "keys",
	.arguments = KEYS_ARGUMENTS,
	.summary = KEYS_SUMMARY,
	.options = keys_options,
	.formats = keys_formats,
	.run = run,
};

/* Everything on the way from people to lines. */
struct fetching {
	const struct globals *globals;
	struct mow_repo *repo;
	struct place place;
	struct forge_reader reader;
	struct arena arena;
	struct map seen; /* lines; the repository's */
	struct buf lines;
};

static void fetching_release(struct fetching *fetching)
{
	forge_reader_release(&fetching->reader);
	arena_release(&fetching->arena);
	map_release(&fetching->seen);
	buf_release(&fetching->lines);
}
MOW_AUTO_DEFINE(fetching)

/* ---- Keys ------------------------------------------------------------------------------------------------------- */

/* Why a key is not for approvals; NULL: it is one, as far as the forge says. */
static const char *find_why_not(const struct forge_key *key, int64_t now)
{
	if (key->why_not != NULL)
		return key->why_not;
	if (key->text == NULL)
		return "the forge does not show it";
	return key->end < now ? "it has ended" : NULL;
}

/* 1: there is one more key to list; 0: it is left out, and that is said. */
static int take_key(struct fetching *fetching, const struct mow_accounts *of, const struct forge_key *key,
		    struct mow_error *err)
{
	const struct forge_place *at = &fetching->place.at;
	const char *comment = arena_printf(&fetching->arena, "%s:%s", at->forge->name, at->account);
	const struct mow_key_listing listing = {of->email, key->text, key->end, comment};
	const char *why_not = find_why_not(key, mow_repo_now(fetching->repo));
	MOW_AUTO(buf) account = BUF_INIT;
	struct mow_error why = {0, ""};
	const char *line = NULL;
	size_t number = 0;
	int result = why_not == NULL ? mow_key_line(&line, fetching->repo, &listing, &why) : MOW_EINVAL;

	escape_text(&account, at->account, strlen(at->account));
	if (comment == NULL || buf_check(&account, err) != MOW_OK)
		return mow_fail_memory(err);
	if (result == MOW_EINVAL) {
		command_warn(fetching->globals, "key %" PRId64 " of %s on %s is left out: %s", key->id, account.data,
			     at->forge->title, why_not != NULL ? why_not : why.message);
		return 0;
	}
	if (result != MOW_OK)
		return mow_fail(err, result, "%s", why.message);
	if (map_get(&fetching->seen, line, strlen(line), NULL))
		return 1;
	buf_addf(&fetching->lines, "%s\n", line);
	return map_put(&fetching->seen, line, strlen(line), number) ? mow_fail_memory(err) : 1;
}

static int take_account(struct fetching *fetching, const struct mow_accounts *of, size_t index, struct mow_error *err)
{
	const struct forge *forge = fetching->place.at.forge;
	MOW_AUTO(forge_keys) keys = {0};
	MOW_AUTO(buf) account = BUF_INIT;
	bool any = false;

	fetching->place.at.account = of->accounts[index];
	int result = forge->keys(&keys, &fetching->reader, err);
	/* Whatever it was: what a forge does not tell is not known. */
	if (result < 0)
		return mow_fail_as(err, MOW_ESYSTEM);
	for (size_t i = 0; result >= 0 && i < keys.count; i++) {
		result = take_key(fetching, of, &keys.items[i], err);
		any |= result == 1;
	}
	if (result < 0)
		return result;
	escape_text(&account, of->accounts[index], strlen(of->accounts[index]));
	if (buf_check(&account, err) != MOW_OK)
		return MOW_ENOMEM;
	if (!any)
		command_warn(fetching->globals, "%s, who is %s on %s, has no key for signing there", of->label,
			     account.data, forge->title);
	return MOW_OK;
}

static int take_person(struct fetching *fetching, const char *who, struct mow_error *err)
{
	struct mow_accounts of;
	int result = mow_accounts_find(&of, fetching->repo, fetching->place.at.forge->name, who, err);

	for (size_t i = 0; result == MOW_OK && i < of.account_count; i++)
		result = take_account(fetching, &of, i, err);
	return result;
}

/* ---- The command ------------------------------------------------------------------------------------------------ */

static int fetch(struct fetching *fetching, const struct place_given *given, char **who, struct mow_error *err)
{
	struct forge_access access;
	int result = place_server(&fetching->place, &fetching->arena, given, err);

	if (result == MOW_OK)
		result = access_find(&access, &fetching->arena, &fetching->place, err);
	if (result == MOW_OK)
		result = reader_open(&fetching->reader, &fetching->place.at, &access, err);
	for (; result == MOW_OK && *who != NULL; who++)
		result = take_person(fetching, *who, err);
	return result == MOW_OK ? buf_check(&fetching->lines, err) : result;
}

static int run(const struct globals *globals, int argc, char **argv)
{
	MOW_AUTO_PTR(mow_repo) repo = NULL;
	MOW_AUTO(fetching) fetching = {.globals = globals, .reader = FORGE_READER_INIT, .lines = BUF_INIT};
	struct place_given given = {0};
	struct mow_error err = {0, ""};
	bool yes = false;
	size_t format = 0;
	const struct command_slot slots[] = {[KEYS_FROM] = {.text = &given.platform},
					     [KEYS_API] = {.text = &given.api},
					     [KEYS_YES] = {.flag = &yes},
					     [KEYS_FORMAT] = {.format = &format}};
	int first = command_take_options(&ci_keys_command, argc, argv, slots);

	if (first < 0)
		return EXIT_USAGE;
	if (given.platform == NULL)
		return command_usage(&ci_keys_command, "mowners keys lists and adds; this program knows --from alone");
	if (format != 0)
		return command_usage(&ci_keys_command, "--format is for listing");
	if (first == argc)
		return command_usage(&ci_keys_command, "name whose keys: @lena");
	if (globals->rules != NULL)
		return command_usage(&ci_keys_command, "--rules is for listing; a key is added to the working tree");
	if (command_repo(&repo, globals, &err) != MOW_OK)
		return command_fail(&err);
	fetching.repo = repo;
	if (fetch(&fetching, &given, argv + first, &err) != MOW_OK)
		return command_fail(&err);
	if (fetching.lines.len == 0)
		return EXIT_NO;
	const struct mow_key_lines lines = {given.platform, fetching.lines.data, fetching.lines.len};
	return keys_add(globals, repo, &lines, yes);
}
