#!/usr/bin/env bash
# Versions: python-gitlab 3.12.0 (Debian 12, python3-gitlab 1:3.12.0-1): answers that name their charset.
#
# Guessed: an answer of type "application/json; charset=utf-8", as Express and several gateways send it, is JSON like one of
# type "application/json".
# Happens: lists are read. A single object is not: get() says that the server's answer was malformed, since it was handed
# the HTTP response in place of a dictionary; http_get() returns that response without an error, and so does http_post(),
# after the server has done what was asked. So a note is made, and its writer told that it failed.
# Source: the library itself; RFC 9110, 8.3.1 (parameters of a media type).
#
# Seen:
#   application/json: get 7, list 7, create 7, http_get dict
#   application/json; charset=utf-8: get GitlabParsingError, list 7, create GitlabParsingError, http_get Response
set -eu

name=python-gitlab-charset
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

# Unpacks Debian packages, given as name=version, below root.
deb() {
	apt-get -q -o APT::Sandbox::User=root download "$@" >/dev/null 2>&1 || { echo "$name: cannot download $*"; exit 2; }
	for file in *.deb; do dpkg-deb -x "$file" root; rm "$file"; done
}

# What it needs is Debian 12's, whatever its fixes are today.
deb python3-gitlab=1:3.12.0-1 python3-certifi python3-chardet python3-charset-normalizer python3-idna python3-requests \
	python3-requests-toolbelt python3-six python3-urllib3
export PYTHONPATH="$dir/root/usr/lib/python3/dist-packages" PYTHONWARNINGS=ignore
unset http_proxy HTTP_PROXY https_proxy HTTPS_PROXY all_proxy ALL_PROXY

cat >ask.py <<'PY'
import http.server, json, threading
import gitlab

class Forge(http.server.BaseHTTPRequestHandler):
    kind = ""
    def answer(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        one = {"id": 7, "iid": 7}
        text = json.dumps([one] if self.command == "GET" and self.path.split("?")[0].endswith("s") else one).encode()
        self.send_response(201 if self.command == "POST" else 200)
        self.send_header("Content-Type", Forge.kind)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)
    do_GET = do_POST = answer
    def log_message(self, *args):
        pass

def ask(what):
    try:
        return what()
    except gitlab.GitlabError as error:
        return type(error).__name__

server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Forge)
threading.Thread(target=server.serve_forever, daemon=True).start()
forge = gitlab.Gitlab(f"http://127.0.0.1:{server.server_port}", private_token="x")
request = forge.projects.get(1, lazy=True).mergerequests.get(2, lazy=True)
for kind in ("application/json", "application/json; charset=utf-8"):
    Forge.kind = kind
    print(f"{kind}: get {ask(lambda: forge.projects.get(7).id)},"
          f" list {ask(lambda: request.notes.list(get_all=False)[0].id)},"
          f" create {ask(lambda: request.notes.create({'body': 'x'}).id)},"
          f" http_get {ask(lambda: type(forge.http_get('/projects/7')).__name__)}")
PY
seen=$(/usr/bin/python3 ask.py)
want='application/json: get 7, list 7, create 7, http_get dict
application/json; charset=utf-8: get GitlabParsingError, list 7, create GitlabParsingError, http_get Response'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
