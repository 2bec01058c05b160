#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Drops the start of a character at the end of `text`, whose other bytes were cut off. */
static void cut_at_character(char *text, size_t len)
{
	size_t start = len;

	while (start > 0 && ((unsigned char)text[start - 1] & 0xC0) == 0x80 && len - start < 3)
		start--;
	if (start == 0 || (unsigned char)text[start - 1] < 0xC0)
		return;
	unsigned char lead = (unsigned char)text[start - 1];
	size_t want = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
	if (len - (start - 1) < want)
		text[start - 1] = '\0';
}

/*
 * The second fence: callers escape foreign bytes, but a message of libgit2 or of the C library is nobody's, and one
 * that broke the line would reach a terminal raw.
 */
static void keep_one_line(char *text)
{
	size_t len = strlen(text);

	while (len > 0 && strchr(" \t\r\n", text[len - 1]) != NULL)
		text[--len] = '\0';
	for (char *at = text; *at; at++)
		if ((unsigned char)*at < 0x20 || *at == 0x7F)
			*at = ' ';
}

static void put_message(struct mow_error *err, int code, const char *text)
{
	size_t len = strnlen(text, MOW_ERROR_SIZE - 1);

	err->code = code;
	memcpy(err->message, text, len);
	err->message[len] = '\0';
	if (text[len] != '\0')
		cut_at_character(err->message, len);
	keep_one_line(err->message);
}

/* Both go through a text of their own, one byte longer than a message, so that an argument may be err->message itself.
 */
#undef mow_fail
int mow_fail(struct mow_error *err, int code, const char *format, ...)
{
	char text[MOW_ERROR_SIZE + 1];
	va_list args;

	if (err == NULL)
		return code;
	va_start(args, format);
	if (vsnprintf(text, sizeof text, format, args) < 0)
		text[0] = '\0';
	va_end(args);
	put_message(err, code, text);
	return code;
}

int mow_fail_errno(struct mow_error *err, const char *format, ...)
{
	int number = errno;
	char text[MOW_ERROR_SIZE + 1];
	va_list args;

	if (err == NULL)
		return MOW_ESYSTEM;
	va_start(args, format);
	int len = vsnprintf(text, sizeof text, format, args);
	va_end(args);
	if (len < 0)
		len = 0;
	if ((size_t)len < sizeof text)
		(void)snprintf(text + len, sizeof text - (size_t)len, ": %s", strerror(number));
	put_message(err, MOW_ESYSTEM, text);
	return MOW_ESYSTEM;
}

int mow_fail_as(struct mow_error *err, int code)
{
	if (err != NULL)
		err->code = code;
	return code;
}

void mow_fail_memory_word(struct mow_error *err)
{
	(void)mow_fail(err, MOW_ENOMEM, "out of memory");
}
