#!/usr/bin/env bats
# Contact sheets, looked at by a browser; see pages.bats.

# shellcheck disable=SC2154 # run_split sets status and output

load ../cli/helper
load pages

# A folder of pictures and the same ones changed: the first N have a rectangle in another colour, and a list tells where.
pictures() { # N
	python3 - "$1" <<-'END'
		import os, struct, sys, zlib

		def png(path, width, height, pixel):
		    rows = b"".join(b"\0" + b"".join(bytes(pixel(x, y)) for x in range(width)) for y in range(height))
		    piece = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
		    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
		    with open(path, "wb") as out:
		        out.write(b"\x89PNG\r\n\x1a\n" + piece(b"IHDR", head) + piece(b"IDAT", zlib.compress(rows)) + piece(b"IEND", b""))

		os.makedirs("before"), os.makedirs("after")
		with open("expected", "w") as expected:
		    for i in range(int(sys.argv[1])):
		        width, height = 40 + i % 7 * 5, 30 + i % 5 * 7
		        left, top = i * 3 % (width - 12), i * 5 % (height - 9)
		        wide, high = 1 + i % 11, 1 + i % 8
		        name = f"picture-{i:03}.png"
		        plain = lambda x, y: (x * 3, y * 4, i * 2, 255 if x > 3 else 0 if x == 0 else 128)
		        inside = lambda x, y: left <= x < left + wide and top <= y < top + high
		        png(f"before/{name}", width, height, plain)
		        png(f"after/{name}", width, height, lambda x, y: (250, 1, 7, 254) if inside(x, y) else plain(x, y))
		        share = wide * high * 100 / (width * height)
		        print(f"pictures/{name}: {share:.2f} % of the pixels differ, in {wide} × {high} at {left}, {top}.", file=expected)
	END
}

@test "a hundred pairs of pictures whose difference is known" {
	(cd .. && pictures 100)
	studio_new && git config mowners.target main
	mkdir pictures && cp ../before/* pictures/ && commit_all before && git checkout -q -b topic
	cp ../after/* pictures/ && commit_all after
	mowners sheet -o page.html
	run_split node "$BATS_TEST_DIRNAME/compared.mjs" page.html
	diff <(echo "$output") ../expected
}

@test "files of all kinds, for everybody, on every screen" {
	(cd .. && pictures 3)
	studio_new && git config mowners.target main && mkdir text
	cp ../before/* brand/ && printf 'our new shoe\nis here\n' >text/post.md && head -c 5000 /dev/urandom >text/pack.bin
	commit_all before && git checkout -q -b topic
	cp ../after/* brand/ && git rm -q text/pack.bin
	cat >text/post.md <<-'END'
		# Boot

		our new **boot** ![a boot](https://example.com/b.png)

		- is [here](https://example.com/)
		- and `more`

		> quoted

		| a | b |
		|---|---|
		| 1 | <b>2</b> |

		```
		new
		```
	END
	printf '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>' >brand/mark.svg
	printf 'sku,price\nA,1\nB,2\n' >text/prices.csv
	printf '<style>\r\nh1 > b { color: #43369b }\r\n</style><!-- <p style="no: no"> --><h1 style="margin: 0; font-family: &quot;A&amp;B&quot;, &#39;serif&#39;"><b STYLE=top:0>Hello</b></h1><img src="https://example.com/x.png"><script>alert(1)</script>' >text/mail.html
	printf '%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>' >brand/guide.pdf
	cp "$(find /usr/share/fonts -name '*.ttf' -print -quit)" brand/type.ttf
	commit_all after
	for lang in en de fr; do
		mowners --now 2026-11-30 sheet --lang $lang -o $lang.html
		looks_well $lang.html
	done
}

@test "nothing that a change has becomes part of a page" {
	local attack='"><img src=x onerror=alert(1)><script>alert(2)</script>'

	mkdir "${attack//\//_}" && cd "${attack//\//_}" && repo_new && git config mowners.target main
	owners <<-END
		[mowners]
		version = 1

		[rules]
		accountable = @ann

		[area]
		path = /*
		accountable = @ann
		level = standard

		[freeze now]
		path = /*
		from = 2020-01-01
		until = 2999-01-01
		reason = "'><script>alert(3)</script>

		[people]
		@ann = Ann "'onclick='alert(1)'&lt <ann@example.com>
	END
	commit_all before && git checkout -q -b topic
	printf '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script><image href="https://example.com/x.png" width="9" height="9"/><style>@import "https://example.com/x.css";</style></svg>' >a.svg
	printf '<svg "><script>alert(1)</script>' >broken.svg
	printf '\x89PNG\r\n\x1a\n"><script>alert(1)</script>' >broken.png
	printf '\0\0\0\x20ftypisom"><script>alert(1)</script>' >broken.mp4
	printf 'ID3"><script>alert(1)</script>' >broken.mp3
	printf '%s\n' "$attack" '</table></body>' $'\e]0;x\a\x01\u202e' >"$(printf 'a\e]0;x\a\x01\u202e.md')"
	printf '%s' "$attack" >'"><svg onload=alert(1)>.md'
	printf '%%PDF-"><script>alert(1)</script>' >broken.pdf
	printf 'sku,"><script>alert(1)</script>\n"><img src=x onerror=alert(1)>,<b>\n' >table.csv
	printf '"></iframe><script>alert(1)</script><img src=x onerror=alert(1)><meta http-equiv=refresh content="0;url=https://example.com">' >mail.html
	printf 'ref: "><script>' >"$(printf 'a\xff.txt')"
	ln -s '"><script>alert(1)</script>' link
	commit_all after
	run_split mowners sheet -o sheet.html
	[ "$status" -eq 0 ] || { echo "$stderr"; false; }
	looks_well sheet.html
}
