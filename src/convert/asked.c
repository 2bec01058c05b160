#include "convert/asked.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/ascii.h"
#include "base/error.h"
#include "base/escape.h"
#include "rules/keys.h"
#include "rules/read/read.h"

#define WORD_MAX 180 /* bytes, so that a line of OWNERS has room for it */

/* ---- The form ------------------------------------------------------------------------------------------------------- */

/* What Ruby's \w is. */
static bool is_word_byte(char c)
{
	c = ascii_lower(c);
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

static bool is_name_byte(char c)
{
	return is_word_byte(c) || c == '-' || c == '.' || c == '/';
}

static bool is_name(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (!is_name_byte(text[i]))
			return false;
	return len > 0 && memmem(text, len, "//", 2) == NULL && text[0] != '/' && text[0] != '.' && text[0] != '-' &&
	       text[len - 1] != '/' && text[len - 1] != '.';
}

static bool is_role(enum forge forge, const char *text, size_t len)
{
	return forge == FORGE_GITLAB && len > 2 && text[0] == '@' && text[1] == '@' && is_name(text + 2, len - 2);
}

bool asked_is_owner(enum forge forge, const char *text, size_t len)
{
	if (forge == FORGE_GITEA)
		return len > 0 && is_name(text + (text[0] == '@'), len - (text[0] == '@'));
	if (len > 0 && text[0] == '@')
		return is_name(text + 1, len - 1) || is_role(forge, text, len);
	/* What begins with one of these would be a comment, or one that was meant. */
	return rules_is_email(text, len) && rules_is_text(text, len) && strchr("#/", text[0]) == NULL;
}

bool asked_next_name(struct asked_word *name, const struct asked_word *word)
{
	size_t at = name->text != NULL ? (size_t)(name->text - word->text) + name->len : 0;
	size_t end = word->len;

	name->text = word->text;
	while (end > 0 && !is_word_byte(word->text[end - 1]))
		end--;
	name->len = end;
	if (at == 0 && name->text[0] != '@' && asked_is_owner(FORGE_GITLAB, name->text, name->len))
		return true;
	for (; at < word->len; at++) {
		if (word->text[at] != '@' ||
		    (at > 0 && (is_word_byte(word->text[at - 1]) || word->text[at - 1] == '@')))
			continue;
		for (end = at + 1; end < word->len && is_name_byte(word->text[end]);)
			end++;
		while (end > at && (word->text[end - 1] == '.' || word->text[end - 1] == '/'))
			end--;
		name->text = word->text + at;
		name->len = end - at;
		if (asked_is_owner(FORGE_GITLAB, name->text, name->len))
			return true;
	}
	return false;
}

/* ---- What OWNERS calls them ----------------------------------------------------------------------------------------- */

/* Where the end of a name begins that has room: behind a slash, if that will do. */
static size_t find_end(const char *name, size_t len, size_t room)
{
	size_t from = len > room ? len - room : 0;
	const char *slash = from > 0 ? memchr(name + from, '/', len - from) : NULL;

	if (slash != NULL)
		from = (size_t)(slash - name);
	while (from < len && strchr("-_./", name[from]) != NULL)
		from++;
	return from;
}

/* A handle that nobody has yet and that is short enough: the end of the name, which tells most, and a number. */
static char *make_handle(struct codeowners *codeowners, const char *name, size_t len)
{
	for (unsigned number = 1;; number++) {
		char tail[16] = "";
		int tail_len = number > 1 ? snprintf(tail, sizeof tail, "-%u", number) : 0;
		size_t from = find_end(name, len, KEYS_HANDLE_MAX - (size_t)tail_len);
		char *handle =
			from < len ? arena_printf(&codeowners->arena, "@%.*s%s", (int)(len - from), name + from, tail)
				   : arena_printf(&codeowners->arena, "@unnamed%s", tail);
		if (handle == NULL)
			return NULL;
		size_t handle_len = strlen(handle);
		char *lower = arena_room(&codeowners->arena, handle_len + 1);
		if (lower == NULL)
			return NULL;
		ascii_copy_lower(lower, handle, handle_len);
		size_t old = 0;
		size_t was = codeowners->handles.count;
		if (map_take(&codeowners->handles, lower, handle_len, &old) != MOW_OK)
			return NULL;
		if (codeowners->handles.count > was)
			return handle;
	}
}

static int name_handle(struct asked *asked, struct codeowners *codeowners, const struct asked_word *word,
		       struct mow_error *err)
{
	bool role = is_role(codeowners->forge, word->text, word->len);
	MOW_AUTO(buf) name = BUF_INIT;

	if (role)
		buf_adds(&name, "role-");
	buf_add(&name, word->text + 1 + role, word->len - 1 - role);
	if (buf_check(&name, err))
		return MOW_ENOMEM;
	asked->kind = role || memchr(name.data, '/', name.len) != NULL ? ASKED_TEAM : ASKED_PERSON;
	asked->members = 1;
	asked->handle = make_handle(codeowners, name.data, name.len);
	if (asked->handle == NULL)
		return mow_fail_memory(err);
	if (role)
		losses_tell(&codeowners->losses, word->line,
			    "%s is a role of GitLab; it is the team %s here, whose people are to be filled in",
			    asked->written, asked->handle);
	else if (strcmp(asked->handle + 1, name.data) != 0)
		losses_tell(&codeowners->losses, word->line, "%s is called %s here: OWNERS takes no such handle",
			    asked->written, asked->handle);
	return MOW_OK;
}

static int lose(size_t *number, struct codeowners *codeowners, const struct asked_word *word, struct mow_error *err)
{
	MOW_AUTO(buf) shown = BUF_INIT;

	*number = SIZE_MAX;
	escape_text(&shown, word->text, word->len);
	if (buf_check(&shown, err))
		return MOW_ENOMEM;
	losses_tell(&codeowners->losses, word->line,
		    "%s is not carried over: the name is too long for a line of OWNERS", shown.data);
	return MOW_OK;
}

/* The same without an `@` that Gitea does not ask for. */
static int find_bare(size_t *number, struct codeowners *codeowners, const struct asked_word *word,
		     struct mow_error *err)
{
	MOW_AUTO(buf) text = BUF_INIT;

	buf_addc(&text, '@');
	buf_add(&text, word->text, word->len);
	if (buf_check(&text, err))
		return MOW_ENOMEM;
	const struct asked_word full = {text.data, text.len, word->line};
	return asked_find(number, codeowners, &full, err);
}

int asked_find(size_t *number, struct codeowners *codeowners, const struct asked_word *word, struct mow_error *err)
{
	char lower[WORD_MAX + 1];

	if (word->len > WORD_MAX)
		return lose(number, codeowners, word, err);
	if (codeowners->forge == FORGE_GITEA && word->text[0] != '@')
		return find_bare(number, codeowners, word, err);
	ascii_copy_lower(lower, word->text, word->len);
	if (map_get(&codeowners->asked_numbers, lower, word->len, number))
		return MOW_OK;
	*number = codeowners->asked.count;
	const char *key = arena_dup(&codeowners->arena, lower, word->len);
	const char *written = arena_dup(&codeowners->arena, word->text, word->len);
	if (key == NULL || written == NULL || array_reserve(&codeowners->asked, 1) ||
	    map_put(&codeowners->asked_numbers, key, word->len, *number) != MOW_OK)
		return mow_fail_memory(err);
	struct asked asked = {.written = written, .handle = written, .kind = ASKED_EMAIL};
	int result = word->text[0] == '@' ? name_handle(&asked, codeowners, word, err) : MOW_OK;
	codeowners->asked.items[codeowners->asked.count++] = asked;
	return result;
}

/* ---- Lists ---------------------------------------------------------------------------------------------------------- */

int asked_list(size_t *number, struct codeowners *codeowners, size_t *items, size_t count, struct mow_error *err)
{
	size_t *copy = arena_array(&codeowners->arena, count, sizeof *copy);

	*number = codeowners->lists.count;
	if (copy == NULL || array_reserve(&codeowners->lists, 1))
		return mow_fail_memory(err);
	memcpy(copy, items, count * sizeof *copy);
	if (map_take(&codeowners->list_numbers, copy, count * sizeof *copy, number) != MOW_OK)
		return mow_fail_memory(err);
	if (*number == codeowners->lists.count)
		codeowners->lists.items[codeowners->lists.count++] = (struct asked_list){copy, count};
	return MOW_OK;
}
