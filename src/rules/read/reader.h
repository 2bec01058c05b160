/*
 * The bytes of an OWNERS file as sections, keys and lines of values, each with its place: checked raw lines, split by
 * inih (OWNERS(5), "LINES"). What is wrong with the form is reported here; what the words mean is for others.
 */
#ifndef MOW_RULES_READ_READER_H
#define MOW_RULES_READ_READER_H

#include "rules/file_findings.h"
#include "rules/keys.h"

/* One line of a value. */
struct reader_item {
	const char *text; /* trimmed, NUL behind; up to eight bytes behind that may be read too */
	unsigned len;
	unsigned line, column;
	bool bad; /* there is an error in it, reported: the text is empty */
};

struct reader_key {
	const char *name;
	const struct key_rule *rule; /* of that name, in whatever section; NULL */
	unsigned len;
	unsigned line, column;
	unsigned first_item, item_count; /* none: the value is empty */
	bool bad;                        /* some item is */
	bool dropped;                    /* the name could not be read, reported */
};

/* A comment behind a value that looks like more of the value. */
struct reader_remark {
	const char *text; /* without the `;` */
	unsigned line, column;
};

struct reader_section {
	const char *name; /* as between the brackets */
	size_t len;
	unsigned line, column;
	size_t first_key, key_count;
	bool bad; /* there is an error in the header, reported; the name is what could be read of it, or "" */
};

/* Strings lie in the bytes that are read, a few in `strings`; errors go to `found`. Both are the caller's and set
 * before reading. The rest is zero then. */
struct reader_file {
	struct arena *strings;
	struct file_findings *found;
	struct {
		struct reader_section *items;
		size_t count, capacity;
	} sections;
	struct {
		struct reader_key *items;
		size_t count, capacity;
	} keys;
	struct {
		struct reader_item *items;
		size_t count, capacity;
	} items;
	struct {
		struct reader_remark *items;
		size_t count, capacity;
	} remarks;
};

/* The bytes, padded as struct lines has it, live as long as what is read. 0 also where the file has errors.
 * MOW_EUNSUPPORTED: the inih of this system splits lines otherwise than the one this was written for. */
int reader_read(struct reader_file *file, char *bytes, size_t len, struct mow_error *err);
void reader_file_release(struct reader_file *file);
MOW_AUTO_DEFINE(reader_file)

#endif
