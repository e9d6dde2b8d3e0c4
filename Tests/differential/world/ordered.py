"""The ordered funnel: how many of the same subjects get from one step to the next (language.md section 5).

Every chain is tried. A chain takes each event once, at or after the one before, within its bounds.
"""
from world.ask import Expected
from world.events import group_of, group_place, middle, of_subjects, rate, subjects
import calendar_ as cal


class Chains:
    """What one subject's events allow."""

    def __init__(self, world, steps, strict, overall, happened, period):
        self.world, self.steps, self.strict, self.overall = world, steps, strict, overall
        self.happened, self.period = happened, period
        self.best, self.tails = [], {}

    def bound(self, chain):
        """The last instant of the step after the chain, None without a bound."""
        k = len(chain)
        ends = []
        if self.steps[k][1]:
            ends.append(self.world.clock.add(chain[-1][0], *self.steps[k][1]))
        if self.overall:
            ends.append(self.world.clock.add(chain[0][0], *self.overall))
        return min(ends) if ends else None

    def explore(self, chain=()):
        k = len(chain)
        if k:
            self.consider(chain)
            if k == len(self.steps):
                return
        end = self.bound(chain) if k else None
        if k:
            self.tails.setdefault(k, set()).add(end)
        for event in self.happened[k]:
            instant, _, row = event
            if not k:
                if not self.period.start <= instant.day < self.period.end:
                    continue
            elif instant.ms < chain[-1][0].ms or self.strict and instant.ms == chain[-1][0].ms or end is not None and instant.ms > end:
                continue
            if any(row is used[2] for used in chain):
                continue
            self.explore((*chain, event))

    def consider(self, chain):
        """Of the deepest chains the one whose first event is earliest, then its second …, then by key."""
        rank = lambda c: ([e[0].ms for e in c], [e[1] for e in c])
        if len(chain) > len(self.best) or len(chain) == len(self.best) and rank(chain) < rank(self.best):
            self.best = chain


def answer(world, q):
    steps, strict, overall = q.more['steps'], q.more['strict'], q.more['overall']
    happened = [of_subjects(world, event) for event, _ in steps]
    p = q.period[1]
    x = Expected('funnel', [*q.by, 'step'])
    x.columns = ['event', world.model.subject, 'conversion', 'step_conversion', 'median_days', 'maturing']
    x.period = p
    people = {}
    for s in subjects(world, q.where):
        chains = Chains(world, steps, strict, overall, [h.get(s, []) for h in happened], p)
        chains.explore()
        if chains.best:
            people.setdefault(group_of(world, s, q.by), []).append(chains)
    for group in people if q.by else [()]:
        for k, row in enumerate(rows(world, q, people.get(group, []))):
            x.rows[(*group, k + 1)] = row
    sizes = {g: len(c) for g, c in people.items()}
    place, g = group_place(world, q.by, sizes), len(q.by)
    x.places = lambda key: place(key[:g]) + [(0, 'asc', key[g])]
    if q.by:
        t = x.extra['totals'] = Expected('totals', ['step'])
        t.period, t.columns = 'any', x.columns
        t.rows = {(k + 1,): row for k, row in enumerate(rows(world, q, [c for cs in people.values() for c in cs]))}
    return x


def rows(world, q, people):
    steps, tomorrow = q.more['steps'], world.end.ms
    bounded = lambda k: bool(steps[k][1]) or bool(q.more['overall'])
    counts = [sum(1 for c in people if len(c.best) > k) for k in range(len(steps))]
    for k, (event, _) in enumerate(steps):
        there = [c for c in people if len(c.best) > k]
        took = [(c.best[k][0].ms - c.best[0][0].ms) / 86400000 for c in there]
        maturing = None
        if k == 0:
            maturing = 0
        elif bounded(k):
            maturing = sum(1 for c in people if len(c.best) == k and any(end is not None and end >= tomorrow for end in c.tails.get(k, ())))
        yield [q.more['said'][k], counts[k], rate(counts[k], counts[0]), rate(counts[k], counts[k - 1] if k else counts[0]), middle(took), maturing]
