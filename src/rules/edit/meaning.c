#include "rules/edit/meaning.h"

#include "rules/read/lines.h"
#include "rules/read/reader.h"
#include "rules/rules.h"

/* A text as it was read. */
struct sense {
	struct buf bytes;
	struct arena strings;
	struct file_findings found;
	struct reader_file file;
};
#define SENSE_INIT                \
	{                         \
		.bytes = BUF_INIT \
	}

static void sense_release(struct sense *sense)
{
	buf_release(&sense->bytes);
	arena_release(&sense->strings);
	file_findings_release(&sense->found);
	reader_file_release(&sense->file);
}
MOW_AUTO_DEFINE(sense)

static int read_text(struct sense *sense, const struct buf *text, struct mow_error *err)
{
	buf_add(&sense->bytes, text->data, text->len);
	buf_pad(&sense->bytes, '\n', LINES_PADDING);
	if (buf_check(&sense->bytes, err) != MOW_OK)
		return MOW_ENOMEM;
	sense->file.strings = &sense->strings;
	sense->file.found = &sense->found;
	return reader_read(&sense->file, sense->bytes.data, text->len, err);
}

/* ---- Values ---- */

/* Goes through the pieces of a value that mean something. */
struct reading {
	const struct reader_item *items;
	size_t count;
	const struct key_rule *rule;
	size_t item, at; /* the place of the next piece */
};

static struct reading read_value(const struct reader_file *file, const struct reader_key *key)
{
	return (struct reading){
		.items = file->items.items + key->first_item, .count = key->item_count, .rule = key->rule};
}

static bool is_type(const struct reading *reading, enum key_type type)
{
	return reading->rule != NULL && reading->rule->type == type;
}

/* The next word of a text, with its commas. */
static bool next_text(struct span *word, struct span value, size_t *at)
{
	struct span piece;

	if (!lines_word(word, value, at))
		return false;
	for (size_t next = *at; lines_word(&piece, value, &next) && piece.text == word->text + word->len; *at = next)
		word->len += piece.len;
	return true;
}

/* The next piece: of patterns a line, else a word, or a comma where that is one. An empty piece ends a line of a value
 * whose lines are apart. False: there is none. */
static bool next_piece(struct span *piece, struct reading *reading)
{
	bool whole = is_type(reading, KEY_TYPE_PATTERNS);
	bool text = is_type(reading, KEY_TYPE_TEXT) || is_type(reading, KEY_TYPE_ACCEPTS);
	bool apart = is_type(reading, KEY_TYPE_GATES) || is_type(reading, KEY_TYPE_ACCEPTS);

	for (; reading->item < reading->count; reading->item++, reading->at = 0) {
		const struct reader_item *item = &reading->items[reading->item];
		const struct span value = {item->text, item->len};
		if (whole) {
			reading->item++;
			*piece = value;
			return true;
		}
		if (text ? next_text(piece, value, &reading->at) : lines_word(piece, value, &reading->at))
			return true;
		if (!apart)
			continue;
		reading->item++;
		reading->at = 0;
		*piece = (struct span){value.text, 0};
		return true;
	}
	return false;
}

static bool same_span(struct span a, struct span b)
{
	return a.len == b.len && memcmp(a.text, b.text, a.len) == 0;
}

static bool same_value(struct reading a, struct reading b)
{
	struct span one, other;

	while (next_piece(&one, &a))
		if (!next_piece(&other, &b) || !same_span(one, other))
			return false;
	return !next_piece(&other, &b);
}

/* ---- Files ---- */

/* Where sections are the same. */
static bool same_keys(const struct reader_file *a, const struct reader_file *b)
{
	for (size_t i = 0; i < a->keys.count; i++)
		if (strcmp(a->keys.items[i].name, b->keys.items[i].name) != 0 ||
		    !same_value(read_value(a, &a->keys.items[i]), read_value(b, &b->keys.items[i])))
			return false;
	return true;
}

static bool same_sections(const struct reader_file *a, const struct reader_file *b)
{
	if (a->sections.count != b->sections.count)
		return false;
	for (size_t i = 0; i < a->sections.count; i++) {
		const struct reader_section *one = &a->sections.items[i], *other = &b->sections.items[i];
		if (one->key_count != other->key_count || strcmp(one->name, other->name) != 0)
			return false;
	}
	return true;
}

int edit_means_same(bool *same, const struct buf *a, const struct buf *b, struct mow_error *err)
{
	MOW_AUTO(sense) one = SENSE_INIT;
	MOW_AUTO(sense) other = SENSE_INIT;
	int result = read_text(&one, a, err);

	if (result == MOW_OK)
		result = read_text(&other, b, err);
	if (result != MOW_OK)
		return result;
	*same = a->len <= RULES_FILE_MAX && b->len <= RULES_FILE_MAX && one.found.kept.count == 0 &&
		other.found.kept.count == 0 && same_sections(&one.file, &other.file) &&
		same_keys(&one.file, &other.file);
	return MOW_OK;
}
