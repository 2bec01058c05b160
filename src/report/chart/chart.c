#include "report/chart/chart.h"

#include "report/html/html.h"

static const char *const classes[CHART_TONES] = {
	[CHART_NEUTRAL] = "neutral", [CHART_GOOD] = "good",   [CHART_WARN] = "warn",   [CHART_BAD] = "bad",
	[CHART_STEP1] = "step1",     [CHART_STEP2] = "step2", [CHART_STEP3] = "step3", [CHART_STEP4] = "step4",
	[CHART_STEP5] = "step5",     [CHART_KIND1] = "kind1", [CHART_KIND2] = "kind2", [CHART_KIND3] = "kind3",
	[CHART_KIND4] = "kind4",     [CHART_KIND5] = "kind5", [CHART_KIND6] = "kind6", [CHART_KIND7] = "kind7",
	[CHART_KIND8] = "kind8",
};

const char *chart_class(enum chart_tone tone)
{
	return classes[tone];
}

void chart_legend(struct buf *out, const struct chart_meaning *meanings, size_t count)
{
	buf_adds(out, "<ul class=\"meanings\">\n");
	for (size_t i = 0; i < count; i++) {
		buf_addf(out, "<li><svg class=\"swatch tone %s\" aria-hidden=\"true\">", chart_class(meanings[i].tone));
		buf_adds(out, "<rect width=\"100%\" height=\"100%\"/></svg> ");
		html_text(out, meanings[i].text);
		buf_adds(out, "</li>\n");
	}
	buf_adds(out, "</ul>\n");
}
