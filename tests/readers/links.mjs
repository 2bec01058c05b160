// links.mjs FOLDER: follows every link of every page of a folder in headless Chromium, with scripts off, served below a
// path of its own. Says on standard output, a line each, which of them lead nowhere or out of the folder, and what no link
// leads to.
import { readdirSync, readFileSync, existsSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const require = createRequire(resolve(process.env.NODE_MODULES, "here.js"));
const { chromium } = require("playwright-core");
const folder = resolve(process.argv[2]);
const path = "/below/a/path/";

const types = { html: "text/html; charset=utf-8", ics: "text/calendar" };
const server = createServer((request, response) => {
	const name = decodeURIComponent(request.url.slice(path.length));
	const found = request.url.startsWith(path) && !name.includes("/") && existsSync(join(folder, name));
	response.writeHead(found ? 200 : 404, { "Content-Type": types[name.split(".").pop()] ?? "text/plain" });
	response.end(found ? readFileSync(join(folder, name)) : "");
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const home = `http://127.0.0.1:${server.address().port}${path}`;

const args = process.getuid() === 0 ? ["--no-sandbox"] : [];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args });
const page = await browser.newPage({ javaScriptEnabled: false });
const seen = new Set([`${home}index.html`]);
for (const address of seen) {
	const response = address.endsWith(".html") ? await page.goto(address) : await page.request.get(address);
	if (response.status() !== 200)
		console.log(`leads nowhere: ${address}`);
	if (!address.endsWith(".html"))
		continue;
	for (const link of await page.locator("a[href]").all()) {
		const to = new URL(await link.getAttribute("href"), address);
		to.hash = "";
		if (to.protocol === "data:")
			continue;
		if (!to.href.startsWith(home))
			console.log(`leads out of the folder: ${to.href} in ${address}`);
		seen.add(to.href);
	}
}
for (const name of readdirSync(folder).filter((name) => !name.startsWith(".")))
	if (!seen.has(home + name))
		console.log(`nothing leads to ${name}`);
await browser.close();
server.close();
