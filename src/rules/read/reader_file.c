#include "rules/read/reader_file.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "rules/keys.h"

/* Bytes of a file for each section, key and line of a value, about: more than that make the arrays grow. */
enum { SECTION_BYTES = 128, KEY_BYTES = 48, ITEM_BYTES = 24 };

int reader_file_reserve(struct reader_file *file, size_t len)
{
	return array_reserve(&file->sections, len / SECTION_BYTES + 1) ||
			       array_reserve(&file->keys, len / KEY_BYTES + 1) ||
			       array_reserve(&file->items, len / ITEM_BYTES + 1)
		       ? MOW_ENOMEM
		       : MOW_OK;
}

int reader_file_add_key(struct reader_file *file, const struct reader_key *key)
{
	if (array_reserve(&file->keys, 1))
		return MOW_ENOMEM;
	file->keys.items[file->keys.count] = *key;
	file->keys.items[file->keys.count++].first_item = (unsigned)file->items.count;
	file->sections.items[file->sections.count - 1].key_count++;
	return MOW_OK;
}

int reader_file_add_item(struct reader_file *file, const struct reader_item *item)
{
	struct reader_key *key = &file->keys.items[file->keys.count - 1];

	if (array_reserve(&file->items, 1))
		return MOW_ENOMEM;
	file->items.items[file->items.count++] = *item;
	key->item_count++;
	key->bad = key->bad || item->bad;
	return MOW_OK;
}

static bool joins(struct span word)
{
	return (word.len == 1 && strchr(",&0123456789", word.text[0]) != NULL) ||
	       (word.len == 2 && memcmp(word.text, "of", 2) == 0) ||
	       (word.len == 3 && memcmp(word.text, "and", 3) == 0);
}

/* "@legal", "2 of @legal", "lena@example.com and @marc": owners, and what stands between them, and nothing else. */
static bool names_owners(struct span text)
{
	bool owners = false;
	struct span word;

	for (size_t at = 0; lines_word(&word, text, &at);) {
		bool owner = memchr(word.text, '@', word.len) != NULL;
		if (!owner && !joins(word))
			return false;
		owners = owners || owner;
	}
	return owners;
}

/* "/brand/", "*.jpg": one word, and no path with a slash in it that a sentence could begin with. */
static bool is_pattern(struct span text)
{
	bool begins = text.len > 1 &&
		      (text.text[0] == '/' || memcmp(text.text, "!/", 2) == 0 || memcmp(text.text, "*.", 2) == 0);

	return begins && memchr(text.text, ' ', text.len) == NULL && memchr(text.text, '\t', text.len) == NULL &&
	       memcmp(text.text, "//", 2) != 0;
}

int reader_file_add_remark(struct reader_file *file, const struct line *line)
{
	/* The white space before the comment has become the NUL behind the value. */
	struct span text = lines_trim(line->text + line->len + 1, line->raw - line->len - 1);
	text = lines_trim(text.text + 1, text.len - 1);
	const struct reader_key *key = &file->keys.items[file->keys.count - 1];
	const struct key_rule *rule = key->rule;
	bool people =
		key->name[0] == '@' || (rule != NULL && (rule->type == KEY_TYPE_PERSON || rule->type == KEY_TYPE_LIST ||
							 rule->type == KEY_TYPE_GATES || rule->type == KEY_TYPE_GATE));
	bool patterns = rule != NULL && rule->type == KEY_TYPE_PATTERNS;
	if (!(people && names_owners(text)) && !(patterns && is_pattern(text)))
		return MOW_OK;
	if (array_reserve(&file->remarks, 1))
		return MOW_ENOMEM;
	line->text[text.text + text.len - line->text] = '\0';
	file->remarks.items[file->remarks.count++] =
		(struct reader_remark){text.text, line->number, (unsigned)(text.text - line->text) + 1};
	return MOW_OK;
}

void reader_file_release(struct reader_file *file)
{
	free(file->sections.items);
	free(file->keys.items);
	free(file->items.items);
	free(file->remarks.items);
}
