#include "evidence/record/read.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "evidence/field.h"
#include "evidence/role.h"

static int take_repository(struct record_reader *reader, struct record_span value)
{
	if (!field_text(value.bytes, value.len))
		return record_fail_value(reader, "repository", "a name without control characters", value);
	return record_keep(&reader->record->repository, reader, value);
}

static int take_target(struct record_reader *reader, struct record_span value)
{
	int result = record_keep(&reader->record->target, reader, value);

	if (result != MOW_OK)
		return result;
	const char *name = reader->record->target;
	if (strlen(name) != value.len || !text_begins(name, "refs/") || !repo_ref_is_valid(name))
		return record_fail_value(reader, "target", "a full ref such as refs/heads/main", value);
	return MOW_OK;
}

static int take_base(struct record_reader *reader, struct record_span value)
{
	if (!oid_parse(&reader->record->base, value.bytes, value.len))
		return record_fail_value(reader, "base", "a full commit id of 40 lower-case digits", value);
	return MOW_OK;
}

static int take_decision(struct record_reader *reader, struct record_span value)
{
	MOW_AUTO(buf) names = BUF_INIT;

	if (decisions_find(&reader->record->decision, value.bytes, value.len))
		return MOW_OK;
	decisions_add_names(&names);
	return record_fail_value(reader, "decision", names.data, value);
}

static int take_as(struct record_reader *reader, struct record_span value)
{
	struct role role;

	if (!role_parse(&role, value.bytes, value.len) ||
	    (role.as == AS_GATE && !field_word(role.gate, (size_t)(value.bytes + value.len - role.gate))))
		return record_fail_value(reader, "as", "*, accountable or review.GATE", value);
	return record_keep(&reader->record->as, reader, value);
}

static int take_by(struct record_reader *reader, struct record_span value)
{
	if (!field_email(value.bytes, value.len))
		return record_fail_value(reader, "by", "an e-mail", value);
	return record_keep(&reader->record->by, reader, value);
}

/* The next word of a line, up to a space or the end; empty words are for the caller to refuse. */
static struct record_span next_word(struct record_span *rest)
{
	const char *space = rest->len > 0 ? memchr(rest->bytes, ' ', rest->len) : NULL;
	size_t len = space != NULL ? (size_t)(space - rest->bytes) : rest->len;
	struct record_span word = {rest->bytes, len};
	size_t past = len + (space != NULL);

	rest->bytes += past;
	rest->len -= past;
	return word;
}

static bool is_word(struct record_span word, const char *text)
{
	return text_is(word.bytes, word.len, text);
}

/* A number of a forge's: up to 18 digits, none of them a leading zero. */
static bool is_number(struct record_span word)
{
	if (word.len == 0 || word.len > 18 || word.bytes[0] == '0')
		return false;
	for (size_t i = 0; i < word.len; i++)
		if (word.bytes[i] < '0' || word.bytes[i] > '9')
			return false;
	return true;
}

/* "gitlab!42", "github#42", "gitea#42". */
static bool is_request(struct record_span word)
{
	static const char *const forges[] = {"gitlab!", "github#", "gitea#"};

	for (size_t i = 0; i < 3; i++) {
		size_t size = strlen(forges[i]);
		if (word.len > size && memcmp(word.bytes, forges[i], size) == 0)
			return is_number((struct record_span){word.bytes + size, word.len - size});
	}
	return false;
}

static int take_witness(struct record_reader *reader, struct record_span value)
{
	struct record_span rest = value;
	struct oid head;
	struct record_span by = next_word(&rest);
	struct record_span request = next_word(&rest);
	bool good = field_email(by.bytes, by.len) && is_request(request);

	good = is_word(next_word(&rest), "review") && good;
	good = is_number(next_word(&rest)) && good;
	good = is_word(next_word(&rest), "head") && good;
	if (!good || !oid_parse(&head, rest.bytes, rest.len))
		return record_fail_value(reader, "witness", "EMAIL gitlab!42 review 77 head COMMIT", value);
	if (!decisions[reader->record->decision].witness)
		return mow_fail(reader->err, MOW_EINVAL, "line %u: a witness carries approvals only, no %s",
				reader->line, decisions[reader->record->decision].name);
	return record_keep(&reader->record->witness, reader, value);
}

static int take_made(struct record_reader *reader, struct record_span value)
{
	if (!clock_parse_strict(&reader->record->made, value.bytes, value.len))
		return record_fail_value(reader, "made", "a time such as 2026-11-22T12:55:00Z", value);
	return MOW_OK;
}

static int take_expires(struct record_reader *reader, struct record_span value)
{
	if (!clock_parse_strict(&reader->record->expires, value.bytes, value.len))
		return record_fail_value(reader, "expires", "a time such as 2026-11-22T12:55:00Z", value);
	if (reader->record->expires <= reader->record->made)
		return record_fail_value(reader, "expires", "later than `made`", value);
	return MOW_OK;
}

static int take_reason(struct record_reader *reader, struct record_span value)
{
	if (!field_text(value.bytes, value.len))
		return record_fail_value(reader, "reason", "one line of text without control characters", value);
	return record_keep(&reader->record->reason, reader, value);
}

static const struct field {
	const char *name;
	bool optional;
	record_take_fn *take;
} fields[] = {
	{"repository", true, take_repository}, {"target", false, take_target}, {"base", false, take_base},
	{"decision", false, take_decision},    {"as", false, take_as},         {"by", false, take_by},
	{"witness", true, take_witness},       {"made", false, take_made},     {"expires", false, take_expires},
	{"reason", true, take_reason},
};

int record_take_fields(struct record_reader *reader)
{
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		if (fields[i].optional && !record_starts(reader->at, reader->left, fields[i].name))
			continue;
		int result = record_take_named(reader, fields[i].name, fields[i].take);
		if (result != MOW_OK)
			return result;
	}
	const struct decision *decision = &decisions[reader->record->decision];
	if (decision->reason && reader->record->reason == NULL)
		return mow_fail(reader->err, MOW_EINVAL, "line %u: this decision (%s) needs a reason", reader->line,
				decision->name);
	return MOW_OK;
}
