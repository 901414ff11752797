/** A payload codec as a deployer would write one: AES-256-GCM, the key from wherever they keep keys. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Payload, PayloadCodec } from '@temporalio/common';

const KEY = Buffer.alloc(32, 7);
const ENCODING = 'binary/encrypted';
const IV_BYTES = 12;
const TAG_BYTES = 16;

const aes: PayloadCodec = {
  async encode(payloads) {
    return payloads.map((payload) => {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', KEY, iv);
      const data = Buffer.concat([iv, cipher.update(written(payload)), cipher.final(), cipher.getAuthTag()]);
      return { metadata: { encoding: Buffer.from(ENCODING) }, data };
    });
  },
  async decode(payloads) {
    return payloads.map((payload): Payload => {
      if (Buffer.from(payload.metadata?.['encoding'] ?? []).toString() !== ENCODING) return payload;
      const data = Buffer.from(payload.data!);
      const decipher = createDecipheriv('aes-256-gcm', KEY, data.subarray(0, IV_BYTES));
      decipher.setAuthTag(data.subarray(-TAG_BYTES));
      const plain = [decipher.update(data.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()];
      return read(Buffer.concat(plain).toString());
    });
  },
};

type Written = { metadata: Record<string, string>; data: string };

function written({ metadata, data }: Payload): string {
  const base64 = (bytes: Uint8Array | null | undefined): string => Buffer.from(bytes ?? []).toString('base64');
  const entries = Object.entries(metadata ?? {}).map(([name, value]) => [name, base64(value)]);
  return JSON.stringify({ metadata: Object.fromEntries(entries), data: base64(data) } satisfies Written);
}

function read(text: string): Payload {
  const { metadata, data } = JSON.parse(text) as Written;
  const entries = Object.entries(metadata).map(([name, value]) => [name, Buffer.from(value, 'base64')]);
  return { metadata: Object.fromEntries(entries) as Payload['metadata'], data: Buffer.from(data, 'base64') };
}

/** What `PAYLOAD_CODEC` looks for in its module. */
export const payloadCodecs = [aes];
