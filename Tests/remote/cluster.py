#!/usr/bin/env python3
"""The reference answers on a cluster of Spark: a master, two workers of 900 MB, Spark Connect; `make spark-test`.

    python3 Tests/remote/cluster.py --kpi BINARY [--shared ../shared] [--cases N] [--keep SECONDS]

At least so many cases, of every kind of statement some, are asked through `kpi spark://…`, of tables that `kpi push` has made, and compared
with the answers that are expected; then what `kpi push` does with values that are hard to move (`push_spark.py`), and what happens where
something is wrong (`asked_spark.py`). Tells how long everything takes, and that both workers had tasks. Needs Java 17; Spark is installed below `.build`.
"""
import argparse
import collections
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, HERE)

from engines import free_port

PACKAGES = ['pyspark[connect]==4.3.0', 'pyarrow==26.0.1', 'pandas==2.3.3', 'adbc-driver-spark==0.3.0']
CONNECT = 'org.apache.spark.sql.connect.service.SparkConnectServer'


def environment(name, packages):
    """The Python of a virtual environment with these packages, made where it is not there."""
    venv = os.path.join(ROOT, '.build', name)
    program, mark = os.path.join(venv, 'bin/python'), os.path.join(venv, 'installed')
    wanted = ' '.join(packages)
    if not os.path.exists(mark) or open(mark).read() != wanted:
        subprocess.run([sys.executable, '-m', 'venv', '--clear', venv], check=True)
        subprocess.run([program, '-m', 'pip', 'install', '-q', '--disable-pip-version-check', *packages], check=True)
        with open(mark, 'w') as f:
            f.write(wanted)
    return venv, program


def java():
    """Installs Java where it is missing."""
    if shutil.which('java'):
        return
    sudo = [] if os.geteuid() == 0 else ['sudo']
    subprocess.run(sudo + ['apt-get', 'update', '-qq'], check=True)
    subprocess.run(sudo + ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', 'install', '-y', '-qq', 'openjdk-17-jre-headless'], check=True,
                   stdout=subprocess.DEVNULL)


class Cluster:
    """Processes of their own on loopback, over a folder that goes when they end."""

    def __init__(self):
        import pyspark
        self.home = os.path.dirname(pyspark.__file__)
        self.folder = tempfile.mkdtemp(prefix='kpi-cluster-')
        self.master, self.port, self.pages = free_port(), free_port(), free_port()
        self.processes = []

    def launch(self, name, program, *arguments):
        log = open(os.path.join(self.folder, name + '.log'), 'wb')
        given = {**os.environ, 'SPARK_HOME': self.home, 'SPARK_LOCAL_IP': '127.0.0.1', 'SPARK_WORKER_DIR': os.path.join(self.folder, 'work')}
        self.processes.append(subprocess.Popen([os.path.join(self.home, 'bin', program), *arguments], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                               start_new_session=True, cwd=self.folder, env=given))

    def start(self):
        master = f'spark://127.0.0.1:{self.master}'
        deploy = 'org.apache.spark.deploy'
        self.launch('master', 'spark-class', f'{deploy}.master.Master', '--host', '127.0.0.1', '--port', str(self.master), '--webui-port', str(free_port()))
        self.until('master', b'New state: ALIVE')
        for number in 1, 2:
            self.launch(f'worker{number}', 'spark-class', f'{deploy}.worker.Worker', '-c', '1', '-m', '900m', '--webui-port', str(free_port()), master)
        for number in 1, 2:
            self.until(f'worker{number}', b'Successfully registered')
        conf = {'spark.executor.memory': '600m', 'spark.sql.shuffle.partitions': '4', 'spark.connect.grpc.binding.address': '127.0.0.1',
                'spark.connect.grpc.binding.port': self.port, 'spark.ui.port': self.pages, 'spark.sql.ui.retainedExecutions': 100000, 'spark.sql.warehouse.dir': os.path.join(self.folder, 'warehouse')}
        self.launch('connect', 'spark-submit', '--class', CONNECT, '--master', master, '--driver-memory', '900m',
                    *(word for name, value in conf.items() for word in ('--conf', f'{name}={value}')), 'spark-internal')
        self.until('connect', b'Spark Connect server started')

    def until(self, name, words, seconds=300):
        path = os.path.join(self.folder, name + '.log')
        for _ in range(seconds * 2):
            with open(path, 'rb') as f:
                if words in f.read():
                    return
            if any(process.poll() is not None for process in self.processes):
                break
            time.sleep(0.5)
        with open(path, 'rb') as f:
            raise SystemExit(f'{name} does not start: {f.read()[-1500:].decode("utf-8", "replace")}')

    def tasks(self):
        """How many tasks each executor has done."""
        base = f'http://127.0.0.1:{self.pages}/api/v1/applications'
        with urllib.request.urlopen(base, timeout=30) as answer:
            name = json.load(answer)[0]['id']
        with urllib.request.urlopen(f'{base}/{name}/allexecutors', timeout=30) as answer:
            return {row['id']: row['completedTasks'] for row in json.load(answer)}

    def stop(self):
        for process in reversed(self.processes):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def some(cases, count):
    """So many cases with numbers at least, of each kind of statement the more the more there are, but two; and two mistakes.

    Whoever asks, and on which day, and each mistake takes a start of kpi's, which asks for keys and names first.
    """
    mistakes = [case for case in cases if 'exit' in case['result']]
    kinds = collections.defaultdict(list)
    for case in cases:
        if 'exit' not in case['result']:
            kinds[case['statement'].split()[0]].append(case)
    known = sum(map(len, kinds.values()))
    chosen = mistakes[::max(1, len(mistakes) // 2)][:2]
    for own in kinds.values():
        wanted = max(2, -(-len(own) * count // known))
        chosen += own[::max(1, len(own) // wanted)]
    return chosen


def ask(a, cluster, venv):
    """The reference answers over tables that `kpi push` has made, then values that are hard to move, then what goes wrong."""
    import asked_spark
    import here
    import push_spark
    import replayed
    import sail
    given = {**os.environ, 'VIRTUAL_ENV': venv, 'KPI_CACHE': '', 'TMPDIR': cluster.folder}
    start, binary, small = time.time(), os.path.abspath(a.kpi), os.path.join(a.shared, 'crm/small.db')
    address = f'spark://127.0.0.1:{cluster.port}'
    done = subprocess.run([binary, 'push', small, address, '--files', cluster.folder], env=given, stderr=subprocess.PIPE)
    print(f'{time.time() - start:.0f} s: {done.stderr.decode().strip()}', flush=True)
    with open(os.path.join(a.shared, 'crm/expected.json'), encoding='utf-8') as f:
        chosen = some(json.load(f), a.cases)
    start = time.time()
    asked = replayed.Replayed(binary, address, a.shared, given)
    asked.ask(chosen)
    kinds = len({case['statement'].split()[0] for case in chosen})
    print(f'{time.time() - start:.0f} s: {len(chosen)} cases of {kinds} kinds: {asked.right} right, {len(asked.wrong)} wrong, {len(asked.refused)} refused', flush=True)
    for statement, words in asked.refused:
        print(f'  refused: {statement}: {words}', flush=True)
    tasks = {name: count for name, count in cluster.tasks().items() if name != 'driver'}
    print('tasks by executor: ' + ', '.join(f'{name} {count}' for name, count in sorted(tasks.items())), flush=True)
    start = time.time()
    moved = push_spark.Moved(binary, cluster.port, cluster.folder, given, sail.Connect(cluster.port).session())
    push_spark.test(moved)
    print(f'{time.time() - start:.0f} s: kpi push, {here.passed} checks passed, {len(here.failed)} failed', flush=True)
    asked_spark.test(moved, cluster)
    print(f'{time.time() - start:.0f} s: with what goes wrong {here.passed} checks passed, {len(here.failed)} failed', flush=True)
    return done.returncode or asked.wrong or asked.right < a.cases or sum(count > 0 for count in tasks.values()) < 2 or here.failed


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--kpi', required=True)
    parser.add_argument('--shared', default=os.environ.get('SHARED', '../shared'))
    parser.add_argument('--cases', type=int, default=100)
    parser.add_argument('--keep', type=int, default=0, help='seconds that the cluster stays afterwards, for questions of one\'s own')
    a = parser.parse_args()
    venv, program = environment('spark', PACKAGES)
    if sys.prefix != venv:
        os.execv(program, [program, *sys.argv])
    java()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    start, status = time.time(), 1
    cluster = Cluster()
    try:
        cluster.start()
        print(f'{time.time() - start:.0f} s: a master, two workers and Spark Connect are there, port {cluster.port}', flush=True)
        status = 1 if ask(a, cluster, venv) else 0
        time.sleep(a.keep)
    finally:
        cluster.stop()
        sys.stdout.flush()
        # The client's threads would wait for a server that is gone.
        os._exit(status)


if __name__ == '__main__':
    main()
