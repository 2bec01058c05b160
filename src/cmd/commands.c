#include "cmd/commands.h"

static const struct command *const asking[] = {&command_who, &command_why, NULL};
static const struct command *const deciding[] = {&command_check, &command_approve, &command_sync, NULL};
static const struct command *const writing[] = {&command_lint, NULL};
static const struct command *const fitting_in[] = {&command_install, &command_hook, &command_help, NULL};

const struct command_section command_sections[] = {
	{"Asking", asking},         {"Deciding", deciding}, {"Writing rules", writing},
	{"Fitting in", fitting_in}, {NULL, NULL},
};
