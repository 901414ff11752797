import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { canonicalJson, contentHash, sha256Hex, shortHash } from '../../domain/hash';

const nodeSha256 = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();
/** Any sequence of UTF-16 code units, halves of surrogate pairs included. */
const codeUnits = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 300 })
  .map((units) => String.fromCharCode(...units));

describe('SHA-256', () => {
  test.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
    ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
  ])('has the digests of FIPS 180-4 (%#)', (text, digest) => {
    expect(sha256Hex(text)).toBe(digest);
  });

  test('is what Node computes, at every length around the edges of a block', () => {
    for (let length = 0; length <= 200; length += 1) {
      const text = 'é'.repeat(length >> 1) + 'x'.repeat(length & 1);
      expect(sha256Hex(text)).toBe(nodeSha256(text).toString('hex'));
    }
  });

  test('is what Node computes, for any text', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), codeUnits);
    fc.assert(fc.property(text, (value) => expect(sha256Hex(value)).toBe(nodeSha256(value).toString('hex'))));
  });
});

describe('the short hash', () => {
  test('is the start of the base32 of RFC 4648, in lower case', () => {
    const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
    const base32 = (bytes: Buffer): string => {
      const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
      return (bits.match(/.{5}/g) ?? []).map((five) => alphabet[Number.parseInt(five, 2)]).join('');
    };
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 40 }), (text, length) => {
        expect(shortHash(text, length)).toBe(base32(nodeSha256(text)).slice(0, length));
      }),
    );
  });
});

describe('canonical JSON (RFC 8785)', () => {
  test('sorts members by UTF-16 code units (3.2.3)', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    expect(Object.values(JSON.parse(canonicalJson(value)) as object)).toHaveLength(7);
    expect(canonicalJson(value).match(/:"[^"]*"/g)).toEqual([
      ':"Carriage Return"',
      ':"One"',
      ':"Control"',
      ':"Latin Small Letter O With Diaeresis"',
      ':"Euro Sign"',
      ':"Emoji: Grinning Face"',
      ':"Hebrew Letter Dalet With Dagesh"',
    ]);
  });

  test('writes texts and literals as the example does (3.2.2)', () => {
    const value = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000f\nA\'B"\\\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  test.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['444b1ae4d6e2ef4e', '999999999999999700000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555553', '333333333.3333332'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
    ['43143ff3c1cb0959', '1424953923781206.2'],
  ])('writes the number of bits %s as %s (appendix B)', (bits, text) => {
    expect(canonicalJson(Buffer.from(bits, 'hex').readDoubleBE())).toBe(text);
  });

  test.each([NaN, Infinity, -Infinity, 1n, Symbol('x'), () => 1])('refuses what is not JSON: %p', (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
    expect(() => canonicalJson({ deep: [value] })).toThrow(TypeError);
  });

  test('says the same value back, the same text whatever the order of members, and is a fixed point', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        const back: unknown = JSON.parse(text);
        expect(back).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(back)).toBe(text);
        expect(canonicalJson(reversed(back))).toBe(text);
        expect(contentHash(value)).toBe(nodeSha256(text).toString('hex'));
      }),
    );
  });

  test('leaves out what is undefined, as JSON does', () => {
    expect(canonicalJson({ b: undefined, a: [undefined, 1] })).toBe('{"a":[null,1]}');
  });

  test('other content has another hash', () => {
    expect(contentHash({ a: 1, b: 2 })).toBe(contentHash({ b: 2, a: 1 }));
    expect(contentHash({ a: 1, b: 2 })).not.toBe(contentHash({ a: 1, b: '2' }));
    expect(contentHash([1, 2])).not.toBe(contentHash([2, 1]));
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== 'object') return value;
  const members = Object.entries(value).reverse();
  return Object.fromEntries(members.map(([key, member]) => [key, reversed(member)]));
}
