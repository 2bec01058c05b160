/* Steps of many changes that have landed, from one git diff-tree. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "git/tree.h"
#include "steps/list.h"

/* git's name of the empty tree. */
static const char empty[] = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

struct listing {
	const struct steps_landed *landed;
	struct steps steps; /* of the change at hand */
	size_t at;          /* which it is; before the first one and behind the last one: of none */
	bool begun;         /* git has come to it */
	struct step next;   /* but for its path, which comes behind */
	bool half;          /* `next` waits for it */
	struct mow_error *err;
};

static int fail(const struct listing *listing)
{
	return mow_fail(listing->err, MOW_EGIT, "git diff-tree said something that is no list of changes");
}

static int tell(struct listing *listing)
{
	const struct steps_landed *landed = listing->landed;
	int result;

	listing->steps.old_tree = landed->pairs[listing->at].old;
	listing->steps.new_tree = landed->pairs[listing->at].new;
	result = landed->each(&listing->steps, listing->at, landed->context);
	steps_release(&listing->steps);
	listing->steps = (struct steps){0};
	listing->at++;
	return result;
}

static void name_tree(char out[OID_HEX], const struct oid *tree)
{
	oid_format(out, tree);
	if (oid_is_zero(tree))
		memcpy(out, empty, OID_HEX);
}

/* Nothing at all and a tree of no files are the same to git. */
static bool is_nothing(const struct steps_pair *pair)
{
	char old[OID_HEX], new[OID_HEX];

	name_tree(old, &pair->old);
	name_tree(new, &pair->new);
	return strcmp(old, new) == 0;
}

/* Tells the change at hand, and those behind it that change nothing: git is not asked about them. */
static int finish(struct listing *listing)
{
	const struct steps_landed *landed = listing->landed;
	int result = listing->begun ? tell(listing) : MOW_OK;

	listing->begun = false;
	while (result == MOW_OK && listing->at < landed->count && is_nothing(&landed->pairs[listing->at]))
		result = tell(listing);
	return result;
}

/* "38c7… d7af…" and an LF. */
#define HEADING ((size_t)2 * OID_HEX)
static void add_heading(struct buf *out, const struct steps_pair *pair)
{
	char old[OID_HEX], new[OID_HEX];

	name_tree(old, &pair->old);
	name_tree(new, &pair->new);
	buf_addf(out, "%s %s\n", old, new);
}

static int begin(struct listing *listing, const char *piece, size_t len)
{
	const struct steps_landed *landed = listing->landed;
	MOW_AUTO(buf) heading = BUF_INIT;
	int result = finish(listing);

	if (result != MOW_OK || listing->at == landed->count)
		return result != MOW_OK ? result : fail(listing);
	add_heading(&heading, &landed->pairs[listing->at]);
	if (buf_check(&heading, listing->err) != MOW_OK)
		return MOW_ENOMEM;
	if (len < HEADING || memcmp(piece, heading.data, HEADING) != 0)
		return fail(listing);
	listing->begun = true;
	return MOW_OK;
}

/* ":100644 100644 9f3c… 1b7e… M". */
static int take_states(struct listing *listing, const char *piece, size_t len)
{
	enum { MODE = 6, OLD_ID = 1 + MODE + 1 + MODE + 1, ID = OID_HEX - 1, NEW_ID = OLD_ID + ID + 1 };
	char *end;

	listing->next = (struct step){.path = NULL};
	listing->half = true;
	if (len < NEW_ID + ID)
		return fail(listing);
	listing->next.old_mode = (unsigned)strtoul(piece + 1, &end, 8);
	if (end != piece + 1 + MODE)
		return fail(listing);
	listing->next.new_mode = (unsigned)strtoul(piece + 1 + MODE + 1, &end, 8);
	if (end != piece + OLD_ID - 1 || !oid_parse(&listing->next.old_id, piece + OLD_ID, ID) ||
	    !oid_parse(&listing->next.new_id, piece + NEW_ID, ID))
		return fail(listing);
	return MOW_OK;
}

/* They come sorted, as we need them. */
static int take_path(struct listing *listing, const char *piece, size_t len)
{
	const struct steps *steps = &listing->steps;

	listing->half = false;
	listing->next.path = piece;
	listing->next.path_len = len;
	if (!listing->begun || len == 0 ||
	    (steps->count > 0 && strcmp(steps->items[steps->count - 1].path, piece) >= 0))
		return fail(listing);
	return steps_add(&listing->steps, &listing->next, listing->err);
}

/* A repo_piece_fn. */
static int take(const char *piece, size_t len, void *context)
{
	struct listing *listing = context;
	size_t heading = piece[0] == ':' ? 0 : HEADING;

	if (listing->half)
		return take_path(listing, piece, len);
	int result = heading > 0 ? begin(listing, piece, len) : MOW_OK;
	return result == MOW_OK ? take_states(listing, piece + heading, len - heading) : result;
}

static int ask(struct listing *listing, struct repo *repo)
{
	static const char *const arguments[] = {"diff-tree", "--stdin",      "-r",          "-z",
						"--raw",     "--no-renames", "--no-abbrev", NULL};
	const struct steps_landed *landed = listing->landed;
	MOW_AUTO(buf) lines = BUF_INIT;

	for (size_t i = 0; i < landed->count; i++)
		if (!is_nothing(&landed->pairs[i]))
			add_heading(&lines, &landed->pairs[i]);
	if (buf_check(&lines, listing->err) != MOW_OK)
		return MOW_ENOMEM;
	const struct git_question question = {arguments, lines.data, lines.len};
	return lines.len > 0 ? repo_git_each(repo, &question, take, listing, listing->err) : MOW_OK;
}

int steps_landed(struct repo *repo, const struct steps_landed *landed, struct mow_error *err)
{
	struct listing listing = {.landed = landed, .err = err};
	int result = ask(&listing, repo);

	if (result == MOW_OK)
		result = listing.half ? fail(&listing) : finish(&listing);
	if (result == MOW_OK && listing.at < landed->count)
		result = fail(&listing);
	steps_release(&listing.steps);
	return result;
}
