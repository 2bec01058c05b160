/* The matrix as a page to look at. */
#include <string.h>

#include "base/clock.h"
#include "html_assets.h"
#include "report/html/html.h"
#include "report/matrix_grid.h"
#include "report/phrase.h"

/* ---- The head ------------------------------------------------------------------------------------------------------ */

static void add_figure(struct buf *out, size_t number, const char *what, bool bad)
{
	buf_addf(out, "<div><dt>%s</dt><dd%s>%zu</dd></div>\n", what, bad ? " class=\"bad\"" : "", number);
}

static void add_masthead(struct buf *out, const struct matrix_output *output, const struct matrix_grid *grid)
{
	char day[CLOCK_TEXT];
	size_t unowned, files = mow_matrix_files(grid->matrix, &unowned);

	clock_format_day(day, output->now);
	buf_adds(out, "<header class=\"masthead\">\n<div>\n<p class=\"eyebrow\">");
	html_text(out, output->name);
	buf_adds(out, "</p>\n<h1>Who decides what</h1>\n<p class=\"muted\">The responsibilities matrix");
	if (output->under != NULL) {
		buf_adds(out, " of <code>");
		html_text(out, output->under);
		buf_adds(out, "</code>");
	}
	if (output->rev != NULL) {
		buf_adds(out, " at <code>");
		html_text(out, output->rev);
		buf_adds(out, "</code>");
	}
	buf_addf(out, ", on %s</p>\n</div>\n<dl class=\"figures\">\n", day);
	if (output->by == MOW_MATRIX_AREAS)
		add_figure(out, mow_matrix_rows(grid->matrix), "areas", false);
	add_figure(out, output->load != NULL ? mow_matrix_people(output->load) : 0, "people with something to do",
		   false);
	add_figure(out, files, "files", false);
	add_figure(out, unowned, "files that nobody decides about", unowned > 0);
	add_figure(out, output->finding_count, "findings", output->finding_count > 0);
	buf_adds(out, "</dl>\n</header>\n");
}

/* ---- What is shown ------------------------------------------------------------------------------------------------- */

static void begin_choice(struct buf *out, const char *label, const char *name, const char *all)
{
	buf_addf(out, "<label>%s<select name=\"%s\"><option value=\"\">%s</option>", label, name, all);
}

static void add_choice(struct buf *out, size_t value, const char *text)
{
	buf_addf(out, "<option value=\"%zu\">", value);
	html_text(out, text);
	buf_adds(out, "</option>");
}

/* For scripts, without which it stays hidden. */
static void add_tools(struct buf *out, const struct matrix_grid *grid)
{
	static const char *const levels[] = {"lightweight", "standard", "detailed"};

	buf_adds(out, "<form class=\"tools\" id=\"tools\" hidden>\n");
	begin_choice(out, "Person", "people", "everybody");
	for (size_t i = 0; i < grid->people.count; i++) {
		const struct matrix_who *column = &grid->people.items[i];
		add_choice(out, i, column->name != NULL ? column->name : column->label);
	}
	buf_adds(out, "</select></label>\n");
	begin_choice(out, "Folder", "folders", "all folders");
	for (size_t i = 0; i < grid->folders.count; i++)
		add_choice(out, i, grid->folders.items[i][0] != '\0' ? grid->folders.items[i] : "(in none)");
	buf_adds(out, "</select></label>\n");
	begin_choice(out, "Level", "level", "all levels");
	for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
		add_choice(out, i + 1, levels[i]);
	buf_adds(out,
		 "</select></label>\n<label>Search<input type=\"search\" placeholder=\"an area, a path, an owner\">"
		 "</label>\n<p class=\"count\" role=\"status\"></p>\n</form>\n");
}

static void add_legend(struct buf *out)
{
	static const struct {
		char letter;
		const char *text;
	} roles[] = {{'A', "accountable: decides"},
		     {'V', "review: must agree"},
		     {'R', "responsible: makes it"},
		     {'C', "consulted"},
		     {'I', "informed"}};

	buf_adds(out, "<ul class=\"legend\">\n");
	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
		buf_adds(out, "<li>");
		matrix_letter(out, roles[i].letter, false);
		buf_addf(out, " %s</li>\n", roles[i].text);
	}
	buf_adds(out, "<li>");
	matrix_letter(out, 'A', true);
	buf_adds(out, " from other areas</li>\n<li>* from outside, or a bot</li>\n</ul>\n");
}

static void add_grid(struct buf *out, struct matrix_grid *grid)
{
	buf_adds(out, "<section class=\"card\">\n<header>\n"
		      "<h2 id=\"grid-title\">Areas and people</h2>\n");
	add_tools(out, grid);
	add_legend(out);
	if (grid->teams)
		buf_adds(out, "<fieldset class=\"switch\"><legend>A column for each</legend>"
			      "<label><input type=\"radio\" name=\"columns\" checked> person</label>"
			      "<label><input type=\"radio\" name=\"columns\" id=\"by-teams\"> team, as the rules name "
			      "them</label></fieldset>\n");
	buf_adds(out, "</header>\n");
	buf_addf(out, "<div class=\"scroll%s%s\" role=\"region\" aria-labelledby=\"grid-title\" tabindex=\"0\">\n",
		 matrix_columns_fit(&grid->people) ? " fit-p" : "", matrix_columns_fit(&grid->named) ? " fit-t" : "");
	matrix_grid_write(out, grid);
	buf_adds(out, "</div>\n</section>\n");
}

/* ---- By person ----------------------------------------------------------------------------------------------------- */

static void add_load(struct buf *out, const struct mow_matrix_person *person, size_t most)
{
	size_t numbers[PEOPLE_NUMBERS];

	matrix_people_numbers(numbers, person);
	buf_adds(out, "<tr><th scope=\"row\">");
	html_text(out, person->name != NULL ? person->name : person->label);
	if (person->name != NULL) {
		buf_adds(out, " <span class=\"muted\">");
		html_text(out, person->label);
		buf_adds(out, "</span>");
	}
	if (!person->in_service)
		buf_adds(out, " <span class=\"flag\">not in service</span>");
	buf_adds(out, "</th>");
	for (size_t i = 0; i < PEOPLE_NUMBERS; i++) {
		bool only = i == PEOPLE_NUMBERS - 1 && numbers[i] > 0;
		buf_addf(out, "<td class=\"number%s\">", only ? " only" : "");
		if (numbers[i] > 0)
			buf_addu(out, numbers[i]);
		buf_adds(out, "</td>");
	}
	buf_addf(out,
		 "<td class=\"bar\"><svg viewBox=\"0 0 100 6\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
		 "<rect width=\"%zu\" height=\"6\" rx=\"1\" fill=\"currentColor\"/></svg></td></tr>\n",
		 most > 0 ? person->files * 100 / most : 0);
}

static void add_people(struct buf *out, const struct mow_matrix *load)
{
	size_t most = 0;

	for (size_t i = 0; i < mow_matrix_people(load); i++)
		if (mow_matrix_person(load, i)->files > most)
			most = mow_matrix_person(load, i)->files;
	buf_adds(
		out,
		"<section class=\"card\">\n<header>\n<div>"
		"<h2 id=\"load-title\">Who has how much to do</h2>\n"
		"<p class=\"muted\">Decides: areas and files that they are accountable for. Agrees: gates that they are "
		"in, and the files of these. Only: files that nobody could approve without them.</p></div>\n</header>\n"
		"<div class=\"scroll fits\" role=\"region\" aria-labelledby=\"load-title\" tabindex=\"0\">\n"
		"<table class=\"load sortable\">\n<caption>Who has how much to do</caption>\n<thead><tr>");
	for (size_t i = 0; i < PEOPLE_COLUMNS; i++)
		buf_addf(out, "<th scope=\"col\" data-sort=\"%s\"%s>%s</th>", i > 0 ? "number" : "text",
			 i > 0 ? " class=\"number\"" : "", matrix_people_headings[i]);
	buf_adds(out, "<th scope=\"col\" class=\"bar\">Share of files</th></tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < mow_matrix_people(load); i++)
		add_load(out, mow_matrix_person(load, i), most);
	buf_adds(out, "</tbody>\n</table>\n</div>\n</section>\n");
}

/* ---- What lint finds ----------------------------------------------------------------------------------------------- */

static void add_findings(struct buf *out, const struct matrix_output *output)
{
	size_t shown = output->finding_count < MATRIX_FINDINGS ? output->finding_count : MATRIX_FINDINGS;

	buf_adds(out, "<section class=\"card\">\n<header>"
		      "<h2>What is odd in the rules</h2></header>\n<ol class=\"findings\">\n");
	for (size_t i = 0; i < shown; i++) {
		const struct mow_finding *finding = &output->findings[i];
		buf_addf(out, "<li id=\"finding-%zu\"><span class=\"flag%s\">", i + 1,
			 matrix_finding_is_bad(finding) ? " bad" : "");
		html_text(out, finding->code);
		buf_adds(out, "</span> <code>");
		html_text(out, finding->file);
		if (finding->line > 0)
			buf_addf(out, ":%u", finding->line);
		buf_adds(out, "</code><p>");
		html_text(out, finding->message);
		buf_adds(out, "</p></li>\n");
	}
	buf_adds(out, "</ol>\n");
	if (shown < output->finding_count)
		buf_addf(out, "<p class=\"findings\">And %zu more: mowners lint lists all.</p>\n",
			 output->finding_count - shown);
	buf_adds(out, "</section>\n");
}

/* ---- All of it ----------------------------------------------------------------------------------------------------- */

void report_matrix_html(const struct matrix_output *output, const struct mow_matrix *matrix)
{
	struct buf *out = output->out;
	MOW_AUTO(buf) title = BUF_INIT;
	MOW_AUTO(matrix_grid) grid = {.output = output, .matrix = matrix};

	buf_addf(&title, "%s: who decides what", output->name);
	const struct html_page page = {
		.title = title.data, .styles = {html_asset_matrix_css}, .scripts = {html_asset_matrix_js}};
	matrix_grid_find(&grid);
	html_begin(out, &page);
	buf_adds(out, "<main>\n");
	add_masthead(out, output, &grid);
	if (output->by != MOW_MATRIX_PEOPLE)
		add_grid(out, &grid);
	if (output->load != NULL)
		add_people(out, output->load);
	if (output->finding_count > 0)
		add_findings(out, output);
	buf_adds(out, "</main>\n<footer>mowners " MOW_VERSION ": <code>mowners matrix --format html</code></footer>\n");
	html_end(out, &page);
	out->failed = out->failed || title.failed || grid.failed;
}
