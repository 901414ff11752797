import { setTimeout as pause } from 'node:timers/promises';
import { isGrpcServiceError } from '@temporalio/client';
import type { Connection } from '@temporalio/client';
import { SearchAttributeType } from '@temporalio/common';
import { msToTs, tsToMs } from '@temporalio/common/lib/time';

/** A connection of the client or of the worker: both carry these two services. */
export type ServerConnection = Pick<Connection, 'workflowService' | 'operatorService'>;

/** Every search attribute we write; a type that differs on the server would freeze workflow tasks for ever. */
export const SEARCH_ATTRIBUTES: Readonly<Record<string, SearchAttributeType>> = {
  PartnerId: SearchAttributeType.KEYWORD,
  Stage: SearchAttributeType.KEYWORD,
  Status: SearchAttributeType.KEYWORD,
  WaitingOn: SearchAttributeType.KEYWORD_LIST,
  DueAt: SearchAttributeType.DATETIME,
  ProgramVersion: SearchAttributeType.KEYWORD,
};

/** Ended stages stay readable in Temporal for this long; the dev server's own default is one day. */
const RETENTION_DAYS_DEFAULT = 400;

/** `temporal.api.enums.v1.IndexedValueType`, as the server lists the types. */
const INDEXED_TYPES: Readonly<Record<SearchAttributeType, number>> = {
  TEXT: 1,
  KEYWORD: 2,
  INT: 3,
  DOUBLE: 4,
  BOOL: 5,
  DATETIME: 6,
  KEYWORD_LIST: 7,
};

const DAY_MS = 86_400_000;
/** A new namespace reaches every cache of the server within its refresh interval, ten seconds by default. */
const USABLE_PATIENCE_MS = 60_000;
const USABLE_ASK_EVERY_MS = 50;
/** gRPC status codes, as the server answers them. */
const INVALID_ARGUMENT = 3;
const NOT_FOUND = 5;
const ALREADY_EXISTS = 6;

export interface NamespaceSettings {
  namespace: string;
  /** Days that an ended workflow is kept. Default 400. */
  retentionDays?: number;
  /** False where the namespace is somebody else's to create, such as Temporal Cloud. */
  createIfMissing: boolean;
}

/**
 * Makes sure that our namespace exists, keeps ended workflows long enough, and can be used now.
 *
 * @throws Error naming the command that cures it, when the namespace is missing or its retention is shorter.
 */
export async function ensureNamespace(connection: ServerConnection, settings: NamespaceSettings): Promise<void> {
  const { namespace, retentionDays = RETENTION_DAYS_DEFAULT, createIfMissing } = settings;
  const foundDays = await retentionOf(connection, namespace);
  if (foundDays === undefined) {
    if (!createIfMissing) {
      throw new Error(
        `The Temporal namespace "${namespace}" does not exist. Create it with: ` +
          `temporal operator namespace create --namespace ${namespace} --retention ${retentionDays}d`,
      );
    }
    await register(connection, namespace, retentionDays);
  } else if (foundDays < retentionDays) {
    throw new Error(
      `The Temporal namespace "${namespace}" forgets ended workflows after ${foundDays} days; ` +
        `TEMPORAL_RETENTION asks for ${retentionDays}. Extend it with: ` +
        `temporal operator namespace update --namespace ${namespace} --retention ${retentionDays}d`,
    );
  }
  await waitUntilUsable(connection, namespace);
}

/**
 * Registers each search attribute that is missing.
 *
 * @throws Error naming the attribute and both types, when the server knows it with another type.
 */
export async function ensureSearchAttributes(
  connection: ServerConnection,
  namespace: string,
  attributes: Readonly<Record<string, SearchAttributeType>> = SEARCH_ATTRIBUTES,
): Promise<void> {
  const known = await knownAttributes(connection, namespace);
  refuseOtherTypes(namespace, attributes, known);
  const missing = Object.entries(attributes).filter(([name]) => !(name in known));
  if (missing.length > 0) {
    const searchAttributes = indexedTypes(Object.fromEntries(missing));
    await unlessItExists(connection.operatorService.addSearchAttributes({ namespace, searchAttributes }));
  }
  const names = Object.keys(attributes);
  await until(() => canSearch(connection, namespace, names), `the search attributes of "${namespace}"`);
}

/**
 * A server over SQL lists a new attribute at once, but takes it only after its cache of namespaces is refreshed.
 * Names stand in backquotes: `Status` is a word of the query language too.
 */
async function canSearch(connection: ServerConnection, namespace: string, names: string[]): Promise<boolean> {
  const query = names.map((name) => `\`${name}\` IS NOT NULL`).join(' AND ');
  try {
    await connection.workflowService.listWorkflowExecutions({ namespace, query, pageSize: 1 });
    return true;
  } catch (error) {
    if (isGrpcServiceError(error) && error.code === INVALID_ARGUMENT) return false;
    throw error;
  }
}

function refuseOtherTypes(
  namespace: string,
  attributes: Readonly<Record<string, SearchAttributeType>>,
  known: Record<string, number>,
): void {
  const wrong = Object.entries(attributes).filter(
    ([name, type]) => name in known && known[name] !== INDEXED_TYPES[type],
  );
  if (wrong.length === 0) return;
  const found = (name: string) => Object.entries(INDEXED_TYPES).find(([, code]) => code === known[name])?.[0];
  throw new Error(
    `Search attributes of the Temporal namespace "${namespace}" have the wrong type: ` +
      wrong.map(([name, type]) => `${name} is ${found(name)}, must be ${type}`).join('; ') +
      `. Rename or remove them (temporal operator search-attribute remove --namespace ${namespace} --name …) first.`,
  );
}

/** The types by name in the server's own numbers, as its operator service takes them. */
export function indexedTypes(
  attributes: Readonly<Record<string, SearchAttributeType>> = SEARCH_ATTRIBUTES,
): Record<string, number> {
  return Object.fromEntries(Object.entries(attributes).map(([name, type]) => [name, INDEXED_TYPES[type]]));
}

async function retentionOf(connection: ServerConnection, namespace: string): Promise<number | undefined> {
  try {
    const { config } = await connection.workflowService.describeNamespace({ namespace });
    return Math.floor(tsToMs(config?.workflowExecutionRetentionTtl ?? msToTs(0)) / DAY_MS);
  } catch (error) {
    if (isGrpcServiceError(error) && error.code === NOT_FOUND) return undefined;
    throw error;
  }
}

async function register(connection: ServerConnection, namespace: string, retentionDays: number): Promise<void> {
  const workflowExecutionRetentionPeriod = msToTs(retentionDays * DAY_MS);
  const description = 'Partner lifecycle engine';
  // Two processes that start together both find it missing; the second one's refusal is what it wanted.
  await unlessItExists(
    connection.workflowService.registerNamespace({ namespace, description, workflowExecutionRetentionPeriod }),
  );
}

async function unlessItExists(request: Promise<unknown>): Promise<void> {
  try {
    await request;
  } catch (error) {
    if (isGrpcServiceError(error) && error.code === ALREADY_EXISTS) return;
    throw error;
  }
}

/** The front end answers for a namespace before the history service knows it: ask that one for a workflow nobody has. */
async function waitUntilUsable(connection: ServerConnection, namespace: string): Promise<void> {
  // Describing it is "not found" on every store; its history of a given run is not, on a server over Postgres.
  const execution = { workflowId: 'nobody-has-this-id' };
  const usable = async () => {
    try {
      await connection.workflowService.describeWorkflowExecution({ namespace, execution });
      return true;
    } catch (error) {
      if (!isGrpcServiceError(error) || error.code !== NOT_FOUND) throw error;
      // The worker's connection has the server's words in the message, the client's in the details.
      return !/namespace/i.test(`${error.message} ${error.details}`);
    }
  };
  await until(usable, `the namespace "${namespace}"`);
}

async function until(check: () => Promise<boolean>, what: string): Promise<void> {
  const endMs = Date.now() + USABLE_PATIENCE_MS;
  while (!(await check())) {
    if (Date.now() > endMs) throw new Error(`Temporal did not make ${what} usable within ${USABLE_PATIENCE_MS} ms.`);
    await pause(USABLE_ASK_EVERY_MS);
  }
}

async function knownAttributes(connection: ServerConnection, namespace: string): Promise<Record<string, number>> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  return customAttributes ?? {};
}
