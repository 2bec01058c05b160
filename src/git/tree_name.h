/* Names that no tree entry may have. */
#ifndef MOW_GIT_TREE_NAME_H
#define MOW_GIT_TREE_NAME_H

#include <stdbool.h>
#include <stddef.h>

/*
 * `.`, `..`, and whatever some file system takes for `.git`: in any case; with ignorable characters of Unicode in
 * between (HFS+); as `git~1`, with dots and blanks behind, before a `:`, or behind a `\` (NTFS). Equal to git fsck's
 * hasDot, hasDotdot and hasDotgit.
 */
bool tree_name_is_reserved(const char *name, size_t len);

#endif
