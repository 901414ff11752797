import { createHash } from 'node:crypto';
import type { FileReading, FileResult } from '../../connectors/payment-rails/rail';
import type { PaymentReportOrders } from '../../database/repositories/payment-report-orders';
import type { ReportEntry } from '../../database/repositories/payment-reports';
import type { Queryable } from '../../database/sql';
import type { Refusal } from '../../domain/errors';
import { DomainError, isRefusal } from '../../domain/errors';
import { rowId } from '../../domain/ids';
import type {
  ProviderMessageContent,
  ReportDecision,
  ReportFileContent,
  ReportState,
  ReportTaken,
  ReportTicket,
} from '../../domain/incentivize/payment-report';
import { needsConfirmation } from '../../domain/incentivize/payment-report';
import { formatAmount, toSafeMinor } from '../../domain/money';
import type { Activities } from '../index';
import { alive } from '../shared/alive';
import type { Deps } from '../shared/deps';
import { applyEntries } from './payment-report-entries';
import type { EntryDeps } from './payment-report-entries';
import type { Payments } from './payout-submission';
import { tellStages } from './settled-facts';

/** What reports about payments need. */
export interface PaymentReportDeps extends EntryDeps, Pick<Deps, 'db' | 'paymentFiles' | 'lifecycles'> {
  reportOrders: Pick<PaymentReportOrders, 'take' | 'decide'>;
  payments: Payments | null;
}

/** What came back about payments: taken in once, all of it or nothing. */
export function paymentReports(deps: PaymentReportDeps): Pick<Activities, 'takePaymentReport' | 'decidePaymentReport'> {
  return {
    /** Idempotent by report id, which is the content's, and by each attempt's state. Undo: none, a later report says more. */
    takePaymentReport: (ticket) =>
      alive(() =>
        told(
          deps,
          ticket,
          deps.reportOrders.take<ReportTaken>(ticket, async (tx, staged) => {
            if (await deps.paymentReports.lockReport(tx, ticket.reportId)) return takenOf(deps, tx, ticket);
            const { reportId, rail, origin } = ticket;
            const { contentHash, entries } =
              rail === 'provider'
                ? { contentHash: staged.contentHash, entries: await entriesOfMessage(deps, tx, staged.content) }
                : await entriesOfFile(deps, tx, { ticket, content: staged.content });
            const state: ReportState = needsConfirmation(rail) ? 'proposed' : 'applied';
            const { principal: reportedBy, stagedWallMs: wallMs } = staged;
            await deps.paymentReports.insertReport(tx, {
              origin,
              reportId,
              rail,
              state,
              contentHash,
              reportedBy,
              wallMs,
            });
            await deps.paymentReports.insertEntries(tx, reportId, entries);
            if (state === 'applied') await applyEntries(deps, tx, ticket);
            return takenOf(deps, tx, ticket, state);
          }),
        ),
      ),

    /** Idempotent by intake id; a report is decided once. Undo: none for what is confirmed, a later report says more. */
    decidePaymentReport: (ticket) =>
      alive(() =>
        told(
          deps,
          ticket,
          deps.reportOrders.decide<ReportTaken>(ticket, async (tx, staged) => {
            const { reportId } = ticket;
            const { decision, reportId: about } = staged.content as unknown as ReportDecision;
            const report = about === reportId ? await deps.paymentReports.lockReport(tx, reportId) : null;
            if (report === null) throw new DomainError('REQUEST.NOT_FOUND', 'There is no such report.');
            if (report.state !== 'proposed')
              throw new DomainError('PAYOUT.STATE', `The report is ${report.state}: only a proposed one is decided.`);
            if (report.reportedBy === staged.principal)
              throw new DomainError(
                'APPROVAL.EXCLUDED',
                'You brought this report: somebody else of finance has to confirm it.',
              );
            const state: ReportState = decision === 'confirm' ? 'applied' : 'declined';
            if (state === 'applied') await applyEntries(deps, tx, ticket);
            const { principal: personId, stagedWallMs: wallMs } = staged;
            await deps.paymentReports.decideReport(tx, { reportId, state, personId, wallMs });
            return takenOf(deps, tx, ticket, state);
          }),
        ),
      ),
  };
}

/** What was applied is told to the stages that may look for it, again after a retry. */
async function told(
  deps: PaymentReportDeps,
  { reportId }: ReportTicket,
  taking: Promise<ReportTaken | Refusal>,
): Promise<ReportTaken | Refusal> {
  const taken = await taking;
  if (!isRefusal(taken) && taken.state === 'applied') await tellStages(deps, { reportId });
  return taken;
}

async function takenOf(
  deps: Pick<Deps, 'paymentReports'>,
  tx: Queryable,
  { reportId }: ReportTicket,
  now?: ReportState,
): Promise<ReportTaken> {
  const state = now ?? (await deps.paymentReports.lockReport(tx, reportId))!.state;
  const runs = await deps.paymentReports.findReportRuns(tx, reportId);
  const entries = await deps.paymentReports.countEntries(tx, reportId);
  return { reportId, state, entries, runs: runs.map(({ workflowId }) => workflowId) };
}

/** @throws PAYMENT.FILE where the file cannot be read or believed as a whole */
async function entriesOfFile(
  deps: PaymentReportDeps,
  tx: Queryable,
  { ticket, content }: { ticket: ReportTicket; content: unknown },
): Promise<{ contentHash: string; entries: ReportEntry[] }> {
  const { rail: method, reportId } = ticket;
  const rail = method === 'provider' ? undefined : deps.payments?.files[method];
  if (deps.payments === null || rail === undefined || method === 'provider')
    throw new DomainError('PAYOUT.NO_RAIL', `The way "${method}" is not set up here: ask the operator.`);
  const text = deps.payments.vault.open(content as ReportFileContent, reportId);
  const contentHash = createHash('sha256').update(text).digest('hex');
  if (rowId('prp', `${method}/${contentHash}`) !== reportId)
    throw new DomainError('PAYMENT.FILE', 'The file is not the one that was sent. Send it again.');
  const references = rail.mentioned(text);
  const sent = await deps.paymentFiles.findFiledPayments(tx, { rail: method, references });
  const reading = rail.read(
    text,
    sent.map(({ attemptId, batchId, amountMinor, currency }) => ({
      ...{ paymentId: attemptId, batchId, currency, amountMinor: toSafeMinor(amountMinor) },
    })),
  );
  return { contentHash, entries: entriesOf(reading) };
}

function entriesOf({ results, strays }: FileReading): ReportEntry[] {
  const read = results.map(({ paymentId, outcome, reference, reason }: FileResult) => ({
    ...{ attemptId: paymentId, outcome, reference: reference ?? null, reason: reason ?? null },
    effect: 'waits' as const,
  }));
  const unread = strays.map(({ where, why }) => ({
    ...{ attemptId: null, outcome: null, reference: null, reason: `${where}: ${why}` },
    effect: 'stray' as const,
  }));
  return [...read, ...unread].map((entry, index) => ({ position: index + 1, ...entry }));
}

/** One message of the provider is one entry. */
async function entriesOfMessage(deps: PaymentReportDeps, tx: Queryable, content: unknown): Promise<ReportEntry[]> {
  const { paymentId, reference, state, amount, currency, reason } = content as ProviderMessageContent;
  const payment = await deps.paymentReports.findPayment(tx, paymentId);
  const stray = (why: string): ReportEntry[] => [
    { position: 1, attemptId: null, outcome: null, reference, reason: why, effect: 'stray' },
  ];
  if (payment === null) return stray(`${state}, but names no payment of ours.`);
  const asked = `${formatAmount(payment.amountMinor, payment.currency)} ${payment.currency}`;
  if (`${amount} ${currency}` !== asked)
    return stray(`payment ${paymentId}: the provider says ${amount} ${currency}, we asked for ${asked}.`);
  const outcome = state === 'pending' ? 'accepted' : state === 'failed' ? 'rejected' : state;
  return [{ position: 1, attemptId: payment.attemptId, outcome, reference, reason: reason ?? null, effect: 'waits' }];
}
