"""The metrics and questions of a world."""
from world.metrics_of import Metrics
from world.reports import Reports


def plan(world, rng, features, count, verbs=None):
    metrics = Metrics(world, rng)
    metrics.features = features
    metrics.populate(14)
    questions = Reports(world, rng, metrics)
    kinds = verbs or ['show'] * 6 + ['share'] * 2 + ['growth', 'retention', 'cycle', 'journey', 'funnel', 'funnel']
    return [getattr(questions, rng.choice(kinds))() for _ in range(count)]
