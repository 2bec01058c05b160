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

/* `path` is "brand/OWNERS"; `entry` is its entry where the source is a tree that is being walked, else NULL. */
static int read_nested(struct book *book, const char *path, const struct tree_entry *entry, struct mow_error *err)
{
	static const char no_root[] =
		"this OWNERS file has none above it at the root of the repository; create one there first";
	MOW_AUTO(buf) bytes = BUF_INIT;
	struct mow_error why = {0, ""};
	struct mow_finding orphan = {MOW_ERROR, path, 0, 0, "no-root", no_root};
	int result = entry != NULL ? source_read_entry(&bytes, &book->source, entry, RULES_FILE_MAX, &why)
				   : source_read(&bytes, &book->source, path, RULES_FILE_MAX, &why);

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

/* Reads the OWNERS of a folder ("brand/", len 6) unless that was done; `entry` as in read_nested. */
static int read_folder(struct book *book, const char *folder, size_t len, const struct tree_entry *entry,
		       struct mow_error *err)
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
	return read_nested(book, path, entry, err);
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
			result = read_folder(book, path, i + 1, NULL, err);
	if (result == 0) {
		buf_reset(&book->last);
		buf_add(&book->last, path, folder_len);
		result = buf_check(&book->last, err);
	}
	return result;
}

/* A walk of the folders that steps lie in. */
struct guided {
	struct book *book;
	const struct steps *steps;
	size_t next; /* the first step that lies in the folder asked about last, or behind it */
	struct mow_error *err;
};

/* The OWNERS of a folder, seen in the tree that the book is of. */
static int read_seen(struct book *book, const char *path, size_t len, const struct tree *tree, struct mow_error *err)
{
	struct tree_entry entry;

	if (len == 0 || !tree_entry_of(&entry, tree, "OWNERS", 6))
		return 0;
	return read_folder(book, path, len, &entry, err);
}

static int enter_guided(const char *path, size_t len, const struct tree *tree, void *context)
{
	const struct guided *guided = context;

	return read_seen(guided->book, path, len, tree, guided->err);
}

/* Folders come in the order of the bytes of their paths with a final slash, as steps do. */
static int guide(const char *path, size_t len, const struct tree_entry *entry, void *context)
{
	struct guided *guided = context;
	const struct step *step;
	int order = -1;

	if (entry->mode != MODE_TREE)
		return 1;
	for (; guided->next < guided->steps->count; guided->next++) {
		step = &guided->steps->items[guided->next];
		order = strncmp(step->path, path, len);
		if (order == 0)
			order = (unsigned char)step->path[len] - '/';
		if (order >= 0)
			break;
	}
	return order != 0;
}

int book_read_steps(struct book *book, const struct steps *steps, mow_finding_fn *found, void *context,
		    struct mow_error *err)
{
	struct guided guided = {book, steps, 0, err};
	const struct tree_visitor visitor = {guide, enter_guided, &guided};
	size_t i;
	int result;

	if (book->source.kind != SOURCE_TREE) {
		for (i = 0, result = 0; result == 0 && i < steps->count; i++)
			result = book_read(book, steps->items[i].path, steps->items[i].path_len, found, context, err);
		return result;
	}
	book->found = found;
	book->context = context;
	result = read_root(book, err);
	if (result < 0 || book->all_read)
		return result;
	return tree_visit(book->source.repo, &book->source.tree, &visitor, err);
}

struct every_owners {
	struct book *book;
	struct mow_error *err;
};

static int read_listed(const char *path, size_t len, void *context)
{
	struct every_owners *every = context;

	return len > 6 ? read_folder(every->book, path, len - 6, NULL, every->err) : 0;
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

struct walking {
	struct book *book;
	const struct book_walk *walk;
	bool own;          /* the tree that is walked is where the OWNERS files are */
	struct buf owners; /* "brand/OWNERS" */
	bool entered;      /* by the resolver: the folder of this many bytes above what comes */
	size_t entered_len;
	struct mow_error *err;
};

/* The OWNERS of a folder that is gone into. Hardly any has one: the tree tells, or one look into the working tree. */
static int enter_folder(const char *path, size_t len, const struct tree *tree, void *context)
{
	struct walking *walking = context;
	struct book *book = walking->book;

	walking->entered = false;
	if (len == 0 || book->all_read)
		return 0;
	if (walking->own)
		return read_seen(book, path, len, tree, walking->err);
	buf_reset(&walking->owners);
	buf_add(&walking->owners, path, len);
	buf_adds(&walking->owners, "OWNERS");
	if (buf_check(&walking->owners, walking->err))
		return MOW_ENOMEM;
	if (source_lacks(&book->source, walking->owners.data))
		return 0;
	return read_folder(book, path, len, NULL, walking->err);
}

/* In a list of paths nothing tells where a folder begins. */
static int visit_listed(const char *path, size_t len, void *context)
{
	struct walking *walking = context;
	struct book *book = walking->book;
	const struct book_walk *walk = walking->walk;
	const struct requirement *owners = NULL;
	int result = book_read(book, path, len, walk->found, walk->context, walking->err);

	if (result == 0 && book->rules && !book->erroneous)
		result = resolver_look_up(&owners, book->resolver, path, len, false, walking->err);
	return result < 0 || book->erroneous ? result : walk->each(owners, path, len, walk->context);
}

/* Who comes back from a folder is in one with a shorter path. */
static int visit_file(const char *path, size_t len, void *context)
{
	struct walking *walking = context;
	struct book *book = walking->book;
	const struct requirement *owners = NULL;
	const char *slash = memrchr(path, '/', len);
	size_t above = slash ? (size_t)(slash + 1 - path) : 0;
	int result = 0;

	if (book->erroneous)
		return 0;
	if (book->rules && !(walking->entered && walking->entered_len == above))
		result = resolver_enter(book->resolver, path, above, NULL, walking->err);
	walking->entered = true;
	walking->entered_len = above;
	if (result == 0 && book->rules)
		result = resolver_name(&owners, book->resolver, path + above, len - above, false, walking->err);
	return result < 0 ? result : walking->walk->each(owners, path, len, walking->walk->context);
}

int book_walk(struct book *book, const struct book_walk *walk, struct mow_error *err)
{
	const struct source *files = walk->files;
	struct walking walking = {.book = book, .walk = walk, .owners = BUF_INIT, .err = err};
	bool tree = files->kind == SOURCE_TREE;
	const struct source_walk files_walk = {walk->prefix, tree ? visit_file : visit_listed, enter_folder, &walking};
	int result;

	walking.own = tree && book->source.kind == SOURCE_TREE && oid_equal(&book->source.tree, &files->tree);
	book->found = walk->found;
	book->context = walk->context;
	result = read_root(book, err);
	if (result == 0)
		result = source_walk(walk->files, &files_walk, err);
	buf_release(&walking.owners);
	return result;
}
