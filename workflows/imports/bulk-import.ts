import { setCurrentDetails, setHandler } from '@temporalio/workflow';
import { isRefusal } from '../../domain/errors';
import type { ImportProgress } from '../../domain/imports';
import { origin } from '../kit/origin';
import { bulk } from '../kit/proxies';
import type { BulkImportInput, BulkImportResult } from './bulk-import.messages';
import { viewImport } from './bulk-import.messages';

/** Rows by the thousand: written chunk by chunk, then each lifecycle that they touch is told once. */
export async function bulkImport(input: BulkImportInput): Promise<BulkImportResult> {
  const { importId, kind, intakeId, title } = input;
  let progress: ImportProgress | null = null;
  setHandler(viewImport, () => progress, { description: 'How many rows are through, and what became of them.' });
  const ticket = { importId, kind, intakeId };
  do {
    const written = await bulk.importRows.executeWithOptions({ summary: `Import ${kind} of ${title}` }, [
      { ...ticket, origin: origin() },
    ]);
    if (isRefusal(written)) {
      setCurrentDetails(`### Import of ${kind} refused\n\n**${written.refused}**: ${written.message}`);
      return written;
    }
    progress = written;
    show(input, written);
  } while (!progress.finished);
  const { told } = await bulk.notifyLifecycles.executeWithOptions({ summary: `Tell the partners of ${title}` }, [
    { importId },
  ]);
  return { ...progress, told };
}

function show({ kind, title }: BulkImportInput, { total, done, counts }: ImportProgress): void {
  const lines = Object.entries(counts).map(([outcome, count]) => `- ${outcome}: ${count}`);
  setCurrentDetails(`### Import of ${kind}: ${title}\n\n${done} of ${total} rows\n\n${lines.join('\n')}`);
}
