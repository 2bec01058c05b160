#include "git/index.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "git/tree.h"

/* Of the file, and of an entry before its path. */
enum { HEAD = 12, SUM = 20, MODE_AT = 24, FLAGS_AT = 60, FIXED = 62 };
enum { FLAG_EXTENDED = 0x4000, FLAG_STAGE = 12, FLAG_LEN = 0xFFF };

static uint32_t read_number(const unsigned char *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/* How many bytes of the path before stay, in version 4: a number in sevens of bits, each but the last one less. */
static bool read_kept(size_t *kept, struct index_file *index, size_t end)
{
	size_t cut = 0;

	for (;; cut++) {
		if (index->at >= end || cut > TREE_PATH_MAX)
			return false;
		unsigned char byte = index->bytes[index->at++];
		cut = cut << 7 | (byte & 127);
		if (!(byte & 128))
			break;
	}
	if (cut > index->path.len)
		return false;
	*kept = index->path.len - cut;
	return true;
}

/* False: it is no entry. */
static bool read_entry(struct index_file *index)
{
	size_t start = index->at, end = index->size - SUM, kept = 0;

	if (end - start < FIXED)
		return false;
	unsigned flags = (unsigned)index->bytes[start + FLAGS_AT] << 8 | index->bytes[start + FLAGS_AT + 1];
	index->mode = read_number(index->bytes + start + MODE_AT);
	index->stage = flags >> FLAG_STAGE & 3;
	index->at += flags & FLAG_EXTENDED ? FIXED + 2 : FIXED;
	if (((flags & FLAG_EXTENDED) && index->version < 3) || (index->version == 4 && !read_kept(&kept, index, end)))
		return false;
	const unsigned char *name = index->bytes + index->at;
	const unsigned char *nul = index->at < end ? memchr(name, '\0', end - index->at) : NULL;
	if (nul == NULL)
		return false;
	size_t len = (size_t)(nul - name);
	buf_cut(&index->path, kept);
	buf_add(&index->path, name, len);
	size_t told = flags & FLAG_LEN;
	if (told < FLAG_LEN ? told != kept + len : kept + len < FLAG_LEN)
		return false;
	index->at += len + 1;
	/* NULs behind the path, one to eight. */
	if (index->version < 4)
		index->at = start + ((index->at - start + 7) & ~(size_t)7);
	return index->at <= end && kept + len > 0 && kept + len <= TREE_PATH_MAX;
}

void index_rewind(struct index_file *index)
{
	buf_reset(&index->path);
	index->left = read_number(index->bytes + 8);
	index->at = HEAD;
}

/* Whether all entries can be read, and nothing behind them changes what they mean: names of such begin in lower case.
 */
static bool is_known(struct index_file *index)
{
	index_rewind(index);
	while (index->left > 0 && read_entry(index))
		index->left--;
	if (index->left > 0 || index->path.failed)
		return false;
	while (index->size - SUM - index->at >= 8) {
		const unsigned char *extension = index->bytes + index->at;
		size_t size = read_number(extension + 4);
		if (extension[0] < 'A' || extension[0] > 'Z' || size > index->size - SUM - index->at - 8)
			return false;
		index->at += 8 + size;
	}
	return index->at == index->size - SUM;
}

static bool map_file(struct index_file *out, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	struct stat st;
	void *bytes = MAP_FAILED;

	if (fd < 0)
		return false;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size >= HEAD + SUM)
		bytes = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	(void)close(fd);
	if (bytes == MAP_FAILED)
		return false;
	out->bytes = bytes;
	out->size = (size_t)st.st_size;
	return true;
}

bool index_open(struct index_file *out, const struct repo *repo)
{
	MOW_AUTO(buf) path = BUF_INIT;

	*out = (struct index_file)INDEX_FILE_INIT;
	buf_addf(&path, "%sindex", repo_git_dir(repo));
	if (path.failed || repo_index_is_elsewhere(repo) || !map_file(out, path.data))
		return false;
	out->version = read_number(out->bytes + 4);
	if (memcmp(out->bytes, "DIRC", 4) == 0 && out->version >= 2 && out->version <= 4 && is_known(out)) {
		index_rewind(out);
		return true;
	}
	index_close(out);
	return false;
}

bool index_next(struct index_file *index)
{
	if (index->left == 0 || index->path.failed || !read_entry(index))
		return false;
	index->left--;
	return !index->path.failed;
}

void index_close(struct index_file *index)
{
	if (index->bytes != NULL)
		(void)munmap((void *)index->bytes, index->size);
	buf_release(&index->path);
	*index = (struct index_file)INDEX_FILE_INIT;
}
