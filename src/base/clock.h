/*
 * Days and moments. A moment is an int64_t: seconds since 1970-01-01T00:00:00Z. A day is its first moment.
 * Everything is UTC; leap seconds do not exist (":60" is refused).
 */
#ifndef MOW_BASE_CLOCK_H
#define MOW_BASE_CLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CLOCK_DAY INT64_C(86400)
#define CLOCK_TEXT 21 /* "2026-11-22T12:55:00Z" and its NUL */

bool clock_parse_day(int64_t *moment, const char *text, size_t len);       /* exactly YYYY-MM-DD, years 0001 to 9999 */
bool clock_parse_moment(int64_t *moment, const char *text, size_t len);    /* RFC 3339, any offset, fraction dropped */
bool clock_parse_strict(int64_t *moment, const char *text, size_t len);    /* exactly YYYY-MM-DDTHH:MM:SSZ */
bool clock_parse_duration(int64_t *seconds, const char *text, size_t len); /* Nh, Nd, Nw; N from 1 to 99999 */
void clock_format_moment(char out[CLOCK_TEXT], int64_t moment);      /* outside years 1 to 9999: the nearest of them */
void clock_format_day(char out[CLOCK_TEXT], int64_t moment);         /* YYYY-MM-DD */
void clock_word_day(char out[CLOCK_TEXT], int64_t day, int64_t now); /* "5 January"; "5 January 2027" in another year */
/* Where a period begins, and the last of one that ends before `end`: a day, or a moment where it is inside one. */
void clock_format_from(char out[CLOCK_TEXT], int64_t from);
void clock_format_until(char out[CLOCK_TEXT], int64_t end);
void clock_word_from(char out[CLOCK_TEXT], int64_t from, int64_t now); /* the same; a day as clock_word_day */
void clock_word_until(char out[CLOCK_TEXT], int64_t end, int64_t now);
int64_t clock_now(void);

/* Milliseconds of a clock that nobody sets, for how long something takes. */
int64_t clock_monotonic(void);

#endif
