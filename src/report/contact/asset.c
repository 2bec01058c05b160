/* A changed file, before and after. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "report/contact/markdown.h"
#include "report/contact/media.h"
#include "report/contact/page.h"

/* A version and what it is. */
struct shown {
	const struct mow_step *step;
	const struct mow_version *version;
	struct media media;
	bool later; /* after the change */
};

/* ---- A version ----------------------------------------------------------------------------------------------------- */

static void add_name(struct page *page, const struct shown *shown)
{
	html_path(&page->out, shown->step->path, shown->step->path_len);
	buf_addf(&page->out, " %s", page_phrase(page, shown->later ? PHRASE_IS_AFTER : PHRASE_IS_BEFORE));
}

/* Ends in the quote that ends the address. */
static int add_address(struct page *page, const struct shown *shown)
{
	buf_addf(&page->out, "data:%s;base64,", shown->media.type);
	int result = page_base64(page, shown->version->bytes, shown->version->len);
	buf_addc(&page->out, '"');
	return result;
}

/* A picture of a line in that font: so it needs no style of the page, and no script of its own runs. */
static int add_specimen(struct page *page, const struct shown *shown)
{
	struct buf *out = &page->out;

	buf_adds(out, "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='660' height='150'%3E%3Cstyle"
		      "%3E@font-face{font-family:f;src:url(");
	int result = add_address(page, shown);
	buf_cut(out, out->len - 1);
	buf_adds(out,
		 ")}text{font:40px f;fill:%23888}%3C/style%3E%3Ctext x='10' y='55'%3EHamburgefonstiv 0123456789%3C/text"
		 "%3E%3Ctext x='10' y='120'%3EÄÖÜ äöüß éèç ñ €&amp;amp;?!%3C/text%3E%3C/svg%3E\"");
	return result;
}

/* A document of its own in an attribute. No policy keeps a browser from looking up what <link> may name: it is none. */
static int add_document(struct page *page, const struct shown *shown)
{
	const char *bytes = shown->version->bytes;
	struct buf *out = &page->out;
	int result = MOW_OK;

	for (size_t at = 0; at < shown->version->len && result == MOW_OK; at++) {
		if (bytes[at] == '&')
			buf_adds(out, "&amp;");
		else if (bytes[at] == '"')
			buf_adds(out, "&quot;");
		else
			buf_addc(out, bytes[at]);
		if (bytes[at] == '<' && strncasecmp(bytes + at + 1, "link", 4) == 0)
			buf_adds(out, "x-");
		result = page_flow(page);
	}
	buf_addc(out, '"');
	return result;
}

static int add_markdown(struct page *page, const struct shown *shown)
{
	markdown_html(&page->out, shown->version->bytes, shown->version->len);
	return MOW_OK;
}

/* How a browser is made to show a kind: what stands before the file's name, between that and the bytes, and behind. */
static const struct {
	const char *begin, *middle, *end;
	int (*add)(struct page *page, const struct shown *shown);
} elements[] = {
	[MEDIA_IMAGE] = {"<img decoding=\"async\" alt=\"", "\" src=\"", ">", add_address},
	[MEDIA_VIDEO] = {"<video controls preload=\"metadata\" aria-label=\"", "\" src=\"", "></video>", add_address},
	[MEDIA_AUDIO] = {"<audio controls preload=\"metadata\" aria-label=\"", "\" src=\"", "></audio>", add_address},
	[MEDIA_PDF] = {"<a class=\"pdf\" download=\"", ".pdf\" href=\"", "</a>", add_address},
	[MEDIA_FONT] = {"<img decoding=\"async\" alt=\"", "\" src=\"", ">", add_specimen},
	[MEDIA_PAGE] = {"<iframe sandbox=\"\" title=\"", "\" srcdoc=\"", "></iframe>", add_document},
	[MEDIA_MARKDOWN] = {"<div class=\"markdown\" role=\"group\" aria-label=\"", "\">", "</div>", add_markdown},
	[MEDIA_TEXT] = {NULL, NULL, NULL, NULL},
};

static bool is_shown(const struct shown *shown)
{
	return shown->version->kind == MOW_VERSION_FILE && elements[shown->media.kind].add != NULL;
}

static int add_media(struct page *page, const struct shown *shown)
{
	struct buf *out = &page->out;

	buf_adds(out, elements[shown->media.kind].begin);
	if (shown->media.kind == MEDIA_FONT)
		buf_adds(out, page_phrase(page, PHRASE_LINE_IN));
	add_name(page, shown);
	buf_adds(out, elements[shown->media.kind].middle);
	int result = elements[shown->media.kind].add(page, shown);
	if (shown->media.kind == MEDIA_PDF)
		buf_addf(out, ">%s", page_phrase(page, PHRASE_SAVE_PDF));
	buf_adds(out, elements[shown->media.kind].end);
	return result;
}

static bool is_text(const struct shown *shown)
{
	return shown->media.kind >= MEDIA_PAGE || shown->version->kind == MOW_VERSION_NONE;
}

/* Why it is not shown beside the other one. */
static enum phrase absence_of(const struct shown *shown, const struct shown *other)
{
	switch (shown->version->kind) {
	case MOW_VERSION_NONE:
		return shown->later ? PHRASE_IS_NONE : PHRASE_WAS_NONE;
	case MOW_VERSION_LARGE:
		return PHRASE_TOO_LARGE;
	case MOW_VERSION_GONE:
		return shown->version->pointer ? PHRASE_NO_LFS : PHRASE_NOT_HERE;
	case MOW_VERSION_SUBMODULE:
		return PHRASE_SUBMODULE;
	case MOW_VERSION_FILE:
		break;
	}
	if (shown->media.kind < MEDIA_PAGE)
		return PHRASE_NOT_SHOWN;
	return is_text(other) ? PHRASE_TOO_LONG : PHRASE_NO_OTHER;
}

/* "PNG, 31.0 KiB, in Git LFS" */
static void add_facts(struct page *page, const struct shown *shown)
{
	struct buf *out = &page->out;
	const struct mow_version *version = shown->version;

	if (version->kind == MOW_VERSION_NONE || version->kind == MOW_VERSION_SUBMODULE)
		return;
	buf_adds(out, " <span class=\"facts\">");
	if (shown->media.name != NULL)
		buf_addf(out, "%s, ", shown->media.name);
	if (version->size != MOW_SIZE_UNKNOWN)
		html_size(out, page->sheet->lang, version->size);
	else
		buf_adds(out, page_phrase(page, PHRASE_NO_SIZE));
	buf_addf(out, "%s</span>", version->pointer ? page_phrase(page, PHRASE_IN_LFS) : "");
}

static int add_version(struct page *page, const struct shown *shown, const struct shown *other)
{
	struct buf *out = &page->out;
	int result = MOW_OK;

	buf_addf(out, "<figure class=\"%s\"><figcaption>%s", shown->later ? "after" : "before",
		 page_phrase(page, shown->later ? PHRASE_AFTER : PHRASE_BEFORE));
	add_facts(page, shown);
	buf_adds(out, "</figcaption>");
	if (is_shown(shown)) {
		buf_addf(out, "<div class=\"stage%s\">", shown->media.kind == MEDIA_IMAGE ? " picture" : "");
		result = add_media(page, shown);
		buf_adds(out, "</div>");
	} else {
		buf_addf(out, "<p class=\"absent\">%s</p>", page_phrase(page, absence_of(shown, other)));
	}
	buf_adds(out, "</figure>\n");
	return result;
}

/* ---- Both ---------------------------------------------------------------------------------------------------------- */

static struct shown look_at(const struct mow_step *step, const struct mow_version *version, bool later)
{
	struct shown shown = {step, version, {MEDIA_OTHER, NULL, NULL}, later};

	if (version->kind == MOW_VERSION_FILE)
		shown.media = media_of(step->path, version->bytes, version->len);
	return shown;
}

static enum phrase change_of(const struct mow_step *step)
{
	return step->old_mode == 0 ? PHRASE_ADDED : step->new_mode == 0 ? PHRASE_REMOVED : PHRASE_CHANGED;
}

static int add_both(struct page *page, const struct shown *before, const struct shown *after)
{
	bool pictures = is_shown(before) && is_shown(after) && before->media.kind == MEDIA_IMAGE &&
			after->media.kind == MEDIA_IMAGE;

	buf_addf(&page->out, "<div class=\"pair%s\">\n", pictures ? " pictures" : "");
	int result = add_version(page, before, after);
	if (result == MOW_OK)
		result = add_version(page, after, before);
	buf_adds(&page->out, "</div>\n");
	return result;
}

static void add_difference(struct page *page, const struct page_versions *versions, bool table)
{
	if (versions->difference_len == 0)
		buf_addf(&page->out, "<p class=\"absent\">%s</p>\n", page_phrase(page, PHRASE_MODE_ALONE));
	else if (!table || !page_table(page, versions))
		page_text(page, versions);
}

static int add_content(struct page *page, struct mow_asset *asset, const struct shown *before,
		       const struct shown *after)
{
	struct page_versions versions = {before->version, after->version, NULL, 0};
	bool table = before->media.kind == MEDIA_TABLE || after->media.kind == MEDIA_TABLE;
	int result = MOW_OK;

	if (is_text(before) && is_text(after))
		result = mow_asset_difference(&versions.difference, &versions.difference_len, asset, page->err);
	if (result == MOW_OK && (versions.difference == NULL || is_shown(before) || is_shown(after)))
		result = add_both(page, before, after);
	if (result == MOW_OK && versions.difference != NULL)
		add_difference(page, &versions, table);
	return result;
}

static int add_asset(struct page *page, const struct mow_step *step, struct mow_asset *asset)
{
	struct buf *out = &page->out;
	const struct shown before = look_at(step, mow_asset_before(asset), false);
	const struct shown after = look_at(step, mow_asset_after(asset), true);

	buf_addf(out, "<article class=\"asset\">\n<h3 id=\"file-%zu\"><code>", ++page->assets);
	html_path(out, step->path, step->path_len);
	buf_addf(out, "</code> <span class=\"change\">%s</span></h3>\n", page_phrase(page, change_of(step)));
	int result = add_content(page, asset, &before, &after);
	buf_adds(out, "</article>\n");
	return result == MOW_OK ? page_flow(page) : result;
}

/* What is read counts, whether it is shown or not. */
static void count(struct page *page, const struct mow_version *version)
{
	page->left -= version->len < page->left ? version->len : page->left;
}

int page_read(struct mow_asset **out, struct page *page, const struct mow_step *step)
{
	size_t limit = (size_t)(page->left < CONTACT_FILE_MOST ? page->left : CONTACT_FILE_MOST);
	int result = mow_asset_new(out, page->sheet->repo, step, limit, page->err);

	if (result != MOW_OK)
		return result;
	count(page, mow_asset_before(*out));
	count(page, mow_asset_after(*out));
	return MOW_OK;
}

int page_asset(struct page *page, const struct mow_step *step)
{
	struct mow_asset *asset = NULL;
	int result = page_read(&asset, page, step);

	if (result != MOW_OK)
		return result;
	result = add_asset(page, step, asset);
	mow_asset_free(asset);
	return result;
}
