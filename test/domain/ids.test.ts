import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import {
  KEY_LENGTH_MAX,
  WORKFLOW_ID_LENGTH_MAX,
  approvalWorkflowId,
  certificateWorkflowId,
  decisionUpdateId,
  importWorkflowId,
  lifecycleId,
  partnerIdOf,
  personCommandId,
  pricingRunId,
  publicationId,
  rowId,
  slugOf,
  stageId,
} from '../../domain/ids';
import { STAGES } from '../../domain/program';

const anyText = fc.string({ unit: 'binary', maxLength: 200 });
const resellers = join(__dirname, '../../../shared/data/adventure-works/resellers.csv');

describe('the slug of a company', () => {
  test.each([
    ['A Bike Store', 'a-bike-store'],
    ['  Müller & Söhne GmbH ', 'mueller-soehne-gmbh'],
    ['Øresund Cykler', 'oresund-cykler'],
    ['Straße 7', 'strasse-7'],
    ['Łódź Æther', 'lodz-aether'],
    ['Crème Brûlée', 'creme-brulee'],
    ['Mu\u0308ller', 'mueller'],
    ['İstanbul Işık', 'istanbul-isik'],
    ['株式会社', 'partner'],
    ['---', 'partner'],
    ['', 'partner'],
  ])('%s is %s', (name, slug) => {
    expect(slugOf(name)).toBe(slug);
  });

  test('is always readable ASCII of at most 40 characters, and a slug is its own slug', () => {
    fc.assert(
      fc.property(anyText, (name) => {
        const slug = slugOf(name);
        expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
        expect(slug.length).toBeLessThanOrEqual(40);
        expect(slugOf(slug)).toBe(slug);
      }),
    );
  });
});

describe('a partner id', () => {
  test('is the same for the same application and another for any other', () => {
    const id = partnerIdOf('A Bike Store', 'importer:adventure-works', '1');
    expect(id).toMatch(/^a-bike-store-[a-z2-7]{8}$/);
    expect(partnerIdOf('A Bike Store', 'importer:adventure-works', '1')).toBe(id);
    expect(partnerIdOf('A Bike Store', 'importer:adventure-works', '2')).not.toBe(id);
    expect(partnerIdOf('A Bike Store', 'importer:adventure', 'works1')).not.toBe(id);
  });

  test('keeps apart what only looks alike when joined', () => {
    fc.assert(
      fc.property(fc.tuple(anyText, anyText), fc.tuple(anyText, anyText), (one, other) => {
        const same = one[0] === other[0] && one[1] === other[1];
        expect(partnerIdOf('X', ...one) === partnerIdOf('X', ...other)).toBe(same);
      }),
    );
    expect(partnerIdOf('X', 'a"', 'b')).not.toBe(partnerIdOf('X', 'a', '"b'));
  });

  (existsSync(resellers) ? test : test.skip)('701 real resellers, duplicate names included, have 701 ids', () => {
    const rows = parse<{ ResellerKey: string; ResellerName: string }>(readFileSync(resellers, 'utf8'), {
      columns: true,
      bom: true,
    });
    const ids = rows.map((row) => partnerIdOf(row.ResellerName, 'adventure-works', row.ResellerKey));
    expect([rows.length, new Set(ids).size]).toEqual([701, 701]);
  });
});

describe('workflow ids', () => {
  const longestPartner = partnerIdOf('x'.repeat(200), 'source', 'id');

  test('say what they are', () => {
    const stage = stageId('acme-abcdefgh', 'sell', { cycle: 3, attempt: 1 });
    expect(lifecycleId('acme-abcdefgh')).toBe('partner/acme-abcdefgh');
    expect(stage).toBe('partner/acme-abcdefgh/sell/3.1');
    expect(approvalWorkflowId(stage, 'plan', 2)).toBe('partner/acme-abcdefgh/sell/3.1/approval/plan.2');
    expect(importWorkflowId('i1')).toBe('import/i1');
    expect(pricingRunId('channel', 'k')).toBe('pricing-run/channel/k');
    expect(publicationId('channel', 'f'.repeat(64), 'key')).toMatch(/^program\/channel\/publish\/f{32}\/[a-z2-7]{16}$/);
    expect(personCommandId('p1', 'invite', 'key')).toMatch(/^person\/p1\/invite\/[a-z2-7]{16}$/);
    expect(certificateWorkflowId('c1')).toBe('certificate/c1');
    expect(rowId('sale', 'x')).toMatch(/^sale_[a-z2-7]{20}$/);
    expect(
      decisionUpdateId({ approvalId: 'a', personId: 'p', contentHash: 'h', decision: 'approve', revokes: 0 }),
    ).toBe('a/p/h/approve/0');
  });

  test('the longest one that a publishable program can lead to fits', () => {
    expect(longestPartner).toHaveLength(49);
    const longest = STAGES.map((stage) => {
      const asker = stageId(longestPartner, stage, { cycle: 99_999, attempt: 999 });
      return approvalWorkflowId(asker, 'k'.repeat(KEY_LENGTH_MAX), 9_999).length;
    });
    expect(Math.max(...longest)).toBeLessThanOrEqual(WORKFLOW_ID_LENGTH_MAX);
  });

  test('one that is too long is refused by name, never cut', () => {
    expect(() => importWorkflowId('i'.repeat(WORKFLOW_ID_LENGTH_MAX))).toThrow(
      expect.objectContaining({ code: 'ID.INVALID' }) as Error,
    );
  });
});
