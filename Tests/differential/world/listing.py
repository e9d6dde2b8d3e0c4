"""`list`, `values`: the rows themselves, and what a dimension's values are (language.md section 5, rules.md "Reports")."""
import calendar_ as cal
from world.ask import Expected
from world.rows import nfc
from world.scope import BEGINNING, Scope
from world.table import level


def listed(world, q):
    """The rows of a period, or all that are in one; with what is known of each."""
    name, at = q.more['entity'], q.more.get('at')
    e = world.model.entities[name]
    p = q.period[1]
    x = Expected('list', [e.key])
    x.period, x.ordered = 'any', False
    members = [*e.times, *e.dimensions, *e.links, *e.measures]
    x.columns = (['name'] if e.label else []) + [m.name for m in members if m.name != e.key]
    scope = Scope(world, p, where=q.where)
    over = p or cal.Period(BEGINNING, world.today + 1 if q.period[0] == 'all' or at or not (e.placed and e.placed.planned) else 10 ** 6)
    for row, _ in scope.counted(name, None, at, over):
        cells = [world.label(row)] if e.label else []
        x.rows[(row.key,)] = cells + [world.get(row, (m.name,), over.last(world.today)) for m in members if m.name != e.key]
    if p is None:  # a row without a time is in no period; without one it may be listed
        for row in world.rows[name]:
            if (row.key,) not in x.rows and scope.asked(row, over):
                cells = [world.label(row)] if e.label else []
                x.rows[(row.key,)] = cells + [world.get(row, (m.name,), world.today) for m in members if m.name != e.key]
                x.optional.add((row.key,))
    return x


def values(world, q):
    """Every value of the subject's dimension, those of the lookup that no row has too."""
    name = q.more['dimension']
    member = world.model.entities[world.model.subject].named(name)
    x = Expected('values', ['value'])
    x.period, x.columns = 'any', ['count']
    counts = {}
    if member.source[0] == 'lookup':
        counts = {nfc(r[member.source[3]]): 0 for r in world.tables[member.source[2]] if r[member.source[3]] is not None}
    scope = Scope(world, None, where=q.where)
    for row in world.rows[world.model.subject]:
        if scope.asked(row, None):
            v = world.get(row, (name,), world.today)
            counts[v] = counts.get(v, 0) + 1
    x.rows = {(v,): [n] for v, n in counts.items()}
    kind = member.kind
    x.places = lambda key: level(world, kind, member, key[0], counts[key[0]])
    return x
