#include "convert/carry.h"

#include "base/error.h"
#include "base/escape.h"
#include "base/text.h"
#include "convert/write.h"
#include "rules/keys.h"
#include "rules/match/pattern.h"
#include "rules/read/read.h"

#define INDENT 2 /* a tab and a `!` at the least */

int carry_lose(const struct carry *carry, const char *why, struct mow_error *err)
{
	MOW_AUTO(buf) shown = BUF_INIT;

	escape_text(&shown, carry->text, carry->len);
	if (buf_check(&shown, err))
		return MOW_ENOMEM;
	losses_tell(&carry->codeowners->losses, carry->line, "%s is not carried over: %s", shown.data, why);
	return 0;
}

/* ---- What a line of OWNERS can hold ----------------------------------------------------------------------------- */

int carry_line(struct buf *out, const struct carry *carry, const struct buf *pattern, struct mow_error *err)
{
	size_t start = out->len;
	struct mow_error why;

	if (buf_check(pattern, err))
		return MOW_ENOMEM;
	if (!rules_is_text(pattern->data, pattern->len))
		return carry_lose(carry, "it holds bytes that an OWNERS file may not", err);
	buf_adds(out, pattern->data[0] == '!' ? "\\" : "");
	write_pattern(out, pattern->data, pattern->len);
	if (buf_check(out, err))
		return MOW_ENOMEM;
	if (out->len - start > RULES_LINE_MAX - INDENT)
		return carry_lose(carry, "a line of an OWNERS file takes no pattern of that length", err);
	int result = pattern_check(out->data + start, out->len - start, NULL, NULL, &why);
	if (result == MOW_OK)
		return 1;
	return result == MOW_EINVAL ? carry_lose(carry, why.message, err) : mow_fail(err, result, "%s", why.message);
}

/* ---- GitHub ------------------------------------------------------------------------------------------------------- */

/* Takes `\ ` for a blank; the backslash keeps its meaning before anything else. */
static void add_unescaped(struct buf *out, const struct carry *carry)
{
	for (size_t i = 0; i < carry->len; i++) {
		bool escaped = carry->text[i] == '\\' && i + 1 < carry->len;
		if (escaped && text_is_blank(carry->text[i + 1])) {
			losses_note(&carry->codeowners->losses, carry->line, READING_BLANK);
			buf_addc(out, carry->text[++i]);
			continue;
		}
		buf_addc(out, carry->text[i]);
		if (escaped)
			buf_addc(out, carry->text[++i]);
	}
}

static bool ends_with(const struct buf *text, const char *end)
{
	size_t len = strlen(end);

	return text->len >= len && memcmp(text->data + text->len - len, end, len) == 0;
}

/* Whether a bracket stands there without a backslash before it. */
static bool has_bracket(const struct carry *carry)
{
	for (size_t i = 0; i < carry->len; i++) {
		if (carry->text[i] == '[' || carry->text[i] == ']')
			return true;
		if (carry->text[i] == '\\')
			i++;
	}
	return false;
}

static int carry_github(struct buf *out, const struct carry *carry, struct mow_error *err)
{
	MOW_AUTO(buf) pattern = BUF_INIT;

	if (carry->text[0] == '!')
		return carry_lose(carry, "GitHub skips a line that begins with !, so it owns nothing there either",
				  err);
	if (carry->text[0] == '\\' && carry->len > 1 && carry->text[1] == '#')
		return carry_lose(carry, "GitHub skips a line that begins with \\#, so it owns nothing there either",
				  err);
	if (has_bracket(carry))
		return carry_lose(
			carry,
			"GitHub skips a line with [ or ] and no backslash before it, so it owns nothing there either; "
			"some programs take them for a class of characters, some for part of the name",
			err);
	add_unescaped(&pattern, carry);
	if (ends_with(&pattern, "/*") && !ends_with(&pattern, "**/*"))
		losses_note(&carry->codeowners->losses, carry->line, READING_LAST_STAR);
	/* The files directly there, too. */
	if (ends_with(&pattern, "/**/"))
		buf_cut(&pattern, pattern.len - 1);
	return carry_line(out, carry, &pattern, err);
}

/* ---- GitLab: Ruby's File.fnmatch over the whole path --------------------------------------------------------------- */

/* Whether it names a folder that is there, without a slash behind. */
static bool is_folder(const struct carry *carry, const struct buf *given)
{
	const struct codeowners *codeowners = carry->codeowners;
	const char *text = given->data + (given->data[0] == '/');

	return codeowners->is_folder != NULL && strpbrk(text, "*?[\\") == NULL && given->len > 1 &&
	       given->data[given->len - 1] != '/' && codeowners->is_folder(text, codeowners->context);
}

static int carry_gitlab(struct buf *out, const struct carry *carry, struct mow_error *err)
{
	MOW_AUTO(buf) given = BUF_INIT;
	MOW_AUTO(buf) pattern = BUF_INIT;

	add_unescaped(&given, carry);
	const char *text = given.data;
	size_t len = given.len;
	const char *slash = memchr(text, '/', len);
	if (len > 1 && text[0] == '\\' && text[1] == '#') {
		text++;
		len--;
	}
	if (is_folder(carry, &given))
		return carry_lose(
			carry,
			"GitLab takes it for a file, and a folder of that name is there; write it with a slash "
			"behind if all below is meant",
			err);
	bool inside = slash != NULL && slash != text && slash != text + len - 1;
	if (inside && !text_begins(text, "**/")) {
		losses_note(&carry->codeowners->losses, carry->line, READING_ANYWHERE);
		buf_adds(&pattern, "**/");
	}
	buf_add(&pattern, text, len);
	/* Behind a folder's slash, or a ** and a slash, is all below. */
	while (ends_with(&pattern, "**/") && (pattern.len == 3 || pattern.data[pattern.len - 4] == '/'))
		buf_cut(&pattern, pattern.len - 3);
	if (pattern.len == 0 || strcmp(pattern.data, "/") == 0) {
		buf_reset(&pattern);
		buf_adds(&pattern, "**");
	}
	/* Ruby knows no ** but the one before a slash. */
	if (ends_with(&pattern, "/**")) {
		losses_note(&carry->codeowners->losses, carry->line, READING_LAST_STARS);
		buf_cut(&pattern, pattern.len - 1);
	} else if (ends_with(&pattern, "/**/*") && pattern.len > strlen("/**/*")) {
		buf_cut(&pattern, pattern.len - strlen("**/*"));
	} else if (ends_with(&pattern, "/*") && !ends_with(&pattern, "**/*")) {
		losses_note(&carry->codeowners->losses, carry->line, READING_LAST_STAR);
	}
	return carry_line(out, carry, &pattern, err);
}

int carry_pattern(struct buf *out, const struct carry *carry, struct mow_error *err)
{
	return carry->codeowners->forge == FORGE_GITHUB ? carry_github(out, carry, err) : carry_gitlab(out, carry, err);
}
