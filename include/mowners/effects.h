/* Part of mowners.h: what a change of the rules does, between any two states of them. */
#ifndef MOWNERS_EFFECTS_H
#define MOWNERS_EFFECTS_H

#include "rules.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What a change of OWNERS files and keys does to files, the worst first. */
enum mow_effect_kind {
	MOW_EFFECT_UNPROTECTED,   /* refs that match `before` need no approval any more */
	MOW_EFFECT_KEY_FURTHER,   /* `after`, e-mails that had a key, get another one */
	MOW_EFFECT_OPEN,          /* nobody decides any more, and nobody has to: `before` did, `after` is why */
	MOW_EFFECT_UNOWNED,       /* nobody decides any more; `before` did */
	MOW_EFFECT_GATE_LOST,     /* `before` need not agree any more */
	MOW_EFFECT_GATE_LOWER,    /* fewer people of a gate must agree */
	MOW_EFFECT_LEVEL_LOWER,   /* a less strict level */
	MOW_EFFECT_RULE_LOWER,    /* a setting asks for less: "people = 2", then "people = 1" */
	MOW_EFFECT_DECIDER,       /* somebody else decides */
	MOW_EFFECT_DECIDER_JOIN,  /* `after`, people, can decide too, where `before` did */
	MOW_EFFECT_GATE_JOIN,     /* `after`, people, can agree in the gate `before` too; of no files: can override */
	MOW_EFFECT_KEY_FIRST,     /* `after`, e-mails, get a first key */
	MOW_EFFECT_DECIDER_LEAVE, /* `after`, people, can decide no more where `before` does */
	MOW_EFFECT_GATE_LEAVE,    /* `after`, people, can agree in the gate `before`, or override, no more */
	MOW_EFFECT_KEY_LOST,      /* keys of `before`, e-mails, count no more */
	MOW_EFFECT_LEVEL_HIGHER,  /* a stricter level */
	MOW_EFFECT_RULE_HIGHER,   /* a setting asks for more */
	MOW_EFFECT_GATE_HIGHER,   /* more people of a gate must agree */
	MOW_EFFECT_GATE_GAINED,   /* `after` must agree */
	MOW_EFFECT_OWNED,         /* somebody decides, where nobody did */
	MOW_EFFECT_PROTECTED,     /* refs that match `after` need approval too */
	MOW_EFFECT_RESPONSIBLE,   /* others make it */
	MOW_EFFECT_CONSULTED,     /* others are asked */
	MOW_EFFECT_INFORMED       /* others are told */
};

/* One thing that becomes of some files. */
struct mow_effect {
	enum mow_effect_kind kind; /* what becomes of them */
	const char *before; /* an owner, a gate or setting as the rules write it, a level; NULL: there was none */
	const char *after;  /* alike, or people: "@tom, tess@example.com as @lena"; NULL: there is none */
	/* Of a role: "accountable", "review", "responsible", "consulted", "informed"; else NULL, and nothing here is
	 * set. */
	const char *role;
	const char *gate;             /* of "review": its name, in lower case */
	unsigned need_old, need_new;  /* alike: how many must agree; 0: there is no such gate */
	struct mow_list lost, gained; /* owners as the rules write them; `place` is nowhere */
	/* Where that was asked for: whom these mean, teams taken apart, those in service; or who leaves or joins them.
	 */
	struct mow_people lost_people, gained_people;
	bool rules;        /* it concerns who can change the rules themselves */
	size_t files;      /* of how many; 0: of refs, or of whatever files come */
	const char *first; /* the path of the first of them; "" of none */
	size_t first_len;  /* its bytes */
	size_t folder_len; /* all of them lie in the folder that is the first bytes of `first`; 0: the root */
	const struct mow_path
		*paths; /* `files` of them, in the order of git ls-tree -r, where that was asked for; NULL */
};

/* Which two states. */
struct mow_effects_options {
	const char *old_rev;                     /* a revision, or ":" for the index */
	const char *new_rev;                     /* alike; NULL: the working tree (HEAD where there is none) */
	const struct mow_finding_sink *old_sink; /* gets the errors in the files of the old state; NULL */
	const struct mow_finding_sink *new_sink; /* alike, of the new one */
	bool lists;                              /* list the paths of all files, and people beside owners */
};

/* What becomes of the files. */
struct mow_effects;

/*
 * Resolves each file of the old state by the OWNERS files of both, at the moment of the repository: what
 * mow_verdict_effects says of a change. Keys are among it.
 *
 *     MOW_EINVAL    a revision that is none
 *     MOW_ENOTFOUND there are no rules in the old state, so that all that the new ones say is new
 *     MOW_ERULES    errors in the OWNERS files of either
 */
MOW_API int mow_effects_new(struct mow_effects **out, struct mow_repo *repo, const struct mow_effects_options *options,
			    struct mow_error *err);

/* Frees them. */
MOW_API void mow_effects_free(struct mow_effects *effects);

/* `*count` of them, the worst first; of a kind what concerns most files. */
MOW_API const struct mow_effect *mow_effects_all(const struct mow_effects *effects, size_t *count);

#ifdef __cplusplus
}
#endif

#endif
