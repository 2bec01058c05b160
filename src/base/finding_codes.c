#include "base/finding_codes.h"

static const struct {
	enum mow_severity severity;
	const char *word;
	const char *meaning;
} codes[] = {
#define ROW(name, severity, word, meaning) {MOW_##severity, word, meaning},
	FINDING_CODES(ROW)
#undef ROW
};

enum mow_severity finding_severity(enum finding_code code)
{
	return codes[code].severity;
}

const char *finding_word(enum finding_code code)
{
	return codes[code].word;
}

const char *finding_meaning(enum finding_code code)
{
	return codes[code].meaning;
}
