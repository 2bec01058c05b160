/* The files of a change themselves: from git, or from where Git LFS keeps what its pointers stand for. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/repo.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/file.h"
#include "base/text.h"

/* A pointer is smaller, as its specification says; a larger text is not compared. */
enum { POINTER_MAX = 1024, TEXT_MAX = 512 << 10 };

struct version {
	struct mow_version shown;
	struct buf bytes;
};

struct mow_asset {
	struct version before, after;
	struct buf difference;
};

/* ---- Git LFS ------------------------------------------------------------------------------------------------------- */

struct pointer {
	char id[DIGEST_HEX];
	uint64_t size;
};

/* The value of a line "KEY VALUE", up to its end; `*at` goes behind it. NULL: this line has another key. */
static const char *take_line(const char **at, const char *key)
{
	size_t len = strlen(key);

	if (strncmp(*at, key, len) != 0 || strchr(*at, '\n') == NULL)
		return NULL;
	const char *value = *at + len;
	*at = strchr(*at, '\n') + 1;
	return value;
}

static bool read_pointer(struct pointer *out, const struct buf *text)
{
	const char *at = text->data;
	const char *value = take_line(&at, "version https://git-lfs.github.com/spec/v1");

	if (text->len >= POINTER_MAX || value == NULL)
		return false;
	while (text_begins(at, "ext-") && take_line(&at, "ext-") != NULL)
		continue;
	value = take_line(&at, "oid sha256:");
	if (value == NULL || strspn(value, "0123456789abcdef") != DIGEST_HEX - 1 || value[DIGEST_HEX - 1] != '\n')
		return false;
	memcpy(out->id, value, DIGEST_HEX - 1);
	out->id[DIGEST_HEX - 1] = '\0';
	value = take_line(&at, "size ");
	size_t digits = value != NULL ? strspn(value, "0123456789") : 0;
	out->size = digits > 0 ? strtoull(value, NULL, 10) : 0;
	return digits > 0 && digits < 19 && value[digits] == '\n';
}

/* What it points to, where that is here and is what it says. */
static int follow(struct version *version, const struct pointer *pointer, struct mow_repo *repo, size_t limit)
{
	MOW_AUTO(buf) path = BUF_INIT;
	char found[DIGEST_HEX];

	version->shown.pointer = true;
	version->shown.size = pointer->size;
	version->shown.kind = pointer->size > limit ? MOW_VERSION_LARGE : MOW_VERSION_GONE;
	buf_reset(&version->bytes);
	buf_addf(&path, "%slfs/objects/%.2s/%.2s/%s", repo_common_dir(repo->git), pointer->id, pointer->id + 2,
		 pointer->id);
	if (path.failed)
		return MOW_ENOMEM;
	if (version->shown.kind == MOW_VERSION_LARGE)
		return MOW_OK;
	int result = file_read(&version->bytes, path.data, limit, NULL);
	if (result == MOW_OK && version->bytes.len == pointer->size) {
		digest_hex(found, version->bytes.data, version->bytes.len);
		if (strcmp(found, pointer->id) == 0)
			version->shown.kind = MOW_VERSION_FILE;
	}
	if (version->shown.kind != MOW_VERSION_FILE)
		buf_reset(&version->bytes);
	return result == MOW_ENOMEM ? MOW_ENOMEM : MOW_OK;
}

/* ---- From git ------------------------------------------------------------------------------------------------------ */

/* Where a version is found, as a step names it. */
struct wanted {
	const char *id;
	unsigned mode;
	size_t limit;
};

static int read_file(struct version *version, struct mow_repo *repo, const struct wanted *wanted)
{
	struct pointer pointer;
	struct oid oid;

	version->shown.kind = MOW_VERSION_GONE;
	if (!oid_parse(&oid, wanted->id, strlen(wanted->id)))
		return MOW_OK;
	/* It is shown, as git would show it, and decides about nothing. */
	int result = repo_blob_unverified(&version->bytes, repo->git, &oid, wanted->limit, NULL);
	if (repo_size(&version->shown.size, repo->git, &oid, NULL) != MOW_OK)
		version->shown.size = MOW_SIZE_UNKNOWN;
	if (result == MOW_ETOOBIG)
		version->shown.kind = MOW_VERSION_LARGE;
	if (result == MOW_OK)
		version->shown.kind = MOW_VERSION_FILE;
	if (result == MOW_OK && wanted->mode != MODE_LINK && read_pointer(&pointer, &version->bytes))
		result = follow(version, &pointer, repo, wanted->limit);
	return result == MOW_ENOMEM ? MOW_ENOMEM : MOW_OK;
}

static int read_version(struct version *version, struct mow_repo *repo, const struct wanted *wanted)
{
	int result = MOW_OK;

	version->shown.size = MOW_SIZE_UNKNOWN;
	if (wanted->mode == MODE_GITLINK)
		version->shown.kind = MOW_VERSION_SUBMODULE;
	else if (wanted->mode != MODE_NONE)
		result = read_file(version, repo, wanted);
	version->shown.bytes = version->bytes.data;
	version->shown.len = version->bytes.len;
	return result;
}

int mow_asset_new(struct mow_asset **out, struct mow_repo *repo, const struct mow_step *step, size_t limit,
		  struct mow_error *err)
{
	struct mow_asset *asset = calloc(1, sizeof *asset);
	const struct wanted before = {step->old_id, step->old_mode, limit};
	const struct wanted after = {step->new_id, step->new_mode, limit};

	if (asset == NULL)
		return mow_fail_memory(err);
	asset->before.bytes = asset->after.bytes = asset->difference = (struct buf)BUF_INIT;
	int result = read_version(&asset->before, repo, &before);
	if (result == MOW_OK)
		result = read_version(&asset->after, repo, &after);
	if (result != MOW_OK) {
		mow_asset_free(asset);
		return mow_fail_memory(err);
	}
	*out = asset;
	return MOW_OK;
}

void mow_asset_free(struct mow_asset *asset)
{
	if (asset == NULL)
		return;
	buf_release(&asset->before.bytes);
	buf_release(&asset->after.bytes);
	buf_release(&asset->difference);
	free(asset);
}

const struct mow_version *mow_asset_before(const struct mow_asset *asset)
{
	return &asset->before.shown;
}

const struct mow_version *mow_asset_after(const struct mow_asset *asset)
{
	return &asset->after.shown;
}

static bool is_comparable(const struct version *version)
{
	return version->shown.kind == MOW_VERSION_NONE ||
	       (version->shown.kind == MOW_VERSION_FILE && version->bytes.len <= TEXT_MAX);
}

int mow_asset_difference(const char **out, size_t *len, struct mow_asset *asset, struct mow_error *err)
{
	bool binary = !is_comparable(&asset->before) || !is_comparable(&asset->after);
	int result = MOW_OK;

	buf_reset(&asset->difference);
	if (!binary)
		result = repo_diff_text(&asset->difference, &binary, &asset->before.bytes, &asset->after.bytes, err);
	*out = binary ? NULL : asset->difference.data;
	*len = binary ? 0 : asset->difference.len;
	return result;
}
