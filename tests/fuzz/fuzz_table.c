/* Tables of a matrix: an OWNERS file comes out that can be read, or findings that say why there is none. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "convert/matrix.h"
#include "rules/read/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool good)
{
	if (!good)
		abort();
}

static void see(const struct mow_finding *finding, void *context)
{
	size_t *errors = context;

	check(strchr(finding->message, '\n') == NULL && strchr(finding->message, '\x1B') == NULL &&
	      finding->message[0] != '\0');
	*errors += finding->severity == MOW_ERROR;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct file_text file = {"matrix.csv", (const char *)data, size};
	MOW_AUTO_PTR(rules) rules = NULL;
	MOW_AUTO(draft) draft = DRAFT_INIT;
	size_t errors = 0;
	const struct mow_finding_sink sink = {see, &errors};
	int result = matrix_convert(&draft, &file, "me@example.com", &sink, NULL);

	check(result == MOW_OK || result == MOW_ERULES);
	check((result == MOW_OK) == (errors == 0));
	if (result != MOW_OK)
		return 0;
	check(rules_parse(&rules, draft.text.data, draft.text.len, &sink, NULL) == MOW_OK);
	check(errors == 0 && !rules->broken);
	return 0;
}
