/* Part of mowners.h: what is wrong or odd in the rules. */
#ifndef MOWNERS_LINT_H
#define MOWNERS_LINT_H

#include "repo.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What mow_lint looks at; zeroed: the rules of the working tree, today. */
struct mow_lint_options {
	const char *source;         /* whose rules and files: as in mow_rules_open */
	int64_t at;                 /* the moment at which people and dates are looked at; 0: mow_repo_now */
	const char *const *without; /* who is taken for out of service: "@handle", e-mail, or a team for its members */
	size_t without_count;       /* of `without` */
	const char *const *authors; /* whether all of these together could make a change anywhere; the same forms */
	size_t author_count;        /* of `authors`; 0: that is asked of who usually makes it alone */
};

/*
 * Everything that is wrong or odd in the rules and their keys goes to `sink`: errors by file and line, then warnings,
 * the most dangerous first. Errors are no failure. `options` may be NULL. MOW_ENOTFOUND: there is no OWNERS file;
 * MOW_EINVAL: the rules, which have no error, know nobody of `without` or `authors`, and the message has the nearest.
 */
MOW_API int mow_lint(struct mow_repo *repo, const struct mow_lint_options *options, const struct mow_finding_sink *sink,
		     struct mow_error *err);

#ifdef __cplusplus
}
#endif

#endif
