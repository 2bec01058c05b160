#include "rules/keys.h"

#include <string.h>

#include "base/ascii.h"
#include "base/levenshtein.h"
#include "base/text.h"
#include "rules/rules.h"

const struct section_rule keys_sections[SECTION_UNKNOWN] = {
	[SECTION_MOWNERS] = {SECTION_MOWNERS, "mowners", false, true, true},
	[SECTION_RULES] = {SECTION_RULES, "rules", false, true, true},
	[SECTION_OTHERWISE] = {SECTION_OTHERWISE, "otherwise", false, true, false},
	[SECTION_PEOPLE] = {SECTION_PEOPLE, "people", false, true, false},
	[SECTION_TEAMS] = {SECTION_TEAMS, "teams", false, true, false},
	[SECTION_LEVEL] = {SECTION_LEVEL, "level", true, true, false},
	[SECTION_FREEZE] = {SECTION_FREEZE, "freeze", true, true, false},
	[SECTION_AREA] = {SECTION_AREA, "", true, false, false},
};

static const struct key_word levels[] = {
	{"lightweight", LEVEL_LIGHTWEIGHT}, {"standard", LEVEL_STANDARD}, {"detailed", LEVEL_DETAILED}, {0}};
static const struct key_word modes[] = {{"enforce", 0}, {"advise", 1}, {0}};
static const struct key_word kinds[] = {
	{"signed", EVIDENCE_SIGNED}, {"forge", EVIDENCE_FORGE}, {"pusher", EVIDENCE_PUSHER}, {0}};
static const struct key_word unowned[] = {
	{"block", UNOWNED_BLOCK}, {"warn", UNOWNED_WARN}, {"allow", UNOWNED_ALLOW}, {0}};
static const struct key_word handovers[] = {
	{"rules", HANDOVER_RULES}, {"accept", HANDOVER_ACCEPT}, {"both", HANDOVER_BOTH}, {0}};
static const struct key_word authors[] = {{"claimed", 0}, {"proved", 1}, {0}};
static const struct key_word answers[] = {{"no", 0}, {"yes", 1}, {0}};
static const struct key_word deciders[] = {{"accountable", 0}, {"any", 1}, {0}};

#define M SECTION_BIT(SECTION_MOWNERS)
#define L SECTION_BIT(SECTION_LEVEL)
#define F SECTION_BIT(SECTION_FREEZE)
#define ROW(id, name, sections, required, type, combine, words) \
	[KEY_##id] = {KEY_##id, name, sizeof(name) - 1, sections, required, KEY_TYPE_##type, KEY_##combine, words}

const struct key_rule keys_rules[KEY_COUNT] = {
	ROW(PATH, "path", SECTION_BIT(SECTION_AREA) | F, SECTION_BIT(SECTION_AREA) | F, PATTERNS, ITS_OWN, NULL),
	ROW(ACCOUNTABLE, "accountable", IN_AREAS, SECTION_BIT(SECTION_RULES), PERSON, LAST_WINS, NULL),
	ROW(ESCALATE, "escalate", IN_AREAS, 0, ESCALATION, WITH_ACCOUNTABLE, NULL),
	ROW(RESPONSIBLE, "responsible", IN_AREAS, 0, LIST, LAST_WINS, NULL),
	ROW(LEVEL, "level", IN_AREAS | M, 0, WORD, STRICTEST_WINS, levels),
	ROW(REVIEW, "review", IN_AREAS, 0, GATES, ALL_ADD_UP, NULL),
	ROW(REVIEW_NAMED, "review.", IN_AREAS, 0, GATE, ALL_ADD_UP, NULL),
	ROW(CONSULTED, "consulted", IN_AREAS, 0, LIST, ALL_ADD_UP, NULL),
	ROW(INFORMED, "informed", IN_AREAS, 0, LIST, ALL_ADD_UP, NULL),
	ROW(RIGHTS_UNTIL, "rights-until", IN_AREAS, 0, DATE, EARLIEST_WINS, NULL),
	ROW(SUMMARY, "summary", IN_AREAS, 0, TEXT, ITS_OWN, NULL),
	ROW(CONFIRM_BY, "confirm-by", IN_AREAS, 0, DATE, ITS_OWN, NULL),
	ROW(ACCEPT, "accept", IN_AREAS | M, 0, ACCEPTS, ITS_OWN, NULL),
	ROW(VERSION, "version", M, M, NAME, ITS_OWN, NULL),
	ROW(PROTECT, "protect", M, 0, REFS, ITS_OWN, NULL),
	ROW(MODE, "mode", M, 0, WORD, ITS_OWN, modes),
	ROW(EVIDENCE, "evidence", M | L, 0, WORDS, ITS_OWN, kinds),
	ROW(UNOWNED, "unowned", M, 0, WORD, ITS_OWN, unowned),
	ROW(OVERRIDE, "override", M, 0, GATE, ITS_OWN, NULL),
	ROW(WITNESS, "witness", M, 0, LIST, ITS_OWN, NULL),
	ROW(HANDOVER, "handover", M, 0, WORD, ITS_OWN, handovers),
	ROW(AUTHORS, "authors", M, 0, WORD, ITS_OWN, authors),
	ROW(REPOSITORY, "repository", M, 0, NAME, ITS_OWN, NULL),
	ROW(EXTERNAL_ACCOUNTABLE, "external-accountable", M, 0, WORD, ITS_OWN, answers),
	ROW(STALE_AFTER, "stale-after", M, 0, DURATION, ITS_OWN, NULL),
	ROW(DECIDED_BY, "decided-by", L, 0, WORD, ITS_OWN, deciders),
	ROW(SELF_APPROVAL, "self-approval", L, 0, WORD, ITS_OWN, answers),
	ROW(PEOPLE, "people", L, 0, NUMBER, ITS_OWN, NULL),
	ROW(MAX_AGE, "max-age", L, 0, DURATION, ITS_OWN, NULL),
	ROW(FROM, "from", F, 0, DATE, ITS_OWN, NULL),
	ROW(UNTIL, "until", F, 0, DATE, ITS_OWN, NULL),
	ROW(OPENS, "opens", F, 0, DATE, ITS_OWN, NULL),
	ROW(ALLOW, "allow", F, 0, LIST, ITS_OWN, NULL),
	ROW(REASON, "reason", F, 0, TEXT, ITS_OWN, NULL),
};

#undef M
#undef L
#undef F
#undef ROW

const struct attribute_rule keys_attributes[ATTRIBUTE_COUNT] = {
	[ATTRIBUTE_EMAIL] = {ATTRIBUTE_EMAIL, "email", "OTHER", false, true, false},
	[ATTRIBUTE_GITHUB] = {ATTRIBUTE_GITHUB, "github", "NAME", false, true, false},
	[ATTRIBUTE_GITLAB] = {ATTRIBUTE_GITLAB, "gitlab", "NAME", false, true, false},
	[ATTRIBUTE_GITEA] = {ATTRIBUTE_GITEA, "gitea", "NAME", false, true, false},
	[ATTRIBUTE_ORG] = {ATTRIBUTE_ORG, "org", "NAME", false, false, true},
	[ATTRIBUTE_EXTERNAL] = {ATTRIBUTE_EXTERNAL, "external", "", true, false, false},
	[ATTRIBUTE_BOT] = {ATTRIBUTE_BOT, "bot", "", false, false, false},
	[ATTRIBUTE_FROM] = {ATTRIBUTE_FROM, "from", "DATE", true, false, false},
	[ATTRIBUTE_UNTIL] = {ATTRIBUTE_UNTIL, "until", "DATE", true, false, false},
	[ATTRIBUTE_AWAY] = {ATTRIBUTE_AWAY, "away", "DATE..DATE", false, true, false},
	[ATTRIBUTE_DEPUTY] = {ATTRIBUTE_DEPUTY, "deputy", "@WHO…", false, true, true},
};

static bool equals(const char *word, const char *name, size_t len)
{
	return text_is(name, len, word);
}

bool keys_is_section(const char *name)
{
	for (size_t i = 0; i < SECTION_AREA; i++)
		if (strcmp(keys_sections[i].name, name) == 0)
			return true;
	return false;
}

const struct key_rule *keys_find(const char *name, size_t len)
{
	if (len > KEYS_NAME_MAX)
		return NULL;
	if (len >= 7 && memcmp(name, "review.", 7) == 0)
		return &keys_rules[KEY_REVIEW_NAMED];
	for (size_t i = 0; i < KEY_COUNT; i++)
		if (keys_rules[i].len == len && keys_rules[i].name[0] == name[0] &&
		    memcmp(keys_rules[i].name, name, len) == 0)
			return &keys_rules[i];
	return NULL;
}

bool keys_looks_known(const char *name, size_t len)
{
	char lower[KEYS_NAME_MAX + 1];

	if (len > KEYS_NAME_MAX)
		return false;
	ascii_copy_lower(lower, name, len);
	return strpbrk(lower, " \t") == NULL && keys_find(lower, len) != NULL;
}

#define DECIDES "the one who decides is called \"accountable\""
#define AGREE "those who must agree are called \"review\", such as: review = 1 of @lena @marc"
#define FILES "the files are called \"path\", one pattern a line"
#define MAKES "those who make the files are called \"responsible\""
#define ASKED "those who give advice are called \"consulted\""
#define TOLD "those who are told are called \"informed\""
#define ABOUT "what the area is about is called \"summary\""

static const struct key_synonym synonyms[] = {
	{"owner", "accountable", DECIDES},
	{"owners", "accountable", DECIDES},
	{"owned-by", "accountable", DECIDES},
	{"decider", "accountable", DECIDES},
	{"decides", "accountable", DECIDES},
	{"decision", "accountable", DECIDES},
	{"lead", "accountable", DECIDES},
	{"maintainer", "accountable", DECIDES},
	{"maintainers", "accountable", DECIDES},
	{"approver", "review", AGREE},
	{"approvers", "review", AGREE},
	{"approval", "review", AGREE},
	{"approved-by", "review", AGREE},
	{"approve", "review", AGREE},
	{"reviewer", "review", AGREE},
	{"reviewers", "review", AGREE},
	{"reviewed-by", "review", AGREE},
	{"gate", "review", AGREE},
	{"gates", "review", AGREE},
	{"paths", "path", FILES},
	{"file", "path", FILES},
	{"files", "path", FILES},
	{"folder", "path", FILES},
	{"folders", "path", FILES},
	{"directory", "path", FILES},
	{"pattern", "path", FILES},
	{"patterns", "path", FILES},
	{"producer", "responsible", MAKES},
	{"author", "responsible", MAKES},
	{"authors", "responsible", MAKES},
	{"agency", "responsible", MAKES},
	{"consult", "consulted", ASKED},
	{"advisor", "consulted", ASKED},
	{"advisors", "consulted", ASKED},
	{"inform", "informed", TOLD},
	{"notify", "informed", TOLD},
	{"cc", "informed", TOLD},
	{"description", "summary", ABOUT},
	{"title", "summary", ABOUT},
	{"note", "summary", ABOUT},
};

const struct key_synonym *keys_find_synonym(const char *name, size_t len)
{
	char lower[KEYS_NAME_MAX + 1];

	if (len > KEYS_NAME_MAX)
		return NULL;
	ascii_copy_lower(lower, name, len);
	for (size_t i = 0; i < sizeof synonyms / sizeof *synonyms; i++)
		if (strcmp(synonyms[i].word, lower) == 0)
			return &synonyms[i];
	return NULL;
}

const struct attribute_rule *keys_find_attribute(const char *name, size_t len, bool team)
{
	for (size_t i = 0; i < ATTRIBUTE_COUNT; i++)
		if (equals(keys_attributes[i].name, name, len) && (keys_attributes[i].team || !team))
			return &keys_attributes[i];
	return NULL;
}

static bool is_lower(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool keys_is_word(const char *name, size_t len)
{
	if (len == 0 || len > KEYS_WORD_MAX || !is_lower(name[0]))
		return false;
	for (size_t i = 1; i < len; i++)
		if (!is_lower(name[i]) && name[i] != '_' && name[i] != '-')
			return false;
	return true;
}

bool keys_lower_handle(char out[KEYS_HANDLE_MAX + 1], const char *name, size_t len)
{
	if (len == 0 || len > KEYS_HANDLE_MAX)
		return false;
	for (size_t i = 0; i < len; i++) {
		char c = ascii_lower(name[i]);
		if (!is_lower(c) && (i == 0 || (c != '.' && c != '_' && c != '/' && c != '-')))
			return false;
		out[i] = c;
	}
	out[len] = '\0';
	return true;
}

bool keys_is_handle(const char *name, size_t len)
{
	char lower[KEYS_HANDLE_MAX + 1];

	return keys_lower_handle(lower, name, len);
}

/* The nearest of words to a name that need not end in a NUL; whatever its case. */
static const char *nearest(const char *name, size_t len, const char *const *words, size_t count)
{
	char lower[KEYS_NAME_MAX + 1];

	if (len > KEYS_NAME_MAX)
		return NULL;
	ascii_copy_lower(lower, name, len);
	return levenshtein_nearest(lower, words, count);
}

/* Sections by another name. */
static const struct {
	const char *word;
	enum section_kind kind;
} section_synonyms[] = {
	{"users", SECTION_PEOPLE},       {"persons", SECTION_PEOPLE},       {"contacts", SECTION_PEOPLE},
	{"members", SECTION_PEOPLE},     {"groups", SECTION_TEAMS},         {"default", SECTION_OTHERWISE},
	{"defaults", SECTION_OTHERWISE}, {"everything", SECTION_OTHERWISE}, {"rest", SECTION_OTHERWISE},
	{"settings", SECTION_MOWNERS},   {"config", SECTION_MOWNERS},       {"general", SECTION_MOWNERS},
};

const char *keys_nearest_section(const char *name, size_t len)
{
	const char *words[SECTION_AREA];

	for (size_t i = 0; i < sizeof section_synonyms / sizeof *section_synonyms; i++)
		if (equals(section_synonyms[i].word, name, len))
			return keys_sections[section_synonyms[i].kind].name;
	for (size_t i = 0; i < SECTION_AREA; i++)
		words[i] = keys_sections[i].name;
	return nearest(name, len, words, SECTION_AREA);
}

const char *keys_nearest_key(const char *name, size_t len, enum section_kind kind)
{
	const char *words[KEY_COUNT];
	size_t count = 0;

	for (size_t i = 0; i < KEY_COUNT; i++)
		if (keys_rules[i].sections & SECTION_BIT(kind))
			words[count++] = keys_rules[i].name;
	return nearest(name, len, words, count);
}

const char *keys_nearest_word(const char *name, size_t len, const struct key_word *words)
{
	const char *names[KEYS_WORDS_MAX];
	size_t count = 0;

	for (; words[count].name != NULL; count++)
		names[count] = words[count].name;
	return nearest(name, len, names, count);
}

const char *keys_nearest_attribute(const char *name, size_t len, bool team)
{
	const char *words[ATTRIBUTE_COUNT];
	size_t count = 0;

	for (size_t i = 0; i < ATTRIBUTE_COUNT; i++)
		if (keys_attributes[i].team || !team)
			words[count++] = keys_attributes[i].name;
	return nearest(name, len, words, count);
}
