#include "cmd/hook.h"

#include <string.h>

#include "report/phrase.h"

static int run(const struct globals *globals, int argc, char **argv);

static const struct command_option options[] = {{NULL, 0, NULL, NULL}};

const struct command command_hook = {
	.name = "hook",
	.arguments = "NAME [ARGUMENT…]",
	.summary = "what a git hook runs; mowners install puts the hooks in place",
	.options = options,
	.run = run,
};

/* Those that git may run this program as. */
static const struct hook {
	const char *name;
	int (*run)(const struct globals *globals, int argc, char **argv);
} hooks[] = {
	{"pre-commit", hook_commit}, {"prepare-commit-msg", hook_message}, {"pre-merge-commit", hook_merge},
	{"pre-push", hook_pre_push}, {"pre-receive", hook_receive},        {"update", hook_update},
	{"post-receive", hook_post},
};
enum { HOOK_COUNT = sizeof hooks / sizeof *hooks };

static const struct hook *find_hook(const char *name)
{
	for (size_t i = 0; i < HOOK_COUNT; i++)
		if (strcmp(hooks[i].name, name) == 0)
			return &hooks[i];
	return NULL;
}

/* Whether the folder that `slash` ends is called that, with `suffix` behind. */
static bool is_folder(const char *program, const char *slash, const char *name, const char *suffix)
{
	size_t len = strlen(name), more = strlen(suffix);

	if ((size_t)(slash - program) < len + more)
		return false;
	const char *at = slash - len - more;
	return (at == program || at[-1] == '/') && memcmp(at, name, len) == 0 && memcmp(at + len, suffix, more) == 0;
}

/* "pre-receive" of a path that ends in "/pre-receive.d/NAME", as forges run several, "update" of one that ends in
 * "/VREF/NAME", as gitolite does; NULL: there is no such folder. */
static const struct hook *find_folder(const char *program, const char *slash)
{
	if (is_folder(program, slash, "VREF", ""))
		return find_hook("update");
	for (size_t i = 0; i < HOOK_COUNT; i++)
		if (is_folder(program, slash, hooks[i].name, ".d"))
			return &hooks[i];
	return NULL;
}

const char *hook_of_program(const char *program)
{
	const char *slash = strrchr(program, '/');
	const struct hook *hook = find_hook(slash != NULL ? slash + 1 : program);

	if (hook == NULL && slash != NULL)
		hook = find_folder(program, slash);
	return hook != NULL ? hook->name : NULL;
}

static int refuse_name(const char *name)
{
	MOW_AUTO(buf) shown = BUF_INIT;
	MOW_AUTO(buf) known = BUF_INIT;
	const char *names[HOOK_COUNT];

	for (size_t i = 0; i < HOOK_COUNT; i++)
		names[i] = hooks[i].name;
	phrase_names(&known, names, HOOK_COUNT, "and", HOOK_COUNT);
	if (name == NULL)
		return command_usage(&command_hook, "which hook? There are %s", known.data);
	phrase_path(&shown, name, strlen(name));
	return command_usage(&command_hook, "no hook is called %s; there are %s", shown.data, known.data);
}

/* What git hands over to a hook is taken as it is: none of it is an option. */
static int run(const struct globals *globals, int argc, char **argv)
{
	const struct hook *hook = argc > 1 ? find_hook(argv[1]) : NULL;

	return hook != NULL ? hook->run(globals, argc - 1, argv + 1) : refuse_name(argc > 1 ? argv[1] : NULL);
}
