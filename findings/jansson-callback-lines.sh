#!/usr/bin/env bash
# Versions: jansson 2.14 (Debian 12, libjansson-dev and libjansson4 2.14-2): records of one line each, read as a stream.
#
# Guessed: with JSON_DISABLE_EOF_CHECK, json_load_callback and json_loadf read one record a call, for the manual says that
# reading stops with the last bracket of the text.
# Happens: json_loadf does. json_load_callback asks the callback for 1024 bytes, and what is behind the first record in
# them is gone: three short lines are one record, then the end. The error is that of an empty input. json_loadb with
# error.position as the start of the next record reads all of them.
# Source: the library itself; its manual, on JSON_DISABLE_EOF_CHECK.
#
# Seen (three lines):
#   json_loadf: 3
#   json_load_callback: 1, 0 bytes left
#   json_load_callback, a byte at a time: 3, 0 bytes left
#   json_loadb, from error.position on: 3
set -eu

name=jansson-callback-lines
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

# Unpacks Debian packages, given as name=version, below root.
deb() {
	apt-get -q -o APT::Sandbox::User=root download "$@" >/dev/null 2>&1 || { echo "$name: cannot download $*"; exit 2; }
	for file in *.deb; do dpkg-deb -x "$file" root; rm "$file"; done
}

deb libjansson-dev=2.14-2 libjansson4=2.14-2
lib=$(echo "$dir"/root/usr/lib/*-linux-gnu)
export LD_LIBRARY_PATH=$lib

cat >ask.c <<'C'
#include <jansson.h>
#include <stdio.h>
#include <string.h>

struct source {
	const char *next;
	size_t left, most;
};

static size_t feed(void *buffer, size_t size, void *data)
{
	struct source *source = data;

	size = size < source->most ? size : source->most;
	size = size < source->left ? size : source->left;
	memcpy(buffer, source->next, size);
	source->next += size;
	source->left -= size;
	return size;
}

int main(void)
{
	static char text[] = "{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n";
	struct source all = {text, strlen(text), strlen(text)}, bytes = {text, strlen(text), 1};
	FILE *file = fmemopen(text, strlen(text), "r");
	json_error_t error;
	json_t *record;
	size_t at = 0;
	int count;

	for (count = 0; (record = json_loadf(file, JSON_DISABLE_EOF_CHECK, &error)); count++) json_decref(record);
	printf("json_loadf: %d\n", count);
	for (count = 0; (record = json_load_callback(feed, &all, JSON_DISABLE_EOF_CHECK, &error)); count++)
		json_decref(record);
	printf("json_load_callback: %d, %zu bytes left\n", count, all.left);
	for (count = 0; (record = json_load_callback(feed, &bytes, JSON_DISABLE_EOF_CHECK, &error)); count++)
		json_decref(record);
	printf("json_load_callback, a byte at a time: %d, %zu bytes left\n", count, bytes.left);
	for (count = 0; (record = json_loadb(text + at, strlen(text) - at, JSON_DISABLE_EOF_CHECK, &error)); count++) {
		json_decref(record);
		at += (size_t)error.position;
	}
	printf("json_loadb, from error.position on: %d\n", count);
	fclose(file);
	return 0;
}
C
gcc -Iroot/usr/include ask.c -o ask -L"$lib" -ljansson
seen=$(./ask)
want='json_loadf: 3
json_load_callback: 1, 0 bytes left
json_load_callback, a byte at a time: 3, 0 bytes left
json_loadb, from error.position on: 3'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
