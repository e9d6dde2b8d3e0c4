"""What a pipe makes of a table that has been held against the rows already (language.md section 6)."""


def applied(got, pipe):
    """The table after one stage: ('sort', column, descending), ('take', n), ('where', column, op, n), ('select', columns),
    ('derive', name, op, a, b)."""
    names = [c['name'] for c in got['columns']]
    rows, total = [list(r) for r in got['rows']], got.get('total')
    kind = pipe[0]
    if kind == 'sort':
        i = names.index(pipe[1])
        known = sorted((r for r in rows if r[i] is not None), key=lambda r: r[i], reverse=pipe[2])
        if pipe[2]:  # equal ones stay as they were
            known = sorted((r for r in rows if r[i] is not None), key=lambda r: -r[i])
        rows = known + [r for r in rows if r[i] is None]
    elif kind == 'take':
        rows = rows[:pipe[1]]
    elif kind == 'where':
        i, bound = names.index(pipe[1]), pipe[3]
        test = {'>': lambda v: v > bound, '<=': lambda v: v <= bound, '=': lambda v: v == bound}.get(pipe[2])
        rows = [r for r in rows if (r[i] != bound if pipe[2] == '!=' else r[i] is not None and test(r[i]))]
    elif kind == 'select':
        at = [names.index(c) for c in pipe[1]]
        rows = [[r[i] for i in at] for r in rows]
        total = [total[i] for i in at] if total else total
        names = list(pipe[1])
    elif kind == 'derive':
        _, name, op, a, b = pipe
        i = names.index(a)

        def reckon(r):
            x, y = r[i], r[names.index(b)] if isinstance(b, str) else b
            if x is None or y is None or op == '/' and y == 0:
                return None
            return x + y if op == '+' else x - y if op == '-' else x * y if op == '*' else x / y
        rows = [r + [reckon(r)] for r in rows]
        total = total + [reckon(total)] if total else total
        names.append(name)
    return {'columns': [{'name': n} for n in names], 'rows': rows, 'total': total}


def close(a, b):
    if isinstance(a, (int, float)) and isinstance(b, (int, float)) and not isinstance(a, bool):
        return a == b or abs(a - b) <= 1e-12 * max(abs(a), abs(b))
    return a == b


def check(plain, piped, stages):
    """A line that says what differs, or None."""
    want = plain
    for stage in stages:
        want = applied(want, stage)
    names = [c['name'] for c in piped['columns']]
    if names != [c['name'] for c in want['columns']]:
        return f'pipe: columns {names}, expected {[c["name"] for c in want["columns"]]}'
    if len(piped['rows']) != len(want['rows']):
        return f'pipe: {len(piped["rows"])} rows, expected {len(want["rows"])}'
    for a, b in zip(want['rows'] + [want['total'] or []], piped['rows'] + [piped.get('total') or []]):
        if len(a) != len(b) or not all(map(close, a, b)):
            return f'pipe: row {b}, expected {a}'
    return None
