#include "git/tree_name.h"

#include <stdint.h>
#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"

static bool begins_with(const char *name, size_t len, const char *word)
{
	size_t size = strlen(word);

	if (len < size)
		return false;
	for (size_t i = 0; i < size; i++)
		if (ascii_lower(name[i]) != word[i])
			return false;
	return true;
}

/*
 * NTFS drops dots and blanks at the end of a name, takes what follows a `:` for a stream of the file before it, and
 * knows `.git` by the short name `git~1` too.
 */
static bool is_ntfs_git(const char *name, size_t len)
{
	size_t at;

	if (begins_with(name, len, ".git"))
		at = 4;
	else if (begins_with(name, len, "git~1"))
		at = 5;
	else
		return false;
	while (at < len && (name[at] == '.' || name[at] == ' '))
		at++;
	return at == len || name[at] == '\\' || name[at] == '/' || name[at] == ':';
}

static bool is_hfs_git(const char *name, size_t len)
{
	static const char word[] = ".git";
	size_t matched = 0;

	for (size_t at = 0; at < len;) {
		uint32_t code = 0;
		size_t size = utf8_next(&code, name + at, len - at);
		if (size == 0)
			return false;
		at += size;
		if (utf8_is_ignored(code))
			continue;
		if (matched == 4)
			return code == '/';
		if (code > 0x7F || ascii_lower((char)code) != word[matched])
			return false;
		matched++;
	}
	return matched == 4;
}

bool tree_name_is_reserved(const char *name, size_t len)
{
	if (len <= 2 && name[0] == '.' && (len == 1 || name[1] == '.'))
		return true;
	if (is_ntfs_git(name, len) || is_hfs_git(name, len))
		return true;
	for (const char *at = memchr(name, '\\', len); at != NULL;) {
		size_t left = len - (size_t)(at + 1 - name);
		if (is_ntfs_git(at + 1, left))
			return true;
		at = memchr(at + 1, '\\', left);
	}
	return false;
}
