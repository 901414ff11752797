import { createHmac } from 'node:crypto';
import { isSigned } from '../../api/http/signature';

const NOW_S = 1_795_000_000;
const SECRETS = ['a secret of the provider, old', 'a secret of the provider, new'];
const BODY = Buffer.from('{"id":"1","payment":{"state":"paid"}}');
const sign = (secret: string, timestamp: string, body: Uint8Array): string =>
  createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex');
const judge = (parts: Partial<{ timestamp: unknown; signature: unknown; body: Uint8Array; secrets: string[] }>) => {
  const timestamp = 'timestamp' in parts ? parts.timestamp : String(NOW_S);
  const { body = BODY, secrets = SECRETS } = parts;
  const signature = 'signature' in parts ? parts.signature : sign(SECRETS[1]!, String(timestamp), BODY);
  return isSigned({ timestamp, signature, body }, { secrets, nowMs: NOW_S * 1_000 });
};

describe('a message that its sender has signed', () => {
  test.each([0, 1, -1, 299, -299, 300, -300])('is believed %d s away from now', (offS) => {
    expect(judge({ timestamp: String(NOW_S + offS) })).toBe(true);
  });

  test.each([301, -301, 86_400, -86_400])('is not believed %d s away from now', (offS) => {
    expect(judge({ timestamp: String(NOW_S + offS) })).toBe(false);
  });

  test.each(SECRETS)('is believed by the old secret and by the new one', (secret) => {
    expect(judge({ signature: sign(secret, String(NOW_S), BODY) })).toBe(true);
  });

  test.each<[why: string, parts: Parameters<typeof judge>[0]]>([
    ['by a secret that is none', { signature: sign('another secret', String(NOW_S), BODY) }],
    ['without a secret here', { secrets: [] }],
    ['over another body', { body: Buffer.from(BODY.toString().replace('paid', 'sent')) }],
    ['over a body that was written again', { body: Buffer.from(JSON.stringify(JSON.parse(BODY.toString()), null, 1)) }],
    ['over nothing', { body: Buffer.alloc(0) }],
    ['at another time', { signature: sign(SECRETS[0]!, String(NOW_S + 1), BODY) }],
    ['without a time', { timestamp: undefined }],
    ['at no time', { timestamp: 'now' }],
    ['at a time with decimals', { timestamp: `${NOW_S}.0`, signature: sign(SECRETS[0]!, `${NOW_S}.0`, BODY) }],
    ['in milliseconds', { timestamp: String(NOW_S * 1_000) }],
    ['at two times', { timestamp: `${NOW_S}, ${NOW_S}` }],
    ['at a time below zero', { timestamp: `-${NOW_S}` }],
    ['without a signature', { signature: undefined }],
    ['by two signatures', { signature: [SECRETS[0], SECRETS[1]].map((s) => sign(s!, String(NOW_S), BODY)).join(', ') }],
    ['by a signature in capitals', { signature: sign(SECRETS[0]!, String(NOW_S), BODY).toUpperCase() }],
    ['by half a signature', { signature: sign(SECRETS[0]!, String(NOW_S), BODY).slice(0, 32) }],
    ['by a signature of the algorithm’s name', { signature: `sha256=${sign(SECRETS[0]!, String(NOW_S), BODY)}` }],
    ['over the body without its time', { signature: createHmac('sha256', SECRETS[0]!).update(BODY).digest('hex') }],
    [
      'over another separator',
      { signature: createHmac('sha256', SECRETS[0]!).update(`${NOW_S}:`).update(BODY).digest('hex') },
    ],
  ])('is not believed when signed %s', (_why, parts) => {
    expect(judge(parts)).toBe(false);
  });
});
