"""Every metric of metrics.md out of atoms.

An atom lists *facts* for a period: (row, thing, instant). The row answers to the question's condition and dimensions,
the thing is what is reduced, the instant is what `hour` and `weekday` read. A metric combines reduced atoms.
Facts of a group are simply the facts whose row lies in it, and a total's facts are all of them.
"""
from calendar_ import DAY


class Atom:
    """`exact_rows`: a row exists in a result just where a fact does. Where false a row of zeros is optional,
    because "a row stands behind" leaves room (`each`, windows over the period before)."""

    def __init__(self, entities, facts, reduce, exact_rows=True, at=None, outside=False):
        self.entities, self.facts, self.reduce = entities, facts, reduce
        self.exact_rows, self.at, self.outside = exact_rows, at, outside


def count(things):
    return len(things)


def total(things):
    return sum(t for t in things if t is not None)


def mean(things):
    known = [t for t in things if t is not None]
    return sum(known) / len(known) if known else None


def distinct(things):
    return len(set(things))


def rows(entity, time='placed', where=None, thing=None, reduce=count):
    """Rows of an entity whose time lies in P."""
    def facts(w, p):
        for r in w.within(entity, time, p.first_instant, p.end_instant):
            if where is None or where(r):
                yield r, (thing(r) if thing else 1), r[time]
    return Atom([entity], facts, reduce, at=None if time == 'placed' else time)


def placed_orders(w, start, end):
    return [r for r in w.within('orders', 'placed', start, end) if r['status'] == 'placed']


BEGINNING = -10 ** 15


def first_orders(w):
    """Each customer's first placed order ever: by time, then by key."""
    if 'first' not in w.sorted:
        first = {}
        for r in placed_orders(w, BEGINNING, w.end_of_today):
            if r['customer']:
                first.setdefault(r['customer']['id'], r)
        w.sorted['first'] = first
    return w.sorted['first']


def bought_before(w, customer, instant):
    first = first_orders(w).get(customer['id'])
    return first is not None and first['placed'] < instant


ATOMS = {
    'new_customers': rows('customers'),
    'emails_read': rows('emails', 'opened_at', lambda r: r['direction'] == 'out'),
    'sms_sent': rows('sms', where=lambda r: r['status'] == 'sent'),
    'calls_out_connected': rows('calls', where=lambda r: r['direction'] == 'out' and r['status'] == 'answered' and (r['duration_seconds'] or 0) > 0),
    'customer_tasks': rows('tasks', where=lambda r: r['customer'] is not None),
    'notes': rows('notes'),
    'activities': rows('tasks'),
    'orders': rows('orders', where=lambda r: r['status'] == 'placed'),
    'buyers': rows('orders', where=lambda r: r['status'] == 'placed' and r['customer'], thing=lambda r: r['customer']['id'], reduce=distinct),
    'contracts': rows('contracts'),
    'renewals': rows('contracts', where=lambda r: r['kind'] == 'renewal'),
    'contracts_expired': rows('contracts', 'expires_on'),
    'stock_out': rows('stock_notes', where=lambda r: r['kind'] == 'out'),
    'stock_in': rows('stock_notes', where=lambda r: r['kind'] == 'in'),
    'revenue': rows('orders', where=lambda r: r['status'] == 'placed', thing=lambda r: r['amount'], reduce=total),
    'cost_of_sales': rows('orders', where=lambda r: r['status'] == 'placed', thing=lambda r: r['cost'], reduce=total),
    'units_sold': rows('order_items', where=lambda r: r['order'] and r['order']['status'] == 'placed', thing=lambda r: r['quantity'], reduce=total),
    'item_revenue': rows('order_items', where=lambda r: r['order'] and r['order']['status'] == 'placed', thing=lambda r: r['amount'], reduce=total),
    'new_opportunities': rows('opportunities'),
    'opportunity_value': rows('opportunities', thing=lambda r: r['value'], reduce=total),
    'won_opportunities': rows('opportunities', 'closed_at', lambda r: r['status'] == 'won'),
    'won_value': rows('opportunities', 'closed_at', lambda r: r['status'] == 'won', lambda r: r['value'], total),
    'lost_opportunities': rows('opportunities', 'closed_at', lambda r: r['status'] == 'lost'),
    'lost_value': rows('opportunities', 'closed_at', lambda r: r['status'] == 'lost', lambda r: r['value'], total),
    'calls': rows('calls'),
    'calls_connected': rows('calls', where=lambda r: r['status'] == 'answered'),
    'calls_missed': rows('calls', where=lambda r: r['status'] == 'missed'),
    'talk': rows('calls', where=lambda r: r['status'] == 'answered', thing=lambda r: r['duration_seconds'], reduce=total),
    'talk_out': rows('calls', where=lambda r: r['status'] == 'answered' and r['direction'] == 'out', thing=lambda r: r['duration_seconds'], reduce=total),
    'talk_in': rows('calls', where=lambda r: r['status'] == 'answered' and r['direction'] == 'in', thing=lambda r: r['duration_seconds'], reduce=total),
    'tasks_completed': rows('tasks', 'completed_at'),
    'meetings': rows('meetings'),
    'emails_sent': rows('emails', where=lambda r: r['direction'] == 'out' and r['status'] == 'sent'),
    'emails_opened': rows('emails', where=lambda r: r['direction'] == 'out' and r['status'] == 'sent' and r['opened_at'] is not None),
    'emails_clicked': rows('emails', where=lambda r: r['direction'] == 'out' and r['status'] == 'sent' and r['clicked_at'] is not None),
    'marketing_cost': rows('marketing_costs', thing=lambda r: r['amount'], reduce=total),
    'acquisition_cost': rows('marketing_costs', where=lambda r: r['purpose'] == 'acquisition', thing=lambda r: r['amount'], reduce=total),
    'retention_cost': rows('marketing_costs', where=lambda r: r['purpose'] == 'retention', thing=lambda r: r['amount'], reduce=total),
    'referrals': rows('customers', where=lambda r: r['referrer'] is not None),
    'visits': rows('web_visits', thing=lambda r: r['visits'], reduce=total),
    'nps_all': rows('surveys', where=lambda r: r['kind'] == 'nps'),
    'nps_good': rows('surveys', where=lambda r: r['kind'] == 'nps' and r['score'] in (9, 10)),
    'nps_bad': rows('surveys', where=lambda r: r['kind'] == 'nps' and r['score'] in range(7)),
    'csat_all': rows('surveys', where=lambda r: r['kind'] == 'csat'),
    'csat_good': rows('surveys', where=lambda r: r['kind'] == 'csat' and r['score'] in (4, 5)),
    'ces': rows('surveys', where=lambda r: r['kind'] == 'ces', thing=lambda r: r['score'], reduce=mean),
    'tickets': rows('tickets'),
    'tickets_resolved': rows('tickets', 'resolved_at'),
    'tickets_once': rows('tickets', 'resolved_at', lambda r: r['contacts'] == 1),
    'resolution': rows('tickets', 'resolved_at', thing=lambda r: float(r['resolved_at'] - r['opened_at']) / 3600 if r['opened_at'] is not None else None, reduce=mean),
}


# Atoms that look beyond P ------------------------------------------------------------------------

def atom(*entities, reduce=count, exact_rows=True, outside=True):
    def define(facts):
        ATOMS[facts.__name__] = Atom(list(entities), facts, reduce, exact_rows, outside=outside)
        return facts
    return define


def customers_with(exactly):
    def reduce(things):
        seen = {}
        for t in things:
            seen[t] = seen.get(t, 0) + 1
        return sum(1 for n in seen.values() if exactly(n))
    return reduce


for _name, _exactly in (('buyers_once', lambda n: n == 1), ('buyers_repeat', lambda n: n >= 2)):
    ATOMS[_name] = Atom(['orders'], ATOMS['buyers'].facts, customers_with(_exactly), exact_rows=False)


@atom('customers')
def customers_total(w, p):
    for r in w.within('customers', 'placed', BEGINNING, p.end_instant):
        yield r, 1, None


@atom('customers')
def converted_leads(w, p):
    for r in w.within('customers', 'placed', p.first_instant, p.end_instant):
        if bought_before(w, r, p.end_instant):
            yield r, 1, None


def closing(w, r):
    """When an opportunity closed: never while open or closing after today; without a date, at its creation."""
    if r['status'] == 'open':
        return None
    raw = r['raw_closed_at']
    if raw is not None:
        return raw if raw < w.end_of_today else None
    return r['created_at']


def open_at_end(w, p):
    for r in w.within('opportunities', 'placed', BEGINNING, p.end_instant):
        closed = closing(w, r)
        if closed is None or closed >= p.end_instant:
            yield r


@atom('opportunities')
def open_opportunities(w, p):
    for r in open_at_end(w, p):
        yield r, 1, None


@atom('opportunities', reduce=total)
def pipeline_value(w, p):
    for r in open_at_end(w, p):
        yield r, r['value'], None


@atom('opportunities', reduce=total)
def expected_value(w, p):
    for r in open_at_end(w, p):
        if r['expected_close_on'] is not None and p.first_instant <= r['expected_close_on'] < p.end_instant:
            yield r, r['value'], None


@atom('opportunities', reduce=mean)
def average_open_days(w, p):
    for r in w.within('opportunities', 'placed', BEGINNING, p.end_instant):
        closed = closing(w, r)
        if closed is not None and closed < p.first_instant:
            continue
        last = closed // DAY if closed is not None and closed < p.end_instant else p.last(w.today)
        yield r, last - r['created_at'] // DAY, None


def _by_history(had):
    def facts(w, p):
        for r in w.within('opportunities', 'placed', p.first_instant, p.end_instant):
            if r['customer'] and bought_before(w, r['customer'], r['created_at']) == had:
                yield r, 1, r['created_at']
    return facts


ATOMS['opportunities_existing'] = Atom(['opportunities'], _by_history(True), count, outside=True)
ATOMS['opportunities_new'] = Atom(['opportunities'], _by_history(False), count, outside=True)


def in_period(w, p, entity, where=None, time='placed'):
    for r in w.within(entity, time, p.first_instant, p.end_instant):
        if where is None or where(r):
            yield r


@atom('opportunities', 'opportunity_changes', reduce=distinct, outside=False)
def opportunities_touched(w, p):
    for r in in_period(w, p, 'opportunities'):
        yield r, r['id'], r['placed']
    for r in in_period(w, p, 'opportunity_changes', lambda r: r['kind'] in ('update', 'stage') and r['opportunity']):
        yield r, r['opportunity']['id'], r['placed']


@atom('opportunities', 'opportunity_changes', outside=False)
def opportunity_touches(w, p):
    for e in ('opportunities', 'opportunity_changes'):
        for r in in_period(w, p, e):
            yield r, 1, r['placed']


def answered(r):
    return r['status'] == 'answered'


@atom('calls', 'meetings', 'emails', 'notes', reduce=distinct)
def customers_reached(w, p):
    acts = (('calls', lambda r: answered(r) and r['direction'] == 'out'), ('meetings', None),
            ('emails', lambda r: r['direction'] == 'out' and r['status'] == 'sent'), ('notes', None))
    for entity, where in acts:
        for r in in_period(w, p, entity, where):
            c = r['customer']
            if c and c['placed'] is not None and p.first_instant <= c['placed'] < p.end_instant:
                yield r, c['id'], r['placed']


@atom('customers', 'customer_updates', 'notes', 'opportunities', 'opportunity_changes', 'calls', 'meetings', reduce=distinct, outside=False)
def customers_interacted(w, p):
    acts = (('customers', None), ('customer_updates', None), ('notes', None), ('opportunities', None),
            ('opportunity_changes', lambda r: r['kind'] == 'stage'), ('calls', answered), ('meetings', None))
    for entity, where in acts:
        for r in in_period(w, p, entity, where):
            if r['customer']:
                yield r, r['customer']['id'], r['placed']


@atom('customers', 'customer_updates', 'notes', 'opportunities', 'opportunity_changes', 'calls', 'meetings', 'sms', 'emails', outside=False)
def customer_interactions(w, p):
    acts = (('customers', None), ('customer_updates', None), ('notes', None), ('opportunities', None),
            ('opportunity_changes', lambda r: r['kind'] in ('update', 'stage')),
            ('calls', lambda r: r['direction'] == 'out' or r['direction'] == 'in' and answered(r)), ('meetings', None),
            ('sms', lambda r: r['status'] == 'sent'),
            ('emails', lambda r: r['direction'] == 'out' and r['status'] == 'sent' or r['direction'] == 'in'))
    for entity, where in acts:
        for r in in_period(w, p, entity, where):
            yield r, 1, r['placed']


@atom('orders', reduce=distinct)
def buyers_new(w, p):
    for customer, r in first_orders(w).items():
        if p.first_instant <= r['placed'] < p.end_instant:
            yield r, customer, r['placed']


@atom('orders', reduce=distinct)
def buyers_existing(w, p):
    for r in placed_orders(w, p.first_instant, p.end_instant):
        if r['customer'] and bought_before(w, r['customer'], p.first_instant):
            yield r, r['customer']['id'], r['placed']


@atom('orders', reduce=total)
def expansion_revenue(w, p):
    for r in placed_orders(w, p.first_instant, p.end_instant):
        if r['customer'] and bought_before(w, r['customer'], p.first_instant):
            yield r, r['amount'], r['placed']


def _now_and_before(w, p):
    before = p.before()
    for r in placed_orders(w, p.first_instant, p.end_instant):
        if r['customer']:
            yield r, ('now', r['customer']['id']), None
    for r in placed_orders(w, before.first_instant, before.end_instant) if before else ():
        if r['customer']:
            yield r, ('before', r['customer']['id']), None


def _sets(things, *tags):
    return [{x for tag, x in things if tag == t} for t in tags]


def _retained(things):
    now, before = _sets(things, 'now', 'before')
    return 100 * len(now & before) / len(before) if before else None


def _lost(things):
    now, before = _sets(things, 'now', 'before')
    return len(before - now)


ATOMS['retention_rate'] = Atom(['orders'], _now_and_before, _retained, exact_rows=False, outside=True)
ATOMS['customers_lost'] = Atom(['orders'], _now_and_before, _lost, exact_rows=False, outside=True)


def _renewed(things):
    renewed, expired = _sets(things, 'renewed', 'expired')
    return 100 * len(renewed & expired) / len(expired) if expired else None


@atom('contracts', reduce=_renewed, exact_rows=False)
def renewal_rate(w, p):
    for r in in_period(w, p, 'contracts', lambda r: r['customer'], 'expires_on'):
        yield r, ('expired', r['customer']['id']), None
    for r in in_period(w, p, 'contracts', lambda r: r['customer'] and r['kind'] == 'renewal'):
        yield r, ('renewed', r['customer']['id']), None


def _spans(things):
    first, last, n = {}, {}, {}
    for customer, day, _ in things:
        first[customer] = min(first.get(customer, day), day)
        last[customer] = max(last.get(customer, day), day)
        n[customer] = n.get(customer, 0) + 1
    return mean([(last[c] - first[c]) / 30.4375 for c in n if c is not None and n[c] >= 2])


@atom('orders', reduce=_spans, exact_rows=False)
def lifespan_months(w, p):
    for r in placed_orders(w, BEGINNING, p.end_instant):
        yield r, (r['customer']['id'] if r['customer'] else None, r['placed'] // DAY, r['amount']), None


def _history(things):
    """(revenue so far, the day of the first order, buyers so far)"""
    if not things:
        return None
    return (sum(a or 0 for _, _, a in things), min(d for _, d, _ in things), len({c for c, _, _ in things if c is not None}))


ATOMS['order_history'] = Atom(['orders'], lifespan_months, _history, exact_rows=False, outside=True)


@atom('tickets')
def tickets_open(w, p):
    for r in w.within('tickets', 'placed', BEGINNING, p.end_instant):
        if r['resolved_at'] is None or r['resolved_at'] >= p.end_instant:
            yield r, 1, None


# Metrics -----------------------------------------------------------------------------------------

def div(a, b):
    return None if a is None or not b else a / b


def times(a, b):
    return None if a is None or b is None else a * b


def minus(a, *others):
    for b in others:
        if a is None or b is None:
            return None
        a -= b
    return a


ATOMS['renewal_rate'].at = 'expires_on'


class Metric:
    """`names` are the atoms, `value` takes their reduced values, then `p` and the world."""

    def __init__(self, names, value=None, stage=2, needs_period=False):
        self.names, self.value, self.stage = names, value or (lambda a, p, w: a[0]), stage
        self.needs_period = needs_period
        atoms = [ATOMS[n] for n in names]
        self.entities = sorted({e for a in atoms for e in a.entities})
        self.outside = any(a.outside for a in atoms)
        self.exact_rows = all(a.exact_rows for a in atoms)
        self.times = sorted({(e, a.at or 'placed') for a in atoms for e in a.entities})  # when each entity's rows count


METRICS = {}
ONE = """new_customers emails_read sms_sent calls_out_connected customer_tasks notes activities orders revenue cost_of_sales buyers contracts renewals
contracts_expired stock_out stock_in new_opportunities opportunity_value won_opportunities won_value lost_opportunities lost_value calls
calls_connected calls_missed meetings emails_sent tasks_completed marketing_cost acquisition_cost visits tickets units_sold item_revenue referrals ces"""
TWO = """customers_total retention_cost buyers_once buyers_repeat open_opportunities pipeline_value expected_value average_open_days opportunities_existing
opportunities_new opportunities_touched opportunity_touches customers_reached customers_interacted customer_interactions buyers_new buyers_existing
expansion_revenue retention_rate customers_lost renewal_rate lifespan_months tickets_open"""
for _stage, _list in ((1, ONE), (2, TWO)):
    for _name in _list.split():
        METRICS[_name] = Metric([_name], stage=_stage)
METRICS['leads'] = Metric(['new_customers'], stage=1)
METRICS['tasks_created'] = Metric(['activities'], stage=1)

_FIVE = ['emails_read', 'sms_sent', 'calls_out_connected', 'customer_tasks', 'notes']


def define(name, names, value, stage=1, needs_period=False):
    METRICS[name] = Metric(names.split(), lambda a, p, w: value(*a, *([p, w] if needs_period else [])), stage, needs_period)


def percent(a, b):
    return times(div(a, b), 100)


define('interactions', ' '.join(_FIVE), lambda *a: sum(a))
define('interaction_rate', ' '.join(_FIVE) + ' new_customers', lambda *a: percent(sum(a[:5]), a[5]))
define('activity_rate', 'activities ' + ' '.join(_FIVE), lambda t, *a: percent(t, sum(a)))
define('order_rate', 'orders activities', percent)
define('orders_per_buyer', 'orders buyers', div)
define('aov', 'revenue orders', div)
define('profit', 'revenue cost_of_sales marketing_cost', minus)
define('average_deal', 'won_value won_opportunities', div)
define('win_rate', 'won_opportunities lost_opportunities', lambda w, l: percent(w, w + l))
define('connect_rate', 'calls_connected calls', percent)
define('talk_minutes', 'talk', lambda s: s / 60)
define('talk_minutes_out', 'talk_out', lambda s: s / 60)
define('talk_minutes_in', 'talk_in', lambda s: s / 60)
define('conversion_rate', 'orders visits', percent)
define('open_rate', 'emails_opened emails_sent', percent)
define('click_rate', 'emails_clicked emails_sent', percent)
define('nps', 'nps_good nps_bad nps_all', lambda g, b, n: percent(g - b, n))
define('csat', 'csat_good csat_all', percent)
define('fcr', 'tickets_once tickets_resolved', percent)
define('average_resolution_hours', 'resolution', lambda h: h, 2)
define('lead_conversion', 'converted_leads new_customers', percent, 2)
define('average_monthly_opportunity_value', 'opportunity_value', lambda v, p, w: div(v, p.months(w.today)), 2, True)
define('churn_rate', 'retention_rate', lambda r: minus(100, r), 2)
define('cac', 'acquisition_cost buyers_new', div, 2)
define('expansion_rate', 'expansion_revenue revenue', percent, 2)
define('retention_cost_per_customer', 'retention_cost buyers_existing', div, 2)


def _cltv(history, lifespan, cost, existing, p, w):
    if history is None:
        return None
    revenue, first, buyers = history
    a_month = div(revenue, (p.end - first) / 30.4375)
    return minus(times(div(a_month, buyers), lifespan), div(cost, existing) or 0)


define('cltv', 'order_history lifespan_months retention_cost buyers_existing', _cltv, 2, True)
METRICS['churn_rate'].exact_rows = False
CONVERSION_TABLE = ['new_customers', 'interactions', 'activities', 'orders', 'revenue']
CONVERSION_RATES = ['interaction_rate', 'activity_rate', 'order_rate']
CONVERSION_DETAIL = _FIVE + ['contracts', 'stock_out', 'stock_in', 'buyers', 'orders_per_buyer', 'buyers_once', 'buyers_repeat', 'renewals', 'contracts_expired']
