import { Injectable } from '@nestjs/common';
import { WorkflowIdReusePolicy } from '@temporalio/common';
import type { FastifyReply } from 'fastify';
import { IdempotencyStore } from '../../database/intake/idempotency-store';
import { PayoutRunsView } from '../../database/views/payout-runs';
import type { PayoutRunView } from '../../database/views/payout-runs';
import { ProgramsView } from '../../database/views/programs';
import { periodDays } from '../../domain/calendar';
import { DomainError } from '../../domain/errors';
import type { Json } from '../../domain/hash';
import { payoutRunId, rowId } from '../../domain/ids';
import type { PayoutRunKey, PayoutRunOrder, PayoutRunOrdered } from '../../domain/incentivize/payout-run';
import { OPEN_RUN_KIND, payoutRunRowId, payoutRunTitle, RUN_ORDER_KIND } from '../../domain/incentivize/payout-run';
import type { PayoutRunInput } from '../../workflows/incentivize/payout-run.messages';
import { orderPayoutRun, PAYOUT_RUN, PAYOUT_RUN_DETAILS } from '../../workflows/incentivize/payout-run.messages';
import type { Principal } from '../auth/principal';
import { notFound } from '../http/ids';
import { answerPending } from '../http/pending';
import type { Attempt } from '../idempotency.interceptor';
import { Temporal } from '../temporal';
import type { PayoutRunOrderedDto } from './payout-runs.dto';
import { WordsByIntake } from './words-by-intake';

/** Where a run is looked up before it has a row: by the id of its request. */
const targetOf = (runId: string): string => `payout-run/${runId}`;

/** Payout runs: opened, steered, and found again. */
@Injectable()
export class PayoutRunDesk {
  constructor(
    private readonly words: WordsByIntake,
    private readonly runs: PayoutRunsView,
    private readonly programs: ProgramsView,
    private readonly requests: IdempotencyStore,
    private readonly temporal: Temporal,
  ) {}

  /**
   * Opens a run. Opening it again is harmless, whoever does it.
   * @throws PROGRAM.NOT_PUBLISHED, CALENDAR.INVALID
   */
  async open(me: Principal, key: PayoutRunKey, attempt: Attempt): Promise<{ runId: string; workflowId: string }> {
    const program = await this.programs.latest(key.programId);
    if (!program) throw new DomainError('PROGRAM.NOT_PUBLISHED', 'No version of this program is published.');
    periodDays(program.document.period, key.period);
    const [runId, workflowId] = [payoutRunRowId(key), payoutRunId(key)];
    await attempt.noteTarget(targetOf(runId));
    const intakeId = rowId('in', `${workflowId}/${attempt.id}`);
    const title = payoutRunTitle(key);
    const input: PayoutRunInput = { runId, intakeId, title };
    await this.words.start(
      { kind: OPEN_RUN_KIND, workflowId, intakeId, principal: me.personId, content: key },
      PAYOUT_RUN,
      {
        // Whoever was refused does not stand in the way of somebody who may; what has ended is read from its rows and ends again.
        workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
        args: [input],
        staticSummary: `Pay ${title}`,
        staticDetails: PAYOUT_RUN_DETAILS,
      },
    );
    return { runId, workflowId };
  }

  /**
   * A run; what its opening answered while it has no row.
   * @throws REQUEST.NOT_FOUND
   */
  async find(runId: string): Promise<{ run: PayoutRunView } | { answered: Json }> {
    const run = await this.runs.find(runId);
    if (run) return { run };
    const record = await this.requests.findByTarget(targetOf(runId));
    if (record?.answer) return { answered: record.answer.body };
    throw notFound();
  }

  /** Orders something of a run. @throws whatever the recording refuses */
  async order(asked: {
    me: Principal;
    run: PayoutRunView;
    order: PayoutRunOrder;
    attempt: Attempt;
    reply: FastifyReply;
  }): Promise<PayoutRunOrderedDto> {
    const { me, run, order, attempt, reply } = asked;
    const { runId, workflowId } = run;
    const intakeId = rowId('in', `${workflowId}/${attempt.id}`);
    const answer = await this.words.order<PayoutRunOrdered>(
      { kind: RUN_ORDER_KIND, workflowId, intakeId, principal: me.personId, content: order },
      { update: orderPayoutRun, ended: 'PAYOUT.STATE' },
    );
    const temporalUrl = this.temporal.linkTo(workflowId);
    const statusUrl = `/v1/payout-runs/${runId}`;
    if (!answer.answered) return answerPending(reply, attempt, { statusUrl, temporalUrl });
    const { revision, command, state, changed } = answer.result;
    return { state: 'recorded', runId, revision, command, run: state, changed, temporalUrl };
  }
}
