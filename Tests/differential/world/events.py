"""An event as a question names it, and when each thing of the subject had it (rules.md "Names")."""
import dataclasses as dc

from world.scope import BEGINNING, Scope, subject_event
from world.table import level
from world.words import text
import calendar_ as cal


@dc.dataclass(frozen=True)
class Event:
    """An entity, a union or a count metric, narrowed by brackets; `per`: which link is meant of two."""
    name: str
    where: tuple = None
    per: str = None

    def text(self):
        return self.name + (f' per {self.per}' if self.per else '') + (f'({text(self.where)})' if self.where else '')


def occurrences(world, event, where=None, period=None):
    """(row, instant) of an event up to today; `where` is the asked question's, on the event's own entity."""
    scope = Scope(world, period, where=where)
    entity, narrow, at = subject_event(world.model, event.name)
    over = period or cal.Period(BEGINNING, world.today + 1)
    for row, instant in scope.counted(entity, narrow, at, over):
        if scope.meets(event.where, row, over) and (instant is None or instant < world.end):
            yield row, instant


def of_subjects(world, event):
    """subject -> its (instant, order by key, row), in order."""
    out = {}
    for row, instant in occurrences(world, event):
        if event.per:
            thing = world.get(row, world.model.reach(row.entity, event.per)[0])
        else:
            thing = world.get(row, world.model.subject_paths(row.entity)[0])
        if thing is not None and instant is not None:
            out.setdefault(thing, []).append((instant, row.order, row))
    for happened in out.values():
        happened.sort(key=lambda h: h[:2])
    return out


def subjects(world, where):
    """The subject's rows that meet the question's condition."""
    scope = Scope(world, None, where=where)
    return [r for r in world.rows[world.model.subject] if scope.asked(r, None)]


def group_of(world, row, by):
    """The value of each `by` name of a subject's row."""
    scope = Scope(world, None)
    return tuple(scope.namer(row, None)(name) for name in by)


def group_place(world, by, sizes):
    """group -> what orders it: by its size, descending, then by name; nulls last; a declared order first of all."""
    found = [(world.model.kind(world.model.subject, world.model.reach(world.model.subject, name)[0])) for name in by]
    return lambda group: [c for (kind, member), v in zip(found, group) for c in level(world, kind, member, v, sizes.get(group))]


def offset_of(start, day, unit):
    """How many units after the one that begins on `start` the day lies."""
    here = cal.unit_start(day, unit)
    if unit == 'month':
        return cal.month_index(here) - cal.month_index(start)
    return (here - start) // {'day': 1, 'week': 7}[unit]


def rate(n, of):
    return n / of * 100 if of else None


def middle(values):
    values = sorted(values)
    if not values:
        return None
    n = len(values)
    return values[n // 2] if n % 2 else (values[n // 2 - 1] + values[n // 2]) / 2
