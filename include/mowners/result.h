/* Part of mowners.h: what calls come to, and what they find on the way. */
#ifndef MOWNERS_RESULT_H
#define MOWNERS_RESULT_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define MOW_API __attribute__((visibility("default")))
#else
#define MOW_API
#endif

/* What a call came to. */
enum mow_result {
	MOW_OK = 0,            /* done; the outputs are filled */
	MOW_EINVAL = -1,       /* an argument that makes no sense: a revision that is none, a path outside */
	MOW_ERULES = -2,       /* OWNERS files with errors, all of them reported as findings */
	MOW_ENOTFOUND = -3,    /* what was asked for is not there */
	MOW_EGIT = -4,         /* git or libgit2 could not */
	MOW_ESYSTEM = -5,      /* the system could not: files, processes, time */
	MOW_ENOMEM = -6,       /* out of memory */
	MOW_ETOOBIG = -7,      /* past a documented limit */
	MOW_EUNSUPPORTED = -8, /* a repository or request of a kind that this version does not handle */
	MOW_EDENIED = -9 /* refused for a reason of policy: a hostile tree, a record that may not enter the store */
};

/* Bytes of a message with its NUL; a longer one is cut. */
#define MOW_ERROR_SIZE 1024

/* Why a call failed; the caller's, written only then. */
struct mow_error {
	int code;                     /* enum mow_result */
	char message[MOW_ERROR_SIZE]; /* one line of UTF-8: what, and what to do next */
};

/* How bad a finding is. */
enum mow_severity {
	MOW_ERROR,  /* wrong: an OWNERS file says nothing, and nothing below it can be decided, until it is mended */
	MOW_WARNING /* odd; it counts all the same */
};

/* What a reader or lint found; lives during the call only. */
struct mow_finding {
	enum mow_severity severity; /* how bad it is */
	const char *file;           /* "brand/OWNERS", "OWNERS.signers"; "" where there is none */
	unsigned line;              /* 0: the file as a whole */
	unsigned column;            /* 0: the line as a whole */
	const char *code;           /* a stable word: "unknown-key"; OWNERS(5) lists those of OWNERS files */
	const char *message;        /* one line: what, and what to do next */
	unsigned weight;            /* of warnings of one code, the more dangerous has more */
	const char *about;          /* what it is about, the same from day to day where `message` has numbers and
				       examples in it; NULL: `message` is */
	const char *const *in;      /* the areas or patterns that have it, where one finding stands for several */
	size_t in_count;            /* of `in`; 0: it stands for itself */
};

/* Gets each finding; `context` is the caller's. */
typedef void mow_finding_fn(const struct mow_finding *finding, void *context);

/* Where findings go; NULL in place of a pointer to one: nobody wants to know. */
struct mow_finding_sink {
	mow_finding_fn *found; /* may be NULL */
	void *context;         /* handed to it */
};

#ifdef __cplusplus
}
#endif

#endif
