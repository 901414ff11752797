/**
 * A payout with all that it was calculated from, so that anybody can calculate it again: offline, years later, with the
 * code of that day. It is what finance files away, and what CI recomputes so that no change can alter a past payout.
 */
import { contentHash, sha256Hex } from '../hash';
import type { ProgramVersion } from '../program';
import { formatAmount } from '../money';
import type { EventPosting } from './event-pricing';
import type { ProvenBooks } from './payout-recomputed';
import { booksByPartner, lineKey, placeOf, pricedAgain } from './payout-recomputed';
import type { PeriodPosting } from './period-pricing';

/** The form of the document; another number when old ones could not be read any more. */
export const PROOF_FORM = 'payout-proof/1';

/** A posted earning. Amounts of a proof are minor units in decimal digits. */
export interface ProvenEarning {
  earningId: string;
  source: string;
  saleId: string;
  saleKey: string;
  ruleId: string;
  revision: number;
  period: string;
  amountMinor: string;
  tier: string;
  version: number;
  /** Every number that led to the amount. */
  trace: PeriodPosting['trace'] | EventPosting['trace'];
  /** Whose sale or event it is; absent in proofs from before events were priced, where all are the partner's own. */
  ofPartnerId?: string;
  /** Paid on top of the whole. */
  overlay?: boolean;
  /** Whether this payout pays it; the others belong to the same periods, and earlier or later payouts. */
  paid: boolean;
  /** What wrote it: resolves to the events of a history. */
  cites: { workflowId: string; runId: string; historyLength: number; businessKey: string };
}

/** What the content hash of a payout is made of. */
interface HashedPayout {
  payoutId: string;
  partnerId: string;
  /** Which of the partner's people has earned it; absent for the partner's own. */
  personId?: string;
  period: string;
  currency: string;
  amountMinor: string;
  earningsDigest: string;
  /** Of a partner's payout whose approval covers people: the hash of the content hashes of theirs. */
  peopleDigest?: string;
}

/** A payout and its inputs: the books of the partner itself, and of those in whose events it has a share. */
export interface PayoutProof extends ProvenBooks {
  form: typeof PROOF_FORM;
  programId: string;
  payout: HashedPayout & {
    revision: number;
    contentHash: string;
    state: 'calculated' | 'due' | 'void';
    workflowId: string;
  };
  /** Of a person's payout: the partner's of the same close, which is what was approved, and the content hashes of all that it covers. */
  coveredBy?: HashedPayout & { contentHash: string; covers: string[] };
  /** Who has approved exactly this; null before. */
  approval: { approvalId: string; workflowId: string; subjectHash: string | null; approvedBy: string[] } | null;
  /** Every version that priced one of the periods, whole. */
  versions: Pick<ProgramVersion, 'version' | 'contentHash' | 'document' | 'clock' | 'calendar' | 'regionCalendars'>[];
  others?: (ProvenBooks & { partnerId: string })[];
  /** All revisions of the periods that the payout pays something of. */
  earnings: ProvenEarning[];
  /**
   * The hash of all the rest; absent in older proofs. It finds what moves no amount of this payout; whoever makes it
   * anew still cannot change what does.
   */
  hash?: string;
}

/** The hash of a proof: all of it but the hash itself. */
export function proofHash({ hash: _hash, ...rest }: PayoutProof): string {
  return contentHash(rest);
}

/** What does not agree, and where. */
export interface ProofFinding {
  where: string;
  what: string;
}

/** What a recomputation found; without findings the payout is proven. */
export interface ProofResult {
  findings: ProofFinding[];
  /** Earnings that were priced again, and those of them that the payout pays. */
  earnings: number;
  paid: number;
  /** What the payout's earnings come to. */
  amountMinor: bigint;
}

/** Calculates a payout again from what its proof holds, and nothing else. */
export function provePayout(proof: PayoutProof): ProofResult {
  const paid = proof.earnings.filter((earning) => earning.paid);
  const amountMinor = sumOf(paid);
  const findings = [
    ...fileFindings(proof),
    ...versionFindings(proof),
    ...payoutFindings(proof, paid, amountMinor),
    ...approvalFindings(proof),
    ...lineFindings(proof),
  ];
  return { findings, earnings: proof.earnings.length, paid: paid.length, amountMinor };
}

/** The digest of the earnings that a payout pays, as the database makes it. */
function earningsDigest(earnings: readonly Pick<ProvenEarning, 'earningId' | 'amountMinor'>[]): string {
  const lines = earnings.map(({ earningId, amountMinor }) => `${earningId}:${amountMinor}`);
  return sha256Hex(lines.sort((a, b) => (a < b ? -1 : 1)).join(','));
}

/** The hash of what finance approves, as the database makes it. */
function payoutHash(payout: HashedPayout): string {
  const { payoutId, partnerId, personId, period, currency, amountMinor, earningsDigest: digest, peopleDigest } = payout;
  const people = peopleDigest === undefined ? [] : [`people/${peopleDigest}`];
  const person = personId === undefined ? [] : [`person/${personId}`];
  return sha256Hex([payoutId, partnerId, period, currency, amountMinor, digest, ...people, ...person].join('|'));
}

const sumOf = (earnings: readonly ProvenEarning[]): bigint =>
  earnings.reduce((sum, { amountMinor }) => sum + BigInt(amountMinor), 0n);

function fileFindings(proof: PayoutProof): ProofFinding[] {
  if (proof.hash === undefined || proof.hash === proofHash(proof)) return [];
  return [{ where: proof.payout.payoutId, what: 'the file is not the one that its hash was made of' }];
}

function versionFindings(proof: PayoutProof): ProofFinding[] {
  const { versions, programId } = proof;
  const findings: ProofFinding[] = [];
  for (const { version, contentHash: told, document, clock, calendar, regionCalendars } of versions)
    if (contentHash({ document, clock, calendar, regionCalendars }) !== told)
      findings.push({
        where: `${programId}@${version}`,
        what: 'the document is not the one that its hash was made of',
      });
  const known = new Set(versions.map(({ version }) => version));
  for (const { pins } of booksByPartner(proof).values())
    for (const [period, version] of Object.entries(pins))
      if (!known.has(version))
        findings.push({ where: period, what: `priced by version ${version}, which is not here` });
  return findings;
}

function payoutFindings({ payout }: PayoutProof, paid: ProvenEarning[], amountMinor: bigint): ProofFinding[] {
  const where = payout.payoutId;
  const findings: ProofFinding[] = [];
  if (String(amountMinor) !== payout.amountMinor) {
    const [told, found] = [BigInt(payout.amountMinor), amountMinor].map((minor) =>
      formatAmount(minor, payout.currency),
    );
    findings.push({ where, what: `pays ${told}, and its earnings come to ${found} ${payout.currency}` });
  }
  if (earningsDigest(paid) !== payout.earningsDigest)
    findings.push({ where, what: 'the digest is not that of these earnings' });
  if (payoutHash(payout) !== payout.contentHash)
    findings.push({ where, what: 'the content hash is not that of this payout' });
  return findings;
}

function approvalFindings({ payout, approval, coveredBy }: PayoutProof): ProofFinding[] {
  const where = payout.payoutId;
  const findings = coveredBy === undefined ? [] : coverFindings(payout, coveredBy);
  if (coveredBy === undefined && payout.personId !== undefined)
    findings.push({ where, what: 'is a person’s, and nothing says what covers it' });
  if (approval === null)
    return payout.state === 'due' ? [...findings, { where, what: 'is due, and nobody has approved it' }] : findings;
  if (approval.subjectHash !== (coveredBy ?? payout).contentHash)
    findings.push({ where: approval.approvalId, what: 'approved another content than this payout' });
  if (approval.approvedBy.length === 0) findings.push({ where: approval.approvalId, what: 'has no approving person' });
  return findings;
}

/** A person's payout is approved with the partner's: that one's content holds the hashes of all that it covers. */
function coverFindings(
  payout: PayoutProof['payout'],
  { contentHash: told, covers, ...head }: NonNullable<PayoutProof['coveredBy']>,
): ProofFinding[] {
  const where = head.payoutId;
  const findings: ProofFinding[] = [];
  if (payoutHash(head) !== told) findings.push({ where, what: 'the content hash is not that of this payout' });
  if (sha256Hex(covers.join(',')) !== head.peopleDigest)
    findings.push({ where, what: 'the digest is not that of the payouts that it covers' });
  const isOfTheSame = head.partnerId === payout.partnerId && head.period === payout.period;
  if (!covers.includes(payout.contentHash) || !isOfTheSame)
    findings.push({ where, what: `does not cover ${payout.payoutId}` });
  return findings;
}

/** Each (sale, rule) of the periods, priced from scratch, against all that was posted for it. */
function lineFindings(proof: PayoutProof): ProofFinding[] {
  const { earnings, payout } = proof;
  const posted = new Map<string, { amountMinor: bigint; where: string }>();
  for (const earning of earnings) {
    const key = lineKey(earning);
    const amountMinor = (posted.get(key)?.amountMinor ?? 0n) + BigInt(earning.amountMinor);
    posted.set(key, { amountMinor, where: placeOf(earning) });
  }
  const priced = pricedAgain(proof);
  const findings: ProofFinding[] = [];
  for (const key of new Set([...posted.keys(), ...priced.keys()])) {
    const [told, found] = [posted.get(key)?.amountMinor ?? 0n, priced.get(key)?.amountMinor ?? 0n];
    if (told === found) continue;
    const where = (posted.get(key) ?? priced.get(key)!).where;
    const [a, b] = [told, found].map((minor) => formatAmount(minor, payout.currency));
    findings.push({ where, what: `${a} was posted, and the plan gives ${b} ${payout.currency}` });
  }
  const books = booksByPartner(proof);
  for (const earning of earnings)
    if (books.get(earning.ofPartnerId ?? payout.partnerId)?.pins[earning.period] !== earning.version)
      findings.push({
        where: placeOf(earning),
        what: `was posted by version ${earning.version}, which its period does not pin`,
      });
  return findings;
}
