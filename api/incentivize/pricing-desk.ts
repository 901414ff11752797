import { Injectable } from '@nestjs/common';
import { IdempotencyStore } from '../../database/intake/idempotency-store';
import { EarningsView } from '../../database/views/earnings';
import type { PricingRunView } from '../../database/views/earnings';
import { ProgramsView } from '../../database/views/programs';
import { periodDays } from '../../domain/calendar';
import { DomainError } from '../../domain/errors';
import type { Json } from '../../domain/hash';
import { pricingRunId, rowId } from '../../domain/ids';
import type { StagedPricing } from '../../domain/incentivize/pricing-run';
import { PRICING_KIND } from '../../domain/incentivize/pricing-run';
import type { PricingInput } from '../../workflows/incentivize/pricing.messages';
import { PRICING } from '../../workflows/incentivize/pricing.messages';
import type { Principal } from '../auth/principal';
import { sightOf } from '../auth/principal';
import { notFound } from '../http/ids';
import type { Attempt } from '../idempotency.interceptor';
import { WordsByIntake } from './words-by-intake';

/** What the Temporal UI shows of a run. */
const DETAILS = 'Earnings only: nobody is asked, and nothing is paid. Pricing again posts differences only.';

/** Where a run is looked up before it has a row: by the id of its request. */
const targetOf = (runId: string): string => `pricing/${runId}`;

/** Pricing runs: staged, started, and found again. */
@Injectable()
export class PricingDesk {
  constructor(
    private readonly words: WordsByIntake,
    private readonly earnings: EarningsView,
    private readonly programs: ProgramsView,
    private readonly requests: IdempotencyStore,
  ) {}

  /**
   * Starts a run. Repeating it with the same key is harmless.
   * @throws PROGRAM.NOT_PUBLISHED, CALENDAR.INVALID, REQUEST.RULE for periods out of order
   */
  async start(me: Principal, asked: StagedPricing, attempt: Attempt): Promise<{ runId: string; workflowId: string }> {
    await this.check(asked);
    const runId = `prc_${attempt.id}`;
    const workflowId = pricingRunId(asked.programId, runId);
    await attempt.noteTarget(targetOf(runId));
    const intakeId = rowId('in', workflowId);
    const title = `${asked.programId} from ${asked.fromPeriod} to ${asked.toPeriod}`;
    const input: PricingInput = { runId, intakeId, title };
    await this.words.start(
      { kind: PRICING_KIND, workflowId, intakeId, principal: me.personId, content: asked },
      PRICING,
      {
        args: [input],
        staticSummary: `Price ${title}`,
        staticDetails: DETAILS,
      },
    );
    return { runId, workflowId };
  }

  /**
   * A run for whoever started it, and for staff who see everything; what the start answered when it has only just begun.
   * @throws REQUEST.NOT_FOUND
   */
  async find(me: Principal, runId: string): Promise<{ run: PricingRunView } | { answered: Json }> {
    const found = await this.earnings.pricingRun(runId);
    const record = found ? null : await this.requests.findByTarget(targetOf(runId));
    const isMine = found ? found.requestedBy === me.personId : record?.principal === me.personId;
    const seesAll = me.partnerId === null && sightOf(me).all;
    if (!(isMine || seesAll)) throw notFound();
    if (found) return { run: found };
    if (record?.answer) return { answered: record.answer.body };
    throw notFound();
  }

  private async check({ programId, fromPeriod, toPeriod }: StagedPricing): Promise<void> {
    const program = await this.programs.latest(programId);
    if (!program) throw new DomainError('PROGRAM.NOT_PUBLISHED', 'No version of this program is published.');
    const unit = program.document.period;
    if (periodDays(unit, fromPeriod).firstDay > periodDays(unit, toPeriod).firstDay)
      throw new DomainError('REQUEST.RULE', `The period ${fromPeriod} is after ${toPeriod}.`, [
        { pointer: '/to', code: 'REQUEST.RULE', message: 'Give the periods in order.' },
      ]);
  }
}
