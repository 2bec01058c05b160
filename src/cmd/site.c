/*
 * site: pages about who decides what, what waits, and what comes, in a folder.
 *
 * Made again, it looks at all of the present anew, and remembers of the past only what cannot change: what a commit is
 * made of (steps/past.h), how it was judged by all that it could depend on (api/audit_cache.c), and when files changed
 * up to a commit (api/last_changes.c). So no page is ever out of date. One that comes out as it stands is not written;
 * a contact sheet, which is dear, is not even made where a digest of all that it would be made from is the same.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/folder.h"
#include "cmd/beside.h"
#include "cmd/handles.h"
#include "cmd/query.h"
#include "report/agenda.h"
#include "report/check/check.h"
#include "report/contact/contact.h"
#include "report/report.h"
#include "report/site/address.h"
#include "report/site/site.h"

#define SHEET_MOST ((uint64_t)64 << 20) /* bytes of files in a request's page */

enum { OPTION_OUTPUT, OPTION_LANG, OPTION_RULES };
static const struct command_option options[] = {
	[OPTION_OUTPUT] = {"output", 'o', "DIR", "the folder: none yet, an empty one, or that of an earlier site"},
	[OPTION_LANG] = {"lang", 0, PAGE_LANGS, PAGE_LANG},
	[OPTION_RULES] = {"rules", 0, "REV", "of this revision; default: HEAD"},
	{NULL, 0, NULL, NULL},
};

static int run(const struct globals *globals, int argc, char **argv);

const struct command command_site = {
	.name = "site",
	.arguments = "",
	.summary = "pages about who decides what, what waits, and what comes, for everybody to read",
	.options = options,
	.run = run,
};

/* What the pages are made of. */
struct sources {
	struct query *query;
	struct site site;
	struct mow_matrix *matrix;
	struct beside beside;
	struct matrix_output output; /* of the matrix; its report, and that of the figures, go by it */
	struct mow_agenda *agenda;
	struct mow_report *report; /* NULL: there can be none: */
	struct mow_error why;
	struct mow_last_changes *changes;
	struct {
		struct site_file *items;
		size_t count, capacity;
	} files;
	struct arena arena; /* the paths of the files */
	struct buf policy;
	struct folder folder;
	struct mow_error err;
};

static void sources_release(struct sources *sources)
{
	mow_last_changes_free(sources->changes);
	mow_report_free(sources->report);
	mow_agenda_free(sources->agenda);
	beside_release(&sources->beside);
	mow_matrix_free(sources->matrix);
	free(sources->files.items);
	arena_release(&sources->arena);
	buf_release(&sources->policy);
	folder_release(&sources->folder);
}
MOW_AUTO_DEFINE(sources)

/* A mow_owners_fn. The names are the rules'. */
static int take_file(const struct mow_owners *owners, void *context)
{
	struct sources *sources = context;
	const char *path = arena_dup(&sources->arena, owners->path, owners->path_len);

	if (path == NULL || array_reserve(&sources->files, 1) != MOW_OK)
		return mow_fail_memory(&sources->err);
	sources->files.items[sources->files.count++] =
		(struct site_file){.path = path,
				   .len = owners->path_len,
				   .owner = owners->accountable,
				   .level = owners->level,
				   .changed = mow_last_changes_find(sources->changes, path, owners->path_len)};
	return MOW_OK;
}

static int gather_files(struct sources *sources)
{
	struct query *query = sources->query;
	const struct mow_finding_sink sink = {query_found, query};
	const struct mow_walk walk = {.prefix = "", .each = take_file, .context = sources, .sink = &sink};
	int result = mow_last_changes_new(&sources->changes, query->repo, query->source, &sources->err);

	if (result == MOW_OK)
		result = mow_rules_walk(query->rules, &walk, &sources->err);
	sources->site.files = sources->files.items;
	sources->site.file_count = sources->files.count;
	return result;
}

/* Of the last 90 days. A shallow clone may lack some of it, and has all that the other pages need. */
static int gather_report(struct sources *sources)
{
	const struct query *query = sources->query;
	const struct mow_report_options asked = {.agenda = sources->agenda};
	int result = mow_report_new(&sources->report, query->rules, &asked, &sources->why);
	bool cut = result == MOW_EGIT && mow_repo_is_shallow(query->repo);

	if (cut)
		command_warn(query->globals, "the page of the report has no figures: %s", sources->why.message);
	if (cut || result == MOW_ENOTFOUND)
		return MOW_OK;
	sources->err = sources->why;
	return result;
}

static int gather(struct sources *sources, const char *lang)
{
	struct query *query = sources->query;
	struct mow_error *err = &sources->err;
	const struct mow_finding_sink sink = {query_found, query};
	const struct mow_matrix_options areas = {.by = MOW_MATRIX_AREAS, .sink = &sink, .people = true};
	const struct mow_agenda_options asked = {.verdicts = true};
	struct site *site = &sources->site;
	int result = mow_matrix_new(&sources->matrix, query->rules, &areas, err);

	if (result == MOW_OK)
		result = mow_agenda_new(&sources->agenda, query->rules, &asked, err);
	/* Before the rest, which is told from it: who has to do what, and when files changed last. */
	if (result == MOW_OK)
		result = gather_report(sources);
	sources->beside.report = sources->report;
	if (result == MOW_OK)
		result = beside_look(&sources->output, &sources->beside, query, lang, err);
	sources->output.rev = NULL;
	if (result == MOW_OK)
		result = gather_files(sources);
	site_policy(&sources->policy);
	site->policy = sources->policy.data;
	site->lang = sources->output.lang;
	site->name = sources->output.name;
	site->now = sources->output.now;
	site->matrix = sources->matrix;
	site->load = sources->output.load;
	site->finding_count = sources->output.finding_count;
	site->agenda = sources->agenda;
	return result;
}

/* ---- Files --------------------------------------------------------------------------------------------------------- */

static int put(struct sources *sources, const char *name, const struct buf *page)
{
	const struct file_text file = {name, page->data, page->len};

	if (buf_check(page, &sources->err) != MOW_OK)
		return MOW_ENOMEM;
	return folder_put(&sources->folder, &file, &sources->err);
}

static int put_matrix(struct sources *sources)
{
	MOW_AUTO(buf) page = BUF_INIT;
	struct matrix_output output = sources->output;

	output.out = &page;
	output.links = site_links;
	output.here = SITE_MATRIX;
	report_matrix_html(&output, sources->matrix);
	return put(sources, SITE_MATRIX, &page);
}

/* Where there can be none, why. */
static int put_report(struct sources *sources)
{
	MOW_AUTO(buf) page = BUF_INIT;
	struct matrix_output beside = sources->output;
	const struct report_output output = {.out = &page, .beside = &beside, .matrix = sources->matrix};

	beside.out = &page;
	beside.links = site_links;
	beside.here = SITE_REPORT;
	if (sources->report != NULL)
		report_report_html(&output, sources->report);
	else
		site_no_report(&page, &sources->site, sources->why.message);
	return put(sources, SITE_REPORT, &page);
}

static int put_map(struct sources *sources)
{
	MOW_AUTO(buf) page = BUF_INIT;

	site_map(&page, &sources->site);
	return put(sources, SITE_MAP, &page);
}

static int put_agenda(struct sources *sources)
{
	MOW_AUTO(buf) page = BUF_INIT;
	MOW_AUTO(buf) calendar = BUF_INIT;
	const struct agenda_output output = {&calendar, false};

	site_agenda(&page, &sources->site);
	report_agenda_ics(&output, sources->agenda);
	int result = put(sources, SITE_AGENDA, &page);
	return result == MOW_OK ? put(sources, SITE_CALENDAR, &calendar) : result;
}

static int put_people(struct sources *sources)
{
	MOW_AUTO(site_people) people = {0};
	MOW_AUTO(buf) page = BUF_INIT;
	MOW_AUTO(buf) name = BUF_INIT;

	if (site_people_find(&people, &sources->site) != MOW_OK)
		return mow_fail_memory(&sources->err);
	site_home(&page, &sources->site, &people);
	int result = put(sources, SITE_HOME, &page);
	buf_reset(&page);
	site_people(&page, &sources->site, &people);
	if (result == MOW_OK)
		result = put(sources, SITE_PEOPLE, &page);
	for (size_t i = 0; i < people.count && result == MOW_OK; i++) {
		buf_reset(&page);
		buf_reset(&name);
		site_person(&page, &sources->site, &people.items[i]);
		address_person(&name, people.items[i].label);
		result = name.failed ? mow_fail_memory(&sources->err) : put(sources, name.data, &page);
	}
	return result;
}

/* ---- Requests ------------------------------------------------------------------------------------------------------ */

/* A digest of all that a sheet is made from: the verdict as it is told, and the contents of the files by their ids. */
static int find_key(char out[DIGEST_HEX], struct sources *sources, const struct mow_agenda_item *item,
		    const char *about)
{
	const struct check_view view = {.explain = true};
	MOW_AUTO(buf) text = BUF_INIT;
	char day[CLOCK_TEXT];

	clock_format_day(day, sources->site.now);
	buf_addf(&text, MOW_VERSION "\n%d\n%s\n%s\n%s\n%s\n", (int)sources->site.lang, sources->site.name, day,
		 item->target, about);
	check_json.write(&text, item->verdict, &view);
	for (size_t i = 0; i < mow_verdict_steps(item->verdict); i++) {
		const struct mow_step *step = mow_verdict_step(item->verdict, i);
		buf_addf(&text, "%o %s %o %s\n", step->old_mode, step->old_id, step->new_mode, step->new_id);
	}
	digest_hex(out, text.data, text.len);
	return buf_check(&text, &sources->err);
}

static int write_sheet(struct sources *sources, const struct mow_verdict *verdict, const char *about, const char *path)
{
	MOW_AUTO(file_draft) draft = FILE_DRAFT_INIT;
	const struct contact_sheet sheet = {.repo = sources->query->repo,
					    .draft = &draft,
					    .lang = sources->site.lang,
					    .most = SHEET_MOST,
					    .name = sources->site.name,
					    .about = about,
					    .links = site_links};
	int result = file_draft_begin(&draft, path, 0644, &sources->err);

	if (result == MOW_OK)
		result = report_contact(&sheet, verdict, &sources->err);
	return result == MOW_OK ? file_draft_end(&draft, &sources->err) : result;
}

static int put_sheet(struct sources *sources, const struct mow_agenda_item *item)
{
	MOW_AUTO(buf) about = BUF_INIT;
	MOW_AUTO(buf) name = BUF_INIT;
	char key[DIGEST_HEX];
	const char *path;

	site_sentence(&about, &sources->site, item);
	address_request(&name, item->name);
	if (about.failed || name.failed)
		return mow_fail_memory(&sources->err);
	int result = find_key(key, sources, item, about.data);
	if (result != MOW_OK || folder_stands(&sources->folder, name.data, key))
		return result;
	result = folder_take(&path, &sources->folder, name.data, key, &sources->err);
	return result == MOW_OK ? write_sheet(sources, item->verdict, about.data, path) : result;
}

static int put_requests(struct sources *sources)
{
	MOW_AUTO(buf) page = BUF_INIT;

	site_requests(&page, &sources->site);
	int result = put(sources, SITE_REQUESTS, &page);
	for (size_t i = 0; i < mow_agenda_items(sources->agenda) && result == MOW_OK; i++) {
		const struct mow_agenda_item *item = mow_agenda_item(sources->agenda, i);
		if (item->verdict != NULL)
			result = put_sheet(sources, item);
	}
	return result;
}

/* ---- The command --------------------------------------------------------------------------------------------------- */

static int answer(struct query *query, const char *folder, const char *lang)
{
	MOW_AUTO(sources) sources = {.query = query, .folder = FOLDER_INIT, .policy = BUF_INIT};
	static int (*const pages[])(struct sources *) = {put_people, put_agenda, put_requests,
							 put_matrix, put_map,    put_report};
	int result = folder_open(&sources.folder, folder, &sources.err);

	if (result == MOW_OK)
		result = gather(&sources, lang);
	if (result == MOW_OK)
		query_warn_empty(query);
	for (size_t i = 0; result == MOW_OK && i < sizeof pages / sizeof *pages; i++)
		result = pages[i](&sources);
	if (result == MOW_OK)
		result = folder_end(&sources.folder, &sources.err);
	return result == MOW_OK ? EXIT_YES : query_fail(query, result, &sources.err);
}

static int run(const struct globals *globals, int argc, char **argv)
{
	MOW_AUTO(query) query = QUERY_INIT(globals);
	const char *folder = NULL, *lang = NULL;
	const struct command_slot slots[] = {
		[OPTION_OUTPUT] = {.text = &folder},
		[OPTION_LANG] = {.text = &lang},
		[OPTION_RULES] = {.text = &query.source},
	};
	int first = command_take_options(&command_site, argc, argv, slots);

	if (first < 0)
		return EXIT_USAGE;
	if (folder == NULL || first < argc)
		return command_usage(&command_site, "the folder is named with -o DIR");
	if (query.source == NULL)
		query.source = "HEAD";
	int status = query_open(&query);
	return status == EXIT_YES ? answer(&query, folder, lang) : status;
}
