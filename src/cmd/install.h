/* What `mowners install` found and did, and how it says so. */
#ifndef MOW_CMD_INSTALL_H
#define MOW_CMD_INSTALL_H

#include "cmd/command.h"
#include "cmd/hook_file.h"
#include "cmd/hook_manager.h"

#define FSCK_KEY "receive.fsckObjects"
#define PLATFORM_KEY "mowners.platform"
#define INSTALL_OTHERS 3

struct install {
	const struct globals *globals;
	struct mow_repo *repo;
	struct hook_file file;
	struct hook_file others[INSTALL_OTHERS]; /* the further hooks, as install_others names them */
	struct hook_manager manager;             /* of a clone's hooks */
	bool server, uninstall, yes;
	bool moved;       /* ours was also where another platform runs it, and is no more */
	struct buf bytes; /* of our hook */
	/* git config as it was; `config_changed`: it is no longer */
	char *fsck, *memory;
	bool config_changed;
	const char *platform;  /* to be set; NULL: it stays as it is */
	char *platform_before; /* NULL: it was not set */
	bool platform_changed;
};

#define INSTALL_INIT(from)                                                                                             \
	{                                                                                                              \
		.globals = (from), .file = HOOK_FILE_INIT, .others = {HOOK_FILE_INIT, HOOK_FILE_INIT, HOOK_FILE_INIT}, \
		.manager = HOOK_MANAGER_INIT, .bytes = BUF_INIT                                                        \
	}
void install_release(struct install *install);
MOW_AUTO_DEFINE(install)

/* Puts the hooks of the repository in place, or takes them away, and says so; an exit status. */
int install_hooks(struct install *install, struct mow_error *err);

/* The hook that is installed ("pre-receive"), and those beside it; NULL ends. */
const char *install_hook_name(bool server);
const char *const *install_others(bool server);

/* Where the platform of a server runs a hook of that name from. */
struct install_place {
	struct buf folder; /* absolute, with a final slash */
	const char *name;  /* of the file in it */
};
#define INSTALL_PLACE_INIT         \
	{                          \
		.folder = BUF_INIT \
	}
void install_place_release(struct install_place *place);
MOW_AUTO_DEFINE(install_place)

/* `platform` as git config mowners.platform has it, NULL: none; `hooks` is where git looks for them. */
int install_place_find(struct install_place *out, const struct mow_hooks *hooks, const char *platform, const char *hook,
		       struct mow_error *err);

/* What tells our hooks from others, whatever their version: bytes that they hold. */
const char *install_mark(bool server);

/* git config of a server: the platform that is set; `platform`, where one is to be; that git refuses malformed objects,
 * or what it did before where the hook goes; and all of it as it was. */
int install_read_platform(struct install *install, struct mow_error *err);
int install_set_platform(struct install *install, struct mow_error *err);
int install_set_fsck(struct install *install, struct mow_error *err);
void install_revert_config(struct install *install);

/* A hook of its own file. */
void install_say_put(struct buf *out, const struct install *install);
void install_say_taken(struct buf *out, const struct install *install);

/*
 * In a clone: whether whoever installs has a key to sign with. Where there is none, one is made for them if they are at
 * a terminal and want it (`yes`: without the question); else how is said. Where nobody lists it, the line to be sent.
 */
int install_key(struct buf *out, struct install *install, struct mow_error *err);

/* A line in the file of whoever manages the hooks; `done`: written, or taken out. */
void install_say_line(struct buf *out, const struct install *install, bool done);
void install_say_line_gone(struct buf *out, const struct install *install, bool done);

#endif
