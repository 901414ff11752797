import type { Ladder, Program, StageName } from '../domain/program';
import { ONCE_STAGES, STAGES } from '../domain/program';
import type { Step } from '../domain/steps';
import { applies } from '../domain/steps';
import type { Path } from './faults';

/**
 * What is left of a document once everything of a wrong shape is taken out: any part may be missing, but whatever is
 * there has its right type. The rules read this, so that they can speak about the sound parts of a faulty document.
 */
export type Draft<T> = T extends readonly (infer Item)[]
  ? (Draft<Item> | undefined)[]
  : T extends object
    ? { [Key in keyof T]?: Draft<T[Key]> }
    : T;

/** A program of which any part may be missing. */
export type ProgramDraft = Draft<Program>;
/** A step of which any part may be missing. */
export type StepDraft = Draft<Step>;

/** A step definition where it stands in the document. */
export interface StepSite {
  path: Path;
  stage: StageName;
  key: string;
  step: StepDraft;
}

/** The steps of one stage as one region's partners meet them; `region` is undefined for the program as such. */
export interface StageVariant {
  region: string | undefined;
  stage: StageName;
  steps: Map<string, StepSite>;
}

/** The members of a record that are there at all. */
export function members<T>(record: Record<string, T | undefined> | undefined): [string, T][] {
  return Object.entries(record ?? {}).filter((entry): entry is [string, T] => entry[1] !== undefined);
}

/** The keys of a record, those of faulty members included: they are no reason to call a reference dangling. */
export function keysOf(record: object | undefined): string[] | undefined {
  return record && Object.keys(record);
}

/** The items of a list that are there at all, with their index. */
export function items<T>(list: readonly (T | undefined)[] | undefined): [number, T][] {
  return [...(list ?? []).entries()].filter((entry): entry is [number, T] => entry[1] !== undefined);
}

/** Each step definition of the document, once. */
export function stepSites(program: ProgramDraft): StepSite[] {
  const regions = members(program.regions).map(([id]) => id);
  return STAGES.flatMap((stage) => [undefined, ...regions].flatMap((region) => ownSites(program, stage, region)));
}

/** Each stage as the program has it, and as each region has it that changes it. */
export function stageVariants(program: ProgramDraft): StageVariant[] {
  const variants: StageVariant[] = [];
  for (const stage of STAGES) {
    variants.push(stageOf(program, stage, undefined));
    for (const [region, { stages }] of members(program.regions)) {
      if (stages?.[stage]) variants.push(stageOf(program, stage, region));
    }
  }
  return variants;
}

/** One stage as one region's partners meet it: the program's steps, with the region's added or in their place. */
export function stageOf(program: ProgramDraft, stage: StageName, region: string | undefined): StageVariant {
  const sites = [...ownSites(program, stage, undefined), ...(region ? ownSites(program, stage, region) : [])];
  return { region, stage, steps: new Map(sites.map((site) => [site.key, site])) };
}

/** The ladder that a step names, if it is there. */
export function ladderOf({ ladders }: ProgramDraft, { ladder }: StepDraft): Draft<Ladder> | undefined {
  return ladder !== undefined && ladders && Object.hasOwn(ladders, ladder) ? ladders[ladder] : undefined;
}

function ownSites(program: ProgramDraft, stage: StageName, region: string | undefined): StepSite[] {
  const stages = region === undefined ? program.stages : program.regions?.[region]?.stages;
  const path = region === undefined ? ['stages', stage, 'steps'] : ['regions', region, 'stages', stage, 'steps'];
  return Object.entries(stages?.[stage]?.steps ?? {}).map(([key, step]) => ({
    path: [...path, key],
    stage,
    key,
    step: step ?? {},
  }));
}

/** A partner as conditions see it. */
export interface PartnerKind {
  type: string;
  tier: string;
  region: string;
}

/**
 * Every kind of partner that can meet this form of a stage: of the variant's region, or of all regions that have no
 * form of their own. In a once-only stage everybody is on the entry tier.
 */
export function partnersOf(program: ProgramDraft, { stage, region }: StageVariant): PartnerKind[] {
  const own = members(program.regions).filter(([, { stages }]) => !stages?.[stage]);
  const regions = region === undefined ? own.map(([id]) => id) : [region];
  const tiers = isOnce(stage) ? program.tiers?.slice(0, 1) : program.tiers;
  const reached = items(tiers).flatMap(([, tier]) => tier.id ?? []);
  const types = Object.keys(program.partnerTypes ?? {});
  return regions.flatMap((id) => reached.flatMap((tier) => types.map((type) => ({ type, tier, region: id }))));
}

/** Whether a step applies to such a partner; a condition that cannot be read holds. */
export function meets({ step }: StepSite, partner: PartnerKind): boolean {
  const read = (list: readonly (string | undefined)[] | undefined): string[] | undefined =>
    list?.includes(undefined) ? undefined : (list as string[] | undefined);
  const { types, tiers, regions } = step.when ?? {};
  return applies({ types: read(types), tiers: read(tiers), regions: read(regions) }, partner);
}

const isOnce = (stage: StageName): boolean => ONCE_STAGES.some((name) => name === stage);
