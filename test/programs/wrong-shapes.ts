import type { Wrong } from './edits';
import { manySteps, steps } from './edits';

/** Not of the shape of a program. */
export const WRONG_SHAPES: Wrong[] = [
  ['no title', { '/title': undefined }, ['PROGRAM.MISSING /title']],
  ['a number for a title', { '/title': 7 }, ['PROGRAM.TYPE /title']],
  ['an empty title', { '/title': '' }, ['PROGRAM.SIZE /title']],
  ['a key that nobody knows', { '/stages/sell/gaol': 'x' }, ['PROGRAM.UNKNOWN_KEY /stages/sell/gaol']],
  [
    'a key of another kind of step',
    { [`${steps('sell')}/quarter/fact`]: 'a.b' },
    ['PROGRAM.UNKNOWN_KEY /stages/sell/steps/quarter/fact'],
  ],
  ['a stage that does not exist', { '/stages/celebrate': {} }, ['PROGRAM.UNKNOWN_KEY /stages/celebrate']],
  ['a missing stage', { '/stages/sell': undefined }, ['PROGRAM.MISSING /stages/sell']],
  ['a key with capitals', { '/partnerTypes/OEM': 'Maker' }, ['PROGRAM.KEY /partnerTypes/OEM']],
  ['a key that every object has', { '/partnerTypes/constructor': 'Maker' }, ['PROGRAM.KEY /partnerTypes/constructor']],
  [
    'evidence that every object has',
    { [`${steps('onboard')}/kick-off/evidence`]: ['notes', 'toString'] },
    ['PROGRAM.FORMAT /stages/onboard/steps/kick-off/evidence/1'],
  ],
  [
    'a key of 41 letters',
    { [`/partnerTypes/${'a'.repeat(41)}`]: 'Maker' },
    [`PROGRAM.KEY /partnerTypes/${'a'.repeat(41)}`],
  ],
  ['a key with a slash', { '/partnerTypes/a~1b~0c': 'Maker' }, ['PROGRAM.KEY /partnerTypes/a~1b~0c']],
  ['a role id in lower case', { '/roles/cam': { title: 'x', side: 'vendor' } }, ['PROGRAM.KEY /roles/cam']],
  [
    'more countries than a list holds',
    { '/regions/us/countries': Array<string>(201).fill('US') },
    ['PROGRAM.SIZE /regions/us/countries'],
  ],
  ['more steps than a stage holds', { [steps('recruit')]: manySteps(41) }, ['PROGRAM.SIZE /stages/recruit/steps']],
  ['a stage without steps', { [steps('enable')]: {} }, ['PROGRAM.SIZE /stages/enable/steps']],
  ['a period that does not exist', { '/period': 'week' }, ['PROGRAM.VALUE /period']],
  [
    'a service that does not exist',
    { [`${steps('incentivize')}/calculate/does`]: 'guess' },
    ['PROGRAM.VALUE /stages/incentivize/steps/calculate/does'],
  ],
  [
    'a fact in camel case',
    { [`${steps('sell')}/first-deal/fact`]: 'saleBooked' },
    ['PROGRAM.FORMAT /stages/sell/steps/first-deal/fact'],
  ],
  [
    'a course that is no IRI',
    { '/tracks/sales-path/courses/0/activity': 'course 1' },
    ['PROGRAM.FORMAT /tracks/sales-path/courses/0/activity'],
  ],
  [
    'an unknown kind of step',
    { [`${steps('recruit')}/screening/kind`]: 'magic' },
    ['PROGRAM.STEP_KIND /stages/recruit/steps/screening/kind'],
  ],
  [
    'a step without a kind',
    { [`${steps('recruit')}/screening/kind`]: undefined },
    ['PROGRAM.MISSING /stages/recruit/steps/screening/kind'],
  ],
  [
    'a duration in words',
    { [`${steps('recruit')}/screening/due`]: '5 days' },
    ['PROGRAM.DURATION /stages/recruit/steps/screening/due'],
  ],
  [
    'a duration of more than ten years',
    { '/certifications/sales-associate/validFor': '4000d' },
    ['PROGRAM.DURATION /certifications/sales-associate/validFor'],
  ],
  [
    'a reminder at opening',
    { '/ladders/our-task/reminders': ['0%'] },
    ['PROGRAM.REMINDER /ladders/our-task/reminders/0'],
  ],
  [
    'a reminder at due',
    { '/ladders/our-task/reminders': ['50%', '100%'] },
    ['PROGRAM.REMINDER /ladders/our-task/reminders/1'],
  ],
  [
    'a quorum of nobody',
    { [`${steps('recruit')}/admit/quorum`]: 0 },
    ['PROGRAM.SIZE /stages/recruit/steps/admit/quorum'],
  ],
  [
    'a quorum that nobody gathers',
    { [`${steps('recruit')}/admit/quorum`]: 10 },
    ['PROGRAM.SIZE /stages/recruit/steps/admit/quorum'],
  ],
  [
    'half a person for a quorum',
    { [`${steps('recruit')}/admit/quorum`]: 1.5 },
    ['PROGRAM.TYPE /stages/recruit/steps/admit/quorum'],
  ],
];
