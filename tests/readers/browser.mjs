// browser.mjs FILE PICTURES: looks at a page in headless Chromium, light and dark, wide and narrow, with scripts and
// without, and prints it. Says on standard output, a line each, what no page may do: ask for anything but itself, run
// anything, write to the console, be wider than the screen, or be hard to use for somebody (axe). Leaves what it saw in
// the folder PICTURES. $NODE_MODULES is where npm put playwright-core and axe-core, $CHROMIUM the program.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(resolve(process.env.NODE_MODULES, "here.js"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const url = pathToFileURL(resolve(process.argv[2])).href;
const pictures = process.argv[3];

const own = /^(blob|chrome|chrome-extension):/; // made by the page; of the browser's viewer of PDFs

const looks = [
	{ name: "light-1440", colorScheme: "light", width: 1440 },
	{ name: "dark-1440", colorScheme: "dark", width: 1440 },
	{ name: "light-360", colorScheme: "light", width: 360 },
	{ name: "dark-360", colorScheme: "dark", width: 360 },
	{ name: "no-script", colorScheme: "light", width: 1440, javaScriptEnabled: false },
];

// What the policy of the page forbids is told as a request too, and so is what a sandboxed frame may not read of the disk.
const ask = (request, say) => {
	const reason = request.failure()?.errorText;
	const forbidden = reason === "csp" || (reason === "other" && request.url().startsWith("file:"));
	if (request.url() !== url && !own.test(request.url()) && !forbidden)
		say("request", request.url());
};

const open = async (browser, look) => {
	const say = (...words) => console.log(`${look.name}:`, ...words);
	const page = await browser.newPage({ ...look, viewport: { width: look.width, height: 900 } });
	// What a browser says of what it forbade to a sandboxed frame is its own note; but the frame's styles are let in.
	page.on("console", (message) => {
		if (message.location().url !== "about:srcdoc" || message.text().includes("inline style"))
			say("console", message.text());
	});
	page.on("pageerror", (error) => say("error", error.message));
	page.on("dialog", (dialog) => { say("dialog", dialog.message()); dialog.dismiss(); });
	page.on("requestfinished", (request) => ask(request, say));
	page.on("requestfailed", (request) => ask(request, say));
	await page.goto(url);
	if (await page.evaluate(() => document.documentElement.scrollWidth) > look.width)
		say("wider than the screen");
	await page.screenshot({ path: `${pictures}/${look.name}.png` });
	return page;
};

const judge = async (page, look) => {
	await page.evaluate(axe);
	const { violations } = await page.evaluate(() => window.axe.run());
	for (const { id, nodes } of violations)
		console.log(`${look.name}: axe ${id}: ${nodes[0].html}`);
};

// In Debian root may not have a sandbox.
const args = process.getuid() === 0 ? ["--no-sandbox"] : [];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args });
for (const look of looks) {
	const page = await open(browser, look);
	if (look.javaScriptEnabled !== false)
		await judge(page, look);
	if (look.name === "dark-1440")
		await page.pdf({ path: `${pictures}/print.pdf`, preferCSSPageSize: true });
	await page.close();
}
await browser.close();
