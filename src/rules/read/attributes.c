#include "rules/read/attributes.h"

#include <string.h>

#include "base/clock.h"

bool attributes_next(struct words *part, size_t *at, struct load *load)
{
	const struct words *words = &load->words;
	size_t from;

	do {
		from = *at;
		if (from > words->count || words->count == 0)
			return false;
		while (*at < words->count && !words->items[*at].comma)
			++*at;
		if (from == *at)
			load_report(load, &words->items[from < words->count ? from : from - 1], STRAY_COMMA,
				    "nothing stands beside this comma; take it out");
		++*at;
	} while (from + 1 == *at);
	*part = values_slice(words, from, *at - 1);
	return true;
}

static void complain_unknown(struct load *load, const struct word *word, bool team)
{
	const char *near = keys_nearest_attribute(word->text, word->len, team);
	const char *quoted = load_quote(load, word->text, word->len);
	const char *whom = team ? "a team" : "a person";

	if (near != NULL)
		load_report(load, word, UNKNOWN_ATTRIBUTE, "\"%s\" cannot be said of %s; did you mean \"%s\"?", quoted,
			    whom, near);
	else if (team && memchr(word->text, '@', word->len) != NULL)
		load_report(load, word, BAD_TEAM,
			    "the members come first; move \"%s\" before \"external\", \"from\" and \"until\"", quoted);
	else if (word->text[0] == '@')
		load_report(load, word, UNKNOWN_ATTRIBUTE,
			    "\"%s\" stands behind a comma; write several deputies as: deputy @lena @marc", quoted);
	else
		load_report(load, word, UNKNOWN_ATTRIBUTE, "\"%s\" cannot be said of %s; OWNERS(5) lists what can",
			    quoted, whom);
}

/* The day that a text begins or ends with. */
static bool find_day(const char **day, const char *text, size_t len, bool at_end)
{
	enum { DAY = 10 };
	int64_t ignored;

	if (len < DAY)
		return false;
	*day = at_end ? text + len - DAY : text;
	return clock_parse_day(&ignored, *day, DAY);
}

/* Two days that something else than two dots joins: a dash, "to", "until". */
static void complain_away(struct load *load, const struct word *first, const struct word *last)
{
	const char *from, *until;
	size_t least = first == last ? 20 : 10;

	if (last->len >= least && find_day(&from, first->text, first->len, false) &&
	    find_day(&until, last->text, last->len, true))
		load_report(load, first, BAD_DATE,
			    "two dots join the first and the last day, without blanks: write away %.10s..%.10s", from,
			    until);
	else
		load_report(load, first, BAD_DATE,
			    "write the first and the last day, such as away 2026-12-20..2027-01-05");
}

/* Whether as many words follow as the attribute takes. */
static bool check_count(struct load *load, const struct attribute_rule *rule, struct words part)
{
	bool takes = rule->argument[0] != '\0';

	if (takes && part.count < 2) {
		load_report(load, &part.items[0], BAD_ATTRIBUTE, "write \"%s %s\"", rule->name, rule->argument);
		return false;
	}
	size_t most = !takes ? 1 : rule->many ? part.count : 2;
	if (part.count > most && rule->id == ATTRIBUTE_AWAY) {
		complain_away(load, &part.items[1], &part.items[part.count - 1]);
		return false;
	}
	if (part.count > most) {
		load_report(load, &part.items[most], BAD_ATTRIBUTE,
			    "put a comma before \"%s\"; \"%s%s%s\" is all that is taken together",
			    load_quote(load, part.items[most].text, part.items[most].len), rule->name, takes ? " " : "",
			    rule->argument);
		return false;
	}
	return true;
}

/* "DATE..DATE" */
static void read_away(struct period *away, struct load *load, const struct word *word)
{
	const char *dots = memmem(word->text, word->len, "..", 2);
	struct period from = {0}, until = {0};

	if (dots == NULL) {
		complain_away(load, word, word);
		return;
	}
	struct word first = *word;
	struct word last = *word;
	first.len = (size_t)(dots - word->text);
	last.text = dots + 2;
	last.len = word->len - first.len - 2;
	last.column += (unsigned)first.len + 2;
	bool dates = values_date(&from, load, &first);
	dates = values_date(&until, load, &last) && dates;
	*away = (struct period){from.from, until.end};
	if (dates && from.from >= until.end)
		load_report(load, word, REVERSED_DATES, "the first day is after the last; turn them round");
}

/* An account's name: printable, no white space; platforms know more about them than we do. */
static int read_account(struct attributes *attributes, struct load *load, const struct attribute_rule *rule)
{
	const struct word *word = &attributes->words.items[0];

	if (memchr(word->text, '@', word->len) != NULL)
		load_report(load, word, BAD_ATTRIBUTE, "\"%s\" is no account of %s; write the name without @",
			    load_quote(load, word->text, word->len), rule->name);
	return values_join(&attributes->account, load, attributes->words);
}

static void read_dates(struct attributes *attributes, struct load *load, const struct attribute_rule *rule)
{
	const struct word *word = &attributes->words.items[0];
	struct period day;

	if (rule->id == ATTRIBUTE_AWAY)
		read_away(&attributes->away, load, word);
	else if (!values_date(&day, load, word))
		return;
	else if (rule->id == ATTRIBUTE_FROM)
		attributes->service.from = day.from;
	else
		attributes->service.end = day.end;
}

static int read_argument(struct attributes *attributes, struct load *load, const struct attribute_rule *rule)
{
	switch (rule->id) {
	case ATTRIBUTE_GITHUB:
	case ATTRIBUTE_GITLAB:
	case ATTRIBUTE_GITEA:
		return read_account(attributes, load, rule);
	case ATTRIBUTE_ORG:
		return values_join(&attributes->org, load, attributes->words);
	case ATTRIBUTE_FROM:
	case ATTRIBUTE_UNTIL:
	case ATTRIBUTE_AWAY:
		read_dates(attributes, load, rule);
		return MOW_OK;
	case ATTRIBUTE_EXTERNAL:
		attributes->external = true;
		return MOW_OK;
	case ATTRIBUTE_BOT:
		attributes->bot = true;
		return MOW_OK;
	default:
		return MOW_OK;
	}
}

int attributes_read(const struct attribute_rule **rule, struct attributes *attributes, struct load *load,
		    struct words part)
{
	const struct word *name = &part.items[0];
	const struct attribute_rule *known = keys_find_attribute(name->text, name->len, attributes->team);

	*rule = NULL;
	if (known == NULL) {
		complain_unknown(load, name, attributes->team);
		return MOW_OK;
	}
	if (attributes->has[known->id] && !known->repeats) {
		load_report(load, name, DUPLICATE_ATTRIBUTE, "\"%s\" is said twice; keep one", known->name);
		return MOW_OK;
	}
	attributes->has[known->id] = true;
	if (!check_count(load, known, part))
		return MOW_OK;
	attributes->words = values_slice(&part, 1, part.count);
	*rule = known;
	return read_argument(attributes, load, known);
}

void attributes_check_service(struct load *load, const struct attributes *attributes, const struct reader_key *key)
{
	if (attributes->service.from >= attributes->service.end)
		load_report(load, key, REVERSED_DATES, "\"from\" is after \"until\" for %s; turn them round",
			    load_quote(load, key->name, key->len));
}
