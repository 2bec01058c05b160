#!/usr/bin/env bash
# Versions: libcurl 7.88.1 (Debian 12, libcurl4 7.88.1-10+deb12u15): CURLINFO_RETRY_AFTER of several answers with status 429.
#
# Guessed: a number of seconds, 0 where there is none or none that can be read; a date that has passed is 0, and so is a
# date in ISO's form.
# Happens: a date that has passed gives a negative number, and so does one in the next seconds where the own clock is
# ahead of the server's: as an unsigned number of seconds that is for ever. 2099-01-02T00:00:00Z is 2099 seconds, "1e2" is
# one. A number that is too large is 0, no pause at all. Of two headers the last one counts.
# Source: the library itself, its manual for CURLINFO_RETRY_AFTER.
#
# Seen:
#   7: 7
#   Fri, 02 Jan 2026 00:00:00 GMT: negative
#   2099-01-02T00:00:00Z: 2099
#   1e2: 1
#   99999999999999999999: 0
#   9, then 7: 7
set -eu

name=libcurl-retry-after
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

# Unpacks Debian packages, given as name=version, below root.
deb() {
	apt-get -q -o APT::Sandbox::User=root download "$@" >/dev/null 2>&1 || { echo "$name: cannot download $*"; exit 2; }
	for file in *.deb; do dpkg-deb -x "$file" root; rm "$file"; done
}

# What libcurl links with is Debian 12's, whatever its fixes are today.
deb libcurl4-openssl-dev=7.88.1-10+deb12u15 libcurl4=7.88.1-10+deb12u15 \
	libbrotli1 libffi8 libgmp10 libgnutls30 libgssapi-krb5-2 libhogweed6 libidn2-0 libk5crypto3 libkrb5-3 libkrb5support0 \
	libldap-2.5-0 libnettle8 libnghttp2-14 libp11-kit0 libpsl5 libsasl2-2 librtmp1 libssh2-1 libssl3 libtasn1-6 \
	libunistring2 libzstd1
lib=$(echo "$dir"/root/usr/lib/*-linux-gnu)
include=$(echo "$dir"/root/usr/include/*-linux-gnu)
export LD_LIBRARY_PATH=$lib LC_ALL=C.UTF-8
unset http_proxy HTTP_PROXY https_proxy HTTPS_PROXY all_proxy ALL_PROXY

cat >ask.c <<'C'
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>

static size_t drop(char *data, size_t size, size_t count, void *user)
{
	(void)data;
	(void)user;
	return size * count;
}

int main(int count, char **arguments)
{
	static const char *const what[] = {"7", "Fri, 02 Jan 2026 00:00:00 GMT", "2099-01-02T00:00:00Z", "1e2",
		"99999999999999999999", "9, then 7"};

	for (int i = 0; count > 1 && i < 6; i++) {
		CURL *curl = curl_easy_init();
		curl_off_t seconds = 0;
		char url[99];

		snprintf(url, sizeof url, "http://127.0.0.1:%s/%d", arguments[1], i);
		curl_easy_setopt(curl, CURLOPT_URL, url);
		curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, drop);
		if (curl_easy_perform(curl) == CURLE_OK) curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &seconds);
		if (seconds < 0) printf("%s: negative\n", what[i]);
		else printf("%s: %" CURL_FORMAT_CURL_OFF_T "\n", what[i], seconds);
		curl_easy_cleanup(curl);
	}
	return 0;
}
C
cat >serve.mjs <<'JS'
import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
const values = ['7', 'Fri, 02 Jan 2026 00:00:00 GMT', '2099-01-02T00:00:00Z', '1e2', '99999999999999999999', ['9', '7']]
const server = createServer((request, answer) => {
	answer.writeHead(429, { 'Retry-After': values[request.url.slice(1)] }).end('Later.\n')
})
server.listen(0, '127.0.0.1', () => {
	spawn('./ask', [server.address().port], { stdio: 'inherit' }).on('close', () => server.close())
})
JS
gcc -I"$include" ask.c -o ask -L"$lib" -Wl,--allow-shlib-undefined -lcurl
seen=$(node serve.mjs)
want='7: 7
Fri, 02 Jan 2026 00:00:00 GMT: negative
2099-01-02T00:00:00Z: 2099
1e2: 1
99999999999999999999: 0
9, then 7: 7'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
