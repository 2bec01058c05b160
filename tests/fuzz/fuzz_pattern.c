/*
 * Patterns: what pattern_check lets through is compiled together and held against the slow matcher; what it refuses
 * must do no harm. The input is lines: patterns, then a path (behind its slash, if it has one, a folder's).
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../unit/slow_pattern.h"
#include "rules/match/grams.h"
#include "rules/match/pattern.h"

enum { LINES_MAX = 16, LINE_MAX = 198, DEEP_MAX = 4, FOLDERS_MAX = 16 };

struct input {
	char *lines[LINES_MAX];
	size_t lens[LINES_MAX];
	size_t count;
	char *path;
	size_t path_len;
	bool folder;
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Lines in a block of their own each, so that a step over the end is seen. */
static void take_line(struct input *input, const char *line, size_t len)
{
	if (input->count == LINES_MAX || len > LINE_MAX)
		return;
	char *copy = malloc(len + 1);
	if (copy == NULL)
		abort();
	memcpy(copy, line, len);
	copy[len] = '\0';
	input->lines[input->count] = copy;
	input->lens[input->count++] = len;
}

static void release(struct input *input)
{
	for (size_t i = 0; i < input->count; i++)
		free(input->lines[i]);
}

/* The last line as a path, if it is one that git could have and the slow matcher can bear. */
static bool take_path(struct input *input)
{
	if (input->count == 0)
		return false;
	input->path = input->lines[input->count - 1];
	input->path_len = input->lens[input->count - 1];
	size_t folders = 0;
	for (size_t i = 0; i < input->path_len; i++)
		folders += input->path[i] == '/';
	input->folder = input->path_len > 0 && input->path[input->path_len - 1] == '/';
	input->path_len -= input->folder;
	return input->path_len > 0 && folders <= FOLDERS_MAX && input->path[0] != '/' &&
	       input->path[input->path_len - 1] != '/' && memmem(input->path, input->path_len, "//", 2) == NULL;
}

static bool bearable(const char *pattern, size_t len)
{
	size_t deep = 0;

	for (size_t i = 1; i < len; i++)
		deep += pattern[i] == '*' && pattern[i - 1] == '*';
	return deep <= DEEP_MAX;
}

/* Refuses or is fine; says where, in either case, only within the text. */
static bool is_checked(const char *pattern, size_t len)
{
	enum finding_code code = FINDING_COUNT;
	size_t offset = 0;
	struct mow_error err;

	if (pattern_check(pattern, len, &code, &offset, &err) == MOW_OK)
		return code == FINDING_COUNT;
	if (code == FINDING_COUNT || offset > len || (offset == len && len > 0) || err.message[0] == '\0')
		abort();
	return false;
}

static void compare(const struct pattern_matches *matches, const struct input *input, const bool *added)
{
	struct grams grams = {{0}};
	size_t at = 0;
	uint32_t number = 0;

	grams_add(&grams, input->path, input->path_len);
	for (size_t i = 0; i + 1 < input->count; i++) {
		if (!added[i])
			continue;
		bool mark = input->lines[i][0] == '!';
		bool found = at < matches->count && matches->items[at] == number;
		if (found != slow_match(input->lines[i] + mark, input->lens[i] - mark, input->path, input->path_len,
					input->folder)) {
			(void)fprintf(stderr, "%s and %s: %d\n", input->lines[i], input->path, found);
			abort();
		}
		if (found && !grams_may_match(&grams, input->lines[i] + mark, input->lens[i] - mark))
			abort();
		at += found;
		number++;
	}
	if (at != matches->count)
		abort();
}

static void try_input(const struct input *input, bool path)
{
	MOW_AUTO_PTR(pattern_set) set = NULL;
	MOW_AUTO(pattern_matches) matches = {0};
	bool added[LINES_MAX] = {false};

	if (pattern_set_new(&set, NULL) != MOW_OK)
		return;
	for (size_t i = 0; i + path < input->count; i++) {
		const char *pattern = input->lines[i];
		bool mark = pattern[0] == '!';
		bool fine = is_checked(pattern, input->lens[i]);
		added[i] = fine && bearable(pattern, input->lens[i]);
		if (added[i] && pattern_set_add(set, pattern + mark, input->lens[i] - mark, NULL) != MOW_OK)
			abort();
	}
	if (pattern_set_compile(set, NULL) != MOW_OK || !path)
		return;
	if (pattern_set_match(&matches, set, &(const struct mow_path){input->path, input->path_len, input->folder}) !=
	    MOW_OK)
		abort();
	compare(&matches, input, added);
}

/* Patterns that are refused, added all the same. */
static void try_refused(const struct input *input)
{
	MOW_AUTO_PTR(pattern_set) set = NULL;
	MOW_AUTO(pattern_matches) matches = {0};

	if (pattern_set_new(&set, NULL) != MOW_OK)
		return;
	for (size_t i = 0; i < input->count; i++)
		(void)pattern_set_add(set, input->lines[i], input->lens[i], NULL);
	if (pattern_set_compile(set, NULL) == MOW_OK)
		(void)pattern_set_match(&matches, set, &(const struct mow_path){"ab/a.b", 6, false});
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = {.count = 0};
	const char *text = (const char *)data;

	if (size == 0 || memchr(data, '\0', size) != NULL)
		return 0;
	for (size_t at = 0; at < size;) {
		const char *end = memchr(text + at, '\n', size - at);
		size_t len = end != NULL ? (size_t)(end - (text + at)) : size - at;
		take_line(&input, text + at, len);
		at += len + 1;
	}
	try_input(&input, take_path(&input));
	try_refused(&input);
	release(&input);
	return 0;
}
