"""`growth`, `retention`, `cycle`: how many by now, who comes back, how long it takes (language.md section 5)."""
import calendar_ as cal
from world.ask import Expected
from world.events import group_of, group_place, occurrences, of_subjects, offset_of, rate, subjects
from world.histories import reached
from world.scope import Scope
from world.table import level


def checkpoints(p, today):
    days = range(p.start, p.end)
    mondays = [d for d in days if cal.civil(d).weekday() == 0]
    ends = [d for d in days if cal.civil(d + 1).day == 1]
    if p.unit in ('month', 'quarter'):
        chosen = sorted({p.start, *mondays})
    elif p.unit == 'year':
        chosen = ends
    elif p.unit in ('day', 'week') or len(days) <= 31:
        chosen = list(days)
    else:
        chosen = mondays if len(days) <= 366 else ends
    return [d for d in chosen if d <= today]


def growth(world, q):
    event, p = q.more['event'], q.period[1] or cal.of_unit(world.today, 'month')
    x = Expected('growth', ['date', *q.by])
    x.period, x.columns = p, ['total', 'added', 'growth']
    scope = Scope(world, p, q.by)
    facts = [(t.day, scope.key(row, t, p)) for row, t in occurrences(world, event, q.where)]
    days = checkpoints(p, world.today)
    groups = {key for day, key in facts if days and day <= days[-1]} if q.by else {()}
    before = None
    for day in days:
        for key in groups:
            mine = [d for d, k in facts if k == key]
            total = sum(1 for d in mine if d <= day)
            added = sum(1 for d in mine if (p.start if before is None else before + 1) <= d <= day)
            x.rows[(cal.iso(day), *key)] = [total, added, rate(added, total - added)]
        before = day
    final = {key: sum(1 for d, k in facts if k == key and d <= days[-1]) for key in groups} if days else {}
    entity = next(iter(world.model.parts(q.more['entity'])))
    found = [world.model.kind(entity, world.model.reach(entity, name)[0]) for name in q.by]
    x.places = lambda k: [(0, 'asc', k[0])] + [c for (kind, member), v in zip(found, k[1:]) for c in level(world, kind, member, v, final[k[1:]])]
    return x


def retention(world, q):
    """Cohorts by the first event ever, and who of them had one in each later unit."""
    unit, n = q.more['horizon']
    today = world.today
    x = Expected('retention', [*q.by, 'cohort', 'offset'])
    x.columns, x.layout = ['size', world.model.subject, 'rate'], [*q.by, 'cohort', 'size', 'offset', world.model.subject, 'rate']
    begin = cal.unit_shift(cal.unit_start(today, unit), unit, 1 - n)
    x.period = cal.Period(begin, today + 1)
    happened = of_subjects(world, q.more['event'])
    cohorts, active = {}, {}
    for s in subjects(world, q.where):
        if s not in happened:
            continue
        start = cal.unit_start(happened[s][0][0].day, unit)
        if start < begin:
            continue
        key = (group_of(world, s, q.by), start)
        cohorts[key] = cohorts.get(key, 0) + 1
        for offset in {offset_of(start, t.day, unit) for t, _, _ in happened[s]}:
            active[key, offset] = active.get((key, offset), 0) + 1
    totals, sizes = {offset: (0, 0) for offset in range(n)}, {}
    for (group, start), size in cohorts.items():
        sizes[group] = sizes.get(group, 0) + size
        for offset in range(offset_of(start, today, unit) + 1):
            count = active.get(((group, start), offset), 0)
            x.rows[(*group, cal.unit_label(start, unit), offset)] = [size, count, rate(count, size)]
            a, b = totals[offset]
            totals[offset] = a + size, b + count
    place = group_place(world, q.by, sizes)
    g = len(q.by)
    x.places = lambda k: place(k[:g]) + [(0, 'asc', k[g]), (0, 'asc', k[g + 1])]
    t = x.extra['totals'] = Expected('totals', ['offset'])
    t.period, t.columns = 'any', ['size', world.model.subject, 'rate']
    t.rows = {(o,): [a, b, rate(b, a)] for o, (a, b) in totals.items()}
    return x


def cycle(world, q):
    """Cohorts by creation, and how many units later the outcome came first."""
    unit, n = q.more['horizon']
    today, placed = world.today, world.placed
    x = Expected('cycle', [*q.by, 'cohort', 'offset'])
    x.columns, x.layout = ['created', world.model.subject, 'rate'], [*q.by, 'cohort', 'created', 'offset', world.model.subject, 'rate']
    begin = cal.unit_shift(cal.unit_start(today, unit), unit, 1 - n)
    x.period = cal.Period(begin, today + 1)
    happened = of_subjects(world, q.more['event']) if q.more.get('event') else None
    cohorts, hits, days = {}, {}, {}
    for s in subjects(world, q.where):
        created = placed(s)
        if created is None or not begin <= created.day <= today:
            continue
        key = (group_of(world, s, q.by), cal.unit_start(created.day, unit))
        cohorts[key] = cohorts.get(key, 0) + 1
        if happened is None:
            when = reached(world, s, *q.more['state'])
        else:
            first = happened.get(s)
            when = first[0][0] if first and first[0][0] >= created else None
        if when is not None and when.day <= today:
            offset = offset_of(key[1], when.day, unit)
            hits[key, offset] = hits.get((key, offset), 0) + 1
            days.setdefault(key, []).append(when.day - created.day)
    totals, sizes = {offset: (0, 0) for offset in range(n)}, {}
    for (group, start), created in cohorts.items():
        sizes[group] = sizes.get(group, 0) + created
        for offset in range(offset_of(start, today, unit) + 1):
            count = hits.get(((group, start), offset), 0)
            x.rows[(*group, cal.unit_label(start, unit), offset)] = [created, count, rate(count, created)]
            a, b = totals[offset]
            totals[offset] = a + created, b + count
    place, g = group_place(world, q.by, sizes), len(q.by)
    x.places = lambda k: place(k[:g]) + [(0, 'asc', k[g]), (0, 'asc', k[g + 1])]
    t = x.extra['totals'] = Expected('totals', ['offset'])
    t.period, t.columns = 'any', ['created', world.model.subject, 'rate']
    t.rows = {(o,): [a, b, rate(b, a)] for o, (a, b) in totals.items()}
    c = x.extra['cohorts'] = Expected('cohorts', [*q.by, 'cohort'])
    c.period, c.columns = 'any', ['created', 'converted', 'rate', 'average_days']
    mean = lambda d: sum(d) / len(d) if d else None
    for (group, start), created in cohorts.items():
        d = days.get((group, start), [])
        c.rows[(*group, cal.unit_label(start, unit))] = [created, len(d), rate(len(d), created), mean(d)]
    every, all_days = sum(cohorts.values()), [d for ds in days.values() for d in ds]
    c.rows[(None,) * (g + 1)] = [every, len(all_days), rate(len(all_days), every), mean(all_days)]
    return x
