/*
 * A slow model of the store's layout: the paths and bytes of all its files from the texts of the records, as
 * mowners-approvals(5) tells it, and of those git's tree. It shares no code with what it is held against but SHA-256.
 * Include after cmocka.h.
 */
#ifndef MOW_TESTS_STORE_MODEL_H
#define MOW_TESTS_STORE_MODEL_H

#include "evidence/signers/signers.h"
#include "git_fixture.h"

struct made_record {
	struct record record;
	struct oid blob;
};

static inline void made_release(struct made_record *made)
{
	record_release(&made->record);
}

/* One signature serves for all: nobody verifies it here. */
static inline void made_sign(struct buf *text)
{
	static char armour[4096];

	if (armour[0] == '\0') {
		struct buf signature = BUF_INIT;
		assert_int_equal(signers_sign(&signature, "key", "x", 1, NULL), 0);
		(void)snprintf(armour, sizeof armour, "%s", signature.data);
		buf_release(&signature);
	}
	buf_adds(text, armour);
}

/* The record of a number, of so many steps at paths that are drawn from `paths`; one in eight is a stop, one in eight
 * takes something back, one in eight overrides a move. */
static inline void made_make(struct made_record *made, struct repo *repo, size_t number, size_t steps, size_t paths)
{
	struct buf text = BUF_INIT;
	uint32_t kind = roll(8);
	size_t path = roll((uint32_t)paths);
	struct mow_error err = {0};

	buf_addf(&text,
		 "mowners-approval 1\ntarget refs/heads/main\nbase %040zx\ndecision %s\nas *\nby x@example.com\n"
		 "made 2026-11-22T12:55:00Z\nexpires 2027-02-20T12:55:00Z\n",
		 number,
		 kind == 0   ? "stop"
		 : kind == 1 ? "withdraw"
		 : kind == 2 ? "override"
			     : "approve");
	if (kind == 0 || kind == 2)
		buf_adds(&text, "reason why\n");
	if (kind == 1)
		buf_addf(&text, "record %064zx\n", number);
	if (kind == 2)
		buf_addf(&text, "move %040zx %040d\n", number + 1, 0);
	for (size_t i = 0; i < steps && kind != 1 && kind != 2; i++)
		buf_addf(&text, "step 000000 %040d 100644 %040zx %sd%03zu/f%%20%06zu\n", 0, number + 1,
			 path < 100 ? "" : "a/", (path + i) / 900, path + i);
	made_sign(&text);
	if (record_parse(&made->record, text.data, text.len, &err) ||
	    repo_write_blob(&made->blob, repo, text.data, text.len, &err))
		fail_msg("%s\n%s", err.message, text.data);
	buf_release(&text);
}

/* What the model sorts: an id and its blob, "ID BLOB"; or a line of the index. */
struct model_list {
	char (*items)[200];
	size_t count;
};

static inline int model_compare(const void *a, const void *b)
{
	return strcmp(a, b);
}

static inline void model_add(struct model_list *list, const char *text)
{
	list->items = realloc(list->items, (list->count + 1) * sizeof *list->items);
	assert_non_null(list->items);
	(void)snprintf(list->items[list->count++], sizeof *list->items, "%s", text);
}

/* The first eight digits of the SHA-256 of a string; 16 with `more`. */
static inline const char *model_hash(char out[DIGEST_HEX], const char *bytes, size_t len, size_t digits)
{
	digest_hex(out, bytes, len);
	out[digits] = '\0';
	return out;
}

static inline void model_lines(struct model_list *lines, const struct made_record *made)
{
	char blob[OID_HEX], folder[DIGEST_HEX], name[DIGEST_HEX], state[DIGEST_HEX], line[200];
	char *text = strdup(made->record.text);

	assert_non_null(text);
	text[made->record.text_len] = '\0';
	oid_format(blob, &made->blob);
	for (char *at = strtok(text, "\n"); at != NULL; at = strtok(NULL, "\n")) {
		char *path = strrchr(at, ' ') + 1;
		char *slash = strrchr(path, '/');
		if (strncmp(at, "move ", 5) == 0) {
			model_hash(state, at, strlen(at), 16);
			(void)snprintf(line, sizeof line, "%.16s %.16s %.40s\n", state, state, blob);
			model_add(lines, line);
		}
		if (strncmp(at, "step ", 5) != 0)
			continue;
		(void)snprintf(
			line, sizeof line, "%.8s%.8s %.16s %.40s\n",
			model_hash(folder, path, slash != NULL ? (size_t)(slash - path) : 0, 8),
			model_hash(name, slash != NULL ? slash + 1 : path, strlen(slash != NULL ? slash + 1 : path), 8),
			model_hash(state, at, strlen(at), 16), blob);
		model_add(lines, line);
	}
	free(text);
}

static inline void model_file(FILE *out, const char *path, const struct buf *bytes)
{
	(void)fprintf(out, "M 100644 inline %s\ndata %zu\n%s\n", path, bytes->len, bytes->data);
}

/* Those of a sorted list from `start` to `end`, which have `depth` digits in common. */
struct model_range {
	size_t start, end, depth;
};

static inline void model_leaf(FILE *out, const char *path, const struct model_list *list, struct model_range range)
{
	struct buf bytes = BUF_INIT;

	for (size_t i = range.start; i < range.end; i++)
		buf_adds(&bytes, list->items[i]);
	model_file(out, path, &bytes);
	buf_release(&bytes);
}

/* At and below a path. */
static inline void model_write(FILE *out, const char *path, const struct model_list *list, struct model_range range)
{
	bool lines = strncmp(path, "index", 5) == 0;
	size_t count = range.end - range.start;
	char below[400];

	if (lines && count > 0 && (count <= 128 || range.depth == 16)) {
		model_leaf(out, path, list, range);
		return;
	}
	for (size_t i = range.start; !lines && count <= 64 && i < range.end; i++)
		(void)fprintf(out, "M 100644 %s %s/%.*s\n", list->items[i] + 65, path, (int)(64 - range.depth),
			      list->items[i] + range.depth);
	if (count == 0 || (!lines && count <= 64))
		return;
	for (size_t at = range.start, stop; at < range.end; at = stop) {
		char digit = list->items[at][range.depth];
		for (stop = at; stop < range.end && list->items[stop][range.depth] == digit; stop++)
			;
		(void)snprintf(below, sizeof below, "%s/%c", path, digit);
		model_write(out, below, list, (struct model_range){at, stop, range.depth + 1});
	}
}

/* The tree that git makes of all that. */
static inline struct oid model_tree(const char *dir, const struct made_record *made, size_t count)
{
	struct model_list lists[3] = {{0}};
	static const char *const parts[] = {"records", "stops", "index"};
	char text[200], blob[OID_HEX];
	struct buf format = BUF_INIT;
	FILE *out = fopen("model", "w");

	assert_non_null(out);
	for (size_t i = 0; i < count; i++) {
		bool stop = strstr(made[i].record.text, "\ndecision stop\n") != NULL ||
			    strstr(made[i].record.text, "\ndecision withdraw\n") != NULL;
		oid_format(blob, &made[i].blob);
		(void)snprintf(text, sizeof text, "%s %s", made[i].record.id, blob);
		model_add(&lists[stop], text);
		if (!stop)
			model_lines(&lists[2], &made[i]);
	}
	(void)fprintf(out, "commit refs/model\ncommitter T <t@example.com> 1700000000 +0000\ndata 0\n");
	buf_adds(&format, "mowners-store 2\n");
	model_file(out, "format", &format);
	buf_release(&format);
	for (size_t i = 0; i < 3; i++) {
		if (lists[i].count > 0)
			qsort(lists[i].items, lists[i].count, sizeof *lists[i].items, model_compare);
		model_write(out, parts[i], &lists[i], (struct model_range){0, lists[i].count, 0});
		free(lists[i].items);
	}
	assert_int_equal(fclose(out), 0);
	return sh_oid("git -C %s fast-import --quiet --force <model && git -C %s rev-parse 'refs/model^{tree}'", dir,
		      dir);
}

#endif
