/*
 * What reading an OWNERS file finds, collected and handed out in order of line and column; and the table of the codes
 * that OWNERS(5) explains under "DIAGNOSTICS".
 */
#ifndef MOW_RULES_FINDINGS_H
#define MOW_RULES_FINDINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "mowners.h"

/* A file with more errors than this gets one last finding that says so. */
#define FINDINGS_MAX 10000

/* Every code: its name here, the stable word that is printed, and what it means. */
#define FINDING_CODES(X)                                                                                            \
	X(TOO_LARGE, "too-large", "the file has more than 1 MiB")                                                   \
	X(TOO_MANY, "too-many", "a documented number of files, areas, patterns or people is passed")                \
	X(TOO_MANY_ERRORS, "too-many-errors", "the file has more errors than are listed")                           \
	X(NUL, "nul", "a NUL byte")                                                                                 \
	X(LONE_CR, "lone-cr", "a carriage return that does not end a line together with a line feed")               \
	X(INVALID_UTF8, "invalid-utf8", "bytes that are no UTF-8")                                                  \
	X(CONTROL_CHARACTER, "control-character", "a control character other than the tab")                         \
	X(INVISIBLE_CHARACTER, "invisible-character", "a character that hides or turns around text")                \
	X(LINE_TOO_LONG, "line-too-long", "a line of more than 198 bytes, its comment not counted")                 \
	X(NAME_TOO_LONG, "name-too-long", "a section, key, area, gate or handle with too long a name")              \
	X(UNCLOSED_SECTION, "unclosed-section", "a section line without its ]")                                     \
	X(TEXT_AFTER_SECTION, "text-after-section", "text behind the ] of a section line")                          \
	X(INDENTED_SECTION, "indented-section", "a section line that does not begin at the first column")           \
	X(INDENTED_KEY, "indented-key", "an indented line that looks like a key")                                   \
	X(CONTINUATION, "continuation", "an indented line with no key above it")                                    \
	X(NO_SECTION, "no-section", "a key before the first section")                                               \
	X(NO_VALUE, "no-value", "a line without = or :")                                                            \
	X(NO_KEY, "no-key", "a line that begins with = or :")                                                       \
	X(EMPTY_VALUE, "empty-value", "a key without a value")                                                      \
	X(UPPER_CASE, "upper-case", "a section or key that is not in lower case")                                   \
	X(BAD_NAME, "bad-name", "a section, area, gate, freeze or handle whose name is not of the form for names")  \
	X(UNKNOWN_SECTION, "unknown-section", "a section that OWNERS does not know")                                \
	X(DUPLICATE_SECTION, "duplicate-section", "a section that the file has already")                            \
	X(MISSING_SECTION, "missing-section", "the root file lacks [mowners] or [rules]")                           \
	X(ROOT_ONLY, "root-only", "a section that only the OWNERS file at the root may hold")                       \
	X(UNKNOWN_KEY, "unknown-key", "a key that its section does not know")                                       \
	X(DUPLICATE_KEY, "duplicate-key", "a key that its section has already")                                     \
	X(MISSING_KEY, "missing-key", "a key that its section needs is not there")                                  \
	X(MISSING_VERSION, "missing-version", "[mowners] has no version")                                           \
	X(VERSION, "version", "the file is of a version that this program does not read")                           \
	X(UNSUPPORTED, "unsupported", "something that OWNERS knows and this version of mowners cannot do yet")      \
	X(BAD_VALUE, "bad-value", "a value that its key does not take")                                             \
	X(BAD_DATE, "bad-date", "a date that is none")                                                              \
	X(REVERSED_DATES, "reversed-dates", "a beginning after its end")                                            \
	X(STRAY_COMMA, "stray-comma", "a comma with nothing before or behind it")                                   \
	X(BAD_OWNER, "bad-owner", "a word in a list of people that is neither @handle nor an e-mail")               \
	X(BAD_EMAIL, "bad-email", "an e-mail that is none")                                                         \
	X(UNDECLARED, "undeclared", "a handle that neither [people] nor [teams] declares")                          \
	X(SEVERAL_OWNERS, "several-owners", "several owners where one is meant, or where it is not said how many")  \
	X(NOT_A_PERSON, "not-a-person", "a team where a person is needed")                                          \
	X(NOT_A_BOT, "not-a-bot", "a witness that is no bot")                                                       \
	X(EXTERNAL_ACCOUNTABLE, "external-accountable", "an external who is accountable or may act for who is")     \
	X(BOT_ACCOUNTABLE, "bot-accountable", "a bot that is accountable or may act for who is")                    \
	X(BAD_GATE, "bad-gate", "a gate that is neither OWNER nor N of LIST nor all of LIST")                       \
	X(QUORUM, "quorum", "a gate that asks for more people than its list has, or for none")                      \
	X(BAD_ESCALATION, "bad-escalation", "an escalation that is not LIST after DURATION")                        \
	X(ESCALATE_ALONE, "escalate-alone", "escalate without accountable in the same section")                     \
	X(RULES_LEVEL, "rules-level", "[rules] with the level lightweight")                                         \
	X(FREEZE_DATES, "freeze-dates", "a freeze without either both from and until, or opens alone")              \
	X(BAD_REF, "bad-ref", "a pattern of refs that can match none")                                              \
	X(BAD_PERSON, "bad-person", "a line of [people] that does not begin with NAME <EMAIL>")                     \
	X(BAD_TEAM, "bad-team", "a line of [teams] that does not begin with its members")                           \
	X(UNKNOWN_ATTRIBUTE, "unknown-attribute", "something said of a person or a team that OWNERS does not know") \
	X(BAD_ATTRIBUTE, "bad-attribute", "something said of a person or a team with too little or too much")       \
	X(DUPLICATE_ATTRIBUTE, "duplicate-attribute", "said twice of a person or a team")                           \
	X(DUPLICATE_PERSON, "duplicate-person", "a handle that [people] has already")                               \
	X(DUPLICATE_TEAM, "duplicate-team", "a handle that [teams] has already")                                    \
	X(DUPLICATE_HANDLE, "duplicate-handle", "a handle that is a person and a team")                             \
	X(DUPLICATE_EMAIL, "duplicate-email", "an e-mail of two people")                                            \
	X(DUPLICATE_ACCOUNT, "duplicate-account", "an account of two people")                                       \
	X(TEAM_CYCLE, "team-cycle", "a team that contains itself")                                                  \
	X(DUPLICATE_PATTERN, "duplicate-pattern", "a pattern that its area has already")                            \
	X(EXCLUDE_FIRST, "exclude-first", "an area whose first pattern begins with !")                              \
	/* of pattern_check */                                                                                      \
	X(EMPTY_PATTERN, "empty-pattern", "a pattern without a name, such as / or !")                               \
	X(EMPTY_COMPONENT, "empty-component", "two slashes side by side in a pattern")                              \
	X(DOT_COMPONENT, "dot-component", ". or .. as a name in a pattern")                                         \
	X(UNCLOSED_CLASS, "unclosed-class", "a [ without its ] in a pattern")                                       \
	X(UNKNOWN_CLASS, "unknown-class", "a [:class:] that does not exist in a pattern")                           \
	X(SLASH_IN_CLASS, "slash-in-class", "a slash inside [ ] in a pattern")                                      \
	X(ESCAPED_SLASH, "escaped-slash", "a slash behind a backslash in a pattern")                                \
	X(LONE_BACKSLASH, "lone-backslash", "a backslash at the end of a pattern")                                  \
	X(LONG_PATTERN, "long-pattern", "a pattern with too many bytes")                                            \
	X(DEEP_PATTERN, "deep-pattern", "a pattern with too many folders")

#define FINDING_ENUM(name, word, meaning) FINDING_##name,
enum finding_code { FINDING_CODES(FINDING_ENUM) FINDING_COUNT };
#undef FINDING_ENUM

const char *finding_word(enum finding_code code);
const char *finding_meaning(enum finding_code code);

struct finding_item {
	unsigned line, column; /* 0 as in struct mow_finding */
	size_t order;
	const char *code;
	const char *message;
};

/* Zeroed at the start. Adding never fails on the spot: findings_deliver tells. */
struct findings {
	struct arena arena;
	struct finding_item *items;
	size_t count, capacity;
	size_t dropped; /* past FINDINGS_MAX */
	bool failed;
};

void findings_release(struct findings *found);
MOW_AUTO_DEFINE(findings)

/* An error. What the message quotes of the file must have gone through findings_quote. */
void findings_add(struct findings *found, unsigned line, unsigned column, enum finding_code code, const char *format,
		  ...) __attribute__((format(printf, 5, 6)));

/* An error with a code word and a message of somebody else's (pattern_check). */
void findings_add_word(struct findings *found, unsigned line, unsigned column, const char *word, const char *message);

/* Bytes of the file for a message: escaped, on one line, cut with an ellipsis where they are long. Lives as long as
 * `found`. */
const char *findings_quote(struct findings *found, const char *bytes, size_t len);

/* Gives all of them to `each` (may be NULL), in order. 0, or MOW_ENOMEM where one could not be kept; then none was
 * given. */
int findings_deliver(struct findings *found, const char *file, mow_finding_fn *each, void *context,
		     struct mow_error *err);

#endif
