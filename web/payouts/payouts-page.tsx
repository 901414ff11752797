import { lazy } from 'react';
import { RunList } from './run-list';

const RunPage = lazy(async () => ({ default: (await import('./run-page')).RunPage }));
const LinePage = lazy(async () => ({ default: (await import('./line-page')).LinePage }));

/** What goes out: all runs, one of them, or one of its lines. */
export function PayoutsPage({ rest: [runId, lineId] }: { rest: string[] }) {
  if (runId === undefined) return <RunList />;
  if (lineId === undefined) return <RunPage key={runId} runId={runId} />;
  return <LinePage key={lineId} runId={runId} lineId={lineId} />;
}
