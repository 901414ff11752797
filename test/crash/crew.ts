import { setTimeout as pause } from 'node:timers/promises';
import type { Sight } from './house';
import { eventually, ownerOf, rows, STAFF } from './house';
import type { Answer, Person } from './person';

/** People who are at work at the same moment. */
const AT_ONCE = 6;
/** Of people who send twice, every so many-th request is cut off by its sender. */
const HANGS_UP_EVERY = 10;
/** After a round in which nobody found anything to do. */
const IDLE_MS = 100;

/** Others were quicker, or somebody would decide on their own work: the story knows these. */
const DECISION_REFUSALS = ['APPROVAL.CLOSED', 'APPROVAL.NOT_CANDIDATE', 'APPROVAL.EXCLUDED'];

/** What people were told is done: each must be exactly one row. */
export interface Acknowledged {
  applications: Map<string, string>;
  /** `<approvalId>/<personId>`. */
  decisions: Set<string>;
  /** Step ids. */
  completions: Set<string>;
  /** `<agreementId>/<side>`. */
  signatures: Set<string>;
}

interface Approval {
  approvalId: string;
  contentHash: string;
}

interface Task {
  stepId: string;
  kind: string;
  details: { evidence?: string[]; agreementId?: string; documentHash?: string; signed?: boolean } | null;
}

/** The people of a test: they look into their inboxes and do what waits there, over HTTP, until told to stop. */
export class Crew {
  /** Refusals that no story explains. */
  readonly surprises: string[] = [];
  private readonly taken = new Set<string>();
  private readonly doneFor = new Map<string, number>();
  private stopping = false;
  private decided = 0;

  constructor(
    private readonly house: Sight,
    /** `twice`: each decision is sent by two requests at the same moment. */
    private readonly habits: { twice?: boolean } = {},
    readonly acknowledged: Acknowledged = {
      applications: new Map(),
      decisions: new Set(),
      completions: new Set(),
      signatures: new Set(),
    },
  ) {}

  /** The same people, with what they remember, after everything was started again. */
  goOnIn(house: Sight): Crew {
    return new Crew(house, this.habits, this.acknowledged);
  }

  /** Owners apply, from the first to the last number, each for a company of their own. */
  async apply(programId: string, { first = 1, last }: { first?: number; last: number }): Promise<void> {
    const numbers = Array.from({ length: last - first + 1 }, (_, n) => first + n);
    await inParallel(numbers, AT_ONCE, async (n) => {
      const answer = await this.person(ownerOf(n)).insist('POST', '/v1/partners', applicationOf(programId, n));
      this.note(ownerOf(n), answer);
    });
  }

  /** Remembers what an owner was told of the application. */
  note(owner: string, answer: Answer): void {
    if (this.expected(answer, 202)) this.acknowledged.applications.set(owner, String(answer.body['partnerId']));
  }

  /** Everybody works until `finished` is true. */
  async workUntil(what: string, finished: () => Promise<boolean>, patienceMs: number): Promise<void> {
    this.stopping = false;
    const work = this.work();
    const seen = eventually(what, () => finished().catch(whileDown), patienceMs);
    // Somebody who fails ends the wait at once.
    try {
      await Promise.race([seen, work.then(() => seen)]);
    } finally {
      this.stopping = true;
      await work;
    }
  }

  /** All that went wrong between people and API, in words. */
  get faults(): string[] {
    return [...this.surprises, ...this.everybody().flatMap(({ lived }) => lived.faults)];
  }

  /** Requests that got no answer, and those told "not now". */
  get troubles(): { cut: number; unavailable: number } {
    const lived = this.everybody().map((person) => person.lived);
    const sum = (of: 'cut' | 'unavailable') => lived.reduce((total, one) => total + one[of], 0);
    return { cut: sum('cut'), unavailable: sum('unavailable') };
  }

  private everybody(): Person[] {
    return [...STAFF, ...this.acknowledged.applications.keys()].map((name) => this.person(name));
  }

  private person(name: string): Person {
    return this.house.person(name);
  }

  private async work(): Promise<void> {
    while (!this.stopping) {
      const names = [...STAFF, ...this.busyOwners()];
      let done = 0;
      await inParallel(names, AT_ONCE, async (name) => {
        if (!this.stopping) done += await this.lookInto(name);
      });
      if (done === 0) await pause(IDLE_MS);
    }
  }

  /** An owner signs once and writes one plan: then nothing more can wait. */
  private busyOwners(): string[] {
    return [...this.acknowledged.applications.keys()].filter((name) => (this.doneFor.get(name) ?? 0) < 2);
  }

  private async lookInto(name: string): Promise<number> {
    const person = this.person(name);
    const approvals = await this.inbox<Approval>(person, '/v1/approvals?state=open&limit=200');
    const tasks = await this.inbox<Task>(person, '/v1/tasks?limit=200');
    const acts = [
      ...approvals.map((approval) => ({ id: approval.approvalId, act: () => this.decide(person, approval) })),
      ...tasks.map((task) => ({
        id: `${task.stepId}/${String(task.details?.signed)}`,
        act: () => (task.kind === 'agreement' ? this.sign(person, task) : this.complete(person, task)),
      })),
    ].filter(({ id }) => !this.taken.has(`${name}/${id}`));
    for (const { id } of acts) this.taken.add(`${name}/${id}`);
    await inParallel(acts, AT_ONCE, ({ act }) => act());
    this.doneFor.set(name, (this.doneFor.get(name) ?? 0) + acts.length);
    return acts.length;
  }

  private async inbox<Item>(person: Person, path: string): Promise<Item[]> {
    const answer = await person.ask('GET', path);
    // Nobody is known to a partner before its first row: an owner's inbox is refused until then.
    return answer?.status === 200 ? (answer.body['items'] as Item[]) : [];
  }

  private async decide(person: Person, { approvalId, contentHash }: Approval): Promise<void> {
    const path = `/v1/approvals/${approvalId}/decisions`;
    const send = (key: string) => person.insist('POST', path, { body: { decision: 'approve', contentHash }, key });
    const keys = [`decide-${approvalId}`, ...(this.habits.twice ? [`decide-${approvalId}-again`] : [])];
    // Some hang up before they hear the answer; what they said counts once all the same.
    if (this.habits.twice && (this.decided += 1) % HANGS_UP_EVERY === 0)
      await person.sendAndHangUp(path, { body: { decision: 'approve', contentHash }, key: keys[0] });
    const answers = await Promise.all(keys.map(send));
    for (const answer of answers)
      if (this.expected(answer, 200, DECISION_REFUSALS)) {
        const { personId, seq } = answer.body;
        this.acknowledged.decisions.add(`${approvalId}/${String(personId)}/${String(seq)}`);
      }
  }

  private async complete(person: Person, { stepId, details }: Task): Promise<void> {
    const evidence = Object.fromEntries((details?.evidence ?? []).map((field) => [field, `${field} of ${stepId}`]));
    const answer = await person.insist('POST', `/v1/tasks/${stepId}/completion`, {
      body: { evidence },
      key: `complete-${stepId}`,
    });
    if (this.expected(answer, 200, ['STEP.CLOSED'])) this.acknowledged.completions.add(stepId);
  }

  private async sign(person: Person, { stepId, details }: Task): Promise<void> {
    const { agreementId, documentHash, signed } = details ?? {};
    const side = signed ? 'vendor' : 'partner';
    const answer = await person.insist('POST', `/v1/agreements/${agreementId}/signatures`, {
      body: { documentHash },
      key: `sign-${stepId}-${side}`,
    });
    if (this.expected(answer, 200, ['STEP.CLOSED'])) this.acknowledged.signatures.add(`${agreementId}/${side}`);
  }

  /** True when it was done; false when it was refused for a reason that the story knows. */
  private expected(answer: Answer, status: number, refusals: string[] = []): boolean {
    if (answer.status === status) return true;
    if (!refusals.includes(answer.body.code ?? ''))
      this.surprises.push(`${answer.status} ${JSON.stringify(answer.body)}`);
    return false;
  }
}

/** What the n-th owner sends to apply: the same each time. */
export function applicationOf(programId: string, n: number): { body: unknown; key: string } {
  return { body: { programId, name: `Company ${n}`, type: 'reseller', country: 'US' }, key: `apply-${n}` };
}

/** While Postgres is down nothing can be seen to be finished. */
function whileDown(_error: unknown): false {
  return false;
}

/** How many partners have reached Enable. */
export async function onboarded(house: Sight): Promise<number> {
  const [row] = await rows<{ count: string }>(house, `SELECT count(*) FROM stage_run WHERE stage = 'enable'`);
  return Number(row!.count);
}

/** Does something for each item, so many at once. */
export async function inParallel<Item>(
  items: Item[],
  atOnce: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const hand = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, hand));
}
