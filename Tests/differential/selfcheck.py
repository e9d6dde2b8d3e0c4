"""Holds the oracle itself against expected.json of the reference CRM, where the oracle can express a statement."""
import json
import os
import re

import calendar_ as cal
import compare
from crm import DIMENSIONS, Raw, World
from metrics import METRICS
from oracle import Oracle
from question import Question, Reader, Unsupported


def kind_of(name):
    for names in DIMENSIONS.values():
        if name in names:
            return names[name][0]
    raise Unsupported(name)


def expressible(statement, world):
    if '|' in statement or '->' in statement:
        raise Unsupported(statement)
    *defined, asked = statement.split('\n')
    q = Reader(asked, world, kind_of).question()
    for line in defined:
        m = re.fullmatch(r'metric (\w+) = (\w+)\((\w+)(?:, ([\w ]+))?\)', line)
        if not m:
            raise Unsupported(line)
        q.windows[m.group(1)] = m.groups()[1:]
    for m in (q.definition(name)[0] for name in q.metrics):
        if m not in METRICS:
            raise Unsupported(m)
    for d in q.by:
        if d not in cal.GRAINS:
            kind_of(d)
    return q


def as_result(case, q, oracle, x):
    """The expected table in the shape kpi would print it."""
    want = case['result']
    result = {'columns': [{'name': n} for n in want['columns']], 'rows': want['rows'], 'total': want.get('total'),
              'period': {'from': cal.iso(x.period.start), 'to': cal.iso(x.period.end - 1)}}
    return result


def run(folder):
    """Prints every difference; the number of them."""
    cases = json.load(open(os.path.join(folder, 'expected.json'), encoding='utf-8'))
    raw = Raw(os.path.join(folder, 'small.db'))
    worlds, checked, wrong, left = {}, 0, 0, 0
    for case in cases:
        key = (case.get('today', '2023-12-31'), case.get('as'))
        if 'exit' in case['result'] or 'tables' in case['result'] or 'rows' not in case['result']:
            left += 1
            continue
        if key not in worlds:
            worlds[key] = Oracle(World(raw, cal.literal_unit(key[0])[1], key[1]))
        oracle = worlds[key]
        try:
            q = expressible(case['statement'], oracle.w)
        except Unsupported:
            left += 1
            continue
        x = oracle.answer(q)
        columns = case['result']['columns']
        if columns[len(q.by):] != x.columns:
            positions = [x.columns.index(c) for c in columns[len(q.by):] if c in x.columns]
            x.columns = [x.columns[i] for i in positions]
            x.rows = {k: [v[i] for i in positions] for k, v in x.rows.items()}
            if x.total:
                x.total = x.total[:len(q.by)] + [x.total[len(q.by) + i] for i in positions]
        if case.get('optional_zero_rows'):
            x.optional |= {k for k, v in x.rows.items() if all(not n for n in v)}
        got = as_result(case, q, oracle, x)
        if case.get('ignore_total'):
            got['total'] = x.total
        if not case['order_matters']:
            x.levels = None
        problem = compare.check(oracle, q, x, got)
        checked += 1
        if problem:
            wrong += 1
            print(f'{case["id"]}: {case["statement"]}\n    {problem}')
    print(f'selfcheck: {checked - wrong} of {checked} agree, {left} cannot be expressed')
    return wrong
