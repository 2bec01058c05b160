#include "git/kept.h"

#include <string.h>
#include <sys/stat.h>

#include "base/digest.h"
#include "base/error.h"
#include "base/file.h"
#include "base/file_write.h"

static void add_path(struct buf *out, struct repo *repo, const char *name)
{
	buf_adds(out, repo_common_dir(repo));
	buf_adds(out, "mowners");
	buf_adds(out, name != NULL ? "/" : "");
	buf_adds(out, name != NULL ? name : "");
}

/* The line behind the bytes, as long for any others. */
static void add_seal(struct buf *out, const struct kept *kept, const char *bytes, size_t len)
{
	char sum[DIGEST_HEX];

	digest_hex(sum, bytes, len);
	buf_addf(out, "%s mowners-%s %d " MOW_VERSION "\n", sum, kept->name, kept->form);
}

int kept_read(struct buf *out, struct repo *repo, const struct kept *kept, struct mow_error *err)
{
	MOW_AUTO(buf) path = BUF_INIT;
	MOW_AUTO(buf) seal = BUF_INIT;

	add_path(&path, repo, kept->name);
	add_seal(&seal, kept, "", 0);
	if (path.failed || seal.failed)
		return mow_fail_memory(err);
	int result = file_read(out, path.data, kept->most + seal.len, NULL);
	if (result == MOW_ENOMEM)
		return mow_fail_memory(err);
	size_t len = result == MOW_OK && out->len > seal.len ? out->len - seal.len : 0;
	buf_reset(&seal);
	add_seal(&seal, kept, out->data, len);
	if (len > 0 && memcmp(out->data + len, seal.data, seal.len) != 0)
		len = 0;
	buf_cut(out, len);
	return MOW_OK;
}

void kept_write(struct repo *repo, const struct kept *kept, struct buf *bytes)
{
	MOW_AUTO(buf) folder = BUF_INIT;
	MOW_AUTO(buf) path = BUF_INIT;

	if (bytes->failed || bytes->len > kept->most)
		return;
	add_path(&folder, repo, NULL);
	add_path(&path, repo, kept->name);
	add_seal(bytes, kept, bytes->data, bytes->len);
	if (folder.failed || path.failed || bytes->failed)
		return;
	(void)mkdir(folder.data, 0777);
	(void)file_write_unsynced(path.data, bytes->data, bytes->len, 0644, NULL);
}
