# git-http-backend behind nginx and behind Apache, with basic authentication: who is logged in tells who pushes.

# shellcheck disable=SC2154,SC2030,SC2031 # of helper and world; each test is a shell of its own

load ../cli/helper
load ../cli/world
load servers

PEOPLE='lena marc ines greta paul tomas omar hana ella bot'

setup_file() {
	local who

	servers_new
	htpasswd -cb "$SERVERS/git.users" tess secret-tess 2>/dev/null
	for who in $PEOPLE; do
		htpasswd -b "$SERVERS/git.users" "$who" "secret-$who" 2>/dev/null
	done
	server_start nginx nginx_here && export NGINX=$PORT
	fcgiwrap_start
	server_start apache apache_here && export APACHE=$PORT
}

teardown_file() {
	servers_stop
}

# A part of the configuration as the page has it, with the places of this test.
page_here() { # NAME
	page_file "$1" | sed "s|/srv/git|$SRV|; s|/etc/[a-z0-9]*/git.users|$SERVERS/git.users|; s|/run/fcgiwrap.socket|$SERVERS/fcgiwrap.socket|"
}

nginx_here() {
	mkdir -p "$SERVERS/nginx"
	page_here nginx.conf >"$SERVERS/nginx/git.conf"
	cat >"$SERVERS/nginx/nginx.conf" <<-END
		daemon off;
		pid $SERVERS/nginx/pid;
		events { worker_connections 64; }
		http {
			access_log off;
			client_body_temp_path $SERVERS/nginx/body;
			proxy_temp_path $SERVERS/nginx/proxy;
			fastcgi_temp_path $SERVERS/nginx/fastcgi;
			uwsgi_temp_path $SERVERS/nginx/uwsgi;
			scgi_temp_path $SERVERS/nginx/scgi;
			server {
				listen 127.0.0.1:$PORT;
				include $SERVERS/nginx/git.conf;
				location ~ ^/open(/.*) {
					include /etc/nginx/fastcgi_params;
					fastcgi_param SCRIPT_FILENAME /usr/lib/git-core/git-http-backend;
					fastcgi_param GIT_PROJECT_ROOT $SRV;
					fastcgi_param GIT_HTTP_EXPORT_ALL "";
					fastcgi_param PATH_INFO \$1;
					fastcgi_pass unix:$SERVERS/fcgiwrap.socket;
				}
			}
		}
	END
	exec nginx -e stderr -c "$SERVERS/nginx/nginx.conf"
}

fcgiwrap_start() {
	fcgiwrap -s "unix:$SERVERS/fcgiwrap.socket" >"$SERVERS/fcgiwrap.log" 2>&1 3>&- &
	echo $! >>"$SERVERS/pids"
	until [ -S "$SERVERS/fcgiwrap.socket" ]; do
		pause
	done
}

apache_here() {
	mkdir -p "$SERVERS/apache"
	page_here apache.conf >"$SERVERS/apache/git.conf"
	cat >"$SERVERS/apache/apache.conf" <<-END
		ServerRoot $SERVERS/apache
		ServerName 127.0.0.1
		Listen 127.0.0.1:$PORT
		PidFile $SERVERS/apache/pid
		DefaultRuntimeDir $SERVERS/apache
		ErrorLog $SERVERS/apache/error.log
		ScriptSock $SERVERS/apache/cgid.socket
		$(for module in mpm_event authn_core authn_file authz_core authz_user auth_basic alias env cgid; do
			echo "LoadModule ${module}_module /usr/lib/apache2/modules/mod_$module.so"
		done)
		<Directory />
			Require all denied
		</Directory>
		Include $SERVERS/apache/git.conf
		ScriptAlias /open/ /usr/lib/git-core/git-http-backend/
		<Location /open/>
			Require all granted
		</Location>
	END
	exec apache2 -DFOREGROUND -f "$SERVERS/apache/apache.conf"
}

address() { # REPOSITORY
	echo "http://127.0.0.1:$AT/git/$1"
}

log_in() { # WHO
	local home="$SANDBOX/people/$1"

	git config -f "$home/.gitconfig" credential.helper "store --file=$home/credentials"
	printf 'http://%s:secret-%s@127.0.0.1:%s\n' "$1" "$1" "$AT" >"$home/credentials"
}

# ---- Both -------------------------------------------------------------------------------------------------------

judged_at() { # PORT
	AT=$1
	world_on http
	lands_approved
	stops
	judges_together
	holds
}

@test "nginx: approved, stopped, several refs, deleted, forced, the store: as by the file system" {
	judged_at "$NGINX"
}

@test "Apache: the same" {
	judged_at "$APACHE"
}

# Who cannot log in does not get as far as the hook; who can is who pushes, whatever else they say.
logged_in_at() { # PORT
	AT=$1
	world_on http
	knows_pusher
	for claim in "http://127.0.0.1:$AT" "http://omar:wrong@127.0.0.1:$AT" "http://nobody:secret-omar@127.0.0.1:$AT"; do
		run git -c credential.helper= push "$claim/git/$BATS_TEST_NUMBER.git" post:free
		[ "$status" -ne 0 ]
	done
	[ -z "$(git -C "$SERVER" for-each-ref refs/heads/free)" ]
	change mine blog/post.md && git commit -q --amend --no-edit --author="Omar <omar@example.com>"
	refused "main: 1 changed file cannot land yet" env REMOTE_USER=omar \
		git -c http.extraHeader="Remote-User: omar" -c http.extraHeader="REMOTE_USER: omar" push \
		"http://hana:secret-hana@127.0.0.1:$AT/git/$BATS_TEST_NUMBER.git" mine:main
}

@test "nginx: who pushes is who is logged in" {
	logged_in_at "$NGINX"
}

@test "Apache: who pushes is who is logged in" {
	logged_in_at "$APACHE"
}

# More than nginx takes unless told, and than git sends at once.
large_at() { # PORT
	AT=$1
	world_on http
	mkdir -p brand && head -c 3000000 /dev/urandom >brand/film.bin
	git checkout -q -B large && commit_all large
	refused "main: 1 changed file cannot land yet" git push origin large:main
	accepted git push -q origin large
	[ "$(git -C "$SERVER" rev-parse large)" = "$(git rev-parse large)" ]
}

@test "nginx: a push of some megabytes" {
	large_at "$NGINX"
}

@test "Apache: a push of some megabytes" {
	large_at "$APACHE"
}

# ---- What the page warns of -----------------------------------------------------------------------------------------

@test "a server that lets anybody push tells nothing of who does: refused" {
	AT=$APACHE
	world_on http
	git -C "$SERVER" config http.receivepack true
	change free free.txt
	refused "says http, but REMOTE_USER, which names the pusher there, is not set for this hook" \
		git push "http://127.0.0.1:$AT/open/$BATS_TEST_NUMBER.git" free
}

@test "nginx without auth_basic hands over a name that nobody has checked" {
	AT=$NGINX
	world_on http
	change post blog/post.md && git commit -q --amend --no-edit --author="Omar <omar@example.com>"
	git -C "$SERVER" config http.receivepack true
	refused "is not set for this hook" git push "http://127.0.0.1:$AT/open/$BATS_TEST_NUMBER.git" post
	auth="Authorization: Basic $(printf omar:nonsense | base64)"
	accepted git -c http.extraHeader="$auth" push -q "http://127.0.0.1:$AT/open/$BATS_TEST_NUMBER.git" post:main
}
