#include "report/contact/media.h"

#include <string.h>

#include "base/ascii.h"
#include "base/file_format.h"
#include "base/utf8.h"
#include "report/contact/markdown.h"

enum { HEAD = 4096 }; /* bytes in which a document says what it is */

/* By the name of file_format. */
static const struct media formats[] = {
	{MEDIA_IMAGE, "image/png", "PNG"},       {MEDIA_IMAGE, "image/jpeg", "JPEG"},
	{MEDIA_IMAGE, "image/gif", "GIF"},       {MEDIA_IMAGE, "image/webp", "WebP"},
	{MEDIA_IMAGE, "image/avif", "AVIF"},     {MEDIA_VIDEO, "video/mp4", "MP4"},
	{MEDIA_VIDEO, "video/mp4", "QuickTime"}, {MEDIA_VIDEO, "video/webm", "WebM"},
	{MEDIA_AUDIO, "audio/mpeg", "MP3"},      {MEDIA_AUDIO, "audio/wav", "WAV"},
	{MEDIA_AUDIO, "audio/ogg", "Ogg"},       {MEDIA_AUDIO, "audio/flac", "FLAC"},
	{MEDIA_PDF, "application/pdf", "PDF"},   {MEDIA_FONT, "font/otf", "OpenType"},
	{MEDIA_FONT, "font/ttf", "TrueType"},    {MEDIA_FONT, "font/woff", "WOFF"},
	{MEDIA_FONT, "font/woff2", "WOFF2"},
};

static bool ends_in(const char *path, const char *extension)
{
	const char *dot = strrchr(path, '.');

	return dot != NULL && ascii_is_same(dot, extension);
}

static struct media of_format(const char *path, const char *format)
{
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		if (strcmp(formats[i].name, format) != 0)
			continue;
		if (formats[i].kind == MEDIA_VIDEO && ends_in(path, ".m4a"))
			return (struct media){MEDIA_AUDIO, "audio/mp4", "MPEG-4 audio"};
		return formats[i];
	}
	return (struct media){MEDIA_OTHER, NULL, format};
}

bool media_may_be_page(const char *path)
{
	return ends_in(path, ".html") || ends_in(path, ".htm") || ends_in(path, ".mjml");
}

struct media media_of(const char *path, const char *bytes, size_t len)
{
	const char *format = file_format(bytes, len);

	if (format != NULL)
		return of_format(path, format);
	if (memchr(bytes, '\0', len) != NULL || !utf8_is_valid(bytes, len))
		return (struct media){MEDIA_OTHER, NULL, NULL};
	if (ends_in(path, ".svg") && memmem(bytes, len < HEAD ? len : HEAD, "<svg", 4) != NULL)
		return (struct media){MEDIA_IMAGE, "image/svg+xml", "SVG"};
	if (media_may_be_page(path) && memchr(bytes, '<', len) != NULL)
		return (struct media){MEDIA_PAGE, NULL, ends_in(path, ".mjml") ? "MJML" : "HTML"};
	if ((ends_in(path, ".md") || ends_in(path, ".markdown")) && len <= MARKDOWN_MOST)
		return (struct media){MEDIA_MARKDOWN, NULL, "Markdown"};
	if (ends_in(path, ".csv") || ends_in(path, ".tsv"))
		return (struct media){MEDIA_TABLE, NULL, "a table"};
	return (struct media){MEDIA_TEXT, NULL, "text"};
}
