import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { WorkflowFailedError } from '@temporalio/client';
import { IntakeStore } from '../../database/intake/intake-store';
import type { StatementFilter, StatementView } from '../../database/views/training';
import { TrainingView } from '../../database/views/training';
import type { StagedStatements, TrainingStatement } from '../../domain/enable/training';
import { isSameStatement, parseStatements } from '../../domain/enable/training';
import type { Fault } from '../../domain/errors';
import { DomainError } from '../../domain/errors';
import type { JsonObject } from '../../domain/hash';
import { importWorkflowId, rowId } from '../../domain/ids';
import type { ImportKind } from '../../domain/imports';
import { IMPORT_ROLES, importIntakeKind } from '../../domain/imports';
import type { BulkImportInput, BulkImportResult } from '../../workflows/imports/bulk-import.messages';
import type { Principal } from '../auth/principal';
import { WallClock } from '../clock';
import { Cursors } from '../http/cursor';
import { notFound } from '../http/ids';
import { Messages } from '../messages';
import type { XapiVersion } from './xapi-version';

const KIND: ImportKind = 'statements';

/** A page as the standard wants it: `more` is the path of the next one, empty on the last. */
export interface StatementResult {
  statements: JsonObject[];
  more: string;
}

/** Takes statements by the import that everything in bulk takes, and gives an authority its own back. */
@Injectable()
export class XapiStatements {
  constructor(
    private readonly view: TrainingView,
    private readonly intake: IntakeStore,
    private readonly messages: Messages,
    private readonly cursors: Cursors,
    private readonly clock: WallClock,
  ) {}

  /**
   * Takes one statement or a batch, whole or not at all. When Temporal has accepted it nothing is lost, even if nobody
   * works on it now; otherwise this waits until the statements are on record.
   * @returns their ids, in order
   * @throws REQUEST.INVALID with each fault, TRAINING.STATEMENT_CONFLICT, AUTH.FORBIDDEN
   */
  async take(sender: Principal, body: unknown): Promise<string[]> {
    requireSender(sender);
    const storedWallMs = this.clock.now();
    const authority = sender.personId;
    const { statements, faults } = parseStatements(body, { authority, storedWallMs, newId: randomUUID });
    if (faults.length > 0) throw new DomainError('REQUEST.INVALID', 'This is no sound xAPI statement.', faults);
    if (await this.hasUnknown(statements))
      await this.import({ authority, storedWallMs, statements: statements.map((one) => one.statement) });
    // Another sender may have taken an id while this one was on its way.
    await this.hasUnknown(statements);
    return statements.map((one) => one.statementId);
  }

  /** One of the sender's statements: an unvoided one, or, asked for as such, a voided one. */
  async one(
    sender: Principal,
    asked: { statementId: string; voided: boolean },
    version: XapiVersion,
  ): Promise<JsonObject> {
    requireSender(sender);
    const found = await this.view.statement(sender.personId, asked.statementId.toLowerCase());
    if (found === null || found.voided !== asked.voided) throw notFound();
    return presented(found, sender, version);
  }

  /** The sender's statements, page by page. */
  async list(
    sender: Principal,
    { filter, ...page }: { filter: StatementFilter; limit: number; cursor: string | undefined; address: string },
    version: XapiVersion,
  ): Promise<StatementResult> {
    requireSender(sender);
    const seal = { list: 'statements', authority: sender.personId, ...filter };
    const place = this.cursors.open(page.cursor, seal);
    const after = place === null ? null : { storedWallMs: place[0] as number, statementId: place[1] as string };
    const rows = await this.view.list(sender.personId, filter, { limit: page.limit, after });
    const { items, nextCursor } = this.cursors.page(rows, page.limit, {
      filters: seal,
      placeOf: (row) => [row.storedWallMs, row.statementId],
    });
    return {
      statements: items.map((row) => presented(row, sender, version)),
      more: nextCursor === null ? '' : withCursor(page.address, nextCursor),
    };
  }

  /** Up to when everything that the sender sent can be read, as the standard's header tells it. */
  async consistentThrough(sender: Principal): Promise<string> {
    return new Date(await this.view.consistentThrough(sender.personId, this.clock.now())).toISOString();
  }

  /** @throws TRAINING.STATEMENT_CONFLICT where other content is on record under an id */
  private async hasUnknown(statements: readonly TrainingStatement[]): Promise<boolean> {
    const rows = await this.view.known(statements.map((one) => one.statementId));
    const known = new Map(rows.map((row) => [row.statementId, row]));
    const faults = statements.flatMap((one, index): Fault[] => {
      const stored = known.get(one.statementId);
      if (!stored || isSameStatement(one, stored)) return [];
      return [
        {
          pointer: `/${index}/id`,
          code: 'TRAINING.STATEMENT_CONFLICT',
          message: `${one.statementId} is stored with other content.`,
        },
      ];
    });
    if (faults.length > 0)
      throw new DomainError(
        'TRAINING.STATEMENT_CONFLICT',
        'A statement never changes: void it, and send a new one under its own id.',
        faults,
      );
    return known.size < statements.length;
  }

  private async import(content: StagedStatements): Promise<void> {
    const { authority, storedWallMs } = content;
    const importId = rowId('imp', randomUUID());
    const workflowId = importWorkflowId(importId);
    const staging = {
      kind: importIntakeKind(KIND),
      target: workflowId,
      content: content as unknown as JsonObject,
      principal: authority,
      nowWallMs: storedWallMs,
    };
    const { intakeId } = await this.intake.stage(staging);
    const input: BulkImportInput = { importId, kind: KIND, intakeId, title: authority };
    await this.messages.start('bulkImport', {
      workflowId,
      args: [input],
      staticSummary: `${content.statements.length} learning statements of ${authority}`,
      staticDetails: `Sent by the learning system \`${authority}\`; each statement counts once, by its id.`,
    });
    await this.intake.accept([intakeId]);
    try {
      await this.messages.resultOf<BulkImportResult>(workflowId);
    } catch (error) {
      if (!(error instanceof WorkflowFailedError)) throw error;
      // A learning system knows no such end; it sends the same statements again, and another import takes them.
      throw new DomainError('SERVER.UNAVAILABLE', 'The import of these statements was ended. Send them again.');
    }
  }
}

/** Statements name anybody's people, so a role for all regions is asked for. */
function requireSender({ grants, partnerId }: Principal): void {
  const roles = IMPORT_ROLES[KIND];
  if (partnerId === null && grants.some(({ role, region }) => region === null && roles.includes(role))) return;
  throw new DomainError(
    'AUTH.FORBIDDEN',
    `Learning statements need one of the roles ${roles.join(', ')} for all regions.`,
  );
}

/** As it was sent, with what a store adds: when and by whom it was received, and the version asked for. */
function presented(row: StatementView, { personId, token }: Principal, version: XapiVersion): JsonObject {
  const stored = new Date(row.storedWallMs).toISOString();
  return {
    ...row.statement,
    timestamp: row.statement['timestamp'] ?? stored,
    stored,
    authority: { objectType: 'Agent', account: { homePage: token.issuer, name: personId } },
    version: row.statement['version'] ?? version,
  };
}

function withCursor(address: string, cursor: string): string {
  const [path, search] = address.split('?') as [string, string | undefined];
  const parameters = new URLSearchParams(search);
  parameters.set('cursor', cursor);
  return `${path}?${parameters}`;
}
