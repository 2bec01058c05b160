/* From the variables and the event file of a job to the request that it is about. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file_write.h"
#include "forge/place.h"

#define A40 "9f3c0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b"
#define B40 "1b7e0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b"
#define GITHUB "GITHUB_ACTIONS=true\nGITHUB_API_URL=https://api.github.com\nGITHUB_REPOSITORY=o/r\n"
#define GITLAB                                                                               \
	"GITLAB_CI=true\nCI_API_V4_URL=https://gitlab.example.com/api/v4\nCI_PROJECT_ID=5\n" \
	"CI_PROJECT_PATH=g/n\nCI_COMMIT_SHA=" A40 "\n"
#define LOOSE "is read from the change itself, unless a policy brings it"
#define PULL "{\"pull_request\": {\"number\": 7, \"head\": {\"sha\": \"" A40 "\"}}}"
/* Nothing is given. */
#define NO_HAND             \
	{                   \
		.api = NULL \
	}
#define FROM_MAIN "GITHUB_WORKFLOW_REF=o/r/.github/workflows/x.yml@refs/heads/main\n"

/* Variables a line each; EVENT in a value becomes the file's name. `expected`: "FORGE API PROJECT NUMBER HEAD [LOOSE]",
 * or what the message holds. */
struct row {
	const char *name, *variables, *event;
	struct place_given given;
	int result;
	const char *expected;
};

static char event_path[] = "/tmp/mowners-test-XXXXXX";

static const struct row rows[] = {
	{"nothing", "", NULL, NO_HAND, MOW_EINVAL, "no job that a forge has started"},
	{"empty variables", "GITHUB_ACTIONS=\nGITLAB_CI=\n", NULL, NO_HAND, MOW_EINVAL, "no job"},
	{"pull_request_target", GITHUB FROM_MAIN "GITHUB_EVENT_NAME=pull_request_target\nGITHUB_EVENT_PATH=EVENT\n",
	 PULL, NO_HAND, MOW_OK, "github https://api.github.com o/r 7 " A40 " -"},
	{"pull_request, by a workflow of the change",
	 GITHUB
	 "GITHUB_WORKFLOW_REF=o/r/x.yml@refs/pull/7/merge\nGITHUB_EVENT_NAME=pull_request\nGITHUB_EVENT_PATH=EVENT\n",
	 PULL, NO_HAND, MOW_OK, "github https://api.github.com o/r 7 " A40 " is read from the change itself"},
	{"a workflow whose branch has an at",
	 GITHUB
	 "GITHUB_WORKFLOW_REF=o/r/x.yml@refs/heads/gh-readonly-queue/a@b/pr-7-x\nGITHUB_EVENT_NAME=pull_request\n"
	 "GITHUB_EVENT_PATH=EVENT\n",
	 PULL, NO_HAND, MOW_OK, "github https://api.github.com o/r 7 " A40 " is read from the change itself"},
	{"a workflow that another repository requires",
	 GITHUB
	 "GITHUB_WORKFLOW_REF=o/rules/x.yml@refs/pull/1/merge\nGITHUB_EVENT_NAME=pull_request\nGITHUB_EVENT_PATH=EVENT\n",
	 PULL, NO_HAND, MOW_OK, "github https://api.github.com o/r 7 " A40 " -"},
	{"a repository whose name begins alike",
	 GITHUB
	 "GITHUB_WORKFLOW_REF=o/r2/x.yml@refs/pull/1/merge\nGITHUB_EVENT_NAME=pull_request\nGITHUB_EVENT_PATH=EVENT\n",
	 PULL, NO_HAND, MOW_OK, "github https://api.github.com o/r 7 " A40 " -"},
	{"no head in the event", GITHUB FROM_MAIN "GITHUB_EVENT_NAME=pull_request_review\nGITHUB_EVENT_PATH=EVENT\n",
	 "{\"pull_request\": {\"number\": 12, \"head\": null}}", NO_HAND, MOW_OK,
	 "github https://api.github.com o/r 12 - -"},
	{"a number that is a text", GITHUB "GITHUB_EVENT_NAME=pull_request\nGITHUB_EVENT_PATH=EVENT\n",
	 "{\"pull_request\": {\"number\": \"7\"}}", NO_HAND, MOW_ENOTFOUND, "no number of a pull request"},
	{"a number below one", GITHUB "GITHUB_EVENT_NAME=pull_request\nGITHUB_EVENT_PATH=EVENT\n",
	 "{\"pull_request\": {\"number\": -7}}", NO_HAND, MOW_ENOTFOUND, "no number of a pull request"},
	{"a huge number", GITHUB "GITHUB_EVENT_NAME=pull_request\nGITHUB_EVENT_PATH=EVENT\n",
	 "{\"pull_request\": {\"number\": 12345678901}}", NO_HAND, MOW_ENOTFOUND, "has a number, and"},
	{"a list for an event", GITHUB "GITHUB_EVENT_NAME=pull_request\nGITHUB_EVENT_PATH=EVENT\n", "[]", NO_HAND,
	 MOW_ENOTFOUND, "no number of a pull request"},
	{"push", GITHUB "GITHUB_EVENT_NAME=push\nGITHUB_EVENT_PATH=EVENT\n", "{}", NO_HAND, MOW_ENOTFOUND,
	 "started by push, which is about no pull request"},
	{"schedule, of a request that is given",
	 GITHUB FROM_MAIN "GITHUB_EVENT_NAME=schedule\n",
	 NULL,
	 {.request = "3"},
	 MOW_OK,
	 "github https://api.github.com o/r 3 - -"},
	{"an odd event", GITHUB "GITHUB_EVENT_NAME=a\x1b[2J\n", NULL, NO_HAND, MOW_ENOTFOUND, "started by a\\x1B[2J"},
	{"queue", GITHUB FROM_MAIN "GITHUB_EVENT_NAME=merge_group\nGITHUB_EVENT_PATH=EVENT\n",
	 "{\"merge_group\": {\"head_sha\": \"" A40 "\", \"base_sha\": \"" B40 "\", \"base_ref\": \"refs/heads/a/b\", "
	 "\"head_ref\": \"refs/heads/gh-readonly-queue/a/b/pr-41-" B40 "\"}}",
	 NO_HAND, MOW_OK, "github https://api.github.com o/r 41 - - " B40 ".." A40 " refs/heads/a/b"},
	{"queue of another name", GITHUB "GITHUB_EVENT_NAME=merge_group\nGITHUB_EVENT_PATH=EVENT\n",
	 "{\"merge_group\": {\"head_sha\": \"" A40 "\", \"base_sha\": \"" B40 "\", \"base_ref\": \"refs/heads/a\", "
	 "\"head_ref\": \"refs/heads/pr-41-x\"}}",
	 NO_HAND, MOW_ENOTFOUND, "which pull request the merge queue is at"},
	{"queue without a number", GITHUB "GITHUB_EVENT_NAME=merge_group\nGITHUB_EVENT_PATH=EVENT\n",
	 "{\"merge_group\": {\"head_sha\": \"" A40 "\", \"base_sha\": \"" B40 "\", \"base_ref\": \"refs/heads/a\", "
	 "\"head_ref\": \"refs/heads/gh-readonly-queue/a/pr--x\"}}",
	 NO_HAND, MOW_ENOTFOUND, "which pull request the merge queue is at"},
	{"queue without a base", GITHUB "GITHUB_EVENT_NAME=merge_group\nGITHUB_EVENT_PATH=EVENT\n",
	 "{\"merge_group\": {\"head_sha\": \"" A40 "\", \"base_sha\": null, \"base_ref\": \"refs/heads/a\", "
	 "\"head_ref\": \"refs/heads/gh-readonly-queue/a/pr-7-x\"}}",
	 NO_HAND, MOW_ENOTFOUND, "which pull request the merge queue is at"},
	{"gitea sets github's variables too",
	 GITHUB "GITEA_ACTIONS=true\nGITHUB_EVENT_NAME=pull_request_target\nGITHUB_EVENT_PATH=EVENT\n",
	 PULL,
	 {.api = "https://git.example.com/api/v1///"},
	 MOW_OK,
	 "gitea https://git.example.com/api/v1 o/r 7 " A40 " -"},
	{"gitea's pull_request does not say where its job is from",
	 GITHUB "FORGEJO_ACTIONS=true\nGITHUB_EVENT_NAME=pull_request\nGITHUB_EVENT_PATH=EVENT\n", PULL, NO_HAND,
	 MOW_OK, "gitea https://api.github.com o/r 7 " A40 " may be read from the change itself"},
	{"by hand, on github.com",
	 "",
	 NULL,
	 {"github", NULL, "o/r", "7", false},
	 MOW_OK,
	 "github https://api.github.com o/r 7 - -"},
	{"by hand another forge than the job's",
	 GITHUB "GITHUB_EVENT_NAME=push\n",
	 NULL,
	 {"gitea", "https://h/api/v1", "a/b", "1", false},
	 MOW_OK,
	 "gitea https://h/api/v1 a/b 1 - -"},
	{"by hand, another project than the job's",
	 GITHUB FROM_MAIN "GITHUB_EVENT_NAME=push\n",
	 NULL,
	 {NULL, NULL, "a/b", "1", false},
	 MOW_OK,
	 "github https://api.github.com a/b 1 - -"},
	{"an address that may not be asked",
	 "",
	 NULL,
	 {"github", "http://h/", "o/r", "7", false},
	 MOW_EINVAL,
	 "--api is plain http"},
	{"the same, from the job",
	 "GITHUB_ACTIONS=1\nGITHUB_API_URL=http://h\nGITHUB_REPOSITORY=o/r\nGITHUB_EVENT_NAME="
	 "pull_request\nGITHUB_EVENT_PATH=EVENT\n",
	 PULL, NO_HAND, MOW_ENOTFOUND, "the address of the API is plain http"},
	{"loopback",
	 "",
	 NULL,
	 {"github", "http://LOCALHOST:8", "o/r", "7", false},
	 MOW_OK,
	 "github http://LOCALHOST:8 o/r 7 - -"},
	{"loopback of IPv6",
	 "",
	 NULL,
	 {"github", "http://[::1]", "o/r", "7", false},
	 MOW_OK,
	 "github http://[::1] o/r 7 - -"},
	{"a host that begins like one",
	 "",
	 NULL,
	 {"github", "http://127.0.0.1.example.com", "o/r", "7", false},
	 MOW_EINVAL,
	 "plain http"},
	{"a user in it",
	 "",
	 NULL,
	 {"github", "https://u@h", "o/r", "7", false},
	 MOW_EINVAL,
	 "has a user or a password in it"},
	{"a password in it",
	 "",
	 NULL,
	 {"github", "https://:p@h", "o/r", "7", false},
	 MOW_EINVAL,
	 "has a user or a password in it"},
	{"gitlab, a merge request",
	 GITLAB "CI_MERGE_REQUEST_IID=7\nCI_MERGE_REQUEST_PROJECT_ID=5\nCI_MERGE_REQUEST_EVENT_TYPE=detached\n"
		"CI_MERGE_REQUEST_SOURCE_BRANCH_SHA=\n",
	 NULL, NO_HAND, MOW_OK, "gitlab https://gitlab.example.com/api/v4 5 7 " A40 " " LOOSE},
	{"gitlab, a merged result: its commit is in neither branch",
	 GITLAB "CI_MERGE_REQUEST_IID=7\nCI_MERGE_REQUEST_PROJECT_ID=5\nCI_MERGE_REQUEST_EVENT_TYPE=merged_result\n"
		"CI_MERGE_REQUEST_SOURCE_BRANCH_SHA=" B40 "\n",
	 NULL, NO_HAND, MOW_OK, "gitlab https://gitlab.example.com/api/v4 5 7 " B40 " " LOOSE},
	{"gitlab, a merge train that does not say its head",
	 GITLAB "CI_MERGE_REQUEST_IID=7\nCI_MERGE_REQUEST_PROJECT_ID=5\nCI_MERGE_REQUEST_EVENT_TYPE=merge_train\n",
	 NULL, NO_HAND, MOW_OK, "gitlab https://gitlab.example.com/api/v4 5 7 - " LOOSE},
	{"gitlab, a configuration of another project",
	 GITLAB "CI_MERGE_REQUEST_IID=7\nCI_MERGE_REQUEST_PROJECT_ID=5\nCI_CONFIG_PATH=x.yml@g/rules\n", NULL, NO_HAND,
	 MOW_OK, "gitlab https://gitlab.example.com/api/v4 5 7 " A40 " -"},
	{"gitlab, a fork",
	 GITLAB "CI_MERGE_REQUEST_IID=7\nCI_MERGE_REQUEST_PROJECT_ID=4\nCI_MERGE_REQUEST_PROJECT_PATH=g/n\n", NULL,
	 NO_HAND, MOW_ENOTFOUND,
	 "this pipeline runs in a fork, which knows neither the rules nor the approvals of g/n"},
	{"gitlab, a branch with a request", GITLAB "CI_PIPELINE_SOURCE=push\nCI_OPEN_MERGE_REQUESTS=g/n!42\n", NULL,
	 NO_HAND, MOW_OK, "gitlab https://gitlab.example.com/api/v4 g/n 42 " A40 " " LOOSE},
	{"gitlab, a branch with two", GITLAB "CI_PIPELINE_SOURCE=push\nCI_OPEN_MERGE_REQUESTS=g/n!42,g/n!43\n", NULL,
	 NO_HAND, MOW_ENOTFOUND, "started by push, which is about no merge request"},
	{"gitlab, a branch with one of another project",
	 GITLAB "CI_PIPELINE_SOURCE=push\nCI_OPEN_MERGE_REQUESTS=g/n2!42\n", NULL, NO_HAND, MOW_ENOTFOUND,
	 "started by push, which is about no merge request"},
	{"gitlab, an odd request of a branch", GITLAB "CI_PIPELINE_SOURCE=push\nCI_OPEN_MERGE_REQUESTS=g/n!x\n", NULL,
	 NO_HAND, MOW_ENOTFOUND, "a merge request has a number"},
	{"gitlab, a schedule", GITLAB "CI_PIPELINE_SOURCE=schedule\n", NULL, NO_HAND, MOW_ENOTFOUND,
	 "started by schedule, which is about no merge request; start it by merge_request_event"},
	{"gitlab, a request that is given",
	 GITLAB "CI_PIPELINE_SOURCE=schedule\n",
	 NULL,
	 {.request = "3"},
	 MOW_OK,
	 "gitlab https://gitlab.example.com/api/v4 5 3 - " LOOSE},
	{"gitlab by hand",
	 "",
	 NULL,
	 {"gitlab", NULL, "a/b/c", "7", false},
	 MOW_OK,
	 "gitlab https://gitlab.com/api/v4 a/b/c 7 - -"},
	{"gitlab by hand, a project by its number",
	 "",
	 NULL,
	 {"gitlab", NULL, "5", "7", false},
	 MOW_OK,
	 "gitlab https://gitlab.com/api/v4 5 7 - -"},
	{"gitlab by hand, no project",
	 "",
	 NULL,
	 {"gitlab", NULL, "5x", "7", false},
	 MOW_EINVAL,
	 "GROUP/NAME or its number"},
	{"gitlab, a request that is given, on the default branch",
	 GITLAB "CI_PIPELINE_SOURCE=schedule\nCI_COMMIT_BRANCH=main\nCI_DEFAULT_BRANCH=main\n",
	 NULL,
	 {.request = "3"},
	 MOW_OK,
	 "gitlab https://gitlab.example.com/api/v4 5 3 - -"},
	{"every request, on a schedule",
	 GITHUB FROM_MAIN "GITHUB_EVENT_NAME=schedule\n",
	 NULL,
	 {.all = true},
	 MOW_OK,
	 "github https://api.github.com o/r  - -"},
	{"every request, on a schedule that does not say where its job is from",
	 GITHUB "GITHUB_EVENT_NAME=schedule\n",
	 NULL,
	 {.all = true},
	 MOW_OK,
	 "github https://api.github.com o/r  - -"},
	{"every request, in a job of one",
	 GITHUB "GITHUB_WORKFLOW_REF=o/r/x.yml@refs/pull/1/merge\nGITHUB_EVENT_NAME=pull_request\n",
	 NULL,
	 {.all = true},
	 MOW_OK,
	 "github https://api.github.com o/r  - is read from the change itself"},
	{"every request of gitlab, on the default branch",
	 GITLAB "CI_PIPELINE_SOURCE=schedule\nCI_COMMIT_BRANCH=main\nCI_DEFAULT_BRANCH=main\n",
	 NULL,
	 {.all = true},
	 MOW_OK,
	 "gitlab https://gitlab.example.com/api/v4 5  - -"},
	{"every request of gitlab, on another branch",
	 GITLAB "CI_PIPELINE_SOURCE=schedule\nCI_COMMIT_BRANCH=topic\nCI_DEFAULT_BRANCH=main\n",
	 NULL,
	 {.all = true},
	 MOW_OK,
	 "gitlab https://gitlab.example.com/api/v4 5  - " LOOSE},
	{"no platform",
	 "",
	 NULL,
	 {"svn", NULL, "o/r", "7", false},
	 MOW_EINVAL,
	 "there is no platform svn; there are github, gitlab or gitea"},
};

/* The variables of a row: name and value between line ends. */
struct variables {
	const char *text;
	struct arena *arena;
};

static const char *variable(const char *name, void *context)
{
	struct variables *variables = context;
	size_t len = strlen(name);

	for (const char *at = variables->text, *end; *at != '\0'; at = end + (*end != '\0')) {
		end = at + strcspn(at, "\n");
		if (strncmp(at, name, len) != 0 || at[len] != '=')
			continue;
		const char *value = arena_dup(variables->arena, at + len + 1, strcspn(at + len + 1, "\n"));
		assert_non_null(value);
		return strcmp(value, "EVENT") == 0 ? event_path : value;
	}
	return NULL;
}

static const char *shown(const char *text)
{
	return text != NULL ? text : "-";
}

static void test_row(void **state)
{
	const struct row *row = *state;
	MOW_AUTO(arena) arena = {0};
	struct variables variables = {row->variables, &arena};
	const struct place_environment environment = {variable, &variables};
	MOW_AUTO(buf) out = BUF_INIT;
	struct mow_error err = {0};
	struct place place = {0};

	if (row->event != NULL)
		assert_int_equal(file_write(event_path, row->event, strlen(row->event), 0600, &err), MOW_OK);
	int result = place_find(&place, &arena, &row->given, &environment, &err);
	if (result != row->result)
		fail_msg("%d: %s", result, err.message);
	if (result != MOW_OK) {
		if (strstr(err.message, row->expected) == NULL)
			fail_msg("\"%s\" lacks \"%s\"", err.message, row->expected);
		return;
	}
	buf_addf(&out, "%s %s %s %s %s %s", place.at.forge->name, place.at.api, place.at.project, place.at.number,
		 shown(place.head), shown(place.loose));
	if (place.old_id != NULL)
		buf_addf(&out, " %s..%s %s", place.old_id, place.new_id, place.target);
	assert_string_equal(out.data, row->expected);
}

static int setup(void **state)
{
	(void)state;
	int fd = mkstemp(event_path);
	return fd < 0 || close(fd) != 0 ? -1 : 0;
}

static int teardown(void **state)
{
	(void)state;
	return unlink(event_path);
}

int main(void)
{
	struct CMUnitTest tests[sizeof rows / sizeof *rows];

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		tests[i] = (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, (void *)&rows[i]};
	return cmocka_run_group_tests_name("forge_place", tests, setup, teardown);
}
