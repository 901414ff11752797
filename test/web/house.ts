/** The console as `npm start` serves it: real servers, a real issuer, the shipped program. */
import { ApiClient } from '../../local/demo/http';
import { publishShippedProgram } from '../../local/publish';
import { startStack } from '../../local/stack';
import type { Stack } from '../../local/stack';
import { builtRooms, eventually, freshEnvironment } from '../crash/house';
import { freshFolder } from '../kit/programs';

/** Our people of the demo, who hold their roles from their first sign-in on. */
const STAFF = ['pam', 'carl', 'olga', 'fiona', 'lena', 'mia', 'sam', 'vera'];

/** A running console. */
export interface ConsoleHouse {
  stack: Stack;
  url: string;
  /** The API as somebody: for what a test needs and does not look at. */
  as(name: string): ApiClient;
  close(): Promise<void>;
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
    for (const name of STAFF) await as(name).get('/v1/people/me');
    await eventually('our people hold their roles', async () => {
      const { items } = await as('ada').get<{ items: { grants: unknown[] }[] }>('/v1/people');
      return items.filter(({ grants }) => grants.length > 0).length >= STAFF.length;
    });
  } catch (error) {
    await stack.stop();
    throw error;
  }
  return { stack, url: stack.apiUrl, as, close: () => stack.stop() };
}

/** A partner that has applied, in the middle of its first stage. @returns its id */
export async function applied(house: ConsoleHouse, owner: string, name: string): Promise<string> {
  const body = {
    name,
    type: 'reseller',
    country: 'US',
    city: 'Seattle',
    profile: { employees: 24, yearsInBusiness: 7 },
  };
  const { partnerId } = await house.as(owner).post<{ partnerId: string }>('/v1/partners', body, `apply-${owner}`);
  await eventually(`${name} is on record`, async () => {
    const { state } = await house.as('pam').get<{ state: string }>(`/v1/partners/${partnerId}`);
    return state === 'running';
  });
  return partnerId;
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
    const query = `state=open&partnerId=${partnerId}`;
    const { items } = await house.as('pam').get<{ items: Asked[] }>(`/v1/approvals?${query}`);
    found = items.find((approval) => approval.title === title);
    return found !== undefined;
  });
  return found!;
}
