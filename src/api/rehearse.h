/* A rehearsal at work; shared by its files. */
#ifndef MOW_API_REHEARSE_H
#define MOW_API_REHEARSE_H

#include "api/rules.h"
#include "verdict/verdict.h"

/* What a kind of file comes to, with everybody there or without those who are gone. */
struct rehearsed_view {
	bool waits;
	const size_t *lacks; /* of `lacks`, where it waits */
	size_t lack_count;
	const size_t *must; /* people without whom it cannot be completed, where it does not */
	size_t must_count;
};
enum { VIEW_BEFORE, VIEW_AFTER, VIEWS };

/* Files that ask for the same and were made by the same people. */
struct rehearsed_class {
	struct step_class class;
	struct rehearsed_view views[VIEWS];
	bool mended;
};

/* The files of one class in a change. */
struct rehearsed_part {
	size_t class;
	size_t files;
	const char *path; /* of the first */
	size_t path_len;
};
struct rehearsed_change {
	struct oid old, new;
	int64_t at;
	struct rehearsed_part *parts;
	size_t part_count;
};

struct mow_rehearsal {
	struct mow_rules *rules;
	struct rules *known;
	struct repo *git;
	int64_t since, day;
	const char *target;
	struct {
		struct rehearsed_change *items;
		size_t count, capacity;
	} changes;
	struct {
		struct rehearsed_class *items;
		size_t count, capacity;
	} classes;
	struct {
		struct mow_rehearsal_lack *items;
		size_t count, capacity;
	} lacks;
	struct map lack_numbers; /* what is lacking, as text → `lacks` */
	struct {
		size_t *items; /* people of `without`, each once */
		size_t count, capacity;
	} gone;
	struct mow_rehearsal_change *waiting;
	struct mow_rehearsal_area *areas;
	struct mow_rehearsal_load *loads;
	struct mow_rehearsal_mend *mends;
	size_t waiting_count, area_count, load_count, mend_count, lack_shown, anyway;
	struct arena arena;
	const struct mow_finding_sink *sink;
	struct mow_error *err;
};

/* Finds `changes` and `classes` (rehearse_collect.c). */
int rehearse_collect(struct mow_rehearsal *rehearsal);
/* Judges all classes as people are now in the rules, and fills a view of each, and `lacks` (rehearse_judge.c). */
int rehearse_judge(struct mow_rehearsal *rehearsal, int view);
/* Whether nobody who is there can give something; whether a kind of file lacks that. */
bool rehearse_lacks(const struct class_need *need);
bool rehearse_waits(const struct judgement *judgement);
/* What came of it: `waiting`, `areas`, `loads` (rehearse_tell.c). */
int rehearse_tell(struct mow_rehearsal *rehearsal);
/* What deputies would mend (rehearse_mend.c): before rehearse_tell. */
int rehearse_mend(struct mow_rehearsal *rehearsal);

#endif
