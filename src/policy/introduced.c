#include "policy/introduced.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "evidence/signers/signers.h"
#include "policy/ruleset.h"

/* Takes the errors of one state: into `known` alone, or those that are not in it into `out`. */
struct errors {
	struct findings *out; /* NULL: only learn them */
	struct map known;
	struct arena arena; /* its keys */
	struct budget *budget;
	uint64_t kept; /* bytes of it that are kept with the errors */
	struct mow_error why;
	int failed; /* 0, or what failed, and why */
};

static void errors_release(struct errors *errors)
{
	map_release(&errors->known);
	arena_release(&errors->arena);
}
MOW_AUTO_DEFINE(errors)

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

	if (finding->severity != MOW_ERROR || errors->failed != MOW_OK ||
	    !make_room(errors, ERROR_KEPT + 2 * strlen(finding->file) + 2 * strlen(finding->message)))
		return;
	const char *key = arena_printf(&errors->arena, "%s\n%s\n%s", finding->file, finding->code, finding->message);
	if (key != NULL && errors->out == NULL && map_put(&errors->known, key, strlen(key), 0) == MOW_OK)
		return;
	if (key != NULL && errors->out != NULL && map_get(&errors->known, key, strlen(key), NULL))
		return;
	if (key != NULL && errors->out != NULL)
		findings_keep(finding, errors->out);
	if (key == NULL || errors->out == NULL || errors->out->failed)
		errors->failed = mow_fail_memory(&errors->why);
}

static int read_signers(struct ruleset *ruleset, struct errors *errors, struct mow_error *err)
{
	MOW_AUTO(signers) signers = {0};
	MOW_AUTO(buf) bytes = BUF_INIT;
	struct mow_error why = {0, ""};
	const struct finding_place place = {RULES_SIGNERS, 0, 0};
	const struct mow_finding unreadable = finding_make(FINDING_NOT_A_FILE, &place, why.message);
	const struct mow_finding_sink sink = {take_error, errors};
	int result = snapshot_read(&bytes, &ruleset->snapshot, RULES_SIGNERS, SIGNERS_FILE_MAX, &why);

	if (result == MOW_ENOTFOUND)
		return MOW_OK;
	if (result == MOW_EDENIED || result == MOW_ETOOBIG) {
		take_error(&unreadable, errors);
		return MOW_OK;
	}
	if (result < 0)
		return mow_fail(err, result, "%s", why.message);
	const struct file_text text = {RULES_SIGNERS, bytes.data, bytes.len};
	return signers_parse(&signers, &text, ruleset->rules, &sink, err);
}

static int read_state(struct snapshot *snapshot, struct errors *errors, struct mow_error *err)
{
	MOW_AUTO(ruleset) ruleset = RULESET_INIT;
	uint64_t kept = budget_kept(errors->budget);
	const struct mow_finding_sink sink = {take_error, errors};
	int result = ruleset_open(&ruleset, snapshot, err);

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
		if (rules_is_owners(name, (size_t)(slash - name)))
			return true;
	return rules_is_owners(name, strlen(name)) || text_begins(path, RULES_SIGNERS);
}

bool introduced_concern(const struct steps *steps)
{
	for (size_t i = 0; i < steps->count; i++)
		if (concerns_rules(steps->items[i].path))
			return true;
	return false;
}

int introduced_find(struct findings *out, const struct introduced_request *request, struct mow_error *err)
{
	MOW_AUTO(errors) errors = {.budget = repo_budget(request->repo)};
	MOW_AUTO(snapshot) before = {0};
	MOW_AUTO(snapshot) after = {0};
	int result = MOW_OK;

	if (!introduced_concern(request->steps))
		return MOW_OK;
	snapshot_open_tree(&before, request->repo, request->old_tree);
	if (request->new_tree != NULL)
		snapshot_open_tree(&after, request->repo, request->new_tree);
	else
		result = snapshot_open(&after, request->repo, ":", err);
	if (result == MOW_OK)
		result = read_state(&before, &errors, err);
	errors.out = out;
	return result == MOW_OK ? read_state(&after, &errors, err) : result;
}
