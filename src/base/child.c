#include "base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/child_env.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/escape.h"
#include "base/hold.h"
#include "base/retry.h"

#define OUTPUT_LIMIT ((size_t)1 << 30)
#define ERRORS_KEPT ((size_t)64 * 1024)
#define TICK_MAX 100 /* milliseconds between two looks at a child that is silent */

/* Our ends of the pipes; -1: none, or closed. */
struct run {
	struct child *child;
	pid_t pid;
	int input, output, errors;
	int told; /* receives errno where the program could not be started; closes when it was */
	size_t written;
	size_t output_before, errors_before; /* what the buffers held before: it stays on failure */
	int64_t deadline;                    /* milliseconds of the monotonic clock; 0: none */
	unsigned tries;                      /* calls that were interrupted by a signal */
	int wait_status;
	bool ended; /* and reaped */
};

/* The child's ends. */
struct ends {
	int input, output, errors, told;
};

static void close_end(int *fd)
{
	if (*fd >= 0)
		(void)close(*fd);
	*fd = -1;
}

/*
 * A pipe whose ends are none of 0, 1, 2, which the child is about to rearrange: they are free to be taken where our
 * caller runs with its standard streams closed.
 */
static int open_pipe(int *reading, int *writing)
{
	int ends[2];
	int high[2];

	if (pipe2(ends, O_CLOEXEC) != 0)
		return -1;
	for (int i = 0; i < 2; i++) {
		high[i] = ends[i] > 2 ? ends[i] : fcntl(ends[i], F_DUPFD_CLOEXEC, 3);
		if (high[i] != ends[i])
			(void)close(ends[i]);
	}
	if (high[0] < 0 || high[1] < 0) {
		close_end(&high[0]);
		close_end(&high[1]);
		return -1;
	}
	*reading = high[0];
	*writing = high[1];
	return 0;
}

static int open_null(int flags)
{
	int fd = open("/dev/null", flags | O_CLOEXEC);
	int high = fd < 0 || fd > 2 ? fd : fcntl(fd, F_DUPFD_CLOEXEC, 3);

	if (high != fd)
		close_end(&fd);
	return high;
}

static void close_ours(struct run *run)
{
	close_end(&run->input);
	close_end(&run->output);
	close_end(&run->errors);
	close_end(&run->told);
}

static void close_theirs(struct ends *ends)
{
	close_end(&ends->input);
	close_end(&ends->output);
	close_end(&ends->errors);
	close_end(&ends->told);
}

static bool open_streams(struct run *run, struct ends *ends)
{
	const struct child *child = run->child;

	if (open_pipe(&run->told, &ends->told) != 0)
		return false;
	if (child->input != NULL && open_pipe(&ends->input, &run->input) != 0)
		return false;
	if (child->input == NULL && !child->terminal && (ends->input = open_null(O_RDONLY)) < 0)
		return false;
	if (child->output != NULL ? open_pipe(&run->output, &ends->output) != 0
				  : (ends->output = open_null(O_WRONLY)) < 0)
		return false;
	if (child->errors != NULL && open_pipe(&run->errors, &ends->errors) != 0)
		return false;
	return run->input < 0 || fcntl(run->input, F_SETFL, O_NONBLOCK) == 0;
}

/* What was not opened by us, or without O_CLOEXEC, is none of the program's business. */
static void close_rest(void)
{
	long most = sysconf(_SC_OPEN_MAX);

#ifdef CLOSE_RANGE_CLOEXEC
	if (close_range(3, ~0U, CLOSE_RANGE_CLOEXEC) == 0)
		return;
#endif
	for (int fd = 3; fd < (most > 0 && most < 65536 ? (int)most : 65536); fd++)
		(void)fcntl(fd, F_SETFD, FD_CLOEXEC);
}

/* Between fork and exec: nothing but what signal-safety(7) lists, since other threads may have held locks. */
__attribute__((noreturn)) static void start(const struct child *child, const struct ends *ends, const char *path,
					    char *const *argv, char *const *envp)
{
	struct sigaction usual = {.sa_handler = SIG_DFL};
	struct hold hold = {{true, true, true}}; /* whatever we hold, it does not */
	int number = 0;

	(void)sigaction(SIGPIPE, &usual, NULL);
	hold_release(&hold);
	/* No terminal of ours: it cannot ask there, and it can be ended with all its children. */
	if (!child->terminal)
		(void)setsid();
	if ((ends->input >= 0 && dup2(ends->input, 0) < 0) || dup2(ends->output, 1) < 0 ||
	    (ends->errors >= 0 && dup2(ends->errors, 2) < 0) ||
	    (child->directory != NULL && chdir(child->directory) != 0))
		number = errno;
	close_rest();
	if (number == 0) {
		(void)execve(path, argv, envp);
		number = errno;
	}
	/* Fits into a pipe at once; where it fails all the same, 127 says so too. */
	if (write(ends->told, &number, sizeof number) < 0)
		_exit(126);
	_exit(127);
}

/* Writes without raising SIGPIPE, however the process handles it: blocked for this thread, then taken back. */
static ssize_t write_quietly(int fd, const void *bytes, size_t len)
{
	sigset_t pipe_only, before, pending;
	int signal_number;

	(void)sigemptyset(&pipe_only);
	(void)sigaddset(&pipe_only, SIGPIPE);
	(void)sigpending(&pending);
	bool was_pending = sigismember(&pending, SIGPIPE) == 1;
	(void)pthread_sigmask(SIG_BLOCK, &pipe_only, &before);
	ssize_t written = write(fd, bytes, len);
	int number = errno;
	if (written < 0 && number == EPIPE && !was_pending) {
		(void)sigpending(&pending);
		if (sigismember(&pending, SIGPIPE) == 1)
			(void)sigwait(&pipe_only, &signal_number);
	}
	(void)pthread_sigmask(SIG_SETMASK, &before, NULL);
	errno = number;
	return written;
}

/* A program that does not want its input to the end (EPIPE) is no failure. */
static int feed(struct run *run)
{
	size_t left = run->child->input_len - run->written;
	ssize_t size = left > 0 ? write_quietly(run->input, run->child->input + run->written, left) : 0;

	if (size > 0)
		run->tries = 0;
	if (size >= 0)
		run->written += (size_t)size;
	else if (errno == EPIPE)
		run->written = run->child->input_len;
	else if (errno != EAGAIN && !retry(&run->tries))
		return -1;
	if (run->written == run->child->input_len)
		close_end(&run->input);
	return 0;
}

/* One read of what there is, and its size. `kept`: how many bytes more the buffer takes; the others are dropped. */
static ssize_t drain(struct run *run, int *fd, struct buf *out, size_t kept)
{
	size_t before = out->len;
	ssize_t size = buf_read(out, *fd, 0);

	if (size < 0 && retry(&run->tries))
		return 0;
	if (size > 0)
		run->tries = 0;
	else
		close_end(fd);
	if (size > 0 && (size_t)size > kept)
		buf_cut(out, before + kept);
	return size;
}

static int fail_run(const struct run *run, const char *what, struct mow_error *err)
{
	MOW_AUTO(buf) name = BUF_INIT;

	escape_path(&name, run->child->argv[0], strlen(run->child->argv[0]));
	return mow_fail(err, MOW_ESYSTEM, "%s %s", name.data, what);
}

/* Reads both streams where poll says there is something. */
static int receive(struct run *run, const struct pollfd *output, const struct pollfd *errors, struct mow_error *err)
{
	struct child *child = run->child;
	size_t limit = child->limit ? child->limit : OUTPUT_LIMIT;

	if (run->output >= 0 && output->revents != 0) {
		size_t left = limit - (child->output->len - run->output_before);
		ssize_t size = drain(run, &run->output, child->output, left);
		if (size > 0 && (size_t)size > left)
			return fail_run(run, "wrote more than this can take; nothing of it was used", err);
		if (child->output->failed)
			return mow_fail_memory(err);
		/* What is cut off must not pass for the whole. */
		if (size < 0)
			return fail_run(run, "wrote something that cannot be read", err);
	}
	if (run->errors >= 0 && errors->revents != 0) {
		(void)drain(run, &run->errors, child->errors, ERRORS_KEPT - (child->errors->len - run->errors_before));
		if (child->errors->failed)
			return mow_fail_memory(err);
	}
	return MOW_OK;
}

/* Reaps it where it has ended; `block`: waits for that. */
static int reap(struct run *run, bool block, struct mow_error *err)
{
	unsigned tries = 0;
	pid_t pid;

	if (run->ended)
		return MOW_OK;
	do
		pid = waitpid(run->pid, &run->wait_status, block ? 0 : WNOHANG);
	while (pid < 0 && retry(&tries));
	if (pid < 0)
		return fail_run(run, "ran, but how it ended cannot be told", err);
	run->ended = pid == run->pid;
	return MOW_OK;
}

static int pause_for(const struct run *run, int tick)
{
	int64_t left = run->deadline ? run->deadline - clock_monotonic() : tick;

	return left < 0 ? 0 : left < tick ? (int)left : tick;
}

/* One turn: waits for a stream or the next tick, moves bytes, looks whether it has ended. */
static int turn(struct run *run, int *tick, struct mow_error *err)
{
	struct pollfd fds[3] = {{.fd = run->input, .events = POLLOUT},
				{.fd = run->output, .events = POLLIN},
				{.fd = run->errors, .events = POLLIN}};
	int ready = poll(fds, 3, run->ended ? 0 : pause_for(run, *tick));

	if (ready < 0 && !retry(&run->tries))
		return mow_fail_errno(err, "cannot wait for %s", "a child process");
	if (ready > 0) {
		*tick = 1;
		if (run->input >= 0 && fds[0].revents != 0 && feed(run) != 0)
			return fail_run(run, "did not take its input", err);
		return receive(run, &fds[1], &fds[2], err);
	}
	/* It has ended, and all it wrote is read: a daemon that it left behind still holds the pipes (ssh's
	 * ControlPersist). */
	if (run->ended) {
		close_end(&run->output);
		close_end(&run->errors);
		return MOW_OK;
	}
	*tick = *tick < TICK_MAX / 2 ? *tick * 2 : TICK_MAX;
	return reap(run, false, err);
}

static int converse(struct run *run, struct mow_error *err)
{
	int tick = 1;
	int result = MOW_OK;

	while (result == MOW_OK &&
	       (run->input >= 0 || run->output >= 0 || run->errors >= 0 || (run->deadline && !run->ended))) {
		if (run->ended)
			close_end(&run->input);
		result = turn(run, &tick, err);
		if (result == MOW_OK && run->output < 0 && run->errors < 0 && run->input < 0 && !run->ended)
			result = reap(run, !run->deadline, err);
		if (result == MOW_OK && run->deadline && !run->ended && clock_monotonic() >= run->deadline)
			result = fail_run(run, "took too long and was stopped", err);
	}
	return result ? result : reap(run, true, err);
}

/* Ends it and, where it leads a session of its own, everything it started. */
static void kill_all(struct run *run)
{
	if (run->pid <= 0 || run->ended)
		return;
	if (!run->child->terminal)
		(void)kill(-run->pid, SIGKILL);
	(void)kill(run->pid, SIGKILL);
	(void)reap(run, true, NULL);
}

/* Waits until the program runs, or takes the reason why it does not. */
static int await_start(struct run *run, struct mow_error *err)
{
	unsigned tries = 0;
	int number = 0;
	ssize_t size;

	do
		size = read(run->told, &number, sizeof number);
	while (size < 0 && retry(&tries));
	close_end(&run->told);
	if (size == 0)
		return MOW_OK;
	errno = size == (ssize_t)sizeof number ? number : EIO;
	MOW_AUTO(buf) name = BUF_INIT;
	escape_path(&name, run->child->argv[0], strlen(run->child->argv[0]));
	return mow_fail_errno(err, "cannot run %s", name.data);
}

static int launch(struct run *run, struct mow_error *err)
{
	MOW_AUTO(buf) path = BUF_INIT;
	MOW_AUTO(child_env) env = {.strings = BUF_INIT};
	struct child *child = run->child;
	struct ends ends = {-1, -1, -1, -1};
	int result = child_env_find(&path, child->argv[0], err);

	if (result == MOW_OK)
		result = child_env_init(&env, child, err);
	if (result != MOW_OK)
		return result;
	if (!open_streams(run, &ends))
		result = mow_fail_errno(err, "cannot open a pipe");
	if (result == MOW_OK && (run->pid = fork()) < 0)
		result = mow_fail_errno(err, "cannot start a child process");
	if (result == MOW_OK && run->pid == 0)
		start(child, &ends, path.data, (char *const *)child->argv, env.vector);
	close_theirs(&ends);
	return result ? result : await_start(run, err);
}

int child_run(struct child *child, struct mow_error *err)
{
	struct run run = {.child = child, .input = -1, .output = -1, .errors = -1, .told = -1};

	run.output_before = child->output != NULL ? child->output->len : 0;
	run.errors_before = child->errors != NULL ? child->errors->len : 0;
	run.deadline = child->timeout > 0 ? clock_monotonic() + child->timeout * INT64_C(1000) : 0;
	int result = launch(&run, err);
	if (result == MOW_OK)
		result = converse(&run, err);
	kill_all(&run);
	close_ours(&run);
	if (result != MOW_OK) {
		if (child->output != NULL)
			buf_cut(child->output, run.output_before);
		if (child->errors != NULL)
			buf_cut(child->errors, run.errors_before);
		return result;
	}
	child->status = WIFSIGNALED(run.wait_status) ? 128 + WTERMSIG(run.wait_status) : WEXITSTATUS(run.wait_status);
	return MOW_OK;
}
