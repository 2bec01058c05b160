# The rules have an error: nothing can be approved below them, and what is above goes on.
repo_new
owners <<-'END'
	[mowners]
	version = 1

	[rules]
	accountable = @tomas

	[otherwise]
	accountable = @lena

	[people]
	@lena  = Lena Fischer <lena@example.com>
	@tomas = Tomas Riva <tomas@example.com>
END
owners brand <<-'END'
	[brand]
	path        = *
	accountable = @nobody
END
files brand/logo.svg readme
commit_all "first"
git checkout -q -b winter
echo winter | tee brand/logo.svg >readme
commit_all "winter"
ask 2 check main winter
