import type { CommandName } from '../../domain/lifecycle';

/** What each command is called, and what it does, for whoever is about to give it. */
export const COMMANDS: Record<CommandName, { title: string; effect: string; isGrave?: true }> = {
  pause: { title: 'Pause', effect: 'Deadlines stop and no step starts until you resume. What was left goes on then.' },
  resume: { title: 'Resume', effect: 'Deadlines go on with the time that was left, and access comes back.' },
  suspend: {
    title: 'Suspend',
    effect: 'Pauses the partner, switches its access off and holds its payouts, until you resume.',
    isGrave: true,
  },
  withdraw: {
    title: 'Withdraw',
    effect: 'Ends the partnership from the partner’s side: open steps are cancelled, access is taken back. Final.',
    isGrave: true,
  },
  offboard: {
    title: 'Offboard',
    effect: 'Ends the partnership from our side: open steps are cancelled, access is taken back. Final.',
    isGrave: true,
  },
  skipStep: { title: 'Skip a step', effect: 'The step counts as done without having been done.' },
  repeatStage: { title: 'Repeat a stage', effect: 'Runs a stage that has ended once more, from its beginning.' },
  handOver: { title: 'Hand over', effect: 'Another person becomes the named owner; what is open is asked of them.' },
};
