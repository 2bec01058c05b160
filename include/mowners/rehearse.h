/* Part of mowners.h: what landed, proposed again by other rules or without somebody. */
#ifndef MOWNERS_REHEARSE_H
#define MOWNERS_REHEARSE_H

#include "rules.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What to rehearse. */
struct mow_rehearsal_options {
	int64_t since;              /* what landed on the default branch from then on */
	int64_t day;                /* who is there and which freezes hold is seen from then; 0: mow_repo_now */
	const char *const *without; /* these are gone, each a person, or a team with all its members; NULL */
	size_t without_count;       /* of `without` */
	const struct mow_finding_sink *sink; /* gets the errors in OWNERS files; NULL */
};

/* Something that nobody who is there can give. */
struct mow_rehearsal_lack {
	/* DECISION, GATE, PEOPLE, FREEZE: nobody can let it through; RIGHTS: they have ended. */
	enum mow_need_kind kind;
	/* DECISION: who is accountable, NULL: nobody is; GATE: "2 of @brand-guild"; FREEZE: its name; else NULL. */
	const char *who;
	const char
		*file;  /* the OWNERS file that asks for it, a path; NULL: a level does, or nothing says who decides */
	unsigned line;  /* where in `file`; 0 with NULL */
	size_t changes; /* that lack it */
	size_t files;   /* how many of their files do; a file that was changed twice counts twice */
};

/* A change that would have waited. */
struct mow_rehearsal_change {
	const char *old_id, *new_id;  /* of the branch */
	int64_t at;                   /* when it landed: as the audit says, else the commit's date */
	const char *author, *subject; /* of its last commit, raw; NULL: it cannot be read */
	const char *path;             /* the first file that would have waited */
	size_t path_len;              /* its bytes */
	size_t files;                 /* how many would have */
	const size_t *lacks;          /* what it lacks: places of mow_rehearsal_lack, each once */
	size_t lack_count;            /* of `lacks`, at least 1 */
	bool anyway;                  /* it would have waited with everybody there too */
	bool mended;                  /* not with the deputies of mow_rehearsal_mend */
};

/* An area in which changes would have waited. */
struct mow_rehearsal_area {
	const char *area;      /* whose `accountable` decides; NULL: nobody is accountable */
	const char *file;      /* the OWNERS file that it is in, a path; NULL with `area` */
	unsigned line;         /* where in `file`; 0 with NULL */
	size_t changes, files; /* as of struct mow_rehearsal_lack */
};

/* Somebody without whom changes cannot be completed, since no more people can give something that they lack than they
 * need. */
struct mow_rehearsal_load {
	const char *who; /* "@lena", or an e-mail */
	size_t before;   /* how many changes, with everybody there */
	size_t after;    /* how many without those who are gone; of changes that would have waited nobody counts */
};

/* The fewest deputies of somebody by whom changes would not have waited. */
struct mow_rehearsal_mend {
	const char *const *of;       /* each of them: one, or all who are gone */
	size_t of_count;             /* of `of` */
	size_t changes;              /* how many wait for what they could give, were they there and not its author */
	const char *const *deputies; /* who; the first mends most alone. May be empty */
	size_t deputy_count;         /* of `deputies` */
	size_t first;                /* how many of the changes the first one mends alone */
	size_t all;                  /* how many all of them do */
};

/* A rehearsal. */
struct mow_rehearsal;

/*
 * Takes each change that landed on the default branch as if it were proposed again on one day, by the same authors and
 * with nobody's approval yet, by the OWNERS files of `rules`: it would have waited where those who are in service and
 * not away then could not give all that one of its files needs, whoever of them approves. `rules` must live as long as
 * the rehearsal, which takes those of `without` out of service in them: nothing else is to be asked of them.
 *
 *     MOW_EINVAL     the rules know nobody of a name in `without`
 *     MOW_ERULES     an OWNERS file above something that landed has errors
 *     MOW_ENOTFOUND  which branch is the default one is not known here; nothing has landed; there are no rules
 */
MOW_API int mow_rehearsal_new(struct mow_rehearsal **out, struct mow_rules *rules,
			      const struct mow_rehearsal_options *options, struct mow_error *err);

/* Frees it with all that it tells. */
MOW_API void mow_rehearsal_free(struct mow_rehearsal *rehearsal);

/* The default branch: a full ref name. */
MOW_API const char *mow_rehearsal_target(const struct mow_rehearsal *rehearsal);

/* The day, or moment, that it was rehearsed for. */
MOW_API int64_t mow_rehearsal_day(const struct mow_rehearsal *rehearsal);

/* How many changes landed. */
MOW_API size_t mow_rehearsal_changes(const struct mow_rehearsal *rehearsal);

/* How many of them would have waited with everybody there; without `without` the same as mow_rehearsal_waiting. */
MOW_API size_t mow_rehearsal_anyway(const struct mow_rehearsal *rehearsal);

/* How many would have waited, and one of them, from the newest to the oldest. */
MOW_API size_t mow_rehearsal_waiting(const struct mow_rehearsal *rehearsal);
/* The change of that number. */
MOW_API const struct mow_rehearsal_change *mow_rehearsal_change(const struct mow_rehearsal *rehearsal, size_t index);

/* What they lack: `*count` of them, what most changes lack first. */
MOW_API const struct mow_rehearsal_lack *mow_rehearsal_lacks(const struct mow_rehearsal *rehearsal, size_t *count);

/* Where: `*count` of them, the one with most changes first. */
MOW_API const struct mow_rehearsal_area *mow_rehearsal_areas(const struct mow_rehearsal *rehearsal, size_t *count);

/* On whom changes depend: `*count` of them, the one with most after first. */
MOW_API const struct mow_rehearsal_load *mow_rehearsal_loads(const struct mow_rehearsal *rehearsal, size_t *count);

/* What deputies would mend: `*count` of them, of those in `without`, or, with everybody there, of accountable owners;
 * the one for whom most changes wait first. */
MOW_API const struct mow_rehearsal_mend *mow_rehearsal_mends(const struct mow_rehearsal *rehearsal, size_t *count);

#ifdef __cplusplus
}
#endif

#endif
