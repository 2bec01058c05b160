/*
 * One OWNERS file on its way into a struct rules: what the readers of its sections share. Private to rules/read/.
 *
 * Errors of the file are findings: `load_report` takes them, and reading goes on. What a function returns is MOW_OK or
 * a failure of the system, worded in `load->err` (load_no_memory words the usual one).
 */
#ifndef MOW_RULES_READ_CONTEXT_H
#define MOW_RULES_READ_CONTEXT_H

#include <limits.h>

#include "base/array.h"
#include "base/error.h"
#include "base/number_set.h"
#include "rules/file_findings.h"
#include "rules/keys.h"
#include "rules/read/reader.h"
#include "rules/rules.h"

/* A section line that has been made sense of. */
struct section {
	enum section_kind kind;
	const struct reader_section *source;
	const char *title; /* what stands in the brackets, in lower case; NULL: nothing */
	const char *name;  /* an area's; the NAME of a level or freeze; else the title */
	enum level level;  /* of SECTION_LEVEL; LEVEL_UNSET: none of the three, reported */
	bool skip;         /* its keys are not judged */
	bool guessed;      /* the name is what an unknown one was taken for, reported */
};

/* A word of a value, or a comma between words. */
struct word {
	const char *text; /* no NUL behind */
	size_t len;
	unsigned line, column;
	bool comma;
};

/* Words of a value; a slice of them has capacity 0. */
struct words {
	struct word *items;
	size_t count, capacity;
};

/* Somebody who is accountable, and the place that says so. */
struct accountable {
	size_t person;
	const char *area;
	unsigned line, column;
};

struct deputy {
	size_t person; /* whose */
	struct word word;
	size_t deputy; /* RULES_NONE: not found, reported */
};

struct ids {
	size_t *items;
	size_t count, capacity;
};

/* In place of a line: the key is there, but under a wrong name, which was reported. */
#define LOAD_MEANT UINT_MAX

struct load {
	struct rules *rules;
	struct rules_file *file;
	bool root;
	bool foreign;      /* the root is of another version: the form alone is judged */
	bool any_external; /* externals may be accountable, or it cannot be told */
	bool lacking; /* something was passed over without an error of its own, which stands elsewhere: the file cannot
			 be in force */
	bool unclear; /* a section line could not be made sense of: any section may have been meant */
	struct file_findings found;
	struct reader_file text;
	struct {
		struct section *items;
		size_t count, capacity;
	} sections;
	bool too_many_areas, too_many_patterns, too_many_people; /* said */
	unsigned seen[KEY_COUNT]; /* of the section at hand: the line of a key; 0: not there; LOAD_MEANT */
	struct words words;       /* of the value at hand */
	struct ids ids;           /* of the list at hand */
	struct number_set owner_marks, person_marks;
	struct map excused;       /* handles below sections that are not read: no error where they are used */
	struct map gate_names;    /* review.GATE → its last key, by number in the file */
	struct map pattern_texts; /* of areas with many patterns: the text → its last pattern, by number in the file */
	size_t first_pattern;     /* of the area at hand */
	size_t kept_patterns;     /* up to this one those of the area are in pattern_texts, if any is */
	struct {
		struct pattern *items;
		size_t count, capacity;
	} patterns;
	struct {
		struct gate *items;
		size_t count, capacity;
	} gates; /* of the area at hand */
	struct {
		struct accountable *items;
		size_t count, capacity;
	} accountables;
	struct {
		struct deputy *items;
		size_t count, capacity;
	} deputies;
	struct mow_error *err;
};

/* An error at the place of a section, key, item or word. */
#define load_report(load, place, code, ...) \
	file_findings_add(&(load)->found, (place)->line, (place)->column, FINDING_##code, __VA_ARGS__)

static inline const char *load_quote(struct load *load, const char *text, size_t len)
{
	return file_findings_quote(&load->found, text, len);
}

static inline int load_no_memory(struct load *load)
{
	return mow_fail_memory(load->err);
}

#endif
