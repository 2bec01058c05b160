/* sheet: a page that shows every file of a change before and after, with who must approve it. */
#include <stdlib.h>
#include <string.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "base/error.h"
#include "cmd/check_answer.h"
#include "cmd/handles.h"
#include "cmd/page_lang.h"
#include "report/contact/contact.h"

enum { LIMIT_MOST = 1 << 20 }; /* MiB */

enum { OPTION_OUTPUT, OPTION_STAGED, OPTION_TARGET, OPTION_LIMIT, OPTION_LANG, OPTION_RULES };
static const struct command_option options[] = {
	[OPTION_OUTPUT] = {"output", 'o', "FILE", "the page, written whole or not at all"},
	[OPTION_STAGED] = {"staged", 0, NULL, "what would land if the index were committed"},
	[OPTION_TARGET] = {"target", 0, "REF", "the branch or tag that it is to go to; default: the default branch"},
	[OPTION_LIMIT] = {"limit", 0, "MIB", "how much of files it may hold, default 256; of the rest it says sizes"},
	[OPTION_LANG] = {"lang", 0, PAGE_LANGS, PAGE_LANG},
	[OPTION_RULES] = {"rules", 0, "REV", "judge by the OWNERS files of this commit"},
	{NULL, 0, NULL, NULL},
};

static int run(const struct globals *globals, int argc, char **argv);

const struct command command_sheet = {
	.name = "sheet",
	.arguments = "[OLD NEW | RANGE]",
	.summary = "a page with every changed file before and after, and who must approve it",
	.options = options,
	.run = run,
};

struct request {
	struct check_request check;
	const char *file, *limit, *lang;
};

/* False: it is no number of MiB. */
static bool read_limit(uint64_t *out, const char *text)
{
	unsigned long mib = text != NULL ? strtoul(text, NULL, 10) : 0;

	*out = text != NULL ? (uint64_t)mib << 20 : CONTACT_MOST;
	return text == NULL ||
	       (text[0] != '\0' && text[strspn(text, "0123456789")] == '\0' && mib > 0 && mib <= LIMIT_MOST);
}

/* Room for a large file is taken again and again: it costs as much as reading it to give it back each time. */
static void keep_memory(void)
{
#ifdef __GLIBC__
	(void)mallopt(M_MMAP_THRESHOLD, 32 << 20);
	(void)mallopt(M_TRIM_THRESHOLD, 64 << 20);
#endif
}

static int write_page(const struct request *request, struct mow_repo *repo, const struct mow_verdict *verdict)
{
	MOW_AUTO(file_draft) draft = FILE_DRAFT_INIT;
	struct contact_sheet sheet = {.repo = repo, .draft = &draft};
	struct mow_error err = {0, ""};

	keep_memory();
	(void)read_limit(&sheet.most, request->limit);
	int result = command_check_file(request->file, &err);
	if (result == MOW_OK)
		result = page_lang(&sheet.lang, request->lang, repo, &err);
	if (result == MOW_OK)
		result = file_draft_begin(&draft, request->file, 0644, &err);
	if (result == MOW_OK)
		result = report_contact(&sheet, verdict, &err);
	if (result == MOW_OK)
		result = file_draft_end(&draft, &err);
	return result == MOW_OK ? EXIT_YES : command_fail(&err);
}

static int answer(const struct globals *globals, const struct request *request)
{
	MOW_AUTO_PTR(mow_repo) repo = NULL;
	MOW_AUTO(check_judged) judged = {0};
	struct mow_error err = {0, ""};

	if (command_repo(&repo, globals, &err) != MOW_OK)
		return command_fail(&err);
	int status = check_judge(&judged, globals, repo, &request->check);
	if (status != EXIT_YES)
		return status;
	if (mow_verdict_steps(judged.verdict) == 0) {
		command_warn(globals,
			     "nothing changes, so there is no page to write; name the branch that it is to be of");
		return EXIT_NO;
	}
	return write_page(request, repo, judged.verdict);
}

static int run(const struct globals *globals, int argc, char **argv)
{
	struct request request = {.check = {.change = {.rules = globals->rules}}};
	struct mow_change_options *change = &request.check.change;
	const struct command_slot slots[] = {
		[OPTION_OUTPUT] = {.text = &request.file},   [OPTION_STAGED] = {.flag = &change->staged},
		[OPTION_TARGET] = {.text = &change->target}, [OPTION_LANG] = {.text = &request.lang},
		[OPTION_LIMIT] = {.text = &request.limit},   [OPTION_RULES] = {.text = &change->rules},
	};
	int first = command_take_options(&command_sheet, argc, argv, slots);
	uint64_t limit;

	if (first < 0)
		return EXIT_USAGE;
	int status = check_take_arguments(&command_sheet, change, argc - first, argv + first);
	if (status != EXIT_YES)
		return status;
	if (request.file == NULL)
		return command_usage(&command_sheet, "which file? -o FILE.html");
	if (!read_limit(&limit, request.limit))
		return command_usage(&command_sheet, "--limit is a number of MiB, from 1 to %d", LIMIT_MOST);
	return answer(globals, &request);
}
