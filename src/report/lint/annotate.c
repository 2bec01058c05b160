#include <string.h>

#include "base/finding_codes.h"
#include "report/lint/lint.h"
#include "report/phrase.h"

#define ROW(name, severity, word, meaning) {word, meaning, meaning, true},
static const struct annotation_rule rules[] = {FINDING_CODES(ROW){"other", "something else", "something else", true}};
#undef ROW

static const struct annotation_rule *rule_of(const char *code)
{
	enum finding_code known;

	return &rules[finding_find(&known, code, strlen(code)) ? known : FINDING_COUNT];
}

void lint_annotate(struct annotations *list, const struct mow_finding *findings, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct mow_finding *finding = &findings[i];
		struct annotation annotation = {
			.level = finding->severity == MOW_ERROR ? ANNOTATION_ERROR : ANNOTATION_WARNING,
			.rule = rule_of(finding->code),
			.path = finding->file[0] != '\0' ? finding->file : NULL,
			.path_len = strlen(finding->file),
			.line = finding->line,
			.column = finding->column,
			.message = "",
			.about = finding->about,
		};
		MOW_AUTO(buf) text = BUF_INIT;
		if (annotations_has_room(list)) {
			phrase_text(&text, finding->message);
			annotation.message = annotations_keep(list, &text);
		}
		annotations_add(list, &annotation);
	}
}
