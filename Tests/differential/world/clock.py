"""Instants in the company's time zone, and the forms in which a database writes them (language.md section 2).

An instant is a point on the line of time, in milliseconds since 1970 UTC. What the calendar says of it (its day, its
second of the day) is reckoned in the zone, so two instants are ordered and measured on the line, days are counted on
the calendar.
"""
import datetime
import functools
import re
import zoneinfo

import calendar_ as cal

EPOCH = cal.ordinal(1970, 1, 1)
UTC = datetime.timezone.utc


@functools.total_ordering
class Instant:
    """`bare`: written as a date alone."""
    __slots__ = ('ms', 'day', 'second', 'bare')

    def __init__(self, ms, day, second, bare=False):
        self.ms, self.day, self.second, self.bare = ms, day, second, bare

    def __eq__(self, other):
        return isinstance(other, Instant) and self.ms == other.ms

    def __lt__(self, other):
        return self.ms < other.ms

    def __hash__(self):
        return hash(self.ms)

    def __repr__(self):
        return f'{cal.iso(self.day)}T{self.second // 3600:02}:{self.second // 60 % 60:02}:{self.second % 60:02}'


class Clock:
    """The zone of a world: from the line of time to the calendar and back."""

    def __init__(self, zone):
        self.name, self.zone = zone, zoneinfo.ZoneInfo(zone)
        self.midnights = {}

    def at(self, ms):
        seconds, rest = divmod(ms, 1000)
        local = datetime.datetime.fromtimestamp(seconds, UTC).astimezone(self.zone)
        return Instant(ms, local.toordinal(), local.hour * 3600 + local.minute * 60 + local.second)

    def local(self, day, second=0, ms=0, bare=False):
        """The instant of a wall clock's reading; of one that comes twice the first."""
        d = datetime.datetime.combine(cal.civil(day), datetime.time()) + datetime.timedelta(seconds=second)
        utc = d.replace(tzinfo=self.zone).timestamp()
        got = self.at(int(utc) * 1000 + ms)
        return Instant(got.ms, got.day, got.second, bare)

    def midnight(self, day):
        """The first instant of a day."""
        if day not in self.midnights:
            self.midnights[day] = self.local(day, bare=True)
        return self.midnights[day]

    def clear(self, day):
        """Whether the clocks of that day are not changed: a wall clock's reading is one instant there."""
        offsets = {datetime.datetime.combine(cal.civil(d), datetime.time(h), self.zone).utcoffset() for d in (day - 1, day, day + 1) for h in (0, 6, 12, 23)}
        return len(offsets) == 1

    def add(self, instant, count, unit):
        """A span added: hours, days and weeks to the second, months and years on the calendar, clamped."""
        seconds = {'hour': 3600, 'day': 86400, 'week': 604800}.get(unit)
        if seconds:
            return instant.ms + count * seconds * 1000
        day = cal.add_months(instant.day, count * {'month': 1, 'quarter': 3, 'year': 12}[unit])
        return self.local(day, instant.second, instant.ms % 1000).ms

    def moved(self, instant, count, unit):
        """A time of a row and a span: hours go by, of days and longer units the clock stays and months clamp."""
        if unit == 'hour':
            return self.at(instant.ms + count * 3600000)
        if unit in ('day', 'week'):
            day = instant.day + count * (7 if unit == 'week' else 1)
        else:
            day = cal.add_months(instant.day, count * {'month': 1, 'quarter': 3, 'year': 12}[unit])
        return self.local(day, instant.second, instant.ms % 1000)


# The day that spreadsheets call 0, as far as days after February 1900 go.
EXCEL = datetime.date(1899, 12, 30).toordinal()
TEXT = re.compile(r'(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:?\d\d)?)?$')


def read(value, how, clock):
    """The instant of a stored value, None where it is null or cannot be read. `how` is what the model declares."""
    if value is None:
        return None
    if how in ('unix', 'unix_ms', 'unix_us', 'julian'):
        if isinstance(value, (str, bytes)):
            return None
        if how == 'julian':
            return clock.at(round((value - 2440587.5) * 86400000))
        return clock.at({'unix': int(value) * 1000, 'unix_ms': int(value), 'unix_us': int(value) // 1000}[how])
    if how == 'excel':
        if isinstance(value, (str, bytes)):
            return None
        ms = round(value * 86400000)
        return clock.local(EXCEL + ms // 86400000, ms // 1000 % 86400, ms % 1000)
    if not isinstance(value, str):
        return None
    if how == 'yyyymmdd':
        m = re.match(r'(\d{4})(\d\d)(\d\d)$', value)
        return read(m and '-'.join(m.groups()), None, clock)
    if how == 'dd/mm/yyyy':
        m = re.match(r'(\d\d)/(\d\d)/(\d{4})$', value)
        return read(m and f'{m.group(3)}-{m.group(2)}-{m.group(1)}', None, clock)
    m = TEXT.match(value)
    if not m:
        return None
    year, month, day, hour, minute, second, fraction, offset = m.groups()
    try:
        there = datetime.datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0))
    except ValueError:
        return None
    ms = int(((fraction or '') + '000')[:3])
    if offset or how == 'utc' and hour is not None:
        sign = -1 if offset and offset[0] == '-' else 1
        shift = sign * (int(offset[1:3]) * 3600 + int(offset[-2:]) * 60) if offset and offset != 'Z' else 0
        return clock.at((int(there.replace(tzinfo=UTC).timestamp()) - shift) * 1000 + ms)
    return clock.local(there.toordinal(), there.hour * 3600 + there.minute * 60 + there.second, ms, hour is None)


def write(ms, how, clock, rng):
    """A stored value that means the instant, in one of the forms that `how` allows; the clock's own where it is clear."""
    seconds = ms // 1000
    if how == 'unix':
        return seconds
    if how == 'unix_ms':
        return ms
    if how == 'unix_us':
        return ms * 1000 + rng.choice((0, 7))
    if how == 'julian':
        return seconds / 86400 + 2440587.5
    here = clock.at(ms)
    if how == 'dd/mm/yyyy':
        d = cal.civil(here.day)
        return f'{d.day:02}/{d.month:02}/{d.year:04}'
    if how == 'yyyymmdd':
        return cal.iso(here.day).replace('-', '')
    if how == 'excel':
        return here.day - EXCEL + here.second / 86400
    utc = datetime.datetime.fromtimestamp(seconds, UTC)
    fraction = f'.{ms % 1000:03}' if ms % 1000 else ''
    if how == 'utc':
        return utc.strftime('%Y-%m-%d %H:%M:%S') + fraction
    if how == 'day':
        return cal.iso(here.day)
    if how == 'offset' or not clock.clear(here.day):
        shift = rng.choice((0, 60, -330, 420, 765))
        other = utc + datetime.timedelta(minutes=shift)
        sign = 'Z' if not shift and rng.random() < 0.7 else f'{"-" if shift < 0 else "+"}{abs(shift) // 60:02}:{abs(shift) % 60:02}'
        return other.strftime('%Y-%m-%dT%H:%M:%S') + fraction + sign
    return repr(here).replace('T', rng.choice(' T')) + fraction
