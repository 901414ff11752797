import type { Words } from './words';

/** English. */
export const en: Words = {
  language: 'en',
  subjectOne: {
    asked: (title, partner) => `${title}: ${partner} waits for you`,
    added: (title, partner) => `${title}: ${partner} waits, and you may act now`,
    reminded: (title, partner) => `Reminder: ${title}, ${partner}`,
    info_requested: (title, partner) => `Question about ${title}, ${partner}`,
    decided: (title, partner) => `${title}: ${partner} is decided`,
    withdrawn: (title, partner) => `${title}: ${partner} no longer waits`,
    invited: (_title, partner) => (partner === '' ? 'You are invited' : `You are invited: ${partner}`),
    account_changed: (title, partner) => `${partner}: bank account ${title} changes`,
    payout_review: (title) => `Payout run ${title} waits for an approver`,
    payout_failed: (title) => `Payout run ${title}: some was not paid`,
    payment_returned: (title, partner) =>
      partner === '' ? `Payout run ${title}: a payment came back` : `${partner}: a payment came back`,
    results_missing: (title) => `Payout run ${title}: no results of a payment file`,
  },
  subjectMany: (count) => `${count} things for you`,
  subjectDaily: (count) => `Today: ${count} ${count === 1 ? 'thing' : 'things'} for you`,
  greeting: (name) => `Hello ${name},`,
  occasions: {
    asked: 'This waits for you.',
    added: 'This was not settled in time or needs more people: you may act on it now.',
    reminded: 'A reminder: this still waits for you.',
    info_requested: 'Whoever decides this needs to know more from you.',
    decided: 'This was decided.',
    withdrawn: 'This was withdrawn. There is nothing left to do.',
    invited: 'Somebody has invited you. Sign in with this mail address to accept.',
    account_changed:
      'A bank account to which payments go changes. Nothing is paid to the new one for 48 hours. If you did not expect this, tell us at once.',
    payout_review: 'A payout run waits for an approver who did not ask for it.',
    payout_failed: 'Some payments of a payout run have failed. Try them again, or leave them to the next run.',
    payment_returned:
      'A payment came back from the bank. The amount is owed as before and goes out with a next payout run; check that the bank account is right.',
    results_missing:
      'What became of payments in a file is not on record. See that the file went to the bank, and bring what came back; payments by hand need a second person to confirm them.',
  },
  outcomes: {
    approved: 'It was approved.',
    rejected: 'It was rejected.',
    expired: 'Nobody decided in time: it expired.',
  },
  due: (when) => `Due ${when}`,
  open: 'Open',
  decide: 'Decide',
  invitation: 'Your invitation',
  signIn: 'Sign in',
  more: (count) => `and ${count} more`,
  inbox: 'Everything that waits for you',
  footer:
    'You receive this because of your roles. A link shows something only after you have signed in, and decides nothing by being opened. How you are told is in your settings.',
  footerInvited:
    'You receive this because this address was invited. If you expected no invitation, there is nothing to do: it is taken only by signing in.',
};
