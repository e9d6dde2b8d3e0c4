"""Rules broken on purpose: an oracle that breaks one must differ from the right one on some question.

So the random worlds are known to ask about the rule, and the comparison to notice.
"""
import contextlib

import calendar_ as cal
from world import cohorts, histories, ordered, reduce, rows, scope, table


@contextlib.contextmanager
def replaced(owner, name, make):
    right = getattr(owner, name)
    setattr(owner, name, make(right))
    try:
        yield
    finally:
        setattr(owner, name, right)


def later_end(counted):
    """A period that holds the day after its last."""
    return lambda self, entity, where, at, period, condition=True: counted(
        self, entity, where, at, cal.Period(period.start, period.end + 1, period.unit, period.everything), condition)


def last_not_first(firsts):
    def facts(self, a, period):
        return [f for f in self.counted(a.entity, a.where, a.at, period)]
    return facts


def null_is_small(compare):
    return lambda self, op, a, b: True if a is None and op in ('<', '<=') else compare(self, op, a, b)


def raw_time(time):
    return lambda self, row, name: self.stored_time(row, self.model.entities[row.entity].named(name))


def earliest_change(state_at):
    return lambda world, s, name, ms: world.get(s, (name,), world.today)


MUTANTS = {
    'a period holds the day after its end': (scope.Scope, 'counted', later_end),
    'the question\'s condition is dropped': (scope.Scope, 'asked', lambda right: lambda self, row, period: self.only is None or self.only(row)),
    'first ever is every one': (scope.Scope, 'firsts', last_not_first),
    'what is open at the end is what began': (scope.Scope, 'open', lambda right: lambda self, a, p: self.counted(a.entity, a.where, None, cal.Period(1, p.end))),
    'less than holds for nothing': (rows.World, 'compare', null_is_small),
    'a time after today is one': (rows.World, 'time', raw_time),
    'the period before is this one': (scope.Scope, 'window', lambda right: lambda self, how, span, p: p if how == 'previous' else right(self, how, span, p)),
    'a window of days is a day short': (scope.Scope, 'window', lambda right: lambda self, how, span, p: (lambda w: cal.Period(w.start + 1, w.end, w.unit))(right(self, how, span, p)) if how == 'rolling' else right(self, how, span, p)),
    'who came back is who was there': (scope.Scope, 'moved', lambda right: lambda self, x, p, key: self.subjects(x[2], x[3], p, key)),
    'a median is a mean': (reduce, 'percentile', lambda right: lambda values, p: sum(map(float, values)) / len(values) if values else None),
    'things without the link count': (scope.Scope, 'per_thing', lambda right: lambda self, a, facts, period: len(facts)),
    'the state is the present one': (histories, 'state_at', earliest_change),
    'a step may lie before the one before': (ordered.Chains, 'bound', lambda right: lambda self, chain: None),
    'compare takes the period before whole': (cal, 'earlier', lambda right: lambda p, how, by_week, today: right(p, how, by_week, 10 ** 9)),
    '(other) is left out': (table, 'keep_top', lambda right: lambda world, q, t, x, before: right(world, q.replaced(other=False), t, x, before)),
    'growth counts up to the day before': (cohorts, 'checkpoints', lambda right: lambda p, today: [d - 1 for d in right(p, today)]),
    'a total is the sum of its rows': (scope.Scope, 'reduced', lambda right: lambda self, a, facts, period: len(facts) if a.fn == 'count' else right(self, a, facts, period)),
}


def noticed(asked, answer, differs):
    """The mutants that some question notices, of (world, question, right answer written) triples."""
    out = {}
    for name, (owner, attribute, make) in MUTANTS.items():
        for world, q, right in asked:
            with replaced(owner, attribute, make):
                world.lookups = {k: v for k, v in world.lookups.items() if k[0] != 'changes'}
                try:
                    different = differs(world, answer(world, q), right)
                except Exception:
                    different = True
            if different:
                out[name] = q.text()
                break
    return out
