#!/usr/bin/env bash
# Versions: npm gitlab-ci-local 4.61.1, git 2.39, against Ruby's File.fnmatch (Debian 12, ruby3.1 3.1.7+really3.1.2-0+deb12u1).
#
# Guessed: rules:changes of a branch are what the branch changed since it left main, matched as GitLab's manual says, with
# File.fnmatch and FNM_PATHNAME: so that `docs/**` means the files directly in docs, and a name with an umlaut is a name.
# Happens: the files are those in which the working tree differs from the tip of origin/main. What others changed on
# main since then counts as changed here, a new file that git does not know does not count, and
# a name that git prints in quotes matches no pattern. `docs/**` takes all levels.
# Source: the programs themselves; GitLab's manual on rules:changes.
#
# Seen (which patterns run on a branch):
#   changed docs/a/two.md: docs/**/* docs/**
#   changed ü.txt:
#   changed nothing, while main got docs/main.md: docs/* docs/**/* docs/**
#   File.fnmatch, docs/a/two.md: docs/**/*
set -eu

name=gitlab-ci-local-changes
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts gitlab-ci-local@4.61.1

# Unpacks Debian packages, given as name=version, below root.
deb() {
	apt-get -q -o APT::Sandbox::User=root download "$@" >/dev/null 2>&1 || { echo "$name: cannot download $*"; exit 2; }
	for file in *.deb; do dpkg-deb -x "$file" root; rm "$file"; done
}

deb ruby3.1=3.1.7+really3.1.2-0+deb12u1 libruby3.1=3.1.7+really3.1.2-0+deb12u1
lib=$(echo "$dir"/root/usr/lib/*-linux-gnu)
tool=$dir/node_modules/.bin/gitlab-ci-local
export LC_ALL=C.UTF-8 GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org
export GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org

patterns=('docs/*' 'docs/**/*' 'docs/**' '*.txt')
git init -q -b main repo
cd repo
git remote add origin git@gitlab.example.org:group/project.git
git config user.name A
git config user.email a@example.org
mkdir -p docs/a
touch docs/one.md docs/a/two.md
for i in "${!patterns[@]}"; do
	printf '%s\n' "job-$i:" '  script: ["true"]' '  rules:' "    - changes: [\"${patterns[i]}\"]"
done >.gitlab-ci.yml
commit() { # SUBJECT
	git add .
	git commit -q -m "$1"
}
main() { # : origin's main is what main is here
	git update-ref refs/remotes/origin/main main
	git symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/main
}
runs() { # WHAT : patterns whose jobs run
	local jobs

	jobs=$("$tool" --list-csv 2>/dev/null | sed -n 's/^job-\([0-9]*\);.*/\1/p')
	echo "$1:$(for i in $jobs; do printf ' %s' "${patterns[i]}"; done)"
}
commit 'docs: one'
main
seen=$(
	git switch -q -c deep main
	echo more >docs/a/two.md
	commit 'docs: two'
	runs 'changed docs/a/two.md'
	git switch -q -c umlaut main
	touch ü.txt
	commit 'a name'
	runs 'changed ü.txt'
	git switch -q -c nothing main
	git switch -q main
	touch docs/main.md
	commit 'docs: main'
	main
	git switch -q nothing
	runs 'changed nothing, while main got docs/main.md'
	echo "File.fnmatch, docs/a/two.md:$(for pattern in "${patterns[@]}"; do
		# shellcheck disable=SC2016
		LD_LIBRARY_PATH=$lib ../root/usr/bin/ruby3.1 --disable-gems -e 'flags = File::FNM_PATHNAME | File::FNM_DOTMATCH |
			File::FNM_EXTGLOB; print " #{ARGV[0]}" if File.fnmatch?(ARGV[0], "docs/a/two.md", flags)' "$pattern"
	done)"
)
want='changed docs/a/two.md: docs/**/* docs/**
changed ü.txt:
changed nothing, while main got docs/main.md: docs/* docs/**/* docs/**
File.fnmatch, docs/a/two.md: docs/**/*'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
