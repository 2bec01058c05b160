/*
 * Real repositories in a temporary folder, made by git itself, for tests. Identity, dates, locale and configuration are
 * pinned; nothing of the developer's is read. Include after cmocka.h. A test program may use part of it only.
 */
#ifndef MOW_TESTS_GIT_FIXTURE_H
#define MOW_TESTS_GIT_FIXTURE_H

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "git/repo.h"

#define FIXTURE_UNUSED __attribute__((unused))

static char fixture_dir[64];
static char fixture_start[4096];

FIXTURE_UNUSED static void fixture_clear_env(void)
{
	static const char *const names[] = {"GIT_DIR",
					    "GIT_WORK_TREE",
					    "GIT_INDEX_FILE",
					    "GIT_OBJECT_DIRECTORY",
					    "GIT_QUARANTINE_PATH",
					    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
					    "GIT_COMMON_DIR",
					    "GIT_NAMESPACE",
					    "GIT_CONFIG_COUNT",
					    "GIT_CONFIG_PARAMETERS",
					    "GIT_CONFIG_SYSTEM",
					    "GIT_CEILING_DIRECTORIES",
					    "XDG_CONFIG_HOME",
					    "GIT_CONFIG"};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		unsetenv(names[i]);
}

/* For cmocka's group setup: a new folder, which becomes the current one. */
FIXTURE_UNUSED static int fixture_setup(void **state)
{
	(void)state;
	fixture_clear_env();
	(void)snprintf(fixture_dir, sizeof fixture_dir, "/tmp/mowners-test-XXXXXX");
	if (getcwd(fixture_start, sizeof fixture_start) == NULL || mkdtemp(fixture_dir) == NULL ||
	    chdir(fixture_dir) != 0)
		return -1;
	setenv("HOME", fixture_dir, 1);
	setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1);
	setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
	setenv("GIT_AUTHOR_NAME", "Ann Author", 1);
	setenv("GIT_AUTHOR_EMAIL", "ann@example.com", 1);
	setenv("GIT_COMMITTER_NAME", "Carl Committer", 1);
	setenv("GIT_COMMITTER_EMAIL", "carl@example.com", 1);
	setenv("GIT_AUTHOR_DATE", "1700000000 +0000", 1);
	setenv("GIT_COMMITTER_DATE", "1700000000 +0000", 1);
	setenv("LC_ALL", "C", 1);
	setenv("TZ", "UTC0", 1);
	setenv("GIT_TERMINAL_PROMPT", "0", 1);
	return 0;
}

/* Appends what a command of the shell says; its exit status. */
FIXTURE_UNUSED static int fixture_run(struct buf *out, const char *command)
{
	char chunk[65536];
	size_t size;
	FILE *stream = popen(command, "r");

	if (stream == NULL)
		return -1;
	while ((size = fread(chunk, 1, sizeof chunk, stream)) > 0)
		if (out != NULL)
			buf_add(out, chunk, size);
	int status = pclose(stream);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

/* A command of the shell that must succeed. */
__attribute__((format(printf, 1, 2))) FIXTURE_UNUSED static void sh(const char *format, ...)
{
	char command[8192];
	va_list args;

	va_start(args, format);
	int len = vsnprintf(command, sizeof command, format, args);
	va_end(args);
	assert_in_range(len, 1, sizeof command - 1);
	int status = fixture_run(NULL, command);
	if (status != 0)
		fail_msg("status %d: %s", status, command);
}

/* What a command says, without the last line feed; the same buffer every time. */
__attribute__((format(printf, 1, 2))) FIXTURE_UNUSED static const char *sh_out(const char *format, ...)
{
	static char text[65536];
	char command[8192];
	struct buf out = BUF_INIT;
	va_list args;

	va_start(args, format);
	(void)vsnprintf(command, sizeof command, format, args);
	va_end(args);
	int status = fixture_run(&out, command);
	if (status != 0)
		fail_msg("status %d: %s", status, command);
	assert_in_range(out.len, 0, sizeof text - 1);
	memcpy(text, out.data, out.len);
	text[out.len] = '\0';
	if (out.len > 0 && text[out.len - 1] == '\n')
		text[out.len - 1] = '\0';
	buf_release(&out);
	return text;
}

/* Feeds bytes to a command that must succeed. */
FIXTURE_UNUSED static void sh_in(const char *command, const struct buf *input)
{
	FILE *stream = popen(command, "w");

	assert_non_null(stream);
	assert_int_equal(fwrite(input->data, 1, input->len, stream), input->len);
	assert_int_equal(pclose(stream), 0);
}

/* Feeds bytes to a command, and takes its one line: an object's id. */
FIXTURE_UNUSED static struct oid sh_object(const char *repo, const char *type, const void *bytes, size_t len)
{
	char command[512];
	struct buf input = BUF_INIT;
	struct oid oid = {{0}};
	const char *hex;

	buf_add(&input, bytes, len);
	(void)snprintf(command, sizeof command, "git -C %s hash-object -t %s --literally -w --stdin >object-id", repo,
		       type);
	sh_in(command, &input);
	buf_release(&input);
	hex = sh_out("cat object-id");
	assert_true(oid_parse(&oid, hex, strlen(hex)));
	return oid;
}

__attribute__((format(printf, 1, 2))) FIXTURE_UNUSED static struct oid sh_oid(const char *format, ...)
{
	char command[4096];
	struct oid oid = {{0}};
	va_list args;

	va_start(args, format);
	(void)vsnprintf(command, sizeof command, format, args);
	va_end(args);
	const char *hex = sh_out("%s", command);
	if (!oid_parse(&oid, hex, strlen(hex)))
		fail_msg("no object id: %s", hex);
	return oid;
}

FIXTURE_UNUSED static void write_file(const char *path, const char *bytes)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_true(fputs(bytes, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

/* A repository that must open. */
FIXTURE_UNUSED static struct repo *open_repo(const char *dir)
{
	struct mow_error err = {0, ""};
	struct repo *repo = NULL;

	if (repo_open(&repo, dir, REPO_FROM_DIR, &err) != 0)
		fail_msg("cannot open %s: %s", dir != NULL ? dir : ".", err.message);
	return repo;
}

FIXTURE_UNUSED static int fixture_teardown(void **state)
{
	char command[256];

	(void)state;
	if (chdir(fixture_start) != 0)
		return -1;
	(void)snprintf(command, sizeof command, "chmod -R u+w %s && rm -rf %s", fixture_dir, fixture_dir);
	return system(command) == 0 ? 0 : -1;
}

/* For a test's teardown: back to the fixture's folder, and to an environment without a repository. */
FIXTURE_UNUSED static int fixture_return(void **state)
{
	(void)state;
	fixture_clear_env();
	setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1);
	setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
	return chdir(fixture_dir);
}

/* Pseudo-random numbers that are the same on every machine. */
FIXTURE_UNUSED static uint32_t fixture_seed = 1;
FIXTURE_UNUSED static uint32_t roll(uint32_t sides)
{
	fixture_seed = fixture_seed * UINT32_C(1664525) + UINT32_C(1013904223);
	return (uint32_t)(((uint64_t)(fixture_seed >> 8) * sides) >> 24);
}

#endif
