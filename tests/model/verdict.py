"""The state of a path by THE VERDICT of mowners-approvals(5): everybody who counts is found by trying all."""

import itertools

from owners import duration

MOST = 3


class Approval:
    """What a person said of a step; same: of this very step, not of other content of the path; id: of its record."""

    def __init__(self, person, role="*", made=None, kind="forge", same=True, number=None):
        self.person, self.role, self.made, self.kind, self.same, self.id = person, role, made, kind, same, number


class Judge:
    """One path of a change: its requirement, its authors, the time; who may decide too, since it waits so long."""

    def __init__(self, rules, need, authors, now, deleted=False, escalated=()):
        self.escalated = [who for who in escalated if not outsider(who)]
        self.rules, self.need, self.authors, self.now, self.deleted = rules, need, authors, now, deleted
        self.kinds = [kind.strip() for kind in need.level["evidence"].split(",")]
        self.self_approval = need.level["self-approval"] == "yes"
        self.any = need.level["decided-by"] == "any" and need.accountable is not None
        rules.members(need.responsible, None)  # who is named by an e-mail alone becomes a person by it
        self.gates = [(gate, rules.members(gate.owners, now), rules.named(gate.owners, now)) for gate in need.gates]

    def absent(self, person):
        return not person.present(self.now) or person in self.authors

    def acts_for(self, person, other):
        return person is other or (self.absent(other) and person in self.rules.deputies(other))

    def made_alone(self, person):
        """Whether nobody else has a part in it."""
        return self.authors == {person}

    def may(self, person):
        """Whether this person's approval can count at all."""
        if not person.in_service(self.now):
            return False
        if person in self.authors:
            return self.self_approval and not outsider(person)
        return True

    def decides(self, person, role):
        if role not in ("*", "accountable") or self.need.accountable is None or not self.may(person):
            return False
        if person in self.escalated and person not in self.authors:
            return True
        if person.bot or (person.external and self.rules.settings.get("external-accountable") != "yes"):
            return False
        return self.acts_for(person, self.need.accountable)

    def makes(self, person, role):
        if role != "*" or not self.may(person) or outsider(person):
            return False
        return any(self.acts_for(person, other) for other in self.rules.members(self.need.responsible, self.now))

    def seats(self, person, role, at):
        """The members of a gate whose seats this person can fill."""
        gate, members, named = self.gates[at]
        if role not in ("*", "review." + gate.name) or not self.may(person):
            return []
        if outsider(person) and person not in named:
            return []
        return [member for member in members if self.acts_for(person, member)]

    def counts(self, approval):
        """Whether it is of a kind and an age that the level takes."""
        if approval.kind not in self.kinds:
            return False
        age = self.need.level["max-age"]
        return age == "none" or (approval.made is not None and self.now - approval.made <= duration(age))

    def needs(self, approvals):
        """{(role, list of the gate): (need, got, who)} of approvals that count."""
        approvals = [approval for approval in approvals if self.counts(approval)]
        found = {}
        in_a_role = set()
        deciders, anybody = set(), set()
        for approval in approvals:
            person, role = approval.person, approval.role
            if self.decides(person, role):
                deciders.add(person)
            if self.makes(person, role):
                anybody.add(person)
        in_a_role |= deciders | anybody
        anybody |= deciders
        for at, (gate, members, _) in enumerate(self.gates):
            free = {}
            for approval in approvals:
                seats = self.seats(approval.person, approval.role, at)
                if seats:
                    free.setdefault(approval.person, []).extend(seats)
            in_a_role |= set(free)
            if gate.any_light:
                anybody |= {person for person in free if not outsider(person)}
            folded = self.any and gate.light
            found["review." + gate.name, frozenset(gate.owners)] = (0 if folded else gate.need,
                                                                    seated(list(free.items())), set(free))
        if self.need.accountable is not None:
            who = anybody if self.any else deciders
            found["decision", None] = (1, min(len(who), 1), who)
        if self.need.accountable is not None or self.need.gates:
            found["people", None] = (int(self.need.level["people"]), len(in_a_role), in_a_role)
        return found

    def have(self, approvals):
        """Whether somebody has given something of what is asked."""
        return any(who for (role, _), (need, _, who) in self.needs(approvals).items() if role != "people" or need > 1)

    def satisfied(self, approvals):
        return all(got >= need for need, got, _ in self.needs(approvals).values())

    def given(self, people):
        """An approval of each of these, of a kind that they can give; by pushing, that is for their own work."""
        kinds = [kind for kind in self.kinds if kind != "pusher"]
        return [Approval(who, "*", self.now, kinds[0] if kinds else "pusher") for who in people if kinds
                or self.made_alone(who)]

    def everybody_too(self):
        """An approval of each present person, also of who made it."""
        return [Approval(who, "*", self.now, self.kinds[0]) for who in self.rules.order if who.present(self.now)]

    def everybody(self):
        return self.given(who for who in self.rules.order if who.present(self.now))

    def frozen(self, approvals):
        if self.need.rights_until is not None and self.now >= self.need.rights_until and not self.deleted:
            return True
        return any(not self.passes(freeze, approvals) for freeze in self.freezes())

    def freezes(self):
        """Those that hold here."""
        return [] if self.need.is_rules else [freeze for freeze in self.rules.freezes
                                              if freeze.holds(self.need.path, self.need.submodule, self.now)]

    def passes(self, freeze, approvals):
        allowed = self.rules.members(freeze.allow, self.now)
        for approval in approvals:
            who = approval.person
            if approval.role != "*" or approval.kind == "pusher" or not self.counts(approval):
                continue
            if outsider(who) or not who.in_service(self.now):
                continue
            for other in allowed:
                if who is other or (not other.present(self.now) and who in self.rules.deputies(other)):
                    return True
        return False

    def has_a_say(self, approval):
        """Whether it counts in some role here, needed or not, or against a freeze."""
        person, role = approval.person, approval.role
        return self.counts(approval) and (self.decides(person, role) or self.makes(person, role)
                                          or any(self.seats(person, role, at) for at in range(len(self.gates)))
                                          or any(self.passes(freeze, [approval]) for freeze in self.freezes()))

    def holds_a_role(self, approval):
        return self.counts(approval) and any(who for role, (_, _, who) in self.needs([approval]).items())

    def state(self, approvals, passed=False, stopped=False, proved=True):
        """The state, of approvals of this step and of other content of its path."""
        same = [approval for approval in approvals if approval.same]
        if passed:
            return "approved"
        if stopped:
            return "stopped"
        if self.frozen(same):
            return "frozen"
        if self.need.accountable is None and self.rules.settings.get("unowned", "block") == "block":
            return "unowned"
        if not proved:
            return "impossible"
        if self.satisfied(same):
            return "approved"
        if not self.satisfied(same + self.everybody()):
            return "impossible"
        if any(not approval.same and self.holds_a_role(approval) for approval in approvals):
            return "stale"
        return "missing"


def outsider(person):
    return person.external or person.bot


def seated(free):
    """How many seats these people fill at most: one each, and each seat once."""
    if not free:
        return 0
    (_, seats), rest = free[0], free[1:]
    best = seated(rest)
    for seat in seats:
        left = [(who, [other for other in others if other is not seat]) for who, others in rest]
        best = max(best, 1 + seated(left))
    return best


def different(judged):
    """Of these [(judge, approvals)] one of each that ask for the same of the same."""
    found = {}
    for judge, approvals in judged:
        need = judge.need
        said = frozenset((a.person, a.role, a.made, a.kind) for a in approvals if a.same)
        gates = tuple((gate.name, gate.need, tuple(gate.owners), gate.light, gate.any_light) for gate in need.gates)
        found[need.accountable, tuple(need.responsible), gates, need.level_name, frozenset(judge.authors),
              tuple(judge.escalated), said] = (judge, approvals)
    return list(found.values())


def smallest(judged, rules):
    """The size of the smallest set of present people who complete these [(judge, approvals)]; None: more than MOST."""
    people = [who for who in rules.order if who.present(judged[0][0].now)] if judged else []
    judged = different(judged)
    for size in range(MOST + 1):
        for chosen in itertools.combinations(people, size):
            if complete(judged, chosen):
                return size
    return None


def complete(judged, people):
    return all(judge.satisfied([a for a in approvals if a.same] + judge.given(people)) for judge, approvals in judged)
