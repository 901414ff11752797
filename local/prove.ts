import { readFileSync } from 'node:fs';
import type { PayoutProof } from '../domain/incentivize/payout-proof';
import { PROOF_FORM, provePayout } from '../domain/incentivize/payout-proof';
import { formatAmount } from '../domain/money';

const HELP = `Calculates payouts again from their proofs, offline, and says what does not agree.

  npm run payout:prove -- <file> …   proofs, as GET /v1/partners/{id}/payouts/{payout}/proof gives them
  npm run payout:prove -- --help     this text

Ends with 0 when every payout is proven, 1 when something does not agree, 2 when a file cannot be read.
`;

/** The command line. @returns the exit code */
function main(args: string[]): number {
  if (args.length === 0 || args.includes('--help')) {
    process.stdout.write(HELP);
    return args.length === 0 ? 2 : 0;
  }
  const results = args.map((file) => proveFile(file));
  return Math.max(...results);
}

function proveFile(file: string): number {
  const proof = readProof(file);
  if (typeof proof === 'string') {
    process.stderr.write(`${file}: ${proof}\n`);
    return 2;
  }
  const { payoutId, partnerId, personId, period, currency, amountMinor } = proof.payout;
  const { findings, earnings, paid } = provePayout(proof);
  const amount = `${formatAmount(BigInt(amountMinor), currency)} ${currency}`;
  process.stdout.write(
    `${payoutId}: ${amount} to ${personId === undefined ? '' : `${personId} at `}${partnerId} for ${period}, ${paid} of ${earnings} earnings\n`,
  );
  for (const { where, what } of findings) process.stdout.write(`  ${where}: ${what}\n`);
  process.stdout.write(findings.length === 0 ? '  proven\n' : `  NOT PROVEN: ${findings.length} findings\n`);
  return findings.length === 0 ? 0 : 1;
}

/** @returns what is wrong with the file where it is no proof */
function readProof(file: string): PayoutProof | string {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return `cannot be read: ${(error as Error).message}`;
  }
  const { form } = (content ?? {}) as { form?: unknown };
  if (form !== PROOF_FORM) return `is no proof of a payout: "form" is ${JSON.stringify(form)}, not "${PROOF_FORM}"`;
  return content as PayoutProof;
}

process.exitCode = main(process.argv.slice(2));
