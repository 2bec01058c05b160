#include "rules/read/header.h"

#include <string.h>

#include "base/ascii.h"
#include "rules/keys.h"
#include "rules/read/slips.h"

/* How far is looked ahead for the keys of a section. */
#define AHEAD_MAX 16

static void complain(struct file_findings *found, const struct line *line, size_t offset, enum finding_code code,
		     const char *message)
{
	file_findings_add(found, line->number, (unsigned)offset + 1, code, "%s", message);
}

bool header_read(struct span *name, bool *bad, struct file_findings *found, const struct line *line, bool told)
{
	const char *from = line->text + line->start + 1;
	const char *end = line->text + line->len;
	const char *close = memchr(from, ']', (size_t)(end - from));
	bool blank = !told && !line->damaged && slips_report_space(found, line, line->start, line->len);

	*bad = close == NULL || blank;
	told = told || blank || line->damaged;
	if (close == NULL && !told)
		complain(found, line, line->start, FINDING_UNCLOSED_SECTION, "this section line has no \"]\"");
	*name = lines_trim(from, (size_t)((close != NULL ? close : end) - from));
	if (close != NULL && !line->damaged) {
		struct span after = lines_trim(close + 1, (size_t)(end - close - 1));
		*name = (struct span){from, (size_t)(close - from)};
		if (after.len > 0 && !told)
			complain(found, line, (size_t)(after.text - line->text), FINDING_TEXT_AFTER_SECTION,
				 "text behind \"]\"; move it to a line of its own, or put \" ; \" before a comment");
	}
	if ((size_t)((close != NULL ? close : end) - line->text) > line->sound)
		return false;
	if (name->len > KEYS_NAME_MAX) {
		file_findings_add(found, line->number, (unsigned)line->start + 2, FINDING_NAME_TOO_LONG,
				  "a section name of %zu bytes; at most %d are read", name->len, KEYS_NAME_MAX);
		return false;
	}
	return true;
}

/* Whether no area can be called so. */
static bool is_known(struct span name)
{
	char lower[KEYS_NAME_MAX + 1];

	if (name.len > KEYS_NAME_MAX)
		return false;
	ascii_copy_lower(lower, name.text, name.len);
	lower[strcspn(lower, " \t")] = '\0';
	return keys_is_section(lower);
}

/* The key of a line; NULL: it has none that is known. */
static const struct key_rule *find_key(const struct line *line)
{
	if (line->separator == line->len)
		return NULL;
	struct span name = lines_trim(line->text + line->start, line->separator - line->start);
	return keys_find(name.text, name.len);
}

bool header_is_meant(const struct line *line, const struct lines *lines, uint64_t seen)
{
	const char *from = line->text + line->start + 1;
	const char *end = line->text + line->len;
	const char *close = memchr(from, ']', (size_t)(end - from));
	struct file_findings nobody = {0};
	struct lines ahead = *lines;
	struct line next;

	if (close == NULL || lines_trim(close + 1, (size_t)(end - close - 1)).len > 0)
		return false;
	if (is_known((struct span){from, (size_t)(close - from)}))
		return true;
	ahead.found = &nobody;
	bool meant = false;
	for (size_t i = 0; i < AHEAD_MAX && !meant && lines_next(&ahead, &next); i++) {
		if (next.text[0] == '[')
			break;
		const struct key_rule *rule = find_key(&next);
		meant = rule != NULL && rule->id != KEY_REVIEW_NAMED && (seen >> rule->id & 1) != 0;
	}
	file_findings_release(&nobody);
	return meant;
}
