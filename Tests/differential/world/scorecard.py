"""`scorecard`: actual against target (language.md section 5, rules.md "Reports")."""
import decimal

import calendar_ as cal
from world.ask import Expected
from world.table import Tables, aggregates

SIZE = {'day': 0, 'week': 1, 'month': 2, 'quarter': 3, 'year': 4}


def of_period(targets, p, scaled):
    """What the targets of one subject and metric ask of a period: those of one unit, each by its days in it."""
    if not targets:
        return None
    units = {t.unit for t in targets}
    if p.unit in units:
        unit = p.unit
    elif p.unit:
        finer = [u for u in units if SIZE[u] < SIZE[p.unit]]
        unit = max(finer, key=SIZE.get) if finer else min(units, key=SIZE.get)
    else:
        unit = min(units, key=SIZE.get)
    amounts = [t.amount for t in targets if t.unit == unit]
    if not scaled:
        return sum(amounts) / len(amounts)
    out, start = 0, cal.unit_start(p.start, unit)
    while start < p.end:
        end = cal.unit_shift(start, unit, 1)
        out += sum(amounts) * (min(end, p.end) - max(start, p.start)) / (end - start)
        start = end
    return out


def linked(world, metric, name):
    """The entity that a dimension of a metric's rows leads to; None where it is no link."""
    entity = next(aggregates(world.model, ('metric', metric))).entity
    entity = world.model.parts(entity)[0]
    kind, member = world.model.kind(entity, world.model.reach(entity, name)[0])
    return member.target if kind == 'link' else None


def answer(world, q):
    metrics, p = q.more['metrics'], q.period[1] or cal.of_unit(world.today, 'day')
    x = Expected('scorecard', [*q.by, 'metric'])
    x.columns, x.period = ['actual', 'target', 'achieved', 'pace'], p
    for name in metrics:
        m = world.model.metrics[name]
        t = Tables(world, q.replaced(items=[('metric', name)], verb='show'), p)
        rows, optional = t.table(p, q.by)
        nothing = t.nothing(p)[0]
        mine = {}
        for target in world.model.targets:
            if target.metric == name and (target.by is None) == (not q.by) and (not q.by or target.by[0] == q.by[0]):
                mine.setdefault((target.by[1],) if q.by else (), []).append(target)
        if q.by and (entity := linked(world, name, q.by[0])):
            # Everybody of that name has the target, with rows behind the metric or without.
            mine = {(r,): targets for (called,), targets in mine.items() for r in world.rows[entity] if world.label(r) == called}
        for key in set(rows) | set(mine):
            actual = rows[key][0] if key in rows else nothing
            target = of_period(mine.get(key), p, m.kind in ('count', 'amount'))
            if isinstance(actual, decimal.Decimal) and isinstance(target, float):
                target = decimal.Decimal(target)  # an amount by days beside exact money
            ratio = lambda a, b: a / b * 100 if a is not None and b else None
            achieved = ratio(target, actual) if m.lower else ratio(actual, target)
            pace = None
            if p.partial(world.today) and target is not None and actual is not None:
                elapsed = world.today + 1 - p.start
                pace = achieved if m.kind not in ('count', 'amount') else ratio(actual, target * elapsed / (p.end - p.start))
            x.rows[(*key, name)] = [actual, target, achieved, pace]
            if key in optional and key not in mine:
                x.optional.add((*key, name))
    order = {name: i for i, name in enumerate(metrics)}
    x.places = lambda k: ([(2, 'asc', 0)] if q.by and k[0] is None else [(0, 'name', k[0])] if q.by else []) + [(0, 'asc', order[k[-1]])]
    return x
