import type { Fault } from '../errors';
import { DomainError } from '../errors';

/** Names that a plan may refer to; a list that is not given is not checked. */
export interface PlanReferences {
  regions?: readonly string[];
  types?: readonly string[];
  certifications?: readonly string[];
  /** Roles of the partner's people. */
  partnerRoles?: readonly string[];
}

/** Collects the faults of a plan, pointers (RFC 6901) relative to it. */
export class Reporter {
  readonly faults: Fault[] = [];

  add(pointer: string, code: string, message: string): void {
    this.faults.push({ pointer, code, message });
  }

  /** Turns a refusal into a fault at its place; anything else is a bug and goes on up. */
  attempt<T>(pointer: string, read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.add(pointer, error.code, error.message);
      return undefined;
    }
  }

  /** Reports each name of a list that is not known, and a list that names nothing. */
  names(pointer: string, names: readonly string[] | undefined, by: NameCheck): void {
    if (names?.length === 0) {
      this.add(pointer, 'PLAN.EMPTY', `No ${by.what} is named: name some, or drop the list for all.`);
    }
    names?.forEach((name, index) => this.name(`${pointer}/${index}`, name, by));
  }

  /** Reports a name that is not known. */
  name(pointer: string, name: string, { what, known, code }: NameCheck): void {
    if (!known || known.includes(name)) return;
    this.add(
      pointer,
      code ?? 'PLAN.UNKNOWN',
      `"${name}" is no ${what}: use one of ${known.join(', ') || '(none yet)'}.`,
    );
  }
}

/** How to check a name. */
export interface NameCheck {
  what: string;
  known?: readonly string[] | undefined;
  code?: string;
}

/** A key as a part of a pointer. */
export function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
