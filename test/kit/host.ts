import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../../local/postgres';
import { projectRoot } from '../../local/processes';
import { startTemporal } from '../../local/temporal';
import { temporalTestServerPath } from '../../local/tools';

/** The namespace that test files share; they keep apart by task queue. */
export const SHARED_NAMESPACE = 'test';

/** What a test may ask the host for. Each is started or built once per run, when the first test needs it. */
export interface Hosted {
  postgres: { adminUrl: string; ownerUrl: string; appUrl: string };
  temporal: { address: string; namespace: string };
  bundle: { codePath: string };
  testServer: { path: string };
}

/** Holds the servers of one jest run. Unit tests ask for nothing, so nothing is started for them. */
export class TestHost {
  private readonly folder = mkdtempSync(join(tmpdir(), 'partner-lifecycle-test-'));
  private readonly asked = new Map<keyof Hosted, Promise<Hosted[keyof Hosted]>>();
  private readonly stops: (() => Promise<void>)[] = [];
  private readonly server: Server = createServer((request, response) => {
    this.answer((request.url ?? '').slice(1)).then(
      (body) => response.end(JSON.stringify(body)),
      (error: Error) => response.writeHead(500).end(error.stack ?? error.message),
    );
  });

  /** Listens on a free port and returns the address for `TEST_HOST`. */
  async start(): Promise<string> {
    this.startWatchdog();
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
    rmSync(this.folder, { recursive: true, force: true });
  }

  private answer(what: string): Promise<Hosted[keyof Hosted]> {
    const makers: { [K in keyof Hosted]: () => Promise<Hosted[K]> } = {
      postgres: () => this.postgres(),
      temporal: () => this.temporal(),
      bundle: async () => ({ codePath: await bundleOnce() }),
      testServer: async () => ({ path: await temporalTestServerPath() }),
    };
    if (!(what in makers)) return Promise.reject(new Error(`The test host has no "${what}".`));
    const name = what as keyof Hosted;
    const known = this.asked.get(name) ?? makers[name]();
    this.asked.set(name, known);
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

  private async temporal(): Promise<Hosted['temporal']> {
    const dataDir = join(this.folder, 'temporal');
    const { address, namespace, stop } = await startTemporal({ dataDir, namespace: SHARED_NAMESPACE, headless: true });
    this.stops.push(stop);
    return { address, namespace };
  }

  /** Cleans up after a run that cannot do it: its pipe closes when jest ends, in whatever way, kill -9 included. */
  private startWatchdog(): void {
    const script = `cat >/dev/null
      [ -d "$1" ] || exit 0
      kill -INT $(head -n 1 "$1/postgres/cluster/postmaster.pid")
      kill -KILL $(sed 's/.*"pid":\\([0-9]*\\).*/\\1/' "$1/temporal/temporal.json")
      sleep 2; rm -rf "$1"`;
    const options = { detached: true, stdio: ['pipe', 'ignore', 'ignore'] } as const;
    const watchdog = spawn('sh', ['-c', script, 'watchdog', this.folder], options);
    watchdog.unref();
    (watchdog.stdin as unknown as { unref(): void }).unref();
  }
}

/** Bundles the workflows unless these very sources were bundled before: webpack takes seconds, a hash takes none. */
async function bundleOnce(): Promise<string> {
  const root = projectRoot();
  const workflowsPath = join(root, 'workflows', 'index.ts');
  if (!existsSync(workflowsPath)) throw new Error('There is no workflows/index.ts to bundle yet.');
  const cache = join(root, 'node_modules', '.cache', 'partner-lifecycle-engine');
  const codePath = join(cache, `workflows-${sourceHash(root)}.js`);
  if (existsSync(codePath)) return codePath;
  const { bundleWorkflowCode, DefaultLogger } = await import('@temporalio/worker');
  const { code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
  mkdirSync(cache, { recursive: true });
  for (const name of readdirSync(cache)) if (name.startsWith('workflows-')) rmSync(join(cache, name), { force: true });
  const part = `${codePath}.${process.pid}.part`;
  writeFileSync(part, code);
  renameSync(part, codePath);
  return codePath;
}

function sourceHash(root: string): string {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  for (const room of ['workflows', 'domain']) {
    const files = readdirSync(join(root, room), { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((name) => name.endsWith('.ts')).sort()) {
      hash.update(`\0${room}/${file}\0`).update(readFileSync(join(root, room, file)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}
