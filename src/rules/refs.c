#include "rules/refs.h"

#include <string.h>

#include "base/text.h"
#include "rules/rules.h"

/* A pattern is a line at most, and its full name eleven bytes longer. */
#define PATTERN_MAX (RULES_LINE_MAX + 12)

/* ---- Form ---- */

static bool ends_with(const char *text, size_t len, const char *end)
{
	return len >= strlen(end) && memcmp(text + len - strlen(end), end, strlen(end)) == 0;
}

static const char *check_component(const char *text, size_t len)
{
	if (len == 0)
		return "an empty name between slashes";
	if (text[0] == '.')
		return "a name that begins with a dot";
	if (ends_with(text, len, ".lock"))
		return "a name that ends with \".lock\"";
	return NULL;
}

const char *refs_check(const char *pattern, size_t len)
{
	const char *reason = NULL;
	size_t start = 0;

	for (size_t i = 0; i < len; i++)
		if ((unsigned char)pattern[i] <= ' ' || pattern[i] == 0x7F || strchr("~^:?[\\", pattern[i]) != NULL)
			return "a character that no ref has";
	if (memmem(pattern, len, "..", 2) != NULL || memmem(pattern, len, "@{", 2) != NULL)
		return "\"..\" or \"@{\", which no ref has";
	if (ends_with(pattern, len, "."))
		return "a dot at its end";
	if (len == 1 && pattern[0] == '@')
		return "nothing but \"@\"";
	for (size_t i = 0; i <= len && reason == NULL; i++) {
		if (i < len && pattern[i] != '/')
			continue;
		reason = check_component(pattern + start, i - start);
		start = i + 1;
	}
	return reason;
}

/* ---- Matching ---- */

/*
 * Which beginnings of the pattern match what has been read of the ref: one flag for each length. Stepping over a wild
 * card that may match nothing is `settle`; `begins`: a component of the ref begins here.
 */
struct states {
	const char *pattern;
	size_t len;
	bool live[PATTERN_MAX + 1];
};

static bool is_across(const struct states *states, size_t at)
{
	return states->pattern[at] == '*' && states->pattern[at + 1] == '*';
}

/* A whole component of two stars, and the slash behind it: both may match nothing where a component of the ref begins.
 * A pattern begins with "refs/". */
static bool is_folders(const struct states *states, size_t at)
{
	return is_across(states, at) && states->pattern[at + 2] == '/' && states->pattern[at - 1] == '/';
}

static void settle(struct states *states, bool begins)
{
	for (size_t at = 0; at < states->len; at++) {
		if (!states->live[at] || states->pattern[at] != '*')
			continue;
		states->live[at + (is_across(states, at) ? 2 : 1)] = true;
		if (begins && is_folders(states, at))
			states->live[at + 3] = true;
	}
}

static void step(struct states *states, char c)
{
	bool next[PATTERN_MAX + 1] = {false};

	for (size_t at = 0; at < states->len; at++) {
		if (!states->live[at])
			continue;
		if (is_across(states, at))
			next[at] = true;
		else if (states->pattern[at] == '*')
			next[at] = next[at] || c != '/';
		else if (states->pattern[at] == c)
			next[at + 1] = true;
	}
	memcpy(states->live, next, sizeof next);
	settle(states, c == '/');
}

static bool match(const char *pattern, size_t len, const char *ref)
{
	struct states states = {.pattern = pattern, .len = len};
	const char *star = memchr(pattern, '*', len);
	size_t plain = star != NULL ? (size_t)(star - pattern) : len;

	if (strncmp(ref, pattern, plain) != 0)
		return false;
	ref += plain;
	states.live[plain] = true;
	settle(&states, pattern[plain - 1] == '/');
	for (; *ref != '\0'; ref++)
		step(&states, *ref);
	return states.live[len];
}

static const char *prefix_of(const char *pattern)
{
	if (text_begins(pattern, "refs/"))
		return "";
	return text_begins(pattern, "tags/") ? "refs/" : "refs/heads/";
}

bool refs_match(const char *pattern, const char *ref)
{
	char full[PATTERN_MAX];
	const char *prefix = prefix_of(pattern);
	size_t len = strlen(pattern);
	size_t before = strlen(prefix);

	if (len > RULES_LINE_MAX || strncmp(ref, prefix, before) != 0)
		return false;
	memcpy(full, prefix, before);
	memcpy(full + before, pattern, len + 1);
	return match(full, before + len, ref);
}

bool refs_match_full(const char *pattern, const char *ref)
{
	size_t len = strlen(pattern);

	return len >= PATTERN_MAX || match(pattern, len, ref);
}

void refs_full(struct buf *out, const char *pattern)
{
	buf_adds(out, prefix_of(pattern));
	buf_adds(out, pattern);
}
