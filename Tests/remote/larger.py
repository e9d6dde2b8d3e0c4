#!/usr/bin/env python3
"""The statements of the benchmark over databases that are larger than a worker's memory: on a cluster of Spark, and here.

    python3 Tests/remote/larger.py --kpi BINARY [--here BINARY] [--shared ../shared] [--files FOLDER] DB...

Each database is moved with `kpi push`, then asked through `kpi spark://…` and, loaded, here; the answers are compared. Tells for each
statement how long it took, what Spark read, shuffled and spilled for it, and how many statements of SQL that were. Run by hand; the
binaries are release builds.
"""
import argparse
import datetime
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import cluster
from asked_there import same

FIRST = 'show orders month 2023-09'


def ask(binary, database, script, environment, *more):
    """Runs a script; when each line of its answers came, the lines, the greatest memory in MB."""
    start = time.time()
    process = subprocess.Popen([binary, 'run', script, '--no-strict', '--db', database, '--format', 'json', *more], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, env=environment)
    told = []
    reader = threading.Thread(target=lambda: told.append(process.stderr.read()))
    reader.start()
    times, lines = [start], []
    for line in process.stdout:
        if line.startswith(b'{'):
            times.append(time.time())
            lines.append(json.loads(line))
            lines[-1].pop('notes', None)
    reader.join()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        print(f'exit {process.returncode}: {told[0].decode()[-1500:]}', flush=True)
    return times, lines, usage.ru_maxrss / 1024


def stages(started):
    """What the stages of the only application did, with when they began."""
    base = f'http://127.0.0.1:{started.pages}/api/v1/applications'

    def get(path):
        with urllib.request.urlopen(base + path, timeout=60) as answer:
            return json.load(answer)
    name = get('')[0]['id']

    def moment(text):
        return datetime.datetime.strptime(text.replace('GMT', '+0000'), '%Y-%m-%dT%H:%M:%S.%f%z').timestamp()
    done = [{**stage, 'at': moment(stage['submissionTime'])} for stage in get(f'/{name}/stages?status=complete&length=100000') if 'submissionTime' in stage]
    queries = [moment(query['submissionTime']) for query in get(f'/{name}/sql?length=100000&details=false')]
    return done, queries


def megabytes(count):
    return f'{count / 1e6:,.1f}' if count else '0'


def measure(a, started, number, database, environment):
    place = f'spark://127.0.0.1:{started.port}/size{number}'
    size = os.path.getsize(database) / 1e6
    print(f'\n{database}: {size:,.0f} MB', flush=True)
    start = time.time()
    done = subprocess.run([a.kpi, 'push', database, place, '--schema', place.rsplit('/', 1)[1], '--files', a.files or started.folder], env=environment,
                          capture_output=True)
    print(f'pushed in {time.time() - start:.0f} s: {done.stderr.decode().strip()[-300:]}', flush=True)
    if done.returncode:
        return 1
    with open(os.path.join(a.shared, 'bench/statements.kpi'), encoding='utf-8') as file:
        statements = [line.strip() for line in file if line.strip() and not line.startswith(('#', 'set '))]
    # How many answers each statement has, from a small database.
    counts, small = [], os.path.join(a.shared, 'crm/small.db')
    for statement in [FIRST, *statements]:
        out = subprocess.run([a.here, small, '--today', '2023-12-31', '--format', 'json', '-c', statement], capture_output=True, env=environment).stdout
        counts.append(sum(line.startswith(b'{') for line in out.splitlines()))
    script = os.path.join(started.folder, 'statements.kpi')
    with open(script, 'w', encoding='utf-8') as file:
        file.write('set today 2023-12-31\n' + '\n'.join([FIRST, *statements]) + '\n')
    local, wanted, memory = ask(a.here, database, script, environment)
    there, found, own = ask(a.kpi, place, script, environment)
    done, queries = stages(started)
    wrong, at = 0, 0
    print(f'here: {memory:,.0f} MB of memory; there, kpi itself: {own:,.0f} MB', flush=True)
    print('| statement | there s | here s | statements of SQL | read MB | rows read | shuffled MB | rows shuffled | spilled MB | |', flush=True)
    for statement, count in zip(['(start) ' + FIRST, *statements], counts):
        begin, end = at, at + count
        at = end
        if end >= len(there):
            print(f'| {statement} | no answer |', flush=True)
            wrong += 1
            continue
        own = [stage for stage in done if there[begin] <= stage['at'] < there[end]]

        def total(name):
            return sum(stage.get(name, 0) for stage in own)
        equal = same(wanted[begin:end], found[begin:end])
        wrong += not equal
        print(f'| `{statement}` | {there[end] - there[begin]:.1f} | {local[end] - local[begin]:.2f} | {sum(there[begin] <= q < there[end] for q in queries)} | '
              f'{megabytes(total("inputBytes"))} | {total("inputRecords"):,} | {megabytes(total("shuffleWriteBytes"))} | '
              f'{total("shuffleWriteRecords"):,} | {megabytes(total("diskBytesSpilled"))} | {"" if equal else "OTHER NUMBERS"} |', flush=True)
    print(f'{there[-1] - there[0]:.0f} s there, {local[-1] - local[0]:.1f} s here; load of the machine {os.getloadavg()[0]:.1f}', flush=True)
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--kpi', required=True)
    parser.add_argument('--here', help='the binary that answers here; the same without it')
    parser.add_argument('--shared', default=os.environ.get('SHARED', '../shared'))
    parser.add_argument('--files', help='where rows wait for Spark')
    parser.add_argument('databases', nargs='+')
    a = parser.parse_args()
    venv, program = cluster.environment('spark', cluster.PACKAGES)
    if sys.prefix != venv:
        os.execv(program, [program, *sys.argv])
    cluster.java()
    a.here = a.here or a.kpi
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    started, wrong = cluster.Cluster(), 1
    try:
        started.start()
        environment = {**os.environ, 'VIRTUAL_ENV': venv, 'KPI_CACHE': '', 'TMPDIR': started.folder}
        wrong = sum(measure(a, started, *one, environment) for one in enumerate(a.databases))
    finally:
        started.stop()
        sys.stdout.flush()
        os._exit(1 if wrong else 0)


if __name__ == '__main__':
    main()
