import { DomainError } from '../../domain/errors';
import type { Fault } from '../../domain/errors';
import { countryOf, isSepaCountry, readBic, readIban } from '../../domain/incentivize/iban';
import { formatAmount } from '../../domain/money';
import { writeXml } from '../xml/xml';
import { checkBatch, faultAt, totalsOf } from './check';
import type { FileRail, Payment, PaymentBatch, PaymentFile } from './rail';
import { mentionedReferences, readReplies } from './sepa-replies';
import { isLegible, sepaReference, sepaText } from './sepa-text';

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09';
const NAME_MAX = 70;
const REMITTANCE_MAX = 140;
/** The rulebook's limit per transfer: 999,999,999.99 euro. */
const AMOUNT_MINOR_MAX = 99_999_999_999;
/** Whose account is debited. */
export interface SepaDebtor {
  name: string;
  iban: string;
  bic?: string;
}

/**
 * SEPA credit transfers: writes an ISO 20022 `pain.001.001.09` file, reads `pain.002` (accepted, rejected) and `camt.054`
 * (booked, returned). Each payment is booked on its own (`BtchBookg` false), because only so a statement names it.
 *
 * @throws DomainError PAYMENT.IBAN when the debtor's own account is not one.
 */
export function sepaRail(debtor: SepaDebtor): FileRail {
  const from: SepaDebtor = {
    name: sepaText(debtor.name, NAME_MAX),
    iban: readIban(debtor.iban),
    ...(debtor.bic === undefined ? {} : { bic: readBic(debtor.bic) }),
  };
  if (!isLegible(from.name)) throw new DomainError('PAYMENT.INVALID', 'The debtor of a SEPA file must have a name.');
  return {
    sort: 'file',
    name: 'sepa',
    write: (batch) => write(from, batch),
    referenceOf: sepaReference,
    mentioned: mentionedReferences,
    read: readReplies,
  };
}

function write(debtor: SepaDebtor, batch: PaymentBatch): PaymentFile {
  checkBatch(batch, carriable);
  const { payments } = batch;
  const messageId = sepaReference(batch.batchId);
  const totals = totalsOf(payments);
  const [total] = totals;
  const sums = { NbOfTxs: String(payments.length), CtrlSum: formatAmount(total?.amountMinor ?? 0n, 'EUR') };
  const header = {
    MsgId: messageId,
    CreDtTm: new Date(batch.createdAtMs).toISOString(),
    ...sums,
    InitgPty: { Nm: debtor.name },
  };
  const order = {
    PmtInfId: messageId,
    PmtMtd: 'TRF',
    BtchBookg: 'false',
    ...sums,
    PmtTpInf: { SvcLvl: { Cd: 'SEPA' } },
    ReqdExctnDt: { Dt: batch.executionDate },
    Dbtr: { Nm: debtor.name },
    DbtrAcct: { Id: { IBAN: debtor.iban } },
    // The scheme is IBAN-only; this word stands where the schema wants an agent.
    DbtrAgt: { FinInstnId: debtor.bic === undefined ? { Othr: { Id: 'NOTPROVIDED' } } : { BICFI: debtor.bic } },
    ChrgBr: 'SLEV',
    CdtTrfTxInf: payments.map(transfer),
  };
  const text = writeXml({ Document: { '@xmlns': NAMESPACE, CstmrCdtTrfInitn: { GrpHdr: header, PmtInf: order } } });
  return {
    fileName: `${messageId}.pain.001.xml`,
    mediaType: 'application/xml',
    text,
    count: payments.length,
    totals,
  };
}

/** What SEPA asks of a payment besides what every rail does. */
function carriable(payment: Payment, pointer: string): Fault[] {
  const { amountMinor, currency, payeeName, destination } = payment;
  const faults: Fault[] = [];
  if (currency !== 'EUR') faults.push(faultAt(`${pointer}/currency`, `must be EUR: SEPA carries no ${currency}.`));
  if (amountMinor > AMOUNT_MINOR_MAX)
    faults.push(faultAt(`${pointer}/amountMinor`, `must be at most ${AMOUNT_MINOR_MAX} (999999999.99 EUR).`));
  if (!isLegible(sepaText(payeeName, NAME_MAX)))
    faults.push(faultAt(`${pointer}/payeeName`, 'has no letter that SEPA carries: write it in Latin letters.'));
  if (!('iban' in destination)) return [...faults, faultAt(`${pointer}/destination`, 'must be an IBAN for SEPA.')];
  const country = countryOf(destination.iban.trim().toUpperCase());
  if (!isSepaCountry(country))
    faults.push(faultAt(`${pointer}/destination`, `is in ${country}, which takes no part in SEPA.`));
  return faults;
}

function transfer({
  paymentId,
  amountMinor,
  payeeName,
  destination,
  remittanceText,
}: Payment): Record<string, unknown> {
  const { iban, bic } = destination as { iban: string; bic?: string };
  const remittance = sepaText(remittanceText, REMITTANCE_MAX);
  return {
    PmtId: { EndToEndId: sepaReference(paymentId) },
    Amt: { InstdAmt: { '@Ccy': 'EUR', '#text': formatAmount(amountMinor, 'EUR') } },
    ...(bic === undefined ? {} : { CdtrAgt: { FinInstnId: { BICFI: readBic(bic) } } }),
    Cdtr: { Nm: sepaText(payeeName, NAME_MAX) },
    CdtrAcct: { Id: { IBAN: readIban(iban) } },
    ...(remittance === '' ? {} : { RmtInf: { Ustrd: remittance } }),
  };
}
