import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startPostgres } from '../../local/postgres';
import { projectRoot } from '../../local/processes';
import { startTemporal } from '../../local/temporal';
import { temporalTestServerPath } from '../../local/tools';
// Not where it is needed: sources of ours can be loaded only while jest loads its set-up.
import { SOURCES } from '../../workers/bundle';

/** Files that run one after the other share a namespace and keep apart by task queue; side by side they have one each. */
const namespaceOf = (worker: string): string => `test-${worker}`;

/** What a test may ask the host for. Each is started or built once per run, when the first test needs it. */
export interface Hosted {
  postgres: { adminUrl: string; ownerUrl: string; appUrl: string };
  temporal: { address: string; namespace: string };
  bundle: { codePath: string };
  testServer: { path: string };
  /** The rooms compiled, as `npm run build` does it: for tests that start, kill and restart real processes. */
  build: { folder: string };
}

/** Holds the servers of one jest run. Unit tests ask for nothing, so nothing is started for them. */
export class TestHost {
  private readonly folder = mkdtempSync(join(tmpdir(), 'partner-lifecycle-test-'));
  private readonly asked = new Map<string, Promise<Hosted[keyof Hosted]>>();
  private readonly stops: (() => Promise<void>)[] = [];
  private lastTemporal: Promise<unknown> = Promise.resolve();
  /** Ends what tests and servers left, by the state files in the run's folder, once its pipe closes. */
  private readonly watchdog = this.startWatchdog();
  private readonly server: Server = createServer((request, response) => {
    // A connection kept for the next question may be closed by us in the very moment in which it is asked.
    response.shouldKeepAlive = false;
    const [what = '', worker = ''] = (request.url ?? '').slice(1).split('/');
    this.answer(what, worker).then(
      (body) => response.end(JSON.stringify(body)),
      (error: Error) => response.writeHead(500).end(error.stack ?? error.message),
    );
  });

  /** Listens on a free port and returns the address for `TEST_HOST`; `TEST_FOLDER` is where tests put what they keep. */
  async start(): Promise<string> {
    process.env['TEST_FOLDER'] = this.folder;
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.server.unref();
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    // Whatever is still starting must first be there to be stopped; its failure was the asking test's.
    await Promise.allSettled(this.asked.values());
    await Promise.all(this.stops.map((stop) => stop()));
    this.server.closeAllConnections();
    this.server.close();
    const swept = once(this.watchdog, 'exit');
    this.watchdog.ref();
    this.watchdog.stdin?.end();
    await swept;
  }

  /** `worker`: the one of jest's processes that asks. */
  private answer(what: string, worker: string): Promise<Hosted[keyof Hosted]> {
    const makers: { [K in keyof Hosted]: () => Promise<Hosted[K]> } = {
      postgres: () => this.postgres(),
      temporal: () => this.temporal(namespaceOf(worker)),
      bundle: async () => ({ codePath: await bundleOnce() }),
      build: async () => ({ folder: await buildOnce() }),
      testServer: async () => ({ path: await temporalTestServerPath() }),
    };
    if (!(what in makers)) return Promise.reject(new Error(`The test host has no "${what}".`));
    const once = what === 'temporal' ? `${what}/${worker}` : what;
    const known = this.asked.get(once) ?? makers[what as keyof Hosted]();
    this.asked.set(once, known);
    return known;
  }

  private async postgres(): Promise<Hosted['postgres']> {
    const { adminUrl, ownerUrl, appUrl, stop } = await startPostgres({
      dataDir: join(this.folder, 'postgres'),
      fsync: false,
    });
    this.stops.push(stop);
    return { adminUrl, ownerUrl, appUrl };
  }

  /** The first one who asks starts the server, and one after the other joins it in a namespace of their own. */
  private async temporal(namespace: string): Promise<Hosted['temporal']> {
    const dataDir = join(this.folder, 'temporal');
    const before = this.lastTemporal;
    const joining = Promise.allSettled([before]).then(() => startTemporal({ dataDir, namespace, headless: true }));
    this.lastTemporal = joining;
    const { address, stop } = await joining;
    this.stops.push(stop);
    return { address, namespace };
  }

  /** It lives apart, so that it works however jest ends: orderly, by Ctrl-C or by kill -9. */
  private startWatchdog(): ChildProcess {
    // A remembered pid may be a stranger's by now: only what has the run's folder in its command line is ended.
    const script = String.raw`cat >/dev/null
      pids=$(find "$1" -name postmaster.pid -exec head -n 1 {} \;
        find "$1" -name '*.json' -exec grep -oh '"pid":[0-9]*' {} \; | cut -d: -f2)
      for pid in $pids; do
        { tr '\0' ' ' <"/proc/$pid/cmdline" || ps -o command= -p "$pid"; } | grep -qF "$1" && kill -KILL "$pid" && sleep 0.2
      done
      rm -rf "$1"`;
    const watchdog = spawn('sh', ['-c', script, 'watchdog', this.folder], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    watchdog.unref();
    (watchdog.stdin as unknown as { unref(): void }).unref();
    return watchdog;
  }
}

const CACHE = join(projectRoot(), 'node_modules', '.cache', 'partner-lifecycle-engine');
const DAY_MS = 86_400_000;

/** Bundles the workflows unless these very sources were bundled before: webpack takes seconds, a hash takes none. */
async function bundleOnce(): Promise<string> {
  return cached('workflows', ['workflows', 'domain'], async (file) => {
    const { bundleWorkflowCode, DefaultLogger } = await import('@temporalio/worker');
    const { code } = await bundleWorkflowCode({ ...SOURCES, logger: new DefaultLogger('ERROR') });
    writeFileSync(file, code);
  });
}

async function buildOnce(): Promise<string> {
  const rooms = ['domain', 'programs', 'workflows', 'activities', 'connectors', 'database', 'workers', 'api', 'local'];
  return cached('build', [...rooms, 'web'], async (folder) => {
    const bin = (name: string): string => join(projectRoot(), 'node_modules', '.bin', name);
    const swc = bin('swc');
    await promisify(execFile)(swc, [...rooms, '-d', folder, '--copy-files', '--quiet'], { cwd: projectRoot() });
    const console = ['--config', join('web', 'vite.config.mts'), '--outDir', join(folder, 'web'), '--emptyOutDir'];
    await promisify(execFile)(bin('vite'), ['build', ...console, '--logLevel', 'warn'], { cwd: projectRoot() });
    // As in production: a worker that is started again and again must not bundle each time.
    await promisify(execFile)(process.execPath, [join(folder, 'workers', 'bundle.js')], { cwd: projectRoot() });
  });
}

/** Makes something from the sources of these rooms, once per content; what was not used for a day is swept out. */
async function cached(name: string, rooms: string[], make: (path: string) => Promise<void>): Promise<string> {
  const path = join(CACHE, `${name}-${sourceHash(rooms)}`);
  if (existsSync(path)) {
    utimesSync(path, new Date(), new Date());
    return path;
  }
  mkdirSync(CACHE, { recursive: true });
  for (const entry of readdirSync(CACHE)) {
    const old = Date.now() - statSync(join(CACHE, entry)).mtimeMs > DAY_MS;
    if (old) rmSync(join(CACHE, entry), { recursive: true, force: true });
  }
  const part = `${path}.${process.pid}.part`;
  await make(part);
  // A run beside this one may have been quicker; its result is the same.
  if (existsSync(path)) rmSync(part, { recursive: true, force: true });
  else renameSync(part, path);
  return path;
}

function sourceHash(rooms: string[]): string {
  const hash = createHash('sha256').update(readFileSync(join(projectRoot(), 'package-lock.json')));
  for (const room of rooms) {
    const files = readdirSync(join(projectRoot(), room), { recursive: true, withFileTypes: true });
    const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
    for (const path of paths.sort()) hash.update(`\0${path}\0`).update(readFileSync(path));
  }
  return hash.digest('hex').slice(0, 16);
}
