/* report/chart: that the boxes of a treemap are as large as their values and never overlap, and that no text of a chart
 * becomes markup; that bars and lines lie where their values say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <string.h>

#include "report/chart/bars.h"
#include "report/chart/lines.h"
#include "report/chart/treemap.h"

enum { WHOLE = TREEMAP_WIDTH * TREEMAP_HEIGHT };

static double area_of(const struct treemap_box *box)
{
	return (double)box->width * box->height;
}

static double ratio_of(const struct treemap_box *box)
{
	double wide = (double)box->width / box->height;

	return wide > 1 ? wide : 1 / wide;
}

static bool overlap(const struct treemap_box *a, const struct treemap_box *b)
{
	return area_of(a) > 0 && area_of(b) > 0 && a->left < b->left + b->width && b->left < a->left + a->width &&
	       a->top < b->top + b->height && b->top < a->top + a->height;
}

static bool is_in(const struct treemap_box *in, const struct treemap_box *box)
{
	return in->left >= box->left && in->top >= box->top && in->left + in->width <= box->left + box->width &&
	       in->top + in->height <= box->top + box->height;
}

/* ---- Beside each other --------------------------------------------------------------------------------------------- */

struct flat {
	uint64_t values[12]; /* a zero ends them */
	double ratio;        /* no box is further from a square */
};

static const struct flat flats[] = {
	{{1}, 2},
	{{1, 1}, 1.1},
	{{6, 6, 4, 3, 2, 2, 1}, 3}, /* the example of the paper */
	{{1, 1, 1, 1, 1, 1, 1, 1, 1}, 2.2},
	{{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 2.5},
	{{100, 90, 80, 70, 60, 50, 40, 30, 20, 10}, 2.5},
	{{512, 256, 128, 64, 32, 16, 8, 4, 2, 1}, 4.2},
	{{UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX}, 2},
};

static void areas_are_values(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof flats / sizeof *flats; i++) {
		struct treemap_cell cells[12] = {{0}};
		struct treemap_box boxes[12];
		size_t count = 0;
		double sum = 0, areas = 0;
		for (; flats[i].values[count] > 0; count++) {
			cells[count].value = flats[i].values[count];
			sum += (double)cells[count].value;
		}
		assert_true(treemap_layout(boxes, cells, count));
		for (size_t j = 0; j < count; j++) {
			double wanted = (double)cells[j].value / sum * WHOLE;
			assert_true(area_of(&boxes[j]) > wanted * 0.99 && area_of(&boxes[j]) < wanted * 1.01);
			assert_true(ratio_of(&boxes[j]) < flats[i].ratio);
			for (size_t k = 0; k < j; k++)
				assert_false(overlap(&boxes[j], &boxes[k]));
			areas += area_of(&boxes[j]);
		}
		assert_true(areas == WHOLE);
	}
}

/* ---- In each other ------------------------------------------------------------------------------------------------- */

static const struct treemap_cell tree[] = {
	{.label = "brand"},
	{.label = "logo.svg", .depth = 1, .value = 30},
	{.label = "fonts", .depth = 1},
	{.label = "a.woff2", .depth = 2, .value = 10},
	{.label = "b.woff2", .depth = 2, .value = 10},
	{.label = "empty", .depth = 2},
	{.label = "press", .value = 50},
	{.label = "nothing"},
	{.label = "legal", .depth = 5}, /* in the last one, whatever it says */
	{.label = "terms.md", .depth = 9, .value = 20},
};
enum { TREE = sizeof tree / sizeof *tree };

static void families_lie_in_their_folder(void **state)
{
	static const size_t parents[TREE] = {TREE, 0, 0, 2, 2, 2, TREE, TREE, 7, 8};
	struct treemap_box boxes[TREE];

	(void)state;
	assert_true(treemap_layout(boxes, tree, TREE));
	for (size_t i = 0; i < TREE; i++) {
		if (parents[i] < TREE && i != 5)
			assert_true(is_in(&boxes[i], &boxes[parents[i]]));
		for (size_t j = 0; j < i; j++)
			assert_false(parents[i] == parents[j] && overlap(&boxes[i], &boxes[j]));
	}
	assert_true(area_of(&boxes[0]) > WHOLE * 0.41 && area_of(&boxes[0]) < WHOLE * 0.43);
	assert_true(area_of(&boxes[5]) == 0);
	/* Its name has room above what is in it. */
	assert_true(boxes[1].top >= boxes[0].top + TREEMAP_HEADING);
	assert_true(area_of(&boxes[9]) > 0);
}

/* Any tree at all: nothing outside of the whole, no leaf over another, the same each time. */
static void many_at_random(void **state)
{
	enum { COUNT = 600 };
	static struct treemap_cell cells[COUNT];
	static struct treemap_box boxes[COUNT], again[COUNT];
	const struct treemap_box whole = {0, 0, TREEMAP_WIDTH, TREEMAP_HEIGHT};
	uint32_t number = 1;

	(void)state;
	for (size_t i = 0; i < COUNT; i++) {
		number = number * 1664525 + 1013904223;
		cells[i].depth = number >> 28;
		cells[i].value = number >> (number >> 26 & 31);
	}
	assert_true(treemap_layout(boxes, cells, COUNT) && treemap_layout(again, cells, COUNT));
	assert_memory_equal(boxes, again, sizeof boxes);
	for (size_t i = 0; i < COUNT; i++) {
		assert_true(is_in(&boxes[i], &whole));
		if (i + 1 < COUNT && cells[i + 1].depth > cells[i].depth)
			continue;
		for (size_t j = 0; j < i; j++)
			assert_false(cells[j + 1].depth <= cells[j].depth && overlap(&boxes[i], &boxes[j]));
	}
}

/* ---- What is drawn ------------------------------------------------------------------------------------------------- */

static size_t count_of(const char *text, const char *part)
{
	size_t count = 0;

	for (; (text = strstr(text, part)) != NULL; text++)
		count++;
	return count;
}

static void draws_what_can_be_seen(void **state)
{
	MOW_AUTO(buf) out = BUF_INIT;

	(void)state;
	treemap_draw(&out, &(struct treemap){"Who owns what", tree, TREE});
	assert_false(out.failed);
	assert_non_null(strstr(out.data, "role=\"img\" width=\"100%\" height=\"520\" aria-label=\"Who owns what\""));
	assert_non_null(strstr(out.data, ">logo.svg</text>"));
	assert_null(strstr(out.data, "empty"));
	assert_int_equal(count_of(out.data, "<svg"), count_of(out.data, "</svg>"));
}

static void texts_stay_texts(void **state)
{
	static const char hostile[] = "</title></svg><script>alert('1')</script>\" onload=\"x\x1b\xff";
	const struct treemap_cell cells[] = {
		{.label = hostile, .note = hostile, .href = hostile, .value = 1, .tone = CHART_BAD},
		{.label = "b", .value = 1},
	};
	const struct chart_meaning meaning = {CHART_BAD, hostile};
	MOW_AUTO(buf) out = BUF_INIT;

	(void)state;
	treemap_draw(&out, &(struct treemap){hostile, cells, 2});
	chart_legend(&out, &meaning, 1);
	assert_non_null(strstr(out.data, "role=\"group\""));
	assert_null(strstr(out.data, "<script"));
	assert_null(strstr(out.data, "\" onload"));
	assert_null(strchr(out.data, '\x1b'));
	assert_int_equal(count_of(out.data, "\\x1B\\xFF"), 7);
}

static void nothing_is_drawn_of_nothing(void **state)
{
	MOW_AUTO(buf) out = BUF_INIT;

	(void)state;
	treemap_draw(&out, &(struct treemap){"", NULL, 0});
	assert_false(out.failed);
	assert_int_equal(count_of(out.data, "<svg"), 1);
}

/* ---- Bars and lines ------------------------------------------------------------------------------------------------ */

struct bar {
	struct chart_part parts[3];
	uint64_t whole;
	const char *expected; /* parts of it, in this order: "x width" of each rectangle */
};

static const struct bar bars[] = {
	{{{1, CHART_GOOD}, {1, CHART_BAD}, {2, CHART_NEUTRAL}}, 4, "0.00% 25.00%;25.00% 25.00%;50.00% 50.00%;"},
	{{{1, CHART_GOOD}, {0, CHART_BAD}, {1, CHART_NEUTRAL}}, 3, "0.00% 33.33%;33.33% 33.34%;"},
	{{{0, CHART_GOOD}, {0, CHART_BAD}, {0, CHART_NEUTRAL}}, 0, ""},
	{{{9, CHART_GOOD}, {9, CHART_BAD}, {9, CHART_NEUTRAL}}, 9, "0.00% 100.00%;"}, /* never wider than all */
	{{{UINT64_MAX, CHART_GOOD}, {UINT64_MAX, CHART_BAD}, {1, CHART_NEUTRAL}}, UINT64_MAX, "0.00% 100.00%;"},
};

static void bars_are_as_long_as_values(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof bars / sizeof *bars; i++) {
		MOW_AUTO(buf) out = BUF_INIT;
		MOW_AUTO(buf) found = BUF_INIT;
		chart_bar(&out, bars[i].parts, 3, bars[i].whole);
		for (const char *at = out.data; (at = strstr(at, "<rect x=\"")) != NULL;) {
			at += strlen("<rect x=\"");
			buf_add(&found, at, strcspn(at, "\""));
			at = strstr(at, "width=\"") + strlen("width=\"");
			buf_addc(&found, ' ');
			buf_add(&found, at, strcspn(at, "\""));
			buf_addc(&found, ';');
		}
		assert_string_equal(found.data, bars[i].expected);
	}
}

static void dots_lie_within(void **state)
{
	static const int64_t values[] = {-5, 0, 50, 100, INT64_MAX};
	MOW_AUTO(buf) out = BUF_INIT;

	(void)state;
	chart_dots(&out, values, 5, 100);
	assert_int_equal(count_of(out.data, "cx=\"0.00%\""), 2);
	assert_int_equal(count_of(out.data, "cx=\"50.00%\""), 1);
	assert_int_equal(count_of(out.data, "cx=\"100.00%\""), 2);
}

static void lines_have_gaps_where_nothing_is_known(void **state)
{
	static const int64_t moments[] = {0, 50, 75, 100};
	static const char *const days[] = {"<a>", "b", "c", "d"};
	static const int values[] = {0, 500, CHART_UNKNOWN, 1000};
	const struct chart_series series = {CHART_KIND1, values};
	const struct chart_lines lines = {"\"t\"", moments, days, 4, &series, 1, "%"};
	MOW_AUTO(buf) out = BUF_INIT;

	(void)state;
	chart_lines(&out, &lines);
	assert_non_null(strstr(out.data, "x1=\"1.00%\" y1=\"172.0\" x2=\"50.00%\" y2=\"92.0\""));
	assert_int_equal(count_of(out.data, "<line x1"), 1);
	assert_int_equal(count_of(out.data, "<circle"), 3);
	assert_non_null(strstr(out.data, "cx=\"99.00%\" cy=\"12.0\""));
	assert_non_null(strstr(out.data, ">&lt;a&gt;<"));
	assert_non_null(strstr(out.data, "aria-label=\"&quot;t&quot;\""));
}

static void one_moment_is_a_point(void **state)
{
	static const int64_t moment = 7;
	static const char *const day = "2026-12-01";
	static const int value = 1000;
	const struct chart_series series = {CHART_KIND1, &value};
	MOW_AUTO(buf) out = BUF_INIT;

	(void)state;
	chart_lines(&out, &(struct chart_lines){"t", &moment, &day, 1, &series, 1, "%"});
	assert_int_equal(count_of(out.data, "<circle"), 1);
	assert_non_null(strstr(out.data, "cx=\"50.00%\""));
	buf_reset(&out);
	chart_lines(&out, &(struct chart_lines){"t", NULL, NULL, 0, NULL, 0, "%"});
	assert_int_equal(count_of(out.data, "<circle"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(areas_are_values),
		cmocka_unit_test(families_lie_in_their_folder),
		cmocka_unit_test(many_at_random),
		cmocka_unit_test(draws_what_can_be_seen),
		cmocka_unit_test(texts_stay_texts),
		cmocka_unit_test(nothing_is_drawn_of_nothing),
		cmocka_unit_test(bars_are_as_long_as_values),
		cmocka_unit_test(dots_lie_within),
		cmocka_unit_test(lines_have_gaps_where_nothing_is_known),
		cmocka_unit_test(one_moment_is_a_point),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
