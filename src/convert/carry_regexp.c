/* Regular expressions over paths, as far as patterns can say the same. */
#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "convert/carry.h"
#include "rules/read/read.h"

/*
 * An expression becomes its alternatives, each a text of literal bytes (what means something in a pattern escaped), `?`
 * and classes, and of these two:
 */
#define ANYTHING '\1' /* `.*`: whatever, slashes too */
#define NAME '\2'     /* `[^/]*`: whatever but a slash */

#define DEPTH_MAX 16
enum { TEXTS_MAX = 64 };

struct texts {
	const char *items[TEXTS_MAX];
	size_t count;
};

struct expression {
	const char *text;
	size_t len, at;
	unsigned depth;
	const char *why; /* it cannot be carried over; NULL */
	struct arena arena;
	bool failed; /* out of memory */
};

static void refuse(struct expression *expression, const char *why)
{
	if (expression->why == NULL)
		expression->why = why;
}

static bool has_more(const struct expression *expression)
{
	return expression->why == NULL && !expression->failed && expression->at < expression->len;
}

static char peek(const struct expression *expression)
{
	return expression->at < expression->len ? expression->text[expression->at] : '\0';
}

/* ---- Sets of texts ---------------------------------------------------------------------------------------------- */

static void add_text(struct expression *expression, struct texts *texts, const char *head, const char *tail)
{
	if (texts->count == TEXTS_MAX) {
		refuse(expression, "it has too many alternatives");
		return;
	}
	const char *text = arena_printf(&expression->arena, "%s%s", head, tail);
	expression->failed |= text == NULL;
	texts->items[texts->count++] = text != NULL ? text : "";
}

/* Each of the ones followed by each of the others. */
static void join(struct expression *expression, struct texts *texts, const struct texts *more)
{
	const struct texts old = *texts;

	texts->count = 0;
	for (size_t i = 0; i < old.count; i++)
		for (size_t j = 0; j < more->count; j++)
			add_text(expression, texts, old.items[i], more->items[j]);
}

/* ---- The expression --------------------------------------------------------------------------------------------- */

static void add_literal(struct expression *expression, struct texts *texts, char c)
{
	const char text[] = {'\\', c, '\0'};

	add_text(expression, texts, strchr("*?[]\\", c) != NULL ? text : text + 1, "");
}

static void read_escape(struct expression *expression, struct texts *texts)
{
	char c = expression->at + 1 < expression->len ? expression->text[expression->at + 1] : '\0';
	bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '\0';

	expression->at += 2;
	if (c == 'd')
		add_text(expression, texts, "[0-9]", "");
	else if (c == 'w')
		add_text(expression, texts, "[0-9A-Za-z_]", "");
	else if (!letter)
		add_literal(expression, texts, c);
	else
		refuse(expression, "a backslash before that letter means something that a pattern cannot say");
}

/* `[…]` as it is, where that means the same in a pattern; `[^/]` is a NAME's byte. */
static void read_class(struct expression *expression, struct texts *texts)
{
	const char *text = expression->text + expression->at;
	size_t left = expression->len - expression->at, from = left > 1 && text[1] == '^' ? 2 : 1;
	const char *end = left > from + 1 ? memchr(text + from + 1, ']', left - from - 1) : NULL;

	if (end == NULL) {
		refuse(expression, "its [ has no ]");
		return;
	}
	size_t len = (size_t)(end - text) + 1;
	expression->at += len;
	if (len == 4 && memcmp(text, "[^/]", 4) == 0) {
		add_text(expression, texts, "?", "");
		return;
	}
	for (size_t i = from; i + 1 < len; i++)
		if (strchr("\\/[", text[i]) != NULL)
			refuse(expression, "a pattern cannot say that class of characters");
	char *copy = arena_dup(&expression->arena, text, len);
	expression->failed |= copy == NULL;
	if (copy != NULL && from == 2)
		copy[1] = '!';
	add_text(expression, texts, copy != NULL ? copy : "", "");
}

static void read_choice(struct expression *expression, struct texts *texts);

static void read_group(struct expression *expression, struct texts *texts)
{
	expression->at++;
	if (peek(expression) == '?') {
		if (expression->at + 1 >= expression->len || expression->text[expression->at + 1] != ':')
			refuse(expression, "a pattern cannot say what its (? asks for");
		expression->at += 2;
	}
	if (++expression->depth > DEPTH_MAX)
		refuse(expression, "its parentheses are nested too deeply");
	read_choice(expression, texts);
	expression->depth--;
	if (peek(expression) != ')')
		refuse(expression, "its ( has no )");
	expression->at++;
}

/* What may stand before a `*`, `+` or `?`. `any`: all bytes; `name`: all but a slash. */
static void read_atom(struct expression *expression, struct texts *texts, bool *any, bool *name)
{
	char c = peek(expression);

	*any = c == '.';
	*name = expression->len - expression->at >= 4 && memcmp(expression->text + expression->at, "[^/]", 4) == 0;
	if (c == '\\') {
		read_escape(expression, texts);
	} else if (c == '[') {
		read_class(expression, texts);
	} else if (c == '(') {
		read_group(expression, texts);
	} else if (strchr("*+?", c) != NULL) {
		refuse(expression,
		       "nothing stands in front for it to repeat, so Gitea skips the line; .* is everything");
	} else if (strchr("{}^$", c) != NULL) {
		refuse(expression, "a pattern cannot say that repetition, or that place in a name");
	} else {
		expression->at++;
		if (c == '.')
			add_text(expression, texts, "?", "");
		else
			add_literal(expression, texts, c);
	}
}

static void read_repeated(struct expression *expression, struct texts *texts)
{
	bool any, name;

	read_atom(expression, texts, &any, &name);
	char c = peek(expression);
	if (strchr("*+?{", c) == NULL || c == '\0')
		return;
	expression->at++;
	if (c == '?') {
		add_text(expression, texts, "", "");
	} else if (c == '{' || (!any && !name)) {
		refuse(expression, "a pattern cannot say that repetition");
	} else {
		const char all[] = {any ? ANYTHING : NAME, '\0'};
		texts->count = 0;
		add_text(expression, texts, all, c == '+' ? "?" : "");
		if (c == '+' && any)
			add_text(expression, texts, all, "/");
	}
	if (peek(expression) == '?') /* as few as possible: the same over whole paths */
		expression->at++;
}

static void read_sequence(struct expression *expression, struct texts *texts)
{
	texts->count = 0;
	add_text(expression, texts, "", "");
	while (has_more(expression) && peek(expression) != '|' && peek(expression) != ')') {
		struct texts more = {.count = 0};
		read_repeated(expression, &more);
		join(expression, texts, &more);
	}
}

static void read_choice(struct expression *expression, struct texts *texts)
{
	read_sequence(expression, texts);
	while (has_more(expression) && peek(expression) == '|') {
		struct texts more;
		expression->at++;
		read_sequence(expression, &more);
		for (size_t i = 0; i < more.count; i++)
			add_text(expression, texts, more.items[i], "");
	}
}

/* The whole of it, without a slash in front; Gitea puts ^ and $ around, which bind closer than a | would. */
static void read_all(struct expression *expression, const struct carry *carry, struct texts *texts)
{
	if (peek(expression) == '/') {
		losses_note(&carry->codeowners->losses, carry->line, READING_ROOT);
		expression->at++;
	}
	if (peek(expression) == '^')
		expression->at++;
	if (expression->len > expression->at && expression->text[expression->len - 1] == '$')
		expression->len--;
	read_sequence(expression, texts);
	if (has_more(expression))
		refuse(expression,
		       peek(expression) == '|'
			       ? "Gitea puts ^ in front and $ behind, which binds closer than |; put it all "
				 "in parentheses"
			       : "its ) has no (");
}

/* ---- From an alternative to patterns ------------------------------------------------------------------------------ */

/* What an ANYTHING is in a pattern, by what stands beside it: nothing or a slash (`edge`), or part of a name. */
static const char *word_anything(bool edge_before, const char *behind)
{
	const char all_below[] = {'/', ANYTHING, '\0'};

	if (*behind == '\0')
		return edge_before ? "" : "*";
	if (*behind == '/')
		return strcmp(behind, all_below) == 0 ? "*" : "*/**";
	return edge_before ? "**/*" : "*";
}

/* Appends the pattern of a text, in which the ANYTHING inside a name that the bits of `deep` count go across folders.
 */
static void add_path(struct buf *out, const char *text, unsigned deep)
{
	buf_addc(out, '/');
	for (const char *at = text; *at != '\0'; at++) {
		char next = at[1];
		bool edge = at == text || at[-1] == '/';
		if (*at == NAME) {
			buf_addc(out, '*');
		} else if (*at != ANYTHING) {
			buf_addc(out, *at);
		} else if (edge || next == '\0' || next == '/') {
			buf_adds(out, word_anything(edge, at + 1));
		} else {
			buf_adds(out, deep & 1 ? "*/**/*" : "*");
			deep >>= 1;
		}
	}
	/* At any depth, or everything. */
	bool floats = text_begins(out->data, "/**/") && strchr(out->data + 4, '/') == NULL;
	if (floats)
		memmove(out->data, out->data + 4, out->len - 4);
	buf_cut(out, floats ? out->len - 4 : out->len);
	if (out->len == 1)
		*out->data = '*';
}

/* How many of ANYTHING stand inside a name. */
static unsigned count_inside(const char *text)
{
	unsigned count = 0;

	for (const char *at = text; *at != '\0'; at++)
		count += *at == ANYTHING && at > text && at[-1] != '/' && at[1] != '\0' && at[1] != '/';
	return count;
}

/* Whether there is a whole name, in which a byte is in any case. */
static bool is_name(const char *text, size_t from, char behind)
{
	return (from == 0 || text[from - 1] == '/') && (behind == '\0' || behind == '/');
}

/* Side by side they are one. */
static const char *tidy(struct expression *expression, const char *text)
{
	char *tidied = arena_dup(&expression->arena, text, strlen(text));
	size_t len = 0;

	if (tidied == NULL) {
		expression->failed = true;
		return "";
	}
	for (const char *at = text; *at != '\0'; at++) {
		bool any = *at == ANYTHING || *at == NAME;
		bool was = len > 0 && (tidied[len - 1] == ANYTHING || tidied[len - 1] == NAME);
		if (any && was)
			tidied[len - 1] = *at == ANYTHING ? ANYTHING : tidied[len - 1];
		else if (*at != '?' || !was || !is_name(tidied, len - 1, at[1]))
			tidied[len++] = *at;
	}
	tidied[len] = '\0';
	return tidied;
}

static int add_patterns(struct buf *out, const struct carry *carry, struct expression *expression,
			const struct texts *texts, struct mow_error *err)
{
	size_t paths = 0;
	int result = 1;

	for (size_t i = 0; result == 1 && i < texts->count; i++) {
		const char *text = tidy(expression, texts->items[i]);
		unsigned inside = count_inside(text);
		size_t len = strlen(text);
		if (len == 0 || text[0] == '/' || text[len - 1] == '/')
			continue;
		paths++;
		if (inside > 4) {
			refuse(expression, "it has too many .* inside of names");
			return 0;
		}
		for (unsigned deep = 0; result == 1 && deep < 1U << inside; deep++) {
			MOW_AUTO(buf) pattern = BUF_INIT;
			add_path(&pattern, text, deep);
			result = carry_line(out, carry, &pattern, err);
			buf_addc(out, '\0');
		}
	}
	if (paths == 0)
		refuse(expression,
		       "no path begins or ends with a slash, so Gitea finds no file by it; all in a folder is NAME/.*");
	return result == 1 && buf_check(out, err) ? MOW_ENOMEM : result;
}

int carry_regexp(struct buf *out, const struct carry *carry, struct mow_error *err)
{
	struct expression expression = {.text = carry->text, .len = carry->len};
	struct texts texts = {.count = 0};
	int result = 0;

	if (!rules_is_text(carry->text, carry->len))
		refuse(&expression, "it holds bytes that an OWNERS file may not");
	read_all(&expression, carry, &texts);
	if (expression.why == NULL && !expression.failed)
		result = add_patterns(out, carry, &expression, &texts, err);
	if (expression.failed)
		result = mow_fail_memory(err);
	else if (expression.why != NULL)
		result = carry_lose(carry, expression.why, err);
	arena_release(&expression.arena);
	return result;
}
