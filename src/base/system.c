#include "base/system.h"

#include <stdlib.h>
#include <sys/random.h> /* getentropy, of glibc and macOS */
#include <unistd.h>     /* of musl and the BSDs */

#if MOW_PORTABLE

#include "base/child_env.h"

static void swap(char *one, char *two, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		char byte = one[i];
		one[i] = two[i];
		two[i] = byte;
	}
}

/* Heapsort needs no memory, and its time does not depend on the order there was. */
struct heap {
	char *items;
	size_t size;
	system_compare_fn *compare;
	void *context;
};

/* Lets the item at `root` sink to its place among the first `count`. */
static void sink(const struct heap *heap, size_t root, size_t count)
{
	for (size_t child = 2 * root + 1; child < count; child = 2 * root + 1) {
		char *larger = heap->items + child * heap->size;
		char *item = heap->items + root * heap->size;
		if (child + 1 < count && heap->compare(larger, larger + heap->size, heap->context) < 0) {
			larger += heap->size;
			child++;
		}
		if (heap->compare(item, larger, heap->context) >= 0)
			return;
		swap(item, larger, heap->size);
		root = child;
	}
}

void system_sort(void *items, size_t count, size_t size, system_compare_fn *compare, void *context)
{
	const struct heap heap = {items, size, compare, context};

	for (size_t root = count / 2; root-- > 0;)
		sink(&heap, root, count);
	for (size_t end = count; end-- > 1;) {
		swap(heap.items, heap.items + end * size, size);
		sink(&heap, 0, end);
	}
}

/* As a shell found it. */
char *system_program(const char *started)
{
	MOW_AUTO(buf) path = BUF_INIT;

	if (strchr(started, '/') == NULL && child_env_find(&path, started, NULL) != MOW_OK)
		return NULL;
	return realpath(path.len > 0 ? path.data : started, NULL);
}

bool system_counts_folders(const char *path)
{
	(void)path;
	return false;
}

#else

#include <sys/auxv.h>
#include <sys/vfs.h>

void system_sort(void *items, size_t count, size_t size, system_compare_fn *compare, void *context)
{
	if (count > 1)
		qsort_r(items, count, size, compare, context);
}

bool system_counts_folders(const char *path)
{
	enum { EXT = 0xEF53, XFS = 0x58465342, TMPFS = 0x01021994 };
	struct statfs found;

	return statfs(path, &found) == 0 && (found.f_type == EXT || found.f_type == XFS || found.f_type == TMPFS);
}

/* A chroot may have no /proc; then what the kernel was told to execute still leads there. */
char *system_program(const char *started)
{
	char *found = realpath("/proc/self/exe", NULL);
	const union {
		unsigned long number;
		const char *path;
	} executed = {getauxval(AT_EXECFN)};

	(void)started;
	return found != NULL || executed.path == NULL ? found : realpath(executed.path, NULL);
}

#endif

bool system_random(void *out, size_t len)
{
	return getentropy(out, len) == 0;
}
