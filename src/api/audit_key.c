/* What the answer about a change depends on. */
#include "api/audit.h"
#include "base/error.h"
#include "base/file.h"

#define KEYS_MAX ((size_t)64 << 20)

/* The bytes of a file that git config names. */
static int add_file(struct buf *out, struct repo *git, const char *key, struct mow_error *err)
{
	MOW_AUTO(buf) path = BUF_INIT;
	MOW_AUTO(buf) bytes = BUF_INIT;
	char sum[DIGEST_HEX];
	int result = repo_config(&path, git, key, REPO_SCOPE_SECURITY, err);

	if (result == MOW_ENOTFOUND) {
		buf_adds(out, "-\n");
		return MOW_OK;
	}
	if (result == MOW_OK)
		result = file_read_named(&bytes, path.data, KEYS_MAX, err);
	if (result != MOW_OK)
		return result;
	digest_hex(sum, bytes.data, bytes.len);
	buf_addf(out, "%s\n", sum);
	return MOW_OK;
}

int audit_settings(struct mow_audit *audit, struct mow_error *err)
{
	struct repo *git = audit->repo->git;
	MOW_AUTO(buf) text = BUF_INIT;
	int result = add_file(&text, git, "mowners.allowedSigners", err);

	if (result == MOW_OK)
		result = add_file(&text, git, "mowners.revokedSigners", err);
	buf_adds(&text, audit->standard.ref.data);
	if (result == MOW_OK)
		result = buf_check(&text, err);
	if (result == MOW_OK && (audit->settings = arena_dup(&audit->arena, text.data, text.len)) == NULL)
		result = mow_fail_memory(err);
	return result;
}

int audit_key(unsigned char out[DIGEST_SIZE], const struct mow_audit *audit, const struct audit_change *change,
	      struct mow_error *err)
{
	const struct audit_move *move = change->move;
	char old[OID_HEX], new[OID_HEX];
	MOW_AUTO(buf) text = BUF_INIT;

	buf_add(&text, &change->old, sizeof change->old);
	buf_add(&text, &change->new, sizeof change->new);
	buf_add(&text, &change->store, sizeof change->store);
	buf_add(&text, &change->at, sizeof change->at);
	buf_adds(&text, audit->settings);
	if (move != NULL && move->pusher != NULL)
		buf_addf(&text, "%s %s\n", move->platform, move->pusher);
	for (size_t i = 0; move != NULL && i < move->squash_count; i++) {
		oid_format(old, &move->squashes[i].commit);
		oid_format(new, &move->squashes[i].source);
		buf_addf(&text, "squash %s %s\n", old, new);
	}
	digest_bytes(out, text.data, text.len);
	return buf_check(&text, err);
}
