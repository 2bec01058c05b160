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
#include "base/child_start.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/fail_path.h"
#include "base/hold.h"
#include "base/retry.h"

#define OUTPUT_LIMIT ((size_t)1 << 30)
#define TAKEN_AT_ONCE ((size_t)64 * 1024) /* what a pipe holds */
#define ERRORS_KEPT ((size_t)64 * 1024)
#define TICK_MAX 100   /* milliseconds between two looks whether a signal asks us to end, and at a silent child */
#define LAST_WORDS 500 /* milliseconds that it then has, to give back its locks */

/* Our ends of the pipes; -1: none, or closed. */
struct run {
	struct child *child;
	pid_t pid;
	int input, output, errors;
	int end; /* see child_watch */
	size_t written;
	size_t output_before, errors_before; /* what the buffers held before: it stays on failure */
	int64_t deadline;                    /* milliseconds of the monotonic clock; 0: none */
	unsigned tries;                      /* calls that were interrupted by a signal */
	int wait_status;
	bool asked; /* to end, since we are */
	bool ended; /* and reaped */
};

static void close_end(int *fd)
{
	if (*fd >= 0)
		(void)close(*fd);
	*fd = -1;
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
	close_end(&run->end);
}

static void close_theirs(struct child_ends *ends)
{
	close_end(&ends->input);
	close_end(&ends->output);
	close_end(&ends->errors);
}

static bool open_streams(struct run *run, struct child_ends *ends)
{
	const struct child *child = run->child;

	if (child->input != NULL && child_pipe(&ends->input, &run->input) != 0)
		return false;
	if (child->input == NULL && !child->terminal && (ends->input = open_null(O_RDONLY)) < 0)
		return false;
	if (child->output != NULL ? child_pipe(&run->output, &ends->output) != 0
				  : (ends->output = open_null(O_WRONLY)) < 0)
		return false;
	if (child->errors != NULL && child_pipe(&run->errors, &ends->errors) != 0)
		return false;
	return run->input < 0 || fcntl(run->input, F_SETFL, O_NONBLOCK) == 0;
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
	ssize_t size = buf_read(out, *fd, run->child->take != NULL ? TAKEN_AT_ONCE : 0);

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
	return fail_path(err, MOW_ESYSTEM, run->child->argv[0], what);
}

/* Hands on what there is of the output. */
static int hand_on(struct run *run)
{
	struct child *child = run->child;
	struct buf *output = child->output;
	size_t used = 0, len = output->len - run->output_before;
	char *bytes = output->data + run->output_before;

	if (child->take == NULL || len == 0)
		return MOW_OK;
	int result = child->take(&used, bytes, len, child->take_context);
	memmove(bytes, bytes + used, len - used);
	buf_cut(output, output->len - used);
	return result;
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
		int result = hand_on(run);
		if (result != MOW_OK)
			return result;
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

/* Milliseconds that poll may wait: `tick`, no longer than to the deadline. */
static int pause_for(const struct run *run, int tick)
{
	if (!run->deadline)
		return tick;
	int64_t left = run->deadline - clock_monotonic();
	return left < 0 ? 0 : left < tick ? (int)left : tick;
}

/* Moves the bytes that poll found, and reaps it where poll found its end. */
static int move_bytes(struct run *run, const struct pollfd fds[4], struct mow_error *err)
{
	if (run->input >= 0 && fds[0].revents != 0 && feed(run) != 0)
		return fail_run(run, "did not take its input", err);
	int result = receive(run, &fds[1], &fds[2], err);
	if (result == MOW_OK && fds[3].revents != 0) {
		close_end(&run->end);
		result = reap(run, true, err);
	}
	return result;
}

/* One turn: waits for a stream, the end or the next tick, moves bytes, looks whether it has ended. */
static int turn(struct run *run, int *tick, struct mow_error *err)
{
	struct pollfd fds[4] = {{.fd = run->input, .events = POLLOUT},
				{.fd = run->output, .events = POLLIN},
				{.fd = run->errors, .events = POLLIN},
				{.fd = run->end, .events = POLLIN}};
	int ready = poll(fds, 4, run->ended ? 0 : pause_for(run, run->end >= 0 ? TICK_MAX : *tick));

	if (ready < 0 && !retry(&run->tries))
		return mow_fail_errno(err, "cannot wait for a child process");
	if (ready > 0) {
		*tick = 1;
		return move_bytes(run, fds, err);
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

/* To it and, where it leads a session of its own, to everything it started. */
static void send_signal(const struct run *run, int number)
{
	if (!run->child->terminal)
		(void)kill(-run->pid, number);
	(void)kill(run->pid, number);
}

/* We are to end: it is asked to, and has a moment for that. */
static void ask_to_end(struct run *run)
{
	int64_t last = clock_monotonic() + LAST_WORDS;

	run->asked = true;
	if (!run->deadline || last < run->deadline)
		run->deadline = last;
	send_signal(run, SIGTERM);
}

static int converse(struct run *run, struct mow_error *err)
{
	int tick = 1;
	int result = MOW_OK;

	while (result == MOW_OK && (run->input >= 0 || run->output >= 0 || run->errors >= 0 || !run->ended)) {
		if (run->ended)
			close_end(&run->input);
		result = turn(run, &tick, err);
		if (result == MOW_OK && run->output < 0 && run->errors < 0 && run->input < 0)
			result = reap(run, false, err);
		if (result == MOW_OK && !run->ended && !run->asked && hold_waits())
			ask_to_end(run);
		if (result == MOW_OK && run->deadline && !run->ended && clock_monotonic() >= run->deadline)
			result = fail_run(run, "took too long and was stopped", err);
	}
	return result;
}

static void kill_all(struct run *run)
{
	if (run->pid <= 0 || run->ended)
		return;
	send_signal(run, SIGKILL);
	(void)reap(run, true, NULL);
}

static int launch(struct run *run, struct mow_error *err)
{
	MOW_AUTO(buf) path = BUF_INIT;
	MOW_AUTO(child_env) env = {.strings = BUF_INIT};
	struct child *child = run->child;
	struct child_ends ends = {-1, -1, -1};
	int result = child_env_find(&path, child->argv[0], err);

	if (result == MOW_OK)
		result = child_env_init(&env, child, err);
	if (result != MOW_OK)
		return result;
	if (!open_streams(run, &ends))
		result = mow_fail_errno(err, "cannot open a pipe");
	else if (child_start(&run->pid, child, &ends, path.data, env.vector) != 0)
		result = fail_path_errno(err, "run", child->argv[0]);
	else
		run->end = child_watch(run->pid);
	close_theirs(&ends);
	return result;
}

int child_run(struct child *child, struct mow_error *err)
{
	struct run run = {.child = child, .input = -1, .output = -1, .errors = -1, .end = -1};
	struct hold hold;

	hold_signals(&hold);
	run.output_before = child->output != NULL ? child->output->len : 0;
	run.errors_before = child->errors != NULL ? child->errors->len : 0;
	run.deadline = child->timeout > 0 ? clock_monotonic() + child->timeout * INT64_C(1000) : 0;
	int result = launch(&run, err);
	if (result == MOW_OK)
		result = converse(&run, err);
	kill_all(&run);
	close_ours(&run);
	hold_release(&hold);
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
