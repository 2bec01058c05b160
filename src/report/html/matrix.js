/* The matrix shows only the areas of a person, a folder, a level, and with a word in them. */
(() => {
	const tools = document.getElementById("tools");
	const table = document.getElementById("grid");
	if (tools === null || table === null)
		return;
	const rows = [...table.tBodies[0].rows];
	const fields = [...tools.querySelectorAll("select")];
	const search = tools.querySelector("input[type=search]");
	const count = tools.querySelector(".count");
	const people = [...table.tHead.rows[0].cells].filter((cell) => cell.dataset.person);

	const has = (row, field) => {
		const list = row.dataset[field.name] ?? "";
		return field.value === "" || list.split(" ").includes(field.value);
	};

	const pick = (person) => {
		for (const cell of table.querySelectorAll(".picked"))
			cell.classList.remove("picked");
		const heading = people.find((cell) => cell.dataset.person === person);
		if (heading === undefined)
			return;
		for (const row of table.rows)
			row.cells[heading.cellIndex].classList.add("picked");
	};

	const show = () => {
		const word = search.value.trim().toLocaleLowerCase();
		let shown = 0;
		for (const row of rows) {
			const area = row.cells[0].textContent.toLocaleLowerCase();
			row.hidden = !(fields.every((field) => has(row, field)) && area.includes(word));
			shown += row.hidden ? 0 : 1;
		}
		pick(tools.elements.people.value);
		count.textContent = shown === rows.length ? "" : say("shown", shown, rows.length);
	};

	tools.hidden = false;
	tools.addEventListener("submit", (event) => event.preventDefault());
	tools.addEventListener("input", show);
	show();
})();
