#include "api/lint_variants.h"

#include <string.h>

#include "base/error.h"
#include "base/utf8.h"

static void variant_set_release(struct variant_set *set)
{
	pattern_set_free(set->set);
	for (size_t i = 0; set->states != NULL && i < 2; i++)
		arena_release(&set->states[i]);
}

void lint_variants_release(struct lint_variants *variants)
{
	variant_set_release(&variants->plain);
	variant_set_release(&variants->changed);
	pattern_matches_release(&variants->matches);
	pattern_matches_release(&variants->exact);
	*variants = (struct lint_variants){0};
}

/* ---- Making ---- */

/* A copy in which brackets stand for themselves. */
static const char *escape_brackets(const char *text, struct arena *arena)
{
	char *out = arena_alloc(arena, 2 * strlen(text) + 1);
	size_t len = 0;

	if (out == NULL)
		return NULL;
	for (; *text != '\0'; text++) {
		if (*text == '[')
			out[len++] = '\\';
		out[len++] = *text;
	}
	out[len] = '\0';
	return out;
}

static int add(struct variant_set *set, const char *text, size_t pattern, bool brackets, struct mow_error *err)
{
	int result = pattern_check(text, strlen(text), NULL, NULL, NULL);

	/* What is none in that form matches nothing. */
	if (result != MOW_OK)
		return result == MOW_EINVAL ? MOW_OK : mow_fail_memory(err);
	result = pattern_set_add(set->set, text, strlen(text), err);
	if (result != MOW_OK)
		return result;
	set->patterns[set->count] = (uint32_t)pattern;
	set->brackets[set->count++] = brackets;
	return MOW_OK;
}

static int add_variants(struct lint_variants *variants, size_t number, const char *text, struct arena *arena,
			struct mow_error *err)
{
	bool classes = strstr(text, "[:") != NULL;
	const char *plain = strchr(text, '[') != NULL && !classes ? escape_brackets(text, arena) : text;
	MOW_AUTO(buf) folded = BUF_INIT;

	if (classes)
		return MOW_OK;
	if (plain == NULL)
		return mow_fail_memory(err);
	for (int i = 0; i < (plain != text ? 2 : 1); i++) {
		const char *one = i == 0 ? text : plain;
		buf_reset(&folded);
		utf8_fold_name(&folded, one, strlen(one));
		const char *kept = buf_check(&folded, NULL) ? NULL : arena_dup(arena, folded.data, folded.len);
		if (kept == NULL)
			return mow_fail_memory(err);
		bool same = i == 0 && strcmp(kept, text) == 0;
		int result = add(same ? &variants->plain : &variants->changed, kept, number, i > 0, err);
		if (result != MOW_OK)
			return result;
	}
	return MOW_OK;
}

static int begin(struct variant_set *set, size_t count, struct arena *arena, struct mow_error *err)
{
	set->patterns = arena_array(arena, 2 * count, sizeof *set->patterns);
	set->brackets = arena_array(arena, 2 * count, sizeof *set->brackets);
	set->states = arena_array(arena, 2, sizeof *set->states);
	if (set->patterns == NULL || set->brackets == NULL || set->states == NULL)
		return mow_fail_memory(err);
	return pattern_set_new(&set->set, err);
}

int lint_variants_init(struct lint_variants *variants, const struct rules_file *file, struct resolver *resolver,
		       struct arena *arena, struct mow_error *err)
{
	int result = begin(&variants->plain, file->pattern_count, arena, err);

	if (result == MOW_OK)
		result = begin(&variants->changed, file->pattern_count, arena, err);
	variants->file = file;
	variants->resolver = resolver;
	variants->arena = arena;
	variants->left_out = arena_array(arena, file->pattern_count, sizeof *variants->left_out);
	if (result == MOW_OK && variants->left_out == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; result == MOW_OK && i < file->pattern_count; i++)
		result = add_variants(variants, i, file->patterns[i].text + file->patterns[i].exclude, arena, err);
	if (result == MOW_OK)
		result = pattern_set_compile(variants->plain.set, err);
	return result == MOW_OK ? pattern_set_compile(variants->changed.set, err) : result;
}

/* ---- Seeing ---- */

/* Marks that a letter is put together with, as macOS writes names. */
static bool has_marks(const char *text, size_t len)
{
	for (size_t i = 0; i + 1 < len; i++)
		if ((unsigned char)text[i] == 0xCC ||
		    ((unsigned char)text[i] == 0xCD && (unsigned char)text[i + 1] < 0xB0))
			return true;
	return false;
}

/* Whether the area of a pattern has its file, or not, for a reason other than the pattern: then nothing is left out. */
static bool is_settled(const struct lint_variants *variants, uint32_t pattern)
{
	const struct pattern *all = variants->file->patterns;
	const struct pattern_matches *exact = &variants->exact;
	bool covered = false;

	for (size_t i = 0; i < exact->count; i++) {
		const struct pattern *one = &all[exact->items[i]];
		if (one->area != all[pattern].area)
			continue;
		if (exact->items[i] >= pattern)
			return true;
		covered = !one->exclude;
	}
	return covered != all[pattern].exclude;
}

/* A variant that matches the path. */
static int see_one(struct lint_variants *variants, const struct variant_set *set, uint32_t number,
		   const struct lint_variants_path *path)
{
	uint32_t pattern = set->patterns[number];
	struct lint_left_out *left_out = &variants->left_out[pattern];
	size_t above = variants->file->folder_len;
	const char *text = variants->file->patterns[pattern].text;
	bool settled = is_settled(variants, pattern);

	left_out->meant++;
	if (settled ? left_out->first != NULL : left_out->files++ > 0)
		return MOW_OK;
	left_out->first = arena_dup(variants->arena, path->bytes, path->len);
	left_out->code = set->brackets[number] ? FINDING_BRACKET_PATTERN
			 : has_marks(path->bytes + above, path->len - above) != has_marks(text, strlen(text))
				 ? FINDING_ACCENT_PATTERN
				 : FINDING_CASE_PATTERN;
	return left_out->first != NULL ? MOW_OK : MOW_ENOMEM;
}

/* What matches in truth is asked only where something may be left out. */
static int see_matches(struct lint_variants *variants, const struct variant_set *set,
		       const struct lint_variants_path *path, struct mow_error *err)
{
	const struct mow_path name = {path->bytes + path->folder, path->len - path->folder, path->kind};
	int result = resolver_match_file(&variants->exact, variants->resolver, variants->file, &name, err);

	for (size_t i = 0; i < variants->matches.count && result == MOW_OK; i++)
		if (see_one(variants, set, variants->matches.items[i], path) != MOW_OK)
			return mow_fail_memory(err);
	return result;
}

/* Goes to the folder that was entered, from the OWNERS file's own on, or to one above where nothing matches any more.
 */
static int go_to(struct variant_set *set, const char *folder, size_t len)
{
	struct arena *below = &set->states[1];

	arena_release(below);
	if (set->root == NULL)
		set->root = pattern_state_root(set->set, &set->states[0]);
	set->state = set->root;
	for (const char *slash; set->state != NULL && !pattern_state_is_silent(set->state) &&
				(slash = memchr(folder, '/', len)) != NULL;) {
		size_t name = (size_t)(slash - folder);
		set->state = pattern_state_enter(set->set, set->state, folder, name, below);
		folder += name + 1;
		len -= name + 1;
	}
	return set->state != NULL ? MOW_OK : MOW_ENOMEM;
}

static int see_set(struct lint_variants *variants, struct variant_set *set, const struct lint_variants_path *path,
		   struct mow_error *err)
{
	const char *folded = path->folded + variants->above;
	const struct mow_path name = {folded + variants->below, path->folded_len - variants->above - variants->below,
				      path->kind};

	if (set->count == 0)
		return MOW_OK;
	if (set->state == NULL && go_to(set, folded, variants->below) != MOW_OK)
		return mow_fail_memory(err);
	if (pattern_state_is_silent(set->state))
		return MOW_OK;
	if (pattern_state_match(&variants->matches, set->set, set->state, &name) != MOW_OK)
		return mow_fail_memory(err);
	return variants->matches.count > 0 ? see_matches(variants, set, path, err) : MOW_OK;
}

void lint_variants_enter(struct lint_variants *variants, const char *folded, size_t len)
{
	const struct rules_file *file = variants->file;
	size_t slashes = 0, above = 0;

	/* The folder may be longer or shorter in the other form, and has as many slashes. */
	for (size_t i = 0; i < file->folder_len; i++)
		slashes += file->folder[i] == '/';
	for (; slashes > 0 && above < len; above++)
		slashes -= folded[above] == '/';
	variants->above = above;
	variants->below = len - above;
	variants->plain.state = variants->changed.state = NULL;
}

int lint_variants_see(struct lint_variants *variants, const struct lint_variants_path *path, struct mow_error *err)
{
	int result = path->same ? MOW_OK : see_set(variants, &variants->plain, path, err);

	return result == MOW_OK ? see_set(variants, &variants->changed, path, err) : result;
}
