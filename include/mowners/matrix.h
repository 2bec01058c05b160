/* Part of mowners.h: the responsibilities matrix, as the rules are and as files meet it. */
#ifndef MOWNERS_MATRIX_H
#define MOWNERS_MATRIX_H

#include "rules.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What the rows are. */
enum mow_matrix_by {
	MOW_MATRIX_AREAS,     /* the areas, with what each sets itself */
	MOW_MATRIX_EFFECTIVE, /* what files have in the end, each different thing once */
	MOW_MATRIX_PEOPLE     /* the people, with what they have to do */
};

/* What to look at; zeroed: all areas. */
struct mow_matrix_options {
	enum mow_matrix_by by; /* the rows */
	const char *under;     /* a folder, without a slash behind: only what has files below it; NULL: all */
	const struct mow_finding_sink *sink; /* gets the errors in OWNERS files; NULL */
	bool people;                         /* list the people and the folders of each row too */
};

/* The roles of somebody in a row, as bits. */
enum mow_matrix_role {
	MOW_MATRIX_DECIDES = 1,   /* is accountable */
	MOW_MATRIX_REVIEWS = 2,   /* is in a gate */
	MOW_MATRIX_MAKES = 4,     /* is responsible */
	MOW_MATRIX_CONSULTED = 8, /* is asked */
	MOW_MATRIX_INFORMED = 16  /* is told */
};

/* Somebody who has a role in a row, themself or by a team. */
struct mow_matrix_member {
	const char *label; /* "@lena"; the e-mail of somebody without a handle */
	const char *name;  /* "Lena Fischer"; NULL: [people] does not name them */
	size_t number;     /* their place among the people of the rules */
	unsigned roles;    /* enum mow_matrix_role */
	unsigned others;   /* of an area: what it does not set and they are for its files all the same */
};

/* What an area sets and something else outdoes for some of its files, as bits. */
enum mow_matrix_part {
	MOW_MATRIX_ACCOUNTABLE = 1, /* another area decides there */
	MOW_MATRIX_RESPONSIBLE = 2, /* another area says who makes it */
	MOW_MATRIX_LEVEL = 4        /* another area is stricter */
};

/* An area, also [otherwise] and [rules] at the end; or, effective, what some files have. */
struct mow_matrix_row {
	/* What the area sets, with what is NULL or empty where it sets nothing, `level` too; effective: what the files
	 * have. The path is NULL, the number 0. */
	const struct mow_owners *owners;
	size_t files;      /* tracked ones that the area matches, `rules` among them; effective: that have this */
	const char *first; /* path of the first of `files`; "" of none */
	size_t first_len;  /* its bytes */
	size_t folder_len; /* all of them lie in the folder that is the first bytes of `first`; 0: the root */
	/* Where that was asked for: teams taken apart, those in service on the day, each once. */
	const struct mow_matrix_member *people;
	size_t people_count; /* of `people` */
	/* Alike: the folders right below `under`, or the root, in which files of it lie, by their names, in the order
	 * of the tree; "" for what lies in no deeper one. */
	const char *const *folders;
	size_t folder_count; /* of `folders` */
	/* The rest is of areas alone. */
	size_t decides;                /* files about which its `accountable` decides */
	const char *summary;           /* as written; NULL */
	struct mow_place place;        /* of its section */
	const char *const *patterns;   /* as they would be written in the OWNERS file at the root */
	const unsigned *pattern_lines; /* of each, in the file of `place` */
	size_t pattern_count;          /* of `patterns`; 0 of [otherwise] and [rules] */
	unsigned outdone;              /* enum mow_matrix_part */
	/* What the area does not set and its files have all the same, all of them the same: else NULL and empty. Of the
	 * level the least strict that any of them has. */
	const char *other_accountable;     /* an owner */
	struct mow_list other_responsible; /* owners */
	const char *other_level;           /* alike */
};

/* Somebody, and what they have to do. */
struct mow_matrix_person {
	const char *label; /* "@lena"; the e-mail of somebody without a handle */
	const char *name;  /* "Lena Fischer"; NULL: [people] does not name them */
	bool in_service;   /* not before or after their time */
	size_t areas;      /* areas in which they are accountable for some file */
	size_t files;      /* files that they decide about */
	size_t gates;      /* different gates that they are in on the day, being in service; teams taken apart */
	size_t reviews;    /* files of these gates; one that is in two of them is counted twice */
	size_t only;       /* files that nobody could approve if they were not there */
};

/* A matrix. */
struct mow_matrix;

/*
 * Makes it of the tracked files: those of the rules' state of the repository, of a working tree those of its index.
 * OWNERS files are read on the way; with an error in any, MOW_ERULES. `rules` must live as long as the matrix. Without
 * rules it is empty.
 */
MOW_API int mow_matrix_new(struct mow_matrix **out, struct mow_rules *rules, const struct mow_matrix_options *options,
			   struct mow_error *err);

/* Frees it with its rows. */
MOW_API void mow_matrix_free(struct mow_matrix *matrix);

/* How many areas, or different things that files have; 0 by people. */
MOW_API size_t mow_matrix_rows(const struct mow_matrix *matrix);

/* One of them: areas in the order in which they count, effective in the order of the first files. */
MOW_API const struct mow_matrix_row *mow_matrix_row(const struct mow_matrix *matrix, size_t index);

/* How many files were looked at, and how many of them nobody is accountable for, `unowned`. */
MOW_API size_t mow_matrix_files(const struct mow_matrix *matrix, size_t *unowned);

/* How many people there are who have something to do; 0 but by people. */
MOW_API size_t mow_matrix_people(const struct mow_matrix *matrix);

/* One of them, in the order of the rules. */
MOW_API const struct mow_matrix_person *mow_matrix_person(const struct mow_matrix *matrix, size_t index);

/* Whether an owner as rows name them is a person from outside, or a bot, themself or by a team. */
MOW_API bool mow_matrix_is_external(const struct mow_matrix *matrix, const char *owner);

#ifdef __cplusplus
}
#endif

#endif
