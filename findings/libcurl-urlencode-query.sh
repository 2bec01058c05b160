#!/usr/bin/env bash
# Versions: libcurl 7.88.1 (Debian 12, libcurl4 7.88.1-10+deb12u15): queries and paths that CURLU_URLENCODE encodes.
#
# Guessed: CURLU_URLENCODE encodes what may not stand in a query: `state=all` set as a query stays as it is, and a blank
# becomes %20, in the query as in the path. What is encoded already (group%2Fproject) can be told apart, or is refused.
# Happens: a query that is set as a whole loses its `=` to %3d, so that it has no names any more; only together with
# CURLU_APPENDQUERY the first `=` stays. The blank is + in the query and %20 in the path. A % is encoded again
# in both, while the same flag with CURLUPART_URL leaves %2F alone, and & there too, but writes the blank of a query as +.
# Source: the library itself, its manual for curl_url_set.
#
# Seen:
#   query state=all: https://example.org/?state%3dall
#   query state=all, appended: https://example.org/?state=all
#   query q=a b=c&d, appended: https://example.org/?q=a+b%3dc%26d
#   path /group%2Fproject/a b: https://example.org/group%252Fproject/a%20b
#   all of /group%2Fproject/a b?q=a b: https://example.org/group%2Fproject/a%20b?q=a+b
set -eu

name=libcurl-urlencode-query
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

static void ask(const char *what, CURLUPart part, const char *value, unsigned flags)
{
	CURLU *url = curl_url();
	char *text = NULL;

	curl_url_set(url, CURLUPART_URL, "https://example.org/", 0);
	curl_url_set(url, part, value, CURLU_URLENCODE | flags);
	curl_url_get(url, CURLUPART_URL, &text, 0);
	printf("%s: %s\n", what, text ? text : "none");
	curl_free(text);
	curl_url_cleanup(url);
}

int main(void)
{
	ask("query state=all", CURLUPART_QUERY, "state=all", 0);
	ask("query state=all, appended", CURLUPART_QUERY, "state=all", CURLU_APPENDQUERY);
	ask("query q=a b=c&d, appended", CURLUPART_QUERY, "q=a b=c&d", CURLU_APPENDQUERY);
	ask("path /group%2Fproject/a b", CURLUPART_PATH, "/group%2Fproject/a b", 0);
	ask("all of /group%2Fproject/a b?q=a b", CURLUPART_URL, "https://example.org/group%2Fproject/a b?q=a b", 0);
	return 0;
}
C
gcc -I"$include" ask.c -o ask -L"$lib" -Wl,--allow-shlib-undefined -lcurl
seen=$(./ask)
want='query state=all: https://example.org/?state%3dall
query state=all, appended: https://example.org/?state=all
query q=a b=c&d, appended: https://example.org/?q=a+b%3dc%26d
path /group%2Fproject/a b: https://example.org/group%252Fproject/a%20b
all of /group%2Fproject/a b?q=a b: https://example.org/group%2Fproject/a%20b?q=a+b'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
