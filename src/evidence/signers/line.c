#include "evidence/signers/line.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/base64.h"
#include "base/text.h"
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

/* ---- The e-mails */

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
		if (ssh_is_key_type(line->principals.bytes, line->principals.len)) {
			signers_report(line, start, FINDING_BAD_PRINCIPAL,
				       "this is a key alone; before it stand the e-mail of whose it is, and "
				       "namespaces=\"" SIGNERS_NAMESPACE "\"");
			return false;
		}
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

/* ---- The options */

/* The options of a line, each at most once. */
enum option { OPTION_NAMESPACES, OPTION_AFTER, OPTION_BEFORE, OPTION_COUNT };

static const char *const option_names[] = {"namespaces", "valid-after", "valid-before"};

struct options {
	struct signers_line *line;
	bool given[OPTION_COUNT];
};

/* Where the options end: at the first white space outside of quotes, as in OpenSSH. */
static size_t find_end(const struct signers_line *line)
{
	bool quoted = false;
	size_t at = line->at;

	for (; at < line->len && (quoted || !is_space(line, at)); at++)
		quoted ^= line->text[at] == '"';
	return at;
}

static void check_namespace(struct signers_line *line, size_t at, struct signers_span name, bool *ours)
{
	static const char wanted[] = SIGNERS_NAMESPACE;

	for (size_t i = 0; i < name.len; i++)
		if (strchr("*?!", name.bytes[i]) != NULL) {
			signers_report(line, at + i, FINDING_WILDCARD,
				       "name every namespace in full; * ? and ! are not allowed here");
			return;
		}
	if (!field_word(name.bytes, name.len))
		signers_report(line, at, FINDING_BAD_OPTION,
			       "a namespace is a word; separate several by commas, without spaces");
	*ours |= name.len == sizeof wanted - 1 && memcmp(name.bytes, wanted, name.len) == 0;
	line->commits |= name.len == sizeof SIGNERS_COMMITS - 1 && memcmp(name.bytes, SIGNERS_COMMITS, name.len) == 0;
}

static void read_namespaces(struct signers_line *line, size_t start, size_t end)
{
	bool ours = false;
	unsigned before = line->errors;

	for (size_t at = start; at <= end; at++) {
		size_t from = at;
		while (at < end && line->text[at] != ',')
			at++;
		check_namespace(line, from, (struct signers_span){line->text + from, at - from}, &ours);
	}
	if (!ours && line->errors == before)
		signers_report(line, start, FINDING_WRONG_NAMESPACE, "namespaces=\"…\" must list " SIGNERS_NAMESPACE);
}

/*
 * YYYYMMDD, YYYYMMDDHHMM or YYYYMMDDHHMMSS, with or without Z, as OpenSSH reads them where the time zone is UTC. It
 * takes no time before 1970, and its 0 means "none".
 */
static bool parse_date(int64_t *moment, const char *text, size_t len)
{
	char strict[CLOCK_TEXT] = "0000-00-00T00:00:00Z";
	static const unsigned char places[] = {0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 17, 18};

	if (len > 0 && text[len - 1] == 'Z')
		len--;
	if (len != 8 && len != 12 && len != 14)
		return false;
	for (size_t i = 0; i < len; i++)
		strict[places[i]] = text[i];
	return clock_parse_strict(moment, strict, sizeof strict - 1) && *moment > 0;
}

static void read_date(struct signers_line *line, enum option option, size_t start, size_t end)
{
	int64_t *moment = option == OPTION_AFTER ? &line->valid_from : &line->valid_end;
	MOW_AUTO(buf) shown = BUF_INIT;

	if (parse_date(moment, line->text + start, end - start))
		return;
	field_quote(&shown, line->text + start, end - start);
	signers_report(line, start, FINDING_BAD_DATE, "%s takes a date as YYYYMMDD or YYYYMMDDHHMM[SS], not \"%s\"",
		       option_names[option], shown.data);
}

/* The value behind `=`, of which the quotes are checked. Returns where it ends, behind its last quote; 0: it is
 * malformed. */
static size_t find_value(struct signers_line *line, size_t at, size_t end, const char *name)
{
	const char *close = NULL;

	if (at < end && line->text[at] == '"')
		close = memchr(line->text + at + 1, '"', end - at - 1);
	size_t past = close != NULL ? (size_t)(close - line->text) + 1 : 0;
	if (close == NULL || (past < end && line->text[past] != ',') ||
	    memchr(line->text + at, '\\', past - at) != NULL) {
		signers_report(line, at, FINDING_BAD_OPTION, "write %s=\"VALUE\", and a comma before the next option",
			       name);
		return 0;
	}
	return past;
}

static size_t read_value(struct options *options, enum option option, size_t at, size_t end)
{
	struct signers_line *line = options->line;
	size_t past = find_value(line, at, end, option_names[option]);

	if (past == 0)
		return end;
	if (option == OPTION_NAMESPACES)
		read_namespaces(line, at + 1, past - 1);
	else
		read_date(line, option, at + 1, past - 1);
	return past;
}

static void report_unknown(struct signers_line *line, size_t at, size_t len)
{
	static const char authority[] = "cert-authority";
	MOW_AUTO(buf) shown = BUF_INIT;

	if (len == sizeof authority - 1 && strncasecmp(line->text + at, authority, len) == 0) {
		signers_report(line, at, FINDING_CERT_AUTHORITY,
			       "keys that sign keys are not taken; list each person's own key");
		return;
	}
	field_quote(&shown, line->text + at, len);
	signers_report(line, at, FINDING_UNKNOWN_OPTION,
		       "\"%s\" is no option; there are namespaces, valid-after and valid-before", shown.data);
}

/* One option; returns where it ends. */
static size_t read_option(struct options *options, size_t at, size_t end)
{
	struct signers_line *line = options->line;
	size_t len = 0;

	while (at + len < end && line->text[at + len] != '=' && line->text[at + len] != ',')
		len++;
	if (len == 0) {
		signers_report(
			line, at, FINDING_BAD_OPTION,
			"an option is missing here; they stand in one word, with a comma and no space between them");
		return end;
	}
	for (int i = 0; i < OPTION_COUNT; i++) {
		if (!text_is(line->text + at, len, option_names[i]))
			continue;
		if (options->given[i])
			signers_report(line, at, FINDING_DUPLICATE_OPTION, "%s is there already", option_names[i]);
		options->given[i] = true;
		return read_value(options, (enum option)i, at + len + (at + len < end && line->text[at + len] == '='),
				  end);
	}
	report_unknown(line, at, len);
	/* To the next comma outside of quotes. */
	bool quoted = false;
	for (at += len; at < end && (quoted || line->text[at] != ','); at++)
		quoted ^= line->text[at] == '"';
	return at;
}

/* Reads the options, which begin at line->at, and leaves it at the white space behind them. */
static void read_options(struct signers_line *line)
{
	struct options options = {.line = line};
	size_t end = find_end(line);
	size_t start = line->at;
	unsigned before = line->errors;

	for (size_t at = start; at <= end; at++)
		at = read_option(&options, at, end);
	line->at = end;
	if (!options.given[OPTION_NAMESPACES] && line->errors == before)
		signers_report(line, start, FINDING_MISSING_NAMESPACES,
			       "put namespaces=\"" SIGNERS_NAMESPACE "\" before the key");
	if (line->valid_end <= line->valid_from)
		signers_report(line, start, FINDING_REVERSED_DATES, "valid-before must be later than valid-after");
}

/* ---- The key, and all of it */

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

/* What was meant as an option, and stands apart from those before it. */
static bool is_option(const struct signers_line *line)
{
	size_t left = line->len - line->at;
	const char *at = line->text + line->at;

	if (left == 0 || strchr("=\",", *at) != NULL)
		return left > 0;
	for (int i = 0; i < OPTION_COUNT; i++) {
		size_t len = strlen(option_names[i]);
		if (left > len && strncasecmp(at, option_names[i], len) == 0 && strchr("= \t", at[len]) != NULL)
			return true;
	}
	return false;
}

/* Options that a space parts: told once, and passed over, so that the key behind them is read. */
static void skip_parted(struct signers_line *line)
{
	for (skip_space(line); is_option(line); skip_space(line)) {
		if (line->errors == 0)
			signers_report(line, line->at, FINDING_BAD_OPTION,
				       "options stand in one word, with a comma and no space between them: "
				       "namespaces=\"" SIGNERS_NAMESPACE "\",valid-before=\"20271231\"");
		line->at = find_end(line);
	}
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
		read_options(line);
	skip_parted(line);
	read_key(line);
	return line->errors == 0;
}
