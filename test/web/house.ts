/** The console as `npm start` serves it: real servers, a real issuer, the shipped program. */
import type { BrowserContextOptions } from 'playwright-core';
import { ApiClient } from '../../local/demo/http';
import type { MailFault } from '../../local/mail/post';
import type { PaymentProvider } from '../../local/payment-provider';
import type { BookedPayment } from '../../local/payments/book';
import { publishShippedProgram } from '../../local/publish';
import { signInStaff } from '../../local/staff';
import { startStack } from '../../local/stack';
import type { Stack } from '../../local/stack';
import type { DemoIdentity } from '../../local/identities';
import { builtRooms, eventually, freshEnvironment, writeIdentities } from '../crash/house';
import { TestBrowser } from '../kit/browser';
import type { Window } from '../kit/browser';
import { closeAll } from '../kit/close-all';
import { freshFolder, freshPaymentProvider } from '../kit/programs';
import { freshName } from '../kit/servers';

/** How windows look until a scene looks otherwise. */
const AS_AT_FIRST = { viewport: { width: 1600, height: 1000 }, colorScheme: 'light' } as const;
/** Whose account the bank's files debit. */
const DEBTOR = { SEPA_DEBTOR_NAME: 'Vendor GmbH', SEPA_DEBTOR_IBAN: 'DE89370400440532013000' };
/** Who sells at a partner that other scenes have not met. */
export const SELLER: DemoIdentity = {
  ...{ name: 'sue', subject: 'sue', displayName: 'Sue Park, sales at a partner' },
  ...{ email: 'sue@partner.example', roles: [], partnerSide: true },
};
/** What a sponsor is asked first. */
export const BUSINESS_CASE = 'Approve the business case';

interface Items<T> {
  items: T[];
}

/** A running console, and everybody at their desk in front of it: brought up once, for all scenes. */
export class ConsoleHouse {
  private stack!: Stack;
  private payments!: PaymentProvider;
  private browser!: TestBrowser;
  private readonly desks = new Map<string, Window>();

  /** Brings everything up, publishes the shipped program, and lets our people sign in once. */
  async open(): Promise<void> {
    const folders = { dataDir: freshFolder('console'), dist: await builtRooms() };
    writeIdentities(folders.dataDir, [SELLER]);
    this.payments = await freshPaymentProvider();
    await this.payments.webhook({ url: 'http://127.0.0.1:9/nobody', secret: 'nobody listens' });
    const env = await freshEnvironment({ PAYMENT_PROVIDER_URL: this.payments.url, ...DEBTOR });
    this.stack = await startStack({ ...folders, env });
    await publishShippedProgram(this.stack);
    await signInStaff(this.stack);
    this.browser = await TestBrowser.open();
  }

  async close(): Promise<void> {
    await closeAll([() => this.browser?.close(), () => this.stack?.stop(), () => this.payments?.stop()]);
  }

  get url(): string {
    return this.stack.apiUrl;
  }

  /** Who signs everybody in. */
  get issuer(): string {
    return this.stack.issuerUrl;
  }

  /** The address of its rows, as the application reads and writes them: for what takes a year over HTTP. */
  get databaseUrl(): string {
    return this.stack.databaseUrl;
  }

  /** What the payment provider has really paid, in order. */
  moved(): BookedPayment[] {
    return this.payments.moved();
  }

  /** The API as somebody: for what a test needs and does not look at. */
  as(name: string): ApiClient {
    return new ApiClient(this.stack.apiUrl, () => this.stack.tokenFor(name));
  }

  /** Lets the mail server misbehave, or be well again. */
  async mailFault(fault: MailFault): Promise<void> {
    await fetch(`${this.stack.mailboxUrl}/faults`, { method: 'PUT', body: JSON.stringify(fault) });
  }

  /** A window in which nobody is signed in. */
  window(options?: BrowserContextOptions): Promise<Window> {
    return this.browser.window(this.url, options);
  }

  /** Somebody in a window that hears of nothing by itself. */
  async deafWindow(displayName: string, path: string): Promise<Window> {
    const window = await this.window();
    await window.context.route('**/v1/events', (route) => route.abort());
    await window.signIn(displayName, path);
    return window;
  }

  /** Somebody at their desk: they sign in once, and their window stays theirs for all scenes. */
  async desk(displayName: string, path: string): Promise<Window> {
    const known = this.desks.get(displayName);
    if (known !== undefined) {
      await known.look(AS_AT_FIRST);
      await known.go(path);
      return known;
    }
    const window = await this.window();
    await window.signIn(displayName, path);
    this.desks.set(displayName, window);
    return window;
  }

  /** Ends a scene: desks are left, other windows closed. @returns what any page complained about meanwhile */
  async tidy(): Promise<string[]> {
    return this.browser.tidy(new Set(this.desks.values()));
  }
}

/** A partner whose owner has applied. @returns its id */
export async function applied(house: ConsoleHouse, owner: string, name: string): Promise<string> {
  const profile = { employees: 24, yearsInBusiness: 7 };
  const body = { name, type: 'reseller', country: 'US', city: 'Seattle', profile };
  const { partnerId } = await house.as(owner).post<{ partnerId: string }>('/v1/partners', body, `apply-${owner}`);
  await eventually(`${name} is on record`, async () => {
    const { state } = await house.as('pam').get<{ state: string }>(`/v1/partners/${partnerId}`);
    return state === 'running';
  });
  return partnerId;
}

/** Partners that come as a file, in the order of their names. @returns their ids */
export async function imported(house: ConsoleHouse, names: readonly string[]): Promise<string[]> {
  const source = freshName('file').toLowerCase();
  const quoted = names.map((name, n) => `${source}-${n},"${name.replaceAll('"', '""')}",reseller,US`);
  const text = ['id,name,type,country', ...quoted].join('\n');
  const path = `/v1/partners/imports?source=${source}`;
  // Not who decides about them: whoever brings a partner asks for it.
  const { importId } = await house.as('olga').send<{ importId: string }>(path, { type: 'text/csv', text, key: source });
  const ids: string[] = [];
  await eventually(`${names.length} partners came as a file`, async () => {
    const rows = await house
      .as('olga')
      .get<Items<{ partnerId: string | null }>>(`/v1/imports/${importId}/rows?limit=200`);
    ids.splice(0, ids.length, ...rows.items.flatMap(({ partnerId }) => partnerId ?? []));
    return ids.length === names.length;
  });
  return ids;
}

interface Asked {
  approvalId: string;
  title: string;
  partnerId: string;
}

/** The open approval of a title, once it is asked of somebody. */
export async function asked(house: ConsoleHouse, partnerId: string, title: string, who = 'pam'): Promise<Asked> {
  let found: Asked | undefined;
  await eventually(`"${title}" is asked`, async () => {
    const { items } = await house.as(who).get<Items<Asked>>(`/v1/approvals?state=open&partnerId=${partnerId}`);
    found = items.find((approval) => approval.title === title);
    return found !== undefined;
  });
  return found!;
}

/** Each of them approves what a partner waits for, one after the other. */
export async function approve(
  house: ConsoleHouse,
  partnerId: string,
  { title, by }: { title: string; by: readonly string[] },
): Promise<void> {
  for (const who of by) {
    const { approvalId } = await asked(house, partnerId, title, who);
    const { contentHash } = await house.as(who).get<{ contentHash: string }>(`/v1/approvals/${approvalId}`);
    const decision = { decision: 'approve', contentHash, comment: 'Good fit' };
    await house.as(who).post(`/v1/approvals/${approvalId}/decisions`, decision, `${who}-${approvalId}`);
  }
}

/** The decisions on record. */
export async function decisionsOn(house: ConsoleHouse, approvalId: string): Promise<unknown[]> {
  return (await house.as('pam').get<{ decisions: unknown[] }>(`/v1/approvals/${approvalId}`)).decisions;
}

interface Task {
  stepId: string;
  title: string;
  kind: string;
  details: { evidence?: string[]; agreementId?: string; documentHash?: string } | null;
}

/** A task that waits for somebody, once it does. */
export async function task(house: ConsoleHouse, who: string, partnerId: string, title: string): Promise<Task> {
  let found: Task | undefined;
  await eventually(`"${title}" is open`, async () => {
    const { items } = await house.as(who).get<Items<Task>>(`/v1/tasks?partnerId=${partnerId}`);
    found = items.find((one) => one.title === title);
    return found !== undefined;
  });
  return found!;
}

/** Somebody completes or signs what waits for them, each as soon as it is open. */
export async function workThrough(
  house: ConsoleHouse,
  who: string,
  partnerId: string,
  titles: readonly string[],
): Promise<void> {
  for (const title of titles) {
    const { stepId, details } = await task(house, who, partnerId, title);
    const { evidence: fields = [], agreementId, documentHash } = details ?? {};
    const evidence = Object.fromEntries(fields.map((field) => [field, 'Checked, and in order']));
    if (agreementId === undefined)
      await house.as(who).post(`/v1/tasks/${stepId}/completion`, { evidence }, `complete-${stepId}`);
    else
      await house.as(who).post(`/v1/agreements/${agreementId}/signatures`, { documentHash }, `${who}-${agreementId}`);
  }
}
