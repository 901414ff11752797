import { Injectable } from '@nestjs/common';
import { IdempotencyStore } from '../../database/intake/idempotency-store';
import { IntakeStore } from '../../database/intake/intake-store';
import { ImportsView } from '../../database/views/imports';
import type { ImportView } from '../../database/views/imports';
import type { Json } from '../../domain/hash';
import { importWorkflowId, rowId } from '../../domain/ids';
import type { ImportKind } from '../../domain/imports';
import { importIntakeKind } from '../../domain/imports';
import type { BulkImportInput } from '../../workflows/imports/bulk-import.messages';
import { BULK_IMPORT } from '../../workflows/imports/bulk-import.messages';
import type { Principal } from '../auth/principal';
import { sightOf } from '../auth/principal';
import { WallClock } from '../clock';
import { notFound } from '../http/ids';
import type { Attempt } from '../idempotency.interceptor';
import { Messages } from '../messages';
import { Temporal } from '../temporal';

/** Rows to import. */
export interface ImportOrder {
  kind: ImportKind;
  /** What the kind's row writer reads. */
  content: Json;
  /** Whose data it is, for people. */
  title: string;
}

/** A started import. */
export interface StartedImport {
  importId: string;
  state: 'starting';
  statusUrl: string;
  temporalUrl: string;
}

/** Imports: staged, started, and found again by whoever sent them. */
@Injectable()
export class ImportDesk {
  constructor(
    private readonly intake: IntakeStore,
    private readonly imports: ImportsView,
    private readonly requests: IdempotencyStore,
    private readonly messages: Messages,
    private readonly temporal: Temporal,
    private readonly clock: WallClock,
  ) {}

  /** Stages the rows and starts their import. Repeating it with the same key is harmless. */
  async start(me: Principal, order: ImportOrder, attempt: Attempt): Promise<StartedImport> {
    const importId = `imp_${attempt.id}`;
    const workflowId = importWorkflowId(importId);
    const { kind, content, title } = order;
    const intakeId = rowId('in', workflowId);
    const staging = { kind: importIntakeKind(kind), target: workflowId, content, principal: me.personId };
    await this.intake.stage({ ...staging, nowWallMs: this.clock.now(), intakeId }, attempt.by);
    const input: BulkImportInput = { importId, kind, intakeId, title };
    await this.messages.start(BULK_IMPORT, {
      workflowId,
      args: [input],
      staticSummary: `Import ${kind}: ${title}`,
      staticDetails: `Rows that are there already change nothing. Report: \`/v1/imports/${importId}\`, row by row: \`/v1/imports/${importId}/rows\`.`,
    });
    attempt.accepts.push(intakeId);
    return {
      importId,
      state: 'starting',
      statusUrl: `/v1/imports/${importId}`,
      temporalUrl: this.temporal.linkTo(workflowId),
    };
  }

  /**
   * An import for whoever sent it, and for staff who see everything; null when its content has not been read yet.
   * @throws REQUEST.NOT_FOUND
   */
  async find(me: Principal, importId: string): Promise<ImportView | null> {
    const found = await this.imports.find(importId);
    const record = found ? null : await this.requests.findByTarget(importWorkflowId(importId));
    const isMine = found ? found.requestedBy === me.personId : record?.principal === me.personId;
    const seesAll = me.partnerId === null && sightOf(me).all;
    if ((found === null && record === null) || !(isMine || seesAll)) throw notFound();
    return found;
  }
}
