#include "rules/match/pattern.h"

#include <string.h>

#include "base/error.h"
#include "base/utf8.h"
#include "rules/match/glob.h"
#include "rules/match/pattern_set.h"

/* What is wrong with a pattern, and where. */
struct fault {
	enum finding_code code;
	const char *message;
	size_t offset;
};

static bool find_fault(struct fault *fault, enum finding_code code, const char *message, size_t offset)
{
	*fault = (struct fault){code, message, offset};
	return true;
}

/* A unit that begins at `*at`, which is moved behind it. */
static bool check_unit(struct fault *fault, const char *text, size_t len, size_t *at)
{
	size_t start = *at;
	struct glob_class class;
	unsigned unit;

	if (text[start] == '\\' && start + 1 < len && text[start + 1] == '/')
		return find_fault(fault, FINDING_ESCAPED_SLASH,
				  "a slash cannot be escaped: no name holds one; write \\\\ for a backslash", start);
	enum glob_fault found = glob_unit(&unit, &class, text, len, at);
	if (found == GLOB_LONE_ESCAPE)
		return find_fault(
			fault, FINDING_LONE_BACKSLASH,
			"a backslash at the end escapes nothing; write \\\\ for a backslash, [ ] for a blank at the end",
			start);
	if (found == GLOB_UNCLOSED)
		return find_fault(fault, FINDING_UNCLOSED_CLASS, "this [ has no ]; write \\[ for a bracket", start);
	const char *slash = memchr(text + start, '/', *at - start);
	if (slash != NULL)
		return find_fault(fault, FINDING_SLASH_IN_CLASS,
				  "a slash cannot stand in [ ]: wild cards stay inside one name",
				  (size_t)(slash - text));
	if (found == GLOB_UNKNOWN_CLASS)
		return find_fault(
			fault, FINDING_UNKNOWN_CLASS,
			"no such class; there are alnum, alpha, blank, cntrl, digit, graph, lower, print, punct, "
			"space, upper and xdigit",
			*at);
	return false;
}

/* The component that begins at `*at`, which is moved to the slash behind it or the end. */
static bool check_component(struct fault *fault, const char *text, size_t len, size_t *at)
{
	size_t start = *at;

	while (*at < len && text[*at] != '/') {
		/* Nothing else can be wrong. */
		if (text[*at] != '[' && text[*at] != '\\')
			++*at;
		else if (check_unit(fault, text, len, at))
			return true;
	}
	size_t count = *at - start;
	if (count == 0)
		return find_fault(fault, FINDING_EMPTY_COMPONENT, "two slashes with nothing between them match nothing",
				  start);
	if ((count == 1 && text[start] == '.') || (count == 2 && memcmp(text + start, "..", 2) == 0))
		return find_fault(fault, FINDING_DOT_COMPONENT,
				  "\".\" and \"..\" match nothing; paths begin at the folder of the OWNERS file",
				  start);
	return false;
}

/* So many bytes are looked at at once, and are too few for too many components. */
#define PLAIN_MAX 200

/* Whether eight bytes hold a bracket, a backslash, or a slash with another one or a dot behind: a dot behind a slash is
 * marked as a slash too, by what is carried over (utf8_has). */
static bool may_be_wrong(const char *bytes)
{
	uint64_t eight = utf8_eight(bytes);
	uint64_t slashes = utf8_has(eight, '/');

	return (utf8_has(eight, '[') | utf8_has(eight, '\\') | (slashes & slashes >> 8)) != 0;
}

/* Whether there is surely nothing wrong. By eights that overlap, so that every two neighbours are in one of them. */
static bool is_plain(const char *text, size_t len)
{
	if (len < 8 || len > PLAIN_MAX || text[text[0] == '!'] == '.')
		return false;
	for (size_t at = 0; at + 8 < len; at += 7) {
		if (may_be_wrong(text + at))
			return false;
	}
	return !may_be_wrong(text + len - 8);
}

static bool check(struct fault *fault, const char *text, size_t len)
{
	size_t at = len > 0 && text[0] == '!';

	if (at < len && text[at] == '/')
		at++;
	if (at == len)
		return find_fault(fault, FINDING_EMPTY_PATTERN,
				  "a pattern that is empty matches nothing; \"*\" is everything", 0);
	if (len > PATTERN_LENGTH_MAX)
		return find_fault(fault, FINDING_LONG_PATTERN, "this pattern is too long", PATTERN_LENGTH_MAX);
	for (size_t count = 1; at < len; count++) {
		if (count > PATTERN_COMPONENTS_MAX)
			return find_fault(fault, FINDING_DEEP_PATTERN, "this pattern has too many folders", at);
		if (check_component(fault, text, len, &at))
			return true;
		at++;
	}
	return false;
}

int pattern_check(const char *text, size_t len, enum finding_code *code, size_t *offset, struct mow_error *err)
{
	struct fault fault;

	if (is_plain(text, len) || !check(&fault, text, len))
		return MOW_OK;
	if (code != NULL)
		*code = fault.code;
	if (offset != NULL)
		*offset = fault.offset;
	return mow_fail(err, MOW_EINVAL, "%s", fault.message);
}

bool pattern_split(struct pattern_parts *out, const char *text, size_t len)
{
	bool rooted = len > 0 && text[0] == '/';
	size_t at = rooted;

	out->folder = len > at && text[len - 1] == '/';
	len -= out->folder;
	for (out->count = 0; out->count < PATTERN_COMPONENTS_MAX; at++) {
		const char *slash = memchr(text + at, '/', len - at);
		size_t end = slash != NULL ? (size_t)(slash - text) : len;
		if (end == at)
			return false;
		out->items[out->count].text = text + at;
		out->items[out->count++].len = end - at;
		out->anchored = rooted || out->count > 1;
		if (end == len)
			return true;
		at = end;
	}
	return false;
}
