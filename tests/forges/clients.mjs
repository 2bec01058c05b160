// clients.mjs FORGE ORIGIN: what an independent client reads of request 7 of acme/marketing there. A line each: ACCOUNT
// STATE COMMIT, in the words of the forge.
import { createRequire } from "node:module";

const require = createRequire(process.env.NODE_MODULES + "/");
const [forge, origin] = process.argv.slice(2);

async function github() {
  const { Octokit } = await import(require.resolve("@octokit/rest"));
  const octokit = new Octokit({ baseUrl: origin, auth: "ghp_secretsecret" });
  const at = { owner: "acme", repo: "marketing", pull_number: 7 };
  const { data } = await octokit.rest.pulls.get(at);
  const reviews = await octokit.paginate(octokit.rest.pulls.listReviews, { ...at, per_page: 100 });
  return [["head", data.state, data.head.sha], ...reviews.map((one) => [one.user.login, one.state, one.commit_id])];
}

async function gitlab() {
  const { Gitlab } = require("@gitbeaker/rest");
  const client = new Gitlab({ host: origin, token: "glpat_secretsecret" });
  const request = await client.MergeRequests.show(5, 7);
  const approvals = await client.MergeRequestApprovals.showConfiguration(5, { mergerequestIId: 7 });
  const versions = await client.MergeRequests.allDiffVersions(5, 7, { perPage: 100 });
  return [
    ["head", request.state, request.sha],
    ...approvals.approved_by.map((one) => [one.user.username, "approved", versions[0].head_commit_sha]),
  ];
}

async function gitea() {
  const { giteaApi } = require("gitea-js");
  const client = giteaApi(origin, { token: "gt_secretsecret" });
  const pull = await client.repos.repoGetPullRequest("acme", "marketing", 7);
  const reviews = await client.repos.repoListPullReviews("acme", "marketing", 7, { limit: 50, page: 1 });
  return [
    ["head", pull.data.state, pull.data.head.sha],
    ...reviews.data.map((one) => [one.user.login, one.state, one.commit_id]),
  ];
}

for (const line of await { github, gitlab, gitea }[forge]()) console.log(line.join(" "));
