import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';
import type { WorkflowBundle } from '@temporalio/worker';
import { ENCODED_FAILURES } from '../connectors/payloads/data-converter';

const WORKFLOWS = join(__dirname, '..', 'workflows');
/** What goes into a bundle. Whoever bundles anything else tests something else. */
export const SOURCES = { workflowsPath: WORKFLOWS, workflowInterceptorModules: [join(WORKFLOWS, 'kit', 'in-turn')] };
/** What goes into the bundle of workers with a payload codec: failures are encoded as well. */
const ENCODING_SOURCES = { ...SOURCES, failureConverterPath: ENCODED_FAILURES };

/** Where `npm run build` leaves the bundles: production starts with one and never bundles. */
const prebuilt = (isEncoding: boolean): string =>
  join(__dirname, '..', isEncoding ? 'workflow-bundle.encoding.js' : 'workflow-bundle.js');
const sourcesOf = (isEncoding: boolean) => (isEncoding ? ENCODING_SOURCES : SOURCES);

/**
 * The workflow code as the sandbox loads it: prebuilt where there is one, else bundled now (some three seconds).
 * @param isEncoding for workers with a payload codec
 */
export async function workflowBundle(isEncoding: boolean): Promise<WorkflowBundle | { codePath: string }> {
  const codePath = prebuilt(isEncoding);
  return existsSync(codePath) ? { codePath } : bundleWorkflowCode(sourcesOf(isEncoding));
}

/** Writes the prebuilt bundles. */
export async function prebuild(): Promise<void> {
  for (const isEncoding of [false, true]) {
    const { code } = await bundleWorkflowCode(sourcesOf(isEncoding));
    await writeFile(prebuilt(isEncoding), code);
  }
}

if (require.main === module) void prebuild();
