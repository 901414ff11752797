import { randomUUID } from 'node:crypto';
import type { Journal } from './journal';
import type { WorldRequest } from './request';
import type { Reply } from './server';

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';
const PAGE_MAX = 200;

/** The attributes that a client may set. */
interface Attributes {
  userName: string;
  externalId?: string;
  displayName?: string;
  active: boolean;
}

interface StoredUser extends Attributes {
  id: string;
  created: string;
  lastModified: string;
  version: number;
}

/** Users of a SCIM 2.0 service: the subset of RFC 7644 that provisioning needs, with its errors as the RFC words them. */
export class ScimWorld {
  private readonly users = new Map<string, StoredUser>();

  constructor(
    private readonly journal: Journal,
    private readonly baseUrl: () => string,
  ) {
    for (const event of journal.read()) {
      if (event.kind === 'scim.deleted') this.users.delete(String(event['id']));
      else if (event.kind.startsWith('scim.')) this.users.set(String(event['id']), event['user'] as StoredUser);
    }
  }

  handle(request: WorldRequest): Reply {
    const { method, path, query, body } = request;
    if (path === '/scim/v2/Users') {
      if (method === 'GET') return this.list(query);
      return method === 'POST' ? this.create(body) : error(405, 'This method is not supported here.');
    }
    const id = /^\/scim\/v2\/Users\/([^/]+)$/.exec(path)?.[1];
    const user = id === undefined ? undefined : this.users.get(decodeURIComponent(id));
    if (user === undefined) return error(404, `Resource ${id ?? path} not found.`);
    if (method === 'GET') return { status: 200, json: this.resource(user) };
    if (method === 'PUT') return this.change(user, asObject(body));
    if (method === 'PATCH') return this.patch(user, asObject(body));
    if (method !== 'DELETE') return error(405, 'This method is not supported here.');
    this.journal.append('scim.deleted', { id: user.id });
    this.users.delete(user.id);
    return { status: 204 };
  }

  private list(query: URLSearchParams): Reply {
    const filter = query.get('filter');
    const matches = filter === null ? () => true : readFilter(filter);
    if (matches === undefined) return error(400, `The filter is not supported: ${filter}`, 'invalidFilter');
    const found = [...this.users.values()].filter(matches);
    const startIndex = Math.max(1, Number(query.get('startIndex') ?? 1) || 1);
    const count = Math.min(PAGE_MAX, Math.max(0, Number(query.get('count') ?? PAGE_MAX) || 0));
    const page = found.slice(startIndex - 1, startIndex - 1 + count).map((user) => this.resource(user));
    const json = {
      schemas: [LIST],
      totalResults: found.length,
      startIndex,
      itemsPerPage: page.length,
      Resources: page,
    };
    return { status: 200, json };
  }

  private create(body: unknown): Reply {
    const wanted = asObject(body);
    if (!hasSchema(wanted, USER)) return error(400, `schemas must hold ${USER}.`, 'invalidValue');
    const attributes = readAttributes({ active: true, ...wanted });
    if (typeof attributes === 'string') return error(400, attributes, 'invalidValue');
    if (this.taken(attributes.userName)) return error(409, 'This userName already exists.', 'uniqueness');
    const now = new Date().toISOString();
    const user: StoredUser = { id: randomUUID(), ...attributes, created: now, lastModified: now, version: 1 };
    this.store('scim.created', user);
    return { status: 201, json: this.resource(user), location: this.location(user) };
  }

  /** Replaces the client's attributes; what it leaves out is gone, as RFC 7644, 3.5.1 says. */
  private change(user: StoredUser, wanted: Record<string, unknown>): Reply {
    const attributes = readAttributes({ active: true, ...wanted });
    if (typeof attributes === 'string') return error(400, attributes, 'invalidValue');
    if (this.taken(attributes.userName, user.id)) return error(409, 'This userName already exists.', 'uniqueness');
    const { id, created, version } = user;
    const changed = { id, ...attributes, created, lastModified: new Date().toISOString(), version: version + 1 };
    this.store('scim.changed', changed);
    return { status: 200, json: this.resource(changed) };
  }

  private patch(user: StoredUser, body: Record<string, unknown>): Reply {
    const operations = body['Operations'];
    if (!hasSchema(body, PATCH) || !Array.isArray(operations))
      return error(400, `schemas must hold ${PATCH}.`, 'invalidSyntax');
    const { userName, externalId, displayName, active } = user;
    let wanted: Record<string, unknown> = { userName, externalId, displayName, active };
    for (const operation of operations) {
      const { op, path, value } = asObject(operation);
      const verb = String(op).toLowerCase();
      if (!['add', 'replace', 'remove'].includes(verb))
        return error(400, `Unknown operation ${verb}.`, 'invalidSyntax');
      if (path === undefined) wanted = { ...wanted, ...asObject(value) };
      else if (typeof path !== 'string' || !(path in wanted))
        return error(400, `Unknown path ${String(path)}.`, 'invalidPath');
      else wanted = { ...wanted, [path]: verb === 'remove' ? undefined : value };
    }
    return this.change(user, wanted);
  }

  /** userName is unique without regard to case (RFC 7643, 4.1.1). */
  private taken(userName: string, exceptId?: string): boolean {
    const wanted = userName.toLowerCase();
    return [...this.users.values()].some((user) => user.id !== exceptId && user.userName.toLowerCase() === wanted);
  }

  private store(kind: string, user: StoredUser): void {
    this.journal.append(kind, { id: user.id, user });
    this.users.set(user.id, user);
  }

  private location({ id }: StoredUser): string {
    return `${this.baseUrl()}/scim/v2/Users/${id}`;
  }

  private resource(user: StoredUser): Record<string, unknown> {
    const { created, lastModified, version, ...attributes } = user;
    const meta = {
      resourceType: 'User',
      created,
      lastModified,
      location: this.location(user),
      version: `W/"${version}"`,
    };
    return { schemas: [USER], ...attributes, meta };
  }
}

/** `userName eq "…"` or `externalId eq "…"`; attribute and operator without regard to case. */
function readFilter(filter: string): ((user: StoredUser) => boolean) | undefined {
  const [, attribute, literal] = /^\s*(userName|externalId)\s+eq\s+("(?:[^"\\]|\\.)*")\s*$/i.exec(filter) ?? [];
  if (attribute === undefined || literal === undefined) return undefined;
  const value = JSON.parse(literal) as string;
  if (attribute.toLowerCase() === 'externalid') return (user) => user.externalId === value;
  return (user) => user.userName.toLowerCase() === value.toLowerCase();
}

function readAttributes({ userName, externalId, displayName, active }: Record<string, unknown>): Attributes | string {
  if (typeof userName !== 'string' || userName.trim() === '') return 'userName is required.';
  if (externalId !== undefined && typeof externalId !== 'string') return 'externalId is a string.';
  if (displayName !== undefined && typeof displayName !== 'string') return 'displayName is a string.';
  if (typeof active !== 'boolean') return 'active is a boolean.';
  return { userName, externalId, displayName, active };
}

function hasSchema(body: Record<string, unknown>, schema: string): boolean {
  return Array.isArray(body['schemas']) && body['schemas'].includes(schema);
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function error(status: number, detail: string, scimType?: string): Reply {
  return { status, json: { schemas: [ERROR], status: String(status), scimType, detail } };
}
