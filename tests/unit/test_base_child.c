/* base/child: real programs, in the environment of the test. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/child.h"
#include "base/file_temp.h"
#include "base/hold.h"

#define SH(script)                       \
	(const char *const[])            \
	{                                \
		"sh", "-c", script, NULL \
	}

static double seconds_now(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void test_output_and_status(void **state)
{
	MOW_AUTO(buf) output = BUF_INIT;
	MOW_AUTO(buf) errors = BUF_INIT;
	struct child child = {.argv = SH("echo out; echo err >&2; exit 3"), .output = &output, .errors = &errors};

	(void)state;
	buf_adds(&output, "before ");
	assert_int_equal(child_run(&child, NULL), 0);
	assert_int_equal(child.status, 3);
	assert_string_equal(output.data, "before out\n");
	assert_string_equal(errors.data, "err\n");
}

static void test_ended_by_a_signal(void **state)
{
	struct child child = {.argv = SH("kill -TERM $$")};

	(void)state;
	assert_int_equal(child_run(&child, NULL), 0);
	assert_int_equal(child.status, 128 + SIGTERM);
}

static void test_arguments_are_no_shell(void **state)
{
	MOW_AUTO(buf) output = BUF_INIT;
	const char *const argv[] = {"printf", "%s|", "a b", "$HOME;`id`", "", "*", "\n", NULL};
	struct child child = {.argv = argv, .output = &output};

	(void)state;
	assert_int_equal(child_run(&child, NULL), 0);
	assert_string_equal(output.data, "a b|$HOME;`id`||*|\n|");
}

/* More than any pipe holds, both ways at once: whoever wrote all before reading would hang. */
static void test_large_input_and_output_at_once(void **state)
{
	MOW_AUTO(buf) input = BUF_INIT;
	MOW_AUTO(buf) output = BUF_INIT;
	const char *const argv[] = {"cat", NULL};

	(void)state;
	for (uint32_t i = 0; !input.failed && input.len < 8 * 1024 * 1024; i++)
		buf_addf(&input, "%u\n", i);
	struct child child = {
		.argv = argv, .input = input.data, .input_len = input.len, .output = &output, .timeout = 60};
	assert_int_equal(child_run(&child, NULL), 0);
	assert_int_equal(output.len, input.len);
	assert_memory_equal(output.data, input.data, input.len);
}

static void test_both_outputs_at_once(void **state)
{
	MOW_AUTO(buf) output = BUF_INIT;
	MOW_AUTO(buf) errors = BUF_INIT;
	struct child child = {
		.argv = SH("yes out | head -c 1000000; yes err | head -c 1000000 >&2; yes out | head -c 1000000"),
		.output = &output,
		.errors = &errors,
		.timeout = 60};

	(void)state;
	assert_int_equal(child_run(&child, NULL), 0);
	assert_int_equal(output.len, 2000000);
	assert_int_equal(errors.len, 64 * 1024);
}

static void test_too_much_output(void **state)
{
	MOW_AUTO(buf) output = BUF_INIT;
	struct mow_error err = {0};
	struct child child = {.argv = SH("yes"), .output = &output, .limit = 100000, .status = 77};

	(void)state;
	buf_adds(&output, "before");
	assert_int_equal(child_run(&child, &err), MOW_ESYSTEM);
	assert_string_equal(output.data, "before");
	assert_int_equal(child.status, 77);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

static void test_output_up_to_the_limit(void **state)
{
	MOW_AUTO(buf) output = BUF_INIT;
	struct child child = {.argv = SH("yes | head -c 100000"), .output = &output, .limit = 100000};

	(void)state;
	buf_adds(&output, "before");
	assert_int_equal(child_run(&child, NULL), 0);
	assert_int_equal(output.len, 100006);
}

/* Takes whole tens of bytes; stops at a mark. */
struct taking {
	size_t taken, most;
	bool wrong, stops;
};

static int take_tens(size_t *used, const char *bytes, size_t len, void *context)
{
	struct taking *taking = context;

	for (size_t i = 0; i < len; i++)
		taking->wrong = taking->wrong || bytes[i] != (i % 2 == 0 ? 'y' : '\n');
	*used = len - len % 10;
	taking->taken += *used;
	taking->most = len > taking->most ? len : taking->most;
	return taking->stops && taking->taken > 100000 ? 7 : 0;
}

static void test_output_taken_as_it_comes(void **state)
{
	MOW_AUTO(buf) output = BUF_INIT;
	struct taking taking = {0};
	struct child child = {.argv = SH("yes | head -c 1000006"),
			      .output = &output,
			      .take = take_tens,
			      .take_context = &taking,
			      .limit = 300000};

	(void)state;
	buf_adds(&output, "before");
	assert_int_equal(child_run(&child, NULL), 0);
	assert_int_equal(taking.taken, 1000000);
	assert_false(taking.wrong);
	assert_true(taking.most < 300000);
	assert_string_equal(output.data, "beforey\ny\ny\n");
	taking = (struct taking){.stops = true};
	buf_reset(&output);
	assert_int_equal(child_run(&child, NULL), 7);
	assert_int_equal(output.len, 0);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

/* A program that closes its input early, or never looks at it; the test's own SIGPIPE is the default, deadly one. */
static void test_input_not_wanted(void **state)
{
	MOW_AUTO(buf) input = BUF_INIT;
	MOW_AUTO(buf) output = BUF_INIT;
	sigset_t pending;

	(void)state;
	buf_pad(&input, 'x', 4 * 1024 * 1024);
	struct child child = {
		.argv = SH("exec <&-; echo done"), .input = input.data, .input_len = input.len, .output = &output};
	assert_int_equal(child_run(&child, NULL), 0);
	assert_int_equal(child.status, 0);
	assert_string_equal(output.data, "done\n");
	assert_int_equal(sigpending(&pending), 0);
	assert_int_equal(sigismember(&pending, SIGPIPE), 0);
}

static void test_empty_input(void **state)
{
	MOW_AUTO(buf) output = BUF_INIT;
	struct child child = {.argv = SH("wc -c | tr -d ' '"), .output = &output};

	(void)state;
	assert_int_equal(child_run(&child, NULL), 0);
	child.input = "";
	assert_int_equal(child_run(&child, NULL), 0);
	assert_string_equal(output.data, "0\n0\n");
}

static void check_timeout(const char *script, struct buf *output)
{
	struct mow_error err = {0};
	double start = seconds_now();
	struct child child = {.argv = SH(script), .output = output, .timeout = 1};

	assert_int_equal(child_run(&child, &err), MOW_ESYSTEM);
	assert_non_null(strstr(err.message, "too long"));
	assert_true(seconds_now() - start < 10 && seconds_now() - start > 0.9);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

static void test_timeout(void **state)
{
	MOW_AUTO(buf) output = BUF_INIT;

	(void)state;
	check_timeout("echo early; exec sleep 30", &output);
	assert_string_equal(output.data, "");
	check_timeout("exec sleep 30", NULL);
	check_timeout("exec >&-; exec sleep 30", &output);
	check_timeout("while :; do echo x; sleep 0.01; done", &output);
}

/* What the program started is ended with it. */
static void test_timeout_reaches_grandchildren(void **state)
{
	MOW_AUTO(file_temp) temp = {0};
	MOW_AUTO(buf) path = BUF_INIT;
	struct stat st;

	(void)state;
	assert_int_equal(file_temp_init(&temp, NULL), 0);
	buf_addf(&path, "%s/alive", temp.path);
	struct child child = {.argv = SH("(sleep 2; touch alive) & sleep 30"), .directory = temp.path, .timeout = 1};
	assert_int_equal(child_run(&child, NULL), MOW_ESYSTEM);
	(void)sleep(2);
	assert_int_equal(stat(path.data, &st), -1);
}

/* A daemon that holds the pipe is not waited for. */
static void test_daemon_left_behind(void **state)
{
	MOW_AUTO(buf) output = BUF_INIT;
	MOW_AUTO(buf) errors = BUF_INIT;
	double start = seconds_now();
	struct child child = {.argv = SH("echo out; sleep 5 & exit 0"), .output = &output, .errors = &errors};

	(void)state;
	assert_int_equal(child_run(&child, NULL), 0);
	assert_int_equal(child.status, 0);
	assert_string_equal(output.data, "out\n");
	assert_true(seconds_now() - start < 4);
}

static void test_missing_program(void **state)
{
	static const char *const names[] = {"no-such-program-here", "",    "./sh", "../bin/sh",
					    "/no/such/program",     "/tmp"};

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *const argv[] = {names[i], NULL};
		struct mow_error err = {0};
		struct child child = {.argv = argv, .status = 77};
		assert_int_equal(child_run(&child, &err), MOW_ENOTFOUND);
		assert_non_null(strstr(err.message, "not installed"));
		assert_int_equal(child.status, 77);
	}
}

static void test_program_that_cannot_start(void **state)
{
	MOW_AUTO(file_temp) temp = {0};
	MOW_AUTO(buf) path = BUF_INIT;
	struct mow_error err = {0};

	(void)state;
	assert_int_equal(file_temp_init(&temp, NULL), 0);
	const struct file_text bad = {"bad",
				      "\x7f"
				      "ELF\0\0",
				      6};
	assert_int_equal(file_temp_add(&temp, &path, &bad, NULL), 0);
	assert_int_equal(chmod(path.data, 0700), 0);
	const char *const argv[] = {path.data, NULL};
	struct child child = {.argv = argv};
	assert_int_equal(child_run(&child, &err), MOW_ESYSTEM);
	assert_non_null(strstr(err.message, "cannot run"));
	child = (struct child){.argv = SH(":"), .directory = "/no/such/folder"};
	assert_int_equal(child_run(&child, &err), MOW_ESYSTEM);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

/* Relative and empty entries of PATH would run what a repository holds. */
static void test_path_is_searched_in_absolute_folders_only(void **state)
{
	MOW_AUTO(file_temp) temp = {0};
	MOW_AUTO(buf) path = BUF_INIT;
	MOW_AUTO(buf) output = BUF_INIT;
	MOW_AUTO(buf) changed = BUF_INIT;
	char *before = strdup(getenv("PATH"));
	char here[4096];
	const char *const argv[] = {"only-here", NULL};
	struct child child = {.argv = argv, .output = &output};

	(void)state;
	assert_non_null(getcwd(here, sizeof here));
	assert_int_equal(file_temp_init(&temp, NULL), 0);
	assert_int_equal(
		file_temp_add(&temp, &path, &(struct file_text){"only-here", "#!/bin/sh\necho found\n", 21}, NULL), 0);
	assert_int_equal(chmod(path.data, 0700), 0);
	assert_int_equal(chdir(temp.path), 0);
	buf_addf(&changed, ":.::%s:", before);
	assert_int_equal(setenv("PATH", changed.data, 1), 0);
	int in_relative = child_run(&child, NULL);
	buf_addf(&changed, "%s", temp.path);
	assert_int_equal(setenv("PATH", changed.data, 1), 0);
	int in_absolute = child_run(&child, NULL);
	assert_int_equal(setenv("PATH", before, 1), 0);
	assert_int_equal(chdir(here), 0);
	free(before);
	assert_int_equal(in_relative, MOW_ENOTFOUND);
	assert_int_equal(in_absolute, 0);
	assert_string_equal(output.data, "found\n");
}

/* ---- environment ---- */

static const char *const hostile[] = {"GIT_DIR",
				      "GIT_INDEX_FILE",
				      "GIT_WORK_TREE",
				      "GIT_OBJECT_DIRECTORY",
				      "GIT_ALTERNATE_OBJECT_DIRECTORIES",
				      "GIT_COMMON_DIR",
				      "GIT_PREFIX",
				      "GIT_QUARANTINE_PATH",
				      "GIT_CONFIG",
				      "GIT_CONFIG_COUNT",
				      "GIT_CONFIG_KEY_0",
				      "GIT_CONFIG_VALUE_0",
				      "GIT_CONFIG_PARAMETERS",
				      "GIT_NAMESPACE",
				      "GIT_REPLACE_REF_BASE",
				      "GIT_GRAFT_FILE",
				      "GIT_SHALLOW_FILE",
				      "GIT_INTERNAL_SUPER_PREFIX",
				      "GIT_LITERAL_PATHSPECS"};

static void run_env(struct buf *output, enum child_environment environment, const char *const *extra)
{
	const char *const argv[] = {"env", NULL};
	struct child child = {.argv = argv, .environment = environment, .extra = extra, .output = output};

	buf_reset(output);
	buf_addc(output, '\n');
	for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++)
		assert_int_equal(setenv(hostile[i], "hostile", 1), 0);
	assert_int_equal(setenv("LD_PRELOAD_TEST", "mine", 1), 0);
	assert_int_equal(setenv("GIT_CONFIG_GLOBAL", "/my/config", 1), 0);
	assert_int_equal(setenv("LC_ALL", "de_DE.UTF-8", 1), 0);
	assert_int_equal(child_run(&child, NULL), 0);
	for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++)
		assert_int_equal(unsetenv(hostile[i]), 0);
	assert_int_equal(unsetenv("LD_PRELOAD_TEST"), 0);
	assert_int_equal(unsetenv("GIT_CONFIG_GLOBAL"), 0);
	assert_int_equal(unsetenv("LC_ALL"), 0);
}

static void test_clean_environment(void **state)
{
	MOW_AUTO(buf) output = BUF_INIT;
	const char *const extra[] = {"HOME=/elsewhere", "MINE=a=b", "TZ=UTC0", NULL};

	(void)state;
	run_env(&output, CHILD_CLEAN, extra);
	assert_non_null(strstr(output.data, "\nPATH="));
	assert_non_null(strstr(output.data, "\nHOME=/elsewhere\n"));
	assert_non_null(strstr(output.data, "\nMINE=a=b\n"));
	assert_non_null(strstr(output.data, "\nLC_ALL=C\n"));
	assert_non_null(strstr(output.data, "\nTZ=UTC0\n"));
	assert_non_null(strstr(output.data, "\nGIT_NO_REPLACE_OBJECTS=1\n"));
	assert_null(strstr(output.data, "hostile"));
	assert_null(strstr(output.data, "LD_PRELOAD_TEST"));
	assert_null(strstr(output.data, "/my/config"));
}

static void test_user_environment(void **state)
{
	MOW_AUTO(buf) output = BUF_INIT;
	const char *const extra[] = {"GIT_DIR=/ours", "LD_PRELOAD_TEST=stronger", "LC_ALL=C.UTF-8", NULL};

	(void)state;
	run_env(&output, CHILD_USER, NULL);
	assert_null(strstr(output.data, "hostile"));
	assert_non_null(strstr(output.data, "\nLD_PRELOAD_TEST=mine\n"));
	assert_non_null(strstr(output.data, "\nGIT_CONFIG_GLOBAL=/my/config\n"));
	assert_non_null(strstr(output.data, "\nLC_ALL=C\n"));
	assert_non_null(strstr(output.data, "\nGIT_NO_REPLACE_OBJECTS=1\n"));
	run_env(&output, CHILD_USER, extra);
	assert_null(strstr(output.data, "hostile"));
	assert_non_null(strstr(output.data, "\nGIT_DIR=/ours\n"));
	assert_non_null(strstr(output.data, "\nLD_PRELOAD_TEST=stronger\n"));
	assert_null(strstr(output.data, "LD_PRELOAD_TEST=mine"));
	assert_non_null(strstr(output.data, "\nLC_ALL=C.UTF-8\n"));
	assert_null(strstr(output.data, "LC_ALL=C\n"));
}

/* A descriptor that somebody else left open does not reach the program. */
static void test_files_stay_here(void **state)
{
	MOW_AUTO(buf) output = BUF_INIT;
	int fd = open("/dev/null", O_RDONLY);
	int high = fcntl(fd, F_DUPFD, 77);
	struct child child = {.argv = SH("(: <&77) 2>/dev/null && echo leaked; exit 0"), .output = &output};

	(void)state;
	assert_int_equal(high, 77);
	assert_int_equal(child_run(&child, NULL), 0);
	assert_int_equal(close(fd), 0);
	assert_int_equal(close(high), 0);
	assert_string_equal(output.data, "");
}

static int count_files(void)
{
	int count = 0;

	for (int fd = 0; fd < 256; fd++)
		count += fcntl(fd, F_GETFD) >= 0;
	return count;
}

static void test_nothing_is_left_open(void **state)
{
	MOW_AUTO(buf) output = BUF_INIT;
	MOW_AUTO(buf) errors = BUF_INIT;
	int before = count_files();
	const char *const missing[] = {"no-such-program-here", NULL};
	struct child good = {.argv = SH("cat"), .input = "x", .input_len = 1, .output = &output, .errors = &errors};
	struct child bad = {.argv = missing, .input = "x", .input_len = 1, .output = &output, .errors = &errors};
	struct child nowhere = {.argv = SH(":"), .directory = "/no/such", .output = &output, .errors = &errors};

	(void)state;
	assert_int_equal(child_run(&good, NULL), 0);
	assert_int_equal(child_run(&bad, NULL), MOW_ENOTFOUND);
	assert_int_equal(child_run(&nowhere, NULL), MOW_ESYSTEM);
	assert_int_equal(count_files(), before);
}

/* Where our caller runs with its standard streams closed, pipes would get their numbers. */
static void test_standard_streams_closed(void **state)
{
	(void)state;
	pid_t pid = fork();
	if (pid == 0) {
		struct buf output = BUF_INIT;
		struct child child = {
			.argv = SH("cat; echo err >&2"), .input = "text", .input_len = 4, .output = &output};
		for (int fd = 0; fd < 3; fd++)
			(void)close(fd);
		int result = child_run(&child, NULL);
		int wrong = result != 0 || child.status > 2 || strcmp(output.data, "text") != 0;
		child.directory = "/no/such"; /* that it did not start is heard as well */
		wrong |= child_run(&child, NULL) != MOW_ESYSTEM;
		buf_release(&output);
		_exit(wrong);
	}
	int status = -1;
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

/* Signals that we hold are not held by what we start. */
static void test_signals_are_let_go(void **state)
{
	struct hold hold;
	struct child child = {.argv = SH("kill -TERM $$; exit 3")};

	(void)state;
	hold_signals(&hold);
	int result = child_run(&child, NULL);
	hold_release(&hold);
	assert_int_equal(result, 0);
	assert_int_equal(child.status, 128 + SIGTERM);
}

/* A program that starts one which would run for ever, with what that holds open as the sign of its life. */
static pid_t start_one_that_hangs(int *alive, const char *script)
{
	int ends[2];
	char first = 0;

	assert_int_equal(pipe(ends), 0);
	pid_t pid = fork();
	if (pid == 0) {
		struct child child = {.argv = SH(script)};
		(void)dup2(ends[1], STDERR_FILENO);
		(void)close(ends[0]);
		(void)close(ends[1]);
		_exit(child_run(&child, NULL) == 0 ? 0 : 1);
	}
	assert_int_equal(close(ends[1]), 0);
	assert_int_equal(read(ends[0], &first, 1), 1);
	*alive = ends[0];
	return pid;
}

/* Who is ended by a signal leaves no child behind, whether that listens or not. */
static void test_a_signal_ends_the_child_first(void **state)
{
	static const int signals[] = {SIGHUP, SIGINT, SIGTERM, SIGALRM};
	static const char *const scripts[] = {"echo >&2; exec sleep 60", "trap '' TERM; echo >&2; sleep 60; sleep 60",
					      "exec >&-; echo >&2; exec sleep 60", "echo >&2; sleep 60 & wait"};

	(void)state;
	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
		int alive = -1, status = 0;
		char more;
		double start = seconds_now();
		pid_t pid = start_one_that_hangs(&alive, scripts[i]);
		assert_int_equal(kill(pid, signals[i]), 0);
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_true(WIFSIGNALED(status));
		assert_int_equal(WTERMSIG(status), signals[i]);
		assert_int_equal(read(alive, &more, 1), 0);
		assert_int_equal(close(alive), 0);
		assert_true(seconds_now() - start < 20);
	}
}

static void test_runs_where_told(void **state)
{
	MOW_AUTO(file_temp) temp = {0};
	MOW_AUTO(buf) output = BUF_INIT;
	MOW_AUTO(buf) path = BUF_INIT;
	struct child child = {.argv = SH("cat here"), .output = &output};

	(void)state;
	assert_int_equal(file_temp_init(&temp, NULL), 0);
	assert_int_equal(file_temp_add(&temp, &path, &(struct file_text){"here", "found", 5}, NULL), 0);
	child.directory = temp.path;
	assert_int_equal(child_run(&child, NULL), 0);
	assert_string_equal(output.data, "found");
}

/* Without `terminal` there is none to ask on, so that nothing waits for an answer. */
static void test_no_terminal(void **state)
{
	MOW_AUTO(buf) output = BUF_INIT;
	struct child child = {.argv = SH("(: </dev/tty) 2>/dev/null && echo asked; exit 0"), .output = &output};

	(void)state;
	assert_int_equal(child_run(&child, NULL), 0);
	assert_string_equal(output.data, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_output_and_status),
		cmocka_unit_test(test_ended_by_a_signal),
		cmocka_unit_test(test_arguments_are_no_shell),
		cmocka_unit_test(test_large_input_and_output_at_once),
		cmocka_unit_test(test_both_outputs_at_once),
		cmocka_unit_test(test_too_much_output),
		cmocka_unit_test(test_output_up_to_the_limit),
		cmocka_unit_test(test_output_taken_as_it_comes),
		cmocka_unit_test(test_input_not_wanted),
		cmocka_unit_test(test_empty_input),
		cmocka_unit_test(test_timeout),
		cmocka_unit_test(test_timeout_reaches_grandchildren),
		cmocka_unit_test(test_daemon_left_behind),
		cmocka_unit_test(test_missing_program),
		cmocka_unit_test(test_program_that_cannot_start),
		cmocka_unit_test(test_path_is_searched_in_absolute_folders_only),
		cmocka_unit_test(test_clean_environment),
		cmocka_unit_test(test_user_environment),
		cmocka_unit_test(test_files_stay_here),
		cmocka_unit_test(test_nothing_is_left_open),
		cmocka_unit_test(test_standard_streams_closed),
		cmocka_unit_test(test_signals_are_let_go),
		cmocka_unit_test(test_a_signal_ends_the_child_first),
		cmocka_unit_test(test_runs_where_told),
		cmocka_unit_test(test_no_terminal),
	};

	return cmocka_run_group_tests_name("base_child", tests, NULL, NULL);
}
