#!/usr/bin/env bash
# Versions: libcurl 7.88.1 (Debian 12, libcurl4 7.88.1-10+deb12u15): a PATCH with a body to a project that has moved.
#
# Guessed: CURLOPT_POSTFIELDS with CURLOPT_CUSTOMREQUEST "PATCH" and CURLOPT_FOLLOWLOCATION either repeats all of the
# request at the new address, since 301 and 302 let nothing but a POST become a GET, or asks there with GET.
# Happens: half of each. The method stays PATCH, the body is left behind and with it its type: the new address gets
# an empty PATCH, for 301, 302 and 303. CURLOPT_POSTREDIR, whose name speaks of POST, keeps the body of a PATCH.
# 307 and 308 keep all.
# Source: the library itself; RFC 9110, 15.4 (the redirects).
#
# Seen (what arrives at the new address):
#   301: PATCH ""
#   302: PATCH ""
#   303: PATCH ""
#   307: PATCH "{}"
#   308: PATCH "{}"
#   301 with CURLOPT_POSTREDIR: PATCH "{}"
set -eu

name=libcurl-patch-moved
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

static void ask(const char *port, int status, long redirects)
{
	CURL *curl = curl_easy_init();
	char url[99];

	snprintf(url, sizeof url, "http://127.0.0.1:%s/old/%d", port, status);
	printf("%d%s: ", status, redirects ? " with CURLOPT_POSTREDIR" : "");
	fflush(stdout);
	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
	curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, "PATCH");
	curl_easy_setopt(curl, CURLOPT_POSTFIELDS, "{}");
	curl_easy_setopt(curl, CURLOPT_POSTREDIR, redirects);
	curl_easy_perform(curl);
	curl_easy_cleanup(curl);
}

int main(int count, char **arguments)
{
	static const int statuses[] = {301, 302, 303, 307, 308};

	for (int i = 0; count > 1 && i < 5; i++) ask(arguments[1], statuses[i], 0);
	if (count > 1) ask(arguments[1], 301, CURL_REDIR_POST_ALL);
	return 0;
}
C
cat >serve.mjs <<'JS'
import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
const server = createServer((request, answer) => {
	const [, place, status] = request.url.split('/')
	let body = ''
	request.on('data', (data) => { body += data }).on('end', () => {
		if (place === 'old') answer.writeHead(Number(status), { location: '/new' }).end()
		else answer.end(`${request.method} "${body}"\n`)
	})
})
server.listen(0, '127.0.0.1', () => {
	spawn('./ask', [server.address().port], { stdio: 'inherit' }).on('close', () => server.close())
})
JS
gcc -I"$include" ask.c -o ask -L"$lib" -Wl,--allow-shlib-undefined -lcurl
seen=$(node serve.mjs)
want='301: PATCH ""
302: PATCH ""
303: PATCH ""
307: PATCH "{}"
308: PATCH "{}"
301 with CURLOPT_POSTREDIR: PATCH "{}"'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
