/*
 * A library to be preloaded, which lets the N-th call of a program fail (tests/faults/sweep.py). Linux with glibc.
 *
 * MOW_FAULT = "WHAT:N:ERRNO:ON": WHAT is "sys" (system calls, as the program and its libraries make them), "disk" (those
 * that take room), "ours" (allocations that the program itself asks for), "site" (of these the first by each way through
 * the program, which is to be compiled with frame pointers) or "all" (those of its libraries too); N counts from 1, and 0
 * lets nothing fail; ERRNO is the number that they fail with, or minus the number of a signal that comes instead, or -100:
 * reads and writes of one byte; ON = 1: all later calls fail too. MOW_FAULT_LOG names a file that gets how many calls of
 * each kind there were, how many blocks of the program's own were never freed, the name of the call that failed, and where
 * the program was when it crashed, as an address for addr2line: its handlers of such signals are not asked.
 *
 * What the program starts is let alone.
 */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <link.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SYS, DISK, OURS, SITE, ALL, KINDS };
enum { SHORT = -100 };

static const char *const kinds[KINDS] = {"sys", "disk", "ours", "site", "all"};
static unsigned long counts[KINDS];
static int failing = -1; /* which kind */
static unsigned long at;
static int number;
static bool on;
static const char *failed = "none";
static uintptr_t crashed; /* less `base` */
static uintptr_t base;
static char log_path[4096];
static uintptr_t first, last; /* of the program itself */
static uintptr_t stack_end;

/* Whether this call is the one. */
static bool hits(int kind, const char *name)
{
	unsigned long count = ++counts[kind];

	if (kind != failing || count < at || at == 0 || (count > at && !on))
		return false;
	failed = name;
	if (number < 0 && number > SHORT)
		(void)kill(getpid(), -number);
	errno = number > 0 ? number : EIO;
	return number >= 0;
}

/* A system call; those that take room are of two kinds. */
static bool hits_call(const char *name)
{
	static const char *const writing[] = {"write", "pwrite", "fsync",   "mkdir",    "mkdtemp", "mkstemp",
					      "link",  "rename", "symlink", "mkostemp", "tmpfile", "ftruncate"};

	for (size_t i = 0; i < sizeof writing / sizeof *writing; i++)
		if (strcmp(name, writing[i]) == 0 && hits(DISK, name))
			return true;
	return hits(SYS, name);
}

/* ---- Memory ------------------------------------------------------------------------------------------------------ */

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);
extern void __libc_free(void *block);

/* Blocks of the program's own that are not freed, by open addressing. */
#define BLOCKS ((size_t)1 << 20)
static void *blocks[BLOCKS];
static size_t live;
static char gone; /* in place of one that was freed */

static size_t slot_of(const void *block)
{
	return (size_t)(((uintptr_t)block >> 4) * UINT64_C(0x9E3779B97F4A7C15) >> 44) & (BLOCKS - 1);
}

static void *keep(void *block)
{
	size_t slot = slot_of(block);

	if (block == NULL)
		return NULL;
	while (blocks[slot] != NULL && blocks[slot] != &gone)
		slot = (slot + 1) & (BLOCKS - 1);
	blocks[slot] = block;
	live++;
	return block;
}

static void forget(void *block)
{
	for (size_t slot = slot_of(block); blocks[slot] != NULL; slot = (slot + 1) & (BLOCKS - 1))
		if (blocks[slot] == block) {
			blocks[slot] = &gone;
			live--;
			return;
		}
}

/* Of the function that asks us: the frame of who called it, and where it goes back to. */
#define FRAME ((const uintptr_t *)__builtin_frame_address(0))
#define CALLER ((uintptr_t)__builtin_return_address(0))

static bool is_ours(uintptr_t caller)
{
	return caller >= first && caller < last;
}

/* Whether nobody has come here by these calls. */
static bool is_new(const uintptr_t *frame)
{
	enum { DEPTH = 12, SITES = 1 << 16 };
	static uint64_t sites[SITES];
	uint64_t way = 1;

	for (int i = 0; i < DEPTH && is_ours(frame[1]); i++) {
		const uintptr_t *above = (const uintptr_t *)frame[0];
		way = (way ^ (frame[1] - first)) * UINT64_C(0x9E3779B97F4A7C15);
		if (above <= frame || (uintptr_t)above >= stack_end || (uintptr_t)above % sizeof *above != 0)
			break;
		frame = above;
	}
	size_t slot = (size_t)(way >> 32) & (SITES - 1);
	for (int i = 0; sites[slot] != 0 && i < SITES; i++) {
		if (sites[slot] == way)
			return false;
		slot = (slot + 1) & (SITES - 1);
	}
	sites[slot] = way;
	return true;
}

static bool refuses(const uintptr_t *frame, const char *name)
{
	bool refused = hits(ALL, name);

	if (is_ours(frame[1])) {
		refused = hits(OURS, name) || refused;
		refused = (is_new(frame) && hits(SITE, name)) || refused;
	}
	if (refused)
		errno = ENOMEM;
	return refused;
}

void *malloc(size_t size)
{
	if (refuses(FRAME, "malloc"))
		return NULL;
	void *block = __libc_malloc(size);
	return is_ours(CALLER) ? keep(block) : block;
}

void *calloc(size_t count, size_t size)
{
	if (refuses(FRAME, "calloc"))
		return NULL;
	void *block = __libc_calloc(count, size);
	return is_ours(CALLER) ? keep(block) : block;
}

static void *resize(void *block, size_t size, const uintptr_t *frame)
{
	if (refuses(frame, "realloc"))
		return NULL;
	forget(block);
	void *more = __libc_realloc(block, size);
	return is_ours(frame[1]) ? keep(more) : more;
}

void *realloc(void *block, size_t size)
{
	return resize(block, size, FRAME);
}

void *reallocarray(void *block, size_t count, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(count, size, &bytes)) {
		errno = ENOMEM;
		return NULL;
	}
	return resize(block, bytes, FRAME);
}

void free(void *block)
{
	if (block != NULL)
		forget(block);
	__libc_free(block);
}

char *strdup(const char *text)
{
	size_t size = strlen(text) + 1;

	if (refuses(FRAME, "strdup"))
		return NULL;
	char *block = __libc_malloc(size);
	if (block != NULL)
		memcpy(block, text, size);
	return is_ours(CALLER) ? keep(block) : block;
}

/* ---- System calls ------------------------------------------------------------------------------------------------ */

#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)
#define CALL(type, name, params, args, failure)      \
	type name params                             \
	{                                            \
		REAL(name);                          \
		return hits_call(#name) ? (failure) : real args; \
	}

#define OPEN(name, params, args)                                              \
	int name params                                                       \
	{                                                                     \
		REAL(name);                                                   \
		va_list list;                                                 \
		va_start(list, flags);                                        \
		mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(list, mode_t) : 0; \
		va_end(list);                                                 \
		return hits_call(#name) ? -1 : real args;                     \
	}
OPEN(open, (const char *path, int flags, ...), (path, flags, mode))
OPEN(open64, (const char *path, int flags, ...), (path, flags, mode))
OPEN(openat, (int dir, const char *path, int flags, ...), (dir, path, flags, mode))
OPEN(openat64, (int dir, const char *path, int flags, ...), (dir, path, flags, mode))

/* Short ones too. */
#define MOVE(name, params, args)                                                      \
	ssize_t name params                                                           \
	{                                                                             \
		REAL(name);                                                           \
		if (hits_call(#name))                                                 \
			return -1;                                                    \
		if (failing == SYS && number == SHORT && counts[SYS] >= at && size > 1)  \
			size = 1;                                                     \
		return real args;                                                     \
	}
extern ssize_t __read_chk(int fd, void *bytes, size_t size, size_t room);
extern ssize_t __pread_chk(int fd, void *bytes, size_t size, off_t offset, size_t room);
extern ssize_t __pread64_chk(int fd, void *bytes, size_t size, off64_t offset, size_t room);
MOVE(read, (int fd, void *bytes, size_t size), (fd, bytes, size))
MOVE(__read_chk, (int fd, void *bytes, size_t size, size_t room), (fd, bytes, size, room))
MOVE(pread, (int fd, void *bytes, size_t size, off_t offset), (fd, bytes, size, offset))
MOVE(pread64, (int fd, void *bytes, size_t size, off64_t offset), (fd, bytes, size, offset))
MOVE(__pread_chk, (int fd, void *bytes, size_t size, off_t offset, size_t room), (fd, bytes, size, offset, room))
MOVE(__pread64_chk, (int fd, void *bytes, size_t size, off64_t offset, size_t room), (fd, bytes, size, offset, room))
MOVE(write, (int fd, const void *bytes, size_t size), (fd, bytes, size))
MOVE(pwrite, (int fd, const void *bytes, size_t size, off_t offset), (fd, bytes, size, offset))

/* It is closed all the same, as on Linux. */
int close(int fd)
{
	REAL(close);
	bool fails = hits_call("close");
	int before = errno;
	int result = real(fd);

	if (fails)
		errno = before;
	return fails ? -1 : result;
}

CALL(int, fsync, (int fd), (fd), -1)
CALL(int, fdatasync, (int fd), (fd), -1)
CALL(int, rename, (const char *from, const char *to), (from, to), -1)
CALL(int, link, (const char *from, const char *to), (from, to), -1)
CALL(int, unlink, (const char *path), (path), -1)
CALL(int, unlinkat, (int dir, const char *path, int flags), (dir, path, flags), -1)
CALL(int, rmdir, (const char *path), (path), -1)
CALL(int, mkdir, (const char *path, mode_t mode), (path, mode), -1)
CALL(int, symlink, (const char *to, const char *path), (to, path), -1)
CALL(ssize_t, readlink, (const char *path, char *out, size_t size), (path, out, size), -1)
CALL(int, stat, (const char *path, struct stat *out), (path, out), -1)
CALL(int, stat64, (const char *path, struct stat64 *out), (path, out), -1)
CALL(int, lstat, (const char *path, struct stat *out), (path, out), -1)
CALL(int, lstat64, (const char *path, struct stat64 *out), (path, out), -1)
CALL(int, fstat, (int fd, struct stat *out), (fd, out), -1)
CALL(int, fstat64, (int fd, struct stat64 *out), (fd, out), -1)
CALL(int, fstatat, (int dir, const char *path, struct stat *out, int flags), (dir, path, out, flags), -1)
CALL(int, access, (const char *path, int mode), (path, mode), -1)
CALL(int, chmod, (const char *path, mode_t mode), (path, mode), -1)
CALL(int, fchmod, (int fd, mode_t mode), (fd, mode), -1)
CALL(int, ftruncate, (int fd, off_t size), (fd, size), -1)
CALL(off_t, lseek, (int fd, off_t offset, int whence), (fd, offset, whence), -1)
CALL(off64_t, lseek64, (int fd, off64_t offset, int whence), (fd, offset, whence), -1)
CALL(void *, mmap, (void *place, size_t size, int protection, int flags, int fd, off_t offset),
     (place, size, protection, flags, fd, offset), MAP_FAILED)
CALL(void *, mmap64, (void *place, size_t size, int protection, int flags, int fd, off64_t offset),
     (place, size, protection, flags, fd, offset), MAP_FAILED)
CALL(int, pipe, (int ends[2]), (ends), -1)
CALL(int, pipe2, (int ends[2], int flags), (ends, flags), -1)
CALL(int, dup2, (int from, int to), (from, to), -1)
CALL(pid_t, fork, (void), (), -1)
CALL(int, poll, (struct pollfd *fds, nfds_t count, int time), (fds, count, time), -1)
CALL(pid_t, waitpid, (pid_t pid, int *status, int options), (pid, status, options), -1)
CALL(DIR *, opendir, (const char *path), (path), NULL)
CALL(struct dirent *, readdir, (DIR *dir), (dir), NULL)
CALL(struct dirent64 *, readdir64, (DIR *dir), (dir), NULL)
CALL(char *, mkdtemp, (char *path), (path), NULL)
CALL(int, mkstemp, (char *path), (path), -1)
CALL(int, mkostemp, (char *path, int flags), (path, flags), -1)
CALL(int, mkostemp64, (char *path, int flags), (path, flags), -1)
CALL(char *, realpath, (const char *path, char *out), (path, out), NULL)
CALL(char *, getcwd, (char *out, size_t size), (out, size), NULL)
CALL(int, chdir, (const char *path), (path), -1)
CALL(FILE *, fopen, (const char *path, const char *mode), (path, mode), NULL)
CALL(FILE *, tmpfile, (void), (), NULL)
CALL(int, fflush, (FILE *file), (file), EOF)
CALL(size_t, fwrite, (const void *bytes, size_t size, size_t count, FILE *file), (bytes, size, count, file), 0)

int posix_spawn(pid_t *pid, const char *path, const posix_spawn_file_actions_t *actions,
		const posix_spawnattr_t *attributes, char *const argv[], char *const envp[])
{
	REAL(posix_spawn);
	return hits_call("posix_spawn") ? errno : real(pid, path, actions, attributes, argv, envp);
}

int fcntl(int fd, int command, ...)
{
	REAL(fcntl);
	va_list list;

	va_start(list, command);
	void *argument = va_arg(list, void *);
	va_end(list);
	return hits_call("fcntl") ? -1 : real(fd, command, argument);
}

/* ---- Crashes ----------------------------------------------------------------------------------------------------- */

static void end(void);

static const int crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};

static void crash(int signal_number)
{
	enum { DEPTH = 32 };
	void *ways[DEPTH];
	int depth = backtrace(ways, DEPTH);

	for (int i = 0; i < depth && crashed == 0; i++)
		if (is_ours((uintptr_t)ways[i]))
			crashed = (uintptr_t)ways[i] - base - 1; /* in the call, not behind it */
	end();
	(void)signal(signal_number, SIG_DFL);
	(void)raise(signal_number);
}

__sighandler_t signal(int number, __sighandler_t handler)
{
	REAL(signal);

	for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++)
		if (number == crashes[i] && handler != SIG_DFL && log_path[0] != '\0')
			handler = crash;
	return real(number, handler);
}

/* ---- Beginning and end ------------------------------------------------------------------------------------------- */

static int find_program(struct dl_phdr_info *info, size_t size, void *context)
{
	(void)size;
	(void)context;
	for (int i = 0; i < info->dlpi_phnum; i++) {
		const ElfW(Phdr) *part = &info->dlpi_phdr[i];
		if (part->p_type != PT_LOAD || (part->p_flags & PF_X) == 0)
			continue;
		base = info->dlpi_addr;
		first = info->dlpi_addr + part->p_vaddr;
		last = first + part->p_memsz;
	}
	return 1; /* the first one is the program */
}

__attribute__((constructor)) static void begin(void)
{
	const char *text = getenv("MOW_FAULT");
	const char *path = getenv("MOW_FAULT_LOG");
	char what[8] = "";
	int later = 0;

	(void)dl_iterate_phdr(find_program, NULL);
	stack_end = (uintptr_t)environ;
	if (path != NULL && strlen(path) < sizeof log_path)
		memcpy(log_path, path, strlen(path) + 1);
	(void)signal(SIGABRT, crash);
	if (text != NULL && sscanf(text, "%7[a-z]:%lu:%d:%d", what, &at, &number, &later) == 4)
		for (int kind = 0; kind < KINDS; kind++)
			if (strcmp(what, kinds[kind]) == 0)
				failing = kind;
	on = later != 0;
	(void)unsetenv("LD_PRELOAD");
	(void)unsetenv("MOW_FAULT");
	(void)unsetenv("MOW_FAULT_LOG");
	memset(counts, 0, sizeof counts);
	live = 0;
}

__attribute__((destructor)) static void end(void)
{
	char text[320];

	if (log_path[0] == '\0')
		return;
	int len = snprintf(text, sizeof text, "{\"sys\": %lu, \"disk\": %lu, \"ours\": %lu, \"site\": %lu, \"all\": %lu, \"live\": %zu, \"failed\": \"%s\", \"crashed\": %lu}\n",
			   counts[SYS], counts[DISK], counts[OURS], counts[SITE], counts[ALL], live, failed,
			   (unsigned long)crashed);
	int fd = (int)syscall(SYS_openat, AT_FDCWD, log_path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	if (fd >= 0)
		(void)syscall(SYS_write, fd, text, (size_t)len);
}

/* What comes in our place is let alone too. */
int execv(const char *path, char *const *argv)
{
	REAL(execv);
	if (hits_call("execv"))
		return -1;
	live = 0;
	end();
	return real(path, argv);
}
