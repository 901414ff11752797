import type { Program } from '../../domain/program';
import type { Condition, Step } from '../../domain/steps';
import { durationText, either, words } from '../kit/words';
import { chainTexts, rejectionText, rolesAsked } from './rule-words';

/** Who holds a step, by the titles of their roles. */
export function holderOf(step: Step, { roles }: Program): string {
  const titleOf = (role: string): string => titleIn(roles, role);
  return step.kind === 'approval' ? either(rolesAsked(step).map(titleOf)) : titleOf(step.owner);
}

/** What a role is called in this program. */
export const titleIn = (roles: Program['roles'], role: string): string => roles[role]?.title ?? role;

/** What its kind asks of a step, in words. */
export function saysOf(step: Step, program: Program): string {
  const when = step.when ? ` Only for ${conditionText(step.when)}.` : '';
  return kindText(step, program) + when + (step.carry ? ' Carried into the next cycle.' : '');
}

function kindText(step: Step, program: Program): string {
  switch (step.kind) {
    case 'approval':
      return `${chainTexts(step, program).join('; ')}. A rejection ${rejectionText(step).toLowerCase()}.`;
    case 'task':
      return step.evidence?.length
        ? `Asks for ${step.evidence.map((field) => words(field).toLowerCase()).join(' and ')}.`
        : 'Somebody does it and says so.';
    case 'agreement':
      return `${program.documents[step.document]?.title ?? step.document}, countersigned by ${titleIn(program.roles, step.countersign)}.`;
    case 'training':
      return `${program.tracks[step.track]?.title ?? step.track}: as many people as the tier asks for.`;
    case 'provision':
      return `Access to ${step.systems.join(', ')}.`;
    case 'screening':
      return 'Only “clear” passes by itself.';
    case 'milestone':
      return `${step.count} × ${words(step.fact).toLowerCase()} on record.`;
    case 'wait':
      return step.until === 'period_end' ? 'Until the period ends.' : `For ${durationText(step.for ?? '')}.`;
    case 'service':
      return `The system does it: ${words(step.does).toLowerCase()}.`;
  }
}

function conditionText({ types, tiers, regions }: Condition): string {
  return [types, tiers, regions].flatMap((list) => (list ? [list.map(words).join(' or ')] : [])).join(', and ');
}
