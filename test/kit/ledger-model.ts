/**
 * What a book should be, by a second opinion in plain numbers that shares no line with the ledger: what stands on each
 * account, what each sale still holds, and what each transaction moved.
 */
export interface BookModel {
  on: Record<string, number>;
  /** Still held, by sale. */
  held: Record<string, number>;
  /** What each transaction moved, and of which sale; by the order of posting. */
  moved: { id: string; moves: Move[]; reversed: boolean; reverses?: string }[];
  /** Sales so far. */
  sales: number;
}

/** An amount into an account, or out of it; what is held is of a sale. */
export interface Move {
  account: string;
  by: number;
  sale?: string;
}

/** A book that nothing has been posted in. */
export const emptyModel = (): BookModel => ({ on: {}, held: {}, moved: [], sales: 0 });

const NEVER_ABOVE_ZERO = ['receivable', 'expense', 'write_off'];

/** What stands on an account. */
export const standing = ({ on }: BookModel, account: string): number => on[account] ?? 0;

/** Whether a book may take the moves: no account changes sides, no sale holds less than nothing. */
export function allows(model: BookModel, moves: readonly Move[]): boolean {
  const after = applied(model, moves);
  return (
    Object.entries(after.on).every(([account, amount]) =>
      NEVER_ABOVE_ZERO.includes(account) ? amount <= 0 : amount >= 0,
    ) && Object.values(after.held).every((amount) => amount >= 0)
  );
}

/** The balances after the moves. The book is not changed. */
export function applied(model: BookModel, moves: readonly Move[]): Pick<BookModel, 'on' | 'held'> {
  const [on, held] = [{ ...model.on }, { ...model.held }];
  for (const { account, by, sale } of moves) {
    on[account] = (on[account] ?? 0) + by;
    if (account === 'accrued_held' && sale !== undefined) held[sale] = (held[sale] ?? 0) + by;
  }
  return { on, held };
}

/** What a refund of a sale takes, and from where: its own, the reserve, what is payable, and then the partner owes. */
export function clawedBack(model: BookModel, sale: string, amount: number): Move[] {
  const sources = [
    ['accrued_held', model.held[sale] ?? 0],
    ['reserve', standing(model, 'reserve')],
    ['payable', standing(model, 'payable')],
    ['receivable', Infinity],
  ] as const;
  const moves: Move[] = [{ account: 'expense', by: amount }];
  let rest = amount;
  for (const [account, has] of sources) {
    const part = Math.min(rest, has);
    if (part > 0) moves.push({ account, by: -part, sale });
    rest -= part;
  }
  return moves;
}

/** What becomes payable once the sales are approved; it first repays what the partner owes. */
export function released(model: BookModel, sales: readonly string[]): Move[] {
  const freed = sales.map((sale) => ({ sale, amount: model.held[sale] ?? 0 })).filter(({ amount }) => amount > 0);
  const sum = freed.reduce((total, { amount }) => total + amount, 0);
  const repaid = Math.min(sum, -standing(model, 'receivable'));
  return [
    ...freed.map(({ sale, amount }) => ({ account: 'accrued_held', by: -amount, sale })),
    ...(repaid > 0 ? [{ account: 'receivable', by: repaid }] : []),
    ...(sum > repaid ? [{ account: 'payable', by: sum - repaid }] : []),
  ];
}

/** What is kept back, and what of it is released: no more than is there. */
export function atMost(model: BookModel, amount: number, [from, to]: readonly [string, string]): Move[] {
  const has = Math.min(amount, standing(model, from));
  return has > 0
    ? [
        { account: from, by: -has },
        { account: to, by: has },
      ]
    : [];
}

/** A payout or its tax, of what is payable first, then of what is kept back; what was taken back since it was approved is then owed. */
export function paidOut(model: BookModel, amount: number, to = 'in_transit'): Move[] {
  const has = Math.min(amount, standing(model, 'payable'));
  const kept = Math.min(amount - has, standing(model, 'reserve'));
  return [
    { account: to, by: amount },
    ...(has > 0 ? [{ account: 'payable', by: -has }] : []),
    ...(kept > 0 ? [{ account: 'reserve', by: -kept }] : []),
    ...(amount > has + kept ? [{ account: 'receivable', by: has + kept - amount }] : []),
  ];
}
