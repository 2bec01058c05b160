#include "base/finding_codes.h"

#include <string.h>

#include "base/text.h"

static const struct {
	enum mow_severity severity;
	const char *word;
} codes[] = {
#define ROW(name, severity, word, meaning) {MOW_##severity, word},
	FINDING_CODES(ROW)
#undef ROW
};

bool finding_find(enum finding_code *code, const char *word, size_t len)
{
	for (size_t i = 0; i < FINDING_COUNT; i++) {
		if (!text_is(word, len, codes[i].word))
			continue;
		*code = (enum finding_code)i;
		return true;
	}
	return false;
}

enum mow_severity finding_severity(enum finding_code code)
{
	return codes[code].severity;
}

const char *finding_word(enum finding_code code)
{
	return codes[code].word;
}
