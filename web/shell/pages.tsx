import { lazy } from 'react';
import type { ComponentType } from 'react';
import type { IconName } from '../kit/icons';
import type { Me } from './context';
import { holds } from './context';

/** One page of the console: its address, what it is called, and who finds it in the navigation. */
export interface ConsolePage {
  /** First segment of its address. */
  name: string;
  title: string;
  icon: IconName;
  component: ComponentType<{ rest: string[] }>;
  isFor(me: Me): boolean;
  /** False where a page is reached only from another one. */
  isListed?(me: Me): boolean;
}

const isStaff = (me: Me): boolean => me.known && me.partnerId === null;
const isPartner = (me: Me): boolean => me.partnerId !== null;
/** Whoever is nobody here yet may apply. */
const isNobody = (me: Me): boolean => !me.known;

/** Money goes out by whoever keeps it; an administrator may look. */
const isFinance = (me: Me): boolean => isStaff(me) && holds(me, ['FIN', 'ADMIN']);

/** The pages, in the order of the navigation; the first one that is for somebody is their home. */
const PAGES: readonly ConsolePage[] = [
  {
    name: 'inbox',
    title: 'Inbox',
    icon: 'inbox',
    component: lazy(async () => ({ default: (await import('../inbox/inbox-page')).InboxPage })),
    isFor: isStaff,
  },
  {
    name: 'partners',
    title: 'Partners',
    icon: 'board',
    component: lazy(async () => ({ default: (await import('../partners/partners-page')).PartnersPage })),
    isFor: isStaff,
  },
  {
    name: 'tasks',
    title: 'Tasks',
    icon: 'tasks',
    component: lazy(async () => ({ default: (await import('../tasks/tasks-page')).TasksPage })),
    isFor: isStaff,
  },
  {
    name: 'overview',
    title: 'Overview',
    icon: 'overview',
    component: lazy(async () => ({ default: (await import('../overview/overview-page')).OverviewPage })),
    isFor: isStaff,
  },
  {
    name: 'payouts',
    title: 'Payouts',
    icon: 'money',
    component: lazy(async () => ({ default: (await import('../payouts/payouts-page')).PayoutsPage })),
    isFor: isFinance,
  },
  {
    name: 'payees',
    title: 'Payees',
    icon: 'people',
    component: lazy(async () => ({ default: (await import('../payees/payees-page')).PayeesPage })),
    isFor: isFinance,
  },
  {
    name: 'statements',
    title: 'Statements',
    icon: 'statement',
    component: lazy(async () => ({ default: (await import('../statements/statements-page')).StatementsPage })),
    isFor: isStaff,
  },
  {
    name: 'corrections',
    title: 'Corrections',
    icon: 'correct',
    component: lazy(async () => ({ default: (await import('../corrections/corrections-page')).CorrectionsPage })),
    isFor: isFinance,
  },
  {
    name: 'programs',
    title: 'Programs',
    icon: 'program',
    component: lazy(async () => ({ default: (await import('../programs/programs-page')).ProgramsPage })),
    isFor: isStaff,
  },
  {
    name: 'absence',
    title: 'Absence',
    icon: 'absence',
    component: lazy(async () => ({ default: (await import('../people/absence-page')).AbsencePage })),
    isFor: isStaff,
  },
  {
    name: 'notices',
    title: 'Notices',
    icon: 'letter',
    component: lazy(async () => ({ default: (await import('../people/notices-page')).NoticesPage })),
    isFor: (me) => me.known,
  },
  {
    name: 'approvals',
    title: 'Approval',
    icon: 'inbox',
    component: lazy(async () => ({ default: (await import('../approvals/letter-pages')).ApprovalLetterPage })),
    isFor: isStaff,
    isListed: () => false,
  },
  {
    name: 'links',
    title: 'From your letter',
    icon: 'inbox',
    component: lazy(async () => ({ default: (await import('../approvals/letter-pages')).LinkPage })),
    isFor: isStaff,
    isListed: () => false,
  },
  {
    name: 'mine',
    title: 'Your partnership',
    icon: 'mine',
    component: lazy(async () => ({ default: (await import('../mine/mine-page')).MinePage })),
    isFor: isPartner,
  },
  {
    name: 'apply',
    title: 'Apply',
    icon: 'apply',
    component: lazy(async () => ({ default: (await import('../recruit/apply-page')).ApplyPage })),
    // Whoever has applied is no longer nobody, and is still shown where their application is.
    isFor: (me) => !isStaff(me),
    isListed: isNobody,
  },
];

/** The pages of one person. */
export const pagesOf = (me: Me): ConsolePage[] => PAGES.filter((page) => page.isFor(me));
