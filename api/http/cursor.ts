import { createHmac, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { DomainError } from '../../domain/errors';
import { contentHash } from '../../domain/hash';
import type { ApiSettings } from '../settings';
import { SETTINGS } from '../tokens';

/** The largest page. */
export const PAGE_SIZE_MAX = 200;
const PAGE_SIZE_DEFAULT = 50;
const MAC_BYTES = 12;

/** The two members that every list takes. */
export const PAGE = {
  /** How many at most, 1 to 200. */
  limit: z.coerce.number().int().min(1).max(PAGE_SIZE_MAX).default(PAGE_SIZE_DEFAULT),
  /** Where the page before ended: its `nextCursor`. */
  cursor: z.string().min(1).max(600).optional(),
};

/** The place of a row in its order: its sort keys, the last one unique. */
export type Place = (string | number | null)[];

/**
 * Cursors: the place where a page ended, sealed together with the filters it was asked with, so that nobody can send
 * one of their own, and no cursor of one list is taken for another's.
 */
@Injectable()
export class Cursors {
  private readonly key: Buffer;

  constructor(@Inject(SETTINGS) settings: ApiSettings) {
    this.key = createHmac('sha256', settings.actorKey).update('ple-cursor-v1').digest();
  }

  /** @throws REQUEST.INVALID for a cursor that is not ours, or was made for other filters */
  open(cursor: string | undefined, filters: object): Place | null {
    if (cursor === undefined) return null;
    const sealed = Buffer.from(cursor, 'base64url');
    const [mac, text] = [sealed.subarray(0, MAC_BYTES), sealed.subarray(MAC_BYTES)];
    const isOurs =
      mac.length === MAC_BYTES &&
      timingSafeEqual(mac, this.mac(text, filters)) &&
      sealed.toString('base64url') === cursor;
    if (!isOurs) {
      const fault = {
        pointer: '/cursor',
        code: 'REQUEST.CURSOR',
        message: 'Use the nextCursor of the page before, with the same filters.',
      };
      throw new DomainError('REQUEST.INVALID', fault.message, [fault]);
    }
    return JSON.parse(text.toString()) as Place;
  }

  /** A page with the cursor of the next one, where one row more than asked for was found. */
  page<Row>(
    rows: Row[],
    limit: number,
    seal: { filters: object; placeOf: (row: Row) => Place },
  ): { items: Row[]; nextCursor: string | null } {
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    const nextCursor = rows.length > limit && last !== undefined ? this.seal(seal.placeOf(last), seal.filters) : null;
    return { items, nextCursor };
  }

  private seal(place: Place, filters: object): string {
    const text = Buffer.from(JSON.stringify(place));
    return Buffer.concat([this.mac(text, filters), text]).toString('base64url');
  }

  private mac(text: Buffer, filters: object): Buffer {
    return createHmac('sha256', this.key).update(contentHash(filters)).update(text).digest().subarray(0, MAC_BYTES);
  }
}
