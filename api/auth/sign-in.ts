import { Inject, Injectable } from '@nestjs/common';
import { WorkflowIdReusePolicy } from '@temporalio/common';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { Logger } from 'pino';
import { IntakeStore } from '../../database/intake/intake-store';
import type { SignedIn } from '../../database/views/people';
import type { Json } from '../../domain/hash';
import { contentHash } from '../../domain/hash';
import { personCommandId, rowId } from '../../domain/ids';
import type { Grant, IdentifyContent } from '../../domain/people/person-change';
import { personContentKind, personIdOf } from '../../domain/people/person-change';
import type { PersonChangeInput } from '../../workflows/people/person-change.messages';
import { PERSON_CHANGE } from '../../workflows/people/person-change.messages';
import { WallClock } from '../clock';
import { Temporal } from '../temporal';
import { LOGGER } from '../tokens';
import type { Token } from './tokens';
import { nameOf, verifiedEmailOf } from './tokens';

/** Sign-ins that this process has passed on and need not pass on again. */
const REMEMBERED_MAX = 10_000;
/** What could not be recorded (its mail address was another's, its role was not published) is tried again this often. */
const AGAIN_EVERY_MS = 3_600_000;

/** Records what a token says of its holder, by a workflow of its own. No request waits for it or fails by it. */
@Injectable()
export class SignIn {
  private readonly passedOn = new Set<string>();

  constructor(
    private readonly intake: IntakeStore,
    private readonly temporal: Temporal,
    private readonly clock: WallClock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Passes a sign-in on, once for the same words about the same standing: after another turn of the directory's record
   * the same words are news, and so they are for a person who was invited anew.
   */
  record(token: Token, claimedRoles: Grant[], signedIn: SignedIn | null): void {
    const { issuer, subject, issuedWallMs } = token;
    const verifiedEmail = verifiedEmailOf(token) ?? undefined;
    const displayName = nameOf(token);
    const content: IdentifyContent = { issuer, subject, displayName, verifiedEmail, claimedRoles, issuedWallMs };
    const standing = { personId: signedIn?.personId ?? null, turn: signedIn?.directory.turn ?? 0 };
    const hash = contentHash({ content, standing, hour: Math.floor(this.clock.now() / AGAIN_EVERY_MS) });
    if (this.passedOn.has(hash)) return;
    if (this.passedOn.size >= REMEMBERED_MAX) this.passedOn.clear();
    this.passedOn.add(hash);
    this.passOn(content, hash).catch((error: unknown) => {
      // The next request of this person tries again.
      this.passedOn.delete(hash);
      this.logger.warn({ err: error }, 'a sign-in could not be recorded yet');
    });
  }

  private async passOn(content: IdentifyContent, hash: string): Promise<void> {
    const personId = personIdOf(content.issuer, content.subject);
    const workflowId = personCommandId(personId, 'identify', hash);
    const { intakeId } = await this.intake.stage({
      kind: personContentKind('identify'),
      target: workflowId,
      content: JSON.parse(JSON.stringify(content)) as Json,
      principal: personId,
      nowWallMs: this.clock.now(),
      intakeId: rowId('in', workflowId),
    });
    const input: PersonChangeInput = { personId, command: 'identify', intakeId };
    try {
      await this.temporal.ask((client) =>
        client.workflow.start(PERSON_CHANGE, {
          workflowId,
          taskQueue: this.temporal.taskQueue,
          args: [input],
          workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
          staticSummary: 'First sign-in, or changed roles of the directory',
          staticDetails: `Records \`${personId}\` and the roles that the directory gives. Names and addresses are in Postgres only.`,
        }),
      );
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
    await this.intake.accept([intakeId]);
  }
}
