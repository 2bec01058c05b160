/*
 * The corpus of a target once, as a test of its own, in the place of libFuzzer: the program fuzz_NAME reads the files
 * of tests/fuzz/corpus/NAME, from the root of the sources.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

/* In a block of its own, without a byte behind it, so that a step over the end is seen. */
static bool replay(const char *folder, const char *name)
{
	MOW_AUTO(buf) path = BUF_INIT;
	MOW_AUTO(buf) bytes = BUF_INIT;

	buf_addf(&path, "%s/%s", folder, name);
	if (path.failed || file_read(&bytes, path.data, (size_t)1 << 20, NULL) != MOW_OK)
		return false;
	uint8_t *exact = malloc(bytes.len > 0 ? bytes.len : 1);
	if (exact == NULL)
		return false;
	memcpy(exact, bytes.data, bytes.len);
	LLVMFuzzerTestOneInput(exact, bytes.len);
	free(exact);
	return true;
}

int main(int argc, char **argv)
{
	const char *slash = argc > 0 ? strrchr(argv[0], '/') : NULL;
	const char *name = slash != NULL ? strstr(slash, "fuzz_") : NULL;
	struct dirent **entries = NULL;
	MOW_AUTO(buf) folder = BUF_INIT;
	int failed = 0;

	if (name == NULL)
		return 1;
	buf_addf(&folder, "tests/fuzz/corpus/%s", name + strlen("fuzz_"));
	int count = folder.failed ? -1 : scandir(folder.data, &entries, is_visible, alphasort);
	(void)printf("1..%d\n", count > 0 ? count : 1);
	if (count <= 0)
		(void)printf("not ok 1 - %s holds no inputs\n", folder.data);
	for (int i = 0; i < count; i++) {
		bool good = replay(folder.data, entries[i]->d_name);
		(void)printf("%sok %d - %s\n", good ? "" : "not ", i + 1, entries[i]->d_name);
		(void)fflush(stdout);
		failed += !good;
		free(entries[i]);
	}
	free(entries);
	return failed > 0 || count <= 0;
}
