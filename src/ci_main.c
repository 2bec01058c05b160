/* mowners-ci: what `mowners ci` and `mowners keys --from` start. */
#include "ci/ci.h"
#include "ci/keys.h"
#include "cmd/program.h"

int main(int argc, char **argv)
{
	static const struct command_row commands[] = {
		{"Fitting in", &ci_command}, {"Fitting in", &ci_keys_command}, {NULL, NULL}};

	return program_main(argc, argv, commands);
}
