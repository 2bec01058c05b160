# Errors of the root file, of a nested one and of the keys, and a name that hides text.
repo_new
owners <<-'END'
	[mowners]
	version = 1
	colour  = blue

	[rules]
	accountable = @tomas

	[Brand]
	path        = /brand/
	accountable = @lena @tomas
	review      = 3 of @guild

	[email]
	path = /email/ /social/
	confirm-by = 2026-02-30

	[people]
	@lena  = Lena Fischer <lena@example.com>
	@tomas = Tomas Riva <tomas@example.com>, deputy @lena, tall
	@lena  = Lena Maier <maier@example.com>

	[teams]
	@guild = @lena @nobody
END
owners $'deep/\e[31m' <<-'END'
	[people]
	path = [a
END
cat >OWNERS.signers <<-'END'
	# who signs
	lena@example.com ssh-ed25519 AAAA
	*@example.com namespaces="approval@mowners" ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f
END
commit_all "first"
ask 2 lint
