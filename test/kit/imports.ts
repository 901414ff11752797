/** Rows by the thousand in tests: staged and signed as the API does it, run by the real import workflow. */
import { importWorkflowId } from '../../domain/ids';
import { importIntakeKind } from '../../domain/imports';
import type { ImportKind } from '../../domain/imports';
import type { Json } from '../../domain/hash';
import type { BulkImportInput, BulkImportResult } from '../../workflows/imports/bulk-import.messages';
import type { Engine } from './engine';
import { freshName } from './servers';

/** Imports content on behalf of a principal who may. */
export async function importRows(
  engine: Engine,
  given: { kind: ImportKind; content: Json; by: string },
): Promise<BulkImportResult> {
  const importId = freshName('imp');
  const target = importWorkflowId(importId);
  const { intakeId } = await engine.intake.stage({
    kind: importIntakeKind(given.kind),
    target,
    content: given.content,
    principal: given.by,
    nowWallMs: engine.now(),
  });
  const args: [BulkImportInput] = [{ importId, kind: given.kind, intakeId, title: 'a test' }];
  const { taskQueue } = engine;
  return engine.client.workflow.execute<(input: BulkImportInput) => Promise<BulkImportResult>>('bulkImport', {
    taskQueue,
    workflowId: target,
    args,
  });
}
