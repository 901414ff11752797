import { setTimeout as pause } from 'node:timers/promises';
import { demoMail } from '../identities';
import { shippedProgramText } from '../publish';
import type { Stack } from '../stack';
import { Player } from './cast';
import { ApiClient } from './http';
import type { ClockAnswer, PartnerAnswer } from './answers';
import { bookSales, reportCampaign, reportDeal, reportTraining } from './outside';
import type { Screen } from './screen';

/** How long a day of the demo's program takes. */
export const DEMO_DAY = '500ms';
/** The whole story; the default program's first cycle takes at most a quarter and a quarter more, some 57 s. */
const STORY_PATIENCE_MS = 170_000;
const LOOK_EVERY_MS = 250;

const STAFF = ['pam', 'carl', 'olga', 'fiona', 'frank', 'lena', 'mia', 'sam', 'vera'];
/** Whom the partner's owner invites, and as what. */
const COLLEAGUES = { sal: 'P-sales', tia: 'P-sales', max: 'P-mkt', flo: 'P-fin' };
const AT_PARTNER = ['ana', ...Object.keys(COLLEAGUES)];
const SELLERS = ['sal', 'tia'];

/** What the story ended with. */
export interface Told {
  partner: PartnerAnswer;
  version: number;
  tookMs: number;
}

/**
 * One partner through all eight stages and into the next cycle, through the public HTTP API only: everybody acts with
 * their own token, and nothing is done that a user could not do.
 */
export async function tellStory(stack: Stack, screen: Screen): Promise<Told> {
  const startedMs = Date.now();
  const api = (name: string): ApiClient => new ApiClient(stack.apiUrl, () => stack.tokenFor(name));
  const version = await publishDemoProgram(api('ada'), screen);
  await registerSystems(api('ada'), stack.issuerUrl, screen);
  await signInStaff(api, screen);
  const partnerId = await apply(api('ana'), screen, startedMs);
  await until(
    () => api('ana').get<PartnerAnswer>(`/v1/partners/${partnerId}`),
    ({ state }) => state === 'running',
  );
  await inviteColleagues(api, partnerId, screen);
  const players = [...STAFF, ...AT_PARTNER].map(
    (name) => new Player(name, api(name), (what) => screen.acted(name, what)),
  );
  const outside = new Outside(api, partnerId, screen);
  const endMs = startedMs + STORY_PATIENCE_MS;
  for (;;) {
    const partner = await api('pam').get<PartnerAnswer>(`/v1/partners/${partnerId}`);
    screen.show(partner);
    if (partner.cycle >= 2 && partner.stageRuns.some(({ cycle }) => cycle >= 2))
      return { partner, version, tookMs: Date.now() - startedMs };
    if (!['active', 'starting'].includes(partner.mode))
      throw new Error(`${partner.name} is ${partner.mode}: the story cannot go on.`);
    if (Date.now() > endMs)
      throw new Error(
        `The story did not come to its second cycle in ${STORY_PATIENCE_MS / 1000} s; it waits for ${JSON.stringify(partner.waitingFor)}`,
      );
    await outside.react(partner);
    await Promise.all(players.map((player) => player.act(partnerId)));
    await pause(LOOK_EVERY_MS);
  }
}

async function publishDemoProgram(ada: ApiClient, screen: Screen): Promise<number> {
  const text = shippedProgramText();
  const { version } = await ada.send<{ version: number }>(`/v1/programs?day=${DEMO_DAY}`, {
    type: 'application/yaml',
    text,
    key: `demo-${Date.now()}`,
  });
  screen.say(`ada published the channel program as version ${version} with a demo clock: one day takes ${DEMO_DAY}`);
  return version;
}

async function apply(ana: ApiClient, screen: Screen, startedMs: number): Promise<string> {
  const name = `Acme Cycles ${new Date(startedMs).toISOString().slice(11, 19).replaceAll(':', '')}`;
  const body = {
    name,
    type: 'reseller',
    country: 'US',
    city: 'Seattle',
    profile: { employees: 24, yearsInBusiness: 7, focus: 'cycling' },
  };
  const { partnerId } = await ana.post<{ partnerId: string }>('/v1/partners', body, `apply-${startedMs}`);
  screen.say(`ana applied for ${name} → ${partnerId}`);
  return partnerId;
}

async function inviteColleagues(api: (name: string) => ApiClient, partnerId: string, screen: Screen): Promise<void> {
  for (const [name, role] of Object.entries(COLLEAGUES)) {
    await api('ana').post(
      '/v1/people',
      { partnerId, email: demoMail(name), displayName: name, roles: [{ role }] },
      `invite-${name}`,
    );
    // Their first sign-in binds the invitation to their identity, a moment later.
    await until(
      () => api(name).get<{ known: boolean }>('/v1/people/me'),
      ({ known }) => known,
    );
  }
  screen.say('ana invited sal and tia (sales), max (marketing) and flo (finance), who signed in');
}

async function registerSystems(ada: ApiClient, issuer: string, screen: Screen): Promise<void> {
  const systems = { lms: 'LMS', erp: 'IMPORTER', crm: 'CRM' };
  for (const [subject, role] of Object.entries(systems))
    await ada.post(
      '/v1/people/services',
      { displayName: subject, issuer, subject, roles: [{ role }] },
      `register-${subject}`,
    );
  screen.say('ada registered the systems around us: learning, orders, marketing');
}

/** Our people sign in once, so that they are known as holders of their roles before anything waits for them. */
async function signInStaff(api: (name: string) => ApiClient, screen: Screen): Promise<void> {
  await Promise.all(STAFF.map((name) => api(name).get('/v1/people/me')));
  await until(
    () => api('ada').get<{ items: { displayName: string; grants: unknown[] }[] }>('/v1/people'),
    ({ items }) => items.filter(({ grants }) => grants.length > 0).length >= STAFF.length,
  );
  screen.say(`our people signed in: ${STAFF.join(', ')}`);
}

/** Systems around us: the learning system when people train, the order system while the partner sells. */
class Outside {
  private trained = false;
  private booked = 0;
  private campaigned = false;
  private registered = false;

  constructor(
    private readonly api: (name: string) => ApiClient,
    private readonly partnerId: string,
    private readonly screen: Screen,
  ) {}

  async react(partner: PartnerAnswer): Promise<void> {
    const open = new Set(partner.stageRuns.filter(({ outcome }) => outcome === null).map(({ stage }) => stage));
    if (open.has('enable') && !this.trained) await this.train();
    if (open.has('market') && !this.campaigned) await this.campaign(partner);
    if (open.has('sell') && !this.registered) await this.register(partner);
    if (open.has('sell') && partner.cycle === 1 && this.booked < 2) await this.book(partner);
  }

  private async train(): Promise<void> {
    this.trained = true;
    const clock = await this.clock();
    for (const name of SELLERS) await reportTraining(this.api('lms'), demoMail(name), clock);
    this.screen.acted('lms', `reported the courses and exams of ${SELLERS.join(' and ')} (xAPI)`);
  }

  private async campaign(partner: PartnerAnswer): Promise<void> {
    const { now, period } = await this.clock();
    if (period.key !== partner.period) return;
    this.campaigned = true;
    await reportCampaign(this.api('crm'), { partnerId: this.partnerId, period: period.key, at: now.at });
    this.screen.acted('crm', 'reported that the joint campaign has run');
  }

  private async register(partner: PartnerAnswer): Promise<void> {
    const { now, period } = await this.clock();
    if (period.key !== partner.period) return;
    this.registered = true;
    await reportDeal(this.api('crm'), { partnerId: this.partnerId, period: period.key, at: now.at });
    this.screen.acted('crm', 'reported a deal that the partner has registered');
  }

  /** Once when selling begins, once inside the cycle's own period: a cycle that begins near a period's end takes the next. */
  private async book(partner: PartnerAnswer): Promise<void> {
    const { date, period } = await this.clock();
    if (this.booked === 1 && period.key !== partner.period) return;
    this.booked += 1;
    await bookSales(this.api('erp'), { partnerId: this.partnerId, date, batch: this.booked });
    this.screen.acted('erp', `booked three sales of ${date}`);
  }

  private clock(): Promise<ClockAnswer> {
    return this.api('pam').get<ClockAnswer>('/v1/programs/channel/clock');
  }
}

async function until<T>(look: () => Promise<T>, seen: (value: T) => boolean): Promise<T> {
  const endMs = Date.now() + 30_000;
  for (;;) {
    const value = await look();
    if (seen(value)) return value;
    if (Date.now() > endMs) throw new Error('Waited 30 s in vain: is the worker running?');
    await pause(LOOK_EVERY_MS);
  }
}
