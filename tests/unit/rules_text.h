/* Rules and what was found in them as text, for tables of tests. */
#ifndef MOW_TESTS_RULES_TEXT_H
#define MOW_TESTS_RULES_TEXT_H

#include "base/buf.h"
#include "base/file_text.h"
#include "rules/rules.h"

/* Where findings are collected: "7:3 unknown-key, 9:1 nul"; and with what they say, a line each. */
struct rules_text {
	struct buf places;
	struct buf messages;
	size_t count;
};

#define RULES_TEXT_INIT               \
	{                             \
		BUF_INIT, BUF_INIT, 0 \
	}

void rules_text_release(struct rules_text *text);
MOW_AUTO_DEFINE(rules_text)

/* A mow_finding_fn; the context is a struct rules_text. */
void rules_text_note(const struct mow_finding *finding, void *context);
#define RULES_TEXT_SINK(text) (&(const struct mow_finding_sink){rules_text_note, (text)})

/* Parses a root and, where `nested` is not NULL, a nested file; what is found in the last of them goes to `text`. Must
 * succeed. */
struct rules *rules_text_parse(struct rules_text *text, const char *root, size_t root_len,
			       const struct file_text *nested);

/* Everything that was read, a line each. */
void rules_text_dump(struct buf *out, const struct rules *rules);

#endif
