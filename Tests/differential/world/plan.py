"""The metrics and questions of a world."""
from world.metrics_of import Metrics
from world.questions import Questions


def plan(world, rng, features, count, verbs=None):
    metrics = Metrics(world, rng)
    metrics.features = features
    metrics.populate(14)
    questions = Questions(world, rng, metrics)
    kinds = verbs or ['show', 'show', 'show', 'share']
    return [getattr(questions, rng.choice(kinds))() for _ in range(count)]
