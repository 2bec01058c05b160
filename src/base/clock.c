#include "base/clock.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* A civil date and time of day, without an offset. */
struct civil {
	int year, month, day;
	int hour, minute, second;
};

/* Exactly `count` digits at `text`; -1 where there are others. */
static int digits(const char *text, size_t count)
{
	int value = 0;

	for (size_t i = 0; i < count; i++) {
		if (text[i] < '0' || text[i] > '9')
			return -1;
		value = value * 10 + (text[i] - '0');
	}
	return value;
}

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Days from 0001-01-01 to 1970-01-01 in the proleptic Gregorian calendar. */
#define EPOCH_DAYS INT64_C(719162)

/* Days before the year `year`, counted from 0001-01-01. */
static int64_t days_before(int64_t year)
{
	int64_t y = year - 1;

	return 365 * y + y / 4 - y / 100 + y / 400;
}

static int64_t count_days(const struct civil *civil)
{
	int64_t days = days_before(civil->year) - EPOCH_DAYS + civil->day - 1;

	for (int month = 1; month < civil->month; month++)
		days += days_in(civil->year, month);
	return days;
}

/* "YYYY-MM-DD" at `text`, which has ten bytes. */
static bool read_day(struct civil *civil, const char *text)
{
	int year = digits(text, 4);
	int month = digits(text + 5, 2);
	int day = digits(text + 8, 2);

	if (text[4] != '-' || text[7] != '-' || year < 1 || month < 1 || month > 12)
		return false;
	if (day < 1 || day > days_in(year, month))
		return false;
	civil->year = year;
	civil->month = month;
	civil->day = day;
	return true;
}

/* "HH:MM:SS" at `text`, which has eight bytes. */
static bool read_time(struct civil *civil, const char *text)
{
	civil->hour = digits(text, 2);
	civil->minute = digits(text + 3, 2);
	civil->second = digits(text + 6, 2);
	return text[2] == ':' && text[5] == ':' && civil->hour >= 0 && civil->hour <= 23 && civil->minute >= 0 &&
	       civil->minute <= 59 && civil->second >= 0 && civil->second <= 59;
}

/* "Z" or "+HH:MM" or "-HH:MM", all of `len` bytes, as seconds east of Greenwich. */
static bool read_offset(int64_t *seconds, const char *text, size_t len)
{
	*seconds = 0;
	if (len == 1)
		return text[0] == 'Z' || text[0] == 'z';
	if (len != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':')
		return false;
	int hours = digits(text + 1, 2);
	int minutes = digits(text + 4, 2);
	if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
		return false;
	*seconds = (text[0] == '-' ? -1 : 1) * (hours * INT64_C(3600) + minutes * INT64_C(60));
	return true;
}

static int64_t to_moment(const struct civil *civil)
{
	return count_days(civil) * CLOCK_DAY + civil->hour * INT64_C(3600) + civil->minute * INT64_C(60) +
	       civil->second;
}

#define FIRST_MOMENT (-EPOCH_DAYS * CLOCK_DAY)
#define LAST_MOMENT INT64_C(253402300799) /* 9999-12-31T23:59:59Z */

bool clock_parse_day(int64_t *moment, const char *text, size_t len)
{
	struct civil civil = {0};

	if (len != 10 || !read_day(&civil, text))
		return false;
	*moment = to_moment(&civil);
	return true;
}

bool clock_parse_moment(int64_t *moment, const char *text, size_t len)
{
	struct civil civil = {0};
	size_t at = 19;
	int64_t offset;

	if (len < 20 || !read_day(&civil, text) || (text[10] != 'T' && text[10] != 't') ||
	    !read_time(&civil, text + 11))
		return false;
	if (text[at] == '.') {
		at++;
		while (at < len && text[at] >= '0' && text[at] <= '9')
			at++;
		if (at == 20)
			return false;
	}
	if (!read_offset(&offset, text + at, len - at))
		return false;
	int64_t result = to_moment(&civil) - offset;
	if (result < FIRST_MOMENT || result > LAST_MOMENT)
		return false;
	*moment = result;
	return true;
}

bool clock_parse_strict(int64_t *moment, const char *text, size_t len)
{
	struct civil civil = {0};

	if (len != 20 || text[10] != 'T' || text[19] != 'Z' || !read_day(&civil, text) || !read_time(&civil, text + 11))
		return false;
	*moment = to_moment(&civil);
	return true;
}

bool clock_parse_duration(int64_t *seconds, const char *text, size_t len)
{
	int64_t unit;

	if (len < 2 || len > 6 || text[0] == '0')
		return false;
	switch (text[len - 1]) {
	case 'h':
		unit = 3600;
		break;
	case 'd':
		unit = CLOCK_DAY;
		break;
	case 'w':
		unit = 7 * CLOCK_DAY;
		break;
	default:
		return false;
	}
	int count = digits(text, len - 1);
	if (count < 1)
		return false;
	*seconds = count * unit;
	return true;
}

/* The reverse of to_moment, within the years 1 to 9999. */
static void from_moment(struct civil *civil, int64_t moment)
{
	if (moment < FIRST_MOMENT)
		moment = FIRST_MOMENT;
	if (moment > LAST_MOMENT)
		moment = LAST_MOMENT;
	int64_t since = moment - FIRST_MOMENT;
	int64_t days = since / CLOCK_DAY;
	int second = (int)(since % CLOCK_DAY);
	/* 146,097 days make 400 years; the estimate is at most one year off, either way. */
	int64_t year = days * 400 / 146097 + 1;
	while (days_before(year) > days)
		year--;
	while (days_before(year + 1) <= days)
		year++;
	*civil = (struct civil){.year = (int)year,
				.month = 1,
				.hour = second / 3600,
				.minute = second / 60 % 60,
				.second = second % 60};
	int left = (int)(days - days_before(year));
	while (left >= days_in(civil->year, civil->month))
		left -= days_in(civil->year, civil->month++);
	civil->day = left + 1;
}

static void put_digits(char *out, int value, int count)
{
	while (count-- > 0) {
		out[count] = (char)('0' + value % 10);
		value /= 10;
	}
}

void clock_format_moment(char out[CLOCK_TEXT], int64_t moment)
{
	struct civil civil;

	from_moment(&civil, moment);
	memcpy(out, "0000-00-00T00:00:00Z", CLOCK_TEXT);
	put_digits(out, civil.year, 4);
	put_digits(out + 5, civil.month, 2);
	put_digits(out + 8, civil.day, 2);
	put_digits(out + 11, civil.hour, 2);
	put_digits(out + 14, civil.minute, 2);
	put_digits(out + 17, civil.second, 2);
}

void clock_format_day(char out[CLOCK_TEXT], int64_t moment)
{
	clock_format_moment(out, moment);
	out[10] = '\0';
}

void clock_word_day(char out[CLOCK_TEXT], int64_t day, int64_t now)
{
	static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
					     "July",    "August",   "September", "October", "November", "December"};
	struct civil then, today;

	from_moment(&then, day);
	from_moment(&today, now);
	int len = snprintf(out, CLOCK_TEXT, "%d %s", then.day, months[then.month - 1]);
	if (then.year != today.year && len > 0)
		(void)snprintf(out + len, CLOCK_TEXT - (size_t)len, " %04d", then.year);
}

static bool begins_day(int64_t moment)
{
	return moment % CLOCK_DAY == 0;
}

void clock_format_from(char out[CLOCK_TEXT], int64_t from)
{
	(begins_day(from) ? clock_format_day : clock_format_moment)(out, from);
}

void clock_format_until(char out[CLOCK_TEXT], int64_t end)
{
	if (begins_day(end))
		clock_format_day(out, end - CLOCK_DAY);
	else
		clock_format_moment(out, end - 1);
}

void clock_word_from(char out[CLOCK_TEXT], int64_t from, int64_t now)
{
	if (begins_day(from))
		clock_word_day(out, from, now);
	else
		clock_format_moment(out, from);
}

void clock_word_until(char out[CLOCK_TEXT], int64_t end, int64_t now)
{
	if (begins_day(end))
		clock_word_day(out, end - CLOCK_DAY, now);
	else
		clock_format_moment(out, end - 1);
}

int64_t clock_now(void)
{
	return (int64_t)time(NULL);
}

int64_t clock_monotonic(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
