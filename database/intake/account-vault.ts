import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
/** NIST SP 800-38D: 96 bits; one key is good for 2^32 of them, more accounts than there will be. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_FORM = /^([A-Za-z0-9_-]{1,20}):([0-9a-f]{64})$/;

/** Something sealed, and under which key. */
export interface Sealed {
  keyId: string;
  /** Base64 of nonce, ciphertext and tag. */
  sealed: string;
}

/** Seals bank details and opens them. Made of one secret, which API and worker share, by {@link accountVault}. */
export interface AccountVault {
  /** Seals a text for one place: it opens nowhere else. The same text for the same place is sealed alike, so that a request can be repeated. */
  seal(text: string, place: string): Sealed;
  /** @throws Error when the key is not among ours, or text or place are not those that were sealed */
  open(sealed: Sealed, place: string): string;
}

/**
 * Keys as the setting holds them: `<id>:<64 hex digits>`, separated by commas. The first one seals; all of them open, so
 * that a new key is put in front and the old one stays for what it sealed.
 *
 * @throws RangeError saying what is wrong, never the key
 */
export function accountVault(setting: string): AccountVault {
  const keys = new Map<string, Buffer>();
  for (const [index, entry] of setting.split(',').entries()) {
    const [, keyId, hex] = KEY_FORM.exec(entry.trim()) ?? [];
    if (keyId === undefined || hex === undefined)
      throw new RangeError(
        `Key ${index + 1} must be <id>:<64 hex digits>, e.g. 2026:$(openssl rand -hex ${KEY_BYTES}).`,
      );
    if (keys.has(keyId)) throw new RangeError(`The key id "${keyId}" is there twice.`);
    keys.set(keyId, Buffer.from(hex, 'hex'));
  }
  const [[firstId, firstKey]] = [...keys] as [[string, Buffer]];
  return {
    seal: (text, place) => {
      const nonce = nonceOf(firstKey, `${place}\n${text}`);
      const cipher = createCipheriv(ALGORITHM, firstKey, nonce).setAAD(placeOf(firstId, place));
      const parts = [nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
      return { keyId: firstId, sealed: Buffer.concat(parts).toString('base64') };
    },
    open: ({ keyId, sealed }, place) => {
      const key = keys.get(keyId);
      if (key === undefined)
        throw new Error(`Bank details are sealed with the key "${keyId}", which is not set up here.`);
      const bytes = Buffer.from(sealed, 'base64');
      const end = bytes.length - TAG_BYTES;
      const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES));
      decipher.setAAD(placeOf(keyId, place)).setAuthTag(bytes.subarray(end));
      return decipher.update(bytes.subarray(NONCE_BYTES, end), undefined, 'utf8') + decipher.final('utf8');
    },
  };
}

/** What is wrong with keys as a setting holds them; nothing where they are right. */
export function accountKeysFault(setting: string): string | undefined {
  try {
    accountVault(setting);
    return undefined;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return error.message.replace(/\.$/, '');
  }
}

/** Made of what is sealed, under a key of its own: two texts never share one, but by the chance of random ones. */
function nonceOf(key: Buffer, what: string): Buffer {
  const own = Buffer.from(hkdfSync('sha256', key, '', 'account nonce', KEY_BYTES));
  return createHmac('sha256', own).update(what).digest().subarray(0, NONCE_BYTES);
}

/** Bound to its row: details that are moved to another payee do not open. */
const placeOf = (keyId: string, place: string): Buffer => Buffer.from(`${keyId}\n${place}`);
