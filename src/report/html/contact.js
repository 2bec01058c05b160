/* Pictures can be laid over each other, and are told how much differs. */
(() => {
	const most = 4000000; /* pixels that are compared: of larger pictures, as many of a smaller one */
	const percent = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

	const make = (name, parent, text, properties) => {
		const element = Object.assign(document.createElement(name), properties);
		element.append(text);
		parent.append(element);
		return element;
	};

	const pixels = (picture, width, height, scale) => {
		const canvas = document.createElement("canvas");
		canvas.width = width;
		canvas.height = height;
		const context = canvas.getContext("2d", { willReadFrequently: true });
		context.drawImage(picture, 0, 0, picture.naturalWidth * scale, picture.naturalHeight * scale);
		return context.getImageData(0, 0, width, height);
	};

	/* How much differs, in which box, and a picture of that: the later one pale, with what differs in red. */
	const compare = (before, after) => {
		const wide = Math.max(before.naturalWidth, after.naturalWidth);
		const high = Math.max(before.naturalHeight, after.naturalHeight);
		const scale = Math.min(1, Math.sqrt(most / (wide * high)));
		const width = Math.max(1, Math.round(wide * scale));
		const height = Math.max(1, Math.round(high * scale));
		const a = pixels(before, width, height, scale).data;
		const picture = pixels(after, width, height, scale);
		const b = picture.data;
		const box = { left: width, top: height, right: -1, bottom: -1 };
		let count = 0;

		for (let at = 0; at < a.length; at += 4) {
			const differs = a[at] !== b[at] || a[at + 1] !== b[at + 1] || a[at + 2] !== b[at + 2] ||
				a[at + 3] !== b[at + 3];
			const grey = 255 - (255 - (b[at] * 3 + b[at + 1] * 6 + b[at + 2]) / 10) * 0.3 * b[at + 3] / 255;
			if (differs) {
				const x = (at / 4) % width;
				const y = Math.floor(at / 4 / width);
				box.left = Math.min(box.left, x);
				box.right = Math.max(box.right, x);
				box.top = Math.min(box.top, y);
				box.bottom = Math.max(box.bottom, y);
				count++;
			}
			b.set(differs ? [214, 30, 70, 255] : [grey, grey, grey, 255], at);
		}
		return { count, box, scale, width, height, picture };
	};

	const size = (picture) => `${picture.naturalWidth} × ${picture.naturalHeight}`;

	const words = (found, before, after) => {
		const { box, count, scale } = found;
		const resized = size(before) === size(after) ? "" : `${say("resized", size(before), size(after))} `;
		if (count === 0)
			return resized + say("same");
		const share = count * 100 / (found.width * found.height);
		const [left, top] = [Math.floor(box.left / scale), Math.floor(box.top / scale)];
		const wide = Math.ceil((box.right - box.left + 1) / scale);
		const high = Math.ceil((box.bottom - box.top + 1) / scale);
		const much = share < 0.01 ? say("under", percent.format(0.01)) : percent.format(share);
		return resized + say("share", much, wide, high, left, top);
	};

	const set_up = (pair) => {
		const [before, after] = pair.querySelectorAll("img");
		if (before.naturalWidth === 0 || after.naturalWidth === 0)
			return;
		const found = compare(before, after);
		const bar = document.createElement("div");
		bar.className = "compare";
		pair.before(bar);
		const views = make("div", bar, "", { className: "views", role: "group", ariaLabel: say("views") });
		const slider = make("input", bar, "", { type: "range", min: 0, max: 100, value: 50, hidden: true });
		slider.ariaLabel = say("slides");
		make("output", bar, words(found, before, after), {});
		const both = make("div", pair, "", { className: "stage picture both" });

		const slide = () => {
			const first = before.cloneNode();
			const last = after.cloneNode();
			const edge = document.createElement("span");
			edge.className = "edge";
			both.replaceChildren(first, edge, last);
			const move = () => {
				const at = slider.value / 100;
				both.style.setProperty("--at", `${slider.value}%`);
				edge.style.left = `${last.offsetLeft + last.offsetWidth * at - 1}px`;
				edge.style.top = `${last.offsetTop}px`;
				edge.style.height = `${last.offsetHeight}px`;
			};
			slider.oninput = move;
			last.decode().then(move, move);
		};
		const differ = () => {
			const canvas = document.createElement("canvas");
			canvas.width = found.width;
			canvas.height = found.height;
			canvas.setAttribute("role", "img");
			canvas.setAttribute("aria-label", say("inRed"));
			canvas.getContext("2d").putImageData(found.picture, 0, 0);
			both.replaceChildren(canvas);
		};

		const view = (name, text, show) => {
			const button = make("button", views, text, { type: "button", ariaPressed: String(name === "") });
			button.addEventListener("click", () => {
				for (const other of views.children)
					other.ariaPressed = String(other === button);
				pair.classList.remove("slide", "differ");
				slider.hidden = name !== "slide";
				both.replaceChildren();
				if (name !== "")
					pair.classList.add(name);
				show();
			});
		};
		view("", say("beside"), () => {});
		view("slide", say("slider"), slide);
		view("differ", say("differs"), differ);
	};

	/* The browser's own viewer. What frames in the page bring cannot name an address that is made here. */
	const show_pdf = (link) => {
		const bytes = Uint8Array.from(atob(link.href.slice(link.href.indexOf(",") + 1)), (byte) => byte.charCodeAt(0));
		const frame = document.createElement("iframe");
		frame.title = link.download;
		const address = URL.createObjectURL(new Blob([bytes], { type: "application/pdf" }));
		frame.src = `${address}#toolbar=0&navpanes=0&view=FitH`;
		link.before(frame);
	};

	/* Each one when it comes near the screen: there may be hundreds. */
	const prepare = (element) => {
		if (element.classList.contains("pdf"))
			return show_pdf(element);
		const decoded = [...element.querySelectorAll("img")].map((picture) => picture.decode());
		Promise.allSettled(decoded).then(() => set_up(element));
	};
	const watcher = new IntersectionObserver((entries) => {
		for (const { isIntersecting, target } of entries)
			if (isIntersecting) {
				watcher.unobserve(target);
				prepare(target);
			}
	}, { rootMargin: "600px" });
	const wanted = navigator.pdfViewerEnabled ? ".pair.pictures, a.pdf" : ".pair.pictures";
	for (const element of document.querySelectorAll(wanted))
		watcher.observe(element);
})();
