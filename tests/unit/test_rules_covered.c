/* What [rules] covers, as a path and in parts; and which files the rules are in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "rules/rules.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const struct covered {
	const char *path;
	bool covered;
} covered[] = {
	{"OWNERS", true},
	{"brand/OWNERS", true},
	{"a/b/c/OWNERS", true},
	{"OWNERS.signers", true},
	{"a/OWNERS.signers", true},
	{".gitattributes", true},
	{"a/.gitattributes", true},
	{".gitmodules", true},
	{".lfsconfig", true},
	{".mailmap", true},
	{".gitlab-ci.yml", true},
	{"a/.gitlab-ci.yml", true},
	{".github/workflows/a.yml", true},
	{".github/workflows/a/b/c", true},
	{"a/b/.github/workflows/x", true},
	{".gitea/workflows/x", true},
	{"a/.forgejo/workflows/x", true},
	{".github/workflows", true},
	{"a/.gitea/workflows", true},
	{"workflows", false},
	{"x.github/workflows", false},
	{".github/workflow", false},
	{"workflows/x", false},
	{".github/workflows/", false},
	{".github/x/workflows/y", false},
	{".github/CODEOWNERS", false},
	{"x.github/workflows/y", false},
	{".github/workflowsx/y", false},
	{".forgejo/workflows", true},
	{"a/b/c/.forgejo/workflows/x/y", true},
	{"a/.gitmodules", true},
	{"a/.mailmap", true},
	{"a/.lfsconfig", true},
	{".gitea", false},
	{".gitea/workflows.yml", false},
	{".gitea/workflow/x", false},
	{".gitea/Workflows/x", false},
	{".gitlab/workflows/x", false},
	{"x/.github", false},
	{".forgejox/workflows", false},
	{".forgejo-/workflows", false},
	{"a/x.gitea/workflows", false},
	{".github/workflows-/x", false},
	{"xx/.github/workflows/x", true},
	{".github/x/.gitea/workflows/y", true},
	{".OWNERS", false},
	{"OWNERS.signer", false},
	{"OWNERS.signersx", false},
	{".gitlab-ci.yaml", false},
	{"o", false},
	{".", false},
	{"owners", false},
	{"OWNERS.md", false},
	{"xOWNERS", false},
	{"OWNERS/x", false},
	{"a/OWNERS/x", false},
	{"COOWNERS", false},
	{".gitignore", false},
	{".GitAttributes", true},
	{"a/.GITMODULES", true},
	{".lfsConfig", true},
	{"a/b/.MailMap", true},
	{".GitLab-CI.yml", true},
	{".gitattribute\xc5\xbf", true},
	{".gitattributes\xc5\xbf", false},
	{".gitattributes\xff", false},
	{".git\xe2\x80\x8c"
	 "attributes",
	 true},
	{"a/\xef\xbb\xbf.gitmodules", true},
	{".git\xe2\x80\x8b"
	 "attributes",
	 false},
	{"\xe2\x80\x8b.gitattributes", false},
	{".gitattributes . ", true},
	{".gitmodules:x", true},
	{".gitmodules :x", true},
	{".gitmodulesx:", false},
	{"GITATT~1", true},
	{"gitmod~4 .", true},
	{"a/MAILMA~2", true},
	{"lfscon~1", true},
	{"GI7EBA~1", true},
	{"gi7eb~12", true},
	{"maba30~9", true},
	{"gi7d29~", false},
	{"gi7d29~1x", false},
	{"gi7d28~1", false},
	{"gitat~12", false},
	{"gitatt~x", false},
	{"g~123456", false},
	{"gitattr~1", false},
	{"photos~1", false},
	{"gitattributes", false},
	{"Owners", false},
	{"OWNERS.Signers", false},
	{".gitattributes/x", false},
	{"", false},
	{"/", false},
};

static void test_covered(void **state)
{
	const struct covered *row = *state;
	const char *name = strrchr(row->path, '/') != NULL ? strrchr(row->path, '/') + 1 : row->path;
	bool parts = rules_covered_entry(row->path, (size_t)(name - row->path), name, strlen(name));

	assert_int_equal(rules_covered(row->path, strlen(row->path)), row->covered);
	/* The same in parts; but a folder by itself is no entry. */
	for (const char *at = row->path; (at = strchr(at, '/')) != NULL && *name != '\0'; at++)
		parts |= rules_covered_folder(row->path, (size_t)(at - row->path) + 1);
	assert_int_equal(parts, row->covered);
}

/* A folder is covered with all below where its path ends so, and an entry where both together do. */
static void test_parts(void **state)
{
	static const struct {
		const char *folder, *name;
		bool folder_covered, entry_covered;
	} parts[] = {
		{"", "OWNERS", false, true},
		{"", "workflows", false, false},
		{".github/", "workflows", false, true},
		{"a/.forgejo/", "workflows", false, true},
		{"ab/.gitea/", "workflows", false, true},
		{".github/", "workflow", false, false},
		{".github/", "workflowsx", false, false},
		{".githubx/", "workflows", false, false},
		{".githubx-long-name/", "workflows", false, false},
		{"x.github/", "workflows", false, false},
		{".gith/", "workflows", false, false},
		{".github/workflows/", "OWNERS", true, true},
		{".github/workflows/", "x", true, false},
		{"a/.gitea/workflows/", "x", true, false},
		{"a.gitea/workflows/", "x", false, false},
		{"x.github/workflows/", "x", false, false},
		{".github/workflows/x/", "y", false, false},
		{"workflows/", "x", false, false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(parts); i++) {
		const char *folder = parts[i].folder, *name = parts[i].name;
		assert_int_equal(rules_covered_folder(folder, strlen(folder)), parts[i].folder_covered);
		assert_int_equal(rules_covered_entry(folder, strlen(folder), name, strlen(name)),
				 parts[i].entry_covered);
	}
}

/* Where people and rules are written: OWNERS anywhere, their keys beside the root file alone. */
static void test_sources(void **state)
{
	static const struct {
		const char *path;
		bool owners, source;
	} sources[] = {
		{"OWNERS", true, true},
		{"a/OWNERS", true, true},
		{"a/b/OWNERS", true, true},
		{"OWNERS.signers", false, true},
		{"a/OWNERS.signers", false, false},
		{"xOWNERS", false, false},
		{"a/xOWNERS", false, false},
		{"OWNERS/a", false, false},
		{"OWNER", false, false},
		{"", false, false},
		{"owners", false, false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(sources); i++) {
		size_t len = strlen(sources[i].path);
		assert_int_equal(rules_is_owners(sources[i].path, len), sources[i].owners);
		assert_int_equal(rules_is_source(sources[i].path, len), sources[i].source);
	}
}

int main(void)
{
	static struct CMUnitTest tests[COUNT(covered) + 2] = {cmocka_unit_test(test_parts),
							      cmocka_unit_test(test_sources)};

	for (size_t i = 0; i < COUNT(covered); i++)
		tests[2 + i] = (struct CMUnitTest){covered[i].path, test_covered, NULL, NULL, (void *)&covered[i]};
	return cmocka_run_group_tests_name("covered", tests, NULL, NULL);
}
