// filters.mjs FILE FIELD VALUE…: the areas that the page of a matrix shows, in order, when FIELD is set to VALUE; a field
// "sort" is a column's heading to click, "columns" a set of columns to choose.
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(resolve(process.env.NODE_MODULES, "here.js"));
const { chromium } = require("playwright-core");
const [file, ...fields] = process.argv.slice(2);
const browser = await chromium.launch({
	executablePath: process.env.CHROMIUM,
	args: process.getuid() === 0 ? ["--no-sandbox"] : [],
});
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
await page.goto(pathToFileURL(resolve(file)).href);
while (fields.length > 0) {
	const [field, value] = fields.splice(0, 2);
	if (field === "sort")
		await page.click(`#grid th:has-text("${value}") button`);
	else if (field === "columns")
		await page.getByLabel(value).check();
	else if (field === "search")
		await page.fill("input[type=search]", value);
	else
		await page.selectOption(`select[name=${field}]`, { label: value });
}
const shown = await page.locator("#grid tbody tr:visible .area").allTextContents();
const columns = await page.locator("#grid thead th:visible").count();
console.log(`${shown.join(" ")} | ${columns}`);
await browser.close();
