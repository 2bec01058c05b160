/* CODEOWNERS files: an OWNERS file comes out that can be read, whatever they hold. The first byte says of which forge.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "convert/first.h"
#include "rules/read/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool good)
{
	if (!good)
		abort();
}

static void see(const struct mow_finding *finding, void *context)
{
	(void)context;
	check(finding->severity == MOW_WARNING && finding->message[0] != '\0' &&
	      strpbrk(finding->message, "\n\x1B") == NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct mow_finding_sink sink = {see, NULL};
	MOW_AUTO_PTR(rules) rules = NULL;
	MOW_AUTO(buf) text = BUF_INIT;

	if (size == 0)
		return 0;
	const struct first_source source = {.file = {"CODEOWNERS", (const char *)data + 1, size - 1},
					    .forge = (enum forge)(data[0] % FORGE_COUNT),
					    .owner = "me@example.com"};
	check(first_from_codeowners(&text, &source, &sink, NULL) == MOW_OK);
	check(rules_parse(&rules, text.data, text.len, NULL, NULL) == MOW_OK && !rules->broken);
	return 0;
}
