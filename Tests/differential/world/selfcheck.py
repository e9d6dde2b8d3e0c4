"""A test of the test: an answer that is right passes, one with a fault planted in it does not.

No kpi is needed: what the oracle expects is written as kpi would write it, then spoilt in one place.
"""
import collections
import copy
import decimal
import functools
import random
import shutil
import tempfile

import calendar_ as cal
from world import mutants
from world.check import before_after, check
from world.clock import Instant
from world.judge import expected
from world.rows import Row


def cell(world, v):
    if isinstance(v, Row):
        return world.label(v)
    if isinstance(v, Instant):
        return repr(v)
    if isinstance(v, decimal.Decimal):
        return float(v)
    return v


def written(world, x):
    """The JSON result that says what is expected."""
    keys = list(x.rows)
    if x.places:
        keys.sort(key=functools.cmp_to_key(lambda a, b: before_after(world, x.places(a), x.places(b)) or 0))
    rows = [[cell(world, v) for v in (*key, *x.rows[key])] for key in keys]
    names = x.dims + x.columns
    if x.layout:
        rows = [[row[names.index(c)] for c in x.layout] for row in rows]
    period = {'from': None, 'to': None} if x.period in (None, 'any') else {'from': cal.iso(x.period.start), 'to': cal.iso(x.period.end - 1)}
    out = {'columns': [{'name': n} for n in x.layout or names], 'rows': rows, 'total': x.total and [cell(world, v) for v in x.total], 'period': period}
    for name, other in x.extra.items():
        out[name] = written(world, other)
    return out


def faults(world, x, got, rng):
    """(what was spoilt, the spoilt answer); each must be noticed."""
    def spoilt(change):
        other = copy.deepcopy(got)
        change(other)
        return other
    names = [c['name'] for c in got['columns']]
    if got['period']['from']:
        yield 'period', spoilt(lambda g: g['period'].update({'from': '1999-01-01'}))
    yield 'column', spoilt(lambda g: g['columns'].pop())
    sure = [i for i, row in enumerate(got['rows']) if not x.optional]
    if sure:
        i = rng.choice(sure)
        numbers = [j for j, v in enumerate(got['rows'][i]) if isinstance(v, (int, float)) and names[j] in x.columns and len(got['rows']) < 200]
        if numbers:
            j = rng.choice(numbers)
            yield 'number', spoilt(lambda g: g['rows'][i].__setitem__(j, g['rows'][i][j] * 1.001 + 1))
            yield 'null', spoilt(lambda g: g['rows'][i].__setitem__(j, None))
        yield 'row missing', spoilt(lambda g: g['rows'].pop(i))
        yield 'row twice', spoilt(lambda g: g['rows'].append(g['rows'][i]))
    if x.places and not x.optional and len(got['rows']) > 1 and not x.layout and x.ordered:
        keys = list(x.rows)
        keys.sort(key=functools.cmp_to_key(lambda a, b: before_after(world, x.places(a), x.places(b)) or 0))
        i = next((i for i in range(len(keys) - 1) if before_after(world, x.places(keys[i]), x.places(keys[i + 1])) == -1), None)
        if i is not None:
            yield 'order', spoilt(lambda g: g['rows'].insert(i, g['rows'].pop(i + 1)))
    if got['total']:
        j = next((j for j in range(len(names) - 1, -1, -1) if isinstance(got['total'][j], (int, float))), None)
        if j is not None:
            yield 'total', spoilt(lambda g: g['total'].__setitem__(j, g['total'][j] + 1))
        yield 'no total', spoilt(lambda g: g.update(total=None))
    for name in x.extra:
        if got[name]['rows'] and not x.optional:
            yield name, spoilt(lambda g: g[name]['rows'].pop())


def run(a):
    from worlds import make
    seed = a.seed if a.seed is not None else 21
    noticed, missed, wrong, asked = collections.Counter(), [], [], []
    folder = tempfile.mkdtemp(prefix='kpi-worlds-')
    for s in range(seed, seed + 30):
        rng = random.Random(s)
        world, _, questions = make(s, folder, a)
        for q in questions:
            x = expected(world, q)
            if x.unsure:
                continue
            got = written(world, x)
            problem = check(world, x, got)
            if problem:
                wrong.append(f'world {s}: {q.text()}: {problem}')
                continue
            asked.append((world, q, got))
            for what, spoilt in faults(world, x, got, rng):
                if check(world, x, spoilt) is None:
                    missed.append(f'world {s}: {q.text()}: {what}')
                else:
                    noticed[what] += 1
    broken = mutants.noticed(asked, expected, lambda world, x, right: bool(check(world, x, right)))
    missed += [f'no question notices where {name}' for name in mutants.MUTANTS if name not in broken]
    shutil.rmtree(folder, ignore_errors=True)
    for line in (wrong + missed)[:20]:
        print(line)
    print(f'{sum(noticed.values())} planted faults noticed ({", ".join(f"{n} {w}" for w, n in sorted(noticed.items()))}), {len(broken)} of {len(mutants.MUTANTS)} broken rules noticed, {len(missed)} missed, {len(wrong)} right answers refused')
    return bool(missed or wrong or not noticed)
