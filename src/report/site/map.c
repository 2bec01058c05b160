/* The files as treemaps: by who decides, by level, by when they changed last. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/map.h"
#include "report/chart/treemap.h"
#include "report/phrase.h"
#include "report/site/page.h"

enum { BOXES_MOST = 1500, DEPTH_MOST = TREEMAP_DEPTH - 1, OWNERS_MOST = 7 };

/* Files of a folder, or below it where that lies too deep to be shown, that are alike. */
struct lot {
	const char *folder; /* the first bytes of the path of a file */
	size_t folder_len;
	size_t kind;
	size_t files;
};

struct lots {
	struct {
		struct lot *items;
		size_t count, capacity;
	} list;
	struct map by_key; /* kind and folder → place in `list` */
	struct arena arena;
};

static void lots_release(struct lots *lots)
{
	free(lots->list.items);
	map_release(&lots->by_key);
	arena_release(&lots->arena);
}
MOW_AUTO_DEFINE(lots)

/* What files are told apart by. */
struct kinds {
	enum phrase title;
	size_t (*of)(const struct site *site, const struct kinds *kinds, const struct site_file *file);
	struct kind {
		enum chart_tone tone;
		enum phrase phrase;
		const char *text; /* in its place; NULL: the phrase */
	} kinds[OWNERS_MOST + 2];
	size_t count;
	const struct map *owners; /* → their numbers, of those that have a colour */
};

/* ---- Kinds --------------------------------------------------------------------------------------------------------- */

static size_t level_of(const struct site *site, const struct kinds *kinds, const struct site_file *file)
{
	(void)site;
	(void)kinds;
	return file->level == NULL || file->level[0] == 'l' ? 0 : file->level[0] == 's' ? 1 : 2;
}

static size_t age_of(const struct site *site, const struct kinds *kinds, const struct site_file *file)
{
	static const int64_t days[] = {30, 90, 365};
	size_t kind = 0;

	(void)kinds;
	if (file->changed == 0)
		return 4;
	while (kind < 3 && site->now - file->changed > days[kind] * CLOCK_DAY)
		kind++;
	return kind;
}

static size_t owner_of(const struct site *site, const struct kinds *kinds, const struct site_file *file)
{
	size_t number = OWNERS_MOST;

	(void)site;
	if (file->owner == NULL)
		return OWNERS_MOST + 1;
	(void)map_get(kinds->owners, file->owner, strlen(file->owner), &number);
	return number;
}

static const struct kinds by_level = {
	.title = PHRASE_SITE_BY_LEVEL,
	.of = level_of,
	.kinds = {{CHART_STEP1, 0, "lightweight"}, {CHART_STEP3, 0, "standard"}, {CHART_STEP5, 0, "detailed"}},
	.count = 3,
};
static const struct kinds by_age = {
	.title = PHRASE_SITE_BY_AGE,
	.of = age_of,
	.kinds = {{CHART_STEP5, PHRASE_SITE_AGE_30, NULL},
		  {CHART_STEP4, PHRASE_SITE_AGE_90, NULL},
		  {CHART_STEP2, PHRASE_SITE_AGE_365, NULL},
		  {CHART_STEP1, PHRASE_SITE_AGE_MORE, NULL},
		  {CHART_NEUTRAL, PHRASE_SITE_AGE_NONE, NULL}},
	.count = 5,
};

static const char *text_of(const struct site *site, const struct kind *kind)
{
	return kind->text != NULL ? kind->text : lang_phrase(site->lang, kind->phrase);
}

struct owner {
	const char *name;
	size_t files, number; /* in the order of the tree */
};

static int compare_owners(const void *one, const void *two)
{
	const struct owner *a = one, *b = two;

	if (a->files != b->files)
		return a->files > b->files ? -1 : 1;
	return a->number < b->number ? -1 : a->number > b->number;
}

/* Colours for those who decide about most files. */
static bool find_owners(struct kinds *out, struct map *numbers, const struct site *site)
{
	struct {
		struct owner *items;
		size_t count, capacity;
	} owners = {0};
	MOW_AUTO(map) places = {0};
	bool good = true;

	for (size_t i = 0; i < site->file_count && good; i++) {
		const char *name = site->files[i].owner;
		size_t place = owners.count;
		if (name == NULL)
			continue;
		good = map_take(&places, name, strlen(name), &place) == 0 && array_reserve(&owners, 1) == 0;
		if (good && place == owners.count)
			owners.items[owners.count++] = (struct owner){name, 0, place};
		if (good)
			owners.items[place].files++;
	}
	if (good && owners.count > 1)
		qsort(owners.items, owners.count, sizeof *owners.items, compare_owners);
	for (size_t i = 0; i < OWNERS_MOST; i++)
		out->kinds[i] = (struct kind){(enum chart_tone)(CHART_KIND1 + i), PHRASE_SITE_OTHERS, NULL};
	for (size_t i = 0; good && i < owners.count && i < OWNERS_MOST; i++) {
		out->kinds[i].text = owners.items[i].name;
		good = map_put(numbers, owners.items[i].name, strlen(owners.items[i].name), i) == 0;
	}
	free(owners.items);
	out->kinds[OWNERS_MOST] = (struct kind){CHART_KIND8, PHRASE_SITE_OTHERS, NULL};
	out->kinds[OWNERS_MOST + 1] = (struct kind){CHART_BAD, PHRASE_SITE_NOBODY, NULL};
	out->count = OWNERS_MOST + 2;
	out->owners = numbers;
	return good;
}

/* ---- Lots ---------------------------------------------------------------------------------------------------------- */

/* The bytes of its folder, or of the one above it at that depth. */
static size_t folder_of(const struct site_file *file, size_t depth)
{
	size_t len = 0;

	for (size_t i = 0; i < file->len && depth > 0; i++)
		if (file->path[i] == '/') {
			len = i;
			depth--;
		}
	return len;
}

/* False: no memory. */
static bool take_file(struct lots *lots, const struct site_file *file, size_t depth, size_t kind)
{
	size_t len = folder_of(file, depth), place = lots->list.count;
	char *key = arena_room(&lots->arena, len + 1);

	if (key == NULL || array_reserve(&lots->list, 1) != 0)
		return false;
	key[0] = (char)('0' + kind);
	memcpy(key + 1, file->path, len);
	if (map_take(&lots->by_key, key, len + 1, &place) != 0)
		return false;
	if (place == lots->list.count)
		lots->list.items[lots->list.count++] = (struct lot){file->path, len, kind, 0};
	lots->list.items[place].files++;
	return true;
}

/* A folder before what is in it: as if `/` came first. */
static int compare_lots(const void *one, const void *two)
{
	const struct lot *a = one, *b = two;
	size_t least = a->folder_len < b->folder_len ? a->folder_len : b->folder_len, i = 0;

	while (i < least && a->folder[i] == b->folder[i])
		i++;
	int x = i < a->folder_len ? a->folder[i] == '/' ? 0 : 1 + (unsigned char)a->folder[i] : -1;
	int y = i < b->folder_len ? b->folder[i] == '/' ? 0 : 1 + (unsigned char)b->folder[i] : -1;
	if (x != y)
		return x < y ? -1 : 1;
	return a->kind < b->kind ? -1 : a->kind > b->kind;
}

/* As deep as there are not too many boxes. False: no memory. */
static bool find_lots(struct lots *lots, const struct site *site, const struct kinds *kinds)
{
	bool good = true;

	for (size_t depth = DEPTH_MOST + 1; depth-- > 0 && good;) {
		lots_release(lots);
		*lots = (struct lots){0};
		for (size_t i = 0; i < site->file_count && good && lots->list.count <= BOXES_MOST; i++)
			good = take_file(lots, &site->files[i], depth, kinds->of(site, kinds, &site->files[i]));
		if (lots->list.count <= BOXES_MOST)
			break;
	}
	if (good && lots->list.count > 1)
		qsort(lots->list.items, lots->list.count, sizeof *lots->list.items, compare_lots);
	return good;
}

/* ---- Boxes --------------------------------------------------------------------------------------------------------- */

struct boxes {
	struct treemap_cell *items;
	size_t count, capacity;
	struct arena arena;
};

static void boxes_release(struct boxes *boxes)
{
	free(boxes->items);
	arena_release(&boxes->arena);
}
MOW_AUTO_DEFINE(boxes)

static bool add_box(struct boxes *boxes, const struct treemap_cell *cell)
{
	if (cell->label == NULL || array_reserve(boxes, 1) != 0)
		return false;
	boxes->items[boxes->count++] = *cell;
	return true;
}

static const char *name_of(struct boxes *boxes, const char *bytes, size_t len)
{
	MOW_AUTO(buf) shown = BUF_INIT;

	phrase_path(&shown, bytes, len);
	return shown.failed ? NULL : arena_dup(&boxes->arena, shown.data, shown.len);
}

/* Opens the folders of a lot that are not open after the one before it; `*depth` becomes that of what is in the last.
 */
static bool open_folders(struct boxes *boxes, unsigned *depth, const struct lot *lot, const struct lot *before)
{
	size_t start = 0;
	bool same = before != NULL, good = true;

	*depth = 0;
	for (size_t i = 0; i <= lot->folder_len && lot->folder_len > 0 && good; i++) {
		if (i < lot->folder_len && lot->folder[i] != '/')
			continue;
		same = same && i <= before->folder_len && memcmp(lot->folder, before->folder, i) == 0 &&
		       (i == before->folder_len || before->folder[i] == '/');
		if (!same)
			good = add_box(boxes,
				       &(struct treemap_cell){.label = name_of(boxes, lot->folder + start, i - start),
							      .depth = *depth});
		++*depth;
		start = i + 1;
	}
	return good;
}

static const char *note_of(struct boxes *boxes, const struct site *site, size_t files)
{
	MOW_AUTO(buf) note = BUF_INIT;

	html_count(&note, site->lang, NOUN_FILE, files);
	return note.failed ? NULL : arena_dup(&boxes->arena, note.data, note.len);
}

static bool make_boxes(struct boxes *boxes, const struct lots *lots, const struct site *site, const struct kinds *kinds)
{
	bool good = true;

	for (size_t i = 0; i < lots->list.count && good; i++) {
		const struct lot *lot = &lots->list.items[i];
		const struct kind *kind = &kinds->kinds[lot->kind];
		const char *note = note_of(boxes, site, lot->files);
		unsigned depth;
		good = open_folders(boxes, &depth, lot, i > 0 ? lot - 1 : NULL) && note != NULL &&
		       add_box(boxes, &(struct treemap_cell){.label = text_of(site, kind),
							     .note = note,
							     .value = lot->files,
							     .depth = depth,
							     .tone = kind->tone});
	}
	return good;
}

/* Of the kinds that there are. */
static void add_legend(struct buf *out, const struct site *site, const struct lots *lots, const struct kinds *kinds)
{
	struct chart_meaning used[OWNERS_MOST + 2];
	bool seen[OWNERS_MOST + 2] = {false};
	size_t count = 0;

	for (size_t i = 0; i < lots->list.count; i++)
		seen[lots->list.items[i].kind] = true;
	for (size_t i = 0; i < kinds->count; i++)
		if (seen[i])
			used[count++] = (struct chart_meaning){kinds->kinds[i].tone, text_of(site, &kinds->kinds[i])};
	chart_legend(out, used, count);
}

static void add_map(struct buf *out, const struct site *site, const struct kinds *kinds)
{
	MOW_AUTO(lots) lots = {0};
	MOW_AUTO(boxes) boxes = {0};

	if (!find_lots(&lots, site, kinds) || !make_boxes(&boxes, &lots, site, kinds)) {
		out->failed = true;
		return;
	}
	site_card(out, site, kinds->title);
	add_legend(out, site, &lots, kinds);
	buf_adds(out, "</header>\n<div class=\"map\">\n");
	treemap_draw(out, &(struct treemap){lang_phrase(site->lang, kinds->title), boxes.items, boxes.count});
	buf_adds(out, "</div>\n</section>\n");
}

void site_map(struct buf *out, const struct site *site)
{
	const struct site_page page = {SITE_MAP, lang_phrase(site->lang, PHRASE_SITE_WHAT),
				       lang_phrase(site->lang, PHRASE_SITE_BOXES)};
	struct kinds by_owner = {.title = PHRASE_SITE_BY_OWNER, .of = owner_of};
	MOW_AUTO(map) numbers = {0};
	size_t unowned, files = mow_matrix_files(site->matrix, &unowned);

	out->failed = out->failed || !find_owners(&by_owner, &numbers, site);
	site_begin(out, site, &page);
	site_figure(out, site, NOUN_FILE, files);
	site_bad_figure(out, site, NOUN_UNDECIDED, unowned);
	site_end_masthead(out);
	if (site->file_count == 0)
		site_empty(out, site, PHRASE_SITE_NO_FILES);
	if (site->file_count > 0 && !out->failed) {
		add_map(out, site, &by_owner);
		add_map(out, site, &by_level);
		add_map(out, site, &by_age);
	}
	site_end(out, site, &page);
}
