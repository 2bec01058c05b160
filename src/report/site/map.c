/* The files as treemaps: by who decides, by level, by when they changed last. */
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/arena.h"
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
	const char *title;
	size_t (*of)(const struct site *site, const struct kinds *kinds, const struct site_file *file);
	struct chart_meaning meanings[OWNERS_MOST + 2];
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
	.title = "By level",
	.of = level_of,
	.meanings = {{CHART_STEP1, "lightweight"}, {CHART_STEP3, "standard"}, {CHART_STEP5, "detailed"}},
	.count = 3,
};
static const struct kinds by_age = {
	.title = "By last change",
	.of = age_of,
	.meanings = {{CHART_STEP5, "in the last 30 days"},
		     {CHART_STEP4, "in the last 90 days"},
		     {CHART_STEP2, "in the last year"},
		     {CHART_STEP1, "earlier"},
		     {CHART_NEUTRAL, "not known"}},
	.count = 5,
};

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
		out->meanings[i] = (struct chart_meaning){(enum chart_tone)(CHART_KIND1 + i), NULL};
	for (size_t i = 0; good && i < owners.count && i < OWNERS_MOST; i++) {
		out->meanings[i].text = owners.items[i].name;
		good = map_put(numbers, owners.items[i].name, strlen(owners.items[i].name), i) == 0;
	}
	free(owners.items);
	out->meanings[OWNERS_MOST] = (struct chart_meaning){CHART_KIND8, "others"};
	out->meanings[OWNERS_MOST + 1] = (struct chart_meaning){CHART_BAD, "nobody"};
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

static bool make_boxes(struct boxes *boxes, const struct lots *lots, const struct kinds *kinds)
{
	bool good = true;

	for (size_t i = 0; i < lots->list.count && good; i++) {
		const struct lot *lot = &lots->list.items[i];
		const struct chart_meaning *meaning = &kinds->meanings[lot->kind];
		unsigned depth;
		good = open_folders(boxes, &depth, lot, i > 0 ? lot - 1 : NULL);
		const char *note =
			arena_printf(&boxes->arena, "%zu %s", lot->files, lot->files == 1 ? "file" : "files");
		good = good && note != NULL &&
		       add_box(boxes, &(struct treemap_cell){.label = meaning->text,
							     .note = note,
							     .value = lot->files,
							     .depth = depth,
							     .tone = meaning->tone});
	}
	return good;
}

static void add_map(struct buf *out, const struct site *site, const struct kinds *kinds)
{
	struct chart_meaning used[OWNERS_MOST + 2];
	MOW_AUTO(lots) lots = {0};
	MOW_AUTO(boxes) boxes = {0};
	size_t count = 0;

	if (!find_lots(&lots, site, kinds) || !make_boxes(&boxes, &lots, kinds)) {
		out->failed = true;
		return;
	}
	for (size_t kind = 0; kind < kinds->count; kind++)
		for (size_t i = 0; i < lots.list.count; i++)
			if (lots.list.items[i].kind == kind) {
				used[count++] = kinds->meanings[kind];
				break;
			}
	buf_addf(out, "<section class=\"card\">\n<header><h2>%s</h2>\n", kinds->title);
	chart_legend(out, used, count);
	buf_adds(out, "</header>\n<div class=\"map\">\n");
	treemap_draw(out, &(struct treemap){kinds->title, boxes.items, boxes.count});
	buf_adds(out, "</div>\n</section>\n");
}

void site_map(struct buf *out, const struct site *site)
{
	const struct site_page page = {SITE_MAP, "What there is", "Each box as large as it has files, in its folder"};
	struct kinds by_owner = {.title = "By who decides", .of = owner_of};
	MOW_AUTO(map) numbers = {0};
	size_t unowned, files = mow_matrix_files(site->matrix, &unowned);

	out->failed = out->failed || !find_owners(&by_owner, &numbers, site);
	site_begin(out, site, &page);
	site_figure(out, files, "files", false);
	site_figure(out, unowned, "files that nobody decides about", unowned > 0);
	site_end_masthead(out);
	if (site->file_count == 0)
		buf_adds(out, "<p class=\"notice\">There are no files.</p>\n");
	if (site->file_count > 0 && !out->failed) {
		add_map(out, site, &by_owner);
		add_map(out, site, &by_level);
		add_map(out, site, &by_age);
	}
	site_end(out, &page);
}
