#!/usr/bin/env bats
# The lines of a thousand repositories in databases, by the SQL of mowners-report(1). $NODE_MODULES is where npm put DuckDB.

# shellcheck disable=SC2154,SC2012,SC2030,SC2031

PAGE="$BATS_TEST_DIRNAME/../../man/mowners-report.1"

# The SQL of the page that is marked so.
sql() { # KIND
	awk -v mark=".\\\\\" not run: sql $1" '$0 == mark { on = 1 } on && /^\.Ed/ { on = 0 } on && /^[^.]/ { gsub(/\\e/, "\\"); print }' "$PAGE"
}

# Twenty-five generated histories, their reports under forty names each: a file of lines a repository.
setup_file() {
	cd "$BATS_FILE_TMPDIR" || return 1
	python3 -B - "$BATS_TEST_DIRNAME/../model" <<-'END'
		import sys
		sys.path.insert(0, sys.argv[1])
		import landed
		for seed in range(25):
		    landed.Landed(seed, "%d.git" % seed)
	END
	mkdir lines
	for number in $(seq 0 24); do
		mowners -q -C "$number.git" --now 2026-11-22T12:00:00Z report --since 150d --format ndjson >one || return 1
		for name in $(seq 1 40); do
			sed "s/\"repository\": \"[^\"]*\"/\"repository\": \"fleet-$name-$number\"/" one >"lines/$name-$number.ndjson"
		done
	done
	node "$BATS_TEST_DIRNAME/fleet.mjs" loop >expected
	sql question >questions.sql
}

setup() {
	cd "$BATS_FILE_TMPDIR" || return 1
}

@test "five questions to DuckDB" {
	[ "$(grep -c '^SELECT' questions.sql)" -eq 5 ]
	[ "$(wc -l <expected)" -gt 30 ]
	sql duckdb >duckdb.sql
	node "$BATS_TEST_DIRNAME/fleet.mjs" duckdb duckdb.sql questions.sql >duckdb.txt
	diff expected duckdb.txt
}

@test "five questions to PostgreSQL" {
	local bin as=() tries=0

	bin=$(ls -d /usr/lib/postgresql/*/bin | tail -n 1)
	[[ $(id -u) -ne 0 ]] || as=(runuser -u nobody --)
	server=$(mktemp -d /tmp/mowners-fleet.XXXXXX)
	[[ ${#as[@]} -eq 0 ]] || chown nobody "$server"
	(cd / && "${as[@]}" "$bin/initdb" -D "$server/data" -A trust -U me -N --no-instructions -E UTF8 --locale=C >"$server.log" 2>&1)
	(cd / && exec "${as[@]}" "$bin/postgres" -D "$server/data" -k "$server" -c listen_addresses= -c fsync=off >>"$server.log" 2>&1 3>&-) &
	until "$bin/pg_isready" -q -h "$server" || [[ $((tries += 1)) -gt 200 ]]; do sleep 0.1; done
	sql postgresql >postgresql.sql
	psql -X -q -h "$server" -U me -d postgres -v ON_ERROR_STOP=1 --csv -t -f postgresql.sql -f questions.sql >postgresql.txt
	diff expected postgresql.txt
}

teardown() {
	if [[ -n ${server-} ]]; then
		kill -INT "$(head -n 1 "$server/data/postmaster.pid")" || true
		wait
		rm -rf "$server" "$server.log"
	fi
}
