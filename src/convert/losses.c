#include "convert/losses.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/findings.h"

static const char *const readings[READING_COUNT] = {
	[READING_COMMENT] = "a comment behind the owners is taken as GitHub takes it; some programs take its words for "
			    "owners, or refuse the file",
	[READING_LAST_STAR] = "a * behind the last slash is taken as the files directly there; some programs take it "
			      "for everything below, some for such a folder anywhere",
	[READING_BLANK] =
		"a blank behind a backslash is taken as part of the name; some programs end the pattern there",
	[READING_ANYWHERE] = "a pattern without a slash in front is taken as GitLab takes it, at any depth; GitHub and "
			     "many programs begin at the root",
	[READING_LAST_STARS] =
		"a ** at the end is taken as GitLab takes it, as the files directly there; many programs "
		"take it for everything below",
	[READING_COMMENT_NAMES] = "names behind a # count, as GitLab has it; many programs take them for a comment",
	[READING_ROOT] =
		"a slash in front is left out, as Gitea does since April 2026; before, it found no file by such a "
		"line, or all of them where it begins with !",
};

static void tell(const struct losses *losses, unsigned line, const char *code, const char *message)
{
	const struct mow_finding finding = {
		.severity = MOW_WARNING, .file = losses->file, .line = line, .code = code, .message = message};

	finding_tell(losses->sink, &finding);
}

void losses_tell(struct losses *losses, unsigned line, const char *format, ...)
{
	char message[MOW_ERROR_SIZE];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(message, sizeof message, format, args);
	va_end(args);
	tell(losses, line, "not-carried", message);
}

void losses_note(struct losses *losses, unsigned line, enum other_reading reading)
{
	if (losses->count[reading]++ == 0)
		losses->first[reading] = line;
}

void losses_tell_noted(const struct losses *losses)
{
	char message[MOW_ERROR_SIZE];

	for (size_t i = 0; i < READING_COUNT; i++) {
		if (losses->count[i] == 0)
			continue;
		int len = snprintf(message, sizeof message, "%s", readings[i]);
		if (losses->count[i] > 1 && len > 0)
			(void)snprintf(message + len, sizeof message - (size_t)len, "; and %zu more such lines",
				       losses->count[i] - 1);
		tell(losses, losses->first[i], "read-otherwise", message);
	}
}
