#include "convert/folders.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "convert/names.h"
#include "convert/write.h"
#include "rules/read/read.h"
#include "rules/keys.h"
#include "rules/rules.h"

void folders_release(struct folders *folders)
{
	for (size_t i = 0; i < folders->areas.count; i++)
		free(folders->areas.items[i].patterns.items);
	free(folders->areas.items);
	map_release(&folders->numbers);
	map_release(&folders->names);
	map_release(&folders->patterns);
	free(folders->found.items);
	number_set_release(&folders->seen);
	arena_release(&folders->arena);
}

/* ---- Areas --------------------------------------------------------------------------------------------------------- */

/* A folder at hand: the beginning of a path, with its slash. */
struct folder {
	const char *path;
	size_t len;  /* of the path */
	size_t name; /* where its own name begins */
	const struct kind *kind;
};

static size_t name_len(const struct folder *folder)
{
	return folder->len - folder->name - 1;
}

/* "localisation-de", "lead-reply-drafter", "lead-reply-drafter-rules", each once. */
static const char *area_name(struct folders *folders, const struct kind *kind, const char *part)
{
	MOW_AUTO(buf) text = BUF_INIT;
	bool behind = kind->form == KIND_JOB;

	buf_adds(&text, behind ? part : kind->name);
	if (text.len > 0 && part[0] != '\0')
		buf_addc(&text, '-');
	buf_adds(&text, behind ? kind->name : part);
	const char *name = text.failed ? NULL : names_take(&folders->names, &folders->arena, text.data, text.len);
	folders->failed |= name == NULL;
	return name;
}

static void add_key(struct buf *out, const struct kind *kind, const char *part, size_t len)
{
	buf_addf(out, "%d %s ", (int)kind->form, kind->name);
	buf_add(out, part, len);
}

static void add_area(struct folders *folders, const struct kind *kind, const char *part)
{
	const char *name = part != NULL ? area_name(folders, kind, part) : NULL;

	if (name == NULL || array_reserve(&folders->areas, 1))
		folders->failed = true;
	else
		folders->areas.items[folders->areas.count++] =
			(struct folders_area){.kind = kind, .name = name, .part = part};
}

/* The area of a kind, and of a part of it, which it may be new for; NULL: there are too many, or no memory. */
static struct folders_area *find_area(struct folders *folders, const struct kind *kind, const char *part, size_t len)
{
	MOW_AUTO(buf) key = BUF_INIT;
	size_t number = folders->areas.count;

	add_key(&key, kind, part, len);
	if (!key.failed && map_get(&folders->numbers, key.data, key.len, &number))
		return &folders->areas.items[number];
	if (number == FOLDERS_AREAS_MAX || folders->finding)
		return NULL;
	const char *kept = key.failed ? NULL : arena_dup(&folders->arena, key.data, key.len);
	add_area(folders, kind, kept != NULL ? arena_dup(&folders->arena, part, len) : NULL);
	if (number == folders->areas.count || map_put(&folders->numbers, kept, key.len, number))
		folders->failed = true;
	return number < folders->areas.count ? &folders->areas.items[number] : NULL;
}

/* Appends a path as a pattern: nothing in it is a wild card, or begins a comment. */
static void add_literal(struct buf *out, const char *path, size_t len)
{
	MOW_AUTO(buf) literal = BUF_INIT;

	for (size_t i = 0; i < len; i++) {
		if (strchr("*?[\\", path[i]) != NULL)
			buf_addc(&literal, '\\');
		buf_addc(&literal, path[i]);
	}
	write_text(out, literal.data, literal.len);
	out->failed = out->failed || literal.failed;
}

static void note_found(struct folders *folders, size_t area)
{
	if (!number_set_add(&folders->seen, area))
		return;
	if (array_reserve(&folders->found, 1))
		folders->failed = true;
	else
		folders->found.items[folders->found.count++] = area;
}

static void add_pattern(struct folders *folders, struct folders_area *area, const struct folder *folder,
			const char *behind)
{
	MOW_AUTO(buf) key = BUF_INIT;

	if (area == NULL)
		return;
	if (folders->finding) {
		note_found(folders, (size_t)(area - folders->areas.items));
		return;
	}
	buf_addf(&key, "%s", area->name);
	size_t start = key.len + 1;
	buf_adds(&key, " /");
	add_literal(&key, folder->path, folder->len);
	buf_adds(&key, behind);
	/* What no line can hold is left out. */
	if (!rules_is_text(key.data, key.len) || key.len - start > RULES_LINE_MAX - 1)
		return;
	if (map_get(&folders->patterns, key.data, key.len, NULL))
		return;
	const char *kept = key.failed ? NULL : arena_dup(&folders->arena, key.data, key.len);
	if (kept == NULL || array_reserve(&area->patterns, 1) || map_put(&folders->patterns, kept, key.len, 0))
		folders->failed = true;
	else
		area->patterns.items[area->patterns.count++] = kept + start;
}

/* ---- Reading a path ------------------------------------------------------------------------------------------------ */

/* What lies in a part, a file or a folder: which of its jobs it belongs to. */
static void add_jobs(struct folders *folders, const struct folder *part, const struct folder *thing)
{
	size_t len = thing->len - thing->name - (thing->path[thing->len - 1] == '/');
	const struct kind *job = NULL;

	while (len > 0 && (job = kind_next_job(job, part->kind, thing->path + thing->name, len)) != NULL)
		add_pattern(folders, find_area(folders, job, part->path + part->name, name_len(part)), thing, "");
}

/* A folder in one of KIND_EACH; the path goes on behind it up to `len`. */
static void add_part(struct folders *folders, const struct folder *part, size_t len)
{
	const char *slash = memchr(part->path + part->len, '/', len - part->len);
	const struct folder thing = {
		.path = part->path, .len = slash != NULL ? (size_t)(slash - part->path) + 1 : len, .name = part->len};

	add_pattern(folders, find_area(folders, part->kind, part->path + part->name, name_len(part)), part, "");
	add_jobs(folders, part, &thing);
}

/* A file below a folder of a kind. */
static void add_file(struct folders *folders, const struct folder *top, const char *name, size_t len)
{
	const struct kind *kind = kind_of_file(name, len, top->kind);
	MOW_AUTO(buf) behind = BUF_INIT;

	if (kind == NULL)
		return;
	buf_addf(&behind, "**/%s*", kind->words);
	add_pattern(folders, find_area(folders, kind, "", 0), top, behind.data);
	folders->failed = folders->failed || behind.failed;
}

/* The folder at the top that no kind claims, unless it is hidden: what those hold mostly belongs to [rules]. */
static void add_plain(struct folders *folders, const char *path, size_t len)
{
	const char *slash = memchr(path, '/', len);

	if (slash == NULL || path[0] == '.')
		return;
	const struct folder folder = {.path = path, .len = (size_t)(slash - path) + 1};
	add_pattern(folders, find_area(folders, &kind_plain, path, name_len(&folder)), &folder, "");
}

/* The next folder of the path; false: its last component is left. */
static bool next_folder(struct folder *folder, size_t len)
{
	const char *slash = memchr(folder->path + folder->len, '/', len - folder->len);

	if (slash == NULL)
		return false;
	folder->name = folder->len;
	folder->len = (size_t)(slash - folder->path) + 1;
	return true;
}

/* Below a folder of a kind one more can be special, or each. Hidden ones are none of these. */
static void walk(struct folders *folders, struct folder *top, struct folder *folder, size_t len)
{
	while (next_folder(folder, len) && folder->path[folder->name] != '.') {
		folder->kind = kind_of_folder(folder->path + folder->name, name_len(folder), top->kind);
		bool below = top->kind != NULL;
		if (folder->kind == NULL && below && top->kind->form == KIND_EACH) {
			folder->kind = kind_of_part(top->kind);
			add_part(folders, folder, len);
			return;
		}
		if (folder->kind == NULL)
			continue;
		add_pattern(folders, find_area(folders, folder->kind, "", 0), folder, "");
		if (below)
			return;
		*top = *folder;
	}
}

void folders_add(struct folders *folders, const char *path, size_t len)
{
	struct folder folder = {.path = path};
	struct folder top = {.path = path};
	size_t file = len;

	while (file > 0 && path[file - 1] != '/')
		file--;
	if (folders->marketing)
		walk(folders, &top, &folder, len);
	if (top.kind != NULL)
		add_file(folders, &top, path + file, len - file);
	else
		add_plain(folders, path, len);
}

void folders_find(struct folders *folders, const char *path, size_t len)
{
	folders->finding = true;
	folders_add(folders, path, len);
	folders->finding = false;
}

/* ---- Writing ------------------------------------------------------------------------------------------------------- */

static void ask(struct buf *out, const char *key, const char *whom)
{
	buf_addf(out, "; %-11s = ?    ; %s\n", key, whom);
}

/* Jobs of a part that nothing in it was found for are asked of all of it. */
static void ask_jobs(struct buf *out, const struct folders *folders, const struct folders_area *area)
{
	const struct kind *job = NULL;

	while ((job = kind_next_job(job, area->kind, "", 0)) != NULL) {
		MOW_AUTO(buf) key = BUF_INIT;
		add_key(&key, job, area->part, strlen(area->part));
		if (!map_get(&folders->numbers, key.data, key.len, NULL))
			buf_addf(out, "; review.%s = ?    ; %s\n", job->name, job->reviews);
		out->failed = out->failed || key.failed;
	}
}

static void ask_people(struct buf *out, const struct folders *folders, const struct folders_area *area)
{
	if (area->kind->form == KIND_JOB) {
		buf_addf(out, "; review.%s = ?    ; %s\n", area->kind->name, area->kind->reviews);
		return;
	}
	bool workflow = kind_next_job(NULL, area->kind, "", 0) != NULL;
	ask(out, "accountable", workflow ? "one person, who owns the workflow" : "one person, who decides");
	if (workflow)
		ask(out, "escalate", "who decides where that person does not, such as @tomas after 3d");
	else
		ask(out, "review", area->kind->reviews != NULL ? area->kind->reviews : "who must agree, one a line");
	ask(out, "responsible", "who makes it");
	ask_jobs(out, folders, area);
}

static void write_area(struct buf *out, const struct folders *folders, const struct folders_area *area,
		       const struct suggestions *suggestions)
{
	write_section(out, area->name);
	if (area->kind->summary != NULL)
		write_key(out, "summary", area->kind->summary);
	for (size_t i = 0; i < area->patterns.count; i++)
		write_item(out, i == 0 ? "path" : NULL, area->patterns.items[i], strlen(area->patterns.items[i]));
	ask_people(out, folders, area);
	if (suggestions != NULL)
		suggestions_suggest(out, suggestions, (size_t)(area - folders->areas.items));
	if (area->kind->level != NULL)
		write_key(out, "level", area->kind->level);
}

/* Those that are below others come behind them, since the last one counts. */
static void write_areas(struct buf *out, const struct folders *folders, const struct suggestions *suggestions)
{
	for (int plain = 1; plain >= 0; plain--)
		for (size_t i = 0; i < folders->areas.count; i++) {
			const struct folders_area *area = &folders->areas.items[i];
			if ((area->kind->form == KIND_PLAIN) == plain && area->patterns.count > 0)
				write_area(out, folders, area, suggestions);
		}
}

int folders_write(struct buf *out, const struct folders *folders, const struct suggestions *suggestions)
{
	write_areas(out, folders, suggestions);
	buf_adds(out, "\n; What no area claims:\n; [otherwise]\n; accountable = ?\n");
	if (suggestions != NULL)
		suggestions_write_people(out, suggestions);
	else
		buf_adds(out, "\n; Everybody who is named above, once:\n; [people]\n"
			      "; @lena = Lena Fischer <lena@example.com>, deputy @marc\n"
			      "; [teams]\n; @legal = @greta @paul\n");
	return folders->failed || out->failed ? MOW_ENOMEM : MOW_OK;
}
