// tokens.mjs GRAMMAR: what a TextMate engine sees in the text on standard input, as "LINE KIND TEXT"; blanks left out.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(`${process.env.NODE_MODULES}/`);
const { INITIAL, Registry, parseRawGrammar } = require("vscode-textmate");
const { createOnigScanner, createOnigString, loadWASM } = require("vscode-oniguruma");

const kinds = [
	["comment.", "comment"], ["keyword.control.", "known"], ["entity.name.section.", "section"],
	["keyword.other.definition.", "key"], ["entity.name.type.handle.", "handle"], ["markup.underline.", "email"],
	["constant.numeric.", "number"], ["constant.language.", "word"], ["constant.character.escape.", "escape"],
	["constant.other.wildcard.", "wild"], ["keyword.operator.exclude.", "exclude"], ["keyword.operator.word.", "join"],
	["storage.modifier.", "attribute"], ["invalid.", "error"], ["string.", "pattern"], ["source.", "text"],
];

const [path] = process.argv.slice(2);
await loadWASM(readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm")).buffer);
const registry = new Registry({
	onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
	loadGrammar: async () => parseRawGrammar(readFileSync(path, "utf8"), path),
});
const grammar = await registry.loadGrammar("source.owners");
let state = INITIAL;
readFileSync(0, "utf8").split("\n").forEach((line, number) => {
	const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
	state = ruleStack;
	let last;
	const found = [];
	for (const { startIndex, endIndex, scopes } of tokens) {
		const kind = kinds.find(([scope]) => scopes.at(-1).startsWith(scope))[1];
		if (kind !== last) found.push([kind, ""]);
		found.at(-1)[1] += line.slice(startIndex, endIndex);
		last = kind;
	}
	for (const [kind, text] of found) if (text.trim()) console.log(number + 1, kind, text.trim());
});
