# Two people are missing, one has approved: a decision, gates, a gate that adds to another area's.
repo_new
world_rules | owners
files brand/logo.svg brand/price.claims.md email/hero.png
commit_all "first"
git checkout -q -b winter
for file in brand/logo.svg brand/price.claims.md email/hero.png; do
	echo winter >"$file"
done
commit_all "winter"
printf '{"by": "@greta", "commit": "%s", "made": "2026-11-22T09:30:00Z"}\n' "$(git rev-parse winter)" >"$SANDBOX/evidence"
ask 1 check --evidence "$SANDBOX/evidence" main winter
