import type { Pool, PoolClient } from 'pg';
import type { Refusal } from '../../domain/errors';
import { DomainError } from '../../domain/errors';
import type { JsonObject } from '../../domain/hash';
import { PAYMENT_PROVIDER, PAYMENT_REPORT_KIND, REPORT_DECISION_KIND } from '../../domain/incentivize/payment-report';
import type { ReportTicket } from '../../domain/incentivize/payment-report';
import { PAYOUT_RUN_ROLES } from '../../domain/incentivize/payout-run';
import type { Principal } from '../../domain/people/person-change';
import { auditActor, holdsRole } from '../../domain/people/person-change';
import type { IntakeStore, StagedContent } from '../intake/intake-store';
import type { PeopleRepository } from './people';
import type { Recording } from './recording';
import { recordOnce } from './recording';

/** What happens to a report once it is known who brings or decides it. */
export type ReportWork<T extends JsonObject> = (client: PoolClient, staged: StagedContent) => Promise<T>;

/** Reports about payments, and decisions about them: proof, rights, effect, audit, in one transaction. */
export class PaymentReportOrders {
  constructor(
    private readonly pool: Pool,
    private readonly intake: IntakeStore,
    private readonly people: Pick<PeopleRepository, 'principal'>,
  ) {}

  /** Takes a report in. Idempotent by intake id; whoever was refused stands in nobody's way. */
  take<T extends JsonObject>(ticket: ReportTicket, work: ReportWork<T>): Promise<T | Refusal> {
    return this.record({ ticket, kind: PAYMENT_REPORT_KIND, action: 'payment-report.take' }, work);
  }

  /** Records a decision about a report. Idempotent by intake id. */
  decide<T extends JsonObject>(ticket: ReportTicket, work: ReportWork<T>): Promise<T | Refusal> {
    return this.record({ ticket, kind: REPORT_DECISION_KIND, action: 'payment-report.decide' }, work);
  }

  private record<T extends JsonObject>(
    { ticket, kind, action }: { ticket: ReportTicket; kind: string; action: string },
    work: ReportWork<T>,
  ): Promise<T | Refusal> {
    const { origin, reportId, intakeId } = ticket;
    const subject = `payment-report/${reportId}`;
    const recording: Recording = {
      ...{ origin, action, subject, actor: 'unknown', partnerId: null, atMs: 0 },
      businessKey: `${origin.workflowId}/${intakeId}`,
    };
    return recordOnce<T>(this.pool, recording, {
      work: async (client, line) => {
        const staged = await this.intake.open(client, { intakeId, kind, target: origin.workflowId });
        if (staged.state !== 'open')
          throw new DomainError('AUTH.PROOF_INVALID', 'Nothing signed is staged for this. Send it again.');
        line.atMs = staged.stagedWallMs;
        line.reason = (staged.content as { reason?: string }).reason;
        const actor = await this.people.principal(client, staged.principal, staged.stagedWallMs);
        const told = actor?.personId === PAYMENT_PROVIDER && kind === PAYMENT_REPORT_KIND && ticket.rail === 'provider';
        if (actor === null || !(told || isFinance(actor, ticket)))
          throw new DomainError(
            'AUTH.FORBIDDEN',
            `Reports about payments need one of the roles ${PAYOUT_RUN_ROLES.join(', ')} for all regions.`,
          );
        line.actor = auditActor(actor);
        const outcome = await work(client, staged);
        await this.intake.close(client, intakeId, subject);
        return outcome;
      },
      refused: (client) => this.intake.close(client, intakeId, `refused/${origin.workflowId}`),
    });
  }
}

/** People bring files; what the provider says, nobody says for it. */
const isFinance = (actor: Principal, { rail }: ReportTicket): boolean =>
  rail !== 'provider' &&
  actor.kind === 'person' &&
  actor.partnerId === null &&
  holdsRole(actor, PAYOUT_RUN_ROLES, null);
