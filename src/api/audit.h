/* An audit at work; shared by its files. */
#ifndef MOW_API_AUDIT_H
#define MOW_API_AUDIT_H

#include "api/verdict.h"
#include "base/map.h"
#include "evidence/audit/audit.h"
#include "policy/target.h"
#include "steps/past.h"

/* ---- What was found out about changes (audit_cache.c) */
enum audit_word { AUDIT_GOOD, AUDIT_OPEN, AUDIT_BAD, AUDIT_ERRORS };

struct audit_path {
	bool overridden; /* by an override; then `state` is MOW_APPROVED */
	enum mow_state state;
	const char *path;
	size_t len;
};
/* What of a change one area decides about at one level, and when that was complete. */
struct audit_part {
	const char *area; /* audit_area_label; NULL: nobody is accountable */
	enum level level;
	const char *owner; /* who is accountable, as rules name them; NULL */
	size_t files;
	bool reviews;  /* some of it needs a review */
	bool complete; /* all of it was approved, and not by an override: */
	bool word;     /* by the word of a forge or of who pushed, which counted */
	/* When the last review that it needed came, and the last of what else it needed; INT64_MIN: it needs none. */
	int64_t reviewed, decided;
};
struct audit_answer {
	enum audit_word word;
	struct audit_path *paths; /* that lacked something, or were overridden */
	size_t count, files;      /* `files`: how many lacked something */
	const char **records;     /* of overrides */
	size_t record_count;
	struct audit_part *parts; /* of what was judged by rules; in the order of the first files */
	size_t part_count;
	/* What the entry names of squashes, and was no help now: each tip once for each squash. */
	const char **missing;
	size_t missing_count;
};

/* A file in the repository's own folder (git/kept.h). */
struct audit_cache {
	struct buf bytes;   /* as it was read */
	struct map answers; /* key → where in them its answer begins */
	struct buf added;   /* more of them, to be written behind those */
};
void audit_cache_release(struct audit_cache *cache);
int audit_cache_open(struct audit_cache *out, struct repo *repo, struct mow_error *err);
/* Whether the answer is remembered; its texts are the cache's. */
bool audit_cache_find(struct audit_answer *out, const struct audit_cache *cache, const unsigned char key[DIGEST_SIZE],
		      struct arena *arena);
int audit_cache_add(struct audit_cache *cache, const unsigned char key[DIGEST_SIZE], const struct audit_answer *answer,
		    struct mow_error *err);
/* Writes what was added. That it cannot be written is no failure: it is found out again. */
void audit_cache_save(const struct audit_cache *cache, struct repo *repo);

/* ---- The chain (audit_moves.c) */
/* An entry of the chain, as far as it concerns the default branch. */
struct audit_move {
	struct oid old, new;
	struct oid entry; /* its commit */
	int64_t at;
	const char *platform, *pusher; /* NULL */
	struct oid store;              /* the tree of the store before it; zeros: none */
	const struct audit_squash *squashes;
	size_t squash_count;
	bool moves;          /* else there is nothing but `problem` in it */
	bool begun;          /* it is the first entry */
	bool refused;        /* the hooks would not have let it through */
	const char *problem; /* why it cannot be read; NULL */
};
struct audit_moves {
	struct audit_move *items; /* the newest first */
	size_t count, capacity;
	struct map by_new;  /* the newest that leads to a commit */
	struct oid present; /* the tree of the store now */
	struct oid store;   /* before the oldest entry */
	bool any;           /* there is a chain */
};

struct mow_audit {
	struct mow_repo *repo;
	struct arena arena;
	struct mow_audit_options options;
	const char *remote; /* NULL: none */
	struct target standard;
	struct oid end;   /* where the walk begins */
	bool bounded;     /* by a range: */
	struct map range; /* the commits in it */
	struct audit_moves moves;
	struct audit_cache cache;
	struct past *past;    /* what is known of commits; NULL: nobody looks there */
	const char *settings; /* what else decides: a digest of the server's own files of keys */
	struct {
		bool open;
		struct policy policy; /* what is in force at: */
		struct oid commit;
	} rules; /* of the change that was judged last (audit_rules.c) */
	struct {
		struct mow_audit_finding *items;
		size_t count, capacity;
	} findings;
	size_t changes, judged;
	bool goes_on; /* the chain, a copy, tells of more than what is here of the branch */
};

int audit_moves_read(struct mow_audit *audit, struct mow_error *err);

/* What is asked about, and the chain; nothing is looked at yet (audit.c). Freed with mow_audit_free. */
int audit_open(struct mow_audit **out, struct mow_repo *repo, const struct mow_audit_options *options,
	       struct mow_error *err);

/* ---- Judging (audit_judge.c) */
struct audit_change {
	struct oid old, new; /* zeros: nothing was there before */
	int64_t at;
	const struct audit_move *move; /* NULL: it is not noted */
	struct oid store;              /* a tree; zeros: none */
	bool unnoted;                  /* the audit goes on behind it, and knows nothing of it */
};
int audit_judge(struct audit_answer *out, struct mow_audit *audit, const struct audit_change *change,
		struct mow_error *err);
/* The debt of an override: takes the paths out of the answer that it passed and that have been replaced, or approved
 * since. `*paid`: there is no other one. */
int audit_drop_paid(bool *paid, struct mow_audit *audit, const struct audit_change *change, struct audit_answer *answer,
		    struct mow_error *err);

/* ---- What an answer depends on (audit_key.c): what is the same for all of them, found first; and of each all of it,
 * as a digest. */
int audit_settings(struct mow_audit *audit, struct mow_error *err);
int audit_key(unsigned char out[DIGEST_SIZE], const struct mow_audit *audit, const struct audit_change *change,
	      struct mow_error *err);

/* ---- Its rules (audit_rules.c) */
struct audit_rules_request {
	const struct audit_change *change;
	const struct mow_verdict *verdict; /* with its steps */
	const struct oid *rules;           /* the commit whose rules decide; zeros: none */
	int64_t now;                       /* the day on which keys must be valid */
};
/* `*out` is the audit's own, and holds until the next call. */
int audit_rules_at(struct policy **out, struct mow_audit *audit, const struct audit_rules_request *request,
		   struct mow_error *err);

/* ---- By area and level (audit_parts.c) */
/* "brand"; of an OWNERS file that is not the root's with its folder in front: "web/hero". NULL: no memory. */
const char *audit_area_label(struct arena *arena, const struct area *area);
/* Fills the parts of an answer, whose memory is the arena's. */
int audit_list_parts(struct audit_answer *out, const struct mow_verdict *verdict, struct arena *arena,
		     struct mow_error *err);

/* ---- Walking (audit_walk.c) */
/* Gets each change, the newest first. `*open`: nothing was asked of it, so that without a chain none is before it;
 * positive: no more of them. */
typedef int audit_take_fn(bool *open, const struct audit_change *change, void *context);
struct audit_visitor {
	audit_take_fn *take;
	void *context;
	bool whole; /* also what landed before the chain began */
};
int audit_walk(struct mow_audit *audit, const struct audit_visitor *visitor, struct mow_error *err);
/* A finding, with what can be told of the commit (audit_find.c). */
int audit_find(struct mow_audit *audit, const struct audit_change *change, struct mow_audit_finding finding,
	       struct mow_error *err);
int audit_find_answer(struct mow_audit *audit, const struct audit_change *change, struct audit_answer *answer,
		      struct mow_error *err);
/* Whether a change touches what is looked at. `*open`: it does not, and there were no rules before it. */
int audit_concerns(bool *out, bool *open, const struct mow_audit *audit, const struct audit_change *change,
		   struct mow_error *err);

#endif
