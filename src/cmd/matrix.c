/* matrix: the responsibilities matrix. */
#include <string.h>

#include "cmd/beside.h"
#include "cmd/handles.h"
#include "cmd/page_lang.h"
#include "cmd/pager.h"
#include "cmd/query.h"
#include "cmd/terminal.h"
#include "report/matrix.h"

enum {
	OPTION_BY,
	OPTION_UNDER,
	OPTION_EFFECTIVE,
	OPTION_RULES,
	OPTION_FORMAT,
	OPTION_LANG,
	OPTION_OUTPUT,
	OPTION_NULL
};
static const struct command_option options[] = {
	[OPTION_BY] = {"by", 0, "area|person", "a row an area (default), or a person, with what they have to do"},
	[OPTION_UNDER] = {"under", 0, "DIR", "only what has files below this folder"},
	[OPTION_EFFECTIVE] = {"effective", 0, NULL,
			      "what files have in the end, each different thing once, not what areas set"},
	[OPTION_RULES] = {"rules", 0, "REV", "the files and the OWNERS files of this revision; : is the index"},
	[OPTION_FORMAT] = {"format", 0, "", NULL},
	[OPTION_LANG] = {"lang", 0, PAGE_LANGS, "with --format html, " PAGE_LANG},
	[OPTION_OUTPUT] = {"output", 'o', "FILE", "writes this file, whole or not at all, and nothing on stdout"},
	[OPTION_NULL] = {"null", 'z', NULL, "with --format tsv, fields end in NUL"},
	{NULL, 0, NULL, NULL},
};

static int run(const struct globals *globals, int argc, char **argv);

const struct command command_matrix = {
	.name = "matrix",
	.arguments = "",
	.summary = "the responsibilities matrix: areas by roles, or people",
	.options = options,
	.formats = matrix_formats,
	.run = run,
};

struct question {
	struct query query;
	enum mow_matrix_by by;
	const char *folder;
	const char *file; /* NULL: stdout */
	const char *lang; /* NULL: not asked for */
	size_t format;
	bool effective, nul;
};

static void question_release(struct question *question)
{
	query_release(&question->query);
}
MOW_AUTO_DEFINE(question)

static bool is_page(const struct question *question)
{
	return matrix_writers[question->format] == report_matrix_html;
}

static bool lists_people(const struct question *question)
{
	matrix_format_fn *format = matrix_writers[question->format];

	return format == report_matrix_json || format == report_matrix_ndjson || is_page(question);
}

static int answer(struct question *question, const char *under)
{
	struct query *query = &question->query;
	const struct mow_finding_sink sink = {query_found, query};
	const struct mow_matrix_options asked = {question->by, under, &sink, lists_people(question)};
	MOW_AUTO_PTR(mow_matrix) matrix = NULL;
	MOW_AUTO(beside) beside = {0};
	MOW_AUTO(buf) out = BUF_INIT;
	struct matrix_output output = {.out = &out,
				       .by = question->by,
				       .color = query->globals->color,
				       .width = terminal_width(),
				       .nul = question->nul,
				       .under = under};
	struct mow_error err = {0, ""};
	bool empty;
	int result = mow_matrix_new(&matrix, query->rules, &asked, &err);

	if (result < 0)
		return query_fail(query, result, &err);
	query_warn_empty(query);
	empty = mow_matrix_rows(matrix) + mow_matrix_people(matrix) == 0;
	if (is_page(question))
		result = beside_look(&output, &beside, query, question->lang, &err);
	if (result < 0)
		return query_fail(query, result, &err);
	if (!empty || matrix_writers[question->format] != report_matrix_text)
		matrix_writers[question->format](&output, matrix);
	if (question->file == NULL)
		pager_begin(query->globals);
	return command_write_to(question->file, &out, empty ? EXIT_NO : EXIT_YES);
}

static int ask(struct question *question)
{
	MOW_AUTO(buf) under = BUF_INIT;
	int status = query_open(&question->query);

	if (status == EXIT_YES)
		status = query_folder(&under, &question->query, question->folder);
	return status == EXIT_YES ? answer(question, question->folder != NULL ? under.data : NULL) : status;
}

static int run(const struct globals *globals, int argc, char **argv)
{
	MOW_AUTO(question) question = {.query = QUERY_INIT(globals)};
	const char *by = NULL;
	const struct command_slot slots[] = {
		[OPTION_BY] = {.text = &by},
		[OPTION_UNDER] = {.text = &question.folder},
		[OPTION_EFFECTIVE] = {.flag = &question.effective},
		[OPTION_RULES] = {.text = &question.query.source},
		[OPTION_FORMAT] = {.format = &question.format},
		[OPTION_LANG] = {.text = &question.lang},
		[OPTION_OUTPUT] = {.text = &question.file},
		[OPTION_NULL] = {.flag = &question.nul},
	};
	int first = command_take_options(&command_matrix, argc, argv, slots);

	if (first < 0)
		return EXIT_USAGE;
	question.by = by != NULL && strcmp(by, "person") == 0 ? MOW_MATRIX_PEOPLE : MOW_MATRIX_AREAS;
	if (first < argc)
		return command_usage(&command_matrix, "a folder is named with --under");
	if (question.effective && question.by == MOW_MATRIX_PEOPLE)
		return command_usage(&command_matrix, "--effective goes by area");
	if (question.nul && matrix_writers[question.format] != report_matrix_tsv)
		return command_usage(&command_matrix, "-z goes with --format tsv");
	if (question.lang != NULL && !is_page(&question))
		return command_usage(&command_matrix, "--lang goes with --format html");
	if (question.effective)
		question.by = MOW_MATRIX_EFFECTIVE;
	return ask(&question);
}
