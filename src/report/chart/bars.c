#include "report/chart/bars.h"

enum { SCALE = 10000 }; /* the width, in hundredths of a percent */

/* How much of the scale a value takes: a whole number, no matter how large it is. */
static unsigned scaled(uint64_t value, uint64_t whole)
{
	if (value >= whole)
		return whole > 0 ? SCALE : 0;
	return (unsigned)((double)value / (double)whole * SCALE + 0.5);
}

static void add_percent(struct buf *out, const char *name, unsigned hundredths)
{
	buf_addf(out, " %s=\"%u.%02u%%\"", name, hundredths / 100, hundredths % 100);
}

void chart_bar(struct buf *out, const struct chart_part *parts, size_t count, uint64_t whole)
{
	uint64_t sum = 0;
	unsigned begin = 0;

	buf_adds(out, "<svg class=\"chart bar\" height=\"10\" aria-hidden=\"true\">");
	for (size_t i = 0; i < count; i++) {
		sum = parts[i].value < UINT64_MAX - sum ? sum + parts[i].value : UINT64_MAX;
		unsigned end = scaled(sum, whole);
		if (end == begin)
			continue;
		buf_addf(out, "<g class=\"tone %s\"><rect", chart_class(parts[i].tone));
		add_percent(out, "x", begin);
		add_percent(out, "width", end - begin);
		buf_adds(out, " height=\"10\"/></g>");
		begin = end;
	}
	buf_adds(out, "</svg>");
}

void chart_dots(struct buf *out, const int64_t *values, size_t count, uint64_t whole)
{
	buf_adds(out, "<svg class=\"chart dots\" height=\"10\" aria-hidden=\"true\">"
		      "<line x1=\"0\" x2=\"100%\" y1=\"5\" y2=\"5\"/>");
	for (size_t i = 0; i < count; i++) {
		buf_adds(out, "<circle");
		add_percent(out, "cx", scaled(values[i] > 0 ? (uint64_t)values[i] : 0, whole));
		buf_adds(out, " cy=\"5\" r=\"4\"/>");
	}
	buf_adds(out, "</svg>");
}
