import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { IntakeStore } from '../../database/intake/intake-store';
import type { Json } from '../../domain/hash';
import { personCommandId, rowId } from '../../domain/ids';
import type { PersonCommand, PersonContents } from '../../domain/people/person-change';
import { personContentKind } from '../../domain/people/person-change';
import type { PersonChangeInput, PersonChangeResult } from '../../workflows/people/person-change.messages';
import { PERSON_CHANGE } from '../../workflows/people/person-change.messages';
import type { Principal } from '../auth/principal';
import { WallClock } from '../clock';
import { answerPending } from '../http/pending';
import type { Attempt } from '../idempotency.interceptor';
import { Messages } from '../messages';
import { Temporal } from '../temporal';
import type { PersonChangedDto } from './people.dto';

/** What the Temporal UI shows: the command, never the person. */
const TITLES: Record<PersonCommand, string> = {
  invite: 'Invite a person',
  registerService: 'Register a service',
  changeRoles: 'Change roles',
  updateDetails: 'Change details',
  leave: 'A person leaves',
  identify: 'First sign-in',
  enterAbsence: 'Enter an absence',
  cancelAbsence: 'Cancel an absence',
  setNotices: 'Change how somebody is told',
  retryNotices: 'Try again what somebody could not be told',
};

/** A change of a person, asked for by somebody. */
export interface PersonChangeRequest<Command extends PersonCommand = PersonCommand> {
  me: Principal;
  personId: string;
  command: Command;
  content: PersonContents[Command];
  attempt: Attempt;
  reply: FastifyReply;
}

/** Changes people by a short workflow each: the personal content is staged, the workflow carries ids. */
@Injectable()
export class PersonChanges {
  constructor(
    private readonly intake: IntakeStore,
    private readonly messages: Messages,
    private readonly temporal: Temporal,
    private readonly clock: WallClock,
  ) {}

  /** @throws whatever the recording refuses */
  async run<Command extends PersonCommand>(request: PersonChangeRequest<Command>): Promise<PersonChangedDto> {
    const { me, personId, command, attempt, reply } = request;
    const workflowId = personCommandId(personId, command, attempt.id);
    const { intakeId } = await this.intake.stage({
      kind: personContentKind(command),
      target: workflowId,
      content: JSON.parse(JSON.stringify(request.content)) as Json,
      principal: me.personId,
      nowWallMs: this.clock.now(),
      intakeId: rowId('in', workflowId),
    });
    const input: PersonChangeInput = { personId, command, intakeId };
    await this.messages.start(PERSON_CHANGE, {
      workflowId,
      args: [input],
      staticSummary: TITLES[command],
      staticDetails: `Asked for by \`${me.personId}\`, about \`${personId}\`. Names and addresses are in Postgres only.`,
    });
    await this.intake.accept([intakeId]);
    const answer = await this.messages.resultOf<PersonChangeResult>(workflowId);
    const temporalUrl = this.temporal.linkTo(workflowId);
    if (!answer.answered) return answerPending(reply, attempt, { statusUrl: `/v1/people/${personId}`, temporalUrl });
    const { partnerId, changed, accessToRevoke, ownedPartners, statementsMatched, absence } = answer.result;
    reply.header('location', `/v1/people/${answer.result.personId}`);
    return {
      state: 'done',
      personId: answer.result.personId,
      partnerId,
      changed,
      accessToRevoke,
      ownedPartners,
      statementsMatched,
      ...(absence === undefined ? {} : { absenceId: absence.absenceId }),
      temporalUrl,
    };
  }
}
