#include "rules/findings.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/escape.h"

/* Long enough for any name, and for a message that stays on a screen. */
#define QUOTE_MAX 80

const char *finding_word(enum finding_code code)
{
#define WORD(name, word, meaning) word,
	static const char *const words[] = {FINDING_CODES(WORD)};
#undef WORD

	return words[code];
}

const char *finding_meaning(enum finding_code code)
{
#define MEANING(name, word, meaning) meaning,
	static const char *const meanings[] = {FINDING_CODES(MEANING)};
#undef MEANING

	return meanings[code];
}

void findings_release(struct findings *found)
{
	arena_release(&found->arena);
	free(found->items);
	*found = (struct findings){0};
}

static void add(struct findings *found, const struct finding_item *item)
{
	if (found->count == FINDINGS_MAX) {
		found->dropped++;
		return;
	}
	if (item->message == NULL || item->code == NULL || array_reserve(found, 1)) {
		found->failed = true;
		return;
	}
	found->items[found->count] = *item;
	found->items[found->count].order = found->count;
	found->count++;
}

void findings_add(struct findings *found, unsigned line, unsigned column, enum finding_code code, const char *format,
		  ...)
{
	struct finding_item item = {.line = line, .column = column, .code = finding_word(code), .message = ""};
	char text[4 * MOW_ERROR_SIZE]; /* three quotes, all escaped, fit */
	va_list args;

	if (found->count < FINDINGS_MAX) {
		va_start(args, format);
		int len = vsnprintf(text, sizeof text, format, args);
		va_end(args);
		item.message = len < 0 ? NULL : arena_dup(&found->arena, text, strlen(text));
	}
	add(found, &item);
}

void findings_add_word(struct findings *found, unsigned line, unsigned column, const char *word, const char *message)
{
	struct finding_item item = {.line = line, .column = column, .code = "", .message = ""};

	if (found->count < FINDINGS_MAX) {
		item.code = arena_dup(&found->arena, word, strlen(word));
		item.message = arena_dup(&found->arena, message, strlen(message));
	}
	add(found, &item);
}

const char *findings_quote(struct findings *found, const char *bytes, size_t len)
{
	MOW_AUTO(buf) text = BUF_INIT;
	size_t size = len < QUOTE_MAX ? len : QUOTE_MAX;

	if (found->count >= FINDINGS_MAX)
		return "";
	while (size < len && size > QUOTE_MAX - 4 && ((unsigned char)bytes[size] & 0xC0) == 0x80)
		size--;
	escape_text(&text, bytes, size);
	if (size < len)
		buf_adds(&text, "…");
	const char *quoted = buf_check(&text, NULL) ? NULL : arena_dup(&found->arena, text.data, text.len);
	if (quoted == NULL)
		found->failed = true;
	return quoted != NULL ? quoted : "";
}

static int compare(const void *one, const void *two)
{
	const struct finding_item *a = one;
	const struct finding_item *b = two;

	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	if (a->column != b->column)
		return a->column < b->column ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

int findings_deliver(struct findings *found, const char *file, mow_finding_fn *each, void *context,
		     struct mow_error *err)
{
	if (found->failed)
		return mow_fail_memory(err);
	if (each == NULL)
		return MOW_OK;
	if (found->count > 0)
		qsort(found->items, found->count, sizeof *found->items, compare);
	for (size_t i = 0; i < found->count; i++) {
		const struct finding_item *item = &found->items[i];
		const struct mow_finding finding = {MOW_ERROR,    file,       item->line,
						    item->column, item->code, item->message};
		each(&finding, context);
	}
	if (found->dropped > 0) {
		char message[120];
		(void)snprintf(message, sizeof message, "%zu further errors are not listed; mend these first",
			       found->dropped);
		const struct mow_finding finding = {MOW_ERROR, file, 0, 0, finding_word(FINDING_TOO_MANY_ERRORS),
						    message};
		each(&finding, context);
	}
	return MOW_OK;
}
