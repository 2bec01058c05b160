/* What the reader puts together. */
#ifndef MOW_RULES_READ_READER_FILE_H
#define MOW_RULES_READ_READER_FILE_H

#include "rules/read/lines.h"
#include "rules/read/reader.h"

/* Adds a key to the last section: its place, name and `dropped`. MOW_ENOMEM. */
int reader_file_add_key(struct reader_file *file, const char *name, struct reader_key key);

/* Adds a line to the value of the last key; of a bad one the text is empty. MOW_ENOMEM. */
int reader_file_add_item(struct reader_file *file, const char *value, struct reader_item item);

/* Notes the comment of a line with a value if it looks like more of it: names of people, or a pattern. MOW_ENOMEM. */
int reader_file_add_remark(struct reader_file *file, const struct line *line);

#endif
