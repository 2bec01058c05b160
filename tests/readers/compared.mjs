// compared.mjs FILE: what a contact sheet says of each pair of pictures, a line each: "PATH: 0.75 % of the pixels differ, …".
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(resolve(process.env.NODE_MODULES, "here.js"));
const { chromium } = require("playwright-core");
const browser = await chromium.launch({
	executablePath: process.env.CHROMIUM,
	args: process.getuid() === 0 ? ["--no-sandbox"] : [],
});
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
await page.goto(pathToFileURL(resolve(process.argv[2])).href);
for (const asset of await page.locator(".asset:has(.pictures)").all()) {
	await asset.scrollIntoViewIfNeeded();
	console.log(`${await asset.locator("h3 code").textContent()}: ${await asset.locator("output").textContent()}`);
	// Each way to look at them shows something, and the first one both.
	for (const [name, shown] of [["Slider", 2], ["What differs", 1], ["Side by side", 2]]) {
		await asset.getByRole("button", { name }).click();
		if (await asset.locator(":is(img, canvas):visible").count() !== shown)
			console.log(`${name}: not ${shown} pictures`);
	}
}
await browser.close();
