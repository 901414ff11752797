import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

const text = (lengthMax: number) => z.string().min(1).max(lengthMax);

/** What the payment provider tells; what else it says is left aside. */
export const providerMessage = z.object({
  id: text(200).regex(/^[\x21-\x7e]+$/, 'Visible ASCII characters.'),
  payment: z.object({
    reference: text(200),
    paymentId: text(255),
    amount: text(30),
    currency: text(3),
    state: z.enum(['pending', 'paid', 'returned', 'failed']),
    reason: z.string().max(300).optional(),
  }),
});

/** It is kept, or was before. */
export class HeardDto extends createZodDto(z.object({ state: z.literal('heard') })) {}
