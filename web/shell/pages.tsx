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
}

const isStaff = (me: Me): boolean => me.known && me.partnerId === null;
const isPartner = (me: Me): boolean => me.partnerId !== null;

/** The pages, in the order of the navigation; the first one that is for somebody is their home. */
export const PAGES: readonly ConsolePage[] = [
  {
    name: 'inbox',
    title: 'Inbox',
    icon: 'inbox',
    component: lazy(async () => ({ default: (await import('../inbox/inbox-page')).InboxPage })),
    isFor: isStaff,
  },
];

/** The pages of one person. */
export const pagesOf = (me: Me): ConsolePage[] => PAGES.filter((page) => page.isFor(me));

export { holds, isPartner, isStaff };
