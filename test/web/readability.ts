/** What holds of every page: readable by everybody, in both widths and both schemes. */
import { dose } from '../kit/dose';
import type { Window } from '../kit/browser';
import { record } from './pictures';

type Look = { viewport: { width: number; height: number }; colorScheme: 'light' | 'dark' };
const WIDE = { width: 1600, height: 1000 };
const NARROW = { width: 360, height: 740 };

/** Each width with each scheme. */
export const ALL_LOOKS: Look[] = [
  { viewport: WIDE, colorScheme: 'light' },
  { viewport: NARROW, colorScheme: 'dark' },
  { viewport: WIDE, colorScheme: 'dark' },
  { viewport: NARROW, colorScheme: 'light' },
];
/** Every width and every scheme once; in the larger doses each with each. */
export const LOOKS = ALL_LOOKS.slice(0, dose({ test: 2, hard: 4, soak: 4 }));

/** What {@link readability} says of a good page. */
export const READABLE = { faults: [], overflow: 0 };

/** Faults against WCAG 2.1 AA, and pixels that the page is wider than its window. */
export async function readability(window: Window): Promise<{ faults: string[]; overflow: number }> {
  return { faults: await window.faults(), overflow: await window.overflow() };
}

/** Holds in these looks, by default in every one; a picture of the first one is kept for the docs when asked to. */
export async function readable(
  window: Window,
  { picture, looks = ALL_LOOKS }: { picture?: string; looks?: readonly Look[] } = {},
): Promise<void> {
  for (const look of looks) {
    await window.look(look);
    expect({ ...look, ...(await readability(window)) }).toEqual({ ...look, ...READABLE });
    if (picture !== undefined && look === looks[0]) await record(window, picture);
  }
  await window.look(looks[0]!);
}
