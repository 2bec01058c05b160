/* mowners-ci: what `mowners ci` starts. */
#include "ci/ci.h"
#include "cmd/program.h"

int main(int argc, char **argv)
{
	static const struct command_row commands[] = {{"Fitting in", &ci_command}, {NULL, NULL}};

	return program_main(argc, argv, commands);
}
