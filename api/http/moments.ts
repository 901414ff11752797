import { z } from 'zod';

/** An instant as people and programs read it. */
export const moment = z
  .strictObject({ at: z.string().describe('ISO 8601, UTC'), ms: z.number().int().describe('Epoch milliseconds') })
  .describe('An instant of program time');

/** An instant in both forms. */
export type Moment = z.infer<typeof moment>;

/** Program time, epoch ms, as answers show it. */
export const momentOf = (ms: number): Moment => ({ at: new Date(ms).toISOString(), ms });

/** {@link momentOf} where there may be none. */
export const momentOrNull = (ms: number | null): Moment | null => (ms === null ? null : momentOf(ms));
