import type { Pool, PoolClient } from 'pg';
import type { Refusal } from '../../domain/errors';
import { DomainError } from '../../domain/errors';
import type {
  PayeeChanged,
  PayeeChangeRecord,
  PayeeCommand,
  PayeeContents,
  RecordGateContent,
} from '../../domain/incentivize/payee';
import {
  ACCOUNT_RESTS_MS,
  checkFourEyes,
  checkMayChangePayee,
  checkWithholding,
  payeeContentKind,
  payeeIdOf,
} from '../../domain/incentivize/payee';
import type { Principal } from '../../domain/people/person-change';
import { auditActor } from '../../domain/people/person-change';
import type { IntakeStore } from '../intake/intake-store';
import type { Queryable } from '../sql';
import { noteAccount } from './payout-notices';
import type { AccountRow, PayeeRow, Written } from './payee-rows';
import * as rows from './payee-rows';
import type { PeopleRepository } from './people';
import type { Recording } from './recording';
import { recordOnce } from './recording';

/** What a change works with. */
interface ChangeAt {
  tx: Queryable;
  payee: PayeeRow;
  by: Written;
}

type Effect = Pick<PayeeChanged, 'accountId' | 'payableFromWallMs'> & { changed?: boolean };

/** Each command's change of rows; who may do it has been checked, and the payee is locked. */
const CHANGES: { [C in PayeeCommand]: (at: ChangeAt, content: PayeeContents[C]) => Promise<Effect> } = {
  async proposeAccount({ tx, payee, by }, content) {
    const { accountId } = content;
    const old = await rows.verifiedAccount(tx, payee.payeeId);
    await rows.insertAccount(tx, payee.payeeId, { ...content, ...by });
    if (old) await tellOldContact({ tx, by }, accountId, old.accountId);
    return { accountId };
  },

  async decideAccount({ tx, payee, by }, { accountId, decision }) {
    const account = await proposed({ tx, payee }, accountId);
    checkFourEyes(account.proposedBy, by.personId);
    const old = await rows.verifiedAccount(tx, payee.payeeId);
    const { personId, atWallMs } = by;
    const payableFromWallMs = decision === 'reject' ? null : atWallMs + (old ? ACCOUNT_RESTS_MS : 0);
    await rows.settleAccount(tx, { accountId, payeeId: payee.payeeId, payableFromWallMs, personId, atWallMs });
    if (payableFromWallMs === null) return { accountId };
    if (old) await tellOldContact({ tx, by }, accountId, old.accountId);
    return { accountId, payableFromWallMs };
  },

  async recordGate({ tx, payee, by }, content) {
    checkGate(content, by.atWallMs);
    checkWithholding(content);
    if (content.accountId !== undefined && !(await rows.findAccount(tx, payee.payeeId, content.accountId)))
      throw new DomainError('REQUEST.RULE', `The payee has no account ${content.accountId}.`);
    await rows.insertGate(tx, payee.payeeId, { ...content, ...by });
    return content.accountId === undefined ? {} : { accountId: content.accountId };
  },

  async holdPayee({ tx, payee, by }, { held, reason }) {
    return { changed: await rows.holdPayee(tx, payee.payeeId, { ...by, reason: held ? reason : null }) };
  },
};

/** Payees: accounts, gates and holds. */
export class PayeesRepository {
  constructor(
    private readonly pool: Pool,
    private readonly intake: IntakeStore,
    private readonly people: Pick<PeopleRepository, 'principal'>,
  ) {}

  /**
   * Records one change of a payee: proof, rights, rows, notices, audit, in one transaction. Idempotent by workflow id: a
   * second run answers like the first. Everything is judged at the wall time at which the content was staged.
   */
  async recordChange(record: PayeeChangeRecord): Promise<PayeeChanged | Refusal> {
    const { origin, command, intakeId, partnerId, personId = null } = record;
    const recording: Recording = {
      origin,
      businessKey: origin.workflowId,
      action: payeeContentKind(command),
      subject: `payee/${payeeIdOf(record)}`,
      actor: 'unknown',
      // Of a person's payee nothing is in the partner's own record: colleagues read that.
      partnerId: personId === null ? partnerId : null,
      atMs: 0,
    };
    return recordOnce<PayeeChanged>(this.pool, recording, {
      work: (client, line) => this.change(client, record, line),
      refused: (client) => this.intake.close(client, intakeId, `refused/${origin.workflowId}`),
    });
  }

  private async change(client: PoolClient, record: PayeeChangeRecord, line: Recording): Promise<PayeeChanged> {
    const { command, intakeId, origin, partnerId, personId: ofPerson = null, currency } = record;
    const staged = await this.intake.open(client, {
      intakeId,
      kind: payeeContentKind(command),
      target: origin.workflowId,
    });
    if (staged.state !== 'open')
      throw new DomainError('AUTH.PROOF_INVALID', 'Nothing signed is staged for this change. Ask again.');
    const { principal: personId, stagedWallMs: atWallMs } = staged;
    line.atMs = atWallMs;
    line.reason = (staged.content as { reason?: string }).reason;
    const actor: Principal | null = await this.people.principal(client, personId, atWallMs);
    if (actor === null) throw new DomainError('AUTH.FORBIDDEN', 'This person is not known here, or has left.');
    line.actor = auditActor(actor);
    const region = await rows.regionOf(client, partnerId);
    if (region === null) throw new DomainError('PARTNER.UNKNOWN', `There is no partner ${partnerId}.`);
    checkMayChangePayee({ actor, command, partnerId, personId: ofPerson, region });
    const payeeId = payeeIdOf(record);
    const payee = await rows.lockPayee(client, payeeId, record);
    const by: Written = { origin, businessKey: origin.workflowId, personId, atWallMs };
    const change = CHANGES[command] as (at: ChangeAt, content: PayeeContents[PayeeCommand]) => Promise<Effect>;
    const effect = await change({ tx: client, payee, by }, staged.content as unknown as PayeeContents[PayeeCommand]);
    await this.intake.close(client, intakeId, `payee/${payeeId}`);
    return { payeeId, partnerId, currency, command, changed: true, ...effect };
  }
}

async function proposed({ tx, payee }: Pick<ChangeAt, 'tx' | 'payee'>, accountId: string): Promise<AccountRow> {
  const account = await rows.findAccount(tx, payee.payeeId, accountId);
  if (!account) throw new DomainError('REQUEST.RULE', `The payee has no account ${accountId}.`);
  if (account.state !== 'proposed')
    throw new DomainError('PAYEE.STATE', `The account is ${account.state}: only a proposed one is decided on.`);
  return account;
}

async function tellOldContact(
  { tx, by }: Pick<ChangeAt, 'tx' | 'by'>,
  accountId: string,
  oldAccountId: string,
): Promise<void> {
  await noteAccount(tx, { accountId, oldAccountId, businessKey: by.businessKey, wallMs: by.atWallMs });
}

function checkGate({ gate, accountId, expiresWallMs }: RecordGateContent, nowWallMs: number): void {
  if ((gate === 'sanctions') !== (accountId !== undefined))
    throw new DomainError(
      'REQUEST.RULE',
      'A sanctions check names the account whose holder was checked; a tax form names none.',
    );
  if (expiresWallMs !== undefined && expiresWallMs <= nowWallMs)
    throw new DomainError('REQUEST.RULE', 'What is over already opens no gate: give a later date.');
}
