/*
 * Keys of people, and the signatures they make. OWNERS.signers is a file of OpenSSH's allowed_signers format, narrowed
 * (mowners-approvals(5)): principals are plain e-mails, `namespaces=` must list approval@mowners, no cert-authority. A
 * line:
 *
 *     EMAIL[,EMAIL…] namespaces="approval@mowners[,OTHER…]"[,valid-after="DATE"][,valid-before="DATE"]
 *         TYPE BASE64 [COMMENT]
 *
 * Fields are separated by spaces and tabs; the e-mails may stand in double quotes, the values of options must. DATE is
 * YYYYMMDD, YYYYMMDDHHMM or YYYYMMDDHHMMSS from 1970 on, with or without a final Z, and UTC both ways; a key is valid
 * from valid-after to valid-before, both included, as in OpenSSH. Blank lines and lines that begin with # (after white
 * space) say nothing.
 *
 * What signers_parse finds, FILE:LINE:COLUMN with these codes. Errors, any of which means that the file vouches for
 * nobody:
 *
 *     too-large           more than SIGNERS_FILE_MAX bytes
 *     nul                 a NUL byte
 *     private-key         a private key, its lines are passed over; also in a comment
 *     carriage-return     a CR that is not before an LF (told once)
 *     control-character   C0 but tab, DEL, C1
 *     invisible-character a line separator, a format character that OWNERS(5) refuses, a byte order mark
 *     invalid-utf8        bytes that are no UTF-8
 *     bad-principal       not a list of plain e-mails
 *     wildcard            *, ? or ! in a principal or a namespace
 *     cert-authority      the option of that name
 *     unknown-option      an option that is none of the above
 *     bad-option          an option without its value in double quotes, with a space beside it or an odd character in
 *                         it
 *     duplicate-option    an option twice in a line
 *     missing-namespaces  no namespaces=
 *     wrong-namespace     namespaces= does not list approval@mowners
 *     bad-date            valid-after or valid-before is no date
 *     reversed-dates      valid-before is not after valid-after
 *     missing-public-key  the line ends before its key
 *     key-type            a kind of key that is not known, certificates and DSA included
 *     bad-key             no base64, or not of a key of that type
 *
 * (and too-many-errors, as of OWNERS files), and the warning
 *
 *     shared              the key is listed for two people, and counts for neither
 */
#ifndef MOW_EVIDENCE_SIGNERS_SIGNERS_H
#define MOW_EVIDENCE_SIGNERS_SIGNERS_H

#include "base/file_text.h"
#include "base/findings.h"
#include "evidence/record/record.h"
#include "rules/people.h"

#define SIGNERS_NAMESPACE "approval@mowners"
#define SIGNERS_COMMITS "git" /* the namespace of commits that git signs */
#define SIGNERS_FILE_MAX ((size_t)1 << 20)
/* Seconds that ssh-keygen may take for one signature: less than any platform gives a push (policy/pusher.c), so that it
 * is named where it hangs. */
#define SIGNERS_TIMEOUT 3

struct signer {
	const char *principal;         /* an e-mail, as written; one entry for each principal of a line */
	const char *type;              /* "ssh-ed25519" */
	const char *key;               /* base64 of the blob */
	int64_t valid_from, valid_end; /* both included; INT64_MIN, INT64_MAX where open */
	unsigned line;
	bool commits;                      /* the line lists SIGNERS_COMMITS too */
	bool shared;                       /* the key is listed for two people: counts for neither */
	size_t next_of_key, next_of_email; /* the next entry of the same key, of the same e-mail; SIZE_MAX: none */
};
struct signers {
	struct signer *items;
	size_t count, capacity;
	bool broken;       /* an error was found: it vouches for nobody */
	const char *file;  /* its name in messages */
	struct map keys;   /* base64 → its first entry */
	struct map emails; /* e-mail in lower case → its first entry */
	struct arena arena;
};
void signers_release(struct signers *signers);
MOW_AUTO_DEFINE(signers)

/*
 * Reads the file; every error and warning is told to `sink` (may be NULL), in order of lines, the warnings last.
 * `rules` tell whose e-mails are one person's (NULL: each e-mail is a person). With an error the result is `broken` and
 * has no entries; the return value is 0 all the same. Returns failures of the system alone.
 */
int signers_parse(struct signers *out, const struct file_text *file, const struct rules *rules,
		  const struct mow_finding_sink *sink, struct mow_error *err);

/* Whether the person has a key that is valid at `now`. */
bool signers_has(const struct signers *signers, const struct rules *rules, size_t person, int64_t now);

/* The keys of a person at a moment. */
struct signers_of {
	const struct signers *signers;
	const struct rules *rules;
	size_t person; /* RULES_NONE: who has none */
	int64_t now;
};
/* The entry of a public key ("ssh-ed25519", base64) for any e-mail of the person, valid then; NULL. */
const struct signer *signers_find(const struct signers_of *of, const char *type, const char *key);
/* The same of whatever validity; where the person has none, whosever it is; NULL. */
const struct signer *signers_nearest(const struct signers_of *of, const char *key);

/* What verification needs beside the record. */
struct verifier {
	const struct signers *signers;
	const char *revoked; /* a KRL file's path (absolute, or from where the process runs); NULL */
	int64_t now;
	const struct rules *rules; /* whose witnesses may carry records; NULL: none may */
};
/*
 * Whether the record's signature was made over its text, in our namespace, by a key that is valid at verifier->now for
 * its `by`, or of a carried one for its witness (exactly as the file writes it), not shared, not revoked. 0 yes;
 * MOW_EDENIED no, with the reason; MOW_ENOTFOUND: no ssh-keygen; else could not tell (a KRL that cannot be read among
 * them). Whatever can be told without running ssh-keygen is told first, so that garbage costs no process. What
 * ssh-keygen then gets is a file of ours with the one entry that must have signed, in a folder of its own below TMPDIR.
 */
int signers_verify(const struct verifier *verifier, const struct record *record, struct mow_error *err);
/* The same; `err` tells why not as words that follow "it". */
int signers_check(const struct verifier *verifier, const struct record *record, struct mow_error *err);

/* A commit with the signature that it carries, and those whom it names as its author: several where an address may be
 * more than one person's. */
struct signed_commit {
	const char *payload; /* what was signed */
	size_t payload_len;
	const char *armour; /* as ssh-keygen writes it, one final LF */
	size_t armour_len;
	const char *email; /* of the author, in lower case; raw bytes otherwise */
	const size_t *people;
	size_t people_count; /* 0: nobody of the rules; then the e-mail itself must be listed */
};
/*
 * Whether the commit was signed in the namespace `git` by a key that is valid at verifier->now for its author, and
 * whose line lists that namespace. Results as of signers_verify; `err` tells why not, as words that follow "commit ID".
 */
int signers_verify_commit(const struct verifier *verifier, const struct rules *rules,
			  const struct signed_commit *commit, struct mow_error *err);

/*
 * Signs `text` with a key and appends the armour, rows of 70, one final LF. `key` is a private key's path; or the path
 * of a public key (….pub) or a literal one ("ssh-ed25519 AAAA…", with or without "key::" before it) whose private half
 * is held by an agent or, of a path, lies beside it. Asks for a passphrase on the terminal where needed.
 * MOW_ENOTFOUND: no ssh-keygen, or no such key; MOW_EINVAL: `key` is none; MOW_ESYSTEM: it could not sign; all with
 * what to do.
 */
int signers_sign(struct buf *out, const char *key, const char *text, size_t len, struct mow_error *err);

/*
 * The public half of what git's user.signingKey names (a file with or without .pub, "key::…", a literal public key):
 * "TYPE", "BASE64", into buffers that are reset first. "~/" is `home` (NULL: none). MOW_ENOTFOUND, MOW_EINVAL: no key
 * there, with what to do.
 */
int signers_public(struct buf *type, struct buf *key, const char *signing_key, const char *home, struct mow_error *err);

/* What git's user.signingKey names as signers_sign takes it: appended with "~/" as `home`. MOW_EINVAL: there is no
 * home. */
int signers_key_path(struct buf *out, const char *signing_key, const char *home, struct mow_error *err);

#endif
