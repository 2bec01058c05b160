# Names and reasons that would be something else in a terminal, a log of CI, a comment or a document; more files than are
# shown open; somebody who stops it, with a reason that mentions people.
repo_new
owners <<-'END'
	[mowners]
	version = 1

	[rules]
	accountable = @tomas

	[names]
	path        = /names/
	accountable = @lena
	level       = standard

	[stopped]
	path        = /stopped/
	accountable = @marc
	review      = @lena

	[people]
	@lena  = Lena Fischer <lena@example.com>
	@marc  = Marc Ode <marc@example.com>
	@tomas = Tomas Riva <tomas@example.com>
END
changed=(
	names/'<img src=x onerror=alert(1)>' names/'`tick' names/'two ``' names/@everyone names/'fix #1, !2' names/'##[error]x' names/'::error::x'
	names/'<!-- mowners -->' names/'[a](http:x)' names/'a|b*_~' 'names/a%0Ab,c:d' names/$'a\n::error::b' names/$'\xff' 'names/www.example.com a@example.com'
	names/$'\u202Egnp.exe' stopped/$'\e[31mred' stopped/'- [x] done'
)
files "${changed[@]}"
commit_all "first"
git checkout -q -b winter
for file in "${changed[@]}"; do
	echo new >"$file"
done
commit_all "new"
printf '{"by": "@lena", "decision": "stop", "source": "%s"}\n' '::error::@all <!-- #1 `x' >"$SANDBOX/evidence"
ask 1 check --evidence "$SANDBOX/evidence" main winter
