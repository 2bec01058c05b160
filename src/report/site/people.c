/* People, and the page of each: what waits for them, and what they own. */
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/map.h"
#include "report/matrix_cells.h"
#include "report/matrix_grid.h"
#include "report/phrase.h"
#include "report/site/address.h"
#include "report/site/page.h"

/* ---- Who there is -------------------------------------------------------------------------------------------------- */

struct search {
	struct {
		struct site_person *items;
		size_t count, capacity;
	} found;
	struct map by_label;
};

/* The person of a label, anew where there was none; NULL: no memory. */
static struct site_person *find(struct search *search, const char *label)
{
	size_t place = search->found.count;

	if (map_take(&search->by_label, label, strlen(label), &place) != 0 || array_reserve(&search->found, 1) != 0)
		return NULL;
	if (place == search->found.count)
		search->found.items[search->found.count++] = (struct site_person){.label = label};
	return &search->found.items[place];
}

static int find_loads(struct search *search, const struct mow_matrix *load)
{
	for (size_t i = 0; i < mow_matrix_people(load); i++) {
		const struct mow_matrix_person *person = mow_matrix_person(load, i);
		struct site_person *found = find(search, person->label);
		if (found == NULL)
			return MOW_ENOMEM;
		found->name = person->name;
		found->load = person;
	}
	return MOW_OK;
}

static int find_concerned(struct search *search, const struct mow_agenda *agenda)
{
	for (size_t i = 0; i < mow_agenda_items(agenda); i++) {
		const struct mow_agenda_item *item = mow_agenda_item(agenda, i);
		for (size_t k = 0; k < item->people_count; k++) {
			struct site_person *found = find(search, item->people[k]);
			if (found == NULL)
				return MOW_ENOMEM;
			found->waits += site_when(item, found->label) == SITE_WAITS;
		}
	}
	return MOW_OK;
}

int site_people_find(struct site_people *out, const struct site *site)
{
	struct search search = {0};
	int result = find_loads(&search, site->load);

	if (result == MOW_OK)
		result = find_concerned(&search, site->agenda);
	map_release(&search.by_label);
	*out = (struct site_people){search.found.items, search.found.count};
	return result;
}

void site_people_release(struct site_people *people)
{
	free(people->items);
}

/* ---- All of them --------------------------------------------------------------------------------------------------- */

static void add_person(struct buf *out, const struct site *site, const struct site_person *person)
{
	size_t numbers[PEOPLE_NUMBERS] = {0};

	if (person->load != NULL)
		matrix_people_numbers(numbers, person->load);
	buf_adds(out, "<tr><th scope=\"row\"><a href=\"");
	address_person(out, person->label);
	buf_adds(out, "\">");
	html_text(out, person->name != NULL ? person->name : person->label);
	buf_adds(out, "</a>");
	if (person->name != NULL) {
		buf_adds(out, " <span class=\"muted\">");
		html_text(out, person->label);
		buf_adds(out, "</span>");
	}
	if (person->load != NULL && !person->load->in_service) {
		buf_adds(out, " <span class=\"flag\">");
		site_say(out, site, PHRASE_NOT_IN_SERVICE);
		buf_adds(out, "</span>");
	}
	buf_addf(out, "</th><td class=\"number%s\">", person->waits > 0 ? " waits" : "");
	if (person->waits > 0)
		buf_addu(out, person->waits);
	for (size_t i = 0; i < PEOPLE_NUMBERS; i++) {
		buf_adds(out, "</td><td class=\"number\">");
		if (numbers[i] > 0)
			buf_addu(out, numbers[i]);
	}
	buf_adds(out, "</td></tr>\n");
}

void site_people(struct buf *out, const struct site *site, const struct site_people *people)
{
	static const enum phrase numbers[PEOPLE_NUMBERS] = {PHRASE_AREAS, PHRASE_FILES, PHRASE_GATES, PHRASE_REVIEWS,
							    PHRASE_ONLY};
	const struct site_page page = {SITE_PEOPLE, lang_phrase(site->lang, PHRASE_SITE_PEOPLE), NULL};

	site_begin(out, site, &page);
	site_figure(out, site, NOUN_PEOPLE, people->count);
	site_end_masthead(out);
	site_card(out, site, PHRASE_LOAD);
	buf_adds(out, "<p class=\"muted\">");
	site_say(out, site, PHRASE_LOAD_ABOUT);
	buf_adds(out, "</p></header>\n");
	site_table(out, site, PHRASE_SITE_PEOPLE);
	site_heading(out, site, PHRASE_PERSON, "text");
	site_heading(out, site, PHRASE_SITE_WAITING, "number");
	for (size_t i = 0; i < PEOPLE_NUMBERS; i++)
		site_heading(out, site, numbers[i], "number");
	buf_adds(out, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < people->count; i++)
		add_person(out, site, &people->items[i]);
	buf_adds(out, "</tbody>\n</table>\n</div>\n</section>\n");
	site_end(out, site, &page);
}

/* ---- One of them --------------------------------------------------------------------------------------------------- */

static const struct mow_matrix_member *member_of(const struct mow_matrix_row *row, const char *label)
{
	for (size_t i = 0; i < row->people_count; i++)
		if (strcmp(row->people[i].label, label) == 0)
			return &row->people[i];
	return NULL;
}

static void add_letters(struct buf *out, const struct mow_matrix_member *member)
{
	static const char letters[] = "AVRCI"; /* by the bits of enum mow_matrix_role */

	for (size_t i = 0; i < sizeof letters - 1; i++)
		if ((member->roles | member->others) >> i & 1)
			matrix_letter(out, letters[i], !(member->roles >> i & 1));
}

static void add_area(struct buf *out, const struct mow_matrix_row *row, const struct mow_matrix_member *member)
{
	const char *level = row->owners->level != NULL ? row->owners->level : row->other_level;

	buf_adds(out, "<tr><th scope=\"row\">");
	html_text(out, row->owners->area);
	if (row->summary != NULL) {
		buf_adds(out, " <span class=\"muted\">");
		html_text(out, row->summary);
		buf_adds(out, "</span>");
	}
	buf_adds(out, "</th><td>");
	add_letters(out, member);
	buf_adds(out, "</td><td>");
	html_text(out, level != NULL ? level : "");
	buf_addf(out, "</td><td class=\"number\">%zu</td><td class=\"paths\">", row->files);
	for (size_t i = 0; i < row->pattern_count; i++) {
		buf_adds(out, i > 0 ? "<br><code>" : "<code>");
		html_text(out, row->patterns[i]);
		buf_adds(out, "</code>");
	}
	buf_adds(out, "</td></tr>\n");
}

static void begin_areas(struct buf *out, const struct site *site)
{
	site_table(out, site, PHRASE_SITE_OWN);
	site_heading(out, site, PHRASE_AREA, "text");
	site_heading(out, site, PHRASE_SITE_ROLES, NULL);
	site_heading(out, site, PHRASE_LEVEL, NULL);
	site_heading(out, site, PHRASE_FILES, "number");
	site_heading(out, site, PHRASE_SITE_PATH, NULL);
	buf_adds(out, "</tr></thead>\n<tbody>\n");
}

static void add_areas(struct buf *out, const struct site *site, const struct site_person *person)
{
	size_t count = 0;

	site_card(out, site, PHRASE_SITE_OWN);
	buf_adds(out, "<ul class=\"meanings\">\n");
	matrix_meanings(out, site->lang);
	buf_adds(out, "</ul>\n");
	buf_adds(out, "</header>\n");
	for (size_t i = 0; i < mow_matrix_rows(site->matrix); i++) {
		const struct mow_matrix_row *row = mow_matrix_row(site->matrix, i);
		const struct mow_matrix_member *member = member_of(row, person->label);
		if (member != NULL && count++ == 0)
			begin_areas(out, site);
		if (member != NULL)
			add_area(out, row, member);
	}
	if (count > 0)
		buf_adds(out, "</tbody>\n</table>\n</div>\n");
	else
		site_empty(out, site, PHRASE_SITE_OWN_NONE);
	buf_adds(out, "</section>\n");
}

void site_person(struct buf *out, const struct site *site, const struct site_person *person)
{
	const struct site_list lists[] = {
		{.title = PHRASE_SITE_WAITS_ME, .empty = PHRASE_SITE_NOTHING_WAITS, .when = SITE_WAITS},
		{.title = PHRASE_SITE_ASKED_ME, .may_lack = true, .when = SITE_ASKED},
		{.title = PHRASE_SITE_COMES_ME, .may_lack = true, .when = SITE_COMES},
	};
	MOW_AUTO(buf) note = BUF_INIT;

	html_text(&note, person->label);
	if (person->load != NULL && !person->load->in_service) {
		buf_adds(&note, ", ");
		site_say(&note, site, PHRASE_NOT_IN_SERVICE);
	}
	const struct site_page page = {SITE_PEOPLE, person->name != NULL ? person->name : person->label, note.data};
	site_begin(out, site, &page);
	site_bad_figure(out, site, NOUN_FOR_ME, person->waits);
	if (person->load != NULL) {
		site_figure(out, site, NOUN_I_DECIDE, person->load->files);
		site_figure(out, site, NOUN_I_REVIEW, person->load->reviews);
		site_bad_figure(out, site, NOUN_ONLY_I, person->load->only);
	}
	site_end_masthead(out);
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		struct site_list list = lists[i];
		list.person = person->label;
		site_add_list(out, site, &list);
	}
	add_areas(out, site, person);
	site_end(out, site, &page);
	out->failed = out->failed || note.failed;
}
