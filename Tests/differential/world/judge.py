"""What each kind of question should say, and whether it was said."""
from world import cohorts, histories, listing, ordered, pipes, scorecard, table, why
from world.check import check

ANSWERS = {'show': table.answer, 'share': table.answer, 'growth': cohorts.growth, 'retention': cohorts.retention, 'cycle': cohorts.cycle,
           'journey': histories.journey, 'funnel': ordered.answer, 'list': listing.listed, 'values': listing.values, 'why': why.answer,
           'scorecard': scorecard.answer}


def expected(world, q):
    world.room.clear()
    x = ANSWERS[q.verb](world, q)
    if world.room:
        x.unsure = ', '.join(sorted(world.room))
    return x


def judge(world, q, results):
    """A line that says what differs, or None."""
    if q.drill and 'not-drillable' in results[-1].get('failed', ''):
        return drilled(q, expected(world, q), results[-1])  # right where there is no number
    for r in results:
        if 'failed' in r:
            return 'no answer: ' + r['failed']
        if 'bad' in r or 'columns' not in r:
            return f'not a result: {r}'
    x = expected(world, q)
    plain, whole = results[0], results[0]
    if q.verb == 'share' and 'cumulative' in plain:
        problem = cumulative(plain)
        if problem:
            return problem
        whole = widened(plain)
    problem = check(world, x, plain)
    if problem is None and q.pipes:
        problem = pipes.check(whole, results[1] if whole is plain else dict(results[1], total=None), [p[1] for p in q.pipes])
    if problem is None and q.drill and not x.unsure:
        problem = drilled(q, x, results[-1])
    return problem


def cumulative(got):
    """The % so far, in the order shown."""
    so_far = 0
    if len(got['cumulative']['rows']) != len(got['rows']):
        return f'cumulative: {len(got["cumulative"]["rows"])} rows, expected {len(got["rows"])}'
    for row, added in zip(got['rows'], got['cumulative']['rows']):
        so_far += row[-1] or 0
        if added[:-1] != row[:-2] or added[-1] is not None and abs(added[-1] - so_far) > 1e-6 * max(1, abs(so_far)):
            return f'cumulative: {added}, expected {[*row[:-2], so_far]}'
    return None


def widened(got):
    """The table that a pipe takes: in it the % so far is a column."""
    last = got['cumulative']['columns'][-1:]
    return dict(got, columns=got['columns'] + last, rows=[r + c[-1:] for r, c in zip(got['rows'], got['cumulative']['rows'])],
                total=None)


def drilled(q, x, got):
    """The rows behind a count are as many as it says."""
    column = q.drill[0].split()[-1]
    i = x.columns.index(column)
    if q.drill[1] is None:
        number = x.total[len(q.by) + i]
    else:
        number = x.rows[q.drill[1]][i]
    if number is None and 'failed' in got:
        return None
    if 'failed' in got:
        return 'no answer: ' + got['failed']
    return None if len(got['rows']) == number else f'`{q.drill[0]}` lists {len(got["rows"])} rows, the count is {number}'
