import { cpus, totalmem } from 'node:os';
import type { Ground } from './ground';

/** The machine, the servers and the day, in one line. */
export function machineText(servers: Ground['servers']): string {
  const cores = cpus();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  const machine = `${cores.length} cores (${cores[0]?.model.trim() ?? 'unknown'}), ${memory}`;
  const programs = `Node ${process.versions.node}, Postgres ${servers.postgres.split(' ')[0]}, Temporal ${servers.temporal} (development server)`;
  return `_${new Date().toISOString().slice(0, 10)}: ${machine}; ${programs}; all of it on this one machine._`;
}
