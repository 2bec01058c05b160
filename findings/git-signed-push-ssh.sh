#!/usr/bin/env bash
# Versions: git 2.39.5 with OpenSSH 9.2p1 (Debian 12, 1:2.39.5-0+deb12u3 and 1:9.2p1-2+deb12u10): what a signed push
# (git push --signed, gpg.format=ssh) tells the server's hook.
#
# Guessed: the certificate's line "pusher" names the committer, name and e-mail; and a server that has no
# gpg.ssh.allowedSignersFile, so that it cannot check, says E ("cannot be checked") to its hooks.
# Happens: "pusher" is the fingerprint of the key, with an empty e-mail, and no name at all. The unconfigured server
# says N, "no signature", with an empty key and signer, though GIT_PUSH_CERT names a certificate that is signed, and
# it prints an error that only the pusher reads.
# Source: the programs themselves; git-receive-pack(1) says that the letters are those of %G?.
#
# Seen:
#   configured: G SHA256:KEY alice@example.org
#   pusher SHA256:KEY  TIME
#   not configured: N - -
#   signature in the certificate: 1
set -eu

name=git-signed-push-ssh
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

# Unpacks Debian packages, given as name=version, below root.
deb() {
	apt-get -q -o APT::Sandbox::User=root download "$@" >/dev/null 2>&1 || { echo "$name: cannot download $*"; exit 2; }
	for file in *.deb; do dpkg-deb -x "$file" root; rm "$file"; done
}

deb git=1:2.39.5-0+deb12u3 openssh-client=1:9.2p1-2+deb12u10
export PATH=$dir/root/usr/bin:$PATH GIT_EXEC_PATH=$dir/root/usr/lib/git-core
export GIT_TEMPLATE_DIR=$dir/root/usr/share/git-core/templates
export LC_ALL=C.UTF-8 GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org
export GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org

ssh-keygen -q -t ed25519 -N '' -C '' -f key
print=$(ssh-keygen -l -f key.pub | cut -d' ' -f2)
echo "alice@example.org $(cut -d' ' -f1,2 key.pub)" >signers
git init -q --bare server
git -C server config receive.certNonceSeed seed
cat >server/hooks/pre-receive <<'HOOK'
#!/bin/sh
echo "${GIT_PUSH_CERT_STATUS:--} ${GIT_PUSH_CERT_KEY:--} ${GIT_PUSH_CERT_SIGNER:--}" >"$OUT"
git cat-file blob "$GIT_PUSH_CERT" >"$OUT.cert"
HOOK
chmod +x server/hooks/pre-receive
git init -q -b main repo
git -C repo config gpg.format ssh
git -C repo config user.signingKey "$dir/key"

push() { # NAME
	git -C repo commit -q --allow-empty -m "docs: $1"
	OUT=$dir/$1 git -C repo push -q --signed ../server main >/dev/null 2>&1
}
push without
git -C server config gpg.ssh.allowedSignersFile "$dir/signers"
push with
seen=$(
	echo "configured: $(cat with)"
	sed -n 's/^\(pusher .*\) [0-9]* +0000$/\1 TIME/p' with.cert
	echo "not configured: $(cat without)"
	echo "signature in the certificate: $(grep -c 'BEGIN SSH SIGNATURE' without.cert)"
)
seen=${seen//$print/SHA256:KEY}
want='configured: G SHA256:KEY alice@example.org
pusher SHA256:KEY  TIME
not configured: N - -
signature in the certificate: 1'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
