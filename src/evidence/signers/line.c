#include "evidence/signers/line.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/base64.h"
#include "evidence/field.h"
#include "evidence/signers/ssh.h"

void signers_report(struct signers_line *line, size_t at, enum finding_code code, const char *format, ...)
{
	char message[MOW_ERROR_SIZE];
	va_list args;

	va_start(args, format);
	if (vsnprintf(message, sizeof message, format, args) < 0)
		message[0] = '\0';
	va_end(args);
	file_findings_add(line->found, line->number, (unsigned)at + 1, code, "%s", message);
	line->errors++;
}

static bool is_space(const struct signers_line *line, size_t at)
{
	return line->text[at] == ' ' || line->text[at] == '\t';
}

static void skip_space(struct signers_line *line)
{
	while (line->at < line->len && is_space(line, line->at))
		line->at++;
}

/* Up to white space or the end. */
static struct signers_span take_word(struct signers_line *line)
{
	size_t start = line->at;

	while (line->at < line->len && !is_space(line, line->at))
		line->at++;
	return (struct signers_span){line->text + start, line->at - start};
}

static void check_principal(struct signers_line *line, struct signers_span name)
{
	size_t at = (size_t)(name.bytes - line->text);
	MOW_AUTO(buf) shown = BUF_INIT;

	for (size_t i = 0; i < name.len; i++)
		if (strchr("*?!", name.bytes[i]) != NULL) {
			signers_report(line, at + i, FINDING_WILDCARD,
				       "name every person by e-mail; * ? and ! are not allowed here");
			return;
		}
	if (field_email(name.bytes, name.len))
		return;
	field_quote(&shown, name.bytes, name.len);
	signers_report(line, at, FINDING_BAD_PRINCIPAL,
		       "\"%s\" is no e-mail; a line begins with one, or several with commas between", shown.data);
}

/* The first field; its quotes, if there are any, stand around all of it. */
static bool read_principals(struct signers_line *line)
{
	size_t start = line->at;
	bool quoted = line->text[start] == '"';

	if (!quoted) {
		line->principals = take_word(line);
	} else {
		const char *close = memchr(line->text + start + 1, '"', line->len - start - 1);
		size_t past = close != NULL ? (size_t)(close - line->text) + 1 : 0;
		if (close == NULL || (past < line->len && !is_space(line, past))) {
			signers_report(line, start, FINDING_BAD_PRINCIPAL,
				       "the quotes around the e-mails are not closed, or not followed by a space");
			return false;
		}
		line->principals = (struct signers_span){line->text + start + 1, past - start - 2};
		line->at = past;
	}
	const char *end = line->principals.bytes + line->principals.len;
	for (const char *at = line->principals.bytes; at <= end; at++) {
		const char *from = at;
		while (at < end && *at != ',')
			at++;
		check_principal(line, (struct signers_span){from, (size_t)(at - from)});
	}
	return true;
}

static void read_key(struct signers_line *line)
{
	MOW_AUTO(buf) blob = BUF_INIT;
	size_t type_at = line->at;
	struct signers_span type = take_word(line);

	skip_space(line);
	size_t key_at = line->at;
	line->key = take_word(line);
	if (type.len == 0 || line->key.len == 0) {
		signers_report(line, type.len == 0 ? type_at : key_at, FINDING_MISSING_PUBLIC_KEY,
			       "the line ends before its key: TYPE and BASE64");
		return;
	}
	if (!ssh_is_key_type(type.bytes, type.len)) {
		MOW_AUTO(buf) shown = BUF_INIT;
		field_quote(&shown, type.bytes, type.len);
		signers_report(line, type_at, FINDING_KEY_TYPE,
			       "\"%s\" is no kind of key that is taken; ssh-ed25519 is one", shown.data);
		return;
	}
	if (base64_decode(&blob, line->key.bytes, line->key.len) &&
	    ssh_check_key(type.bytes, type.len, blob.data, blob.len))
		line->type = ssh_key_type(blob.data, blob.len);
	else if (blob.failed)
		line->found->kept.failed = true;
	else
		signers_report(line, key_at, FINDING_BAD_KEY,
			       "this is no whole public key of the kind that stands before it; copy it again");
}

/* Also of a kind that is not taken: it is no option at any rate. */
static bool is_type(struct signers_span word)
{
	static const char *const beginnings[] = {"ssh-", "ecdsa-", "sk-"};

	for (size_t i = 0; i < 3; i++)
		if (word.len >= strlen(beginnings[i]) && memcmp(word.bytes, beginnings[i], strlen(beginnings[i])) == 0)
			return true;
	return false;
}

bool signers_read_line(struct signers_line *line)
{
	skip_space(line);
	if (line->at == line->len || line->text[line->at] == '#')
		return false;
	if (!read_principals(line))
		return false;
	skip_space(line);
	size_t second = line->at;
	struct signers_span word = take_word(line);
	line->at = second;
	if (is_type(word))
		signers_report(line, second, FINDING_MISSING_NAMESPACES,
			       "put namespaces=\"" SIGNERS_NAMESPACE "\" before the key");
	else if (word.len > 0)
		signers_read_options(line);
	skip_space(line);
	read_key(line);
	return line->errors == 0;
}
