#include "rules/resolve/file_patterns.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"

void file_patterns_release(struct file_patterns_table *table)
{
	for (size_t i = 0; i < table->files.count; i++) {
		pattern_set_free(table->files.items[i].set);
		free(table->files.items[i].marks);
	}
	free(table->files.items);
	memset(&table->files, 0, sizeof table->files);
}

static uint32_t mark(const struct rules_file *file, const struct pattern *pattern)
{
	return (uint32_t)pattern->area << FILE_MARK_AREA | cascade_sets(&file->areas[pattern->area]) << 1 |
	       pattern->exclude;
}

static int compile(struct file_patterns *patterns, const struct rules_file *file, const struct grams *asked,
		   struct mow_error *err)
{
	int result = pattern_set_new(&patterns->set, err);

	patterns->marks = calloc(file->pattern_count + 1, sizeof *patterns->marks);
	if (result == MOW_OK && patterns->marks == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; result == MOW_OK && i < file->pattern_count; i++) {
		const struct pattern *pattern = &file->patterns[i];
		const char *text = pattern->text + pattern->exclude;
		size_t len = pattern->len - pattern->exclude;
		if (asked != NULL && !grams_may_match(asked, text, len)) {
			pattern_set_skip(patterns->set);
			continue;
		}
		result = pattern_set_add(patterns->set, text, len, err);
		patterns->marks[i] = mark(file, pattern);
	}
	return result == MOW_OK ? pattern_set_compile(patterns->set, err) : result;
}

int file_patterns_get(struct file_patterns *out, struct file_patterns_table *table, size_t number,
		      struct mow_error *err)
{
	const struct file_patterns none = {NULL, NULL};

	for (; table->files.count <= number; table->files.items[table->files.count++] = none)
		if (array_reserve(&table->files, 1))
			return mow_fail_memory(err);
	struct file_patterns *patterns = &table->files.items[number];
	int result = MOW_OK;
	if (patterns->set == NULL)
		result = compile(patterns, table->rules->files[number], table->asked, err);
	if (result == MOW_OK) {
		*out = *patterns;
		return MOW_OK;
	}
	pattern_set_free(patterns->set);
	free(patterns->marks);
	*patterns = none;
	return result;
}
