/** The console as `npm start` serves it: real servers, a real issuer, the shipped program. */
import { ApiClient } from '../../local/demo/http';
import { publishShippedProgram } from '../../local/publish';
import { signInStaff } from '../../local/staff';
import { startStack } from '../../local/stack';
import type { Stack } from '../../local/stack';
import { builtRooms, eventually, freshEnvironment } from '../crash/house';
import { freshFolder } from '../kit/programs';
import { freshName } from '../kit/servers';

/** A running console. */
export interface ConsoleHouse {
  stack: Stack;
  url: string;
  /** The API as somebody: for what a test needs and does not look at. */
  as(name: string): ApiClient;
  close(): Promise<void>;
}

interface Items<T> {
  items: T[];
}

/** Brings everything up, publishes the shipped program, and lets our people sign in once. */
export async function openConsole(): Promise<ConsoleHouse> {
  const stack = await startStack({
    dataDir: freshFolder('console'),
    dist: await builtRooms(),
    env: await freshEnvironment(),
  });
  const as = (name: string): ApiClient => new ApiClient(stack.apiUrl, () => stack.tokenFor(name));
  try {
    await publishShippedProgram(stack);
    await signInStaff(stack);
  } catch (error) {
    await stack.stop();
    throw error;
  }
  return { stack, url: stack.apiUrl, as, close: () => stack.stop() };
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

/** The open approval of a title, once it is asked. */
export async function asked(house: ConsoleHouse, partnerId: string, title: string): Promise<Asked> {
  let found: Asked | undefined;
  await eventually(`"${title}" is asked`, async () => {
    const { items } = await house.as('pam').get<Items<Asked>>(`/v1/approvals?state=open&partnerId=${partnerId}`);
    found = items.find((approval) => approval.title === title);
    return found !== undefined;
  });
  return found!;
}

/** The decisions on record. */
export async function decisionsOn(house: ConsoleHouse, approvalId: string): Promise<unknown[]> {
  return (await house.as('pam').get<{ decisions: unknown[] }>(`/v1/approvals/${approvalId}`)).decisions;
}

interface Task {
  stepId: string;
  title: string;
  details: { evidence?: string[] } | null;
}

/** Somebody completes tasks, each as soon as it is open. */
export async function workThrough(
  house: ConsoleHouse,
  who: string,
  partnerId: string,
  titles: readonly string[],
): Promise<void> {
  for (const title of titles) {
    let task: Task | undefined;
    await eventually(`"${title}" is open`, async () => {
      const { items } = await house.as(who).get<Items<Task>>(`/v1/tasks?partnerId=${partnerId}`);
      task = items.find((one) => one.title === title);
      return task !== undefined;
    });
    const evidence = Object.fromEntries(
      (task!.details?.evidence ?? []).map((field) => [field, 'Checked, and in order']),
    );
    await house.as(who).post(`/v1/tasks/${task!.stepId}/completion`, { evidence }, `complete-${task!.stepId}`);
  }
}
