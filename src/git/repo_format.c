#include "git/discover.h"

#include "base/text.h"

/*
 * Checked here and not by libgit2: 1.5 refuses what it need not (extensions.worktreeConfig, whose file config.c reads;
 * a partial clone), knows no words for what to do, and its check loses memory.
 */

static int fail_format(const char *format, const char *value, struct mow_error *err)
{
	MOW_AUTO(buf) said = BUF_INIT;

	repo_quote(&said, value != NULL ? value : "");
	if (strcmp(format, "objectformat") == 0)
		return mow_fail(
			err, MOW_EUNSUPPORTED,
			"this repository names its objects by %s, which is not supported yet; mowners needs one that names "
			"them by SHA-1 (git init --object-format=sha1)",
			said.data);
	if (strcmp(format, "refstorage") == 0)
		return mow_fail(
			err, MOW_EUNSUPPORTED,
			"this repository keeps its refs as %s, which is not supported yet; run git refs migrate "
			"--ref-format=files",
			said.data);
	buf_reset(&said);
	repo_quote(&said, format);
	return mow_fail(
		err, MOW_EUNSUPPORTED,
		"this repository uses git's extension %s, which this version of mowners does not know; use a newer one",
		said.data);
}

/* What changes nothing for who reads, or is seen to. */
static bool is_harmless(const char *extension)
{
	static const char *const names[] = {"noop",         "noop-v1",           "preciousobjects",
					    "partialclone", "relativeworktrees", "worktreeconfig"};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (strcmp(extension, names[i]) == 0)
			return true;
	return false;
}

static int check_entry(const git_config_entry *entry, int version, struct mow_error *err)
{
	static const char section[] = "extensions.";
	const char *value = entry->value != NULL ? entry->value : "";

	if (!text_begins(entry->name, section))
		return MOW_OK;
	const char *name = entry->name + sizeof section - 1;
	if (strcmp(name, "objectformat") == 0)
		return strcmp(value, "sha1") == 0 ? MOW_OK : fail_format(name, value, err);
	if (strcmp(name, "refstorage") == 0)
		return strcmp(value, "files") == 0 ? MOW_OK : fail_format(name, value, err);
	return version < 1 || is_harmless(name) ? MOW_OK : fail_format(name, value, err);
}

/* Only what stands in the repository's own file counts. */
static int check_entries(git_config *local, struct mow_error *err)
{
	git_config_iterator *iterator = NULL;
	git_config_entry *entry = NULL;
	int32_t version = 0;
	int result = MOW_OK;
	int error = git_config_get_int32(&version, local, "core.repositoryformatversion");

	if (error != 0 && error != GIT_ENOTFOUND)
		return repo_fail(err, MOW_EGIT, "cannot read the repository's format");
	if (version > 1)
		return mow_fail(
			err, MOW_EUNSUPPORTED,
			"this repository has git's format %d, which this version of mowners does not know; use a newer "
			"one",
			(int)version);
	error = git_config_iterator_new(&iterator, local);
	while (error == 0 && result == MOW_OK && (error = git_config_next(&entry, iterator)) == 0)
		result = check_entry(entry, (int)version, err);
	git_config_iterator_free(iterator);
	if (result == MOW_OK && error != GIT_ITEROVER)
		return repo_fail(err, MOW_EGIT, "cannot read the repository's format");
	return result;
}

int repo_format_check(struct repo *repo, struct mow_error *err)
{
	git_config *config = NULL;
	git_config *local = NULL;
	int result = config_load(&config, repo, REPO_SCOPE_SECURITY, err);

	/* No config file at all: everything is as git init would have it. */
	int error = result == MOW_OK ? git_config_open_level(&local, config, GIT_CONFIG_LEVEL_LOCAL) : 0;
	if (error != 0 && error != GIT_ENOTFOUND)
		return repo_fail(err, MOW_EGIT, "cannot read the repository's format");
	if (result != MOW_OK || error != 0)
		return result;
	result = check_entries(local, err);
	git_config_free(local);
	return result;
}
