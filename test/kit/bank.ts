/** A bank that reads our pain.001 files and answers as banks do. */

/** A payment as the bank reads it in a file. */
export interface Ordered {
  endToEndId: string;
  amount: string;
  name: string;
}

/** What a pain.001 file asks the bank to pay. */
export function ordersIn(pain001: string): { messageId: string; orders: Ordered[] } {
  const pick = (text: string, element: string): string =>
    new RegExp(`<${element}(?: [^>]*)?>([^<]*)</${element}>`).exec(text)?.[1] ?? '';
  const orders = [...pain001.matchAll(/<CdtTrfTxInf>(.*?)<\/CdtTrfTxInf>/gs)].map(([, text]) => ({
    endToEndId: pick(text!, 'EndToEndId'),
    amount: pick(text!, 'InstdAmt'),
    name: pick(text!.replace(/^.*<Cdtr>/s, ''), 'Nm'),
  }));
  return { messageId: pick(pain001, 'MsgId'), orders };
}

/** A pain.002 that has a word for each of these: `ACSP`, `RJCT` … */
export function statusReport(messageId: string, words: Record<string, string>): string {
  const items = Object.entries(words).map(
    ([key, status]) =>
      `<TxInfAndSts><OrgnlEndToEndId>${key}</OrgnlEndToEndId><TxSts>${status}</TxSts>` +
      `${status === 'RJCT' ? '<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf>' : ''}</TxInfAndSts>`,
  );
  return (
    `<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><GrpHdr/>` +
    `<OrgnlGrpInfAndSts><OrgnlMsgId>${messageId}</OrgnlMsgId></OrgnlGrpInfAndSts>` +
    `<OrgnlPmtInfAndSts>${items.join('')}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>`
  );
}

/** A booking of one payment: it went out, or it came back. */
export interface Booked extends Pick<Ordered, 'endToEndId' | 'amount'> {
  returned?: boolean;
  /** The bank's own reference. */
  reference?: string;
}

/** A camt.054 with these bookings. */
export function bookingNotice(bookings: readonly Booked[]): string {
  const entries = bookings.map(({ endToEndId, amount, returned, reference = `B-${endToEndId.slice(-8)}` }) => {
    const refs = `<Refs><AcctSvcrRef>${reference}</AcctSvcrRef><EndToEndId>${endToEndId}</EndToEndId></Refs>`;
    const back = returned ? '<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>' : '';
    return (
      `<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${returned ? 'CRDT' : 'DBIT'}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>` +
      `<NtryDtls><TxDtls>${refs}<Amt Ccy="EUR">${amount}</Amt>${back}</TxDtls></NtryDtls></Ntry>`
    );
  });
  return (
    `<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn><Ntfctn>` +
    `${entries.join('')}</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>`
  );
}
