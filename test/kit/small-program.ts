import type { Program, ProgramVersion, Stage, StageName } from '../../domain/program';
import { STAGES } from '../../domain/program';
import type { Step } from '../../domain/steps';
import { REAL_CLOCK } from '../../domain/clock';
import type { ProgramClock } from '../../domain/clock';
import { buildVersion } from '../../programs/publish';

/** A step that ends by itself: for stages that a test does not look at. */
const PASSING: Step = { kind: 'wait', title: 'Nothing to do', owner: 'CAM', for: '1h' };

/** A program as small as can be; a test says only what it is about. */
export function smallProgram(parts: {
  stages?: Partial<Record<StageName, Record<string, Step>>>;
  repeat?: Partial<Record<StageName, Stage['repeat']>>;
  ladders?: Program['ladders'];
}): Program {
  const stages = Object.fromEntries(
    STAGES.map((name): [StageName, Stage] => [
      name,
      {
        title: name[0]!.toUpperCase() + name.slice(1),
        goal: `${name} done`,
        repeat: parts.repeat?.[name],
        steps: parts.stages?.[name] ?? { pass: PASSING },
      },
    ]),
  ) as Program['stages'];
  return {
    id: 'small',
    title: 'A small program',
    zone: 'America/New_York',
    currency: 'USD',
    period: 'quarter',
    roles: {
      PM: { title: 'Program manager', side: 'vendor' },
      CAM: { title: 'Channel account manager', side: 'vendor' },
      PO: { title: 'Partner operations', side: 'vendor' },
      FIN: { title: 'Finance', side: 'vendor' },
      LEG: { title: 'Legal', side: 'vendor' },
      SE: { title: 'Sales engineer', side: 'vendor' },
      VP: { title: 'Vice president', side: 'vendor' },
      'P-own': { title: 'Partner owner', side: 'partner' },
    },
    partnerTypes: { reseller: 'Reseller', distributor: 'Distributor' },
    tiers: [
      { id: 'registered', title: 'Registered', salesFrom: '0', certified: {} },
      { id: 'gold', title: 'Gold', salesFrom: '100000', certified: {} },
    ],
    regions: {
      us: {
        title: 'United States',
        countries: ['US'],
        zone: 'America/New_York',
        currency: 'USD',
        language: 'en',
        workWeek: [1, 2, 3, 4, 5],
        holidays: { country: 'US' },
      },
      de: {
        title: 'Germany',
        countries: ['DE'],
        zone: 'Europe/Berlin',
        currency: 'EUR',
        language: 'de',
        workWeek: [1, 2, 3, 4, 5],
        holidays: { country: 'DE' },
      },
    },
    ladders: parts.ladders ?? {},
    documents: { terms: { title: 'Terms', text: 'We work together.' } },
    certifications: { seller: { title: 'Seller', validFor: '365d', reminders: ['90d', '60d', '30d', '7d'] } },
    tracks: {
      sales: {
        title: 'Sales',
        role: 'P-own',
        certification: 'seller',
        courses: [{ activity: 'https://learning.example/sales', title: 'Sales', verb: 'passed' }],
        people: { registered: 1, gold: 2 },
      },
    },
    profile: [{ id: 'type', title: 'Kind of partner', weight: 100, field: 'type', points: { reseller: 80, '*': 40 } }],
    ownerRole: 'CAM',
    stages,
    plan: {
      id: 'base',
      title: 'Base',
      currency: 'USD',
      rules: [
        {
          id: 'sales',
          title: 'Sales',
          trigger: 'sale_booked',
          basis: 'gross',
          bandsPer: 'period',
          tierDate: 'event',
          tiers: {
            registered: [
              { from: '0', to: '10000', rate: '5%' },
              { from: '10000', rate: '8%' },
            ],
            gold: [{ from: '0', rate: '10%' }],
          },
        },
      ],
    },
  };
}

/** A version of a small program. */
export function smallVersion(
  parts: Parameters<typeof smallProgram>[0] & { clock?: ProgramClock; nowMs?: number },
): ProgramVersion {
  return buildVersion({
    program: smallProgram(parts),
    version: 1,
    clock: parts.clock ?? REAL_CLOCK,
    nowMs: parts.nowMs ?? Date.now(),
  });
}
