import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import type { JWK } from 'jose';
import { DEMO_IDENTITIES } from '../identities';
import type { DemoIdentity } from '../identities';
import { readIfThere, writeWhole } from '../processes';

const IDENTITIES_FILE = 'identities.json';

/** What must stay the same over restarts, or tokens and sessions would break. Readable by its owner only. */
export interface IssuerKeep {
  jwks: { keys: JWK[] };
  cookieKeys: string[];
  /** Lets `npm run token` ask for tokens: only who may read this folder can. */
  laptopSecret: string;
}

/** Reads the keys, or makes them the first time. */
export async function readKeep(dataDir: string): Promise<IssuerKeep> {
  const kept = readKept(dataDir);
  if (kept !== undefined) return kept;
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const key = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(key);
  const secret = () => randomBytes(32).toString('base64url');
  const made = {
    jwks: { keys: [{ ...key, kid, use: 'sig', alg: 'RS256' }] },
    cookieKeys: [secret()],
    laptopSecret: secret(),
  };
  writeWhole(join(dataDir, 'keep.json'), JSON.stringify(made), 0o600);
  return made;
}

/** The keys, if the issuer was ever started on this folder. */
export function readKept(dataDir: string): IssuerKeep | undefined {
  const text = readIfThere(join(dataDir, 'keep.json'));
  return text === undefined ? undefined : (JSON.parse(text) as IssuerKeep);
}

/** The identities as they are now: the file may be edited while the issuer runs. */
export function readIdentities(dataDir: string): readonly DemoIdentity[] {
  const text = readIfThere(join(dataDir, IDENTITIES_FILE));
  return text === undefined ? DEMO_IDENTITIES : (JSON.parse(text) as DemoIdentity[]);
}

/** Writes the first identities into the file, so that there is something to edit. */
export function keepIdentities(dataDir: string): void {
  const file = join(dataDir, IDENTITIES_FILE);
  if (readIfThere(file) === undefined) writeWhole(file, `${JSON.stringify(DEMO_IDENTITIES, null, 2)}\n`);
}
