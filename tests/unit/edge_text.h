/* Texts that end where the memory does: whoever reads behind one dies. */
#ifndef TESTS_EDGE_TEXT_H
#define TESTS_EDGE_TEXT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* The end of a page behind which there is nothing; it lives as long as the program. */
static inline char *edge_make(void)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	char *pages = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0);

	assert_ptr_not_equal(pages, MAP_FAILED);
	assert_int_equal(mprotect(pages + page, page, PROT_NONE), 0);
	return pages + page;
}

/* A copy of a text that fits into a page, up to that end; in place of the last one. */
static inline const char *edge_put(char *end, const char *text, size_t len)
{
	return memcpy(end - len, text, len);
}

#endif
