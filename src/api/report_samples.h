/* From the things that a measure counts to its figures; shared by those who count. */
#ifndef MOW_API_REPORT_SAMPLES_H
#define MOW_API_REPORT_SAMPLES_H

#include "api/report.h"

/* One thing that a figure may be of. */
struct sample {
	size_t lot, group; /* REPORT_NONE: it is of all alone */
	bool counted;      /* it is of `count`; else of `of` alone */
	int64_t value;
	struct mow_report_trace trace;
};

struct samples {
	struct mow_report *report;
	enum mow_report_measure measure;
	enum mow_report_unit unit;
	enum mow_report_gap none; /* why there is nothing; 0: NOTHING */
	enum mow_report_gap gap;  /* where there are things, and none is counted */
	struct {
		struct sample *items;
		size_t count, capacity;
	} list, divided; /* the latter: the same, as figures need them */
};
void samples_release(struct samples *samples);
MOW_AUTO_DEFINE(samples)

/* Adds one, in the order of time. */
int report_add_sample(struct samples *samples, const struct sample *sample);
/* The figure of all; those of each group; all of them, and those of each area and level. */
int report_tell_all(const struct samples *samples);
int report_tell_groups(struct samples *samples);
int report_tell_split(struct samples *samples);

#endif
