import { lazy } from 'react';
import { RunList } from './run-list';

const RunPage = lazy(async () => ({ default: (await import('./run-page')).RunPage }));
const ReportPage = lazy(async () => ({ default: (await import('./report-page')).ReportPage }));
const FileList = lazy(async () => ({ default: (await import('./file-list')).FileList }));
const ReportList = lazy(async () => ({ default: (await import('./report-list')).ReportList }));
const LinePage = lazy(async () => ({ default: (await import('./line-page')).LinePage }));

/** What goes out: all runs, one of them, one of its lines; the files that they wrote, and what came back. */
export function PayoutsPage({ rest: [runId, lineId] }: { rest: string[] }) {
  if (runId === undefined) return <RunList />;
  if (runId === 'files') return <FileList />;
  if (runId === 'reports' && lineId === undefined) return <ReportList />;
  if (runId === 'reports' && lineId !== undefined) return <ReportPage key={lineId} reportId={lineId} />;
  if (lineId === undefined) return <RunPage key={runId} runId={runId} />;
  return <LinePage key={lineId} runId={runId} lineId={lineId} />;
}
