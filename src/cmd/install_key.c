/* A key to sign approvals with: made for whoever has none, and the line that lists it for whoever owns the rules. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/child.h"
#include "base/error.h"
#include "cmd/install.h"
#include "cmd/keys.h"
#include "cmd/terminal.h"
#include "report/phrase.h"

#define KEY_FOLDER "/.ssh"
#define KEY_NAME "/id_mowners_ed25519"
#define KEY_SHOWN "~" KEY_FOLDER KEY_NAME
#define KEY_SETTING "mowners.signingKey"

static void add_line(struct buf *out, const char *label, const char *text)
{
	buf_addf(out, "  %-8s ", label);
	phrase_text(out, text);
	buf_addc(out, '\n');
}

/* Where it lies: the folder, and the file in it. */
struct key_place {
	struct buf folder, file;
};

static void key_place_release(struct key_place *place)
{
	buf_release(&place->folder);
	buf_release(&place->file);
}
MOW_AUTO_DEFINE(key_place)

static bool find_place(struct key_place *out)
{
	const char *home = getenv("HOME");

	if (home == NULL || home[0] != '/')
		return false;
	buf_addf(&out->folder, "%s" KEY_FOLDER, home);
	buf_addf(&out->file, "%s" KEY_FOLDER KEY_NAME, home);
	return !out->folder.failed && !out->file.failed;
}

static bool is_there(const struct key_place *place)
{
	struct stat st;

	return lstat(place->file.data, &st) == 0;
}

/* ---- Making it ------------------------------------------------------------------------------------------------ */

/* ssh-keygen asks for the passphrase itself, on the terminal. */
static int make_key(const struct key_place *place, const char *email, struct mow_error *err)
{
	const char *const argv[] = {"ssh-keygen", "-q", "-t", "ed25519", "-f", place->file.data, "-C", email, NULL};
	struct child child = {.argv = argv, .environment = CHILD_USER, .terminal = 1};

	if (mkdir(place->folder.data, 0700) != 0 && errno != EEXIST)
		return mow_fail_errno(err, "~" KEY_FOLDER " cannot be made");
	int result = child_run(&child, err);
	if (result == MOW_ENOTFOUND)
		return mow_fail(err, MOW_ENOTFOUND,
				"there is no ssh-keygen to make a key with; install OpenSSH (openssh-client)");
	if (result == MOW_OK && child.status != 0)
		return mow_fail(err, MOW_ESYSTEM, "ssh-keygen made no key; mowners install --client tries again");
	return result;
}

/* Whether there is somebody to answer, and the answer is yes. */
static bool is_wanted(const struct install *install, bool there)
{
	return terminal_is_there() &&
	       (install->yes ||
		terminal_ask(there ? "You have no key set for approvals here. Take your " KEY_SHOWN "?"
				   : "You have no key to sign approvals with. Make one, " KEY_SHOWN "?"));
}

/* What whoever is not at a terminal, or said no, can do later. */
static void say_how(struct buf *out, const char *email, bool there)
{
	buf_adds(out, "  Key      none yet to sign approvals with; to ");
	buf_adds(out, there ? "take your " KEY_SHOWN ":\n           " : "make one:\n           ");
	if (!there)
		buf_addf(out, "ssh-keygen -t ed25519 -f " KEY_SHOWN " -C %s\n           ",
			 phrase_is_plain(email) ? email : "EMAIL");
	buf_adds(out, "git config " KEY_SETTING " " KEY_SHOWN "\n");
	buf_adds(out, "  Then     mowners install --client shows the line to send to who owns the rules\n");
}

/* Makes one, or takes the one that was made in another clone; `*done`: there is one now. */
static int offer(struct buf *out, bool *done, struct install *install, const char *email, struct mow_error *err)
{
	MOW_AUTO(key_place) place = {BUF_INIT, BUF_INIT};

	*done = false;
	if (!find_place(&place)) {
		add_line(out, "Key", "none yet to sign approvals with, and no home directory to make one in");
		return MOW_OK;
	}
	bool there = is_there(&place);
	if (!is_wanted(install, there)) {
		say_how(out, email, there);
		return MOW_OK;
	}
	int result = there ? MOW_OK : make_key(&place, email, err);
	if (result == MOW_OK)
		result = mow_repo_set_config(install->repo, KEY_SETTING, KEY_SHOWN, err);
	if (result != MOW_OK)
		return result;
	*done = true;
	add_line(out, "Key", there ? KEY_SHOWN ", which was there" : KEY_SHOWN ", made just now");
	add_line(out, "",
		 "it is yours alone: never send that file, whoever asks; whoever has it approves in your name");
	add_line(out, "Set", KEY_SETTING " = " KEY_SHOWN);
	return MOW_OK;
}

/* ---- What is said of it --------------------------------------------------------------------------------------- */

static void say_line(struct buf *out, const struct install *install, const char *line)
{
	buf_adds(out, "  Send     this one line for OWNERS.signers, which is no secret, to ");
	keys_owner(out, install->repo);
	buf_adds(out, ":\n\n");
	phrase_text(out, line);
	buf_adds(out, "\n\n");
}

static void say_stranger(struct buf *out, const struct mow_my_key *mine)
{
	if (mine->email == NULL) {
		add_line(out, "Who",
			 "git does not know who you are: git config user.email, the e-mail that OWNERS has "
			 "for you");
		return;
	}
	buf_adds(out, "  Who      ");
	phrase_text(out, mine->email);
	buf_adds(
		out,
		", git's user.email, is nobody in OWNERS; to approve, set it to the e-mail that [people] has for you\n");
}

static void say_state(struct buf *out, const struct install *install, const struct mow_my_key *mine)
{
	switch (mine->state) {
	case MOW_MY_KEY_STRANGER:
		say_stranger(out, mine);
		break;
	case MOW_MY_KEY_UNLISTED:
		say_line(out, install, mine->line);
		break;
	case MOW_MY_KEY_LISTED:
		buf_adds(out, "  Key      listed in OWNERS.signers for ");
		phrase_text(out, mine->person);
		buf_addc(out, '\n');
		break;
	case MOW_MY_KEY_BAD:
		add_line(out, "Key", mine->problem);
		break;
	case MOW_MY_KEY_NEEDLESS:
	case MOW_MY_KEY_NONE:
		break;
	}
}

int install_key(struct buf *out, struct install *install, struct mow_error *err)
{
	const char *home = getenv("HOME");
	struct mow_my_key mine = {.state = MOW_MY_KEY_NEEDLESS};
	bool made = false;
	int result = mow_my_key_find(&mine, install->repo, home, err);

	if (result == MOW_OK && mine.state == MOW_MY_KEY_NONE)
		result = offer(out, &made, install, mine.email, err);
	if (result == MOW_OK && made)
		result = mow_my_key_find(&mine, install->repo, home, err);
	if (result == MOW_OK)
		say_state(out, install, &mine);
	return result;
}
