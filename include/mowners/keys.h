/* Part of mowners.h: the keys of people. */
#ifndef MOWNERS_KEYS_H
#define MOWNERS_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "repo.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A key as OWNERS.signers lists it for one e-mail. */
struct mow_key {
	const char *email;       /* as the file writes it */
	const char *type;        /* "ssh-ed25519"; of a security key it begins with "sk-" */
	const char *fingerprint; /* "SHA256:…", as ssh-keygen -l shows it */
	int64_t from, end;       /* when it is valid, both included; INT64_MIN, INT64_MAX: open */
	unsigned line;           /* of the file */
	bool shared;             /* listed for two people: it counts for neither */
};

/* Somebody and the keys that they have. */
struct mow_key_holder {
	const char *label;          /* "@lena"; an e-mail */
	const char *name;           /* "Lena Fischer"; NULL: [people] does not name them */
	const struct mow_key *keys; /* in the order of the file */
	size_t key_count;           /* 0: they cannot sign */
};

/* The keys of one state of the rules. */
struct mow_keys;

/*
 * Reads the rules of `source` (as in mow_rules_open) and their keys. Errors and warnings in the two files go to `sink`.
 * MOW_ENOTFOUND: there is no OWNERS file. MOW_ERULES: one of the files has errors.
 */
MOW_API int mow_keys_open(struct mow_keys **out, struct mow_repo *repo, const char *source,
			  const struct mow_finding_sink *sink, struct mow_error *err);

/* Frees them, and what they handed out. */
MOW_API void mow_keys_free(struct mow_keys *keys);

/* The name of the file: "OWNERS.signers", or what git config mowners.allowedSigners says. */
MOW_API const char *mow_keys_file(const struct mow_keys *keys);

/* How many holders there are. */
MOW_API size_t mow_keys_holders(const struct mow_keys *keys);

/* One: first those of [people] who have keys, then e-mails of nobody there, then those of [people] who have none. */
MOW_API const struct mow_key_holder *mow_keys_holder(const struct mow_keys *keys, size_t index);

/* Lines that may become lines of OWNERS.signers. */
struct mow_key_lines {
	const char *name;  /* of where they come from, in findings */
	const char *bytes; /* need not end with a NUL */
	size_t len;        /* of `bytes` */
};

/* A key that somebody is to have. */
struct mow_new_key {
	struct mow_key key; /* `line` of OWNERS.signers where it is listed, else of what was given */
	const char *label;  /* of the person, as in mow_key_holder */
	const char *name;   /* the same */
	bool listed;        /* OWNERS.signers has it for this person already */
};

/* Keys that can be added to the OWNERS.signers of the working tree. */
struct mow_keys_addition;

/*
 * Looks at lines; nothing is written. What is wrong in them goes to `sink`, with the codes of mowners-approvals(5).
 *
 *     MOW_ERULES       a line is no good one, or an OWNERS file has errors
 *     MOW_EINVAL       an e-mail of nobody, a key that somebody else has, an OWNERS.signers with errors or left out of
 *                      the working tree, no line at all, a bare repository
 *     MOW_ENOTFOUND    there is no OWNERS file
 */
MOW_API int mow_keys_addition_new(struct mow_keys_addition **out, struct mow_repo *repo,
				  const struct mow_key_lines *lines, const struct mow_finding_sink *sink,
				  struct mow_error *err);

/* Frees it; what was written stays. */
MOW_API void mow_keys_addition_free(struct mow_keys_addition *addition);

/* How many keys the lines hold; at least 1. */
MOW_API size_t mow_keys_addition_count(const struct mow_keys_addition *addition);

/* One, in the order of the lines. */
MOW_API const struct mow_new_key *mow_keys_addition_key(const struct mow_keys_addition *addition, size_t index);

/* Appends the lines that are not there yet, or makes the file; whole or not at all. MOW_EDENIED: somebody else wrote it
 * meanwhile. */
MOW_API int mow_keys_addition_write(const struct mow_keys_addition *addition, struct mow_error *err);

/* The accounts of somebody on a forge. */
struct mow_accounts {
	const char *label;           /* "@lena"; an e-mail */
	const char *email;           /* the first one of theirs, as OWNERS writes it */
	const char *const *accounts; /* "lena-f", in lower case */
	size_t account_count;        /* of `accounts`; at least 1 */
};

/*
 * Finds those of `who`, a handle or an e-mail, on `forge` ("github", "gitlab", "gitea") by the rules of the working
 * tree. Strings live as long as the repository.
 *
 *     MOW_EINVAL     OWNERS knows nobody of that name, or a team, or tells of no account there
 *     MOW_ENOTFOUND  there is no OWNERS file
 *     MOW_ERULES     it has errors
 */
MOW_API int mow_accounts_find(struct mow_accounts *out, struct mow_repo *repo, const char *forge, const char *who,
			      struct mow_error *err);

/* A public key that is to be listed. */
struct mow_key_listing {
	const char *email;   /* whose it is to be */
	const char *key;     /* "ssh-ed25519 AAAA…"; what follows that is left out */
	int64_t end;         /* the last moment when it is valid; INT64_MAX: open */
	const char *comment; /* behind the key, for people; NULL: none */
};

/* Its line of OWNERS.signers, without a line end; lives as long as the repository. MOW_EINVAL: it is no key of a kind
 * that is taken. */
MOW_API int mow_key_line(const char **line, struct mow_repo *repo, const struct mow_key_listing *listing,
			 struct mow_error *err);

/* Whether I have a key to sign with. */
enum mow_my_key_state {
	MOW_MY_KEY_NEEDLESS, /* there are no rules, or signed approvals do not count by them */
	MOW_MY_KEY_STRANGER, /* git's user.email is nobody's whom the rules know */
	MOW_MY_KEY_NONE,     /* no setting of git names a key, and no agent has one that is listed for me */
	MOW_MY_KEY_UNLISTED, /* there is one, and OWNERS.signers does not list it for anybody */
	MOW_MY_KEY_LISTED,   /* there is one, and it is listed for me and valid */
	MOW_MY_KEY_BAD       /* there is one that does not do */
};

/* The key that mow_approval_sign would take, by the rules of the working tree. */
struct mow_my_key {
	enum mow_my_key_state state; /* how that went */
	const char *person;          /* "Lena Fischer (@lena)"; NULL: NEEDLESS, STRANGER */
	const char *email;           /* git's user.email; NULL: NEEDLESS, or not set */
	const char *line;            /* UNLISTED: what is to be added to OWNERS.signers; else NULL */
	const char *problem;         /* BAD: what is wrong and what to do; else NULL */
};

/* Finds it; `home` is what ~/ in git's settings stands for. The strings live as long as the repository. */
MOW_API int mow_my_key_find(struct mow_my_key *out, struct mow_repo *repo, const char *home, struct mow_error *err);

#ifdef __cplusplus
}
#endif

#endif
