"use strict";
/* A phrase in the language of the page, with values in the places of {0}, {1} and so on. */
const say = (name, ...values) => document.body.dataset[name].replace(/\{(\d)\}/g, (whole, place) => values[place]);

/* Tables of class "sortable" sort by the columns whose heading says how: data-sort="text" or "number". A cell of data-key
 * goes by that. What stands here is a convenience: pages say all that they say without it. */
(() => {
	const key = (row, column) => {
		const cell = row.cells[column];
		return cell.dataset.key ?? cell.textContent.trim();
	};
	const compare = {
		text: (a, b) => a.localeCompare(b),
		number: (a, b) => (Number(a) || 0) - (Number(b) || 0),
	};

	const sort = (table, heading) => {
		const column = heading.cellIndex;
		const order = compare[heading.dataset.sort];
		const first = heading.dataset.sort === "number" ? "descending" : "ascending";
		const now = heading.getAttribute("aria-sort");
		const wanted = now === null ? first : now === "ascending" ? "descending" : "ascending";
		const sign = wanted === "ascending" ? 1 : -1;
		const body = table.tBodies[0];
		const rows = [...body.rows].map((row) => [key(row, column), row]);
		rows.sort((a, b) => sign * order(a[0], b[0]));
		body.append(...rows.map((pair) => pair[1]));
		for (const other of table.querySelectorAll("th.sorts"))
			other.removeAttribute("aria-sort");
		heading.setAttribute("aria-sort", wanted);
	};

	for (const table of document.querySelectorAll("table.sortable"))
		for (const heading of table.querySelectorAll("th[data-sort]")) {
			const button = document.createElement("button");
			button.type = "button";
			button.className = "sort";
			button.setAttribute("aria-label", say("sort", heading.textContent));
			heading.classList.add("sorts");
			heading.append(" ", button);
			heading.addEventListener("click", () => sort(table, heading));
		}
})();
