/*
 * Every code of a finding: its name here, how severe it is, the stable word that is printed, and what it means. The
 * words are explained at more length in OWNERS(5), mowners-approvals(5) and mowners-lint(1); a code stands in the list
 * of the page that explains it first.
 */
#ifndef MOW_BASE_FINDING_CODES_H
#define MOW_BASE_FINDING_CODES_H

#include <stdbool.h>
#include <stddef.h>

#include "mowners.h"

/* Of OWNERS files; those of lines, characters and dates of the keys too. */
#define FINDING_CODES_RULES(X)                                                                                         \
	X(TOO_LARGE, ERROR, "too-large", "the file has more than 1 MiB")                                               \
	X(TOO_MANY, ERROR, "too-many", "a documented number of files, areas, patterns or people is passed")            \
	X(TOO_MANY_ERRORS, ERROR, "too-many-errors", "the file has more errors than are listed")                       \
	X(NOT_TEXT, ERROR, "not-text", "the file is UTF-16, or a document of a word processor, and no plain text")     \
	X(OTHER_FORMAT, ERROR, "other-format", "the file is an OWNERS file of another program")                        \
	X(NUL, ERROR, "nul", "a NUL byte")                                                                             \
	X(LONE_CR, ERROR, "lone-cr", "a carriage return that does not end a line together with a line feed")           \
	X(INVALID_UTF8, ERROR, "invalid-utf8", "bytes that are no UTF-8")                                              \
	X(CONTROL_CHARACTER, ERROR, "control-character", "a control character other than the tab")                     \
	X(INVISIBLE_CHARACTER, ERROR, "invisible-character", "a character that hides or turns around text")            \
	X(NO_BREAK_SPACE, ERROR, "no-break-space",                                                                     \
	  "a no-break space, or another blank that only looks like a space, where a space is needed")                  \
	X(HASH_COMMENT, ERROR, "hash-comment", "a # behind a value, where ; begins a comment")                         \
	X(LINE_TOO_LONG, ERROR, "line-too-long", "a line of more than 198 bytes, its comment not counted")             \
	X(NAME_TOO_LONG, ERROR, "name-too-long", "a section, key, area, gate or handle with too long a name")          \
	X(UNCLOSED_SECTION, ERROR, "unclosed-section", "a section line without its ]")                                 \
	X(TEXT_AFTER_SECTION, ERROR, "text-after-section", "text behind the ] of a section line")                      \
	X(INDENTED_SECTION, ERROR, "indented-section", "a section line that does not begin at the first column")       \
	X(INDENTED_KEY, ERROR, "indented-key", "an indented line that looks like a key")                               \
	X(CONTINUATION, ERROR, "continuation", "an indented line with no key above it")                                \
	X(NO_SECTION, ERROR, "no-section", "a key before the first section")                                           \
	X(NO_VALUE, ERROR, "no-value", "a line without = or :")                                                        \
	X(NO_KEY, ERROR, "no-key", "a line that begins with = or :")                                                   \
	X(EMPTY_VALUE, ERROR, "empty-value", "a key without a value")                                                  \
	X(UPPER_CASE, ERROR, "upper-case", "a section or key that is not in lower case")                               \
	X(BAD_NAME, ERROR, "bad-name",                                                                                 \
	  "a section, area, gate, freeze or handle whose name is not of the form for names")                           \
	X(UNKNOWN_SECTION, ERROR, "unknown-section", "a section that OWNERS does not know")                            \
	X(DUPLICATE_SECTION, ERROR, "duplicate-section", "a section that the file has already")                        \
	X(MISSING_SECTION, ERROR, "missing-section", "the root file lacks [mowners] or [rules]")                       \
	X(ROOT_ONLY, ERROR, "root-only", "a section that only the OWNERS file at the root may hold")                   \
	X(UNKNOWN_KEY, ERROR, "unknown-key", "a key that its section does not know")                                   \
	X(DUPLICATE_KEY, ERROR, "duplicate-key", "a key that its section has already")                                 \
	X(MISSING_KEY, ERROR, "missing-key", "a key that its section needs is not there")                              \
	X(MISSING_VERSION, ERROR, "missing-version", "[mowners] has no version")                                       \
	X(VERSION, ERROR, "version", "the file is of a version that this program does not read")                       \
	X(BAD_VALUE, ERROR, "bad-value", "a value that its key does not take")                                         \
	X(BAD_DATE, ERROR, "bad-date", "a date that is none")                                                          \
	X(REVERSED_DATES, ERROR, "reversed-dates", "a beginning after its end")                                        \
	X(STRAY_COMMA, ERROR, "stray-comma", "a comma with nothing before or behind it")                               \
	X(BAD_OWNER, ERROR, "bad-owner", "a word in a list of people that is neither @handle nor an e-mail")           \
	X(BAD_EMAIL, ERROR, "bad-email", "an e-mail that is none")                                                     \
	X(UNDECLARED, ERROR, "undeclared", "a handle that neither [people] nor [teams] declares")                      \
	X(SEVERAL_OWNERS, ERROR, "several-owners",                                                                     \
	  "several owners where one is meant, or where it is not said how many")                                       \
	X(NOT_A_PERSON, ERROR, "not-a-person", "a team where a person is needed")                                      \
	X(NOT_A_BOT, ERROR, "not-a-bot", "a witness that is no bot")                                                   \
	X(EXTERNAL_ACCOUNTABLE, ERROR, "external-accountable", "an external who is accountable or may act for who is") \
	X(BOT_ACCOUNTABLE, ERROR, "bot-accountable", "a bot that is accountable or may act for who is")                \
	X(BAD_GATE, ERROR, "bad-gate", "a gate that is neither OWNER nor N of LIST nor all of LIST")                   \
	X(QUORUM, ERROR, "quorum", "a gate that asks for more people than its list has, or for none")                  \
	X(BAD_ESCALATION, ERROR, "bad-escalation", "an escalation that is not LIST after DURATION")                    \
	X(ESCALATE_ALONE, ERROR, "escalate-alone", "escalate without accountable in the same section")                 \
	X(RULES_LEVEL, ERROR, "rules-level", "[rules] with the level lightweight")                                     \
	X(FREEZE_DATES, ERROR, "freeze-dates", "a freeze without either both from and until, or opens alone")          \
	X(BAD_REF, ERROR, "bad-ref", "a pattern of refs that can match none")                                          \
	X(BAD_PERSON, ERROR, "bad-person", "a line of [people] that does not begin with NAME <EMAIL>")                 \
	X(BAD_TEAM, ERROR, "bad-team", "a line of [teams] that does not begin with its members")                       \
	X(UNKNOWN_ATTRIBUTE, ERROR, "unknown-attribute",                                                               \
	  "something said of a person or a team that OWNERS does not know")                                            \
	X(BAD_ATTRIBUTE, ERROR, "bad-attribute", "something said of a person or a team with too little or too much")   \
	X(DUPLICATE_ATTRIBUTE, ERROR, "duplicate-attribute", "said twice of a person or a team")                       \
	X(DUPLICATE_PERSON, ERROR, "duplicate-person", "a handle that [people] has already")                           \
	X(DUPLICATE_TEAM, ERROR, "duplicate-team", "a handle that [teams] has already")                                \
	X(DUPLICATE_HANDLE, ERROR, "duplicate-handle", "a handle that is a person and a team")                         \
	X(DUPLICATE_EMAIL, ERROR, "duplicate-email", "an e-mail of two people")                                        \
	X(DUPLICATE_ACCOUNT, ERROR, "duplicate-account", "an account of two people")                                   \
	X(TEAM_CYCLE, ERROR, "team-cycle", "a team that contains itself")                                              \
	X(DUPLICATE_PATTERN, ERROR, "duplicate-pattern", "a pattern that its area has already")                        \
	X(EXCLUDE_FIRST, ERROR, "exclude-first", "an area whose first pattern begins with !")                          \
	/* of pattern_check */                                                                                         \
	X(EMPTY_PATTERN, ERROR, "empty-pattern", "a pattern without a name, such as / or !")                           \
	X(EMPTY_COMPONENT, ERROR, "empty-component", "two slashes side by side in a pattern")                          \
	X(DOT_COMPONENT, ERROR, "dot-component", ". or .. as a name in a pattern")                                     \
	X(UNCLOSED_CLASS, ERROR, "unclosed-class", "a [ without its ] in a pattern")                                   \
	X(UNKNOWN_CLASS, ERROR, "unknown-class", "a [:class:] that does not exist in a pattern")                       \
	X(SLASH_IN_CLASS, ERROR, "slash-in-class", "a slash inside [ ] in a pattern")                                  \
	X(ESCAPED_SLASH, ERROR, "escaped-slash", "a slash behind a backslash in a pattern")                            \
	X(LONE_BACKSLASH, ERROR, "lone-backslash", "a backslash at the end of a pattern")                              \
	X(LONG_PATTERN, ERROR, "long-pattern", "a pattern with too many bytes")                                        \
	X(DEEP_PATTERN, ERROR, "deep-pattern", "a pattern with too many folders")                                      \
	/* of reading a snapshot */                                                                                    \
	X(NOT_A_FILE, ERROR, "not-a-file", "a link, a folder or a submodule where a file is needed")                   \
	X(NO_ROOT, ERROR, "no-root", "a nested OWNERS file without one at the root")                                   \
	/* of a change */                                                                                              \
	X(UNSIGNABLE, ERROR, "unsignable", "a change after which nobody has the keys to change the rules")

/* Of the keys alone. */
#define FINDING_CODES_KEYS(X)                                                                                    \
	X(PRIVATE_KEY, ERROR, "private-key", "a private key, which nobody but its owner may see")                \
	X(CARRIAGE_RETURN, ERROR, "carriage-return", "a carriage return that ends no line")                      \
	X(BAD_PRINCIPAL, ERROR, "bad-principal", "not a list of plain e-mails")                                  \
	X(WILDCARD, ERROR, "wildcard", "*, ? or ! in a principal or a namespace")                                \
	X(CERT_AUTHORITY, ERROR, "cert-authority", "the option of that name, which is not taken")                \
	X(UNKNOWN_OPTION, ERROR, "unknown-option", "an option other than namespaces, valid-after, valid-before") \
	X(DUPLICATE_OPTION, ERROR, "duplicate-option", "an option twice in a line")                              \
	X(BAD_OPTION, ERROR, "bad-option",                                                                       \
	  "an option without its value in double quotes, with a space beside it or an odd character in it")      \
	X(MISSING_NAMESPACES, ERROR, "missing-namespaces", "a key without namespaces=")                          \
	X(WRONG_NAMESPACE, ERROR, "wrong-namespace", "namespaces= does not list approval@mowners")               \
	X(MISSING_PUBLIC_KEY, ERROR, "missing-public-key", "the line ends before its key")                       \
	X(KEY_TYPE, ERROR, "key-type", "a kind of key that is not known, certificates and DSA included")         \
	X(BAD_KEY, ERROR, "bad-key", "no whole key of its type")

/* What is valid and probably not meant, the most dangerous first: what lets through, what keeps people from deciding,
 * what is merely left over. */
#define FINDING_CODES_LINT(X)                                                                                         \
	X(SHARED, WARNING, "shared", "a key is listed for two people, and so counts for neither")                     \
	X(SWALLOWED, WARNING, "swallowed", "names or a pattern behind a ; which are a comment, and ask for nobody")   \
	X(QUOTED_PATTERN, WARNING, "quoted-pattern", "quotes around a pattern, which are taken as part of the name")  \
	X(SEVERAL_PATTERNS, WARNING, "several-patterns",                                                              \
	  "several patterns, or names of people, in one line, which is one name")                                     \
	X(PATTERN_COMMENT, WARNING, "pattern-comment",                                                                \
	  "a comment with # or // behind a pattern, which is taken as part of the name")                              \
	X(BACKSLASH_PATTERN, WARNING, "backslash-pattern", "a pattern with \\ where / is meant")                      \
	X(BLANK_PATTERN, WARNING, "blank-pattern", "a no-break space in a pattern that matches nothing")              \
	X(FOREIGN_PATTERN, WARNING, "foreign-pattern", "braces or a regular expression, which patterns do not know")  \
	X(BRACKET_PATTERN, WARNING, "bracket-pattern", "a name in brackets, which stand for one character")           \
	X(ACCENT_PATTERN, WARNING, "accent-pattern",                                                                  \
	  "a pattern whose accents are made of other characters than those of the files")                             \
	X(CASE_PATTERN, WARNING, "case-pattern",                                                                      \
	  "a pattern that leaves out files which differ in upper and lower case alone")                               \
	X(SHADOWED_PATTERN, WARNING, "shadowed-pattern", "a pattern whose files a later line of its area all undoes") \
	X(UNCOVERED_EXCLUSION, WARNING, "uncovered-exclusion",                                                        \
	  "an area takes files out with ! that no other area claims")                                                 \
	X(SHADOWED_AREA, WARNING, "shadowed-area",                                                                    \
	  "an area whose accountable owner counts for no file, since later areas name somebody else")                 \
	X(OVERLAP, WARNING, "overlap", "areas that share files and disagree about who is accountable")                \
	X(MANY_APPROVERS, WARNING, "many-approvers", "so many people can approve that nobody feels asked")            \
	X(LONE_DEPUTY, WARNING, "lone-deputy",                                                                        \
	  "a deputy alone can approve a detailed change that is claimed to be the owner's")                           \
	X(IMPOSSIBLE, WARNING, "impossible", "what an area asks for cannot be given")                                 \
	X(UNOWNED, WARNING, "unowned", "nobody is accountable for some of the files there are")                       \
	X(NO_SIGNER, WARNING, "no-signer", "somebody must approve, or carries approvals, and has no valid key")       \
	X(FILL_IN, WARNING, "fill-in", "people whose e-mails stand for ones to be filled in")                         \
	X(EXPIRED, WARNING, "expired", "somebody is named whose time is over")                                        \
	X(NO_DEPUTY, WARNING, "no-deputy", "nobody can decide while the accountable owner is away")                   \
	X(ONE_PERSON, WARNING, "one-person", "one person is accountable and, alone, responsible")                     \
	X(NO_RESPONSIBLE, WARNING, "no-responsible", "it is not said who makes the work")                             \
	X(CONFIRM_OVERDUE, WARNING, "confirm-overdue", "the date of confirm-by has passed")                           \
	X(OLD_TREE, WARNING, "old-tree",                                                                              \
	  "a tree that a push could not bring, such as one with a mode of very old git")                              \
	X(DEAD_PATTERN, WARNING, "dead-pattern", "a pattern matches no file")                                         \
	X(DOUBLED_PATTERN, WARNING, "doubled-pattern", "a pattern that changes nothing beside others of its area")    \
	X(EXPIRED_ACCEPT, WARNING, "expired-accept", "the last day of an accept has passed")

/* Of a table that an OWNERS file is made from. */
#define FINDING_CODES_TABLES(X)                                                                         \
	X(BAD_SHEET, ERROR, "bad-sheet", "quotes that begin or end in the middle of a cell, or do not") \
	X(BAD_COLUMN, ERROR, "bad-column", "a column that is missing, twice, or none of the matrix")

#define FINDING_CODES(X) FINDING_CODES_RULES(X) FINDING_CODES_KEYS(X) FINDING_CODES_LINT(X) FINDING_CODES_TABLES(X)

#define FINDING_ENUM(name, severity, word, meaning) FINDING_##name,
enum finding_code { FINDING_CODES(FINDING_ENUM) FINDING_COUNT };
#undef FINDING_ENUM

/* The code of a word; false: there is none. */
bool finding_find(enum finding_code *code, const char *word, size_t len);

enum mow_severity finding_severity(enum finding_code code);
const char *finding_word(enum finding_code code);

#endif
