#include "policy/introduced.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "evidence/signers/signers.h"
#include "policy/ruleset.h"

void introduced_release(struct introduced *introduced)
{
	free(introduced->items);
	arena_release(&introduced->arena);
}

/* Takes the errors of one tree: into `known` alone, or those that are not in it into `out`. */
struct errors {
	struct introduced *out; /* NULL: only learn them */
	struct map *known;
	struct arena *arena;
	struct budget *budget;
	uint64_t kept; /* bytes of it that are kept with the errors */
	struct mow_error why;
	int failed; /* 0, or what failed, and why */
};

/* Of each error, beside its texts. */
#define ERROR_KEPT 256

static bool make_room(struct errors *errors, size_t bytes)
{
	errors->failed = budget_memory(errors->budget, bytes, &errors->why);
	if (errors->failed == MOW_OK)
		errors->kept += bytes;
	return errors->failed == MOW_OK;
}

static void take_error(const struct mow_finding *finding, void *context)
{
	struct errors *errors = context;
	struct mow_finding kept = *finding;
	const char *key;

	if (finding->severity != MOW_ERROR || errors->failed != MOW_OK ||
	    !make_room(errors, ERROR_KEPT + 2 * strlen(finding->file) + 2 * strlen(finding->message)))
		return;
	key = arena_printf(errors->arena, "%s\n%s\n%s", finding->file, finding->code, finding->message);
	if (key == NULL) {
		errors->failed = mow_fail_memory(&errors->why);
		return;
	}
	if (errors->out == NULL) {
		if (map_put(errors->known, key, strlen(key), 0))
			errors->failed = mow_fail_memory(&errors->why);
		return;
	}
	if (map_get(errors->known, key, strlen(key), NULL))
		return;
	kept.file = arena_dup(errors->arena, finding->file, strlen(finding->file));
	kept.code = arena_dup(errors->arena, finding->code, strlen(finding->code));
	kept.message = arena_dup(errors->arena, finding->message, strlen(finding->message));
	if (kept.file == NULL || kept.code == NULL || kept.message == NULL || array_reserve(errors->out, 1)) {
		errors->failed = mow_fail_memory(&errors->why);
		return;
	}
	errors->out->items[errors->out->count++] = kept;
}

static int read_signers(struct ruleset *ruleset, struct errors *errors, struct mow_error *err)
{
	MOW_AUTO(signers) signers = {0};
	MOW_AUTO(buf) bytes = BUF_INIT;
	struct mow_error why = {0, ""};
	const struct finding_place place = {"OWNERS.signers", 0, 0};
	const struct mow_finding unreadable = finding_make(FINDING_NOT_A_FILE, &place, why.message);
	const struct mow_finding_sink sink = {take_error, errors};
	int result = snapshot_read(&bytes, &ruleset->snapshot, "OWNERS.signers", SIGNERS_FILE_MAX, &why);

	if (result == MOW_ENOTFOUND)
		return MOW_OK;
	if (result == MOW_EDENIED || result == MOW_ETOOBIG) {
		take_error(&unreadable, errors);
		return MOW_OK;
	}
	if (result < 0)
		return mow_fail(err, result, "%s", why.message);
	return signers_parse(&signers, "OWNERS.signers", bytes.data, bytes.len, ruleset->rules, &sink, err);
}

static int read_tree(struct repo *repo, const struct oid *tree, struct errors *errors, struct mow_error *err)
{
	MOW_AUTO(snapshot) snapshot = {0};
	MOW_AUTO(ruleset) ruleset = RULESET_INIT;
	uint64_t kept = budget_kept(errors->budget);
	const struct mow_finding_sink sink = {take_error, errors};
	int result;

	snapshot_open_tree(&snapshot, repo, tree);
	result = ruleset_open(&ruleset, &snapshot, err);
	if (result == MOW_OK)
		result = ruleset_read_all(&ruleset, &sink, err);
	if (result == MOW_OK)
		result = read_signers(&ruleset, errors, err);
	/* The rules are freed with this call. */
	budget_free(errors->budget, budget_kept(errors->budget) - kept - errors->kept);
	errors->kept = 0;
	return result < 0 || errors->failed == MOW_OK ? result
						      : mow_fail(err, errors->failed, "%s", errors->why.message);
}

/* Whether a path, or a folder on its way, is called OWNERS, or is the keys' file. */
static bool concerns_rules(const char *path)
{
	const char *name = path, *slash;

	for (; (slash = strchr(name, '/')) != NULL; name = slash + 1)
		if (slash - name == 6 && memcmp(name, "OWNERS", 6) == 0)
			return true;
	return strcmp(name, "OWNERS") == 0 || strncmp(path, "OWNERS.signers", 14) == 0;
}

int introduced_find(struct introduced *out, struct repo *repo, const struct oid *old_tree, const struct oid *new_tree,
		    const struct steps *steps, struct mow_error *err)
{
	MOW_AUTO(map) known = {0};
	struct errors errors = {.known = &known, .arena = &out->arena, .budget = repo_budget(repo)};
	size_t i;
	int result;

	for (i = 0; i < steps->count; i++)
		if (concerns_rules(steps->items[i].path))
			break;
	if (i == steps->count)
		return MOW_OK;
	result = read_tree(repo, old_tree, &errors, err);
	errors.out = out;
	return result < 0 ? result : read_tree(repo, new_tree, &errors, err);
}
