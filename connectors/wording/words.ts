import type { NoticeOccasion } from '../../domain/people/notices';

/** What a notice says in one language. Names and titles are put in by whoever lays it out, as they are. */
export interface Words {
  /** Language tag of dates and of the letter. */
  language: string;
  subjectOne: Record<NoticeOccasion, (title: string, partner: string) => string>;
  subjectMany: (count: number) => string;
  subjectDaily: (count: number) => string;
  greeting: (name: string) => string;
  occasions: Record<NoticeOccasion, string>;
  /** How an approval ended, for who asked for it. */
  outcomes: Record<'approved' | 'rejected' | 'expired', string>;
  due: (when: string) => string;
  open: string;
  decide: string;
  /** What an invitation is called. */
  invitation: string;
  signIn: string;
  more: (count: number) => string;
  inbox: string;
  /** Why this letter came, and that a link alone decides nothing. */
  footer: string;
  /** The same for who has never been here. */
  footerInvited: string;
}
