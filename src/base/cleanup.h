/*
 * Locals that release themselves when their scope ends.
 *
 *     MOW_AUTO(buf) text = BUF_INIT;              released by buf_release(&text)
 *     MOW_AUTO_PTR(repo) r = NULL;                freed by repo_free(r)
 *     return MOW_STEAL(r);                        r leaves the scope unreleased
 */
#ifndef MOW_BASE_CLEANUP_H
#define MOW_BASE_CLEANUP_H

#include <stdlib.h>

/* Defines what MOW_AUTO(kind) needs; `kind_release(struct kind *)` must exist. Stands in the header of the kind. */
#define MOW_AUTO_DEFINE(kind)                                     \
	static inline void kind##_auto_release(struct kind *held) \
	{                                                         \
		kind##_release(held);                             \
	}

/* Defines what MOW_AUTO_PTR(kind) needs; `kind_free(struct kind *)` must exist and take NULL. */
#define MOW_AUTO_PTR_DEFINE(kind)                               \
	static inline void kind##_auto_free(struct kind **held) \
	{                                                       \
		kind##_free(*held);                             \
	}

#define MOW_AUTO(kind) __attribute__((cleanup(kind##_auto_release))) struct kind
#define MOW_AUTO_PTR(kind) __attribute__((cleanup(kind##_auto_free))) struct kind *

/* A block of malloc, freed at the end of the scope. */
static inline void mow_free_auto(void *held)
{
	free(*(void **)held);
}
#define MOW_AUTO_FREE __attribute__((cleanup(mow_free_auto)))

/* The pointer's value; the pointer itself becomes NULL. */
#define MOW_STEAL(pointer)                               \
	__extension__({                                  \
		__typeof__(pointer) stolen_ = (pointer); \
		(pointer) = NULL;                        \
		stolen_;                                 \
	})

#endif
