#include <string.h>

#include "rules/rules.h"

static bool is_equal(const char *text, size_t len, const char *name)
{
	return len == strlen(name) && memcmp(text, name, len) == 0;
}

bool rules_is_owners(const char *path, size_t len)
{
	size_t name = strlen(RULES_OWNERS);

	return len >= name && is_equal(path + len - name, name, RULES_OWNERS) &&
	       (len == name || path[len - name - 1] == '/');
}

bool rules_is_source(const char *path, size_t len)
{
	return rules_is_owners(path, len) || is_equal(path, len, RULES_SIGNERS);
}

bool rules_covered_name(const char *name, size_t len)
{
	static const char *const names[] = {RULES_OWNERS, RULES_SIGNERS, ".gitattributes", ".gitmodules",
					    ".lfsconfig", ".mailmap",    ".gitlab-ci.yml"};

	/* What most names begin with tells already. */
	if (len == 0 || (name[0] != 'O' && name[0] != '.'))
		return false;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (is_equal(name, len, names[i]))
			return true;
	return false;
}

static const char *const folders[] = {".github/workflows/", ".gitea/workflows/", ".forgejo/workflows/"};
enum { FOLDERS = sizeof folders / sizeof folders[0] };

/* Whether `.github/workflows/` or a sibling of it begins here, with something below it. */
static bool is_workflow(const char *path, size_t len)
{
	for (size_t i = 0; i < FOLDERS; i++)
		if (len > strlen(folders[i]) && memcmp(path, folders[i], strlen(folders[i])) == 0)
			return true;
	return false;
}

bool rules_covered_folder(const char *path, size_t len)
{
	for (size_t i = 0; i < FOLDERS; i++) {
		size_t own = strlen(folders[i]);
		if (len >= own && memcmp(path + len - own, folders[i], own) == 0 &&
		    (len == own || path[len - own - 1] == '/'))
			return true;
	}
	return false;
}

/* The list is that of OWNERS(5), "Who owns the rules"; any depth, so each component may begin it. */
bool rules_covered(const char *path, size_t len)
{
	size_t at = 0;

	for (;;) {
		const char *slash = memchr(path + at, '/', len - at);
		if (slash == NULL)
			return rules_covered_name(path + at, len - at);
		if (path[at] == '.' && is_workflow(path + at, len - at))
			return true;
		at = (size_t)(slash - path) + 1;
	}
}
