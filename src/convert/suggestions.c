#include "convert/suggestions.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/ascii.h"
#include "convert/write.h"
#include "rules/keys.h"
#include "rules/read/read.h"

void suggestions_release(struct suggestions *suggestions)
{
	free(suggestions->people.items);
	free(suggestions->counts.items);
	free(suggestions->approvals.items);
	map_release(&suggestions->emails);
	map_release(&suggestions->pairs);
	map_release(&suggestions->handles);
	arena_release(&suggestions->arena);
}

/* ---- People -------------------------------------------------------------------------------------------------------- */

/* Whether a word stands in the text, with no letter beside it. */
static bool has_word(const char *text, const char *word)
{
	size_t len = strlen(word);

	for (const char *at = strstr(text, word); at != NULL; at = strstr(at + 1, word)) {
		bool begins = at == text || at[-1] < 'a' || at[-1] > 'z';
		if (begins && (at[len] < 'a' || at[len] > 'z'))
			return true;
	}
	return false;
}

/* Both in lower case. */
static bool is_program(const char *name, const char *email)
{
	static const char *const words[] = {"bot",     "github-actions", "dependabot", "renovate", "jenkins",
					    "noreply", "no-reply",       "ci",         "root",     "automation"};
	size_t before = strcspn(email, "@");

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		const char *found = strstr(email, words[i]);
		bool in_email = found != NULL && (size_t)(found - email) + strlen(words[i]) <= before;
		if (has_word(name, words[i]) || (in_email && has_word(email, words[i])))
			return true;
	}
	return strstr(email, "[bot]") != NULL;
}

/* What a NAME cannot hold is left out of it. */
static char *clean_name(struct arena *arena, const char *name)
{
	char *clean = arena_dup(arena, name, strlen(name));
	size_t len = 0;

	if (clean == NULL)
		return NULL;
	if (!rules_is_text(name, strlen(name)))
		name = "";
	for (; *name != '\0'; name++)
		if (strchr(",;#<>\t", *name) == NULL && (*name != ' ' || len > 0))
			clean[len++] = *name;
	while (len > 0 && clean[len - 1] == ' ')
		len--;
	clean[len] = '\0';
	return clean;
}

static size_t add_person(struct suggestions *suggestions, const char *name, const char *email)
{
	struct suggestions_person person = {.name = clean_name(&suggestions->arena, name), .email = email};

	if (person.name == NULL || array_reserve(&suggestions->people, 1) ||
	    map_put(&suggestions->emails, email, strlen(email), suggestions->people.count)) {
		suggestions->failed = true;
		return SUGGESTIONS_NONE;
	}
	suggestions->people.items[suggestions->people.count] = person;
	return suggestions->people.count++;
}

/* Whether somebody of that name and e-mail, which is in lower case, may be named. */
static bool can_name(struct suggestions *suggestions, const char *name, const struct buf *email)
{
	MOW_AUTO(buf) lower = BUF_INIT;

	if (!rules_is_email(email->data, email->len) || !rules_is_text(email->data, email->len))
		return false;
	ascii_add_lower(&lower, name, strlen(name));
	suggestions->failed = suggestions->failed || lower.failed;
	return !is_program(lower.data, email->data);
}

size_t suggestions_person(struct suggestions *suggestions, const char *name, const char *email)
{
	MOW_AUTO(buf) lower = BUF_INIT;
	size_t person = SUGGESTIONS_NONE;

	ascii_add_lower(&lower, email, strlen(email));
	if (!lower.failed && map_get(&suggestions->emails, lower.data, lower.len, &person))
		return person;
	const char *kept = lower.failed ? NULL : arena_dup(&suggestions->arena, lower.data, lower.len);
	if (kept != NULL && can_name(suggestions, name, &lower))
		return add_person(suggestions, name, kept);
	if (kept == NULL || map_put(&suggestions->emails, kept, lower.len, SUGGESTIONS_NONE))
		suggestions->failed = true;
	return SUGGESTIONS_NONE;
}

/* ---- Counting ------------------------------------------------------------------------------------------------------ */

static struct suggestions_count *find_count(struct suggestions *suggestions, size_t area, size_t person)
{
	const size_t pair[2] = {area, person};
	size_t number = suggestions->counts.count;

	if (map_get(&suggestions->pairs, pair, sizeof pair, &number))
		return &suggestions->counts.items[number];
	const char *key = arena_dup(&suggestions->arena, (const char *)pair, sizeof pair);
	if (key == NULL || array_reserve(&suggestions->counts, 1) ||
	    map_put(&suggestions->pairs, key, sizeof pair, number)) {
		suggestions->failed = true;
		return NULL;
	}
	suggestions->counts.items[number] = (struct suggestions_count){.area = area, .person = person};
	suggestions->counts.count++;
	return &suggestions->counts.items[number];
}

void suggestions_made(struct suggestions *suggestions, size_t area, size_t person)
{
	struct suggestions_count *count = find_count(suggestions, area, person);

	if (count != NULL)
		count->changes++;
}

void suggestions_approved(struct suggestions *suggestions, size_t area, size_t person)
{
	struct suggestions_count *count = find_count(suggestions, area, person);

	if (count != NULL)
		count->approvals++;
}

void suggestions_change(struct suggestions *suggestions, size_t area)
{
	suggestions_made(suggestions, area, SUGGESTIONS_NONE);
}

/* ---- Who is suggested ---------------------------------------------------------------------------------------------- */

/* By area; in each the whole first, then those with the largest figure. */
static int compare(const struct suggestions_count *a, const struct suggestions_count *b, size_t figure_a,
		   size_t figure_b)
{
	if (a->area != b->area)
		return a->area < b->area ? -1 : 1;
	if (figure_a != figure_b)
		return figure_a > figure_b ? -1 : 1;
	return a->person + 1 < b->person + 1 ? -1 : a->person != b->person;
}

static int compare_changes(const void *one, const void *two)
{
	const struct suggestions_count *a = one, *b = two;

	return compare(a, b, a->changes, b->changes);
}

static int compare_approvals(const void *one, const void *two)
{
	const struct suggestions_count *a = one, *b = two;

	return compare(a, b, a->approvals, b->approvals);
}

/* "ann" of ann@example.com, and of 12345+ann@users.noreply.github.com. */
static const char *make_handle(struct suggestions *suggestions, const struct suggestions_person *person)
{
	char lower[KEYS_HANDLE_MAX + 1];
	const char *plus = strchr(person->email, '+');
	const char *start = plus != NULL && strspn(person->email, "0123456789") == (size_t)(plus - person->email)
				    ? plus + 1
				    : person->email;
	size_t len = strcspn(start, "@+");

	if (len > KEYS_HANDLE_MAX - 6 || !keys_lower_handle(lower, start, len))
		memcpy(lower, "person", sizeof "person");
	for (unsigned number = 1;; number++) {
		char *handle = number == 1 ? arena_printf(&suggestions->arena, "@%s", lower)
					   : arena_printf(&suggestions->arena, "@%s-%u", lower, number);
		size_t before = suggestions->handles.count, value = 0;
		if (handle == NULL || map_take(&suggestions->handles, handle, strlen(handle), &value))
			suggestions->failed = true;
		if (suggestions->failed || suggestions->handles.count > before)
			return handle;
	}
}

/* The next one who is named for an area, from the place on where its counts begin; NULL: there is no other. */
static const struct suggestions_count *next_shown(const struct suggestions_counts *sorted, size_t *at, size_t begin)
{
	size_t area = begin < sorted->count ? sorted->items[begin].area : 0;

	for (; *at < sorted->count && *at <= begin + SUGGESTIONS_SHOWN && sorted->items[*at].area == area; ++*at)
		if (sorted->items[*at].person != SUGGESTIONS_NONE)
			return &sorted->items[(*at)++];
	return NULL;
}

static void name_shown(struct suggestions *suggestions, const struct suggestions_counts *sorted, bool approvals)
{
	for (size_t begin = 0; begin < sorted->count;) {
		const struct suggestions_count *count;
		size_t at = begin;
		while ((count = next_shown(sorted, &at, begin)) != NULL) {
			struct suggestions_person *person = &suggestions->people.items[count->person];
			size_t figure = approvals ? count->approvals : count->changes;
			if (figure > 0 && person->handle == NULL)
				person->handle = make_handle(suggestions, person);
		}
		while (at < sorted->count && sorted->items[at].area == sorted->items[begin].area)
			at++;
		begin = at;
	}
}

int suggestions_finish(struct suggestions *suggestions)
{
	size_t count = suggestions->counts.count;

	if (!suggestions->failed && count > 0 && array_reserve(&suggestions->approvals, count))
		suggestions->failed = true;
	if (suggestions->failed)
		return MOW_ENOMEM;
	if (count == 0)
		return MOW_OK;
	memcpy(suggestions->approvals.items, suggestions->counts.items, count * sizeof *suggestions->counts.items);
	suggestions->approvals.count = count;
	for (size_t i = 0; i < count; i++)
		if (suggestions->approvals.items[i].person == SUGGESTIONS_NONE)
			suggestions->approvals.items[i].approvals = SIZE_MAX; /* so that it is the first here too */
	qsort(suggestions->counts.items, count, sizeof *suggestions->counts.items, compare_changes);
	qsort(suggestions->approvals.items, count, sizeof *suggestions->approvals.items, compare_approvals);
	name_shown(suggestions, &suggestions->counts, false);
	name_shown(suggestions, &suggestions->approvals, true);
	return suggestions->failed ? MOW_ENOMEM : MOW_OK;
}

/* ---- Writing ------------------------------------------------------------------------------------------------------- */

/* Where the counts of an area begin. */
static size_t find_area(const struct suggestions_counts *sorted, size_t area)
{
	size_t low = 0, high = sorted->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (sorted->items[middle].area < area)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void add_shown(struct buf *out, const struct suggestions *suggestions, size_t area, bool approvals)
{
	const struct suggestions_counts *sorted = approvals ? &suggestions->approvals : &suggestions->counts;
	size_t begin = find_area(sorted, area);
	size_t at = begin;
	const struct suggestions_count *count;
	size_t shown = 0;

	if (begin == sorted->count || sorted->items[begin].area != area)
		return;
	while ((count = next_shown(sorted, &at, begin)) != NULL) {
		size_t figure = approvals ? count->approvals : count->changes;
		if (figure == 0)
			break;
		buf_adds(out, shown > 0 ? ", " : approvals ? "; approved by: " : "; responsible: ");
		buf_addf(out, "%s (%zu", suggestions->people.items[count->person].handle, figure);
		if (shown == 0 && !approvals)
			buf_addf(out, " of %zu change%s", sorted->items[begin].changes,
				 sorted->items[begin].changes == 1 ? "" : "s");
		buf_addc(out, ')');
		shown++;
	}
	buf_adds(out, shown > 0 ? "\n" : "");
}

void suggestions_suggest(struct buf *out, const struct suggestions *suggestions, size_t area)
{
	add_shown(out, suggestions, area, false);
	add_shown(out, suggestions, area, true);
}

void suggestions_write_people(struct buf *out, const struct suggestions *suggestions)
{
	bool begun = false;

	for (size_t i = 0; i < suggestions->people.count; i++) {
		const struct suggestions_person *person = &suggestions->people.items[i];
		if (person->handle == NULL)
			continue;
		if (!begun)
			write_section(out, "people");
		begun = true;
		buf_addf(out, "%s = %s <%s>\n", person->handle,
			 person->name[0] != '\0' ? person->name : person->handle + 1, person->email);
	}
}
