#include "rules/file_findings.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/escape.h"
#include "base/system.h"

/* Long enough for any name, and for a message that stays on a screen. */
#define QUOTE_MAX 80

void file_findings_release(struct file_findings *found)
{
	findings_release(&found->kept);
}

void file_findings_add(struct file_findings *found, unsigned line, unsigned column, enum finding_code code,
		       const char *format, ...)
{
	const struct finding_place place = {"", line, column};
	char message[4 * MOW_ERROR_SIZE]; /* three quotes, all escaped, fit */
	va_list args;

	if (found->kept.count == FILE_FINDINGS_MAX) {
		found->dropped++;
		return;
	}
	va_start(args, format);
	int len = vsnprintf(message, sizeof message, format, args);
	va_end(args);
	if (len < 0)
		found->kept.failed = true;
	else
		findings_add(&found->kept, code, &place, "%s", message);
}

const char *file_findings_quote(struct file_findings *found, const char *bytes, size_t len)
{
	MOW_AUTO(buf) text = BUF_INIT;
	size_t size = len < QUOTE_MAX ? len : QUOTE_MAX;

	if (found->kept.count >= FILE_FINDINGS_MAX)
		return "";
	while (size < len && size > QUOTE_MAX - 4 && ((unsigned char)bytes[size] & 0xC0) == 0x80)
		size--;
	escape_text(&text, bytes, size);
	if (size < len)
		buf_adds(&text, "…");
	const char *quoted = buf_check(&text, NULL) ? NULL : arena_dup(&found->kept.arena, text.data, text.len);
	if (quoted == NULL)
		found->kept.failed = true;
	return quoted != NULL ? quoted : "";
}

/* Numbers of findings by line and column; of one place the earlier one is first. */
static int compare(const void *one, const void *two, void *context)
{
	const struct mow_finding *items = context;
	size_t first = *(const size_t *)one, second = *(const size_t *)two;
	const struct mow_finding *a = &items[first], *b = &items[second];

	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	if (a->column != b->column)
		return a->column < b->column ? -1 : 1;
	return first < second ? -1 : first > second;
}

static int deliver_kept(const struct findings *kept, const char *file, const struct mow_finding_sink *sink,
			struct mow_error *err)
{
	MOW_AUTO_FREE size_t *order = calloc(kept->count + 1, sizeof *order);

	if (order == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < kept->count; i++)
		order[i] = i;
	system_sort(order, kept->count, sizeof *order, compare, kept->items);
	for (size_t i = 0; i < kept->count; i++) {
		struct mow_finding finding = kept->items[order[i]];
		finding.file = file;
		finding_tell(sink, &finding);
	}
	return MOW_OK;
}

int file_findings_deliver(const struct file_findings *found, const char *file, const struct mow_finding_sink *sink,
			  struct mow_error *err)
{
	const struct finding_place place = {file, 0, 0};
	char message[120];

	if (found->kept.failed)
		return mow_fail_memory(err);
	int result = deliver_kept(&found->kept, file, sink, err);
	if (result != MOW_OK || found->dropped == 0)
		return result;
	(void)snprintf(message, sizeof message, "%zu further errors are not listed; mend these first", found->dropped);
	const struct mow_finding last = finding_make(FINDING_TOO_MANY_ERRORS, &place, message);
	finding_tell(sink, &last);
	return MOW_OK;
}
