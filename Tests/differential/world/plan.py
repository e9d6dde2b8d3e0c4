"""The metrics, segments, targets and questions of a world."""
from world.metrics_of import Metrics
from world.model import Target
from world.rest import Rest
from world.rows import Row

VERBS = ['show'] * 10 + ['share'] * 3 + ['growth', 'retention', 'cycle', 'journey', 'funnel', 'funnel', 'why', 'why', 'scorecard', 'list', 'values']


def plan(world, rng, features, count, verbs=None):
    metrics = Metrics(world, rng)
    metrics.features = features
    metrics.populate(18)
    ask = Rest(world, rng, metrics)
    if 'segments' in features:
        segments(world, rng, ask)
    targets(world, rng, ask)
    out = []
    for _ in range(count):
        q = getattr(ask, rng.choice(verbs or VERBS))()
        if rng.random() < 0.15:
            q = ask.with_pipes(q)
        elif rng.random() < 0.15:
            q = ask.with_drill(q)
        out.append(q)
    return out


def segments(world, rng, ask):
    """Sets of the subject's rows: by what they are, and by their own metrics."""
    subject = world.model.subject
    plain = ask.conditions.condition(subject, 1, ['city', 'heads', 'channel'])
    # Whether a row that leads to no subject is in a set whose condition nothing meets too is not asked.
    world.model.segments['some'] = subject, ('and', ('null', ('path', 'city'), True), plain)
    if ask.whole_metrics():
        world.model.segments['vip'] = subject, ask.own()


def targets(world, rng, ask):
    """What is asked of a few metrics: of the company, and of each value of a dimension."""
    known = [m for m in world.model.metrics.values() if m.kind in ('count', 'amount', 'average', 'stock') and not ask.metrics.untimed(m.expr) and m.expr[0] == 'agg' and ask.bare([m.expr])
             and not (m.expr[1].each and (m.expr[1].upto or m.expr[1].fn != 'count'))]
    for m in rng.sample(known, min(3, len(known))):
        units = rng.sample(('day', 'week', 'month', 'quarter', 'year'), rng.choice((1, 1, 2)))
        for unit in units:
            world.model.targets.append(Target(m.name, rng.randrange(1, 400), unit))
        names = [n for n in ask.splits([m.expr]) if '.' not in n and not n.startswith('age')]
        if not names:
            continue
        name = rng.choice(names)
        entity = ask.metrics.entities(m.expr)[0]
        known = [world.label(v) if isinstance(v, Row) else v for v in ask.conditions.values(entity, name)]
        seen = sorted({v for v in known if isinstance(v, str) and known.count(v)})
        if any(not isinstance(v, str) for v in known) or len({id(v) for v in ask.conditions.values(entity, name) if isinstance(v, Row)}) > len(set(known)):
            continue
        for v in rng.sample(seen, min(2, len(seen))):
            world.model.targets.append(Target(m.name, rng.randrange(1, 100), units[0], (name, v)))
