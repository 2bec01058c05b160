#include "cmd/commands.h"

#define COMMAND_ROW(title, name) {title, &command_##name},
const struct command_row command_rows[] = {COMMANDS(COMMAND_ROW){NULL, NULL}};
