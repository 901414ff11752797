import { join } from 'node:path';
import { checkDatabase } from '../database/check';
import { migrate, userOf } from '../database/migrate';
import type { RunningIssuer } from './issuer';
import { startIssuer } from './issuer';
import type { Mailbox } from './mailbox';
import { startMailbox } from './mailbox';
import type { PartnerWorld } from './partner-world';
import { startPartnerWorld } from './partner-world';
import type { RunningPostgres } from './postgres';
import { startPostgres } from './postgres';
import type { RunningTemporal } from './temporal';
import { startTemporal } from './temporal';
import type { KeptUp } from './watch';
import { keepUp } from './watch';

/** The servers that a laptop brings along. */
export type ServerName = 'postgres' | 'temporal' | 'issuer' | 'partner-world' | 'mailbox';

/** What a part of the stack is brought up with. */
export interface Bringing {
  dataDir: string;
  /** Settings; an address in it replaces the embedded server. */
  given: NodeJS.ProcessEnv;
  /** The folder of the compiled rooms. */
  dist: string;
  /** How to end what was started, in the order of starting. */
  stops: (() => Promise<void>)[];
  /** The process of each embedded server as it is now. */
  pids: Partial<Record<ServerName, () => number>>;
  onCrash(message: string): void;
}

/** Postgres. Migrates where it owns the database; else checks the schema and says what to do. */
export async function bringDatabase(how: Bringing): Promise<{ databaseUrl: string }> {
  const { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl } = how.given;
  if (url !== undefined) {
    if (ownerUrl !== undefined) await migrate({ ownerUrl, appUser: userOf(url) });
    else await checkDatabase(url);
    return { databaseUrl: url };
  }
  const dataDir = join(how.dataDir, 'postgres');
  const postgres = await embedded<RunningPostgres>(how, {
    name: 'postgres',
    dataDir,
    start: (last) => startPostgres({ dataDir, port: last?.port }),
  });
  const { ownerUrl: owner, appUrl: databaseUrl } = postgres.now;
  await migrate({ ownerUrl: owner, appUser: userOf(databaseUrl) });
  return { databaseUrl };
}

/** Temporal with its UI. */
export async function bringTemporal(how: Bringing): Promise<{
  address: string;
  namespace: string;
  uiUrl: string;
  /** Whether whoever reaches the UI is believed to be who they say: only on a laptop. */
  trusted: boolean;
}> {
  const { given } = how;
  const namespace = given['TEMPORAL_NAMESPACE'] ?? 'partner-lifecycle';
  if (given['TEMPORAL_ADDRESS'] !== undefined)
    return { address: given['TEMPORAL_ADDRESS'], namespace, uiUrl: given['TEMPORAL_UI_URL'] ?? '', trusted: false };
  const dataDir = join(how.dataDir, 'temporal');
  const temporal = await embedded<RunningTemporal>(how, {
    name: 'temporal',
    dataDir,
    // The page that people have open is served again at the same place, too.
    start: (last) =>
      startTemporal({
        ...{ dataDir, namespace },
        ...(last && { port: portOf(`http://${last.address}`), uiPort: portOf(last.uiUrl) }),
      }),
  });
  const { address, uiUrl } = temporal.now;
  return { address, namespace, uiUrl, trusted: true };
}

/** The third parties, played by a process of ours. */
export async function bringThirdParties(how: Bringing): Promise<{ screeningUrl: string; scimUrl: string }> {
  const { SCREENING_URL: screeningUrl, SCIM_URL: scimUrl } = how.given;
  if (screeningUrl && scimUrl) return { screeningUrl, scimUrl };
  const dataDir = join(how.dataDir, 'partner-world');
  const entry = join(how.dist, 'local', 'partner-world-main.js');
  const world = await embedded<PartnerWorld>(how, {
    name: 'partner-world',
    dataDir,
    start: (last) => startPartnerWorld({ dataDir, entry, port: last && portOf(last.url) }),
  });
  return { screeningUrl: screeningUrl ?? world.now.screeningUrl, scimUrl: scimUrl ?? world.now.scimUrl };
}

/** Where mail goes: a mail server of ours that shows what it got, unless there is one. */
export async function bringMailbox(how: Bringing): Promise<{ smtpUrl: string; mailFrom: string; mailboxUrl: string }> {
  const { SMTP_URL: smtpUrl, MAIL_FROM: mailFrom = 'Partner lifecycle <lifecycle@vendor.example>' } = how.given;
  if (smtpUrl) return { smtpUrl, mailFrom, mailboxUrl: '' };
  const dataDir = join(how.dataDir, 'mailbox');
  const entry = join(how.dist, 'local', 'mailbox-main.js');
  const mailbox = await embedded<Mailbox>(how, {
    name: 'mailbox',
    dataDir,
    start: (last) => startMailbox({ dataDir, entry, port: last && portOf(last.url) }),
  });
  return { smtpUrl: mailbox.now.smtpUrl, mailFrom, mailboxUrl: mailbox.now.url };
}

/** Who signs people in, and how a named one gets a token. */
export async function bringIssuer(
  how: Bringing,
): Promise<{ issuerUrl: string; audience: string; tokenFor(name: string): Promise<string> }> {
  const { OIDC_ISSUER: issuerUrl, OIDC_AUDIENCE: audience = 'partner-lifecycle' } = how.given;
  if (issuerUrl !== undefined) {
    const tokenFor = (): Promise<string> =>
      Promise.reject(new Error('Tokens come from your own issuer (OIDC_ISSUER).'));
    return { issuerUrl, audience, tokenFor };
  }
  const dataDir = join(how.dataDir, 'issuer');
  const entry = join(how.dist, 'local', 'issuer-main.js');
  const issuer = await embedded<RunningIssuer>(how, {
    name: 'issuer',
    dataDir,
    start: (last) => startIssuer({ dataDir, entry, port: last && portOf(last.issuerUrl) }),
  });
  return {
    issuerUrl: issuer.now.issuerUrl,
    audience: issuer.now.audience,
    tokenFor: (name) => issuer.now.tokenFor(name),
  };
}

/** Starts or joins a server, keeps it up, and notes how it is ended and found. */
async function embedded<Kind extends { pid: number; stop(): Promise<void> }>(
  how: Bringing,
  server: { name: ServerName; dataDir: string; start(last?: Kind): Promise<Kind> },
): Promise<KeptUp<Kind>> {
  const kept = await keepUp<Kind>({ ...server, onCrash: how.onCrash });
  how.stops.push(() => kept.stop());
  how.pids[server.name] = () => kept.now.pid;
  return kept;
}

const portOf = (url: string): number => Number(new URL(url).port);
