// Asks a fleet's lines (mowners-report(1)): `fleet.mjs duckdb LOAD QUESTIONS` by the SQL of two files, in the folder
// above lines/; `fleet.mjs loop` by going through them. Each answer is a line for each row, cells joined by commas.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

function say(rows) {
	for (const row of rows)
		console.log(row.map((cell) => cell === null ? '' : cell === true ? 't' : cell === false ? 'f' : cell).join(','));
}

async function duckdb(load, questions) {
	const place = createRequire(process.env.NODE_MODULES + '/').resolve('@duckdb/node-api');
	const { DuckDBInstance } = (await import(pathToFileURL(place))).default;
	const connection = await (await DuckDBInstance.create(':memory:')).connect();
	await connection.run(readFileSync(load, 'utf8'));
	for (const question of readFileSync(questions, 'utf8').split(';').slice(0, -1))
		say((await connection.runAndReadAll(question)).getRowsJson());
}

// ---- The same, by hand

const compare = (a, b) => a < b ? -1 : a > b ? 1 : 0;
const rank = (sorted, share) => sorted[Math.ceil(sorted.length * share) - 1];

function groups(items, key) {
	const found = new Map();
	for (const item of items) {
		const name = JSON.stringify(key(item));
		found.set(name, [...found.get(name) ?? [], item]);
	}
	return [...found].map(([name, members]) => [JSON.parse(name), members]);
}

function loop() {
	const lines = readdirSync('lines').flatMap((file) =>
		readFileSync('lines/' + file, 'utf8').trim().split('\n').map((line) => JSON.parse(line)));
	const parts = lines.filter((line) => line.kind === 'part');
	const changes = lines.filter((line) => line.kind === 'change');
	const sum = (items, key) => items.reduce((total, item) => total + item[key], 0);

	say(lines.filter((line) => line.measure === 'coverage' && line.at === line.until && line.why === null)
		.sort((a, b) => a.count / a.of - b.count / b.of || compare(a.repository, b.repository))
		.slice(0, 10).map((line) => [line.repository, line.count, line.of]));

	say(groups(parts.filter((part) => part.lead !== null), (part) => part.level)
		.map(([level, members]) => [level, members.map((part) => part.lead).sort((a, b) => a - b)])
		.sort((a, b) => compare(a[0], b[0]))
		.map(([level, leads]) => [level, leads.length, rank(leads, 0.5), rank(leads, 0.9)]));

	say(groups(parts.filter((part) => part.requested !== null && part.area !== null), (part) => [part.area, part.level])
		.map(([name, members]) => [...name, ...['author', 'review', 'accountable', 'ready'].map((key) => sum(members, key))])
		.sort((a, b) => b[2] + b[3] + b[4] + b[5] - a[2] - a[3] - a[4] - a[5] || compare(a[0], b[0]) || compare(a[1], b[1]))
		.slice(0, 10));

	say(groups(changes.filter((change) => change.verdict !== 'open'), (change) => change.repository)
		.map(([name, members]) => [name, members.length,
			members.filter((change) => ['lacking', 'errors', 'unnoted'].includes(change.verdict)).length,
			members.filter((change) => change.debt).length])
		.sort((a, b) => b[2] - a[2] || compare(a[0], b[0])).slice(0, 10));

	const landed = new Map(changes.map((change) => [change.repository + ' ' + change.commit, change]));
	say(groups(parts.filter((part) => part.lead !== null), (part) => part.lead < 86400).sort((a, b) => a[0] - b[0])
		.map(([quick, members]) => [quick, members.map((part) => landed.get(part.repository + ' ' + part.commit))])
		.map(([quick, members]) => [quick, members.length, members.filter((change) => change.reverted_by).length,
			members.filter((change) => change.fixed_by).length]));
}

const [how, ...files] = process.argv.slice(2);
await (how === 'duckdb' ? duckdb(...files) : loop());
