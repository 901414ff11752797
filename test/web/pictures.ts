import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { projectRoot } from '../../local/processes';
import type { Window } from '../kit/browser';

/** Keeps a picture of a window, or of a part of it, for the docs when asked to (RECORD=1). */
export async function record(window: Window, name: string, part?: Locator): Promise<void> {
  if (process.env['RECORD'] !== '1') return;
  await window.seesNo(/Loading/);
  const folder = join(projectRoot(), 'docs', 'pictures');
  mkdirSync(folder, { recursive: true });
  await (part ?? window.page).screenshot({ path: join(folder, `${name}.png`) });
}
