import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startIssuer } from '../../local/issuer';
import type { RunningIssuer } from '../../local/issuer';
import { startMailbox } from '../../local/mailbox';
import type { Mailbox } from '../../local/mailbox';
import { startPartnerWorld } from '../../local/partner-world';
import type { PartnerWorld } from '../../local/partner-world';
import { startPaymentProvider } from '../../local/payment-provider';
import type { PaymentProvider } from '../../local/payment-provider';
import { fromHost } from './servers';

/** The compiled file of a source, such as `local/partner-world-main`: what a real process of ours runs. */
export async function builtProgram(source: string): Promise<string> {
  const { folder } = await fromHost('build');
  return join(folder, `${source}.js`);
}

/** A folder of its own for what a test's processes keep; it and whatever runs on it are swept at the run's end. */
export function freshFolder(prefix = 'ple'): string {
  return mkdtempSync(join(process.env['TEST_FOLDER'] ?? tmpdir(), `${prefix}-`));
}

/** The third parties as a real process; the test stops it. */
export async function freshPartnerWorld(dataDir = freshFolder('world')): Promise<PartnerWorld> {
  return startPartnerWorld({ dataDir, entry: await builtProgram('local/partner-world-main') });
}

/** The payment provider as a real process; the test stops it. */
export async function freshPaymentProvider(dataDir = freshFolder('payments')): Promise<PaymentProvider> {
  return startPaymentProvider({ dataDir, entry: await builtProgram('local/payment-provider-main') });
}

/** The laptop's mail server as a real process; the test stops it. */
export async function freshMailbox(dataDir = freshFolder('mailbox')): Promise<Mailbox> {
  return startMailbox({ dataDir, entry: await builtProgram('local/mailbox-main') });
}

/** The laptop's issuer as a real process; the test stops it. */
export async function freshIssuer(dataDir = freshFolder('issuer')): Promise<RunningIssuer> {
  return startIssuer({ dataDir, entry: await builtProgram('local/issuer-main') });
}
