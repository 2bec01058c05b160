/*
 * What a forge knows of a request to merge (GitHub's pull request, GitLab's merge request): its head, its target, and
 * what people think of it. A file each; a row in the table below is all that the rest knows of one.
 *
 * Whatever an answer says is hostile: texts are bounded and copied, and what is not as it should be counts for nothing,
 * with the reason.
 */
#ifndef MOW_FORGE_FORGE_H
#define MOW_FORGE_FORGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "mowners.h"

#define FORGE_PAGES 100    /* of one list */
#define FORGE_SEEN 120     /* seconds that something must have been there before an approval is for it */
#define FORGE_TEXT_MAX 400 /* bytes of a name that is taken from an answer */

/* A request, and where it is. */
struct forge_place {
	const struct forge *forge;
	const char *api;     /* "https://api.github.com", without a slash at its end */
	const char *project; /* "owner/name"; on GitLab also a number */
	const char *number;  /* digits */
	const char *account; /* it is about this account, and not about a request (keys.h); NULL */
};

/* The request as it is now. Strings are the arena's. */
struct forge_request {
	const char *head;   /* a full commit id */
	const char *target; /* a branch, without refs/heads/ */
	const char *closed; /* why it cannot land any more: "is closed", "has been merged"; NULL: it is open */
	const char *author; /* the account that opened it; NULL: not known */
	const char *opened; /* since when it waits, RFC 3339; NULL: that is not known */
	int64_t turned;     /* when it last came from another target; 0: never, or the opinions say more */
	bool draft;         /* it does not wait yet */
};

enum forge_decision { FORGE_APPROVES, FORGE_STOPS };

/* What one account thinks of it, as far as it still stands. */
struct forge_opinion {
	enum forge_decision decision;
	const char *account; /* NULL: it is gone */
	const char *commit;  /* that it was given for, a full id; NULL: none is named */
	const char *made;    /* RFC 3339; NULL: not said */
	const char *source;  /* "github#7 review 77" */
	const char *why_not; /* counts for nothing: why; NULL */
	const char *base;    /* with what its maker saw the commit compared; NULL: with where it left the target */
};

struct forge_opinions {
	struct forge_opinion *items;
	size_t count, capacity;
};

/* Commits, full ids. */
struct forge_commits {
	const char **items;
	size_t count, capacity;
	bool others; /* not all of them are the author's, as the forge attributes commits */
};

/* All that was asked for. */
struct forge_answer {
	struct forge_request request;
	struct forge_opinions opinions;
	struct forge_commits commits; /* of the request; empty until they are asked for */
	struct arena arena;
};
void forge_answer_release(struct forge_answer *answer);
MOW_AUTO_DEFINE(forge_answer)

struct forge_keys;
struct forge_reader;
struct place;
struct place_environment;

/* How comments and statuses are written there (write.h). */
struct forge_writes {
	const char *account;     /* the key of an account's name: "login" */
	const char *author;      /* the key of who made a comment: "user" */
	const char *job_account; /* whose comments are that a job makes with its own token; NULL */
	void (*add_comments)(struct buf *url,
			     const struct forge_place *place); /* of the list; a new one is sent there */
	const char *page;                                      /* what follows it for the first page */
	int (*next)(struct buf *url, struct forge_reader *reader, size_t count, struct mow_error *err);
	void (*add_comment)(struct buf *url, const struct forge_place *place, int64_t id);
	const char *edit; /* "PATCH" */
	void (*add_status)(struct buf *url, const struct forge_place *place, const char *commit);
	const char *status_name; /* the key of a status's name: "context" */
	const char *outcomes[3]; /* by enum forge_outcome */
};

/* Adds to an answer. */
typedef int forge_read_fn(struct forge_answer *answer, struct forge_reader *reader, struct mow_error *err);

/* A forge. Functions fill the answer they are given, whose arena keeps the texts. */
struct forge {
	const char *name;         /* as [people] in OWNERS calls it: "github" */
	const char *title;        /* "GitHub" */
	const char *noun;         /* "pull request" */
	char sign;                /* before a request's number: '#', '!' */
	bool has_groups;          /* projects lie in groups of groups, and have numbers */
	bool has_sections;        /* its log folds by marks of its own; false: by workflow commands */
	const char *api;          /* of the one that everybody uses; NULL: there is none */
	const char *api_path;     /* of the API on a server of one's own: "/api/v1" */
	const char *refs;         /* "refs/pull/": what requests are, below their numbers */
	const char *token_header; /* "Authorization: Bearer " */
	const char *accept;
	const char *permission;             /* what the token must be allowed: "pull-requests: read" */
	const char *write_permission;       /* the same, where comments and statuses are written */
	const char *const *token_variables; /* of the forge's own, the first one first; NULL ends */
	/* What a job of its runner is about (place_job.h). */
	int (*place)(struct place *out, struct arena *arena, const struct place_environment *environment,
		     struct mow_error *err);
	forge_read_fn *request, *opinions;
	forge_read_fn *turned; /* when it last came from another target; NULL: opinions have their base */
	/* Since when it waits, if that is later than was known: since it was no draft any more, as `opened`, and where
	 * `turned` is NULL that moment; NULL: the forge does not say. */
	forge_read_fn *waiting;
	forge_read_fn *commits; /* NULL: commits have no accounts there */
	const char *number;     /* the key of a request's number: "number" */
	void (*add_open)(struct buf *url, const struct forge_place *place); /* of the first page of the open ones */
	int (*next)(struct buf *url, struct forge_reader *reader, size_t count, struct mow_error *err);
	const struct forge_writes *writes;
	/* Of the account that `reader` is about. */
	int (*keys)(struct forge_keys *keys, struct forge_reader *reader, struct mow_error *err);
};
extern const struct forge forge_github, forge_gitlab, forge_gitea;
extern const struct forge *const forges[]; /* ends with NULL */

/* The forge of a name; NULL. */
const struct forge *forge_find(const char *name);

/* With what it is asked. */
struct forge_access {
	const char *token; /* NULL: none */
	const char *ca_file, *ca_folder;
	unsigned pause; /* as of struct http_options */
};

/*
 * Asks for the request, for what people think, and for the request again: where its head or its target moved meanwhile,
 * once more from the start. `out` is empty before. Whatever failed, nothing is known: "not approved" is no failure.
 */
int forge_ask(struct forge_answer *out, const struct forge_place *place, const struct forge_access *access,
	      struct mow_error *err);

/* A moment that an answer says; INT64_MAX: not known, so it may be later than any. */
int64_t forge_moment(const char *text);

/* Asks for more, by a function of the forge; NULL: nothing. */
int forge_ask_more(struct forge_answer *answer, const struct forge_place *place, const struct forge_access *access,
		   forge_read_fn *read, struct mow_error *err);

/* "github#7" */
void forge_add_name(struct buf *out, const struct forge_place *place);

/* "github#7 review 77": where an opinion comes from; 0: it has no number. NULL: no memory. */
const char *forge_source(struct arena *arena, const struct forge_place *place, int64_t number);

/* "refs/pull/7/head": the ref that holds the head of the request. */
void forge_add_ref(struct buf *out, const struct forge_place *place);

#endif
