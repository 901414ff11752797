import type { AccessRow } from '../../database/repositories/access';
import type { PartnerRow } from '../../database/repositories/lifecycle';
import { DomainError } from '../../domain/errors';
import type { AuditEntry, Origin } from '../../domain/journal';
import type { AccessRequest, Activities } from '../index';
import type { Deps } from '../shared/deps';
import { versionOf } from '../shared/recording';

type AccessDeps = Pick<Deps, 'db' | 'transaction' | 'clock' | 'audit' | 'lifecycle' | 'access' | 'provisioning'>;

/** What a partner's people are shown as in other systems: the company and the role, never a name or mail. */
const DISPLAY_NAME_LENGTH_MAX = 100;

/** Accounts of the partner's people in other systems. */
export function access(deps: AccessDeps): Pick<Activities, 'provisionAccess' | 'revokeAccess'> {
  return {
    /**
     * Idempotent by (partner, system, person): what the other system has confirmed is not asked again.
     * Undo: `revokeAccess`, which also finds accounts whose making was begun and never confirmed.
     */
    async provisionAccess(input) {
      const partner = await partnerOf(deps, input.partnerId);
      const people = await deps.access.findPartnerPeople(deps.db, input.partnerId, deps.clock.now());
      const wanted = input.systems.flatMap((system) =>
        people.map(({ personId }) => ({ system, personId, externalId: `${personId}@${system}` })),
      );
      const roles = new Map(people.map(({ personId, role }) => [personId, role]));
      const open = await deps.transaction((tx) =>
        deps.access.intendAccess(tx, { partnerId: input.partnerId, rows: wanted, nowMs: input.nowMs }),
      );
      for (const row of open) await provide(deps, { row, partner, role: roles.get(row.personId) ?? null });
      await tell(
        deps,
        { ...input, partner },
        {
          action: 'access.provisioned',
          subject: `partner/${input.partnerId}`,
          actor: 'system:workflow',
          details: { people: people.length, systems: input.systems },
        },
      );
      return { people: people.length, systems: input.systems };
    },

    /** Idempotent: an account that is inactive, or never was, is done. No undo but `provisionAccess`. */
    async revokeAccess({ origin, partnerId, personId: only, reason, nowMs }) {
      const partner = await partnerOf(deps, partnerId);
      const active = await deps.access.findActiveAccess(deps.db, partnerId);
      for (const { system, personId, externalId } of active.filter(
        (row) => only === undefined || row.personId === only,
      )) {
        await deps.provisioning.deactivateUser({ externalId });
        await deps.access.endAccess(deps.db, { partnerId, system, personId, nowMs });
      }
      const revoked = await deps.access.countEndedAccess(deps.db, partnerId, nowMs);
      await tell(
        deps,
        { origin, partner, nowMs },
        {
          action: 'access.revoked',
          subject: only === undefined ? `partner/${partnerId}` : `person/${only}`,
          actor: 'system:workflow',
          reason,
          details: { revoked },
        },
      );
      return { revoked };
    },
  };
}

async function partnerOf(deps: AccessDeps, partnerId: string): Promise<PartnerRow> {
  const partner = await deps.lifecycle.findPartner(deps.db, partnerId);
  if (!partner) throw new DomainError('PARTNER.UNKNOWN', `There is no partner ${partnerId}.`);
  return partner;
}

async function provide(
  deps: AccessDeps,
  { row, partner, role }: { row: AccessRow; partner: PartnerRow; role: string | null },
): Promise<void> {
  const { externalId, system, personId } = row;
  const displayName = `${partner.name}${role === null ? '' : ` ${role}`}`.slice(0, DISPLAY_NAME_LENGTH_MAX);
  // The sign-in name is our opaque id: another system learns no mail address from us.
  const { id } = await deps.provisioning.ensureUser({ externalId, userName: externalId, displayName, active: true });
  const stays = await deps.access.confirmAccess(deps.db, {
    partnerId: partner.partnerId,
    system,
    personId,
    remoteId: id,
  });
  // Taken back while it was being given, perhaps before the account was there to be found.
  if (!stays) await deps.provisioning.deactivateUser({ externalId });
}

async function tell(
  deps: AccessDeps,
  { origin, partner, nowMs }: { origin: Origin; partner: PartnerRow } & Pick<AccessRequest, 'nowMs'>,
  entry: AuditEntry,
): Promise<void> {
  const businessKey = `${origin.workflowId}/${entry.action}/${nowMs}`;
  await deps.audit.insertAudit(deps.db, {
    origin,
    partnerId: partner.partnerId,
    atMs: nowMs,
    programVersion: versionOf(partner),
    businessKey,
    entries: [entry],
  });
}
