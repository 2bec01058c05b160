#include "report/html/html.h"

#include "base/base64.h"
#include "base/digest.h"
#include "html_assets.h"

/* What all pages have, and what this one has besides: the policy has its hash, so not a byte more may be in it. */
static void add_parts(struct buf *out, const char *shared, const char *const parts[HTML_PARTS])
{
	buf_adds(out, shared);
	for (size_t i = 0; i < HTML_PARTS && parts[i] != NULL; i++)
		buf_adds(out, parts[i]);
}

static void add_element(struct buf *out, const char *name, const char *shared, const char *const parts[HTML_PARTS])
{
	buf_addf(out, "<%s>", name);
	add_parts(out, shared, parts);
	buf_addf(out, "</%s>\n", name);
}

static void add_hash(struct buf *out, const char *shared, const char *const parts[HTML_PARTS])
{
	unsigned char digest[DIGEST_SIZE];
	MOW_AUTO(buf) text = BUF_INIT;

	add_parts(&text, shared, parts);
	digest_bytes(digest, text.data, text.len);
	buf_adds(out, "'sha256-");
	base64_encode(out, digest, sizeof digest);
	buf_addc(out, '\'');
	out->failed = out->failed || text.failed;
}

static void add_links(struct buf *out, const struct html_page *page)
{
	if (page->links == NULL)
		return;
	buf_adds(out, "<nav class=\"pages\" aria-label=\"");
	html_say(out, page->lang, PHRASE_SITE_PAGES, NULL, NULL);
	buf_adds(out, "\">\n<ul>\n");
	for (const struct html_link *link = page->links; link->address != NULL; link++) {
		bool here = page->here != NULL && strcmp(page->here, link->address) == 0;
		buf_addf(out, "<li><a href=\"%s\"%s>", link->address, here ? " aria-current=\"page\"" : "");
		html_say(out, page->lang, link->text, NULL, NULL);
		buf_adds(out, "</a></li>\n");
	}
	buf_adds(out, "</ul>\n</nav>\n");
}

void html_policy(struct buf *out, const struct html_page *page)
{
	buf_adds(out, "style-src ");
	add_hash(out, html_asset_page_css, page->styles);
	if (page->framed != NULL)
		buf_adds(out, page->framed);
	buf_adds(out, "; script-src ");
	add_hash(out, html_asset_page_js, page->scripts);
}

void html_begin(struct buf *out, const struct html_page *page)
{
	buf_addf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
		 lang_codes[page->lang]);
	buf_adds(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ");
	if (page->policy != NULL)
		buf_adds(out, page->policy);
	else
		html_policy(out, page);
	if (page->loads != NULL)
		buf_addf(out, "; %s", page->loads);
	buf_adds(out, "; base-uri 'none'; form-action 'none'\">\n"
		      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		      "<meta name=\"color-scheme\" content=\"light dark\">\n"
		      "<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
	html_text(out, page->title);
	buf_adds(out, "</title>\n");
	add_element(out, "style", html_asset_page_css, page->styles);
	buf_adds(out, "</head>\n<body");
	html_script_words(out, page->lang);
	buf_adds(out, ">\n");
	add_links(out, page);
}

void html_end(struct buf *out, const struct html_page *page)
{
	add_element(out, "script", html_asset_page_js, page->scripts);
	buf_adds(out, "</body>\n</html>\n");
}
