#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "rules/rules.h"

bool rules_is_owners(const char *path, size_t len)
{
	size_t name = strlen(RULES_OWNERS);

	return len >= name && text_is(path + len - name, name, RULES_OWNERS) &&
	       (len == name || path[len - name - 1] == '/');
}

bool rules_is_source(const char *path, size_t len)
{
	return rules_is_owners(path, len) || text_is(path, len, RULES_SIGNERS);
}

/* What git and forges read; the short name of NTFS, where its first six letters are taken (as git has it). */
static const struct git_name {
	const char *name, *taken;
} git_names[] = {{".gitattributes", "gi7d29"},
		 {".gitmodules", "gi7eba"},
		 {".lfsconfig", ""},
		 {".mailmap", "maba30"},
		 {".gitlab-ci.yml", ""}};

/* Whether NTFS may know it by this short name of eight bytes: `gitatt~1`, `gi7d29~1`, `gi7d2~10`. */
static bool is_short(const struct buf *text, const struct git_name *git)
{
	enum { SHORT = 8, STEM = 6 };
	size_t stem = strcspn(text->data, "~");

	if (text->len != SHORT || stem < 2 || stem > STEM ||
	    strspn(text->data + stem + 1, "0123456789") != SHORT - stem - 1)
		return false;
	return (stem == STEM && memcmp(text->data, git->name + 1, STEM) == 0) ||
	       strncmp(text->data, git->taken, stem) == 0;
}

/*
 * In any case, and with characters that HFS+ leaves out, dots and blanks at the end or a stream behind `:`, as NTFS
 * takes them: such systems read one for the other, and so does git there.
 */
static bool is_git_name(const char *name, size_t len)
{
	enum { FOLDED_MAX = 1024 }; /* more than the bytes of a name there */
	MOW_AUTO(buf) folded = BUF_INIT;

	if (len > FOLDED_MAX)
		return false;
	utf8_fold_name(&folded, name, len);
	if (folded.failed)
		return true;
	buf_cut(&folded, strcspn(folded.data, ":"));
	while (folded.len > 0 && strchr(". ", folded.data[folded.len - 1]) != NULL)
		buf_cut(&folded, folded.len - 1);
	for (size_t i = 0; i < sizeof git_names / sizeof *git_names; i++)
		if (text_is(folded.data, folded.len, git_names[i].name) || is_short(&folded, &git_names[i]))
			return true;
	return false;
}

static bool is_name(const char *name, size_t len)
{
	enum { IGNORED = 0xE2 }; /* the least byte that a character begins with which is left out */

	/* What most names begin with tells already, or that they are no short ones. */
	if (len == 0)
		return false;
	if (name[0] == 'O')
		return text_is(name, len, RULES_OWNERS) || text_is(name, len, RULES_SIGNERS);
	return (name[0] == '.' || (unsigned char)name[0] >= IGNORED ||
		(len >= sizeof "gi7d29~1" - 1 && memchr(name + 2, '~', sizeof "7d29~" - 1) != NULL)) &&
	       is_git_name(name, len);
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
	       (text_is(name, len, "workflows") && ends_in_workflow(folder, folder_len, strlen("workflows/")));
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
