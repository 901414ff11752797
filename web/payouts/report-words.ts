import type { Got } from '../api/client';
import type { Tone } from '../kit/status';

type Report = Got<'/v1/payment-reports/{id}'>;
type Effect = keyof Report['entries'];

/** How a report stands. */
export const REPORT_STATES: Record<Report['report'], { title: string; tone: Tone; next: string }> = {
  proposed: {
    title: 'To be confirmed',
    tone: 'warn',
    next: 'Nothing has happened yet: somebody else of finance confirms that it was paid like this, or declines it.',
  },
  applied: { title: 'Applied', tone: 'good', next: 'The payments stand as it says.' },
  declined: { title: 'Declined', tone: 'quiet', next: 'Nothing has happened.' },
};

/** What an entry of a report did. */
export const EFFECTS: Record<Effect, { title: string; tone: Tone }> = {
  applied: { title: 'Applied', tone: 'good' },
  known: { title: 'Known before', tone: 'quiet' },
  waits: { title: 'Waits for the confirmation', tone: 'warn' },
  contradicts: { title: 'Contradicts what is on record: look at it', tone: 'bad' },
  stray: { title: 'Of no payment of ours: look at it', tone: 'bad' },
};
