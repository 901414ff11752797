import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { WorkflowIdReusePolicy } from '@temporalio/common';
import type { FastifyReply } from 'fastify';
import { accountVault } from '../../database/intake/account-vault';
import { DomainError } from '../../domain/errors';
import { paymentReportId, rowId } from '../../domain/ids';
import type { ProviderMessageContent, ReportDecision } from '../../domain/incentivize/payment-report';
import { PAYMENT_PROVIDER, PAYMENT_REPORT_KIND, REPORT_DECISION_KIND } from '../../domain/incentivize/payment-report';
import type { FileMethod, PayoutMethod } from '../../domain/incentivize/payout-method';
import type { PaymentReportInput, PaymentReportResult } from '../../workflows/incentivize/payment-report.messages';
import { PAYMENT_REPORT } from '../../workflows/incentivize/payment-report.messages';
import type { Principal } from '../auth/principal';
import { answerPending } from '../http/pending';
import type { Attempt } from '../idempotency.interceptor';
import { Messages } from '../messages';
import type { ApiSettings } from '../settings';
import { Temporal } from '../temporal';
import { SETTINGS } from '../tokens';
import type { PaymentReportTakenDto } from './payment-reports.dto';
import { WordsByIntake } from './words-by-intake';

/** Who asks, and how it is answered. */
export interface ReportRequest {
  me: Principal;
  attempt: Attempt;
  reply: FastifyReply;
}

/** Hands reports about payments, and decisions about them, to a short workflow each. */
@Injectable()
export class PaymentReportDesk {
  constructor(
    @Inject(SETTINGS) private readonly settings: ApiSettings,
    private readonly words: WordsByIntake,
    private readonly messages: Messages,
    private readonly temporal: Temporal,
  ) {}

  /**
   * Takes a file in; the same file is the same report, whoever brings it.
   * @throws PAYEE.NO_KEY, PAYMENT.FILE, whatever the recording refuses
   */
  async take(request: ReportRequest, rail: FileMethod, text: string): Promise<PaymentReportTakenDto> {
    const { me, attempt } = request;
    const { accountKeys } = this.settings;
    if (accountKeys === undefined)
      throw new DomainError('PAYEE.NO_KEY', 'Files of payments cannot be kept: ask the operator to set ACCOUNT_KEYS.');
    const reportId = rowId('prp', `${rail}/${createHash('sha256').update(text).digest('hex')}`);
    const workflowId = paymentReportId(reportId);
    const intakeId = rowId('in', `${workflowId}/${attempt.id}`);
    // There are names and accounts in it: sealed like every bank detail.
    const content = { ...accountVault(accountKeys).seal(text, reportId) };
    await this.start({
      ...{ workflowId, content, kind: PAYMENT_REPORT_KIND, principal: me.personId },
      input: { reportId, rail, intakeId, step: 'take' },
    });
    return this.answer(request, { workflowId, reportId });
  }

  /** @throws whatever the recording refuses */
  async decide(
    request: ReportRequest,
    of: { reportId: string; rail: PayoutMethod },
    decision: Omit<ReportDecision, 'reportId'>,
  ): Promise<PaymentReportTakenDto> {
    const { me, attempt } = request;
    const { reportId, rail } = of;
    const workflowId = paymentReportId(reportId, attempt.id);
    const intakeId = rowId('in', workflowId);
    await this.start({
      ...{ workflowId, kind: REPORT_DECISION_KIND, principal: me.personId },
      content: { reportId, ...decision },
      input: { reportId, rail, intakeId, step: 'decide' },
    });
    return this.answer(request, { workflowId, reportId });
  }

  /**
   * Takes a message of the provider in, whose signature was checked. Repeating it is harmless.
   * @throws INTAKE.CONFLICT where a message with this id said something else
   */
  async hear(messageId: string, content: ProviderMessageContent): Promise<void> {
    const reportId = rowId('prp', `provider/${messageId}`);
    const workflowId = paymentReportId(reportId);
    const intakeId = rowId('in', workflowId);
    await this.start({
      ...{ workflowId, kind: PAYMENT_REPORT_KIND, principal: PAYMENT_PROVIDER },
      content,
      input: { reportId, rail: 'provider', intakeId, step: 'take' },
    });
  }

  private async start(given: {
    workflowId: string;
    kind: string;
    principal: string;
    content: object;
    input: PaymentReportInput;
  }): Promise<void> {
    const { input, ...words } = given;
    const { intakeId, rail, step, reportId } = input;
    await this.words.start({ ...words, intakeId }, PAYMENT_REPORT, {
      args: [input],
      // Whoever was refused stands in nobody's way; what was taken in is answered from its rows. A message is one for ever.
      workflowIdReusePolicy:
        rail === 'provider' ? WorkflowIdReusePolicy.REJECT_DUPLICATE : WorkflowIdReusePolicy.ALLOW_DUPLICATE,
      staticSummary: step === 'take' ? `A report about payments by ${rail}` : 'A decision about a report',
      staticDetails: `Brought by \`${words.principal}\`: report \`${reportId}\`. What it says is in Postgres only.`,
    });
  }

  private async answer(
    { attempt, reply }: ReportRequest,
    { workflowId, reportId }: { workflowId: string; reportId: string },
  ): Promise<PaymentReportTakenDto> {
    const answer = await this.messages.resultOf<PaymentReportResult>(workflowId);
    const temporalUrl = this.temporal.linkTo(workflowId);
    const reportUrl = `/v1/payment-reports/${reportId}`;
    if (!answer.answered) return answerPending(reply, attempt, { statusUrl: reportUrl, temporalUrl });
    const { state: report, entries } = answer.result;
    reply.header('location', reportUrl);
    return { state: 'done', reportId, report, entries, reportUrl, temporalUrl };
  }
}
