import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';
import type { WorkflowBundle } from '@temporalio/worker';

/** Where `npm run build` leaves the bundle: production starts with it and never bundles. */
const PREBUILT = join(__dirname, '..', 'workflow-bundle.js');
const WORKFLOWS = join(__dirname, '..', 'workflows');
/** What goes into a bundle. Whoever bundles anything else tests something else. */
export const SOURCES = { workflowsPath: WORKFLOWS, workflowInterceptorModules: [join(WORKFLOWS, 'kit', 'in-turn')] };

/** The workflow code as the sandbox loads it: prebuilt where there is one, else bundled now (some three seconds). */
export async function workflowBundle(): Promise<WorkflowBundle | { codePath: string }> {
  return existsSync(PREBUILT) ? { codePath: PREBUILT } : bundleWorkflowCode(SOURCES);
}

/** Writes the prebuilt bundle. */
export async function prebuild(): Promise<void> {
  const { code } = await bundleWorkflowCode(SOURCES);
  await writeFile(PREBUILT, code);
}

if (require.main === module) void prebuild();
