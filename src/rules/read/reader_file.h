/* What the reader puts together. */
#ifndef MOW_RULES_READ_READER_FILE_H
#define MOW_RULES_READ_READER_FILE_H

#include "rules/read/lines.h"
#include "rules/read/reader.h"

/* Room for what a file of so many bytes holds. MOW_ENOMEM. */
int reader_file_reserve(struct reader_file *file, size_t len);

/* Adds a key to the last section: its place, name and `dropped`. MOW_ENOMEM. */
int reader_file_add_key(struct reader_file *file, const struct reader_key *key);

/* Adds a line to the value of the last key. MOW_ENOMEM. */
int reader_file_add_item(struct reader_file *file, const struct reader_item *item);

/* Notes the comment of a line with a value if it looks like more of it: names of people, or a pattern. MOW_ENOMEM. */
int reader_file_add_remark(struct reader_file *file, const struct line *line);

#endif
