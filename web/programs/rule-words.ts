import type { ApprovalGroup, ApprovalLevel, ApprovalRule, MatrixRow } from '../../domain/approvals/rule';
import type { Band, CommissionRule } from '../../domain/incentivize/commission-plan';
import type { Program } from '../../domain/program';
import { either, words } from '../kit/words';

/** The chains of an approval: each with when it is asked, and its levels in their order. */
function chainsOf({ roles = [], quorum = 1, rejection = 'ends', levels, matrix }: ApprovalRule): MatrixRow[] {
  if (matrix) return matrix;
  return [{ levels: levels ?? [{ groups: [{ roles, quorum, rejection }] }] }];
}

/** Every role that may decide, at whatever level. */
export function rolesAsked(rule: ApprovalRule): string[] {
  const groups = chainsOf(rule).flatMap(({ levels }) => levels.flatMap((level) => level.groups));
  return [...new Set(groups.flatMap((group) => group.roles))];
}

/** Who decides, chain by chain: "from 100000 USD: 2 of Finance, then 1 of Vice president". */
export function chainTexts(rule: ApprovalRule, { roles }: Program): string[] {
  const groupText = ({ roles: asked, quorum }: ApprovalGroup): string => {
    const names = either(asked.map((role) => roles[role]?.title ?? role));
    return typeof quorum === 'number'
      ? `${quorum} of ${names}`
      : `${quorum === 'all' ? 'all' : 'the first'} of ${names}`;
  };
  const levelText = (level: ApprovalLevel): string => level.groups.map(groupText).join(' and ');
  return chainsOf(rule).map((row) => rowText(row, rule.currency ?? '') + row.levels.map(levelText).join(', then '));
}

/** What a rejection does, where all groups say the same. */
export function rejectionText(rule: ApprovalRule): string {
  const said = chainsOf(rule).flatMap(({ levels }) =>
    levels.flatMap(({ groups }) => groups.map(({ rejection }) => rejection)),
  );
  if (said.every((one) => one === 'ends')) return 'Ends it';
  return said.every((one) => one === 'counts') ? 'Counts' : 'Ends it or counts, by group';
}

function rowText({ when, from, to }: MatrixRow, currency: string): string {
  const partners = Object.values(when ?? {}).map((list: string[]) => either(list.map(words)));
  const amounts = [
    ...(from === undefined ? [] : [`from ${from} ${currency}`]),
    ...(to === undefined ? [] : [`below ${to} ${currency}`]),
  ];
  const said = [...partners, ...amounts].join(', ');
  return said === '' ? '' : `${said}: `;
}

/** A rule's bands by tier id; a rule whose bands hold for every tier has them under each. */
export function bandsByTier(rule: CommissionRule, { tiers }: Program): Record<string, Band[]> {
  // From the lowest tier to the highest, whatever the order in the document.
  return Object.fromEntries(
    tiers.flatMap(({ id }) => {
      const bands = rule.tiers?.[id] ?? rule.bands;
      return bands ? [[id, bands]] : [];
    }),
  );
}

/** What a band pays: a share, or an amount for each unit. */
export const pays = ({ rate, each }: Band, currency: string): string => rate ?? `${each ?? '0'} ${currency} each`;
