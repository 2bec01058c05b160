/* Pull requests, which GitHub's API has, and Gitea's nearly as that. */
#ifndef MOW_FORGE_PULLS_H
#define MOW_FORGE_PULLS_H

#include "forge/reader.h"

/* Appends the address of the request, and `rest` behind it: "/reviews". */
void pulls_add_url(struct buf *out, const struct forge_place *place, const char *rest);

/* Of struct forge_writes: comments are those of an issue of the same number. */
void pulls_add_timeline(struct buf *out, const struct forge_place *place, const char *query);
void pulls_add_comments(struct buf *out, const struct forge_place *place);
void pulls_add_comment(struct buf *out, const struct forge_place *place, int64_t id);
void pulls_add_open(struct buf *out, const struct forge_place *place, const char *query);
void pulls_add_status(struct buf *out, const struct forge_place *place, const char *commit);

/* A `request` of struct forge. */
int pulls_request(struct forge_answer *answer, struct forge_reader *reader, struct mow_error *err);

/* A review's decision in the words of the forge. */
enum pulls_state {
	PULLS_OTHER,     /* a comment, a draft, a request: changes nothing of what its author thinks */
	PULLS_APPROVED,  /* approves */
	PULLS_CHANGES,   /* asks for changes */
	PULLS_DISMISSED, /* nothing is left of it, nor of what its author thought before */
};

/*
 * The reviews, all pages in order: of each account the last one that decides. `state` reads one, `next` finds the next
 * page (reader.h).
 */
struct pulls_reviews {
	const char *url;
	enum pulls_state (*state)(const json_t *review);
	int (*next)(struct buf *url, struct forge_reader *reader, size_t count, struct mow_error *err);
};
int pulls_opinions(struct forge_answer *answer, struct forge_reader *reader, const struct pulls_reviews *reviews,
		   struct mow_error *err);

/* What has happened to the request, all pages: whether it was given another target. */
struct pulls_events {
	const char *query;        /* of the address of the first page: "?per_page=100" */
	const char *key;          /* of what has happened: "event" */
	const char *const *turns; /* that it was given another target; NULL ends */
	int (*next)(struct buf *url, struct forge_reader *reader, size_t count, struct mow_error *err);
};
int pulls_turned(struct forge_answer *answer, struct forge_reader *reader, const struct pulls_events *events,
		 struct mow_error *err);

/* The commits of the request, all pages, and whether all of them are its author's. */
struct pulls_list {
	const char *rest; /* of the address of the first page: "/commits?per_page=100" */
	int (*next)(struct buf *url, struct forge_reader *reader, size_t count, struct mow_error *err);
};
int pulls_commits(struct forge_answer *answer, struct forge_reader *reader, const struct pulls_list *from,
		  struct mow_error *err);

#endif
