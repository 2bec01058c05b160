"""What the program says of a change, held against what the model says."""

import json
import subprocess

import gitwrite
import verdict

NOW = "2026-11-22T12:00:00Z"
NOT_OF_ROLES = ("rights", "stop", "override", "authors")


class Program:
    """The program, asked about a repository; what it prints is bytes that are read as latin-1."""

    def __init__(self, path, git):
        self.path, self.git = path, git

    def ask(self, *words, given=None):
        done = subprocess.run([self.path, "-q", "--now", NOW, "-C", self.git, *words], input=given, capture_output=True,
                              check=False)
        done.stdout, done.stderr = done.stdout.decode("latin-1"), done.stderr.decode("latin-1")
        return done

    def told(self, *words):
        """(what is wrong with the run itself, the answer)."""
        done = self.ask(words[0], "--format", "json", *words[1:])
        if done.returncode not in (0, 1):
            return ["exit %d: %s" % (done.returncode, done.stderr.strip())], None
        return [], json.loads(done.stdout)


def play(path, git, cases):
    """How many of these cases differ: each writes what it is about into a repository of them all, and then asks."""
    writer = gitwrite.Writer(git)
    for case in cases:
        case.write(writer)
    writer.pack_refs()
    program = Program(path, git)
    return sum(tell(case, case.differences(program)) for case in cases)


def check(program, words):
    """(what is wrong with the run itself, the answer) of `mowners check`."""
    done = program.ask("check", "--format", "json", *words)
    if done.returncode not in (0, 1):
        return ["exit %d: %s" % (done.returncode, done.stderr.strip())], None
    told = json.loads(done.stdout)
    expected = 0 if told["result"] == "approved" or (not told["enforced"] and not told["errors"]
                                                     and not told["refused"]) else 1
    return ["exit %d of what is %s" % (done.returncode, told["result"])] if done.returncode != expected else [], told


def groups_of(told):
    """{path: its group}."""
    return {path: group for group in told["groups"] for path in group["paths"]}


def differences(told, rules, answer):
    """Where they differ; the model's answer is {path: (judge, approvals, state)}."""
    groups = groups_of(told)
    found = []
    if set(groups) != set(answer):
        found.append("paths: %s, the model %s" % (sorted(groups), sorted(answer)))
    states = [state for _, _, state in answer.values()]
    result = "approved" if set(states) <= {"approved"} else "blocked"
    if told["result"] != result:
        found.append("result: %s, the model %s" % (told["result"], result))
    if told["enforced"] != (rules.settings.get("mode") != "advise"):
        found.append("enforced: %s" % told["enforced"])
    for path in sorted(set(groups) & set(answer)):
        judge, said, state = answer[path]
        group = groups[path]
        area = judge.need.area.name if judge.need.area else None
        for what, program, model in (("state", group["state"], state), ("level", group["level"], judge.need.level_name),
                                     ("area", group["area"], area)):
            if program != model:
                found.append("%s: %s is %s, the model %s" % (path, what, program, model))
        if group["state"] == state and state != "unowned":
            found += compare_needs(path, group, judge, said)
    found += compare_people(told, rules, answer)
    waiting = [(judge, said) for judge, said, state in answer.values() if state in ("missing", "stale")]
    if not found and waiting and set(states) <= {"missing", "stale", "approved"}:
        found += compare_ask(told, rules, waiting)
    return found


def compare_needs(path, group, judge, said):
    model = sorted((role, need, sorted(str(who) for who in people))
                   for (role, _), (need, _, people) in judge.needs([a for a in said if a.same]).items()
                   if role != "people" or need > 1)
    program = sorted((need["role"], need["need"], sorted(need["have"])) for need in group["needs"]
                     if not need["role"].startswith("freeze.") and need["role"] not in NOT_OF_ROLES)
    found = ["%s: needs %s, the model %s" % (path, program, model)] if model != program else []
    for need in group["needs"]:
        if need["role"] == "decision" and need.get("absence") != absence(judge):
            found.append("%s: absence is %s, the model %s" % (path, need.get("absence"), absence(judge)))
    return found


def compare_people(told, rules, answer):
    """Who is told of the change, and which authors nobody knows."""
    informed, unknown = set(), set()
    for judge, said, state in answer.values():
        informed |= {name.lower() for area in judge.need.areas for name in area.informed}
        if judge.need.accountable in judge.authors and not judge.self_approval and not judge.any:
            informed.add(str(judge.need.accountable))
        if judge.need.level_name != "lightweight" and state != "unowned" and judge.have([a for a in said if a.same]):
            unknown |= {str(who) for who in judge.authors if not str(who).startswith("@")}
    found = ["informed: %s, the model %s" %
             (told["informed"], sorted(informed))] if sorted(told["informed"]) != sorted(informed) else []
    # Who lets something through a freeze, or overrides, approves it too; that is not gone into here.
    if sorted(told["unknown_authors"]) != sorted(unknown) and not rules.freezes and "override" not in rules.settings:
        found.append("unknown authors: %s, the model %s" % (told["unknown_authors"], sorted(unknown)))
    return found


def absence(judge):
    """Why the accountable owner cannot decide."""
    owner = judge.need.accountable
    if owner in judge.authors and not judge.self_approval:
        return "author"
    if owner.is_away(judge.now):
        return "away"
    return None if owner.in_service(judge.now) else "not-in-service"


def compare_ask(told, rules, waiting):
    """Whether whom it says to ask completes it, and is as small a set as the smallest that trying all of them finds."""
    least = verdict.smallest(waiting, rules)
    asked = [rules.owner(name) for name in told["ask"]]
    if len(asked) != least and (least is not None or len(asked) <= verdict.MOST):
        return ["ask: %s, the model %s people" % (told["ask"], least)]
    if not all(who.present(waiting[0][0].now) for who in asked) or not verdict.complete(waiting, asked):
        return ["ask: %s does not complete it" % told["ask"]]
    return []


def tell(case, found):
    """Prints how a case differs; 1 if it does."""
    if not found:
        return 0
    print("# seed %d differs" % case.seed)
    for line in found:
        print("#   " + line)
    case.show()
    return 1
