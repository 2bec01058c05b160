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
static bool is_settled(const struct rules_file *file, const struct pattern_matches *exact, uint32_t pattern)
{
	const struct pattern *meant = &file->patterns[pattern];
	bool covered = false;

	for (size_t i = 0; i < exact->count; i++) {
		const struct pattern *one = &file->patterns[exact->items[i]];
		if (one->area != meant->area)
			continue;
		if (exact->items[i] >= pattern)
			return true;
		covered = !one->exclude;
	}
	return covered != meant->exclude;
}

struct sight {
	struct lint_variants *variants;
	const struct rules_file *file;
	const struct lint_variants_path *path;
	struct pattern_matches exact; /* what matches in truth; asked once, where something may be left out */
	bool asked;
	struct arena *arena;
	struct mow_error *err;
};

static int see_one(struct sight *sight, const struct variant_set *set, uint32_t number)
{
	uint32_t pattern = set->patterns[number];
	struct lint_left_out *left_out = &sight->variants->left_out[pattern];
	size_t above = sight->file->folder_len;
	const char *text = sight->file->patterns[pattern].text;
	const char *name = sight->path->bytes + above;
	const struct mow_path path = {name, sight->path->len - above, sight->path->kind};

	if (!sight->asked) {
		int result =
			resolver_match_file(&sight->exact, sight->variants->resolver, sight->file, &path, sight->err);
		if (result != MOW_OK)
			return result;
	}
	sight->asked = true;
	bool settled = is_settled(sight->file, &sight->exact, pattern);
	left_out->meant++;
	if (settled ? left_out->first != NULL : left_out->files++ > 0)
		return MOW_OK;
	left_out->first = arena_dup(sight->arena, sight->path->bytes, sight->path->len);
	left_out->code = set->brackets[number]                                        ? FINDING_BRACKET_PATTERN
			 : has_marks(name, path.len) != has_marks(text, strlen(text)) ? FINDING_ACCENT_PATTERN
										      : FINDING_CASE_PATTERN;
	return left_out->first != NULL ? MOW_OK : mow_fail_memory(sight->err);
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

static int see_set(struct sight *sight, struct variant_set *set)
{
	const struct lint_variants *variants = sight->variants;
	const struct lint_variants_path *path = sight->path;
	const char *folded = path->folded + variants->above;
	const struct mow_path name = {folded + variants->below, path->folded_len - variants->above - variants->below,
				      path->kind};
	MOW_AUTO(pattern_matches) matches = {0};

	if (set->count == 0)
		return MOW_OK;
	if (set->state == NULL && go_to(set, folded, variants->below) != MOW_OK)
		return mow_fail_memory(sight->err);
	if (pattern_state_is_silent(set->state))
		return MOW_OK;
	if (pattern_state_match(&matches, set->set, set->state, &name) != MOW_OK)
		return mow_fail_memory(sight->err);
	int result = MOW_OK;
	for (size_t i = 0; i < matches.count && result == MOW_OK; i++)
		result = see_one(sight, set, matches.items[i]);
	return result;
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

int lint_variants_see(struct lint_variants *variants, const struct lint_variants_path *path, struct arena *arena,
		      struct mow_error *err)
{
	struct sight sight = {.variants = variants, .file = variants->file, .path = path, .arena = arena, .err = err};
	int result = path->same ? MOW_OK : see_set(&sight, &variants->plain);

	if (result == MOW_OK)
		result = see_set(&sight, &variants->changed);
	pattern_matches_release(&sight.exact);
	return result;
}
