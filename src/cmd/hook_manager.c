#include "cmd/hook_manager.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/fail_path.h"
#include "base/file.h"
#include "base/file_write.h"
#include "base/text.h"
#include "report/phrase.h"

#define FILE_MAX ((size_t)1 << 20)
#define RUN "mowners hook pre-commit"
#define LEGACY "pre-commit.legacy"

/* It stands in a file for the whole team: who has no mowners goes on without. */
static const char shell_line[] = "! command -v mowners >/dev/null || " RUN " || exit";

static const struct hook_manager_kind husky = {
	.name = "husky",
	.line = shell_line,
	.place = "at the top",
	.way = WAY_SHELL,
};

static const struct hook_manager_kind tracked = {
	.name = "this repository",
	.line = shell_line,
	.place = "at the top",
	.way = WAY_SHELL,
};

static const struct hook_manager_kind pre_commit_legacy = {.name = "pre-commit", .way = WAY_WHOLE};

static const struct hook_manager_kind kinds[] = {
	{
		.name = "lefthook",
		.mark = "call_lefthook",
		.file = "lefthook-local.yml",
		.line = "pre-commit: {commands: {mowners: {run: " RUN "}}}",
		.place = "as a line of its own",
		.then = "lefthook install",
		.way = WAY_ALONE,
		.every = true,
	},
	{
		.name = "pre-commit",
		.mark = "https://pre-commit.com",
		.file = ".pre-commit-config.yaml",
		.line = "- {repo: local, hooks: [{id: mowners, name: mowners, language: system, entry: " RUN
			", pass_filenames: false, always_run: true, verbose: true}]}",
		.place = "as the last item of repos",
		.way = WAY_LIST,
	},
	{
		.name = "simple-git-hooks",
		.mark = "SKIP_SIMPLE_GIT_HOOKS",
		.file = "package.json",
		.line = "\"pre-commit\": \"" RUN "\"",
		.place = "in \"simple-git-hooks\"",
		.then = "npx simple-git-hooks",
		.way = WAY_BY_HAND,
		.every = true,
	},
	{
		.name = "overcommit",
		.mark = "overcommit-hook/",
		.file = ".overcommit.yml",
		.line = "Mowners: {enabled: true, required_executable: mowners, command: [mowners, hook, pre-commit]}",
		.place = "below PreCommit:",
		.then = "overcommit --sign pre-commit",
		.way = WAY_BY_HAND,
		.every = true,
	},
};

void hook_manager_release(struct hook_manager *manager)
{
	buf_release(&manager->file);
}

/* ---- Who it is ---------------------------------------------------------------------------------------------------- */

static bool holds(const char *folder, const char *name, const char *text)
{
	MOW_AUTO(buf) path = BUF_INIT;
	MOW_AUTO(buf) bytes = BUF_INIT;

	buf_addf(&path, "%s%s", folder, name);
	if (path.failed || file_read_named(&bytes, path.data, FILE_MAX, NULL) != MOW_OK)
		return false;
	return memmem(bytes.data, bytes.len, text, strlen(text)) != NULL;
}

static bool has_mark(const struct hook_manager_kind *kind, const char *folder)
{
	static const char *const names[] = {"pre-commit",    "commit-msg",       "prepare-commit-msg", "pre-push",
					    "post-checkout", "pre-merge-commit", "post-merge",         "post-commit"};
	size_t len = strlen(kind->mark);
	size_t count = kind->every ? sizeof names / sizeof *names : 1;

	if (kind->mark[len - 1] == '/') {
		MOW_AUTO(buf) path = BUF_INIT;
		buf_adds(&path, folder);
		buf_add(&path, kind->mark, len - 1);
		return !path.failed && access(path.data, F_OK) == 0;
	}
	for (size_t i = 0; i < count; i++)
		if (holds(folder, names[i], kind->mark))
			return true;
	return false;
}

static bool ends_in(const char *text, const char *end)
{
	size_t len = strlen(text), end_len = strlen(end);

	return len >= end_len && strcmp(text + len - end_len, end) == 0;
}

static int fill(struct hook_manager *out, const struct hook_manager_kind *kind, struct mow_error *err)
{
	MOW_AUTO(buf) bytes = BUF_INIT;

	if (buf_check(&out->file, err) != MOW_OK)
		return MOW_ENOMEM;
	int result = file_read_named(&bytes, out->file.data, FILE_MAX, err);
	if (result != MOW_OK && result != MOW_ENOTFOUND)
		return result;
	if (result == MOW_OK && memmem(bytes.data, bytes.len, RUN, strlen(RUN)) != NULL)
		out->there = true;
	out->kind = kind;
	return MOW_OK;
}

/* pre-commit renames the hook that it finds, and runs it. */
static bool is_legacy(const struct hook_manager_kind *kind, const char *folder, const char *mark)
{
	return strcmp(kind->name, pre_commit_legacy.name) == 0 && holds(folder, LEGACY, mark);
}

int hook_manager_find(struct hook_manager *out, const struct mow_hooks *hooks, const char *mark, struct mow_error *err)
{
	static const char generated[] = "_/";

	if (ends_in(hooks->folder, "/.husky/_/")) {
		buf_add(&out->file, hooks->folder, strlen(hooks->folder) - strlen(generated));
		buf_adds(&out->file, "pre-commit");
		return fill(out, &husky, err);
	}
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (!has_mark(&kinds[i], hooks->folder))
			continue;
		if (is_legacy(&kinds[i], hooks->folder, mark)) {
			buf_addf(&out->file, "%s%s", hooks->folder, LEGACY);
			out->there = true;
			return fill(out, &pre_commit_legacy, err);
		}
		buf_addf(&out->file, "%s%s", hooks->work_dir, kinds[i].file);
		return fill(out, &kinds[i], err);
	}
	if (hooks->kind != MOW_HOOKS_TRACKED)
		return MOW_OK;
	buf_addf(&out->file, "%spre-commit", hooks->folder);
	return fill(out, &tracked, err);
}

/* ---- The line ----------------------------------------------------------------------------------------------------- */

static bool starts(const char *at, const char *end, const char *text)
{
	size_t len = strlen(text);

	return (size_t)(end - at) >= len && memcmp(at, text, len) == 0;
}

static const char *line_end(const char *at, const char *end)
{
	const char *stop = memchr(at, '\n', (size_t)(end - at));

	return stop != NULL ? stop + 1 : end;
}

/* "#!/bin/sh", "#!/usr/bin/env bash": the last word of the first line ends in "sh". */
static bool is_shell(const char *text, const char *stop)
{
	while (stop > text && (stop[-1] == '\n' || stop[-1] == '\r' || stop[-1] == ' '))
		stop--;
	return stop - text >= 2 && memcmp(stop - 2, "sh", 2) == 0;
}

/* Whether the script is one of the shell; `first` becomes where its first command may stand. */
static bool find_top(size_t *first, const struct buf *old)
{
	const char *end = old->data + old->len;

	*first = 0;
	if (!starts(old->data, end, "#!"))
		return true;
	const char *stop = line_end(old->data, end);
	*first = (size_t)(stop - old->data);
	return stop[-1] == '\n' && is_shell(old->data, stop);
}

/*
 * Whether the file ends in the list of repos; `indent` becomes how far its items stand. No reader of YAML: whatever
 * looks otherwise than the files that pre-commit makes and shows is left to a person.
 */
static bool find_list(size_t *indent, const struct buf *old)
{
	const char *end = old->data + old->len;
	bool in_list = false, has_item = false;

	for (const char *at = old->data, *next; at < end; at = next) {
		next = line_end(at, end);
		size_t blanks = 0;
		while (at + blanks < next && at[blanks] == ' ')
			blanks++;
		if (starts(at + blanks, next, "- repo:")) {
			has_item = in_list;
			*indent = blanks;
		} else if (*at != ' ' && *at != '-' && *at != '#' && *at != '\n') {
			in_list = starts(at, next, "repos:\n");
			has_item = false;
		}
	}
	return has_item && end[-1] == '\n';
}

/* What the file becomes, or false: it is not known how. `old` is "" where there is none. */
static bool compose(struct buf *out, const struct hook_manager *manager, const struct buf *old)
{
	enum hook_way way = manager->kind->way;
	size_t at = 0;

	switch (way) {
	case WAY_SHELL:
		if (!find_top(&at, old))
			return false;
		if (old->len == 0 && manager->kind == &tracked)
			buf_adds(out, "#!/bin/sh\n");
		buf_add(out, old->data, at);
		buf_addf(out, "%s\n", manager->kind->line);
		buf_add(out, old->data + at, old->len - at);
		return true;
	case WAY_ALONE:
		buf_addf(out, "%s\n", manager->kind->line);
		return old->len == 0;
	case WAY_LIST:
		if (!find_list(&at, old))
			return false;
		buf_add(out, old->data, old->len);
		buf_addf(out, "%*s%s\n", (int)at, "", manager->kind->line);
		return true;
	case WAY_BY_HAND:
	case WAY_WHOLE:
		break;
	}
	return false;
}

static int fail_by_hand(const struct hook_manager *manager, struct mow_error *err)
{
	MOW_AUTO(buf) shown = BUF_INIT;

	phrase_path(&shown, manager->file.data, manager->file.len);
	return mow_fail(err, MOW_EINVAL, "%s is to be edited by hand", shown.data);
}

/* A link in the file's place is left to a person: it would be written over. */
static int read_old(struct buf *old, unsigned *mode, const struct hook_manager *manager, struct mow_error *err)
{
	struct stat st;

	buf_adds(old, "");
	if (buf_check(old, err) != MOW_OK)
		return MOW_ENOMEM;
	if (lstat(manager->file.data, &st) != 0) {
		*mode = manager->kind->way == WAY_SHELL ? 0755 : 0644;
		return errno == ENOENT ? MOW_OK : fail_path_errno(err, "look at", manager->file.data);
	}
	if (!S_ISREG(st.st_mode))
		return fail_by_hand(manager, err);
	*mode = st.st_mode & 0777;
	return file_read(old, manager->file.data, FILE_MAX, err);
}

int hook_manager_write(const struct hook_manager *manager, struct mow_error *err)
{
	MOW_AUTO(buf) old = BUF_INIT;
	MOW_AUTO(buf) bytes = BUF_INIT;
	unsigned mode;
	int result = read_old(&old, &mode, manager, err);

	if (result != MOW_OK)
		return result;
	if (!compose(&bytes, manager, &old))
		return fail_by_hand(manager, err);
	if (buf_check(&bytes, err) != MOW_OK)
		return MOW_ENOMEM;
	return file_write(manager->file.data, bytes.data, bytes.len, mode, err);
}

/* Whether nothing is left that does anything: what `hook_manager_write` makes where there was no file. */
static bool is_empty(const struct buf *bytes)
{
	return bytes->len == 0 || text_is(bytes->data, bytes->len, "#!/bin/sh\n");
}

static void add_all_but(struct buf *out, const struct buf *old, const char *line)
{
	const char *end = old->data + old->len;
	size_t len = strlen(line);

	for (const char *at = old->data, *next; at < end; at = next) {
		next = line_end(at, end);
		const char *text = at + strspn(at, " ");
		if ((size_t)(next - text) != len + 1 || memcmp(text, line, len) != 0)
			buf_add(out, at, (size_t)(next - at));
	}
}

int hook_manager_erase(const struct hook_manager *manager, struct mow_error *err)
{
	MOW_AUTO(buf) old = BUF_INIT;
	MOW_AUTO(buf) bytes = BUF_INIT;
	unsigned mode;
	int result = read_old(&old, &mode, manager, err);

	if (result != MOW_OK)
		return result;
	if (manager->kind->way != WAY_WHOLE) {
		add_all_but(&bytes, &old, manager->kind->line);
		if (buf_check(&bytes, err) != MOW_OK)
			return MOW_ENOMEM;
		if (bytes.len == old.len)
			return fail_by_hand(manager, err);
		if (!is_empty(&bytes))
			return file_write(manager->file.data, bytes.data, bytes.len, mode, err);
	}
	return unlink(manager->file.data) == 0 ? MOW_OK : fail_path_errno(err, "remove", manager->file.data);
}
