import { lazy } from 'react';
import { CorrectionList } from './correction-list';

const NewCorrection = lazy(async () => ({ default: (await import('./new-correction')).NewCorrection }));
const CorrectionPage = lazy(async () => ({ default: (await import('./correction-page')).CorrectionPage }));

/** Wrong inputs found later: all of them, a new one, one of them. */
export function CorrectionsPage({ rest: [correctionId] }: { rest: string[] }) {
  if (correctionId === undefined) return <CorrectionList />;
  if (correctionId === 'new') return <NewCorrection />;
  return <CorrectionPage key={correctionId} correctionId={correctionId} />;
}
