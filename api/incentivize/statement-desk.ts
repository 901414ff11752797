import { Injectable } from '@nestjs/common';
import { ProgramsView } from '../../database/views/programs';
import type { BookMovement, LinePlace, StatementLine } from '../../database/views/statements';
import { StatementsView } from '../../database/views/statements';
import type { CalendarTable } from '../../domain/calendar';
import { programTimeAt } from '../../domain/clock';
import { DomainError } from '../../domain/errors';
import { holderIdOf } from '../../domain/incentivize/ledger';
import type { Statement, StatementMovement } from '../../domain/incentivize/statement';
import { isFinal, statementOf, statementPeriodOf, statementPeriods } from '../../domain/incentivize/statement';
import type { PeriodUnit } from '../../domain/period';
import { periodDays } from '../../domain/period';
import type { ProgramVersion } from '../../domain/program';
import { saleTime } from '../../domain/sell/sale-time';
import type { PartnerDetail } from '../../database/views/partners';
import type { Principal } from '../auth/principal';
import { WallClock } from '../clock';
import { notFound } from '../http/ids';
import { PartnerAccess } from '../partners/partner-access';
import { mayReadOf } from './payout-access';

/** A longer statement is read page by page. */
const FILE_LINES_MAX = 20_000;
/** Statements of one list. */
const LISTED_MAX = 200;

/** Whose statements: a partner's own, or those of one of its people about what that person earned. */
export interface StatementsOf {
  partnerId: string;
  person: string | undefined;
  /** The only one, when left out. */
  currency: string | undefined;
}

interface StatementPerson {
  personId: string;
  /** Null where the person is known by no more than an id that a sender gave. */
  name: string | null;
}

/** A statement with whose it is. */
export interface FoundStatement extends Statement {
  partner: PartnerDetail;
  /** Whose SPIFFs it is about; null for the partner's own. */
  person: StatementPerson | null;
  currency: string;
  final: boolean;
}

type MovedEarning = Pick<StatementMovement, 'day' | 'earning'>;

/** A statement to look into. */
export interface OpenedStatement {
  statement: FoundStatement;
  /** One more than asked for, where there are more. */
  lines(page: { limit: number; after: LinePlace | null }): Promise<StatementLine[]>;
}

/** Finds statements for whoever may see the partner. */
@Injectable()
export class StatementDesk {
  constructor(
    private readonly statements: StatementsView,
    private readonly programs: ProgramsView,
    private readonly access: PartnerAccess,
    private readonly clock: WallClock,
  ) {}

  /** The latest period first. @throws REQUEST.NOT_FOUND */
  async list(me: Principal, of: StatementsOf): Promise<FoundStatement[]> {
    const read = await this.read(me, of);
    const found = [...read.books].flatMap(([own, movements]) =>
      statementPeriods(movements, read.unit).map((period) => read.statementOf(own, period)),
    );
    found.sort((a, b) => order(b.period, a.period) || order(a.currency, b.currency));
    return found.slice(0, LISTED_MAX);
  }

  /** @throws REQUEST.NOT_FOUND, for what is no period too; REQUEST.INVALID where there are several currencies */
  async open(me: Principal, asked: StatementsOf & { period: string }): Promise<OpenedStatement> {
    const read = await this.read(me, asked);
    if (!isPeriod(read.unit, asked.period)) throw notFound();
    if (asked.person !== undefined && read.books.size === 0) throw notFound();
    const [currency = asked.currency ?? read.planCurrency, ...others] = read.books.keys();
    if (others.length > 0)
      throw new DomainError('REQUEST.INVALID', `Name the currency: ${[currency, ...others].join(', ')}.`, [
        { pointer: '/currency', code: 'REQUEST.INVALID', message: 'There are several.' },
      ]);
    const own = (read.books.get(currency) ?? []).filter(
      (movement) => statementPeriodOf(movement, read.unit) === asked.period,
    );
    return {
      statement: read.statementOf(currency, asked.period),
      lines: (page) => this.statements.lines(own, page),
    };
  }

  /** In which statement a movement of a partner's book is. @throws PROGRAM.NOT_PUBLISHED */
  async periodOf(partner: PartnerDetail, moved: Omit<MovedEarning, 'day'> & { effectiveMs: number }): Promise<string> {
    const { calendar, document } = await this.pinned(partner);
    return statementPeriodOf({ ...moved, day: dayOf(moved.effectiveMs, calendar) }, document.period);
  }

  /** All lines of a statement, for a file. @throws REQUEST.INVALID where it is too long for one */
  async allLines({ lines }: OpenedStatement): Promise<StatementLine[]> {
    const found = await lines({ limit: FILE_LINES_MAX, after: null });
    if (found.length > FILE_LINES_MAX)
      throw new DomainError(
        'REQUEST.INVALID',
        `It has more than ${FILE_LINES_MAX} lines: read it as JSON, page by page.`,
      );
    return found;
  }

  private async pinned({ programId, programVersion }: PartnerDetail): Promise<ProgramVersion> {
    const program = await this.programs.version(programId, programVersion);
    if (!program) throw new DomainError('PROGRAM.NOT_PUBLISHED', 'The version that the partner pins is not published.');
    return program;
  }

  private async read(me: Principal, { partnerId, person: personId, currency }: StatementsOf) {
    const partner = await this.access.visible(me, partnerId);
    if (personId !== undefined && !mayReadOf(me, personId, partner)) throw notFound();
    const person = personId === undefined ? null : { personId, name: await this.statements.personName(personId) };
    const { calendar, clock, document } = await this.pinned(partner);
    const today = dayOf(programTimeAt(clock, this.clock.now()), calendar);
    const books = new Map<string, (BookMovement & StatementMovement)[]>();
    for (const movement of await this.statements.movements(holderIdOf({ partnerId, personId }), currency ?? null)) {
      const dated = { ...movement, day: dayOf(movement.effectiveMs, calendar) };
      const book = books.get(movement.currency);
      if (book) book.push(dated);
      else books.set(movement.currency, [dated]);
    }
    const unit: PeriodUnit = document.period;
    return {
      ...{ books, unit, planCurrency: document.plan.currency },
      statementOf: (own: string, period: string): FoundStatement => ({
        ...statementOf(books.get(own) ?? [], period, unit),
        ...{ partner, person, currency: own, final: isFinal(period, today, unit) },
      }),
    };
  }
}

function isPeriod(unit: PeriodUnit, text: string): boolean {
  try {
    return periodDays(unit, text) !== null;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return false;
  }
}

function dayOf(ms: number, calendar: CalendarTable): string {
  return saleTime(new Date(ms).toISOString(), calendar).occurredOn;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
