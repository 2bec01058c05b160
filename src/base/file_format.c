#include "base/file_format.h"

#include <string.h>

/* A file of the format has these bytes at that place. */
#define FORMAT(name, at, bytes)                    \
	{                                          \
		name, bytes, sizeof(bytes) - 1, at \
	}
static const struct {
	const char *name, *bytes;
	size_t len, at;
} formats[] = {
	FORMAT("PNG", 0, "\x89PNG\r\n\x1A\n"),
	FORMAT("JPEG", 0, "\xFF\xD8\xFF"),
	FORMAT("GIF", 0, "GIF8"),
	FORMAT("WebP", 8, "WEBP"),
	FORMAT("TIFF", 0, "II*\0"),
	FORMAT("TIFF", 0, "MM\0*"),
	FORMAT("PSD", 0, "8BPS"),
	FORMAT("PDF", 0, "%PDF-"),
	FORMAT("PostScript", 0, "%!PS"),
	FORMAT("OpenType", 0, "OTTO"),
	FORMAT("TrueType", 0, "\0\1\0\0"),
	FORMAT("WOFF", 0, "wOFF"),
	FORMAT("WOFF2", 0, "wOF2"),
	FORMAT("AVIF", 4, "ftypavif"),
	FORMAT("AVIF", 4, "ftypavis"),
	FORMAT("HEIC", 4, "ftypheic"),
	FORMAT("QuickTime", 4, "ftypqt  "),
	FORMAT("MP4", 4, "ftyp"),
	FORMAT("WebM", 0, "\x1A\x45\xDF\xA3"),
	FORMAT("MP3", 0, "ID3"),
	FORMAT("WAV", 8, "WAVE"),
	FORMAT("Ogg", 0, "OggS"),
	FORMAT("FLAC", 0, "fLaC"),
	FORMAT("ZIP", 0, "PK\3\4"), /* also what word processors and Figma write */
	FORMAT("Office 97", 0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
	FORMAT("a program", 0, "\177ELF"),
	FORMAT("a program", 0, "MZ"),
	FORMAT("a Git LFS pointer", 0, "version https://git-lfs.github.com/spec/v1\n"),
};

const char *file_format(const char *bytes, size_t len)
{
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (len >= formats[i].at + formats[i].len &&
		    memcmp(bytes + formats[i].at, formats[i].bytes, formats[i].len) == 0)
			return formats[i].name;
	return NULL;
}
