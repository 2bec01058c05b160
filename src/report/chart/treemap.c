/* Where the boxes of a treemap lie. */
#include "report/chart/treemap.h"

#include <stdlib.h>

#include "base/cleanup.h"

/* A cell in the tree, whose root is no cell: number 0 there, cell i is number i + 1. */
struct node {
	size_t number, parent;
	double sum;
};
struct family {
	size_t first, count; /* of nodes in the order below */
};
struct tree {
	struct node *nodes;        /* all but the root: by parent, then from the largest down */
	struct family *families;   /* of each number */
	struct treemap_box *boxes; /* of each cell */
};

static void tree_release(struct tree *tree)
{
	free(tree->nodes);
	free(tree->families);
}
MOW_AUTO_DEFINE(tree)

/* ---- The tree ------------------------------------------------------------------------------------------------------ */

static void find_parents(struct tree *tree, const struct treemap_cell *cells, size_t count)
{
	size_t open[TREEMAP_DEPTH]; /* the numbers of those that the next cell may be in, each in the one before it */
	size_t depth = 0;

	for (size_t i = 0; i < count; i++) {
		bool leaf = i + 1 == count || cells[i + 1].depth <= cells[i].depth;
		while (depth > 0 && cells[open[depth - 1] - 1].depth >= cells[i].depth)
			depth--;
		size_t parent = depth > 0 ? open[depth - 1] : 0;
		tree->nodes[i] = (struct node){i + 1, parent, leaf ? (double)cells[i].value : 0};
		if (depth + 1 < TREEMAP_DEPTH)
			open[depth++] = i + 1;
	}
	for (size_t i = count; i-- > 0;)
		if (tree->nodes[i].parent > 0)
			tree->nodes[tree->nodes[i].parent - 1].sum += tree->nodes[i].sum;
}

static int compare_nodes(const void *one, const void *two)
{
	const struct node *a = one, *b = two;

	if (a->parent != b->parent)
		return a->parent < b->parent ? -1 : 1;
	if (a->sum < b->sum || a->sum > b->sum)
		return a->sum > b->sum ? -1 : 1;
	return a->number < b->number ? -1 : 1;
}

/* What has no value is in no family. */
static void find_families(struct tree *tree, size_t count)
{
	qsort(tree->nodes, count, sizeof *tree->nodes, compare_nodes);
	for (size_t i = count; i-- > 0;)
		if (tree->nodes[i].sum > 0) {
			struct family *family = &tree->families[tree->nodes[i].parent];
			family->first = i;
			family->count++;
		}
}

/* ---- Rows ---------------------------------------------------------------------------------------------------------- */

/* Those of a family from `from` to before `to`, side by side along the shorter side of what is left. */
struct row {
	size_t from, to;
	double sum;
};

/* How far the least square of a row's boxes is from a square: the ratio of its sides, 1 and more. */
static double worst_ratio(const struct node *nodes, const struct row *row, double side, double scale)
{
	double area = row->sum * scale, square = area * area / (side * side);
	double large = nodes[row->from].sum * scale / square, small = square / (nodes[row->to - 1].sum * scale);

	return large > small ? large : small;
}

/* The row that comes next: as many as make it no worse. */
static struct row find_row(const struct node *nodes, size_t from, size_t end, double side, double scale)
{
	struct row row = {from, from + 1, nodes[from].sum};

	while (row.to < end) {
		const struct row longer = {from, row.to + 1, row.sum + nodes[row.to].sum};
		if (worst_ratio(nodes, &longer, side, scale) > worst_ratio(nodes, &row, side, scale))
			break;
		row = longer;
	}
	return row;
}

/* A part of a length, in whole units: where one ends is where the next one begins. */
static int part_of(int length, double part, double whole)
{
	int found = (int)(length * (part / whole) + 0.5);

	return found < length ? found : length;
}

/* Cuts a row off the box `left`, of which `rest` is what all that is still to lie in it sums up to. */
static void place_row(struct tree *tree, const struct row *row, struct treemap_box *left, double rest)
{
	bool upright = left->width >= left->height;
	int length = upright ? left->height : left->width;
	int thick = part_of(upright ? left->width : left->height, row->sum, rest), begin = 0;
	double sum = 0;

	for (size_t i = row->from; i < row->to; i++) {
		sum += tree->nodes[i].sum;
		int end = i + 1 == row->to ? length : part_of(length, sum, row->sum);
		tree->boxes[tree->nodes[i].number - 1] =
			upright ? (struct treemap_box){left->left, left->top + begin, thick, end - begin}
				: (struct treemap_box){left->left + begin, left->top, end - begin, thick};
		begin = end;
	}
	if (upright) {
		left->left += thick;
		left->width -= thick;
	} else {
		left->top += thick;
		left->height -= thick;
	}
}

static void place_family(struct tree *tree, const struct family *family, struct treemap_box left)
{
	size_t end = family->first + family->count;
	double rest = 0;

	for (size_t i = family->first; i < end; i++)
		rest += tree->nodes[i].sum;
	for (size_t at = family->first; at < end && left.width > 0 && left.height > 0;) {
		double scale = (double)left.width * left.height / rest;
		int side = left.width < left.height ? left.width : left.height;
		const struct row row = find_row(tree->nodes, at, end, side, scale);
		/* What is left after rounding goes to the last. */
		place_row(tree, &row, &left, row.to == end ? row.sum : rest);
		rest -= row.sum;
		at = row.to;
	}
}

/* ---- All of it ----------------------------------------------------------------------------------------------------- */

bool treemap_has_heading(const struct treemap_box *box)
{
	return box->width >= 500 && box->height >= 2 * TREEMAP_HEADING;
}

/* Where what is in a box may lie. */
static struct treemap_box inside(const struct treemap_box *box)
{
	if (!treemap_has_heading(box))
		return *box;
	return (struct treemap_box){box->left + TREEMAP_PADDING, box->top + TREEMAP_HEADING,
				    box->width - 2 * TREEMAP_PADDING, box->height - TREEMAP_HEADING - TREEMAP_PADDING};
}

bool treemap_layout(struct treemap_box *boxes, const struct treemap_cell *cells, size_t count)
{
	MOW_AUTO(tree) tree = {calloc(count + 1, sizeof *tree.nodes), calloc(count + 1, sizeof *tree.families), boxes};

	if (tree.nodes == NULL || tree.families == NULL)
		return false;
	for (size_t i = 0; i < count; i++)
		boxes[i] = (struct treemap_box){0, 0, 0, 0};
	find_parents(&tree, cells, count);
	find_families(&tree, count);
	place_family(&tree, &tree.families[0], (struct treemap_box){0, 0, TREEMAP_WIDTH, TREEMAP_HEIGHT});
	for (size_t i = 0; i < count; i++)
		place_family(&tree, &tree.families[i + 1], inside(&boxes[i]));
	return true;
}
