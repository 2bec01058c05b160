#include "evidence/store/git.h"

#include <string.h>

#include "base/escape.h"

#define SAID_MAX 700 /* bytes of what is quoted */

/* One line of what was said; advances `at`. */
static const char *next_line(size_t *len, const struct buf *said, size_t *at)
{
	const char *line = said->data + *at;

	*len = strcspn(line, "\r\n");
	*at += *len;
	while (*at < said->len && (said->data[*at] == '\r' || said->data[*at] == '\n'))
		++*at;
	while (*len > 0 && (line[*len - 1] == ' ' || line[*len - 1] == '\t'))
		--*len;
	return line;
}

static void add_said(struct buf *out, const char *text, size_t len)
{
	if (len == 0 || out->len >= SAID_MAX)
		return;
	if (out->len > 0)
		buf_adds(out, "; ");
	escape_text(out, text, len < SAID_MAX ? len : SAID_MAX);
}

void store_git_said(struct buf *out, const struct git_said *git, const char *prefix)
{
	size_t skip = strlen(prefix);
	const char *why = NULL;
	size_t why_len = 0;

	for (size_t at = 0; at < git->errors.len;) {
		size_t len;
		const char *line = next_line(&len, &git->errors, &at);
		if (skip > 0 && len > skip && memcmp(line, prefix, skip) == 0)
			add_said(out, line + skip, len - skip);
		bool fatal = len > 7 && (memcmp(line, "fatal: ", 7) == 0 || memcmp(line, "error: ", 7) == 0);
		/* "fatal: " is followed by advice that is no reason; the first of them says it best. */
		if (skip == 0 && (why == NULL || (fatal && memcmp(why, "fatal: ", why_len < 7 ? why_len : 7) != 0))) {
			why = line;
			why_len = len;
		}
	}
	if (why != NULL)
		add_said(out, why, why_len);
}
