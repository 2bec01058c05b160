#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "base/ascii.h"
#include "base/error.h"
#include "base/text_kind.h"
#include "base/utf8.h"
#include "evidence/field.h"
#include "evidence/signers/line.h"

/* The reading of a file. */
struct parser {
	struct signers *signers;
	struct file_findings found;
	bool cr; /* told */
	struct mow_error *err;
};

void signers_release(struct signers *signers)
{
	free(signers->items);
	map_release(&signers->keys);
	map_release(&signers->emails);
	arena_release(&signers->arena);
	*signers = (struct signers){0};
}

static void report_character(struct parser *parser, struct signers_line *line, size_t at, uint32_t code)
{
	bool control = code < 0x20 || (code >= 0x7F && code <= 0x9F);

	if (code == 0)
		signers_report(line, at, FINDING_NUL, "a NUL byte");
	else if (code == '\r' && parser->cr)
		line->errors++;
	else if (code == '\r')
		signers_report(line, at, FINDING_CARRIAGE_RETURN, "a lone carriage return; end lines with LF or CRLF");
	else if (code == 0xFEFF && line->number == 1 && at == 0)
		signers_report(line, at, FINDING_INVISIBLE_CHARACTER, "a byte order mark; save the file without one");
	else
		signers_report(line, at, control ? FINDING_CONTROL_CHARACTER : FINDING_INVISIBLE_CHARACTER,
			       "the character U+%04X is not allowed", (unsigned)code);
	parser->cr |= code == '\r';
}

/* Comments too: what hides in one could make a reader take a key for somebody else's. */
static void check_bytes(struct parser *parser, struct signers_line *line)
{
	for (size_t at = 0; at < line->len && line->errors == 0;) {
		uint32_t code;
		size_t size = utf8_next(&code, line->text + at, line->len - at);
		if (size == 0)
			signers_report(line, at, FINDING_INVALID_UTF8, "bytes that are no UTF-8");
		else if (code != '\t' && field_is_control(code))
			report_character(parser, line, at, code);
		at += size;
	}
}

static int add_entry(struct signers *signers, const struct signers_line *line, const char *key,
		     struct signers_span principal)
{
	const char *name = arena_dup(&signers->arena, principal.bytes, principal.len);

	if (name == NULL || array_reserve(signers, 1))
		return MOW_ENOMEM;
	signers->items[signers->count++] = (struct signer){
		.principal = name,
		.type = line->type,
		.key = key,
		.valid_from = line->valid_from,
		.valid_end = line->valid_end,
		.commits = line->commits,
		.line = line->number,
		.next_of_key = SIZE_MAX,
		.next_of_email = SIZE_MAX,
	};
	return MOW_OK;
}

static int add_entries(struct signers *signers, const struct signers_line *line)
{
	const char *key = arena_dup(&signers->arena, line->key.bytes, line->key.len);
	const char *at = line->principals.bytes;
	size_t left = line->principals.len;

	if (key == NULL)
		return MOW_ENOMEM;
	for (;;) {
		const char *comma = memchr(at, ',', left);
		size_t len = comma != NULL ? (size_t)(comma - at) : left;
		if (add_entry(signers, line, key, (struct signers_span){at, len}))
			return MOW_ENOMEM;
		if (comma == NULL)
			return MOW_OK;
		at = comma + 1;
		left -= len + 1;
	}
}

/* Without its line end: git makes CRLF of LF where it is told to (core.autocrlf). */
static size_t line_length(const char *text, size_t left)
{
	const char *end = memchr(text, '\n', left);
	size_t len = end != NULL ? (size_t)(end - text) : left;

	return end != NULL && len > 0 && text[len - 1] == '\r' ? len - 1 : len;
}

/* Whether a line belongs to a key that began above it and ends in `*skip`, and is passed over with it. */
static bool is_skipped(const char **skip, const struct signers_line *line)
{
	const char *last = *skip;

	if (last == NULL)
		return false;
	if (line->len >= strlen(last) && memcmp(line->text, last, strlen(last)) == 0)
		*skip = NULL;
	return true;
}

static int read_lines(struct parser *parser, const char *bytes, size_t len)
{
	const char *skip = NULL;
	unsigned number = 0;

	for (size_t at = 0; at < len;) {
		number++;
		struct signers_line line = {
			.text = bytes + at,
			.len = line_length(bytes + at, len - at),
			.number = number,
			.found = &parser->found,
			.valid_from = INT64_MIN,
			.valid_end = INT64_MAX,
		};
		const char *end = memchr(bytes + at, '\n', len - at);
		at = end != NULL ? (size_t)(end + 1 - bytes) : len;
		if (is_skipped(&skip, &line))
			continue;
		check_bytes(parser, &line);
		bool listed = line.errors == 0 && !signers_report_foreign(&line) && signers_read_line(&line);
		if (listed && add_entries(parser->signers, &line))
			return mow_fail_memory(parser->err);
		parser->signers->broken |= line.errors > 0;
		if (line.skip != NULL && memmem(bytes + at, len - at, line.skip, strlen(line.skip)) != NULL)
			skip = line.skip;
	}
	return MOW_OK;
}

/* Puts an entry into the chain of those with the same text, behind its first. */
static int chain(struct signers *signers, struct map *map, const char *text, size_t index)
{
	bool of_key = map == &signers->keys;
	size_t first;

	if (!map_get(map, text, strlen(text), &first))
		return map_put(map, text, strlen(text), index);
	struct signer *head = &signers->items[first];
	struct signer *own = &signers->items[index];
	size_t *next = of_key ? &head->next_of_key : &head->next_of_email;
	*(of_key ? &own->next_of_key : &own->next_of_email) = *next;
	*next = index;
	return MOW_OK;
}

static int link_entries(struct signers *signers, struct mow_error *err)
{
	MOW_AUTO(buf) lower = BUF_INIT;

	for (size_t i = 0; i < signers->count; i++) {
		const struct signer *item = &signers->items[i];
		buf_reset(&lower);
		ascii_add_lower(&lower, item->principal, strlen(item->principal));
		const char *email = buf_check(&lower, NULL) ? NULL : arena_dup(&signers->arena, lower.data, lower.len);
		if (email == NULL || chain(signers, &signers->keys, item->key, i) ||
		    chain(signers, &signers->emails, email, i))
			return mow_fail_memory(err);
	}
	return MOW_OK;
}

/* Two e-mails are one person's where the rules say so; those that they do not know are each somebody of their own. */
static bool same_person(const struct rules *rules, const char *one, const char *two)
{
	size_t a = rules != NULL ? people_by_email(rules, one, strlen(one)) : RULES_NONE;
	size_t b = rules != NULL ? people_by_email(rules, two, strlen(two)) : RULES_NONE;

	return a == b && (a != RULES_NONE || strcasecmp(one, two) == 0);
}

static void warn_shared(const struct signers *signers, const struct signer *first, const struct signer *second,
			const struct mow_finding_sink *sink)
{
	MOW_AUTO(buf) message = BUF_INIT;

	buf_adds(&message, "this key is ");
	field_quote(&message, first->principal, strlen(first->principal));
	buf_addf(&message, "'s too (line %u) and counts for neither; give each person a key of their own", first->line);
	const struct finding_place place = {signers->file, second->line, 1};
	const struct mow_finding finding = finding_make(FINDING_SHARED, &place, message.data);
	finding_tell(sink, &finding);
}

static void mark_shared(struct signers *signers, const struct rules *rules, const struct mow_finding_sink *sink)
{
	for (size_t i = 0; i < signers->count; i++) {
		struct signer *item = &signers->items[i];
		size_t first = i;
		(void)map_get(&signers->keys, item->key, strlen(item->key), &first);
		if (signers->items[first].shared ||
		    same_person(rules, signers->items[first].principal, item->principal))
			continue;
		signers->items[first].shared = true;
		warn_shared(signers, &signers->items[first], item, sink);
	}
	for (size_t i = 0; i < signers->count; i++) {
		size_t first = i;
		(void)map_get(&signers->keys, signers->items[i].key, strlen(signers->items[i].key), &first);
		signers->items[i].shared = signers->items[first].shared;
	}
}

static int read_file(struct parser *parser, const char *bytes, size_t len)
{
	struct signers *signers = parser->signers;

	if (len > SIGNERS_FILE_MAX) {
		file_findings_add(&parser->found, 0, 0, FINDING_TOO_LARGE, "the file has more than 1 MiB");
		signers->broken = true;
		return MOW_OK;
	}
	const char *kind = text_kind_foreign(bytes, len);
	if (kind != NULL) {
		file_findings_add(&parser->found, 0, 0, FINDING_NOT_TEXT,
				  "this file is %s; save it as plain text, encoding UTF-8", kind);
		signers->broken = true;
		return MOW_OK;
	}
	int result = read_lines(parser, bytes, len);
	if (result == MOW_OK && signers->broken)
		signers->count = 0;
	return result == MOW_OK ? link_entries(signers, parser->err) : result;
}

int signers_parse(struct signers *out, const struct file_text *file, const struct rules *rules,
		  const struct mow_finding_sink *sink, struct mow_error *err)
{
	MOW_AUTO(signers) signers = {0};
	struct parser parser = {.signers = &signers, .err = err};

	signers.file = arena_dup(&signers.arena, file->name, strlen(file->name));
	int result = signers.file != NULL ? read_file(&parser, file->bytes, file->len) : mow_fail_memory(err);
	if (result == MOW_OK)
		result = file_findings_deliver(&parser.found, signers.file, sink, err);
	file_findings_release(&parser.found);
	if (result != MOW_OK)
		return result;
	mark_shared(&signers, rules, sink);
	*out = signers;
	signers = (struct signers){0};
	return MOW_OK;
}
