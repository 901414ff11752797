import { Tabs } from '../kit/tabs';
import { holds, useMe } from '../shell/context';

const TABS = [
  { key: '', title: 'Runs' },
  { key: 'files', title: 'Payment files' },
  { key: 'reports', title: 'Reports' },
];
const addressOf = (key: string): string => `/payouts${key === '' ? '' : `/${key}`}`;

/** Runs, the files that they wrote, and what came back. Bank details are in the files, so they are for finance alone. */
export function PayoutTabs({ open }: { open: '' | 'files' | 'reports' }) {
  if (!holds(useMe(), ['FIN'])) return null;
  return <Tabs label="Payouts" tabs={TABS} open={open} to={addressOf} />;
}
