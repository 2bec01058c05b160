/*
 * The one table of the sections and keys of OWNERS files (OWNERS(5)). It drives the reader, the cascade, fmt, "did you
 * mean", and the test that holds the man page against it.
 */
#ifndef MOW_RULES_KEYS_H
#define MOW_RULES_KEYS_H

#include <stdbool.h>
#include <stddef.h>

/* inih keeps this many bytes of a section's name and of a continued line's key. */
#define KEYS_NAME_MAX 49
/* Areas, gates, levels and freezes: [a-z0-9][a-z0-9_-]{0,39}. */
#define KEYS_WORD_MAX 40
/* [A-Za-z0-9][A-Za-z0-9._/-]{0,38}, the @ not counted. */
#define KEYS_HANDLE_MAX 39

enum section_kind {
	SECTION_MOWNERS,
	SECTION_RULES,
	SECTION_OTHERWISE,
	SECTION_PEOPLE,
	SECTION_TEAMS,
	SECTION_LEVEL,
	SECTION_FREEZE,
	SECTION_AREA,
	SECTION_UNKNOWN /* a header that could not be made sense of: its keys are not judged */
};

/* A set of sections. */
#define SECTION_BIT(kind) (1u << (kind))
#define IN_AREAS (SECTION_BIT(SECTION_AREA) | SECTION_BIT(SECTION_RULES) | SECTION_BIT(SECTION_OTHERWISE))

struct section_rule {
	enum section_kind kind;
	const char *name; /* what stands in the brackets, without the NAME; "" for areas */
	bool named;       /* followed by a NAME */
	bool root_only;
	bool required; /* in the root */
};

enum key_id {
	KEY_PATH,
	KEY_ACCOUNTABLE,
	KEY_ESCALATE,
	KEY_RESPONSIBLE,
	KEY_LEVEL,
	KEY_REVIEW,
	KEY_REVIEW_NAMED, /* review.GATE */
	KEY_CONSULTED,
	KEY_INFORMED,
	KEY_RIGHTS_UNTIL,
	KEY_SUMMARY,
	KEY_CONFIRM_BY,
	KEY_ACCEPT,
	KEY_VERSION,
	KEY_PROTECT,
	KEY_MODE,
	KEY_EVIDENCE,
	KEY_UNOWNED,
	KEY_OVERRIDE,
	KEY_WITNESS,
	KEY_HANDOVER,
	KEY_AUTHORS,
	KEY_REPOSITORY,
	KEY_EXTERNAL_ACCOUNTABLE,
	KEY_STALE_AFTER,
	KEY_DECIDED_BY,
	KEY_SELF_APPROVAL,
	KEY_PEOPLE,
	KEY_MAX_AGE,
	KEY_FROM,
	KEY_UNTIL,
	KEY_OPENS,
	KEY_ALLOW,
	KEY_REASON,
	KEY_COUNT
};

enum key_type {
	KEY_TYPE_PATTERNS, /* one a line */
	KEY_TYPE_PERSON,   /* exactly one */
	KEY_TYPE_LIST,     /* people and teams */
	KEY_TYPE_GATES,    /* one a line */
	KEY_TYPE_GATE,
	KEY_TYPE_ESCALATION, /* LIST after DURATION */
	KEY_TYPE_WORD,       /* one of `words` */
	KEY_TYPE_WORDS,      /* some of `words` */
	KEY_TYPE_DATE,       /* a day, or a moment */
	KEY_TYPE_DURATION,
	KEY_TYPE_NUMBER,
	KEY_TYPE_NAME, /* one word of any kind */
	KEY_TYPE_REFS,
	KEY_TYPE_TEXT,
	KEY_TYPE_ACCEPTS /* `CODE until DATE, REASON`, one a line */
};

/* What becomes of a key that several matching areas set. */
enum key_combine {
	KEY_ITS_OWN, /* belongs to its section alone */
	KEY_LAST_WINS,
	KEY_WITH_ACCOUNTABLE, /* goes with the winning `accountable` */
	KEY_STRICTEST_WINS,
	KEY_EARLIEST_WINS,
	KEY_ALL_ADD_UP
};

/* No key takes one of more words. */
#define KEYS_WORDS_MAX 8

struct key_word {
	const char *name; /* NULL ends */
	int value;
};

struct key_rule {
	enum key_id id;
	const char *name; /* "review." for review.GATE */
	size_t len;       /* of the name */
	unsigned sections;
	unsigned required; /* the sections that must have it */
	enum key_type type;
	enum key_combine combine;
	const struct key_word *words; /* of KEY_TYPE_WORD and KEY_TYPE_WORDS */
};

extern const struct section_rule keys_sections[SECTION_UNKNOWN]; /* by enum section_kind */
extern const struct key_rule keys_rules[KEY_COUNT];              /* by enum key_id */

/* What may be said of people and teams, each after a comma. */
enum attribute_id {
	ATTRIBUTE_EMAIL,
	ATTRIBUTE_GITHUB,
	ATTRIBUTE_GITLAB,
	ATTRIBUTE_GITEA,
	ATTRIBUTE_ORG,
	ATTRIBUTE_EXTERNAL,
	ATTRIBUTE_BOT,
	ATTRIBUTE_FROM,
	ATTRIBUTE_UNTIL,
	ATTRIBUTE_AWAY,
	ATTRIBUTE_DEPUTY,
	ATTRIBUTE_COUNT
};

struct attribute_rule {
	enum attribute_id id;
	const char *name;
	const char *argument; /* as OWNERS(5) writes it; "" for none */
	bool team;            /* of teams too */
	bool repeats;
	bool many; /* more than one word may follow */
};

extern const struct attribute_rule keys_attributes[ATTRIBUTE_COUNT];

/* Whether a section other than an area is called so: no area can be. */
bool keys_is_section(const char *name);

/* The key of that name in whatever section, review.GATE for all that begins so; NULL. Upper case is another name. */
const struct key_rule *keys_find(const char *name, size_t len);

/* A key by another name, as other tools or people call it. */
struct key_synonym {
	const char *word;   /* lower case */
	const char *name;   /* of the key */
	const char *advice; /* for the end of a sentence */
};

/* Whatever the case; NULL: none. */
const struct key_synonym *keys_find_synonym(const char *name, size_t len);

/* Whether it is a key of any section whatever its case, or `review.` and a word. */
bool keys_looks_known(const char *name, size_t len);

/* The attribute of that name; NULL. */
const struct attribute_rule *keys_find_attribute(const char *name, size_t len, bool team);

/* Forms of names. Handles without their @. */
bool keys_is_word(const char *name, size_t len);
bool keys_is_handle(const char *name, size_t len);
/* The same, and what it is in lower case; `out` is of use only where it is one. */
bool keys_lower_handle(char out[KEYS_HANDLE_MAX + 1], const char *name, size_t len);

/*
 * The nearest name: of sections (those with a name of their own; also by another word that people use for them), of the
 * keys of a section, of the words of a key, of attributes; or NULL. See base/levenshtein.h.
 */
const char *keys_nearest_section(const char *name, size_t len);
const char *keys_nearest_key(const char *name, size_t len, enum section_kind kind);
const char *keys_nearest_word(const char *name, size_t len, const struct key_word *words);
const char *keys_nearest_attribute(const char *name, size_t len, bool team);

#endif
