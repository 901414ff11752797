import { readBic, readIban } from '../../domain/incentivize/iban';

/** The registry's own examples. */
const EXAMPLES = [
  'DE89 3704 0044 0532 0130 00',
  'GB29 NWBK 6016 1331 9268 19',
  'FR14 2004 1010 0505 0001 3M02 606',
  'NO93 8601 1117 947',
  'MT84 MALT 0110 0001 2345 MTLC AST0 01S',
  'BE68 5390 0754 7034',
  'CH93 0076 2011 6238 5295 7',
  'NL91 ABNA 0417 1643 00',
];

function fault(text: string): string {
  try {
    readIban(text);
  } catch (error) {
    return (error as Error).message;
  }
  return 'none';
}

test.each(EXAMPLES)('%s is an IBAN, as it stands on paper and in small letters', (text) => {
  const electronic = text.replaceAll(' ', '');
  expect(readIban(text)).toBe(electronic);
  expect(readIban(electronic.toLowerCase())).toBe(electronic);
});

test('every single mistyped digit and every swap of neighbours is noticed', () => {
  const iban = 'DE89370400440532013000';
  for (let at = 4; at < iban.length; at += 1) {
    for (const digit of '0123456789')
      if (digit !== iban[at]) expect(fault(iban.slice(0, at) + digit + iban.slice(at + 1))).toContain('check digits');
    const [left = '', right = ''] = iban.slice(at, at + 2);
    if (right !== '' && left !== right)
      expect(fault(iban.slice(0, at) + right + left + iban.slice(at + 2))).toContain('check digits');
  }
});

test.each([
  ['DE8937040044053201300', 'has 21 characters, in DE it has 22'],
  ['ZZ89370400440532013000', 'begins with ZZ'],
  ['89370400440532013000', 'must be two letters'],
  ['', 'must be two letters'],
  ['DE89-3704-0044-0532-0130-00', 'must be two letters'],
  [`DE${'8'.repeat(100_000)}`, 'must be two letters'],
])('%# what is wrong is said, and the number is not', (text, message) => {
  expect(fault(text)).toContain(message);
  expect(fault(text)).not.toContain('37040044');
});

test('a BIC has eight or eleven characters', () => {
  expect(readBic(' deutdeff ')).toBe('DEUTDEFF');
  expect(readBic('DEUTDEFF500')).toBe('DEUTDEFF500');
  expect(() => readBic('DEUTDEF')).toThrow('8 or 11');
});
