#include "report/lint/baseline.h"

#include <jansson.h>
#include <string.h>

#include "base/error.h"
#include "report/fingerprint.h"
#include "report/lint/lint.h"

void baseline_release(struct baseline *baseline)
{
	map_release(&baseline->known);
	arena_release(&baseline->arena);
}

/* ---- What tells findings apart -------------------------------------------------------------------------------------- */

typedef bool print_fn(const char *print, void *context);

/* Calls it with the fingerprint of a finding, or of each that it stands for; false: it could not. */
static bool each_print(struct fingerprints *run, const struct mow_finding *finding, print_fn *each, void *context)
{
	MOW_AUTO(annotations) list = {.most = 1};
	char print[DIGEST_HEX];
	bool go_on = true;

	lint_annotate(&list, finding, 1);
	run->failed |= list.failed;
	if (run->failed)
		return false;
	if (finding->in_count == 0) {
		fingerprint_next(print, run, &list.items[0]);
		return each(print, context);
	}
	/* In which file the first of them is changes with the first of them. */
	list.items[0].path = NULL;
	for (size_t i = 0; go_on && i < finding->in_count; i++) {
		list.items[0].about = arena_printf(&list.arena, "%s\n%s", finding->about != NULL ? finding->about : "",
						   finding->in[i]);
		run->failed |= list.items[0].about == NULL;
		if (run->failed)
			return false;
		fingerprint_next(print, run, &list.items[0]);
		go_on = each(print, context);
	}
	return go_on;
}

/* ---- Reading -------------------------------------------------------------------------------------------------------- */

/* A print_fn. */
static bool remember(const char *print, void *context)
{
	struct baseline *baseline = context;
	const char *kept = arena_dup(&baseline->arena, print, strlen(print));

	return kept != NULL && map_put(&baseline->known, kept, strlen(kept), 0) == MOW_OK;
}

static int fail_baseline(struct mow_error *err)
{
	return mow_fail(
		err, MOW_EINVAL,
		"the baseline must be what \"mowners lint --format json\" printed before, and is something else");
}

/* MOW_EINVAL: it is none. `in` is the caller's, of malloc. */
static int take_finding(struct mow_finding *out, const char ***in, const json_t *object)
{
	const json_t *list = json_object_get(object, "in");
	const char *file = json_string_value(json_object_get(object, "file"));
	size_t count = json_array_size(list);

	*out = (struct mow_finding){.file = file != NULL ? file : "",
				    .code = json_string_value(json_object_get(object, "code")),
				    .message = json_string_value(json_object_get(object, "message")),
				    .about = json_string_value(json_object_get(object, "about"))};
	if (out->code == NULL || out->message == NULL)
		return MOW_EINVAL;
	*in = calloc(count + 1, sizeof **in);
	if (*in == NULL)
		return MOW_ENOMEM;
	for (size_t i = 0; i < count; i++)
		(*in)[i] = json_string_value(json_array_get(list, i));
	for (size_t i = 0; i < count; i++)
		if ((*in)[i] == NULL)
			return MOW_EINVAL;
	out->in = *in;
	out->in_count = count;
	return MOW_OK;
}

static int take_findings(struct baseline *baseline, const json_t *findings, struct mow_error *err)
{
	MOW_AUTO(fingerprints) run = {0};
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < json_array_size(findings); i++) {
		MOW_AUTO_FREE const char **in = NULL;
		struct mow_finding finding;
		result = take_finding(&finding, &in, json_array_get(findings, i));
		if (result == MOW_OK && !each_print(&run, &finding, remember, baseline))
			result = MOW_ENOMEM;
	}
	if (result == MOW_EINVAL)
		return fail_baseline(err);
	return result == MOW_OK && !run.failed ? MOW_OK : mow_fail_memory(err);
}

int baseline_read(struct baseline *baseline, const char *json, size_t len, struct mow_error *err)
{
	json_error_t error;
	json_t *document = json_loadb(json, len, JSON_REJECT_DUPLICATES, &error);
	const json_t *findings = json_object_get(document, "findings");
	int result;

	if (document == NULL && json_error_code(&error) == json_error_out_of_memory)
		return mow_fail_memory(err);
	if (json_integer_value(json_object_get(document, "mowners")) != JSON_SCHEMA || !json_is_array(findings))
		result = fail_baseline(err);
	else
		result = take_findings(baseline, findings, err);
	json_decref(document);
	return result;
}

/* ---- Comparing ------------------------------------------------------------------------------------------------------ */

struct comparison {
	const struct baseline *baseline;
	bool known; /* all prints of the finding are */
};

/* A print_fn. */
static bool look_up(const char *print, void *context)
{
	struct comparison *comparison = context;

	comparison->known &= map_get(&comparison->baseline->known, print, strlen(print), NULL);
	return true;
}

int baseline_drop_known(struct findings *found, const struct baseline *baseline, struct mow_error *err)
{
	MOW_AUTO(fingerprints) run = {0};
	size_t kept = 0;

	for (size_t i = 0; i < found->count; i++) {
		struct comparison comparison = {baseline, found->items[i].severity != MOW_ERROR};
		(void)each_print(&run, &found->items[i], look_up, &comparison);
		if (!comparison.known)
			found->items[kept++] = found->items[i];
	}
	found->count = kept;
	return run.failed ? mow_fail_memory(err) : MOW_OK;
}
