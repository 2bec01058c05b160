/* Values of keys: words, commas, text, dates, and words out of a choice. Errors are reported where they stand. */
#ifndef MOW_RULES_READ_VALUES_H
#define MOW_RULES_READ_VALUES_H

#include "rules/read/context.h"

/* All words and commas of a key's value, or of one line of it, into load->words. Lines with errors are left out
 * (key->bad). */
int values_words(struct load *load, const struct reader_key *key);
int values_line(struct load *load, const struct reader_item *item);

/* A slice of words, from `from` to before `to`. */
struct words values_slice(const struct words *words, size_t from, size_t to);

/* Whether no comma stands alone: words are separated by white space, or by one comma. */
bool values_check_commas(struct load *load, struct words words);

/* The only word of the value in load->words; NULL, and reported, where there are several. */
const struct word *values_only(struct load *load, const struct reader_key *key, const char *what);

/* The value of one of the words that the key takes; as it was, and reported, where it is none of them. */
void values_choose(int *value, struct load *load, const struct key_rule *rule, const struct word *word);

/* A day, from its first moment to before `end`, or a moment, `end` a second after it. */
bool values_date(struct period *period, struct load *load, const struct word *word);

/* "3d" as seconds. */
void values_duration(int64_t *seconds, struct load *load, const struct word *word);

/* Lines joined by a space, white space inside as one space; lives in the rules. */
int values_text(const char **text, struct load *load, const struct reader_key *key);

/* Words joined by a space, commas behind them, as `values_text`. */
int values_join(const char **text, struct load *load, struct words words);

bool values_equal(const struct word *word, const char *text);

#endif
