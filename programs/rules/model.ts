import { checkPlan } from '../../domain/incentivize/commission';
import type { PlanReferences } from '../../domain/incentivize/commission-check-report';
import type { CommissionPlan } from '../../domain/incentivize/commission-plan';
import type { ProfileCriterion } from '../../domain/program';
import type { Draft, ProgramDraft } from '../draft';
import { items, keysOf, members, stepSites } from '../draft';
import type { FaultList, Path } from '../faults';
import { listed } from '../faults';
import { commissionRuleSchema, planTermsSchema } from '../schema-plan';

/** All weights of the profile sum to this. */
const PROFILE_WEIGHT_SUM = 100;
/** Fields of an application that are numbers. */
const NUMBER_FIELDS: readonly (ProfileCriterion['field'] | undefined)[] = ['employees', 'yearsInBusiness'];

/** Faults that a rule which cannot be read may be the reason of. */
const RULE_REFERENCES: readonly string[] = ['PLAN.RULE_UNKNOWN', 'PLAN.GROUP_EMPTY'];

/** Faults that say that something is missing. */
const OMISSIONS: readonly string[] = ['PLAN.CONTRADICTION', 'PLAN.BAND_PAYS', 'PLAN.EMPTY'];

/** The profile weighs 100, the plan leaves no gap, and nothing is listed twice. */
export function checkModel(program: ProgramDraft, faults: FaultList): void {
  checkProfile(program, faults);
  checkCommission(program, faults);
  checkDuplicates(program, faults);
}

function checkProfile(program: ProgramDraft, faults: FaultList): void {
  const lines = items(program.profile);
  const weights = lines.flatMap(([, line]) => line.weight ?? []);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (program.profile && weights.length === program.profile.length && sum !== PROFILE_WEIGHT_SUM) {
    faults.add(
      'PROGRAM.PROFILE_WEIGHTS',
      ['profile'],
      `The weights sum to ${sum}: make them sum to ${PROFILE_WEIGHT_SUM}.`,
    );
  }
  for (const [index, line] of lines) checkCriterion(['profile', index], line, { program, faults });
}

function checkCriterion(
  path: Path,
  line: Draft<ProfileCriterion>,
  by: { program: ProgramDraft; faults: FaultList },
): void {
  if (line.field === undefined) return;
  const [wanted, unwanted] = NUMBER_FIELDS.includes(line.field)
    ? (['steps', 'points'] as const)
    : (['points', 'steps'] as const);
  if (line[wanted] === undefined || line[unwanted] !== undefined) {
    const message = `"${line.field}" is scored by "${wanted}" alone: give that and drop "${unwanted}".`;
    by.faults.add('PROGRAM.PROFILE_POINTS', path, message);
    return;
  }
  items(line.steps).forEach(([index, step], position, all) => {
    const before = all[position - 1]?.[1].from;
    if (step.from === undefined || before === undefined || step.from > before) return;
    by.faults.add(
      'PROGRAM.PROFILE_POINTS',
      [...path, 'steps', index, 'from'],
      `Each step starts above the one before, ${before}.`,
    );
  });
  const known =
    line.field === 'type'
      ? keysOf(by.program.partnerTypes)
      : line.field === 'region'
        ? keysOf(by.program.regions)
        : undefined;
  for (const value of Object.keys(line.points ?? {})) {
    if (value === '*') continue;
    const code = line.field === 'type' ? 'PROGRAM.TYPE_UNKNOWN' : 'PROGRAM.REGION_UNKNOWN';
    const under = line.field === 'type' ? '/partnerTypes' : '/regions';
    by.faults.unknown(code, [...path, 'points', value], { what: line.field, name: value, known, under });
  }
}

/** The plan's own rules, on those of its rules that can be read; pointers are put back to where they stand. */
function checkCommission(program: ProgramDraft, faults: FaultList): void {
  const { plan, tiers } = program;
  if (!plan?.rules) return;
  const readable = items(plan.rules).flatMap(([index, rule]) => {
    const read = commissionRuleSchema.safeParse(rule);
    return read.success ? [{ index, rule: read.data }] : [];
  });
  if (readable.length === 0) return;
  // What cannot be read is left out and told elsewhere; what can is checked all the same.
  const terms = planTermsSchema.safeParse(termsOf(plan));
  const checked: CommissionPlan = {
    id: plan.id ?? 'plan',
    title: plan.title ?? 'plan',
    currency: plan.currency ?? 'USD',
    rules: readable.map(({ rule }) => rule),
    ...(terms.success && terms.data),
  };
  const tierIds = tiers?.flatMap((tier) => tier?.id ?? []) ?? [];
  // Where a tier's id cannot be read, any name in the plan may be the one that is meant.
  if (!tiers || tierIds.length < tiers.length)
    tierIds.push(...checked.rules.flatMap((rule) => [...Object.keys(rule.tiers ?? {}), ...(rule.scope?.tiers ?? [])]));
  for (const fault of checkPlan(checked, [...new Set(tierIds)], referencesOf(program))) {
    // A group or cap may mean a rule that cannot be read, or a word be missing only because it cannot be read.
    if (readable.length < plan.rules.length && RULE_REFERENCES.includes(fault.code)) continue;
    if (!terms.success && fault.code === 'PLAN.GROUP_UNKNOWN') continue;
    const site = readable[Number(/^\/rules\/(\d+)/.exec(fault.pointer)?.[1] ?? -1)];
    if (site && OMISSIONS.includes(fault.code) && hasHole(plan.rules[site.index])) continue;
    const pointer = fault.pointer.replace(
      /^\/rules\/(\d+)/,
      (_, at: string) => `/rules/${readable[Number(at)]?.index ?? at}`,
    );
    faults.addFault({ ...fault, pointer: `/plan${pointer}` });
  }
}

/** Whether something in it could not be read and was taken out. */
function hasHole(value: unknown): boolean {
  if (value === undefined) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(hasHole);
}

/** The plan without its rules and names. */
function termsOf({ groups, caps, rates, payout, fund }: NonNullable<ProgramDraft['plan']>): unknown {
  return { groups, caps, rates, payout, fund };
}

/** What the plan's names may mean; what cannot be read is not checked. */
function referencesOf(program: ProgramDraft): PlanReferences {
  const { regions, partnerTypes, certifications, roles } = program;
  return {
    regions: keysOf(regions),
    types: keysOf(partnerTypes),
    certifications: keysOf(certifications),
    partnerRoles: roles && Object.keys(roles).filter((id) => roles[id]?.side !== 'vendor'),
  };
}

function checkDuplicates(program: ProgramDraft, faults: FaultList): void {
  const once = (path: Path, list: readonly unknown[] | undefined, member?: string): void => {
    const seen = new Map<unknown, number>();
    for (const [index, name] of items(list)) {
      const first = seen.get(name);
      if (first === undefined) seen.set(name, index);
      else {
        const message = `${listed([String(name)])} is listed before, at ${first}: name it once.`;
        faults.add('PROGRAM.DUPLICATE', member === undefined ? [...path, index] : [...path, index, member], message);
      }
    }
  };
  once(
    ['tiers'],
    program.tiers?.map((tier) => tier?.id),
    'id',
  );
  once(
    ['profile'],
    program.profile?.map((line) => line?.id),
    'id',
  );
  for (const [id, region] of members(program.regions)) once(['regions', id, 'workWeek'], region.workWeek);
  for (const [id, ladder] of members(program.ladders)) {
    once(['ladders', id, 'reminders'], ladder.reminders);
    for (const [index, { add }] of items(ladder.escalations)) once(['ladders', id, 'escalations', index, 'add'], add);
  }
  for (const [id, { reminders }] of members(program.certifications))
    once(['certifications', id, 'reminders'], reminders);
  once(
    ['activation', 'facts'],
    program.activation?.facts?.map((one) => one?.fact),
    'fact',
  );
  for (const [id, track] of members(program.tracks)) {
    once(
      ['tracks', id, 'courses'],
      track.courses?.map((course) => course?.activity),
      'activity',
    );
  }
  for (const { path, step } of stepSites(program)) {
    once([...path, 'needs'], step.needs);
    for (const word of ['types', 'tiers', 'regions'] as const) once([...path, 'when', word], step.when?.[word]);
    if (step.kind === 'approval') once([...path, 'roles'], step.roles);
    if (step.kind === 'task') once([...path, 'evidence'], step.evidence);
    if (step.kind === 'provision') once([...path, 'systems'], step.systems);
  }
}
