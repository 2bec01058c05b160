#include "report/github.h"

#include <string.h>

#include "base/escape.h"
#include "report/phrase.h"

static void encode(struct buf *out, const char *text, size_t len, const char *marks)
{
	for (size_t i = 0; i < len; i++) {
		if (text[i] != '\0' && strchr(marks, text[i]) != NULL)
			buf_addf(out, "%%%02X", (unsigned)text[i]);
		else
			buf_addc(out, text[i]);
	}
}

void github_data(struct buf *out, const char *text, size_t len)
{
	encode(out, text, len, "%\r\n");
}

void github_property(struct buf *out, const char *text, size_t len)
{
	encode(out, text, len, "%\r\n:,");
}

/* A path that does not show as it is, or that another runner takes for a command, stands in the message alone: what is
 * undone is no other encoding than the one above. */
static bool is_clean(const char *path, size_t len)
{
	MOW_AUTO(buf) shown = BUF_INIT;

	escape_text(&shown, path, len);
	return shown.len == len && memcmp(shown.data, path, len) == 0 && strstr(shown.data, "##") == NULL;
}

static void add_place(struct buf *out, const struct annotation *annotation)
{
	if (annotation->path == NULL || !is_clean(annotation->path, annotation->path_len))
		return;
	buf_adds(out, "file=");
	github_property(out, annotation->path, annotation->path_len);
	buf_addf(out, ",line=%u,", annotation->line > 0 ? annotation->line : 1);
	if (annotation->line > 0 && annotation->column > 0)
		buf_addf(out, "col=%u,", annotation->column);
}

/* The log shows the message alone, so it names the place too. */
static void add_message(struct buf *out, const struct annotation *annotation)
{
	if (annotation->path != NULL) {
		phrase_path(out, annotation->path, annotation->path_len);
		if (annotation->line > 0)
			buf_addf(out, ":%u", annotation->line);
		buf_adds(out, ": ");
	}
	buf_addf(out, "%s [%s]", annotation->message, annotation->rule->id);
}

static void add_command(struct buf *out, const struct annotation *annotation, const char *more)
{
	MOW_AUTO(buf) message = BUF_INIT;

	add_message(&message, annotation);
	buf_adds(&message, more);
	buf_addf(out, "::%s ", annotations_level(annotation->level));
	add_place(out, annotation);
	buf_adds(out, "title=");
	github_property(out, annotation->rule->title, strlen(annotation->rule->title));
	buf_adds(out, "::");
	github_data(out, message.data, message.len);
	buf_addc(out, '\n');
	out->failed = out->failed || message.failed;
}

void github_write(struct buf *out, const struct annotations *list)
{
	size_t all[ANNOTATION_LEVELS], last[ANNOTATION_LEVELS], shown[ANNOTATION_LEVELS] = {0};

	for (int level = 0; level < ANNOTATION_LEVELS; level++) {
		all[level] = annotations_count(list, (enum annotation_level)level);
		last[level] = all[level] - list->left_out[level];
		last[level] = last[level] > GITHUB_SHOWN ? GITHUB_SHOWN : last[level];
	}
	for (size_t i = 0; i < list->count; i++) {
		enum annotation_level level = list->items[i].level;
		MOW_AUTO(buf) more = BUF_INIT;
		if (shown[level] == GITHUB_SHOWN)
			continue;
		shown[level]++;
		if (shown[level] == last[level] && all[level] > last[level])
			buf_addf(&more, " (and %zu more; %s lists all of them)", all[level] - last[level], list->all);
		add_command(out, &list->items[i], more.data);
		out->failed = out->failed || more.failed;
	}
	out->failed = out->failed || list->failed;
}
