#include <string.h>

#include "base/utf8.h"
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

/* In any case: systems that fold it read one for the other, and so does git there. */
static bool is_git_name(const char *name, size_t len)
{
	static const char *const names[] = {".gitattributes", ".gitmodules", ".lfsconfig", ".mailmap",
					    ".gitlab-ci.yml"};
	enum { FOLDED_MAX = 64 }; /* bytes of the longest that may be one of them when it is folded, and more */
	MOW_AUTO(buf) folded = BUF_INIT;

	if (len > FOLDED_MAX)
		return false;
	utf8_fold_name(&folded, name, len);
	for (size_t i = 0; !folded.failed && i < sizeof names / sizeof names[0]; i++)
		if (is_equal(folded.data, folded.len, names[i]))
			return true;
	return folded.failed;
}

static bool is_name(const char *name, size_t len)
{
	/* What most names begin with tells already. */
	if (len == 0 || (name[0] != 'O' && name[0] != '.'))
		return false;
	return name[0] == '.' ? is_git_name(name, len)
			      : is_equal(name, len, RULES_OWNERS) || is_equal(name, len, RULES_SIGNERS);
}

static const char *const folders[] = {".github/workflows/", ".gitea/workflows/", ".forgejo/workflows/"};
enum { FOLDERS = sizeof folders / sizeof folders[0] };

/* Whether `.github/workflows`, or a sibling of it, begins here: by itself, or with something below it. */
static bool is_workflow(const char *path, size_t len)
{
	for (size_t i = 0; i < FOLDERS; i++) {
		size_t own = strlen(folders[i]);
		if ((len > own || len == own - 1) && memcmp(path, folders[i], len < own ? len : own) == 0)
			return true;
	}
	return false;
}

/* Whether a folder's path, with a slash at its end, ends in what such a one begins with, but for so many bytes. */
static bool ends_in_workflow(const char *path, size_t len, size_t left)
{
	for (size_t i = 0; i < FOLDERS; i++) {
		size_t own = strlen(folders[i]) - left;
		if (len >= own && memcmp(path + len - own, folders[i], own) == 0 &&
		    (len == own || path[len - own - 1] == '/'))
			return true;
	}
	return false;
}

bool rules_covered_entry(const char *folder, size_t folder_len, const char *name, size_t len)
{
	return is_name(name, len) ||
	       (is_equal(name, len, "workflows") && ends_in_workflow(folder, folder_len, strlen("workflows/")));
}

bool rules_covered_folder(const char *path, size_t len)
{
	return ends_in_workflow(path, len, 0);
}

/* The list is that of OWNERS(5), "Who owns the rules"; any depth, so each component may begin it. */
bool rules_covered(const char *path, size_t len)
{
	size_t at = 0;

	for (;;) {
		const char *slash = memchr(path + at, '/', len - at);
		if (slash == NULL)
			return is_name(path + at, len - at);
		if (path[at] == '.' && is_workflow(path + at, len - at))
			return true;
		at = (size_t)(slash - path) + 1;
	}
}
