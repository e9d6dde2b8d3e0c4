"""Days, periods and grains, as language.md section 2 and rules.md "Periods" define them.

A day is a proleptic ordinal (`datetime.date.toordinal`), an instant is `day * 86400 + second`.
A period is half-open: it holds the days `start <= day < end`. One that is cut to the days so far keeps, as `planned`, the end
of the whole: what is counted at a planned time is known up to there, and windows lie where the whole has them.
"""
import datetime
import fractions
import re

DAY = 86400
UNITS = ('day', 'week', 'month', 'quarter', 'year')
GRAINS = UNITS + ('hour', 'weekday')


def ordinal(year, month, day):
    return datetime.date(year, month, day).toordinal()


def civil(day):
    return datetime.date.fromordinal(max(1, day))  # windows may reach before the first day there is


def iso(day):
    return civil(day).isoformat()


def month_index(day):
    d = civil(day)
    return d.year * 12 + d.month - 1


def month_start(index):
    return ordinal(index // 12, index % 12 + 1, 1)


def add_months(day, months):
    """The same day of another month, clamped to that month's end and to the first day there is."""
    target = month_index(day) + months
    if target < 12:
        return 1  # before the first day there is
    last = month_start(target + 1) - month_start(target)
    return month_start(target) + min(civil(day).day, last) - 1


def unit_start(day, unit):
    """The first day of the unit that holds `day`."""
    d = civil(day)
    if unit == 'day':
        return day
    if unit == 'week':
        return day - d.weekday()
    if unit == 'month':
        return ordinal(d.year, d.month, 1)
    if unit == 'quarter':
        return ordinal(d.year, (d.month - 1) // 3 * 3 + 1, 1)
    return ordinal(d.year, 1, 1)


def unit_shift(start, unit, count):
    """The start of the unit `count` units after the one that begins on `start`."""
    if unit == 'day':
        return start + count
    if unit == 'week':
        return start + 7 * count
    return add_months(start, {'month': 1, 'quarter': 3, 'year': 12}[unit] * count)


def unit_label(start, unit):
    """The name of the unit that holds the day, as JSON shows it."""
    d = civil(start)
    if unit == 'day':
        return d.isoformat()
    if unit == 'week':
        year, week, _ = d.isocalendar()
        return f'{year:04}-W{week:02}'
    if unit == 'month':
        return f'{d.year:04}-{d.month:02}'
    if unit == 'quarter':
        return f'{d.year:04}-Q{(d.month + 2) // 3}'
    return f'{d.year:04}'


def literal_unit(text):
    """The unit a date literal names and its first day, or None where it is no literal."""
    for pattern, unit, start in (
        (r'(\d{4})-(\d\d)-(\d\d)$', 'day', lambda g: ordinal(*g)),
        (r'(\d{4})-W(\d\d)$', 'week', lambda g: datetime.date.fromisocalendar(g[0], g[1], 1).toordinal()),
        (r'(\d{4})-Q([1-4])$', 'quarter', lambda g: ordinal(g[0], g[1] * 3 - 2, 1)),
        (r'(\d{4})-(\d\d)$', 'month', lambda g: ordinal(g[0], g[1], 1)),
        (r'(\d{4})$', 'year', lambda g: ordinal(g[0], 1, 1)),
    ):
        m = re.match(pattern, text)
        if m:
            return unit, start([int(x) for x in m.groups()])
    return None


class Period:
    """Days `start <= day < end`; `unit` where the question named a calendar unit; `everything` for `all`."""

    def __init__(self, start, end, unit=None, everything=False, planned=None):
        self.start, self.end, self.unit, self.everything = start, end, unit, everything
        self.planned = end if planned is None else planned  # what is planned is known up to here

    @property
    def first_instant(self):
        return self.start * DAY

    @property
    def end_instant(self):
        return self.end * DAY

    def last(self, today):
        """The last day, today where the period is still running."""
        return min(self.end - 1, today)

    def partial(self, today):
        return self.end - 1 >= today

    def before(self):
        """The period before this one, whole; None before `all`."""
        if self.everything:
            return None
        if self.unit:
            return Period(unit_shift(self.start, self.unit, -1), self.start, self.unit)
        return Period(self.start - (self.planned - self.start), self.start)

    def months(self, today):
        """Calendar months where it is made of whole ones, else days / 30.4375, cut at today."""
        end = min(self.end, today + 1)
        if end <= self.start:
            return None
        first, after = month_index(self.start), month_index(end)
        if month_start(first) == self.start and month_start(after) == end:
            return after - first
        return (end - self.start) / 30.4375

    def __repr__(self):
        return f'[{iso(self.start)}, {iso(self.end)})'


def of_unit(day, unit):
    start = unit_start(day, unit)
    return Period(start, unit_shift(start, unit, 1), unit)


def units(period, grain, today):
    """The units of a period: (label, the unit cut to the period). Those that begin after today are left out."""
    out = []
    start = unit_start(period.start, grain)
    while start < period.end and max(start, period.start) <= today:
        end = unit_shift(start, grain, 1)
        a, b = max(start, period.start), min(end, period.end)
        out.append((unit_label(start, grain), Period(a, b, grain if (a, b) == (start, end) else None)))
        start = end
    return out


def earlier(period, how, by_week, today):
    """The period that `compare` sets beside this one."""
    if isinstance(how, Period):
        return how
    elapsed = min(period.end, today + 1) - period.start if period.partial(today) else None
    if how == 'previous':
        p = period.before()
        if p is None:
            return None
        return Period(p.start, min(p.end, p.start + elapsed) if elapsed is not None else p.end, p.unit, planned=p.end)
    if period.unit == 'week' or by_week:
        end = min(period.end, today + 1) if elapsed is not None else period.end
        return Period(period.start - 364, end - 364, period.unit, planned=period.end - 364)
    start = add_months(period.start, -12)
    whole = add_months(period.end - 1, -12) + 1 if not period.unit else unit_shift(start, period.unit, 1)
    return Period(start, add_months(today, -12) + 1 if elapsed is not None else whole, period.unit, planned=whole)


def shifted(day, count, unit):
    """A span added to a day; months clamp."""
    return day + count * (7 if unit == 'week' else 1) if unit in ('day', 'week') else add_months(day, count * {'month': 1, 'quarter': 3, 'year': 12}[unit])


def rolling_end(p, unit, today):
    """What a window of whole days, weeks or months ends with: of a period that runs, as `last N units` does where the
    period is made of such units, else with today."""
    seen = max(p.start, min(p.end, today + 1))
    if seen >= p.planned or unit == 'day':
        return min(seen, p.planned)
    step = 'week' if unit == 'week' else 'month'
    if any(unit_start(edge, step) != edge for edge in (p.start, p.planned)):
        return seen
    return unit_shift(unit_start(max(p.start, seen - 1), step), step, 1)


def window(p, question, how, argument, today, weekly=False):
    """The period from which a windowed metric takes its rows for the unit `p` of a question; `weekly`: the question's
    period or its grain is a week."""
    if how == 'previous':
        return p.before()
    if how == 'so_far':
        return Period(1, p.end)
    if how == 'cumulative':
        return Period(question.start if question else 1, p.end)
    if how == 'to_date':
        return Period(unit_start(p.end - 1, argument), p.end)
    count, unit = int(argument.split()[0]), argument.split()[1].rstrip('s')
    if how == 'rolling':
        return Period(shifted(rolling_end(p, unit, today), -count, unit), p.end)
    if weekly and unit == 'year':  # as in a comparison: 52 weeks, of every row and of the total
        return Period(p.start - 364 * count, p.planned - 364 * count, p.unit)
    start = shifted(p.start, -count, unit)  # ago
    if p.unit and unit_start(start, p.unit) == start:
        return of_unit(start, p.unit)
    if p.unit in ('month', 'quarter', 'year') and unit in ('month', 'quarter', 'year'):
        return Period(start, shifted(p.planned, -count, unit))
    # Its last day is shifted: the day after may be one that the other month has not.
    return Period(start, shifted(p.planned - 1, -count, unit) + 1)


def parse_time(value):
    """A local instant of a text time, None where it is null or cannot be read.

    Without an offset the time is local; with an offset or `Z` it is converted to UTC+7.
    """
    if not isinstance(value, str):
        return None
    m = re.match(r'\s*(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:?\d\d)?)?\s*$', value)
    if not m:
        return None
    year, month, day, hour, minute, second, part, offset = m.groups()
    try:
        instant = ordinal(int(year), int(month), int(day)) * DAY
    except ValueError:
        return None
    h, mi, s = int(hour or 0), int(minute or 0), int(second or 0)
    if h > 23 or mi > 59 or s > 59:
        return None
    instant += h * 3600 + mi * 60 + s
    if part and part.strip('0'):  # to the millisecond
        instant += fractions.Fraction(int(part[:3].ljust(3, '0')), 1000)
    if offset:
        shift = 0 if offset == 'Z' else (1 if offset[0] == '+' else -1) * (int(offset[1:3]) * 3600 + int(offset[-2:]) * 60)
        instant += 7 * 3600 - shift
    return instant
