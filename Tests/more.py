#!/usr/bin/env python3
"""What takes longer than `make test`: `make test-more`.

    python3 Tests/more.py --kpi BINARY [NAME…]

Each check is a command; its output is shown as it comes. The last line says how many passed. Exit 0: all of them.
"""
import argparse
import os
import random
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)


def checks(kpi, seed):
    """Pairs of a name and the commands that make the check."""
    python = [sys.executable]
    differential = python + [os.path.join(HERE, 'differential/run.py'), '--kpi', kpi]
    visibility = python + [os.path.join(HERE, 'differential/visibility.py'), '--kpi', kpi]
    yield 'numbers, a seed of its own', [differential + ['--count', '1000', '--seed', '7']]
    yield 'numbers, a seed of this run', [differential + ['--count', '1000', '--seed', str(seed)]]
    yield 'plans in SQL', [python + [os.path.join(HERE, 'differential/in_sql.py'), '--kpi', kpi, '--worlds', '300', '--seed', str(seed)]]
    # A server that is started for this, and asked what kpi writes for it; installed where there is none.
    yield 'plans on PostgreSQL', [python + [os.path.join(HERE, 'remote/there.py'), '--kpi', kpi, '--shared', os.environ.get('SHARED', '../shared'),
                                            '--seed', str(seed)]]
    # A server of Spark's protocol, in a virtual environment of its own.
    yield 'plans on Sail', [python + [os.path.join(HERE, 'remote/spark.py'), '--kpi', kpi, '--shared', os.environ.get('SHARED', '../shared'),
                                      '--seed', str(seed), '--worlds', '4']]
    yield 'visibility, a seed of its own', [visibility + ['--count', '150', '--seed', '7', '--viewers', '6']]
    yield 'visibility, a seed of this run', [visibility + ['--count', '150', '--seed', str(seed), '--viewers', '6']]
    # Two libraries read what kpi writes; they are installed into a folder of their own.
    readers = os.path.join('.build', 'readers')
    install = python + ['-m', 'venv', readers]
    fetch = [os.path.join(readers, 'bin/python'), '-m', 'pip', 'install', '-q', '--disable-pip-version-check',
             'openpyxl==3.1.5', 'python-calamine==0.9.1', 'duckdb-cli==1.5.6']
    reading = [os.path.join(readers, 'bin/python'), os.path.join(HERE, 'files/workbooks.py'), '--kpi', kpi,
               '--db', os.path.join('.build', 'more.db'), '--readers']
    yield 'workbooks, two readers', [
        install, fetch, [kpi, 'demo', os.path.join('.build', 'more.db'), '--force', '--quiet'], reading]
    parquet = python + [os.path.join(HERE, 'files/parquet.py'), '--kpi', kpi, '--db', os.path.join('.build', 'more.db'),
                        '--duckdb', os.path.abspath(os.path.join(readers, 'bin'))]
    yield 'parquet, read by DuckDB', [parquet]
    # What draws PNGs, in a folder of its own.
    drawers = os.path.join('.build', 'drawers')
    png = os.path.join('.build', 'more.png')
    yield 'PNG, drawn by vl-convert', [
        python + ['-m', 'venv', drawers],
        [os.path.join(drawers, 'bin/python'), '-m', 'pip', 'install', '-q', '--disable-pip-version-check',
         'vl-convert-python==1.9.0.post1'],
        [kpi, 'demo', os.path.join('.build', 'more.db'), '--force', '--quiet'],
        ['env', 'PATH=' + os.path.abspath(os.path.join(drawers, 'bin')) + ':/usr/bin:/bin', kpi,
         os.path.join('.build', 'more.db'), '--today', '2023-12-31', '--force', '-c',
         f'show revenue by month year 2023 | chart to "{png}"; cycle weeks 6 | chart to "{png}"'],
        python + ['-c', f'assert open({png!r}, "rb").read(4)[1:] == b"PNG"']]
    # The twelve statements of the benchmark, by what SQLite answers to the same in SQL; where they are there.
    bench = os.path.join(os.environ.get('SHARED', '../shared'), 'bench')
    if os.path.isdir(os.path.join(ROOT, bench)):
        for order in [], ['--shuffle']:
            db = os.path.join('.build', f'bench{len(order)}.db')
            yield f'the benchmark\'s answers at 1,000 customers{"".join(order)}', [
                python + ['-m', 'venv', '--without-pip', os.path.join('.build', 'bench', 'peers')],
                python + [os.path.join(bench, 'gen.py'), '--customers', '1000', '--out', db] + order,
                ['env', f'BENCH_HOME={os.path.join(ROOT, ".build", "bench")}'] + python + [
                    os.path.join(bench, 'compare.py'), '--kpi', kpi, '--db', db, '--engines', 'sqlite', '--runs', '1',
                    '--rounds', '1', '--no-load', '--no-shots']]
    # A browser is installed where that can be done; where not, the check fails and says so.
    browse = ['sh', '-c', 'command -v chromium >/dev/null || command -v google-chrome >/dev/null || '
              '{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; }']
    yield 'pages, in a browser', [
        browse, [kpi, 'demo', os.path.join('.build', 'more.db'), '--force', '--quiet'],
        python + [os.path.join(HERE, 'pages/pages.py'), '--kpi', kpi, '--db', os.path.join('.build', 'more.db')]]
    # Servers are installed with apt, the driver with pip; both run on loopback only, as nobody.
    yield 'here, from PostgreSQL and MariaDB', [python + [os.path.join(HERE, 'remote/here.py'), '--kpi', kpi]]
    yield 'moved to PostgreSQL', [python + [os.path.join(HERE, 'remote/push.py'), '--kpi', kpi, '--shared', os.environ.get('SHARED', '../shared')]]
    yield 'there, by PostgreSQL', [python + [os.path.join(HERE, 'remote/asked_there.py'), '--kpi', kpi]]
    made = os.path.join('.build', 'generated')
    yield 'manual page and completions are those of this kpi', [
        ['make', '--no-print-directory', 'generated', 'GENERATED=' + made],
        ['diff', '-r', os.path.join(made, 'completions'), 'packaging/completions'],
        ['diff', os.path.join(made, 'kpi.1'), 'packaging/kpi.1']]
    # A build of its own, so that the other stays as it is. No thread sanitizer: that of Swift 6.3 on Linux does not see
    # the lock of `Synchronization.Mutex`, and calls every use of what it guards a race (findings/).
    folder = os.path.join('.build', 'sanitize-address')
    build = [os.environ.get('SWIFT', 'swift'), 'build', '--sanitize=address', '--scratch-path', folder,
             '--product', 'kpi']
    use = [os.path.join(HERE, 'sanitized.py'), '--kpi', os.path.join(folder, 'debug/kpi'), '--seed', str(seed)]
    yield 'address sanitizer', [build, python + use]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--kpi', required=True)
    parser.add_argument('--seed', type=int, default=random.SystemRandom().randrange(10 ** 6))
    parser.add_argument('names', nargs='*', help='only the checks with one of these in their name')
    a = parser.parse_args()
    passed, failed = 0, []
    for name, commands in checks(os.path.abspath(a.kpi), a.seed):
        if a.names and not any(wanted in name for wanted in a.names):
            continue
        start = time.time()
        good = all(subprocess.run(command, cwd=ROOT).returncode == 0 for command in commands)
        print(f'{"passed" if good else "FAILED"}: {name}, {time.time() - start:.0f} s (seed {a.seed})', flush=True)
        if good:
            passed += 1
        else:
            failed.append(name)
    for name in failed:
        print(f'FAILED: {name}')
    print(f'{passed} passed, {len(failed)} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
