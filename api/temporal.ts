import { Injectable } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import { Client, Connection } from '@temporalio/client';
import { dataConverterOf } from '../connectors/payloads/data-converter';
import type { ApiSettings } from './settings';

/** How long the API waits for Temporal, and for what a workflow answers, before it says "come again". */
export const TEMPORAL_PATIENCE_MS = 10_000;

/** The Temporal client: connects when first asked and again whenever the server has come back. */
@Injectable()
export class Temporal implements OnApplicationShutdown {
  readonly client: Client;
  readonly taskQueue: string;
  /** Where links from the Temporal UI into the console lead; absent where nobody has said it. */
  readonly consoleUrl: string | undefined;
  private readonly connection: Connection;
  private readonly namespace: string;
  private readonly uiUrl: string;

  constructor(settings: ApiSettings) {
    const { address, namespace, tls, apiKey } = settings.temporal;
    this.connection = Connection.lazy({ address, tls: tls ? {} : undefined, apiKey });
    const dataConverter = dataConverterOf(settings.payloadCodec);
    this.client = new Client({ connection: this.connection, namespace, dataConverter });
    this.taskQueue = settings.taskQueue;
    this.namespace = namespace;
    this.uiUrl = settings.temporalUiUrl;
    this.consoleUrl = settings.console.publicUrl;
  }

  /** Calls Temporal with a bound on the time that it takes. */
  async ask<T>(call: (client: Client) => Promise<T>, patienceMs = TEMPORAL_PATIENCE_MS): Promise<T> {
    return this.connection.withDeadline(Date.now() + patienceMs, () => call(this.client));
  }

  /** Tells whether the server answers for our namespace. */
  async ping(patienceMs: number): Promise<void> {
    await this.ask(() => this.connection.workflowService.describeNamespace({ namespace: this.namespace }), patienceMs);
  }

  /** The page of a workflow in the Temporal UI. */
  linkTo(workflowId: string): string {
    return `${this.uiUrl}/namespaces/${encodeURIComponent(this.namespace)}/workflows/${encodeURIComponent(workflowId)}`;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.connection.close();
  }
}
