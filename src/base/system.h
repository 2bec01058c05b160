/*
 * What Linux has and POSIX has not, each with another way: that is taken with `make PORTABLE=1`, and where the system
 * is not Linux. How programs are started is in child_start.h.
 */
#ifndef MOW_BASE_SYSTEM_H
#define MOW_BASE_SYSTEM_H

#include <dirent.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#ifndef MOW_PORTABLE
#ifdef __linux__
#define MOW_PORTABLE 0
#else
#define MOW_PORTABLE 1
#endif
#endif

/* The last of these bytes that is `byte`; NULL: none is. */
static inline const char *system_last(const char *bytes, char byte, size_t len)
{
#if MOW_PORTABLE
	while (len > 0)
		if (bytes[--len] == byte)
			return bytes + len;
	return NULL;
#else
	return memrchr(bytes, byte, len);
#endif
}

/* Whether an entry may be a folder: false where the system tells with the entry that it is something else. */
static inline bool system_may_be_folder(const struct dirent *entry)
{
#if MOW_PORTABLE
	(void)entry;
	return true;
#else
	return entry->d_type == DT_DIR || entry->d_type == DT_UNKNOWN;
#endif
}

/* Whether the file system of a folder surely counts folders: each has two links, and one more for every folder in it.
 */
bool system_counts_folders(const char *path);

/* Fills at most 256 bytes that nobody can guess. False: the system has none; errno says why. */
bool system_random(void *out, size_t len);

/* Negative, 0 or positive, as for qsort. */
typedef int system_compare_fn(const void *one, const void *two, void *context);
/* qsort whose comparison has a context. What compares equal may change places. */
void system_sort(void *items, size_t count, size_t size, system_compare_fn *compare, void *context);

/* The absolute path of the program that runs, through links, of malloc; `started` is its argv[0]. NULL: nobody knows.
 */
char *system_program(const char *started);

#endif
