import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { accountVault } from '../../database/intake/account-vault';
import { DomainError } from '../../domain/errors';
import { payeeCommandId, rowId } from '../../domain/ids';
import { countryOf, readBic, readIban } from '../../domain/incentivize/iban';
import type {
  BankDetails,
  PayeeCommand,
  PayeeContents,
  PayeeKey,
  ProposeAccountContent,
} from '../../domain/incentivize/payee';
import { lastFourOf, payeeContentKind, payeeIdOf } from '../../domain/incentivize/payee';
import type { PayeeChangeInput, PayeeChangeResult } from '../../workflows/incentivize/payee-change.messages';
import { PAYEE_CHANGE } from '../../workflows/incentivize/payee-change.messages';
import type { Principal } from '../auth/principal';
import { answerPending } from '../http/pending';
import type { Attempt } from '../idempotency.interceptor';
import { Messages } from '../messages';
import type { ApiSettings } from '../settings';
import { Temporal } from '../temporal';
import { SETTINGS } from '../tokens';
import type { PayeeChangedDto, ProposeAccountDto } from './payees.dto';
import { WordsByIntake } from './words-by-intake';

/** What the Temporal UI shows: the command, nothing of the account. */
const TITLES: Record<PayeeCommand, string> = {
  proposeAccount: 'Propose a bank account',
  decideAccount: 'Decide on a bank account',
  recordGate: 'Record a gate of a payee',
  holdPayee: 'Hold or release a payee',
};

/** A change of a payee, asked for by somebody. */
export interface PayeeChangeRequest<Command extends PayeeCommand = PayeeCommand> {
  me: Principal;
  payee: PayeeKey;
  command: Command;
  content: PayeeContents[Command];
  attempt: Attempt;
  reply: FastifyReply;
}

/** Changes payees by a short workflow each; bank details are sealed before they are staged. */
@Injectable()
export class PayeeDesk {
  constructor(
    @Inject(SETTINGS) private readonly settings: ApiSettings,
    private readonly words: WordsByIntake,
    private readonly messages: Messages,
    private readonly temporal: Temporal,
  ) {}

  /**
   * The content of a proposal: details checked and sealed for the payee.
   * @throws PAYMENT.IBAN, REQUEST.RULE, PAYEE.NO_KEY
   */
  sealed(payee: PayeeKey, asked: ProposeAccountDto, attempt: Attempt): ProposeAccountContent {
    const { accountKeys } = this.settings;
    if (accountKeys === undefined)
      throw new DomainError('PAYEE.NO_KEY', 'Bank details cannot be kept: ask the operator to set ACCOUNT_KEYS.');
    const details = detailsOf(asked);
    const told = 'iban' in details ? details.iban : details.accountReference;
    const accountId = rowId('acc', `${payeeIdOf(payee)}/${attempt.id}`);
    return {
      accountId,
      kind: 'iban' in details ? 'iban' : 'reference',
      lastFour: lastFourOf(told),
      country: 'iban' in details ? countryOf(details.iban) : null,
      ...accountVault(accountKeys).seal(JSON.stringify(details), accountId),
      ...(asked.reason === undefined ? {} : { reason: asked.reason }),
    };
  }

  /** @throws whatever the recording refuses */
  async run<Command extends PayeeCommand>(request: PayeeChangeRequest<Command>): Promise<PayeeChangedDto> {
    const { me, payee, command, attempt, reply } = request;
    const workflowId = payeeCommandId(payeeIdOf(payee), command, attempt.id);
    const intakeId = rowId('in', workflowId);
    const input: PayeeChangeInput = { ...payee, command, intakeId };
    const words = { kind: payeeContentKind(command), workflowId, intakeId, principal: me.personId };
    await this.words.start({ ...words, content: request.content }, PAYEE_CHANGE, {
      args: [input],
      staticSummary: TITLES[command],
      staticDetails: `Asked for by \`${me.personId}\`, about \`${payee.partnerId}\`, ${payee.currency}. Bank details are in Postgres only, encrypted.`,
    });
    const answer = await this.messages.resultOf<PayeeChangeResult>(workflowId);
    const temporalUrl = this.temporal.linkTo(workflowId);
    const statusUrl = `/v1/partners/${payee.partnerId}/payees`;
    if (!answer.answered) return answerPending(reply, attempt, { statusUrl, temporalUrl });
    const { payeeId, changed, accountId = null, payableFromWallMs } = answer.result;
    reply.header('location', statusUrl);
    const payableFrom = payableFromWallMs === undefined ? null : new Date(payableFromWallMs).toISOString();
    return { state: 'done', payeeId, command, changed, accountId, payableFrom, temporalUrl };
  }
}

function detailsOf({ holderName, iban, bic, accountReference }: ProposeAccountDto): BankDetails {
  if ((iban === undefined) === (accountReference === undefined))
    throw new DomainError('REQUEST.RULE', 'Give an IBAN, or the reference of an account; not both.');
  if (iban === undefined) {
    if (bic !== undefined) throw new DomainError('REQUEST.RULE', 'A BIC belongs to an IBAN.');
    return { holderName, accountReference: accountReference! };
  }
  return { holderName, iban: readIban(iban), ...(bic === undefined ? {} : { bic: readBic(bic) }) };
}
