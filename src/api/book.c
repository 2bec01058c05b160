#include "api/book.h"

#include <string.h>

#include "base/array.h"
#include "base/error.h"

void book_release(struct book *book)
{
	resolver_free(book->resolver);
	rules_free(book->rules);
	source_release(&book->source);
	buf_release(&book->root);
	buf_release(&book->last);
	map_release(&book->seen);
	arena_release(&book->arena);
}

/* Passes a finding on and remembers that it was an error. */
static void note_finding(const struct mow_finding *finding, void *context)
{
	struct book *book = context;

	book->erroneous |= finding->severity == MOW_ERROR;
	if (book->found)
		book->found(finding, book->context);
}

static void say_unreadable(struct book *book, const char *path, int code, const struct mow_error *why)
{
	struct mow_finding finding = {MOW_ERROR,   path, 0, 0, code == MOW_ETOOBIG ? "too-large" : "not-a-file",
				      why->message};

	note_finding(&finding, book);
}

int book_open(struct book *out, struct source *source, struct mow_error *err)
{
	struct book book = {.root = BUF_INIT, .last = BUF_INIT};

	book.root_result = source_read(&book.root, source, "OWNERS", RULES_FILE_MAX, &book.root_error);
	if (book.root_result < 0 && book.root_result != MOW_ENOTFOUND && book.root_result != MOW_EDENIED &&
	    book.root_result != MOW_ETOOBIG) {
		buf_release(&book.root);
		return mow_fail(err, book.root_result, "%s", book.root_error.message);
	}
	book.source = *source;
	memset(source, 0, sizeof *source);
	*out = book;
	return 0;
}

static int read_root(struct book *book, struct mow_error *err)
{
	int result;

	if (book->root_read)
		return 0;
	book->root_read = true;
	if (book->root_result == MOW_ENOTFOUND)
		return 0;
	if (book->root_result < 0) {
		say_unreadable(book, "OWNERS", book->root_result, &book->root_error);
		result = rules_broken(&book->rules, err);
	} else {
		result = rules_parse(&book->rules, book->root.data, book->root.len, note_finding, book, err);
	}
	buf_release(&book->root);
	return result < 0 ? result : resolver_new(&book->resolver, book->rules, err);
}

/* `path` is "brand/OWNERS". */
static int read_nested(struct book *book, const char *path, struct mow_error *err)
{
	static const char no_root[] =
		"this OWNERS file has none above it at the root of the repository; create one there first";
	MOW_AUTO(buf) bytes = BUF_INIT;
	struct mow_error why = {0, ""};
	struct mow_finding orphan = {MOW_ERROR, path, 0, 0, "no-root", no_root};
	int result = source_read(&bytes, &book->source, path, RULES_FILE_MAX, &why);

	if (result == MOW_ENOTFOUND)
		return 0;
	if (!book->rules) {
		note_finding(&orphan, book);
		return 0;
	}
	if (result == MOW_EDENIED || result == MOW_ETOOBIG) {
		say_unreadable(book, path, result, &why);
		return rules_add_broken(book->rules, path, err);
	}
	if (result < 0)
		return mow_fail(err, result, "%s", why.message);
	return rules_add(book->rules, path, bytes.data, bytes.len, note_finding, book, err);
}

/* Reads the OWNERS of a folder ("brand/", len 6) unless that was done. */
static int read_folder(struct book *book, const char *folder, size_t len, struct mow_error *err)
{
	char *path;

	if (map_get(&book->seen, folder, len, NULL))
		return 0;
	path = arena_alloc(&book->arena, len + sizeof "OWNERS");
	if (!path)
		return mow_fail_memory(err);
	memcpy(path, folder, len);
	memcpy(path + len, "OWNERS", sizeof "OWNERS");
	if (map_put(&book->seen, path, len, 0))
		return mow_fail_memory(err);
	return read_nested(book, path, err);
}

int book_read(struct book *book, const char *path, size_t len, mow_finding_fn *found, void *context,
	      struct mow_error *err)
{
	size_t i, folder_len = len;
	int result;

	book->found = found;
	book->context = context;
	result = read_root(book, err);
	while (folder_len && path[folder_len - 1] != '/')
		folder_len--;
	if (book->all_read || !folder_len ||
	    (book->last.len == folder_len && memcmp(book->last.data, path, folder_len) == 0))
		return result;
	for (i = 0; result == 0 && i < folder_len; i++)
		if (path[i] == '/')
			result = read_folder(book, path, i + 1, err);
	if (result == 0) {
		buf_reset(&book->last);
		buf_add(&book->last, path, folder_len);
		result = buf_check(&book->last, err);
	}
	return result;
}

struct every_owners {
	struct book *book;
	struct mow_error *err;
};

static int read_listed(const char *path, size_t len, void *context)
{
	struct every_owners *every = context;

	return len > 6 ? read_folder(every->book, path, len - 6, every->err) : 0;
}

int book_read_all(struct book *book, mow_finding_fn *found, void *context, struct mow_error *err)
{
	struct every_owners every = {book, err};
	int result;

	book->found = found;
	book->context = context;
	result = read_root(book, err);
	if (result < 0 || book->all_read)
		return result;
	result = source_each_owners(&book->source, read_listed, &every, err);
	book->all_read = result == 0;
	return result;
}
