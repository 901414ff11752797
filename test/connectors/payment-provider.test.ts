import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { providerRail } from '../../connectors/payment-rails/provider';
import type { Payment } from '../../connectors/payment-rails/rail';
import type { PaymentProvider } from '../../local/payment-provider';
import type { PaymentFault } from '../../local/payments/faults';
import { freePort } from '../../local/processes';
import { freshFolder, freshPaymentProvider } from '../kit/programs';

let provider: PaymentProvider;
let dataDir: string;
beforeAll(async () => {
  dataDir = freshFolder('payments');
  provider = await freshPaymentProvider(dataDir);
});
afterAll(() => provider.stop());
afterEach(async () => {
  await provider.faults({ target: 'send', mode: 'none' });
  await provider.faults({ target: 'find', mode: 'none' });
});

const rail = (baseUrl = provider.url) => providerRail({ baseUrl, timeoutMs: 400 });
const strike = (mode: PaymentFault['mode'], target: PaymentFault['target'] = 'send') =>
  provider.faults({ target, mode });
const movedFor = ({ paymentId }: Payment) => provider.moved().filter((moved) => moved.paymentId === paymentId);

let number = 0;
function payment(changes: Partial<Payment> = {}): Payment {
  number += 1;
  return {
    paymentId: `payout-${number}.1`,
    providerKey: `key-${number}`,
    amountMinor: 123_455,
    currency: 'EUR',
    payeeName: 'Plain Bikes',
    destination: { accountReference: 'acct-1' },
    remittanceText: 'Commission 2026-Q3',
    metadata: { payoutId: `payout-${number}` },
    ...changes,
  };
}

test('a payment is sent once, however often the same key asks', async () => {
  const asked = payment();
  const first = await rail().send(asked);
  expect(first).toMatchObject({ outcome: 'sent', reference: expect.stringMatching(/^pp_/) });
  expect(await rail().send(asked)).toEqual(first);
  expect(await rail().find(asked)).toMatchObject({ ...first, state: 'pending' });
  expect(movedFor(asked)).toMatchObject([{ amount: '1234.55', currency: 'EUR', idempotencyKey: asked.providerKey }]);
});

describe('nobody knows whether it was paid, and the look-up tells', () => {
  test.each(['error-after', 'drop-reply', 'hang-after', 'wrong'] as const)('%s: it was', async (mode) => {
    const asked = payment();
    await strike(mode);
    expect(await rail().send(asked)).toMatchObject({ outcome: 'unknown' });
    await strike('none');
    expect(await rail().find(asked)).toMatchObject({ outcome: 'sent', state: 'pending' });
    expect(await rail().send(asked, { again: true })).toMatchObject({ outcome: 'sent' });
    expect(movedFor(asked)).toHaveLength(1);
  });

  test.each(['limit', 'error-before', 'hang'] as const)('%s: it was not', async (mode) => {
    const asked = payment();
    await strike(mode);
    expect(await rail().send(asked)).toMatchObject({ outcome: 'unknown' });
    expect(await rail().find(asked)).toEqual({ outcome: 'absent' });
    expect(movedFor(asked)).toHaveLength(0);
    await strike('none');
    expect(await rail().send(asked, { again: true })).toMatchObject({ outcome: 'sent' });
    expect(movedFor(asked)).toHaveLength(1);
  });

  test('nobody listens there', async () => {
    const nobody = rail(`http://127.0.0.1:${await freePort()}`);
    const asked = payment();
    expect(await nobody.send(asked)).toMatchObject({ outcome: 'unknown' });
    expect(await nobody.find(asked)).toMatchObject({ outcome: 'unknown' });
  });

  test.each(['limit', 'error-before', 'hang', 'drop-reply', 'wrong'] as const)(
    'a look-up that meets %s does not say "absent"',
    async (mode) => {
      await strike(mode, 'find');
      expect(await rail().find(payment())).toMatchObject({ outcome: 'unknown' });
    },
  );
});

test('a provider that forgot the key still finds the payment by our id', async () => {
  const asked = payment();
  await rail().send(asked);
  await strike('forget', 'find');
  expect(await rail().find(asked)).toMatchObject({ outcome: 'sent' });
});

test('a payment that was made twice is for a person, who sees both references', async () => {
  const asked = payment();
  await rail().send(asked);
  await strike('forget');
  await rail().send(asked);
  expect(movedFor(asked)).toHaveLength(2);
  const references = movedFor(asked).map(({ reference }) => reference);
  const found = await rail().find(asked);
  expect(found).toMatchObject({ outcome: 'unknown', why: expect.stringContaining('2 times') });
  for (const reference of references) expect(JSON.stringify(found)).toContain(reference);
});

describe('a definite refusal', () => {
  test.each([
    ['Closed Account Ltd', 'account_closed'],
    ['Broke Payer Ltd', 'no_funds'],
  ])('%s: nothing moved, and repeating says the same', async (payeeName, reason) => {
    const asked = payment({ payeeName });
    expect(await rail().send(asked)).toEqual({ outcome: 'rejected', reason });
    expect(await rail().find(asked)).toEqual({
      outcome: 'rejected',
      reason,
      references: [expect.stringMatching(/^pp_/)],
    });
    expect(await rail().send(asked, { again: true })).toMatchObject({ outcome: 'rejected' });
    expect(movedFor(asked)).toHaveLength(0);
  });

  test('can come after the payment was taken: the look-up names the very payment', async () => {
    const asked = payment({ payeeName: 'Slow Bank Ltd' });
    const { reference } = (await rail().send(asked)) as { reference: string };
    await provider.fail(reference);
    expect(await rail().find(asked)).toEqual({
      outcome: 'rejected',
      reason: 'account_closed',
      references: [reference],
    });
    expect(await rail().send(asked)).toMatchObject({ outcome: 'rejected' });
  });

  test('a key that was used for another amount is no refusal: something is under way', async () => {
    const asked = payment();
    await rail().send(asked);
    expect(await rail().send({ ...asked, amountMinor: 1 })).toMatchObject({ outcome: 'unknown' });
    expect(movedFor(asked)).toHaveLength(1);
  });

  test('of a repetition is not believed while the first payment is there', async () => {
    const asked = payment();
    await rail().send(asked);
    await strike('forget');
    // The key is forgotten and the payee has closed the account meanwhile: the refusal is true, and beside the point.
    const again = { ...asked, payeeName: 'Now Closed Ltd' };
    expect(await rail().send(again, { again: true })).toMatchObject({ outcome: 'sent' });
  });
});

describe('an answer that is none', () => {
  let stranger: Server | undefined;
  afterEach(() => {
    stranger?.closeAllConnections();
    stranger?.close();
  });

  async function answering(status: number, body: string): Promise<string> {
    stranger = createServer((_, response) => void response.writeHead(status, { location: '/' }).end(body));
    await new Promise<void>((resolve) => stranger?.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
  }

  const told = { reference: 'x', paymentId: 'p', amount: '1.00', currency: 'EUR', state: 'pending' };
  test.each([
    ['a web page with 404', 404, '<html></html>'],
    ['a 404 without a code', 404, '{}'],
    ['an empty 400', 400, ''],
    ['a redirect', 302, ''],
    ['401: our token is wrong', 401, '{"error":{"code":"unauthorized"}}'],
    ['an empty 200', 200, ''],
    ['another payment', 200, JSON.stringify({ ...told, paymentId: 'other' })],
    ['another amount', 200, JSON.stringify({ ...told, amount: '1.01' })],
    ['a state nobody knows', 200, JSON.stringify({ ...told, state: 'maybe' })],
    ['more than a megabyte', 200, 'x'.repeat(1_100_000)],
  ])('%s leaves it unknown', async (_, status, body) => {
    const url = await answering(status, body);
    const asked = payment({ paymentId: 'p', amountMinor: 100 });
    expect(await rail(url).send(asked)).toMatchObject({ outcome: 'unknown' });
    expect(await rail(url).find(asked)).toMatchObject({ outcome: 'unknown' });
  });
});

test('what could not be asked is an error, and nothing is sent', async () => {
  const before = provider.events().length;
  await expect(rail().send(payment({ amountMinor: 0 }))).rejects.toMatchObject({ code: 'PAYMENT.INVALID' });
  await expect(rail().send(payment({ providerKey: 'a\nb' }))).rejects.toMatchObject({ code: 'PAYMENT.INVALID' });
  await expect(rail().send(payment({ currency: 'XXX' }))).rejects.toMatchObject({ code: 'MONEY.CURRENCY_UNKNOWN' });
  expect(provider.events()).toHaveLength(before);
});

test('the provider tells by a signed message what was paid and what came back, and a kill loses nothing', async () => {
  const heard: { body: string; signature: string; timestamp: string }[] = [];
  let gotTwo: () => void = () => undefined;
  const two = new Promise<void>((resolve) => (gotTwo = resolve));
  const ear = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const { 'x-provider-signature': signature, 'x-provider-timestamp': timestamp } = request.headers;
      heard.push({ body, signature: String(signature), timestamp: String(timestamp) });
      response.end();
      if (heard.length === 2) gotTwo();
    });
  });
  await new Promise<void>((resolve) => ear.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(ear.address() as AddressInfo).port}/`;
  await provider.webhook({ url, secret: 'shared' });
  const asked = payment();
  await strike('drop-reply');
  await rail().send(asked);
  const [moved] = movedFor(asked);
  await provider.giveBack(String(moved?.reference));
  await two;
  ear.closeAllConnections();
  ear.close();
  const types = heard.map(({ body }) => (JSON.parse(body) as { type: string }).type);
  expect(new Set(types)).toEqual(new Set(['payment.paid', 'payment.returned']));
  for (const { body, signature, timestamp } of heard)
    expect(signature).toBe(createHmac('sha256', 'shared').update(`${timestamp}.${body}`).digest('hex'));

  const before = provider.moved();
  await provider.kill();
  provider = await freshPaymentProvider(dataDir);
  expect(provider.moved()).toEqual(before);
  expect(await rail().find(asked)).toMatchObject({ outcome: 'sent', state: 'returned' });
  expect(await rail().send(asked, { again: true })).toMatchObject({ outcome: 'sent' });
  expect(movedFor(asked)).toHaveLength(1);
});
