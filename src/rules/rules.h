/*
 * OWNERS files as data: what the reader makes of their bytes, and what the cascade works on. Pure: bytes and structs
 * in, structs out.
 *
 * A struct rules holds the root file and whatever nested files have been added to it. Strings in it are UTF-8, checked,
 * NUL-terminated, and live as long as the rules. Owners and people are numbers into its tables.
 */
#ifndef MOW_RULES_RULES_H
#define MOW_RULES_RULES_H

#include "base/arena.h"
#include "base/map.h"
#include "base/number_set.h"
#include "rules/match/pattern.h"

/* Limits. Past any of them is an error of the file that passes it, never a cut. */
#define RULES_FILE_MAX ((size_t)1 << 20) /* bytes of a file */
#define RULES_FILES_MAX 10000            /* the root file among them */
#define RULES_AREAS_MAX 100000           /* of all files */
#define RULES_PATTERNS_MAX 1000000       /* of all files */
#define RULES_LINE_MAX 198               /* bytes of a line, see OWNERS(5) */
#define RULES_MEMBERS_MAX 1000000        /* members of all teams, those of teams in teams counted again at each team */
#define RULES_COUNTED_MAX 100000000      /* people looked at for the quorums of lists with teams */
#define RULES_EMAIL_MAX 254              /* bytes of an e-mail (RFC 5321) */
#define RULES_ACCOUNT_MAX 255            /* bytes of an account's name */
#define RULES_REPOSITORY_MAX 100         /* bytes of [mowners] repository */
#define RULES_NOWHERE "fill-in.invalid"  /* domain of e-mails that reach nobody (RFC 2606), until theirs are known */
#define RULES_NONE SIZE_MAX

/* The files that the rules and the keys of people are in. */
#define RULES_OWNERS "OWNERS"
#define RULES_SIGNERS "OWNERS.signers"
/* Whether a path, or a name, is that of an OWNERS file; whether it is that or the keys beside the root file. */
bool rules_is_owners(const char *path, size_t len);
bool rules_is_source(const char *path, size_t len);

enum level { LEVEL_UNSET, LEVEL_LIGHTWEIGHT, LEVEL_STANDARD, LEVEL_DETAILED };
enum { LEVEL_COUNT = 4 };
const char *level_name(enum level level);

enum evidence_kind { EVIDENCE_SIGNED = 1, EVIDENCE_FORGE = 2, EVIDENCE_PUSHER = 4 };

/* What a level asks; its defaults or what [level NAME] and [mowners] make of it. */
struct level_rule {
	bool any; /* decided-by = any */
	bool self_approval;
	unsigned people;
	unsigned evidence; /* a set of enum evidence_kind */
	int64_t max_age;   /* seconds; 0: none */
};

/* A stretch of service or absence: days, from the first moment of `from` to before `end`; INT64_MIN and INT64_MAX where
 * open. */
struct period {
	int64_t from, end;
};

/*
 * Somebody: declared in [people], or known by an e-mail that a list names. "Lower case" is that of the ASCII letters,
 * in e-mails and accounts too.
 */
struct person {
	const char *handle;       /* lower case with "@"; NULL: known by e-mail alone */
	const char *name;         /* "Lena Fischer"; the e-mail where not declared */
	const char *emails_first; /* the first e-mail, as written */
	const char **emails;      /* lower case, the first one first */
	size_t email_count;
	const char **accounts; /* "github:lena-f", lower case */
	size_t account_count;
	const char *org;    /* NULL: not given */
	bool external, bot; /* `external` also by a team, at any depth */
	struct period service;
	struct period *away; /* in order of time; absences that touch or overlap are one */
	size_t away_count;
	size_t *deputies; /* people */
	size_t deputy_count;
	unsigned line; /* in the root file; 0: undeclared */
	size_t barred; /* a deputy who keeps this person from being accountable: an external or a bot; RULES_NONE */
};

struct team {
	const char *handle; /* lower case with "@" */
	size_t *members;    /* owners: people and teams as written, each once */
	size_t member_count;
	size_t *people; /* expanded, in order; each once, but more often where it is in for several times */
	size_t people_count;
	struct period *terms; /* of each of `people`: when they are in it; NULL: always */
	size_t size;          /* different ones of `people` */
	bool external;
	struct period service; /* when it has members at all */
	unsigned line;
	bool partial; /* for the reader: an error keeps it from knowing all its people */
};

/* An owner as a list writes it. The text is what is printed: "@handle" in lower case, or the e-mail. */
enum owner_kind { OWNER_PERSON, OWNER_TEAM };
struct owner {
	const char *text;
	enum owner_kind kind;
	size_t index; /* of the person or team */
};

struct place {
	const char *file; /* "brand/OWNERS" */
	unsigned line, column;
};

struct owner_list {
	size_t *items; /* owners, each once, as written in order */
	size_t count;
	struct place place;
};

/* A gate as one area sets it. */
struct gate {
	const char *name; /* lower case */
	unsigned need;
	size_t *of; /* owners, in order, each once */
	size_t of_count;
	const char *key;  /* "review", "review.legal" */
	const char *text; /* as written: "2 of @brand-guild" */
	struct place place;
	size_t same; /* equal in gates that are one where they meet: by name and set of owners; below rules.gate_total
		      */
};

/* A warning of lint that is known: it stays quiet until then. */
struct accept {
	enum finding_code code;
	unsigned line, column;
	int64_t end; /* the first moment after it */
	const char *reason;
};
struct accept_list {
	struct accept *items;
	size_t count;
};

/* Who may decide too once a change has waited so long. */
struct escalation {
	struct owner_list list;
	int64_t after;    /* seconds */
	const char *text; /* as written: "@ivo after 2d" */
};

/* When [freeze NAME] is in force: from `from` to before `end`, or, an embargo, before `end`. */
struct freeze {
	struct period period;
	const char *reason;      /* NULL */
	const char *allow_text;  /* as written; NULL: nobody may let anything through */
	struct owner_list allow; /* who may */
};

/* One area; also [otherwise] and [rules], which have no patterns, and [freeze NAME], which has nothing else but its
 * place and is called so: "freeze NAME". */
struct area {
	size_t number; /* its own among the areas of all files, below rules.area_total; [rules] and [otherwise] have
			  none */
	const char *name;
	const char *summary;                 /* NULL */
	struct place place;                  /* of the section line */
	size_t first_pattern, pattern_count; /* in its file */
	size_t accountable;                  /* owner; RULES_NONE */
	struct place accountable_place;
	const struct escalation *escalate; /* NULL */
	struct owner_list responsible, consulted, informed;
	struct gate *gates;
	size_t gate_count;
	enum level level;
	struct place level_place;
	int64_t confirm_end;        /* the first moment after the day of confirm-by */
	struct place confirm_place; /* line 0: unset */
	int64_t rights_end;         /* the first moment after the day of rights-until; INT64_MAX: unset */
	struct place rights_place;
	const struct freeze *freeze; /* NULL: it is none */
	struct accept_list accepts;
};

struct pattern {
	const char *text; /* with its `!` */
	size_t area;      /* in its file */
	unsigned len, line, column;
	bool exclude;
};

/* A comment behind a value that looks like more of the value, such as `; @legal`. */
struct remark {
	const char *text;
	unsigned line, column;
};

/* One OWNERS file. */
struct rules_file {
	size_t number;      /* its place among the files of the rules */
	const char *path;   /* "OWNERS", "brand/OWNERS" */
	const char *folder; /* "", "brand/" */
	size_t folder_len;
	char *text;  /* the bytes that were read, cut into strings; the file's own */
	bool broken; /* it had an error: it says nothing, and nothing below its folder can be decided */
	struct area *areas;
	size_t area_count;
	struct pattern *patterns; /* in the order of the file; the file's own */
	size_t pattern_count;
	struct remark *remarks;
	size_t remark_count;
};

/* What reading further files depends on. Private to rules/read/. */
struct rules_reading {
	bool foreign;         /* the root is of another version of the format: nested files cannot be judged */
	bool handles_unknown; /* what the root declares could not be read */
	bool any_external;    /* `external-accountable = yes`, or it could not be read */
	struct map excused;   /* handles of the root below sections that are not read: no error where they are used */
	size_t member_total, counted_total;
	unsigned suggestions; /* handles for which the nearest one was looked for */
};

struct rules {
	struct arena arena;
	bool broken; /* the root file had an error */
	/* [mowners] */
	unsigned evidence;
	enum { UNOWNED_BLOCK, UNOWNED_WARN, UNOWNED_ALLOW } unowned;
	enum level level; /* never LEVEL_UNSET */
	struct place level_place;
	bool external_accountable;
	bool proved; /* authors = proved */
	bool advise; /* mode = advise; ask rules_advise */
	/* Who must agree besides where files get another accountable owner: nobody, the new one, the former one too. */
	enum { HANDOVER_RULES, HANDOVER_ACCEPT, HANDOVER_BOTH } handover;
	const char *repository; /* NULL */
	int64_t stale_after;    /* seconds; 0 */
	const char **protect;   /* as written, in order */
	size_t protect_count;
	size_t *witnesses; /* people, bots all: who may carry a forge's approvals */
	size_t witness_count;
	struct gate override; /* who may break the glass; of_count 0: nobody */
	struct level_rule levels[LEVEL_COUNT];
	struct accept_list accepts; /* of [mowners]: for the whole file */
	struct area rules_area;     /* [rules] */
	struct area otherwise;      /* [otherwise]; has_otherwise */
	bool has_otherwise;
	/* people */
	struct person *people;
	size_t people_count, people_capacity;
	struct team *teams;
	size_t team_count, team_capacity;
	struct owner *owners;
	size_t owner_count, owner_capacity;
	struct map handles;  /* "@handle" in lower case, or e-mail → owner */
	struct map emails;   /* e-mail in lower case → person */
	struct map accounts; /* "github:NAME" in lower case → person */
	/* files: the root is files[0], which there always is */
	struct rules_file **files;
	size_t file_count, file_capacity;
	struct map folders;               /* folder ("", "brand/") → file */
	struct map gates;                 /* name and set of owners → struct gate's `same` */
	size_t gate_total;                /* different ones */
	size_t area_total, pattern_total; /* read so far, those of broken files too */
	struct map relations;             /* who is whose deputy, and who is named in which team: see relations.h */
	struct number_set *seen;          /* working memory of people.c, also under const: people, room for all */
	struct rules_reading reading;
};

/* The settings where [mowners] and [level NAME] set nothing, and what levels take from [mowners] once that is known. */
void rules_settings_init(struct rules *rules);
void rules_settings_finish_levels(struct rules *rules);

void rules_free(struct rules *rules);
MOW_AUTO_PTR_DEFINE(rules)

/*
 * Whether a path is one of those that [rules] covers; the same in parts, for those who go down a tree: an entry of a
 * folder (whose path has its final slash), and a folder where it begins that all below is covered.
 */
bool rules_covered(const char *path, size_t len);
bool rules_covered_entry(const char *folder, size_t folder_len, const char *name, size_t len);
bool rules_covered_folder(const char *path, size_t len);

/*
 * Whether [mowners] protect lists the ref (a full name). The default branch is not known here. Where the root file is
 * broken nobody can tell what it would protect, and where mowners cannot decide it blocks: then every ref is protected.
 * Never one below refs/mowners/, which has a guard of its own: approvals that needed approvals could not be given.
 */
bool rules_protects(const struct rules *rules, const char *ref);

/* Whether nothing that the rules ask for is to block (mode = advise). A root file with errors says nothing, so it does
 * not say this. */
bool rules_advise(const struct rules *rules);

#endif
