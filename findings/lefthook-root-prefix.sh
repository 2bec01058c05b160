#!/usr/bin/env bash
# Versions: npm lefthook 2.2.2 (its lefthook-linux-x64 2.2.2): a command for one folder, with root, and a glob.
#
# Guessed: `root: docs/` hands over the staged files of docs/ and no others, relative to it; a glob is compared letter
# by letter, as git compares paths on Linux.
# Happens: root is compared as the beginning of a text and without its slash, so docs-old/b.md is of docs too. The word
# "docs" is cut off what is handed over, which leaves `.-old/b.md`: no such file, and the command fails or says
# nothing. With a second folder of a like name (web, web-api) each command gets the other's files. Globs pay no regard
# to letter case: `DOCS/*.MD` finds docs/a.md, and a rule for README.md takes readme.md too.
# Source: the program itself.
#
# Seen (staged: docs/a.md docs-old/b.md):
#   root: .-old/b.md ./a.md
#   glob: docs/a.md
set -eu

name="lefthook-root-prefix"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts lefthook-linux-x64@2.2.2
export LC_ALL=C.UTF-8 GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org
export GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org

git init -q repo
cd repo
mkdir docs docs-old
touch docs/a.md docs-old/b.md
git add .
cat >lefthook.yml <<'YML'
output: [execution_out]
pre-commit:
  commands:
    root:
      root: docs/
      run: printf '%s ' root {staged_files}
    glob:
      glob: DOCS/*.MD
      run: printf '%s ' glob {staged_files}
YML
lefthook=../node_modules/lefthook-linux-x64/bin/lefthook
chmod +x "$lefthook"
seen=$(NO_COLOR=1 "$lefthook" run pre-commit --no-auto-install |
	grep -oE '(root|glob) .*[.]md' | sed 's/ /: /' | sort -r)
want='root: .-old/b.md ./a.md
glob: docs/a.md'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
