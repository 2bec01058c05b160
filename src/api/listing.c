#include "api/listing.h"

#include <string.h>

#include "base/text.h"

struct line {
	const char *value, *name; /* on both sides of the tab */
	size_t value_len, name_len;
};

/* The next line that has a tab; false at the end. */
static bool next_line(struct line *line, const struct buf *listing, size_t *at)
{
	while (*at < listing->len) {
		const char *text = listing->data + *at;
		size_t len = strcspn(text, "\n");
		const char *tab = memchr(text, '\t', len);
		*at += len + 1;
		if (tab == NULL)
			continue;
		*line = (struct line){text, tab + 1, (size_t)(tab - text), len - (size_t)(tab + 1 - text)};
		return true;
	}
	return false;
}

static bool is_named(const struct line *line, const char *name)
{
	return text_is(line->name, line->name_len, name);
}

int listing_head(const char **out, const struct buf *listing, struct arena *arena)
{
	struct line line;

	*out = NULL;
	for (size_t at = 0; next_line(&line, listing, &at);) {
		if (!is_named(&line, "HEAD") || !text_begins(line.value, "ref: refs/heads/"))
			continue;
		*out = arena_dup(arena, line.value + 5, line.value_len - 5);
		return *out != NULL ? MOW_OK : MOW_ENOMEM;
	}
	return MOW_OK;
}

void listing_tip(struct oid *out, const struct buf *listing, const char *ref)
{
	struct line line;

	*out = (struct oid){{0}};
	for (size_t at = 0; next_line(&line, listing, &at);)
		if (is_named(&line, ref))
			(void)oid_parse(out, line.value, line.value_len);
}
