import { Injectable } from '@nestjs/common';
import { IdempotencyStore } from '../../database/intake/idempotency-store';
import { PartnersView } from '../../database/views/partners';
import type { PartnerDetail } from '../../database/views/partners';
import { lifecycleId } from '../../domain/ids';
import type { RoleId } from '../../domain/steps';
import type { Principal } from '../auth/principal';
import { senderReach, sightOf } from '../auth/principal';
import type { LifecycleResult } from '../../workflows/partner-lifecycle.messages';
import { notFound } from '../http/ids';
import { Temporal } from '../temporal';

/** An application without a partner's row. */
export type ApplicationState =
  | { state: 'starting'; partnerId: string; temporalUrl: string }
  | { state: 'refused' | 'failed'; partnerId: string; reason: string | null; temporalUrl: string };

/** Finds partners for a reader: what is not there and what is not theirs are one answer. */
@Injectable()
export class PartnerAccess {
  constructor(
    private readonly partners: PartnersView,
    private readonly requests: IdempotencyStore,
    private readonly temporal: Temporal,
  ) {}

  /** @throws REQUEST.NOT_FOUND */
  async visible(reader: Principal, partnerId: string): Promise<PartnerDetail> {
    const partner = await this.partners.find(sightOf(reader), partnerId);
    if (!partner) throw notFound();
    return partner;
  }

  /**
   * A partner that something is reported about. A service sees no partner; its roles let it speak of those where it
   * holds them, and it learns nothing but that they are there.
   * @throws REQUEST.NOT_FOUND
   */
  async addressed(sender: Principal, partnerId: string, roles: readonly RoleId[]): Promise<PartnerDetail> {
    const reach = sender.kind === 'service' ? senderReach(sender, roles) : sightOf(sender);
    const partner = await this.partners.find(reach, partnerId);
    if (!partner) throw notFound();
    return partner;
  }

  /**
   * What became of an application that Temporal took and that no row shows (yet): for whoever sent it, and for staff
   * who see everything.
   * @throws REQUEST.NOT_FOUND
   */
  async application(reader: Principal, partnerId: string): Promise<ApplicationState> {
    const workflowId = lifecycleId(partnerId);
    const record = await this.requests.findByTarget(workflowId);
    const mayRead = record?.principal === reader.personId || (reader.partnerId === null && sightOf(reader).all);
    if (record === null || !mayRead) throw notFound();
    const temporalUrl = this.temporal.linkTo(workflowId);
    const { status } = await this.temporal.ask((client) => client.workflow.getHandle(workflowId).describe());
    if (status.name === 'RUNNING') return { state: 'starting', partnerId, temporalUrl };
    // Somebody ended it in Temporal, or it failed there: it has no result to tell of.
    if (status.name !== 'COMPLETED')
      return { state: 'failed', partnerId, reason: status.name.toLowerCase().replaceAll('_', ' '), temporalUrl };
    const { reason } = (await this.temporal.ask((client) =>
      client.workflow.getHandle(workflowId).result(),
    )) as LifecycleResult;
    return { state: 'refused', partnerId, reason: reason ?? null, temporalUrl };
  }
}
