import { ConnectorError } from '../connector-error';
import { callHttp, nonsense } from '../http';
import type { HttpEndpoint } from '../http';

/** An account as we want it in the other system. */
interface ProvisionedUser {
  /** Ours and opaque: the person's id. It identifies the account for ever. */
  externalId: string;
  /** The sign-in name, unique in the other system. */
  userName: string;
  displayName: string;
  active: boolean;
}

/** An account as the other system has it. */
interface FoundUser extends ProvisionedUser {
  /** Theirs. */
  id: string;
}

/** Accounts in somebody else's system. Undo is `deactivateUser`: an account is never deleted. */
export interface Provisioning {
  /**
   * Makes the account exist as given; an inactive one is reactivated. Idempotent by `externalId`: it may be repeated
   * after any failure, and two calls at once make one account.
   *
   * @throws ConnectorError, not retryable when the sign-in name belongs to somebody else.
   */
  ensureUser(user: ProvisionedUser): Promise<{ id: string }>;
  /** Takes the access away. Idempotent by `externalId`; an account that never was is `found: false`. @throws ConnectorError */
  deactivateUser(user: { externalId: string }): Promise<{ found: boolean }>;
  /** @throws ConnectorError */
  findUser(user: { externalId: string }): Promise<FoundUser | undefined>;
}

const USER_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:User';
const PATCH_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const CONFLICT = 409;
const NOT_FOUND = 404;

/** A SCIM 2.0 service (RFC 7643, RFC 7644); `baseUrl` ends where `/Users` begins. */
export function scimProvisioning(endpoint: Omit<HttpEndpoint, 'system' | 'mediaType'>): Provisioning {
  const at: HttpEndpoint = { ...endpoint, system: 'scim', mediaType: 'application/scim+json' };
  return {
    findUser: ({ externalId }) => find(at, externalId),
    ensureUser: (user) => ensure(at, user),
    async deactivateUser({ externalId }) {
      const found = await find(at, externalId);
      if (found?.active) await patch(at, found.id, { active: false });
      return { found: found !== undefined };
    },
  };
}

async function ensure(at: HttpEndpoint, user: ProvisionedUser): Promise<{ id: string }> {
  const found = (await find(at, user.externalId)) ?? (await create(at, user));
  if (found === undefined) {
    const message = 'scim POST /Users: the user name already belongs to another account.';
    throw new ConnectorError(message, { retryable: false, unknownOutcome: false, status: CONFLICT });
  }
  const { userName, displayName, active } = user;
  const same = found.userName === userName && found.displayName === displayName && found.active === active;
  if (!same) await patch(at, found.id, { userName, displayName, active });
  return { id: found.id };
}

/** Creates, or finds what another attempt created a moment ago; undefined when the name is somebody else's. */
async function create(at: HttpEndpoint, user: ProvisionedUser): Promise<FoundUser | undefined> {
  const body = { schemas: [USER_SCHEMA], ...user };
  const { status, json } = await callHttp(at, { method: 'POST', path: '/Users', body, accept: [CONFLICT] });
  return status === CONFLICT ? find(at, user.externalId) : readUser(json, user.externalId);
}

async function find(at: HttpEndpoint, externalId: string): Promise<FoundUser | undefined> {
  // A SCIM filter's string is a JSON string (RFC 7644, 3.4.2.2).
  const filter = encodeURIComponent(`externalId eq ${JSON.stringify(externalId)}`);
  const { json } = await callHttp(at, { method: 'GET', path: `/Users?filter=${filter}&count=2` });
  const { totalResults, Resources } = (json ?? {}) as { totalResults?: unknown; Resources?: unknown };
  if (totalResults === 0) return undefined;
  if (!Array.isArray(Resources) || Resources.length !== totalResults) {
    throw nonsense('scim GET /Users', 'the answer is not a list with what it counts');
  }
  if (Resources.length > 1) {
    const message = `scim GET /Users: more than one account has the external id ${externalId}; a person must merge them.`;
    throw new ConnectorError(message, { retryable: false, unknownOutcome: false });
  }
  return readUser(Resources[0], externalId);
}

async function patch(at: HttpEndpoint, id: string, change: Partial<ProvisionedUser>): Promise<void> {
  const Operations = Object.entries(change).map(([path, value]) => ({ op: 'replace', path, value }));
  const path = `/Users/${encodeURIComponent(id)}`;
  const body = { schemas: [PATCH_SCHEMA], Operations };
  const { status } = await callHttp(at, { method: 'PATCH', path, body, accept: [CONFLICT, NOT_FOUND] });
  if (status === CONFLICT) {
    const message = 'scim PATCH /Users: the user name already belongs to another account.';
    throw new ConnectorError(message, { retryable: false, unknownOutcome: false, status });
  }
  // It was there a moment ago: the next attempt looks again.
  if (status === NOT_FOUND)
    throw new ConnectorError('scim PATCH /Users: the account is gone.', {
      retryable: true,
      unknownOutcome: false,
      status,
    });
}

function readUser(json: unknown, externalId: string): FoundUser {
  const user = (json ?? {}) as Partial<Record<keyof FoundUser, unknown>>;
  const { id, userName, displayName, active } = user;
  if (typeof id !== 'string' || id === '' || typeof userName !== 'string')
    throw nonsense('scim /Users', 'the answer is not a user');
  if (user.externalId !== externalId) throw nonsense('scim /Users', 'the answer is about another account');
  // `active` is optional in RFC 7643; a system that does not say is asked to set it.
  return {
    id,
    externalId,
    userName,
    displayName: typeof displayName === 'string' ? displayName : '',
    active: active === true,
  };
}
