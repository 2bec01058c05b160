/* Patterns that match no file, or fewer than was meant, and why that may be. */
#include <ctype.h>
#include <string.h>

#include "api/lint.h"
#include "api/lint_slips.h"
#include "base/escape.h"
#include "base/text.h"

/* "*.jpg" → "*.[jJ][pP][gG]"; false where it is no such pattern. */
static bool add_any_case(struct buf *out, const char *text)
{
	if (!text_begins(text, "*.") || text[2] == '\0')
		return false;
	for (const char *c = text + 2; *c != '\0'; c++)
		if (!isalnum((unsigned char)*c))
			return false;
	buf_adds(out, "*.");
	for (const char *c = text + 2; *c != '\0'; c++) {
		if (isalpha((unsigned char)*c))
			buf_addf(out, "[%c%c]", tolower((unsigned char)*c), toupper((unsigned char)*c));
		else
			buf_addc(out, *c);
	}
	return true;
}

static void add_mend(struct buf *out, enum finding_code code, const char *text)
{
	if (code == FINDING_BRACKET_PATTERN) {
		buf_adds(out, "a name in brackets stands for one character of those inside; put \\ before each [");
	} else if (code == FINDING_ACCENT_PATTERN) {
		buf_adds(out,
			 "the accents are made of other characters, which look the same; copy the name from the list "
			 "of git ls-files -z");
	} else {
		buf_adds(out, "upper and lower case are told apart; ");
		size_t before = out->len;
		buf_adds(out, "write ");
		if (!add_any_case(out, text)) {
			out->len = before;
			out->data[before] = '\0';
			buf_adds(out, "write the name as the files have it, or add a line with it");
		}
	}
}

/* A pattern that leaves out files, whether or not it matches others. */
static void report_left_out(struct lint *lint, const struct finding_place *place, const struct pattern *pattern,
			    const struct area *area, const struct lint_left_out *left_out)
{
	MOW_AUTO(buf) first = BUF_INIT;
	MOW_AUTO(buf) mend = BUF_INIT;

	escape_path(&first, left_out->first, strlen(left_out->first));
	add_mend(&mend, left_out->code, pattern->text + pattern->exclude);
	lint->found.failed |= first.failed || mend.failed;
	if (lint->found.failed)
		return;
	lint->code = left_out->code;
	if (lint_accepts(lint, area))
		return;
	size_t files = left_out->files > 0 ? left_out->files : left_out->meant;
	lint_warn(lint, place, "the pattern %s does not match %zu file%s that it seems to mean, such as %s; %s",
		  pattern->text, files, files == 1 ? "" : "s", first.data, mend.data)
		->about = pattern->text;
}

/* Patterns of an area that match nothing, without a cause that can be seen: one line for all of them. */
struct dead {
	const char **texts; /* room for all of a file */
	size_t count;
	const struct pattern *first;
};

static void tell_dead(struct lint *lint, const struct rules_file *file, struct dead *dead)
{
	enum { MOST = 3 };
	const struct area *area = dead->count > 0 ? &file->areas[dead->first->area] : NULL;
	MOW_AUTO(buf) texts = BUF_INIT;

	lint->code = FINDING_DEAD_PATTERN;
	for (size_t i = 0; i < dead->count && i < MOST; i++)
		buf_addf(&texts, "%s%s", i > 0 ? ", " : "", dead->texts[i]);
	if (dead->count > MOST)
		buf_addf(&texts, " and %zu more", dead->count - MOST);
	lint->found.failed |= texts.failed;
	if (area != NULL && !texts.failed && !lint_accepts(lint, area)) {
		const struct finding_place place = {file->path, dead->first->line, dead->first->column};
		struct mow_finding *finding =
			dead->count == 1
				? lint_warn(
					  lint, &place,
					  "the pattern %s matches no file that git tracks; correct it, or take it out",
					  texts.data)
				: lint_warn(
					  lint, &place,
					  "%zu patterns of [%s] match no file that git tracks: %s; correct them, or take "
					  "them out",
					  dead->count, area->name, texts.data);
		finding->about = area->name;
		finding->in = dead->texts;
		finding->in_count = dead->count;
	}
	dead->texts += dead->count;
	dead->count = 0;
}

static void add_dead(struct dead *dead, const struct pattern *pattern)
{
	if (dead->count == 0)
		dead->first = pattern;
	dead->texts[dead->count++] = pattern->text;
}

static void report_dead(struct lint *lint, const struct rules_file *file, const struct pattern *pattern,
			struct dead *dead)
{
	const struct finding_place place = {file->path, pattern->line, pattern->column};
	MOW_AUTO(buf) advice = BUF_INIT;

	if (!lint_slip(&lint->code, &advice, pattern->text + pattern->exclude)) {
		add_dead(dead, pattern);
		return;
	}
	lint->found.failed |= advice.failed;
	if (!advice.failed && !lint_accepts(lint, &file->areas[pattern->area]))
		lint_warn(lint, &place, "the pattern %s matches no file: %s", pattern->text, advice.data);
}

/* Whether a pattern matches less than it seems to, or nothing, for that reason. */
static bool report_stars(struct lint *lint, const struct finding_place *place, const struct pattern *pattern,
			 const struct area *area)
{
	MOW_AUTO(buf) advice = BUF_INIT;

	if (!lint_slip_stars(&advice, pattern->text + pattern->exclude))
		return false;
	lint->code = FINDING_FOREIGN_PATTERN;
	lint->found.failed |= advice.failed;
	if (!advice.failed && !lint_accepts(lint, area))
		lint_warn(lint, place, "the pattern %s does not reach into folders: %s", pattern->text, advice.data);
	return true;
}

static void report_file(struct lint *lint, const struct rules_file *file, const struct lint_use *uses,
			const struct lint_left_out *left_out)
{
	struct dead dead_ones = {arena_array(&lint->arena, file->pattern_count, sizeof(const char *)), 0, NULL};

	lint->found.failed |= dead_ones.texts == NULL;
	for (size_t i = 0; dead_ones.texts != NULL && i < file->pattern_count; i++) {
		const struct pattern *pattern = &file->patterns[i];
		if (dead_ones.count > 0 && dead_ones.first->area != pattern->area)
			tell_dead(lint, file, &dead_ones);
		const struct finding_place place = {file->path, pattern->line, pattern->column};

		const struct area *area = &file->areas[pattern->area];
		bool dead = uses == NULL || !uses[i].matches;
		size_t files = left_out == NULL   ? 0
			       : dead             ? left_out[i].meant
			       : pattern->exclude ? 0
						  : left_out[i].files;
		if (files > 0)
			report_left_out(lint, &place, pattern, area, &left_out[i]);
		else if (!report_stars(lint, &place, pattern, area) && dead)
			report_dead(lint, file, pattern, &dead_ones);
	}
	tell_dead(lint, file, &dead_ones);
}

int lint_patterns(struct lint *lint)
{
	for (size_t i = 0; i < lint->rules->file_count; i++)
		report_file(lint, lint->rules->files[i], i < lint->used.count ? lint->used.items[i] : NULL,
			    i < lint->variants.count ? lint->variants.items[i].left_out : NULL);
	return MOW_OK;
}
