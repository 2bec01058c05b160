/* A changed file, before and after. */
#include <stdlib.h>

#include "report/contact/media.h"
#include "report/contact/page.h"
#include "report/difference.h"
#include "report/html/html.h"

/* A version and what it is. */
struct shown {
	const struct mow_step *step;
	const struct mow_version *version;
	struct media media;
	const char *when; /* "before", "after" */
};

static bool is_shown(const struct shown *shown)
{
	return shown->version->kind == MOW_VERSION_FILE && shown->media.type != NULL;
}

/* ---- A version ----------------------------------------------------------------------------------------------------- */

static int add_address(struct page *page, const struct shown *shown)
{
	buf_addf(&page->out, " src=\"data:%s;base64,", shown->media.type);
	int result = page_base64(page, shown->version->bytes, shown->version->len);
	buf_addc(&page->out, '"');
	return result;
}

static void add_name(struct buf *out, const struct shown *shown)
{
	html_path(out, shown->step->path, shown->step->path_len);
	buf_addf(out, " %s", shown->when);
}

static int add_media(struct page *page, const struct shown *shown)
{
	struct buf *out = &page->out;
	static const char *const elements[] = {[MEDIA_VIDEO] = "video", [MEDIA_AUDIO] = "audio"};
	int result;

	if (shown->media.kind == MEDIA_IMAGE) {
		buf_adds(out, "<img decoding=\"async\" alt=\"");
		add_name(out, shown);
		buf_addc(out, '"');
		result = add_address(page, shown);
		buf_adds(out, ">");
		return result;
	}
	buf_addf(out, "<%s controls preload=\"metadata\" aria-label=\"", elements[shown->media.kind]);
	add_name(out, shown);
	buf_addc(out, '"');
	result = add_address(page, shown);
	buf_addf(out, "></%s>", elements[shown->media.kind]);
	return result;
}

static const char *absence_of(const struct shown *shown)
{
	switch (shown->version->kind) {
	case MOW_VERSION_NONE:
		return shown->when[0] == 'b' ? "there was no such file" : "there is no such file any more";
	case MOW_VERSION_LARGE:
		return "too large for this page";
	case MOW_VERSION_GONE:
		return shown->version->pointer ? "Git LFS has not brought it to this clone: git lfs fetch does"
					       : "this clone does not have it";
	case MOW_VERSION_SUBMODULE:
		return "a submodule";
	case MOW_VERSION_FILE:
		break;
	}
	return "nothing that a browser shows";
}

/* "PNG, 31.0 KiB, in Git LFS" */
static void add_facts(struct buf *out, const struct shown *shown)
{
	const struct mow_version *version = shown->version;

	if (version->kind == MOW_VERSION_NONE || version->kind == MOW_VERSION_SUBMODULE)
		return;
	buf_adds(out, " <span class=\"facts\">");
	if (shown->media.name != NULL)
		buf_addf(out, "%s, ", shown->media.name);
	if (version->size != MOW_SIZE_UNKNOWN)
		report_size(out, version->size);
	else
		buf_adds(out, "of unknown size");
	buf_adds(out, version->pointer ? ", in Git LFS</span>" : "</span>");
}

static int add_version(struct page *page, const struct shown *shown)
{
	struct buf *out = &page->out;
	int result = MOW_OK;

	buf_addf(out, "<figure class=\"%s\"><figcaption>%s", shown->when, shown->when[0] == 'b' ? "Before" : "After");
	add_facts(out, shown);
	buf_adds(out, "</figcaption>");
	if (is_shown(shown)) {
		buf_addf(out, "<div class=\"stage%s\">", shown->media.kind == MEDIA_IMAGE ? " picture" : "");
		result = add_media(page, shown);
		buf_adds(out, "</div>");
	} else {
		buf_addf(out, "<p class=\"absent\">%s</p>", absence_of(shown));
	}
	buf_adds(out, "</figure>\n");
	return result;
}

/* ---- Both ---------------------------------------------------------------------------------------------------------- */

static struct shown look_at(const struct mow_step *step, const struct mow_version *version, const char *when)
{
	struct shown shown = {step, version, {MEDIA_OTHER, NULL, NULL}, when};

	if (version->kind == MOW_VERSION_FILE)
		shown.media = media_of(step->path, version->bytes, version->len);
	return shown;
}

static const char *change_of(const struct mow_step *step)
{
	return step->old_mode == 0 ? "added" : step->new_mode == 0 ? "removed" : "changed";
}

static bool is_text(const struct shown *shown)
{
	return shown->media.kind == MEDIA_TEXT || shown->version->kind == MOW_VERSION_NONE;
}

static int add_both(struct page *page, const struct shown *before, const struct shown *after)
{
	bool pictures = is_shown(before) && is_shown(after) && before->media.kind == MEDIA_IMAGE &&
			after->media.kind == MEDIA_IMAGE;

	buf_addf(&page->out, "<div class=\"pair%s\">\n", pictures ? " pictures" : "");
	int result = add_version(page, before);
	if (result == MOW_OK)
		result = add_version(page, after);
	buf_adds(&page->out, "</div>\n");
	return result;
}

static int add_content(struct page *page, struct mow_asset *asset, const struct shown *before,
		       const struct shown *after)
{
	const char *difference = NULL;
	size_t len = 0;
	int result = MOW_OK;

	if (is_text(before) && is_text(after))
		result = mow_asset_difference(&difference, &len, asset, page->err);
	if (result != MOW_OK)
		return result;
	if (difference == NULL)
		return add_both(page, before, after);
	if (len > 0)
		page_text(page, difference, len);
	else
		buf_adds(&page->out, "<p class=\"absent\">the content is the same, its mode is not</p>\n");
	return MOW_OK;
}

static int add_asset(struct page *page, const struct mow_step *step, struct mow_asset *asset)
{
	struct buf *out = &page->out;
	const struct shown before = look_at(step, mow_asset_before(asset), "before");
	const struct shown after = look_at(step, mow_asset_after(asset), "after");

	buf_addf(out, "<article class=\"asset\">\n<h3 id=\"file-%zu\"><code>", ++page->assets);
	html_path(out, step->path, step->path_len);
	buf_addf(out, "</code> <span class=\"change\">%s</span></h3>\n", change_of(step));
	int result = add_content(page, asset, &before, &after);
	buf_adds(out, "</article>\n");
	return result == MOW_OK ? page_flow(page) : result;
}

/* What is read counts, whether it is shown or not. */
static void count(struct page *page, const struct mow_version *version)
{
	page->left -= version->len < page->left ? version->len : page->left;
}

int page_asset(struct page *page, const struct mow_step *step)
{
	size_t limit = (size_t)(page->left < CONTACT_FILE_MOST ? page->left : CONTACT_FILE_MOST);
	struct mow_asset *asset = NULL;
	int result = mow_asset_new(&asset, page->sheet->repo, step, limit, page->err);

	if (result != MOW_OK)
		return result;
	count(page, mow_asset_before(asset));
	count(page, mow_asset_after(asset));
	result = add_asset(page, step, asset);
	mow_asset_free(asset);
	return result;
}
