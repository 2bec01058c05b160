/* base/file: on a real file system, in a folder of its own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/file_temp.h"
#include "base/file_write.h"

struct place {
	struct file_temp temp;
	struct buf path; /* of "file" in it */
};

static int open_place(void **state)
{
	struct place *place = calloc(1, sizeof *place);

	if (place == NULL || file_temp_init(&place->temp, NULL) != 0)
		return -1;
	place->path = (struct buf)BUF_INIT;
	buf_addf(&place->path, "%s/file", place->temp.path);
	*state = place;
	return 0;
}

static int close_place(void **state)
{
	struct place *place = *state;

	file_temp_release(&place->temp);
	buf_release(&place->path);
	free(place);
	return 0;
}

static size_t count_entries(const char *path)
{
	DIR *dir = opendir(path);
	struct dirent *entry;
	size_t count = 0;

	assert_non_null(dir);
	while ((entry = readdir(dir)) != NULL)
		count += entry->d_name[0] != '.' || strlen(entry->d_name) > 2;
	(void)closedir(dir);
	return count;
}

static void test_write_and_read(void **state)
{
	const struct place *place = *state;
	MOW_AUTO(buf) text = BUF_INIT;
	struct stat st;

	mode_t before = umask(077);
	assert_int_equal(file_write(place->path.data, "a\0b", 3, 0644, NULL), 0);
	(void)umask(before);
	buf_adds(&text, ">");
	assert_int_equal(file_read(&text, place->path.data, 100, NULL), 0);
	assert_int_equal(text.len, 4);
	assert_memory_equal(text.data, ">a\0b", 4);
	assert_int_equal(stat(place->path.data, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0644);
	assert_int_equal(count_entries(place->temp.path), 1);
}

/* Whatever the sizes of its parts: one byte too few, too many, or another one. */
static void test_holds(void **state)
{
	const struct place *place = *state;
	MOW_AUTO(buf) bytes = BUF_INIT;
	MOW_AUTO(buf) link = BUF_INIT;

	buf_pad(&bytes, 'x', 40000);
	for (size_t len = 0; len <= bytes.len; len += 8192) {
		assert_int_equal(file_write(place->path.data, bytes.data, len, 0644, NULL), 0);
		assert_true(file_holds(place->path.data, bytes.data, len));
		assert_false(file_holds(place->path.data, bytes.data, len + 1));
		assert_false(len > 0 && file_holds(place->path.data, bytes.data, len - 1));
		for (size_t at = 0; at < len; at += len / 5 + 1) {
			bytes.data[at] = 'y';
			assert_false(file_holds(place->path.data, bytes.data, len));
			bytes.data[at] = 'x';
		}
	}
	buf_addf(&link, "%s/link", place->temp.path);
	assert_int_equal(symlink("file", link.data), 0);
	assert_false(file_holds(link.data, bytes.data, 32768));
	assert_false(file_holds(place->temp.path, "", 0));
	assert_int_equal(unlink(link.data), 0);
	assert_false(file_holds(link.data, "", 0));
}

static void test_write_replaces_the_name(void **state)
{
	const struct place *place = *state;
	MOW_AUTO(buf) other = BUF_INIT;
	MOW_AUTO(buf) text = BUF_INIT;

	assert_int_equal(file_write(place->path.data, "old", 3, 0600, NULL), 0);
	buf_addf(&other, "%s/other", place->temp.path);
	assert_int_equal(link(place->path.data, other.data), 0);
	assert_int_equal(file_write(place->path.data, "new", 3, 0600, NULL), 0);
	assert_int_equal(file_read(&text, other.data, 3, NULL), 0);
	assert_int_equal(file_read(&text, place->path.data, 3, NULL), 0);
	assert_int_equal(file_write_unsynced(place->path.data, "newer", 5, 0600, NULL), 0);
	assert_int_equal(file_read(&text, place->path.data, 5, NULL), 0);
	assert_string_equal(text.data, "oldnewnewer");
}

static void test_write_that_fails_leaves_nothing(void **state)
{
	const struct place *place = *state;
	struct mow_error err = {0};
	MOW_AUTO(buf) path = BUF_INIT;

	assert_int_equal(mkdir(place->path.data, 0700), 0);
	assert_int_equal(file_write(place->path.data, "new", 3, 0600, &err), MOW_ESYSTEM);
	assert_non_null(strstr(err.message, place->path.data));
	assert_int_equal(count_entries(place->temp.path), 1);
	assert_int_equal(rmdir(place->path.data), 0);
	buf_addf(&path, "%s/none/file", place->temp.path);
	assert_int_equal(file_write(path.data, "new", 3, 0600, &err), MOW_ESYSTEM);
	assert_int_equal(file_write_unsynced(path.data, "new", 3, 0600, &err), MOW_ESYSTEM);
	assert_int_equal(count_entries(place->temp.path), 0);
}

static void test_write_all_or_none(void **state)
{
	const struct place *place = *state;
	MOW_AUTO(buf) other = BUF_INIT;
	MOW_AUTO(buf) text = BUF_INIT;
	struct mow_error err = {0};

	buf_addf(&other, "%s/other", place->temp.path);
	assert_int_equal(file_write(place->path.data, "old", 3, 0600, NULL), 0);
	const struct file_change changes[] = {{place->path.data, "old", 3, "new", 3, 0640},
					      {other.data, "", 0, "2", 1, 0600}};
	/* A folder lets no file in its place: it is found out when the first one is there already. */
	assert_int_equal(mkdir(other.data, 0700), 0);
	assert_int_equal(file_write_all(changes, 2, &err), MOW_ESYSTEM);
	assert_non_null(strstr(err.message, other.data));
	assert_int_equal(file_read(&text, place->path.data, 3, NULL), 0);
	assert_int_equal(count_entries(place->temp.path), 2);
	assert_int_equal(rmdir(other.data), 0);
	assert_int_equal(file_write_all(changes, 2, NULL), 0);
	assert_int_equal(file_read(&text, place->path.data, 3, NULL), 0);
	assert_int_equal(file_read(&text, other.data, 1, NULL), 0);
	assert_string_equal(text.data, "oldnew2");
	assert_int_equal(count_entries(place->temp.path), 2);
	assert_int_equal(file_write_all(NULL, 0, NULL), 0);
}

/* Room for one byte is no room for the old ones. */
static void test_write_all_that_stays(void **state)
{
	const struct place *place = *state;
	MOW_AUTO(buf) other = BUF_INIT;
	struct mow_error err = {0};
	struct rlimit room;

	buf_addf(&other, "%s/other", place->temp.path);
	assert_int_equal(file_write(place->path.data, "old", 3, 0600, NULL), 0);
	assert_int_equal(mkdir(other.data, 0700), 0);
	const struct file_change changes[] = {{place->path.data, "old", 3, "n", 1, 0600},
					      {other.data, "", 0, "2", 1, 0600}};
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &room), 0);
	(void)signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &(struct rlimit){1, room.rlim_max}), 0);
	int result = file_write_all(changes, 2, &err);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &room), 0);
	(void)signal(SIGXFSZ, SIG_DFL);
	assert_int_equal(result, MOW_ESYSTEM);
	assert_non_null(strstr(err.message, other.data));
	assert_non_null(strstr(err.message, place->path.data));
	assert_non_null(strstr(err.message, " was written before, and its old content cannot be put back"));
	assert_int_equal(count_entries(place->temp.path), 2);
}

static void test_write_without_a_folder(void **state)
{
	const struct place *place = *state;
	MOW_AUTO(buf) text = BUF_INIT;
	char here[4096];

	assert_non_null(getcwd(here, sizeof here));
	assert_int_equal(chdir(place->temp.path), 0);
	int written = file_write("file", "x", 1, 0600, NULL);
	assert_int_equal(chdir(here), 0);
	assert_int_equal(written, 0);
	assert_int_equal(file_read(&text, place->path.data, 1, NULL), 0);
	assert_string_equal(text.data, "x");
}

static void test_read_up_to_the_limit(void **state)
{
	const struct place *place = *state;
	MOW_AUTO(buf) big = BUF_INIT;
	MOW_AUTO(buf) text = BUF_INIT;

	buf_pad(&big, 'x', 100000);
	assert_int_equal(file_write(place->path.data, big.data, big.len, 0600, NULL), 0);
	buf_adds(&text, "before");
	assert_int_equal(file_read(&text, place->path.data, 99999, NULL), MOW_ETOOBIG);
	assert_int_equal(file_read(&text, place->path.data, 0, NULL), MOW_ETOOBIG);
	assert_string_equal(text.data, "before");
	assert_int_equal(file_read(&text, place->path.data, 100000, NULL), 0);
	assert_int_equal(text.len, 100006);
}

static void test_read_refuses_what_is_no_file(void **state)
{
	const struct place *place = *state;
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(buf) below = BUF_INIT;
	struct mow_error err = {0};

	assert_int_equal(file_read(&text, place->path.data, 9, &err), MOW_ENOTFOUND);
	assert_int_equal(file_read(&text, place->temp.path, 9, &err), MOW_ESYSTEM);
	assert_int_equal(mkfifo(place->path.data, 0600), 0);
	assert_int_equal(file_read(&text, place->path.data, 9, &err), MOW_ESYSTEM);
	assert_int_equal(unlink(place->path.data), 0);
	assert_int_equal(file_write(place->path.data, "x", 1, 0600, NULL), 0);
	buf_addf(&below, "%s/below", place->path.data);
	assert_int_equal(file_read(&text, below.data, 9, &err), MOW_ENOTFOUND);
	assert_string_equal(text.data, "");
}

static void test_read_and_links(void **state)
{
	const struct place *place = *state;
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(buf) to = BUF_INIT;
	struct mow_error err = {0};

	buf_addf(&to, "%s/to", place->temp.path);
	assert_int_equal(file_write(to.data, "x", 1, 0600, NULL), 0);
	assert_int_equal(symlink("to", place->path.data), 0);
	assert_int_equal(file_read(&text, place->path.data, 9, &err), MOW_ESYSTEM);
	assert_non_null(strstr(err.message, "symbolic link"));
	assert_int_equal(file_read_named(&text, place->path.data, 9, &err), 0);
	assert_string_equal(text.data, "x");
}

static void test_messages_are_escaped(void **state)
{
	MOW_AUTO(buf) text = BUF_INIT;
	struct mow_error err = {0};

	(void)state;
	assert_int_equal(file_read(&text, "/no/\x1b[31m", 9, &err), MOW_ENOTFOUND);
	assert_string_equal(err.message, "\"/no/\\033[31m\" does not exist");
}

static void test_temp_is_ours_and_goes(void **state)
{
	struct file_temp temp = {0};
	MOW_AUTO(buf) path = BUF_INIT;
	MOW_AUTO(buf) text = BUF_INIT;
	struct stat st;

	(void)state;
	assert_int_equal(file_temp_init(&temp, NULL), 0);
	assert_int_equal(stat(temp.path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0700);
	assert_int_equal(file_temp_add(&temp, &path, &(struct file_text){"one", "1", 1}, NULL), 0);
	assert_int_equal(file_read(&text, path.data, 9, NULL), 0);
	assert_string_equal(text.data, "1");
	assert_int_equal(stat(path.data, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(file_temp_add(&temp, &path, &(struct file_text){"one", "2", 1}, NULL), MOW_ESYSTEM);
	assert_int_equal(file_temp_add(&temp, &path, &(struct file_text){"../one", "2", 1}, NULL), MOW_EINVAL);
	assert_int_equal(file_temp_add(&temp, &text, &(struct file_text){".hidden", "2", 1}, NULL), 0);
	char *gone = strdup(temp.path);
	file_temp_release(&temp);
	assert_int_equal(stat(gone, &st), -1);
	free(gone);
	assert_string_equal(temp.path, "");
	file_temp_release(&temp);
}

static void test_temp_follows_tmpdir(void **state)
{
	const struct place *place = *state;
	MOW_AUTO(file_temp) temp = {0};
	struct mow_error err = {0};
	MOW_AUTO(buf) far = BUF_INIT;
	char *before = getenv("TMPDIR") != NULL ? strdup(getenv("TMPDIR")) : NULL;

	assert_int_equal(setenv("TMPDIR", place->temp.path, 1), 0);
	assert_int_equal(file_temp_init(&temp, NULL), 0);
	int inside = strncmp(temp.path, place->temp.path, strlen(place->temp.path)) == 0;
	file_temp_release(&temp);
	buf_addc(&far, '/');
	buf_pad(&far, 'x', 300);
	assert_int_equal(setenv("TMPDIR", far.data, 1), 0);
	int result = file_temp_init(&temp, &err);
	if (before != NULL)
		assert_int_equal(setenv("TMPDIR", before, 1), 0);
	else
		assert_int_equal(unsetenv("TMPDIR"), 0);
	free(before);
	assert_true(inside);
	assert_int_equal(result, MOW_ETOOBIG);
	assert_string_equal(temp.path, "");
}

#define IN_PLACE(test) cmocka_unit_test_setup_teardown(test, open_place, close_place)

/* A child that is ended by a signal while it has temporary files: its status, once they are gone. */
static int end_with(int signal_number)
{
	pid_t pid = fork();
	int status = 0;

	if (pid == 0) {
		struct file_temp temp = {.path = ""};
		struct file_temp other = {.path = ""};
		struct hold ours = {{true, true, true, true}}; /* by the place that we are in */
		struct buf path = BUF_INIT;
		hold_release(&ours);
		int result = file_temp_init(&temp, NULL);
		if (result == 0)
			result = file_temp_init(&other, NULL);
		if (result == 0)
			result = file_temp_add(&temp, &path, &(struct file_text){"x", "x", 1}, NULL);
		(void)raise(signal_number);
		file_temp_release(&other);
		file_temp_release(&temp);
		_exit(result == 0 ? 1 : 2); /* must not be reached */
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static void test_signals_wait_for_temporary_files(void **state)
{
	static const int signals[] = {SIGHUP, SIGINT, SIGTERM};
	struct place *place = *state;

	setenv("TMPDIR", place->temp.path, 1);
	for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
		int status = end_with(signals[i]);
		assert_true(WIFSIGNALED(status));
		assert_int_equal(WTERMSIG(status), signals[i]);
		/* The folder itself is empty: nothing was left. */
		assert_int_equal(count_entries(place->temp.path), 0);
	}
	unsetenv("TMPDIR");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_PLACE(test_write_and_read),
		IN_PLACE(test_holds),
		IN_PLACE(test_write_replaces_the_name),
		IN_PLACE(test_write_that_fails_leaves_nothing),
		IN_PLACE(test_write_all_or_none),
		IN_PLACE(test_write_all_that_stays),
		IN_PLACE(test_write_without_a_folder),
		IN_PLACE(test_read_up_to_the_limit),
		IN_PLACE(test_read_refuses_what_is_no_file),
		IN_PLACE(test_read_and_links),
		cmocka_unit_test(test_messages_are_escaped),
		cmocka_unit_test(test_temp_is_ours_and_goes),
		IN_PLACE(test_temp_follows_tmpdir),
		IN_PLACE(test_signals_wait_for_temporary_files),
	};

	return cmocka_run_group_tests_name("base_file", tests, NULL, NULL);
}
