"""What each kind of question should say, and whether it was said."""
from world import cohorts, histories, ordered, table
from world.check import check

ANSWERS = {'show': table.answer, 'share': table.answer, 'growth': cohorts.growth, 'retention': cohorts.retention, 'cycle': cohorts.cycle,
           'journey': histories.journey, 'funnel': ordered.answer}


def expected(world, q):
    world.room = set()
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
    return check(world, expected(world, q), results[0])
