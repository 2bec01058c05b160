/* Part of mowners.h: what waits for somebody, and what comes on which day. */
#ifndef MOWNERS_AGENDA_H
#define MOWNERS_AGENDA_H

#include "verdict.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What is asked for; zeroed: all that waits, and all that is still to come. */
struct mow_agenda_options {
	const char *owner; /* only what concerns this person, also through teams, or anybody of this team; NULL */
	int64_t before;    /* only what begins before that moment; 0: any */
	const struct mow_finding_sink *sink; /* gets the errors in OWNERS files; NULL */
	bool verdicts;                       /* keep those on requests: what each lacks, and of whom */
};

/* What is to be done, or comes. */
enum mow_agenda_kind {
	MOW_AGENDA_REQUEST, /* somebody has asked for approval of a change, and it is not complete */
	MOW_AGENDA_DEBT,    /* an override let a change through, and its owners have not approved it since */
	MOW_AGENDA_CONFIRM, /* the ownership of an area is to be confirmed (confirm-by) */
	MOW_AGENDA_RIGHTS,  /* rights to use files end (rights-until), or have ended and the files are still there */
	MOW_AGENDA_SERVICE, /* the service of a person, or the membership of a team, ends */
	MOW_AGENDA_FREEZE,  /* a freeze is in force, or comes */
	MOW_AGENDA_EMBARGO  /* an embargo opens */
};

/* One thing. Where it has days, `from` and `end` are first moments of days; where it has a moment, they are equal. */
struct mow_agenda_item {
	enum mow_agenda_kind kind; /* what it is */
	/* From then, to before `end`: the freeze; else the last day, and of an embargo the day when it opens. REQUEST,
	 * DEBT: both when it was asked, or landed; it has waited since. */
	int64_t from, end;
	bool overdue; /* CONFIRM, RIGHTS: that day is over */
	/* The area; the freeze without "freeze"; the person or team, "@kai"; the id of the record; the id of the commit
	 * that landed. */
	const char *name;
	const char
		*file; /* CONFIRM, RIGHTS, FREEZE, EMBARGO, SERVICE: the OWNERS file that says so, a path; else NULL */
	unsigned line; /* where in `file`; 0 with NULL */
	/* Raw: the reason of the request or freeze, the first line of the commit's message, the name of the person;
	 * NULL
	 */
	const char *text;
	/* Whom it waits for, owners and people: who decides; who lets a change through a freeze; the person or team
	 * itself; REQUEST: the smallest set of present people that would complete it. May be empty. */
	const char *const *who;
	size_t who_count; /* of `who` */
	/* Whom it concerns, as they are called: the people of `who` on the day, teams taken apart; REQUEST: also all
	 * who can give something that it lacks, and who asked. */
	const char *const *people;
	size_t people_count; /* of `people`, each once */
	const char *by;      /* REQUEST: who asked, "@lena" or an e-mail; else NULL */
	const char *target;  /* REQUEST: a full ref name; else NULL */
	const char *old_id;  /* DEBT: of the branch before; else NULL */
	const char *path;    /* REQUEST, DEBT, RIGHTS: the first of the files; else NULL */
	size_t path_len;     /* its bytes */
	size_t files;        /* how many files it is about; 0 without `path` */
	const struct mow_verdict
		*verdict; /* REQUEST, where that was asked for: of what has not landed yet; else NULL */
};

/* An agenda. */
struct mow_agenda;

/*
 * Makes it: of the OWNERS files of `rules`; of the records here, each request judged by the rules of the default branch
 * as if who asked had made the change; and of what landed by overrides (mow_audit_new). Where nothing tells which
 * branch is the default one, there are no requests and no debts (mow_agenda_note). `rules` must live as long as the
 * agenda.
 *
 *     MOW_EINVAL  the rules know nobody of the name `owner`
 *     MOW_ERULES  an OWNERS file has errors
 */
MOW_API int mow_agenda_new(struct mow_agenda **out, struct mow_rules *rules, const struct mow_agenda_options *options,
			   struct mow_error *err);

/* Frees it with its items. */
MOW_API void mow_agenda_free(struct mow_agenda *agenda);

/* How many things there are. */
MOW_API size_t mow_agenda_items(const struct mow_agenda *agenda);

/* One of them; in order of `from`, those of one moment by kind and name. */
MOW_API const struct mow_agenda_item *mow_agenda_item(const struct mow_agenda *agenda, size_t index);

/* The moment that it holds for. */
MOW_API int64_t mow_agenda_now(const struct mow_agenda *agenda);

/* The name that the rules give the repository, [mowners] repository; NULL: none. */
MOW_API const char *mow_agenda_repository(const struct mow_agenda *agenda);

/* Why requests and debts could not be looked for, a sentence; NULL: they were. */
MOW_API const char *mow_agenda_note(const struct mow_agenda *agenda);

#ifdef __cplusplus
}
#endif

#endif
