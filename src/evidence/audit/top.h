/* The tree of an entry. Private to audit.h. */
#ifndef MOW_EVIDENCE_AUDIT_TOP_H
#define MOW_EVIDENCE_AUDIT_TOP_H

#include "evidence/audit/audit.h"
#include "evidence/store/draft.h"

/* Files in folders by id, as in records/ of the store; each holds a moment. */
struct audit_top {
	struct store_spot received, tips;
};
/* MOW_EINVAL: it is no tree of an entry. Zeros: nothing yet. */
int audit_top_read(struct audit_top *out, struct repo *repo, const struct oid *tree, struct mow_error *err);
int audit_top_write(struct oid *out, struct pack *pack, const struct audit_top *top, struct mow_error *err);

/* The id of a commit, with zeros behind. */
void audit_tip_key(unsigned char out[DIGEST_SIZE], const struct oid *commit);

/* The last entry and its tree; zeros: there is no chain. */
int audit_tip(struct oid *commit, struct oid *tree, struct repo *repo, struct mow_error *err);
/* The same of a remote's chain, see audit.h. */
int audit_tip_of(struct oid *commit, struct oid *tree, struct repo *repo, const char *remote, struct mow_error *err);

#endif
