#include "report/fingerprint.h"

void fingerprints_release(struct fingerprints *run)
{
	map_release(&run->seen);
	arena_release(&run->arena);
}

/* How many of this text came before. */
static size_t count_seen(struct fingerprints *run, const struct buf *text)
{
	char *kept;
	size_t seen = 0;

	if (map_get(&run->seen, text->data, text->len, &seen)) {
		run->failed = run->failed || map_put(&run->seen, text->data, text->len, seen + 1) != 0;
		return seen;
	}
	kept = arena_dup(&run->arena, text->data, text->len);
	run->failed = run->failed || kept == NULL || map_put(&run->seen, kept, text->len, 1) != 0;
	return 0;
}

static void add_words(struct buf *text, const char *message)
{
	for (; *message != '\0'; message++)
		if (*message < '0' || *message > '9')
			buf_addc(text, *message);
}

void fingerprint_next(char out[DIGEST_HEX], struct fingerprints *run, const struct annotation *annotation)
{
	MOW_AUTO(buf) text = BUF_INIT;

	buf_adds(&text, annotation->rule->id);
	buf_addc(&text, '\0');
	if (annotation->path != NULL)
		buf_add(&text, annotation->path, annotation->path_len);
	buf_addc(&text, '\0');
	if (annotation->rule->several && annotation->about != NULL)
		buf_adds(&text, annotation->about);
	else if (annotation->rule->several)
		add_words(&text, annotation->message);
	size_t seen = count_seen(run, &text);
	buf_addc(&text, '\0');
	buf_addu(&text, seen);
	digest_hex(out, text.data, text.len);
	run->failed = run->failed || text.failed;
}
