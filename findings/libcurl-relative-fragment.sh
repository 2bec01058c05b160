#!/usr/bin/env bash
# Versions: libcurl 7.88.1 (Debian 12, libcurl4 7.88.1-10+deb12u15): the URL API as the one that resolves links.
#
# Guessed: curl_url_set of a relative address on an absolute one does what RFC 3986 says for each kind of reference: "?…"
# replaces the query, "#…" and the empty one keep path and query.
# Happens: with "#…" and with the empty reference the query goes, and the last part of the path with it: `#files` on
# https://example.org/pulls/7?page=2 is https://example.org/pulls/#files, the list instead of the one. So it is with
# CURLINFO_REDIRECT_URL for such a Location. "?…" is right.
# Source: the library itself; RFC 3986, 5.2.2 and 5.4.1.
#
# Seen (on https://example.org/pulls/7?page=2):
#   ?page=3: https://example.org/pulls/7?page=3
#   8: https://example.org/pulls/8
#   #files: https://example.org/pulls/#files
#   (empty): https://example.org/pulls/
set -eu

name=libcurl-relative-fragment
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

int main(void)
{
	static const char *const references[] = {"?page=3", "8", "#files", ""};

	for (int i = 0; i < 4; i++) {
		CURLU *url = curl_url();
		char *text = NULL;

		curl_url_set(url, CURLUPART_URL, "https://example.org/pulls/7?page=2", 0);
		curl_url_set(url, CURLUPART_URL, references[i], 0);
		curl_url_get(url, CURLUPART_URL, &text, 0);
		printf("%s: %s\n", *references[i] ? references[i] : "(empty)", text ? text : "none");
		curl_free(text);
		curl_url_cleanup(url);
	}
	return 0;
}
C
gcc -I"$include" ask.c -o ask -L"$lib" -Wl,--allow-shlib-undefined -lcurl
seen=$(./ask)
want='?page=3: https://example.org/pulls/7?page=3
8: https://example.org/pulls/8
#files: https://example.org/pulls/#files
(empty): https://example.org/pulls/'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
