// What three programs make of CODEOWNERS files: `node codeowners.mjs CASES PATHS`. CASES has a file a line, as JSON text;
// PATHS a path a line. Prints a line for each file, path and program: number of the file, path, program, owners in
// lower case, sorted, with blanks between; `refused` where the program does not take the file.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const require = createRequire(join(process.env.NODE_MODULES, 'x'))
const Codeowners = require('codeowners')
const utils = require('codeowners-utils')
const { OwnershipEngine } = require('@snyk/github-codeowners/dist/lib/ownership')

const folder = mkdtempSync(join(tmpdir(), 'codeowners-'))
const programs = {
	codeowners: (text) => {
		writeFileSync(join(folder, 'CODEOWNERS'), text)
		const file = new Codeowners(folder)
		return (path) => file.getOwner(path)
	},
	'codeowners-utils': (text) => {
		const entries = utils.parse(text)
		return (path) => utils.matchFile(path, entries)?.owners ?? []
	},
	'github-codeowners': (text) => {
		writeFileSync(join(folder, 'CODEOWNERS'), text)
		const engine = OwnershipEngine.FromCodeownersFile(join(folder, 'CODEOWNERS'))
		return (path) => engine.calcFileOwnership(path)
	},
}

const lines = (name) => readFileSync(name, 'utf8').split('\n').slice(0, -1)
console.error = () => {}
lines(process.argv[2]).forEach((line, number) => {
	for (const [name, open] of Object.entries(programs)) {
		let ask
		try {
			ask = open(JSON.parse(line))
		} catch {
			ask = () => ['refused']
		}
		for (const path of lines(process.argv[3])) {
			let owners
			try {
				owners = ask(path)
			} catch {
				owners = ['refused']
			}
			console.log([number + 1, path, name, owners.map((o) => o.toLowerCase()).sort().join(' ')].join('\t'))
		}
	}
})
