#include "report/difference.h"

#include "base/clock.h"
#include "base/escape.h"
#include "report/phrase.h"

/* Lines of a file and of all, bytes of a line. */
enum { LINES_SHOWN = 80, LINES_SHOWN_ALL = 1000, LINE_SHOWN = 300 };

static const unsigned mode_gitlink = 0160000;

void report_size(struct buf *out, uint64_t size)
{
	static const char *const units[] = {"KiB", "MiB", "GiB", "TiB"};
	size_t unit = 0;
	uint64_t tenths = size * 10 / 1024;

	if (size < 1024) {
		phrase_count(out, (size_t)size, "byte");
		return;
	}
	for (; tenths >= 10240 && unit + 1 < sizeof units / sizeof *units; unit++)
		tenths /= 1024;
	buf_addu(out, tenths / 10);
	buf_addf(out, ".%u %s", (unsigned)(tenths % 10), units[unit]);
}

/* Bytes of a file on a terminal: escaped, but for tabs. */
static void add_bytes(struct buf *out, const char *bytes, size_t len)
{
	MOW_AUTO(buf) text = BUF_INIT;

	while (len > 0) {
		const char *tab = memchr(bytes, '\t', len);
		size_t part = tab != NULL ? (size_t)(tab - bytes) : len;
		buf_reset(&text);
		escape_text(&text, bytes, part);
		phrase_text(out, text.data);
		if (tab != NULL)
			buf_addc(out, '\t');
		part += tab != NULL;
		bytes += part;
		len -= part;
	}
	out->failed = out->failed || text.failed;
}

static void add_line(struct buf *out, const char *line, size_t len)
{
	size_t shown = len;

	if (shown > LINE_SHOWN)
		for (shown = LINE_SHOWN; shown > 0 && ((unsigned char)line[shown] & 0xC0) == 0x80;)
			shown--;
	buf_adds(out, "      ");
	add_bytes(out, line, shown);
	buf_adds(out, shown < len ? "…\n" : "\n");
}

/* As much of a text as there is room for. */
static void add_text(struct buf *out, const struct mow_difference *difference, size_t *room)
{
	size_t most = *room < LINES_SHOWN ? *room : LINES_SHOWN;
	size_t lines = 0;

	for (size_t at = 0; at < difference->text_len; lines++) {
		const char *line = difference->text + at;
		const char *end = memchr(line, '\n', difference->text_len - at);
		size_t len = end != NULL ? (size_t)(end - line) : difference->text_len - at;
		if (lines < most)
			add_line(out, line, len);
		at += len + (end != NULL);
	}
	*room -= lines < most ? lines : most;
	if (lines <= most)
		return;
	buf_adds(out, "      and ");
	phrase_count(out, lines - most, "more line");
	buf_addc(out, '\n');
}

/* "PNG, 31.0 MiB" */
static void add_version(struct buf *out, const char *format, uint64_t size)
{
	if (format != NULL)
		buf_addf(out, "%s, ", format);
	report_size(out, size);
}

static void add_what(struct buf *out, const struct mow_difference *difference)
{
	const struct mow_step *step = difference->step;

	switch (difference->kind) {
	case MOW_DIFFERENCE_NONE:
		buf_adds(out, difference->old_mode != step->new_mode
				      ? ": the content is the same, its mode is not"
				      : ": the same content; what it replaces is another by now");
		break;
	case MOW_DIFFERENCE_TEXT:
		break;
	case MOW_DIFFERENCE_BINARY:
		buf_adds(out, ": ");
		add_version(out, difference->new_format, difference->new_size);
		buf_adds(out, ", was ");
		add_version(out, difference->old_format, difference->old_size);
		break;
	case MOW_DIFFERENCE_GONE:
		buf_adds(out, difference->old_size == MOW_SIZE_UNKNOWN
				      ? ": that version is not in this clone, so it cannot be compared here"
				      : ": what it is now is not in this clone, so it cannot be compared here");
		break;
	case MOW_DIFFERENCE_OTHER:
		buf_adds(out, difference->old_mode == 0                ? ", to be removed; it is not any more"
			      : step->new_mode == 0                    ? ", to be another; it is removed now"
			      : difference->old_mode != step->new_mode ? ": one of the two is a submodule"
								       : ": another commit of the submodule");
		break;
	}
}

/* Whether git can be asked to show it: where both are files. */
static bool has_command(const struct mow_difference *difference)
{
	return difference->kind != MOW_DIFFERENCE_NONE && difference->old_mode != 0 &&
	       difference->step->new_mode != 0 && difference->old_mode != mode_gitlink &&
	       difference->step->new_mode != mode_gitlink && difference->old_id[0] != '\0';
}

static void add_difference(struct buf *out, const struct mow_difference *difference, size_t *room)
{
	char day[CLOCK_TEXT];

	clock_format_day(day, difference->made);
	buf_adds(out, "    ");
	phrase_path(out, difference->step->path, difference->step->path_len);
	buf_addf(out, "  approved on %s", day);
	add_what(out, difference);
	buf_addc(out, '\n');
	if (difference->kind == MOW_DIFFERENCE_TEXT)
		add_text(out, difference, room);
	if (has_command(difference))
		buf_addf(out, "      git diff %.12s %.12s\n", difference->old_id, difference->step->new_id);
}

void report_differences(struct buf *out, struct mow_approval *approval)
{
	size_t count = mow_approval_differences(approval), room = LINES_SHOWN_ALL;

	if (count > 0)
		buf_adds(out, "\n  What differs from what you approved before\n");
	for (size_t i = 0; i < count; i++) {
		struct mow_difference difference;
		struct mow_error err = {0, ""};

		if (mow_approval_difference(&difference, approval, i, &err) == MOW_OK) {
			add_difference(out, &difference, &room);
			continue;
		}
		buf_adds(out, "    cannot be told: ");
		phrase_text(out, err.message);
		buf_addc(out, '\n');
	}
}
