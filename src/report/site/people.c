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

static void add_person(struct buf *out, const struct site_person *person)
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
	if (person->load != NULL && !person->load->in_service)
		buf_adds(out, " <span class=\"flag\">not in service</span>");
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
	const struct site_page page = {SITE_PEOPLE, "People", NULL};

	site_begin(out, site, &page);
	site_figure(out, people->count, "people", false);
	site_end_masthead(out);
	buf_adds(out,
		 "<section class=\"card\">\n<header><div><h2>Who has how much to do</h2>\n<p class=\"muted\">Waits: "
		 "things of the agenda. Areas and files: those that they are accountable for. Gates: those that they "
		 "are in. Reviews: the files of these. Only: files that nobody could approve without them.</p></div>"
		 "</header>\n<div class=\"scroll fits\" role=\"region\" aria-label=\"People\" tabindex=\"0\">\n"
		 "<table class=\"wide sortable\">\n<caption>People</caption>\n<thead><tr>"
		 "<th scope=\"col\" data-sort=\"text\">Person</th>"
		 "<th scope=\"col\" class=\"number\" data-sort=\"number\">Waits</th>");
	for (size_t i = 1; i < PEOPLE_COLUMNS; i++)
		buf_addf(out, "<th scope=\"col\" class=\"number\" data-sort=\"number\">%s</th>",
			 matrix_people_headings[i]);
	buf_adds(out, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < people->count; i++)
		add_person(out, &people->items[i]);
	buf_adds(out, "</tbody>\n</table>\n</div>\n</section>\n");
	site_end(out, &page);
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

static void add_areas(struct buf *out, const struct site *site, const struct site_person *person)
{
	size_t count = 0;

	buf_adds(out,
		 "<section class=\"card\">\n<header><div><h2>What I own</h2>\n<p class=\"muted\">A: accountable, "
		 "decides. V: review, must agree. R: responsible, makes it. C: consulted. I: informed. In outline: by "
		 "other areas.</p></div></header>\n");
	for (size_t i = 0; i < mow_matrix_rows(site->matrix); i++) {
		const struct mow_matrix_row *row = mow_matrix_row(site->matrix, i);
		const struct mow_matrix_member *member = member_of(row, person->label);
		if (member != NULL && count++ == 0)
			buf_adds(
				out,
				"<div class=\"scroll fits\" role=\"region\" aria-label=\"What I own\" tabindex=\"0\">\n"
				"<table class=\"wide sortable\">\n<caption>What I own</caption>\n<thead><tr>"
				"<th scope=\"col\" data-sort=\"text\">Area</th><th scope=\"col\">Roles</th>"
				"<th scope=\"col\">Level</th>"
				"<th scope=\"col\" class=\"number\" data-sort=\"number\">Files</th>"
				"<th scope=\"col\">Path</th></tr></thead>\n<tbody>\n");
		if (member != NULL)
			add_area(out, row, member);
	}
	buf_adds(out, count > 0 ? "</tbody>\n</table>\n</div>\n" : "<p class=\"empty\">Nothing.</p>\n");
	buf_adds(out, "</section>\n");
}

void site_person(struct buf *out, const struct site *site, const struct site_person *person)
{
	MOW_AUTO(buf) note = BUF_INIT;

	html_text(&note, person->label);
	if (person->load != NULL && !person->load->in_service)
		buf_adds(&note, ", not in service");
	const struct site_page page = {SITE_PEOPLE, person->name != NULL ? person->name : person->label, note.data};
	site_begin(out, site, &page);
	site_figure(out, person->waits, "wait for me", person->waits > 0);
	if (person->load != NULL) {
		site_figure(out, person->load->files, "files that I decide about", false);
		site_figure(out, person->load->reviews, "files that I review", false);
		site_figure(out, person->load->only, "that nobody could approve without me", person->load->only > 0);
	}
	site_end_masthead(out);
	const struct site_list lists[] = {
		{.title = "What waits for me", .empty = "Nothing waits.", .when = SITE_WAITS, .person = person->label},
		{.title = "What I have asked for", .when = SITE_ASKED, .person = person->label},
		{.title = "What comes for me", .when = SITE_COMES, .person = person->label},
	};
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		site_add_list(out, site, &lists[i]);
	add_areas(out, site, person);
	site_end(out, &page);
	out->failed = out->failed || note.failed;
}
