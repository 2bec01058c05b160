#include "report/annotations.h"

#include <stdlib.h>

#include "base/array.h"

void annotations_release(struct annotations *list)
{
	free(list->items);
	arena_release(&list->arena);
}

bool annotations_has_room(const struct annotations *list)
{
	return list->count < list->most;
}

void annotations_add(struct annotations *list, const struct annotation *annotation)
{
	if (!annotations_has_room(list))
		list->left_out[annotation->level]++;
	else if (array_reserve(list, 1) != 0)
		list->failed = true;
	else
		list->items[list->count++] = *annotation;
}

const char *annotations_keep(struct annotations *list, const struct buf *text)
{
	const char *kept = text->failed ? NULL : arena_dup(&list->arena, text->data, text->len);

	list->failed = list->failed || kept == NULL;
	return kept != NULL ? kept : "";
}

size_t annotations_count(const struct annotations *list, enum annotation_level level)
{
	size_t count = list->left_out[level];

	for (size_t i = 0; i < list->count; i++)
		count += list->items[i].level == level;
	return count;
}

size_t annotations_left_out(const struct annotations *list)
{
	size_t count = 0;

	for (int level = 0; level < ANNOTATION_LEVELS; level++)
		count += list->left_out[level];
	return count;
}

const char *annotations_place(const struct annotation *annotation)
{
	return annotation->path != NULL ? annotation->path : "OWNERS";
}

const char *annotations_level(enum annotation_level level)
{
	return level == ANNOTATION_ERROR ? "error" : "warning";
}
