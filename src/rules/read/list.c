#include "rules/read/list.h"

#include <string.h>

#include "base/levenshtein.h"
#include "rules/read/read.h"
#include "rules/read/roster.h"

/* Looking for the nearest of many handles takes time: it is done for the first of those that are undeclared only. */
#define SUGGESTIONS_MAX 50

/* The nearest declared handle, or NULL. */
static const char *suggest(struct load *load, const char *handle)
{
	struct rules *rules = load->rules;
	const char *best = NULL;

	if (rules->reading.suggestions >= SUGGESTIONS_MAX)
		return NULL;
	rules->reading.suggestions++;
	const char **words = calloc(rules->owner_count + 1, sizeof *words);
	if (words == NULL)
		return NULL;
	size_t count = 0;
	for (size_t i = 0; i < rules->owner_count; i++)
		if (rules->owners[i].text[0] == '@')
			words[count++] = rules->owners[i].text;
	best = levenshtein_nearest(handle, words, count);
	free(words);
	return best;
}

static void complain_undeclared(struct load *load, const struct word *word, const char *handle)
{
	const char *near = suggest(load, handle);

	if (near != NULL)
		load_report(load, word, UNDECLARED,
			    "\"%s\" is neither in [people] nor in [teams]; did you mean \"%s\"?", handle, near);
	else
		load_report(load, word, UNDECLARED, "\"%s\" is neither in [people] nor in [teams]%s; declare it there",
			    handle, load->root ? "" : " of the OWNERS file at the root");
}

static int find_handle(size_t *owner, struct load *load, const struct word *word)
{
	char handle[KEYS_HANDLE_MAX + 2];

	*owner = RULES_NONE;
	if (!keys_lower_handle(handle + 1, word->text + 1, word->len - 1)) {
		load_report(load, word, BAD_OWNER, "\"%s\" is no handle: @ and up to %d of A-Z a-z 0-9 . _ / -",
			    load_quote(load, word->text, word->len), KEYS_HANDLE_MAX);
		return MOW_OK;
	}
	handle[0] = '@';
	if (map_get(&load->rules->handles, handle, word->len, owner))
		return MOW_OK;
	bool excused = load->rules->reading.handles_unknown ||
		       map_get(&load->rules->reading.excused, handle, word->len, NULL) ||
		       map_get(&load->excused, handle, word->len, NULL);
	if (!excused)
		complain_undeclared(load, word, handle);
	load->lacking = true;
	return MOW_OK;
}

bool list_joins(const struct word *word)
{
	static const char *const words[] = {"and", "or", "und", "oder", "et", "ou", "y", "&", "&&", "+", "/", "|"};

	/* Most words are handles. */
	for (size_t i = 0; i < sizeof words / sizeof *words && word->text[0] != '@'; i++)
		if (strlen(words[i]) == word->len && strncasecmp(words[i], word->text, word->len) == 0)
			return true;
	return false;
}

int list_owner(size_t *owner, struct load *load, const struct word *word)
{
	const char *quoted;

	if (word->text[0] == '@')
		return find_handle(owner, load, word);
	if (rules_is_email(word->text, word->len))
		return roster_email_owner(owner, load, word->text, word->len);
	*owner = RULES_NONE;
	quoted = load_quote(load, word->text, word->len);
	if (list_joins(word))
		load_report(load, word, BAD_OWNER, "take \"%s\" out: names stand side by side, or with a comma between",
			    quoted);
	else if (memchr(word->text, '@', word->len) != NULL)
		load_report(load, word, BAD_EMAIL, "\"%s\" is no e-mail", quoted);
	else if (keys_is_handle(word->text, word->len))
		load_report(load, word, BAD_OWNER, "\"%s\" is neither a handle nor an e-mail; did you mean \"@%s\"?",
			    quoted, quoted);
	else
		load_report(load, word, BAD_OWNER,
			    "\"%s\" is neither a handle nor an e-mail; write @name or name@example.com", quoted);
	return MOW_OK;
}

int list_read(bool *whole, struct load *load, struct words words)
{
	load->ids.count = 0;
	*whole = values_check_commas(load, words);
	if (number_set_begin(&load->owner_marks, load->rules->owner_count + words.count))
		return load_no_memory(load);
	for (size_t i = 0; i < words.count; i++) {
		size_t owner;
		if (words.items[i].comma)
			continue;
		if (list_owner(&owner, load, &words.items[i]))
			return MOW_ENOMEM;
		*whole = *whole && owner != RULES_NONE;
		if (owner == RULES_NONE || !number_set_add(&load->owner_marks, owner))
			continue;
		if (array_reserve(&load->ids, 1))
			return load_no_memory(load);
		load->ids.items[load->ids.count++] = owner;
	}
	return MOW_OK;
}

int list_keep(size_t **items, size_t *count, struct load *load)
{
	size_t *copy = arena_array(&load->rules->arena, load->ids.count, sizeof *copy);

	if (copy == NULL)
		return load_no_memory(load);
	for (size_t i = 0; i < load->ids.count; i++)
		copy[i] = load->ids.items[i];
	*items = copy;
	*count = load->ids.count;
	return MOW_OK;
}

int list_read_key(struct owner_list *list, struct load *load, const struct reader_key *key)
{
	bool whole;

	if (values_words(load, key) || list_read(&whole, load, values_slice(&load->words, 0, load->words.count)))
		return MOW_ENOMEM;
	list->place = (struct place){load->file->path, key->line, key->column};
	return list_keep(&list->items, &list->count, load);
}

const struct word *list_second(struct words words)
{
	const struct word *second = NULL;
	size_t count = 0;

	for (size_t i = 0; i < words.count; i++) {
		if (words.items[i].comma)
			continue;
		if (memchr(words.items[i].text, '@', words.items[i].len) == NULL)
			return NULL;
		if (++count == 2)
			second = &words.items[i];
	}
	return second;
}

bool list_is_team(struct load *load, size_t owner, const struct word *word, const char *role)
{
	const struct owner *known = &load->rules->owners[owner];

	if (known->kind != OWNER_TEAM)
		return false;
	load_report(load, word, NOT_A_PERSON, "\"%s\" is a team and cannot be %s; name one person", known->text, role);
	return true;
}

const struct word *list_joining(struct words words)
{
	const struct word *joining = NULL;

	for (size_t i = 0; i < words.count && joining == NULL; i++)
		if (!words.items[i].comma && list_joins(&words.items[i]))
			joining = &words.items[i];
	return joining;
}

int list_person(size_t *owner, struct load *load, const struct reader_key *key, const struct word **where)
{
	bool whole;
	size_t found = RULES_NONE;

	*owner = RULES_NONE;
	if (values_words(load, key))
		return MOW_ENOMEM;
	const struct word *joining = list_joining(values_slice(&load->words, 0, load->words.count));
	if (joining != NULL) {
		load_report(load, joining, SEVERAL_OWNERS,
			    "\"%s\" names exactly one person, who decides; keep one and list the others in \"review\"",
			    key->name);
		return MOW_OK;
	}
	if (list_read(&whole, load, values_slice(&load->words, 0, load->words.count)))
		return MOW_ENOMEM;
	const struct word *second = list_second(load->words);
	if (second != NULL)
		load_report(load, second, SEVERAL_OWNERS,
			    "\"%s\" names exactly one person, who decides; keep one and list the others in \"review\"",
			    key->name);
	*where = load->words.items;
	if (whole && load->words.count == 1 && !key->bad)
		found = load->ids.items[0];
	if (found != RULES_NONE && !list_is_team(load, found, *where, key->name))
		*owner = found;
	return MOW_OK;
}
