"""What an aggregate makes of the values of its rows (language.md section 4)."""
import decimal
import math


def total(values):
    """Whole numbers exactly, decimals as they are written, others as exactly as can be."""
    known = [v for v in values if v is not None]
    if all(isinstance(v, int) for v in known):
        return sum(known)
    if all(isinstance(v, (int, decimal.Decimal)) or isinstance(v, float) and len(repr(v).partition('.')[2]) <= 4 for v in known):
        return float(sum(decimal.Decimal(repr(v)) if isinstance(v, float) else decimal.Decimal(v) for v in known))
    return math.fsum(float(v) for v in known)


def percentile(values, p):
    """Between the two nearest values, by how far it lies."""
    known = sorted(values)
    if not known:
        return None
    at = p * (len(known) - 1)
    low = int(at)
    if low + 1 >= len(known):
        return float(known[-1])
    part = at - low
    return float(known[low]) if part == 0 else float(known[low]) + part * (float(known[low + 1]) - float(known[low]))


def stddev(values):
    known = [float(v) for v in values]
    if len(known) < 2:
        return None
    mean = math.fsum(known) / len(known)
    return math.sqrt(math.fsum((v - mean) ** 2 for v in known) / (len(known) - 1))


def reduce(fn, values, argument=None):
    """`values` may hold None, which only `sum` reads, as nothing."""
    if fn == 'sum':
        return total(values)
    known = [v for v in values if v is not None]
    if not known:
        return None
    if fn == 'avg':
        whole = total(known)
        return whole / len(known)
    if fn == 'min':
        return min(known)
    if fn == 'max':
        return max(known)
    if fn == 'median':
        return percentile(known, 0.5)
    if fn == 'percentile':
        return percentile(known, argument)
    if fn == 'stddev':
        return stddev(known)
    raise ValueError(fn)
