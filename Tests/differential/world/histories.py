"""What a dimension with a history was at a time, `cycle D=VALUE` and `journey` (language.md section 5, rules.md)."""
import calendar_ as cal
from world.ask import Expected
from world.clock import read
from world.events import subjects
from world.rows import nfc, same_key
from world.table import level


def changes(world, name):
    """subject -> its changes (ms, key, before, after) in order; a change after today tells only what was before it."""
    at = ('changes', name)
    if at not in world.lookups:
        e = world.model.entities[world.model.subject]
        h = next(h for h in e.histories if h.name == name)
        out = {}
        for r in world.tables[h.table]:
            t = read(r[h.at], None, world.clock)
            s = None if r[h.by] is None else world.keyed[e.name].get(same_key(r[h.by]))
            if t is None or s is None or not world.there(s):
                continue
            state = lambda v: nfc(world.lookup(v, h.lookup[0], h.lookup[1], None)) if h.lookup else v
            out.setdefault(s, []).append((t.ms, r['id'], state(r[h.before]), state(r[h.after]), t))
        for c in out.values():
            c.sort(key=lambda c: c[:2])
        world.lookups[at] = out
    return world.lookups[at]


def state_at(world, s, name, ms):
    """The state at a time: the last change up to it; before the first, what that came from; without any, the present one."""
    mine = changes(world, name).get(s, [])
    if not mine:
        return world.get(s, (name,), world.today)
    past = [c for c in mine if c[0] <= ms]
    return past[-1][3] if past else mine[0][2]


def reached(world, s, name, value):
    """When a subject is first in a state, at its creation or after; None where it never was."""
    created = world.placed(s)
    if state_at(world, s, name, created.ms) == value:
        return created
    return next((c[4] for c in changes(world, name).get(s, []) if c[0] >= created.ms and c[3] == value and c[4] < world.end), None)


def dates(unit, n, today):
    """The last N days, or the Sundays of the last N weeks with today for the running one; and the one before them."""
    if unit == 'day':
        return [today - i for i in range(n - 1, -1, -1)], today - n
    sunday = cal.unit_start(today, 'week') + 6
    ends = [sunday - 7 * i for i in range(n, -1, -1)]
    return [min(d, today) for d in ends[1:]], ends[0]


def journey(world, q):
    unit, n = q.more['horizon']
    name = q.more['state']
    shown, earlier = dates(unit, n, world.today)
    x = Expected('journey', ['date', name])
    detail = q.more['detail']
    x.columns = [world.model.subject, 'change'] + (['in', 'out'] if detail else [])
    x.period = cal.Period(cal.unit_start(shown[0], unit), world.today + 1)
    asked = subjects(world, q.where)

    def states(day):
        end = world.clock.midnight(day + 1).ms - 1
        return {s: state_at(world, s, name, end) for s in asked if world.placed(s) is not None and world.placed(s).day <= day}
    at = {d: states(d) for d in (earlier, *shown)}
    every = {v for d in shown for v in at[d].values()}
    before = earlier
    for day in shown:
        for v in every:
            now, then = {s for s, w in at[day].items() if w == v}, {s for s, w in at[before].items() if w == v}
            x.rows[(cal.iso(day), v)] = [len(now), len(now) - len(then)] + ([len(now - then), len(then - now)] if detail else [])
        before = day
    kind, member = world.model.own(world.model.subject, name)
    x.places = lambda k: [(0, 'asc', k[0])] + level(world, kind, member, k[1], None)
    return x
