#!/usr/bin/env bash
# Versions: python-gitlab 3.12.0, PyGithub 1.55 (Debian 12, python3-gitlab 1:3.12.0-1, python3-github 1.55-3): lists without total.
#
# Guessed: where the server sends no X-Total, as GitLab does above 10,000 records, or no rel="last", the length of a list is
# unknown: None, or an error.
# Happens: it is 0. A list of GitLab's from which something comes is false in an `if`, since its len() is 0, while its
# total is None. PyGithub's totalCount is 0 for a list of which two pages come, if there is a next page and no last.
# Source: the libraries themselves.
#
# Seen:
#   gitlab: len 0, false, total None, items 2
#   github: totalCount 0, items 2
set -eu

name=python-forge-totals
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

# Unpacks Debian packages, given as name=version, below root.
deb() {
	apt-get -q -o APT::Sandbox::User=root download "$@" >/dev/null 2>&1 || { echo "$name: cannot download $*"; exit 2; }
	for file in *.deb; do dpkg-deb -x "$file" root; rm "$file"; done
}

# What the two need is Debian 12's, whatever its fixes are today.
deb python3-gitlab=1:3.12.0-1 python3-github=1.55-3 libsodium23 python3-certifi python3-cffi-backend python3-chardet \
	python3-charset-normalizer python3-deprecated python3-idna python3-jwt python3-nacl python3-requests \
	python3-requests-toolbelt python3-six python3-urllib3 python3-wrapt
LD_LIBRARY_PATH=$(echo "$dir"/root/usr/lib/*-linux-gnu)
export LD_LIBRARY_PATH PYTHONPATH=$dir/root/usr/lib/python3/dist-packages PYTHONWARNINGS=ignore
unset http_proxy HTTP_PROXY https_proxy HTTPS_PROXY all_proxy ALL_PROXY

cat >ask.py <<'PY'
import http.server, json, threading
import github, gitlab

class Forge(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        here = f"http://127.0.0.1:{self.server.server_port}"
        answer, headers = [{"id": 1, "iid": 1, "number": 1}], {"Content-Type": "application/json"}
        if self.path.startswith("/repos/o/r") and not self.path.startswith("/repos/o/r/pulls"):
            answer = {"full_name": "o/r", "url": here + "/repos/o/r"}
        elif "page=2" not in self.path:
            headers["Link"] = f'<{here}{self.path.split("?")[0]}?page=2>; rel="next"'
        self.send_response(200)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    def log_message(self, *_):
        pass

server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Forge)
threading.Thread(target=server.serve_forever, daemon=True).start()
base = f"http://127.0.0.1:{server.server_port}"
requests = gitlab.Gitlab(base).projects.get(5, lazy=True).mergerequests.list(iterator=True)
print(f"gitlab: len {len(requests)}, {str(bool(requests)).lower()}, total {requests.total}, items {len([*iter(requests)])}")
pulls = github.Github(base_url=base).get_repo("o/r").get_pulls()
print(f"github: totalCount {pulls.totalCount}, items {sum(1 for pull in pulls)}")
PY
seen=$(/usr/bin/python3 ask.py)
want='gitlab: len 0, false, total None, items 2
github: totalCount 0, items 2'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
