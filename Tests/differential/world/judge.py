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
    for r in results:
        if 'failed' in r:
            return 'no answer: ' + r['failed']
        if 'bad' in r or 'columns' not in r:
            return f'not a result: {r}'
    x = expected(world, q)
    plain = results[0]
    if q.verb == 'share' and plain['columns'][-1]['name'] == 'cumulative':
        problem = cumulative(plain)
        if problem:
            return problem
        plain = dict(plain, columns=plain['columns'][:-1], rows=[r[:-1] for r in plain['rows']], total=plain['total'] and plain['total'][:-1])
    problem = check(world, x, plain)
    if problem is None and q.pipes:
        problem = pipes.check(results[0], results[1], [p[1] for p in q.pipes])
    if problem is None and q.drill and not x.unsure:
        problem = drilled(q, x, results[-1])
    return problem


def cumulative(got):
    """`cumulative`: the % so far, in the order shown."""
    so_far = 0
    for row in got['rows']:
        so_far += row[-2] or 0
        if row[-1] is not None and abs(row[-1] - so_far) > 1e-6 * max(1, abs(so_far)):
            return f'row {row}: cumulative, expected {so_far}'
    return None


def drilled(q, x, got):
    """The rows behind a count are as many as it says."""
    column = q.drill[0].split()[-1]
    i = x.columns.index(column)
    if q.drill[1] is None:
        number = x.total[len(q.by) + i]
    else:
        number = x.rows[q.drill[1]][i]
    return None if len(got['rows']) == number else f'`{q.drill[0]}` lists {len(got["rows"])} rows, the count is {number}'
