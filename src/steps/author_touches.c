/* Which commit names whom, of authors that are gathered. */
#include "steps/authors.h"

/* NULL: there is none. */
static const struct author_touch *touch_of(const struct authors *authors, size_t step, size_t index)
{
	const struct author_list *list = authors->lists[step].count > 0 ? &authors->lists[step] : &authors->rest;

	return authors->commits != NULL && index < list->count ? &list->items[index] : NULL;
}

const struct oid *authors_commit(const struct authors *authors, size_t step, size_t index)
{
	const struct author_touch *touch = touch_of(authors, step, index);

	return touch != NULL ? &authors->commits[touch->commit / 2] : NULL;
}

bool authors_is_coauthor(const struct authors *authors, size_t step, size_t index)
{
	const struct author_touch *touch = touch_of(authors, step, index);

	return touch != NULL && touch->commit % 2 == 1;
}

const struct oid *authors_unproved(const struct authors *authors, size_t step)
{
	uint32_t number = authors->unproved != NULL ? authors->unproved[step] : 0;

	return number > 0 ? &authors->commits[number - 1] : NULL;
}
