#include "report/contact/contact.h"

#include "base/error.h"
#include "html_assets.h"
#include "report/contact/media.h"
#include "report/contact/page.h"
#include "report/difference.h"
#include "report/html/html.h"
#include "report/phrase.h"

static int add_groups(struct page *page, const struct mow_verdict *verdict)
{
	int result = MOW_OK;

	for (size_t i = 0; i < mow_verdict_groups(verdict) && result == MOW_OK; i++) {
		const struct mow_group *group = mow_verdict_group(verdict, i);
		page_group(page, group, mow_verdict_now(verdict));
		for (size_t j = 0; j < group->step_count && result == MOW_OK; j++)
			result = page_asset(page, group->steps[j]);
		buf_adds(&page->out, "</section>\n");
	}
	return result;
}

/* Of a change that nobody has to approve. */
static int add_open(struct page *page, const struct mow_verdict *verdict)
{
	int result = MOW_OK;

	buf_adds(&page->out, "<section class=\"card\">\n<header><h2>Nobody has to approve this</h2></header>\n");
	for (size_t i = 0; i < mow_verdict_steps(verdict) && result == MOW_OK; i++)
		result = page_asset(page, mow_verdict_step(verdict, i));
	buf_adds(&page->out, "</section>\n");
	return result;
}

static void add_footer(struct page *page)
{
	struct buf *out = &page->out;

	buf_adds(out, "</main>\n<footer>mowners " MOW_VERSION ": <code>mowners sheet</code>. Files of ");
	report_size(out, page->sheet->most - page->left);
	buf_adds(out, " are in this page; it takes up to ");
	report_size(out, CONTACT_FILE_MOST);
	buf_adds(out, " of each, and ");
	report_size(out, page->sheet->most);
	buf_adds(out, " in all (<code>--limit</code>).</footer>\n");
}

/* A frame has the policy of the page that it is in, so that nothing would be left of what an HTML mail looks like. */
static bool has_pages(const struct mow_verdict *verdict)
{
	for (size_t i = 0; i < mow_verdict_steps(verdict); i++)
		if (media_may_be_page(mow_verdict_step(verdict, i)->path))
			return true;
	return false;
}

int report_contact(const struct contact_sheet *sheet, const struct mow_verdict *verdict, struct mow_error *err)
{
	struct page page = {.sheet = sheet, .out = BUF_INIT, .left = sheet->most, .err = err};
	MOW_AUTO(buf) title = BUF_INIT;
	const char *name = NULL;
	int result = mow_repo_name(&name, sheet->repo, err);

	if (result != MOW_OK)
		return result;
	buf_addf(&title, "%s: before and after, for ", name);
	phrase_ref(&title, mow_verdict_target(verdict));
	const struct html_page frame = {.title = title.data,
					.styles = {html_asset_contact_css},
					.scripts = {html_asset_contact_js},
					.frames = has_pages(verdict),
					.loads = "img-src data:; media-src data:; frame-src blob:",
					.links = sheet->links};
	html_begin(&page.out, &frame);
	buf_adds(&page.out, "<main>\n");
	page_masthead(&page, verdict, name);
	result = mow_verdict_groups(verdict) > 0 ? add_groups(&page, verdict) : add_open(&page, verdict);
	add_footer(&page);
	html_end(&page.out, &frame);
	page.out.failed = page.out.failed || title.failed;
	if (result == MOW_OK)
		result = buf_check(&page.out, err);
	if (result == MOW_OK)
		result = file_draft_add(sheet->draft, page.out.data, page.out.len, err);
	buf_release(&page.out);
	return result;
}
