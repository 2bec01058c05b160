/* How every fallible function of the library reports. */
#ifndef MOW_BASE_ERROR_H
#define MOW_BASE_ERROR_H

#include "mowners.h"

/*
 * Words a failure and returns its code, so that one statement reports and leaves:
 *
 *     return mow_fail(err, MOW_EGIT, "cannot read %s", name);
 *
 * `err` may be NULL. The message is one line, without a final full stop or newline, at most
 * MOW_ERROR_SIZE - 1 bytes; a longer one is cut at a character. Bytes from the repository, the pusher or the
 * network must be escaped by the caller (escape.h) before they get here.
 */
int mow_fail(struct mow_error *err, int code, const char *format, ...) __attribute__((format(printf, 3, 4)));

#ifdef __clang_analyzer__ /* which does not see from here that a failure is never 0 */
#define mow_fail(err, code, ...) ((void)mow_fail(err, code, __VA_ARGS__), (code) != 0 ? (code) : MOW_EINVAL)
#endif

/* The same with "strerror(errno)" behind the message; always MOW_ESYSTEM. */
int mow_fail_errno(struct mow_error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The failure that `err` holds, as one of another kind; returns `code`. */
int mow_fail_as(struct mow_error *err, int code);

/* "out of memory", MOW_ENOMEM. Inline, so that compilers and analysers see that it is not 0. */
void mow_fail_memory_word(struct mow_error *err);
static inline int mow_fail_memory(struct mow_error *err)
{
	mow_fail_memory_word(err);
	return MOW_ENOMEM;
}

#endif
