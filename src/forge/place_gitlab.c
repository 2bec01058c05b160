/* Jobs of GitLab's pipelines. */
#include <string.h>

#include "base/error.h"
#include "base/escape.h"
#include "forge/place_job.h"
#include "forge/reader.h"

/*
 * Of a pipeline of a branch the variable CI_OPEN_MERGE_REQUESTS lists up to four requests that it is the source of:
 * "GROUP/NAME!42,…". One of this project is meant where it is the only one.
 */
static int take_open(struct place *out, struct arena *arena, const struct place_environment *environment,
		     struct mow_error *err)
{
	const char *list = place_variable(environment, "CI_OPEN_MERGE_REQUESTS");
	const char *path = place_variable(environment, "CI_PROJECT_PATH");
	const char *source = place_variable(environment, "CI_PIPELINE_SOURCE");
	size_t len = path != NULL ? strlen(path) : 0;

	if (list == NULL || path == NULL || strchr(list, ',') != NULL || strncmp(list, path, len) != 0 ||
	    list[len] != '!')
		return place_fail_event(source != NULL ? source : "something unknown",
					"merge request; start it by merge_request_event, or name one with --request",
					err);
	out->at.number = list + len + 1;
	if (out->at.project == NULL)
		out->at.project = path;
	if (reader_keep_commit(&out->head, arena, place_variable(environment, "CI_COMMIT_SHA")))
		return mow_fail_memory(err);
	return MOW_OK;
}

static int fail_fork(const char *parent, struct mow_error *err)
{
	MOW_AUTO(buf) shown = BUF_INIT;

	escape_text(&shown, parent, strlen(parent));
	return mow_fail(
		err, MOW_ENOTFOUND,
		"this pipeline runs in a fork, which knows neither the rules nor the approvals of %s; whoever may "
		"merge there starts one in that project",
		shown.data);
}

/* The head of its source: of a merged result the pipeline's own commit is in neither branch. */
static int take_head(struct place *out, struct arena *arena, const struct place_environment *environment,
		     struct mow_error *err)
{
	const char *head = place_variable(environment, "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA");
	const char *type = place_variable(environment, "CI_MERGE_REQUEST_EVENT_TYPE");

	if (head == NULL && (type == NULL || strcmp(type, "detached") == 0))
		head = place_variable(environment, "CI_COMMIT_SHA");
	return reader_keep_commit(&out->head, arena, head) == MOW_OK ? MOW_OK : mow_fail_memory(err);
}

static int take_request(struct place *out, struct arena *arena, const struct place_environment *environment,
			struct mow_error *err)
{
	const char *project = place_variable(environment, "CI_MERGE_REQUEST_PROJECT_ID");
	const char *own = place_variable(environment, "CI_PROJECT_ID");
	const char *path = place_variable(environment, "CI_MERGE_REQUEST_PROJECT_PATH");

	out->at.number = place_variable(environment, "CI_MERGE_REQUEST_IID");
	if (out->at.number == NULL)
		return take_open(out, arena, environment, err);
	if (project != NULL && own != NULL && strcmp(project, own) != 0)
		return fail_fork(path != NULL ? path : project, err);
	if (out->at.project == NULL)
		out->at.project = project != NULL ? project : own;
	return take_head(out, arena, environment, err);
}

/* A file of another project, "x.yml@group/name", is not of the change; nor is that of the default branch, where no
 * request has a pipeline. */
static const char *find_loose(const struct place_environment *environment)
{
	const char *config = place_variable(environment, "CI_CONFIG_PATH");
	const char *branch = place_variable(environment, "CI_COMMIT_BRANCH");
	const char *trunk = place_variable(environment, "CI_DEFAULT_BRANCH");
	bool is_trunk = branch != NULL && trunk != NULL && strcmp(branch, trunk) == 0;

	return is_trunk || (config != NULL && strchr(config, '@') != NULL)
		       ? NULL
		       : "is read from the change itself, unless a policy brings it";
}

int place_gitlab(struct place *out, struct arena *arena, const struct place_environment *environment,
		 struct mow_error *err)
{
	out->at.api = place_variable(environment, "CI_API_V4_URL");
	out->ca_file = place_variable(environment, "CI_SERVER_TLS_CA_FILE");
	out->loose = find_loose(environment);
	out->link = place_variable(environment, "CI_JOB_URL");
	if (out->at.number == NULL)
		return take_request(out, arena, environment, err);
	if (out->at.project == NULL)
		out->at.project = place_variable(environment, "CI_PROJECT_ID");
	return MOW_OK;
}
