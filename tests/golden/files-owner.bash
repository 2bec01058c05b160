# What somebody has a role in, by a team.
studio_new
ask 0 files --owner @greta
