/* The matrix as a page to look at. */
#include <string.h>

#include "base/clock.h"
#include "html_assets.h"
#include "report/html/html.h"
#include "report/matrix_grid.h"
#include "report/phrase.h"

/* ---- The head ------------------------------------------------------------------------------------------------------ */

static void add_figure(const struct matrix_output *output, enum noun noun, size_t number, bool bad)
{
	struct buf *out = output->out;

	buf_addf(out, "<div><dt>%s</dt><dd%s>", lang_noun(output->lang, noun, number), bad ? " class=\"bad\"" : "");
	html_number(out, output->lang, number);
	buf_adds(out, "</dd></div>\n");
}

static void add_about(const struct matrix_output *output)
{
	struct buf *out = output->out;
	char day[CLOCK_TEXT];

	clock_format_day(day, output->now);
	html_say(out, output->lang, PHRASE_MATRIX_ABOUT, NULL, NULL);
	if (output->under != NULL)
		html_say(out, output->lang, PHRASE_MATRIX_UNDER, output->under, NULL);
	if (output->rev != NULL)
		html_say(out, output->lang, PHRASE_MATRIX_AT, output->rev, NULL);
	html_say(out, output->lang, PHRASE_ON_DAY, day, NULL);
}

static void add_masthead(const struct matrix_output *output, const struct matrix_grid *grid)
{
	struct buf *out = output->out;
	size_t unowned, files = mow_matrix_files(grid->matrix, &unowned);

	buf_adds(out, "<header class=\"masthead\">\n<div>\n<p class=\"eyebrow\">");
	html_text(out, output->name);
	buf_adds(out, "</p>\n<h1>");
	html_say(out, output->lang, PHRASE_MATRIX, NULL, NULL);
	buf_adds(out, "</h1>\n<p class=\"muted\">");
	add_about(output);
	buf_adds(out, "</p>\n</div>\n<dl class=\"figures\">\n");
	if (output->by == MOW_MATRIX_AREAS)
		add_figure(output, NOUN_AREA, mow_matrix_rows(grid->matrix), false);
	add_figure(output, NOUN_BUSY, output->load != NULL ? mow_matrix_people(output->load) : 0, false);
	add_figure(output, NOUN_FILE, files, false);
	add_figure(output, NOUN_UNDECIDED, unowned, unowned > 0);
	add_figure(output, NOUN_FINDING, output->finding_count, output->finding_count > 0);
	buf_adds(out, "</dl>\n</header>\n");
}

/* ---- What is shown ------------------------------------------------------------------------------------------------- */

static void begin_choice(const struct matrix_output *output, enum phrase label, const char *name, enum phrase all)
{
	buf_addf(output->out, "<label>%s<select name=\"%s\"><option value=\"\">%s</option>",
		 lang_phrase(output->lang, label), name, lang_phrase(output->lang, all));
}

static void add_choice(struct buf *out, size_t value, const char *text)
{
	buf_addf(out, "<option value=\"%zu\">", value);
	html_text(out, text);
	buf_adds(out, "</option>");
}

/* For scripts, without which it stays hidden. */
static void add_tools(const struct matrix_output *output, const struct matrix_grid *grid)
{
	static const char *const levels[] = {"lightweight", "standard", "detailed"};
	static const char end[] = "</select></label>\n";
	struct buf *out = output->out;

	buf_adds(out, "<form class=\"tools\" id=\"tools\" hidden>\n");
	begin_choice(output, PHRASE_PERSON, "people", PHRASE_EVERYBODY);
	for (size_t i = 0; i < grid->people.count; i++) {
		const struct matrix_who *column = &grid->people.items[i];
		add_choice(out, i, column->name != NULL ? column->name : column->label);
	}
	buf_adds(out, end);
	begin_choice(output, PHRASE_FOLDER, "folders", PHRASE_ALL_FOLDERS);
	for (size_t i = 0; i < grid->folders.count; i++) {
		const char *folder = grid->folders.items[i];
		add_choice(out, i, folder[0] != '\0' ? folder : lang_phrase(output->lang, PHRASE_NO_FOLDER));
	}
	buf_adds(out, end);
	begin_choice(output, PHRASE_LEVEL, "level", PHRASE_ALL_LEVELS);
	for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
		add_choice(out, i + 1, levels[i]);
	buf_addf(out,
		 "%s<label>%s<input type=\"search\" placeholder=\"%s\"></label>\n"
		 "<p class=\"count\" role=\"status\"></p>\n</form>\n",
		 end, lang_phrase(output->lang, PHRASE_SEARCH), lang_phrase(output->lang, PHRASE_SEARCH_HINT));
}

static void add_legend(const struct matrix_output *output)
{
	struct buf *out = output->out;

	buf_adds(out, "<ul class=\"legend\">\n");
	matrix_meanings(out, output->lang);
	buf_addf(out, "<li>* %s</li>\n</ul>\n", lang_phrase(output->lang, PHRASE_OUTSIDE));
}

/* People or teams. */
static void add_switch(const struct matrix_output *output)
{
	buf_addf(output->out,
		 "<fieldset class=\"switch\"><legend>%s</legend><label><input type=\"radio\" name=\"columns\" checked> "
		 "%s</label><label><input type=\"radio\" name=\"columns\" id=\"by-teams\"> %s</label></fieldset>\n",
		 lang_phrase(output->lang, PHRASE_COLUMN_FOR), lang_phrase(output->lang, PHRASE_COLUMN_PERSON),
		 lang_phrase(output->lang, PHRASE_COLUMN_TEAM));
}

static void add_grid(const struct matrix_output *output, struct matrix_grid *grid)
{
	struct buf *out = output->out;

	buf_addf(out, "<section class=\"card\">\n<header>\n<h2 id=\"grid-title\">%s</h2>\n",
		 lang_phrase(output->lang, PHRASE_AREAS_PEOPLE));
	add_tools(output, grid);
	add_legend(output);
	if (grid->teams)
		add_switch(output);
	buf_adds(out, "</header>\n");
	buf_addf(out, "<div class=\"scroll%s%s\" role=\"region\" aria-labelledby=\"grid-title\" tabindex=\"0\">\n",
		 matrix_columns_fit(&grid->people) ? " fit-p" : "", matrix_columns_fit(&grid->named) ? " fit-t" : "");
	matrix_grid_write(out, grid);
	buf_adds(out, "</div>\n</section>\n");
}

/* ---- By person ----------------------------------------------------------------------------------------------------- */

static void add_who(const struct matrix_output *output, const struct mow_matrix_person *person)
{
	struct buf *out = output->out;

	buf_adds(out, "<th scope=\"row\">");
	html_text(out, person->name != NULL ? person->name : person->label);
	if (person->name != NULL) {
		buf_adds(out, " <span class=\"muted\">");
		html_text(out, person->label);
		buf_adds(out, "</span>");
	}
	if (!person->in_service)
		buf_addf(out, " <span class=\"flag\">%s</span>", lang_phrase(output->lang, PHRASE_NOT_IN_SERVICE));
	buf_adds(out, "</th>");
}

static void add_load(const struct matrix_output *output, const struct mow_matrix_person *person, size_t most)
{
	struct buf *out = output->out;
	size_t numbers[PEOPLE_NUMBERS];

	matrix_people_numbers(numbers, person);
	buf_adds(out, "<tr>");
	add_who(output, person);
	for (size_t i = 0; i < PEOPLE_NUMBERS; i++) {
		bool only = i == PEOPLE_NUMBERS - 1 && numbers[i] > 0;
		buf_addf(out, "<td class=\"number%s\" data-key=\"%zu\">", only ? " only" : "", numbers[i]);
		if (numbers[i] > 0)
			html_number(out, output->lang, numbers[i]);
		buf_adds(out, "</td>");
	}
	buf_addf(out,
		 "<td class=\"bar\"><svg viewBox=\"0 0 100 6\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
		 "<rect width=\"%zu\" height=\"6\" rx=\"1\" fill=\"currentColor\"/></svg></td></tr>\n",
		 most > 0 ? person->files * 100 / most : 0);
}

static void add_load_headings(const struct matrix_output *output)
{
	static const enum phrase headings[PEOPLE_COLUMNS] = {PHRASE_PERSON, PHRASE_AREAS,   PHRASE_FILES,
							     PHRASE_GATES,  PHRASE_REVIEWS, PHRASE_ONLY};
	struct buf *out = output->out;

	buf_adds(out, "<thead><tr>");
	for (size_t i = 0; i < PEOPLE_COLUMNS; i++)
		buf_addf(out, "<th scope=\"col\" data-sort=\"%s\"%s>%s</th>", i > 0 ? "number" : "text",
			 i > 0 ? " class=\"number\"" : "", lang_phrase(output->lang, headings[i]));
	buf_addf(out, "<th scope=\"col\" class=\"bar\">%s</th></tr></thead>\n",
		 lang_phrase(output->lang, PHRASE_SHARE_OF_FILES));
}

static void add_people(const struct matrix_output *output)
{
	const char *title = lang_phrase(output->lang, PHRASE_LOAD);
	struct buf *out = output->out;
	size_t most = 0;

	for (size_t i = 0; i < mow_matrix_people(output->load); i++)
		if (mow_matrix_person(output->load, i)->files > most)
			most = mow_matrix_person(output->load, i)->files;
	buf_addf(
		out,
		"<section class=\"card\">\n<header>\n<div><h2 id=\"load-title\">%s</h2>\n<p class=\"muted\">%s</p></div>\n"
		"</header>\n<div class=\"scroll fits\" role=\"region\" aria-labelledby=\"load-title\" tabindex=\"0\">\n"
		"<table class=\"load sortable\">\n<caption>%s</caption>\n",
		title, lang_phrase(output->lang, PHRASE_LOAD_ABOUT), title);
	add_load_headings(output);
	buf_adds(out, "<tbody>\n");
	for (size_t i = 0; i < mow_matrix_people(output->load); i++)
		add_load(output, mow_matrix_person(output->load, i), most);
	buf_adds(out, "</tbody>\n</table>\n</div>\n</section>\n");
}

/* ---- What lint finds ----------------------------------------------------------------------------------------------- */

/* Its message is English in each language. */
static void add_finding(struct buf *out, const struct mow_finding *finding, size_t number)
{
	buf_addf(out, "<li id=\"finding-%zu\"><span class=\"flag%s\">", number,
		 matrix_finding_is_bad(finding) ? " bad" : "");
	html_text(out, finding->code);
	buf_adds(out, "</span> <code>");
	html_text(out, finding->file);
	if (finding->line > 0)
		buf_addf(out, ":%u", finding->line);
	buf_adds(out, "</code><p lang=\"en\">");
	html_text(out, finding->message);
	buf_adds(out, "</p></li>\n");
}

static void add_findings(const struct matrix_output *output)
{
	size_t shown = output->finding_count < MATRIX_FINDINGS ? output->finding_count : MATRIX_FINDINGS;
	struct buf *out = output->out;
	MOW_AUTO(buf) rest = BUF_INIT;

	buf_addf(out, "<section class=\"card\">\n<header><h2>%s</h2></header>\n<ol class=\"findings\">\n",
		 lang_phrase(output->lang, PHRASE_ODD));
	for (size_t i = 0; i < shown; i++)
		add_finding(out, &output->findings[i], i + 1);
	buf_adds(out, "</ol>\n");
	if (shown < output->finding_count) {
		html_number(&rest, output->lang, output->finding_count - shown);
		buf_adds(out, "<p class=\"findings\">");
		html_say(out, output->lang, PHRASE_MORE_FINDINGS, rest.data, NULL);
		buf_adds(out, "</p>\n");
	}
	buf_adds(out, "</section>\n");
	out->failed = out->failed || rest.failed;
}

/* ---- All of it ----------------------------------------------------------------------------------------------------- */

static void add_sections(const struct matrix_output *output, struct matrix_grid *grid)
{
	if (output->by != MOW_MATRIX_PEOPLE)
		add_grid(output, grid);
	if (output->load != NULL)
		add_people(output);
	if (output->finding_count > 0)
		add_findings(output);
}

void report_matrix_sections(const struct matrix_output *output, const struct mow_matrix *matrix)
{
	MOW_AUTO(matrix_grid) grid = {.output = output, .matrix = matrix};

	matrix_grid_find(&grid);
	add_sections(output, &grid);
	output->out->failed = output->out->failed || grid.failed;
}

void report_matrix_html(const struct matrix_output *output, const struct mow_matrix *matrix)
{
	struct buf *out = output->out;
	MOW_AUTO(buf) title = BUF_INIT;
	MOW_AUTO(matrix_grid) grid = {.output = output, .matrix = matrix};

	lang_say(&title, output->lang, PHRASE_MATRIX_TITLE, output->name, NULL);
	const struct html_page page = {.title = title.data,
				       .lang = output->lang,
				       .styles = {html_asset_letters_css, html_asset_matrix_css},
				       .scripts = {html_asset_matrix_js},
				       .links = output->links,
				       .here = output->here};
	matrix_grid_find(&grid);
	html_begin(out, &page);
	buf_adds(out, "<main>\n");
	add_masthead(output, &grid);
	add_sections(output, &grid);
	buf_adds(out, "</main>\n<footer>");
	html_say(out, output->lang, PHRASE_MADE_BY, MOW_VERSION, "mowners matrix --format html");
	buf_adds(out, "</footer>\n");
	html_end(out, &page);
	out->failed = out->failed || title.failed || grid.failed;
}
