"""Hours that come twice, and such that never come: what PostgreSQL answers is what is answered here, or there is no answer."""
import os
import random

import here
from here import check

MODEL = '''
model clocks "Clocks"
subject people
entity people "People" {
  table people key id; name name
  time since
  dimension state
  history state = changes by person_id at changed_at from earlier to later
}
entity visits "Visits" {
  table visits key id
  time at
  time wall
  time day = day_on
  time unix = seconds as unix
  time text = written
  link person = person_id -> people
  dimension kind
  measure amount
}
entity calls "Calls" { table calls key id; time at; link person = person_id -> people; measure amount }
metric visits = count(visits)
metric amount = sum(visits.amount)
metric calls = count(calls)
metric people = count(people)
metric on_wall = sum(visits.amount at wall)
metric on_text = sum(visits.amount at text)
metric new = count(visits where count(visits per person before this) = 0)
metric second = count(visits where count(visits per person before this) = 1)
metric after_call = count(visits where count(calls per person before this) > 0)
metric earlier = sum(visits.amount where at < wall)
metric same = count(visits where at = wall)
metric unlike = sum(visits.amount where unix > at)
metric texts = sum(visits.amount where text < at)
metric days = sum(visits.amount where day <= at)
metric late = sum(visits.amount where at >= wall)
'''
# Each clock and the days around its changes.
ZONES = [
    ('Europe/Berlin', ['2024-10-27 00:00', '2024-03-31 00:00']), ('America/Havana', ['2024-11-03 04:00', '2024-03-10 04:00']),
    ('Australia/Lord_Howe', ['2024-04-06 14:00', '2024-10-05 14:00']), ('Asia/Ho_Chi_Minh', ['2024-10-27 00:00']),
]
QUESTIONS = [
    'show visits, amount by day year 2024', 'show visits by hour year 2024', 'show first(visits.amount), last(visits.amount) year 2024',
    'show first(visits.amount), last(visits.amount) by kind year 2024', 'show first(visits.amount at wall), last(visits.amount at wall) by kind year 2024',
    'show first(visits.amount at day), last(visits.amount at day) by kind year 2024',
    'show first(visits.amount at unix), last(visits.amount at unix) by kind year 2024',
    'show first(visits.amount at text), last(visits.amount at text) year 2024',
    'show min(visits.at), max(visits.at), min(visits.wall), max(visits.wall), max(visits.unix) by kind year 2024',
    'show max(visits.text) year 2024', 'show count(distinct visits.at), count(distinct visits.wall) year 2024',
    'show new, second by kind year 2024', 'show after_call by kind year 2024', 'show earlier, late year 2024', 'show same year 2024',
    'show unlike year 2024', 'show texts year 2024', 'show days year 2024', 'list visits year 2024', 'list calls year 2024 | take 40',
    'journey by state days 5', 'show people by state year 2024', 'list people year 2024 | take 25',
    "show visits where last_time(visits per person) = at year 2024", 'show avg(hours(first_time(visits per person), last_time(visits per person)) of people) year 2024',
    'show visits all', 'show on_wall by hour year 2024', 'show on_text by hour year 2024',
]


def rows(rng, days):
    """Visits, calls and changes around those moments, as SQL; times of UTC, and of walls as they stand."""
    def moment():
        return f"timestamp '{rng.choice(days)}' + interval '{rng.randint(0, 24) * 10} minutes'"

    def wall():
        day = rng.choice(days)
        return f"timestamp '{day}' + interval '{rng.randint(-12, 30) * 10} minutes'"

    def written():
        return rng.choice([f"to_char({wall()}, 'YYYY-MM-DD HH24:MI:SS')", f"to_char({moment()}, 'YYYY-MM-DD HH24:MI:SS') || 'Z'"])

    people = [f"({n}, 'P{n}', 's{rng.randint(0, 2)}', ({moment()}) at time zone 'UTC')" for n in range(1, 13)]
    visits = [f"({n}, {rng.randint(1, 12)}, ({moment()}) at time zone 'UTC', {wall()}, ({wall()})::date, extract(epoch from {moment()})::bigint, "
              f"{written()}, 'k{rng.randint(0, 3)}', {2 ** (n % 50)})" for n in range(1, 150)]
    calls = [f"({n}, {rng.randint(1, 12)}, ({moment()}) at time zone 'UTC', {n})" for n in range(1, 60)]
    changes = [f"({n}, {rng.randint(1, 12)}, ({moment()}) at time zone 'UTC', 's{rng.randint(0, 2)}', 's{rng.randint(0, 2)}')" for n in range(1, 90)]
    return f'''
        drop table if exists people, visits, calls, changes;
        create table people (id bigint primary key, name text, state text, since timestamptz);
        create table visits (id bigint primary key, person_id bigint, at timestamptz, wall timestamp, day_on date, seconds bigint, written text, kind text, amount bigint);
        create table calls (id bigint primary key, person_id bigint, at timestamptz, amount bigint);
        create table changes (id bigint primary key, person_id bigint, changed_at timestamptz, earlier text, later text);
        insert into people values {', '.join(people)}; insert into visits values {', '.join(visits)};
        insert into calls values {', '.join(calls)}; insert into changes values {', '.join(changes)};'''


def test_clocks(kpi, engine, folder, same):
    rng = random.Random(20241027)
    model = os.path.join(folder, 'clocks.kpi')
    with open(model, 'w', encoding='utf-8') as file:
        file.write(MODEL)
    engine.create('clocks')
    address, refused, answered = engine.address('clocks'), {}, 0
    for zone, days in ZONES:
        engine.sql(rows(rng, days), 'clocks')
        today, setting = days[-1][:10], f'set timezone "{zone}"'
        wanted, all_expected, mistake = here.Kpi.ask(kpi, address, model, setting, *QUESTIONS, today=today)
        check(f'{zone}: all are questions', wanted == 0 and len(all_expected) == len(QUESTIONS), mistake)
        for question, expected in zip(QUESTIONS, all_expected):
            status, found, err = kpi.ask(address, model, setting, question, today=today)
            if status == 2 and 'not-in-sql' in err and not found:
                refused.setdefault(question, set()).add(zone)
                continue
            answered += 1
            check(f'{zone}: {question}', status == 0 and same(found, [expected]), f'{status} {found or err} instead of {expected}')
    # An engine that knows no zone, or has other rules for it, gives the same answers: it is never told of one.
    with open(os.path.join(engine.folder, 'log'), encoding='utf-8', errors='replace') as log:
        sent = log.read()
    check('no zone is named to the engine', 'interval' in sent and not any(zone in sent for zone, _ in ZONES),
          [zone for zone, _ in ZONES if zone in sent])
    print(f'{answered} answers where clocks are changed; none to {len(refused)} questions:', flush=True)
    for question, zones in refused.items():
        print(f'  {question} ({", ".join(sorted(zones))})', flush=True)
    check('questions that are answered where clocks are changed', answered > 60, answered)
