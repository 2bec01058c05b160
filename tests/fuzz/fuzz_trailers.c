/* Messages of commits: trailers have a key and are one line each, in both of git's ways. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "steps/trailers.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool good)
{
	if (!good)
		abort();
}

static int see(const char *key, const char *value, void *context)
{
	size_t *left = context;

	check(key[0] != '\0' && strchr(key, '\n') == NULL && strchr(value, '\n') == NULL);
	check(strlen(key) + strlen(value) <= *left);
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *message = malloc(size + 1);

	check(message != NULL);
	memcpy(message, data, size);
	message[size] = '\0';
	size_t len = strlen(message);
	check(trailers_each(message, TRAILERS_INTERPRET, see, &len, NULL) == MOW_OK);
	check(trailers_each(message, TRAILERS_LOG, see, &len, NULL) == MOW_OK);
	free(message);
	return 0;
}
