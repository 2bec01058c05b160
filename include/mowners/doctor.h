/* Part of mowners.h: what of a server's state decides whether its hooks hold. */
#ifndef MOWNERS_DOCTOR_H
#define MOWNERS_DOCTOR_H

#include "repo.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The symbolic refs among branches and tags, sorted: each with the full name of what it stands for in the place of a
 * tip. A push to one is judged as a push to that. */
MOW_API int mow_repo_each_alias(struct mow_repo *repo, mow_ref_fn *each, void *context, struct mow_error *err);

/* The refs, sorted, that git takes for a protected branch or tag where somebody says its short name alone, or where
 * case is folded: each with the full name of what it hides in the place of a tip. A push of one is refused; these were
 * there before the hooks. */
MOW_API int mow_repo_each_shadow(struct mow_repo *repo, mow_ref_fn *each, void *context, struct mow_error *err);

/* When the server's clock last noted something, in the audit (mowners-audit(5)). MOW_ENOTFOUND: it has none. */
MOW_API int mow_audit_last(int64_t *moment, struct mow_repo *repo, struct mow_error *err);

/* What a change of the rules on the default branch needs that nobody has a key for: "the decision of @tomas". NULL:
 * nothing lacks. `own`: of a change that who is accountable for the rules makes, so that somebody else must give it.
 * Holds as long as the repository. */
MOW_API int mow_rules_unsignable(const char **what, struct mow_repo *repo, bool own, struct mow_error *err);

/* What became of a push that nobody approved. */
struct mow_canary {
	bool refused;     /* by the hook */
	bool advises;     /* the rules say mode = advise, so that it was to be accepted */
	const char *said; /* the first line that the hook said, escaped; "": nothing. Holds as long as the repository */
};

/*
 * Pushes a change of the root's OWNERS file, which nobody approved, to the default branch of a scratch repository:
 * bare, in a temporary folder, with the refs, the settings and the objects of this one, and its pre-receive hook. No
 * other hook runs, and the repository stays as it is. Where git config mowners.platform names a variable, the pusher is
 * called "mowners-doctor".
 *
 *     MOW_ENOTFOUND     the default branch is missing, or has no OWNERS file
 *     MOW_EGIT          the push failed, and not because the hook refused it
 *     MOW_ETOOBIG       the OWNERS file is too large to be one
 *     MOW_EUNSUPPORTED  git cannot borrow objects from a folder of that name
 */
MOW_API int mow_canary_push(struct mow_canary *out, struct mow_repo *repo, const char *hook, struct mow_error *err);

#ifdef __cplusplus
}
#endif

#endif
