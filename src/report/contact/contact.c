#include "report/contact/contact.h"

#include <stdlib.h>

#include "base/error.h"
#include "html_assets.h"
#include "report/contact/media.h"
#include "report/contact/page.h"
#include "report/contact/styles.h"
#include "report/phrase.h"

int contact_compare(const void *one, const void *two)
{
	uintptr_t a = (uintptr_t) * (const struct mow_step *const *)one;
	uintptr_t b = (uintptr_t) * (const struct mow_step *const *)two;

	return a < b ? -1 : a > b;
}

static bool is_shown(const struct page *page, const struct mow_step *step)
{
	const struct contact_sheet *sheet = page->sheet;

	return sheet->person == NULL ||
	       bsearch(&step, sheet->only, sheet->only_count, sizeof *sheet->only, contact_compare) != NULL;
}

static int add_group(struct page *page, const struct mow_group *group, int64_t now)
{
	size_t shown = 0;
	int result = MOW_OK;

	for (size_t i = 0; i < group->step_count; i++)
		shown += is_shown(page, group->steps[i]);
	if (shown == 0)
		return MOW_OK;
	page_group(page, group, shown, now);
	for (size_t i = 0; i < group->step_count && result == MOW_OK; i++)
		if (is_shown(page, group->steps[i]))
			result = page_asset(page, group->steps[i]);
	buf_adds(&page->out, "</section>\n");
	return result;
}

static int add_groups(struct page *page, const struct mow_verdict *verdict)
{
	int result = MOW_OK;

	for (size_t i = 0; i < mow_verdict_groups(verdict) && result == MOW_OK; i++)
		result = add_group(page, mow_verdict_group(verdict, i), mow_verdict_now(verdict));
	return result;
}

/* Of a change that nobody has to approve. */
static int add_open(struct page *page, const struct mow_verdict *verdict)
{
	int result = MOW_OK;

	buf_addf(&page->out, "<section class=\"card\">\n<header><h2>%s</h2></header>\n",
		 page_phrase(page, PHRASE_OPEN_CHANGE));
	for (size_t i = 0; i < mow_verdict_steps(verdict) && result == MOW_OK; i++)
		result = page_asset(page, mow_verdict_step(verdict, i));
	buf_adds(&page->out, "</section>\n");
	return result;
}

static void add_footer(struct page *page)
{
	enum lang lang = page->sheet->lang;
	struct buf *out = &page->out;
	MOW_AUTO(buf) here = BUF_INIT;
	MOW_AUTO(buf) each = BUF_INIT;
	MOW_AUTO(buf) all = BUF_INIT;

	html_size(&here, lang, page->sheet->most - page->left);
	html_size(&each, lang, CONTACT_FILE_MOST);
	html_size(&all, lang, page->sheet->most);
	buf_adds(out, "</main>\n<footer>");
	html_say(out, lang, PHRASE_MADE_BY, MOW_VERSION, "mowners sheet");
	buf_adds(out, ". ");
	html_say(out, lang, PHRASE_HOLDS, here.data, each.data);
	html_say(out, lang, PHRASE_HOLDS_ALL, all.data, NULL);
	buf_adds(out, "</footer>\n");
	out->failed = out->failed || here.failed || each.failed || all.failed;
}

static int add_styles(struct styles *styles, const struct mow_step *step, const struct mow_version *version)
{
	if (version->kind != MOW_VERSION_FILE || media_of(step->path, version->bytes, version->len).kind != MEDIA_PAGE)
		return MOW_OK;
	return styles_add(styles, version->bytes, version->len);
}

/* A frame is under the policy of the page that it is in: of a mail's styles that has the hashes, before it comes. */
static int find_styles(struct styles *styles, struct page *page, const struct mow_verdict *verdict)
{
	struct page reading = *page; /* counts as the page will */
	int result = MOW_OK;

	for (size_t i = 0; i < mow_verdict_steps(verdict) && result == MOW_OK; i++) {
		const struct mow_step *step = mow_verdict_step(verdict, i);
		struct mow_asset *asset = NULL;
		if (!media_may_be_page(step->path) || !is_shown(page, step))
			continue;
		result = page_read(&asset, &reading, step);
		if (result != MOW_OK)
			return result;
		result = add_styles(styles, step, mow_asset_before(asset));
		if (result == MOW_OK)
			result = add_styles(styles, step, mow_asset_after(asset));
		mow_asset_free(asset);
	}
	if (styles->attributes)
		buf_adds(&styles->hashes, " 'unsafe-hashes'");
	return result == MOW_OK ? buf_check(&styles->hashes, page->err) : mow_fail_memory(page->err);
}

int report_contact(const struct contact_sheet *sheet, const struct mow_verdict *verdict, struct mow_error *err)
{
	struct page page = {.sheet = sheet, .out = BUF_INIT, .left = sheet->most, .err = err};
	MOW_AUTO(buf) title = BUF_INIT;
	MOW_AUTO(buf) target = BUF_INIT;
	MOW_AUTO(styles) styles = STYLES_INIT;
	const char *name = sheet->name;
	int result = name != NULL ? MOW_OK : mow_verdict_repository(&name, verdict, sheet->repo, err);

	if (result == MOW_OK)
		result = find_styles(&styles, &page, verdict);
	if (result != MOW_OK)
		return result;
	phrase_ref(&target, mow_verdict_target(verdict));
	lang_say(&title, sheet->lang, PHRASE_SHEET_TITLE, name, target.data);
	const struct html_page frame = {.title = title.data,
					.lang = sheet->lang,
					.styles = {html_asset_contact_css},
					.scripts = {html_asset_contact_js},
					.framed = styles.hashes.data,
					.loads = "img-src data:; media-src data:; frame-src blob:",
					.links = sheet->links};
	html_begin(&page.out, &frame);
	buf_adds(&page.out, "<main>\n");
	page_masthead(&page, verdict, name);
	result = mow_verdict_groups(verdict) > 0 ? add_groups(&page, verdict) : add_open(&page, verdict);
	add_footer(&page);
	html_end(&page.out, &frame);
	page.out.failed = page.out.failed || title.failed || target.failed;
	if (result == MOW_OK)
		result = buf_check(&page.out, err);
	if (result == MOW_OK)
		result = file_draft_add(sheet->draft, page.out.data, page.out.len, err);
	buf_release(&page.out);
	return result;
}
