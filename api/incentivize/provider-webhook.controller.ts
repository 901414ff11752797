import { Body, Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ZodResponse } from 'nestjs-zod';
import { DomainError } from '../../domain/errors';
import { WallClock } from '../clock';
import { Idempotency, Signed } from '../http/route-rules';
import { isSigned } from '../http/signature';
import { faultsOf } from '../http/zod-faults';
import type { ApiSettings } from '../settings';
import { SETTINGS } from '../tokens';
import { PaymentReportDesk } from './payment-report-desk';
import { HeardDto, providerMessage } from './provider-webhook.dto';

/** The payment provider's own door: it says what became of payments, and signs it. */
@ApiTags('payouts')
@Controller('v1/webhooks')
export class ProviderWebhookController {
  constructor(
    @Inject(SETTINGS) private readonly settings: ApiSettings,
    private readonly desk: PaymentReportDesk,
    private readonly clock: WallClock,
  ) {}

  /**
   * Hears what the provider says of one payment. Signed by HMAC-SHA-256 over `<timestamp>.<body>` in `X-Provider-Signature`, the
   * seconds in `X-Provider-Timestamp` within five minutes of now; the same message again changes nothing.
   */
  @Post('payment-provider')
  @HttpCode(200)
  @Signed()
  @Idempotency('none') // The message has an id of its own.
  @ApiBody({ schema: { type: 'object', description: 'docs/payment-rails.md' } })
  @ZodResponse({ status: 200, type: HeardDto })
  async hear(@Body() body: unknown, @Req() { headers, rawBody = Buffer.alloc(0) }: FastifyRequest): Promise<HeardDto> {
    const { 'x-provider-timestamp': timestamp, 'x-provider-signature': signature } = headers;
    const { providerWebhookSecrets: secrets = [] } = this.settings;
    const message = { timestamp, signature, body: rawBody };
    if (!isSigned(message, { secrets, nowMs: this.clock.now() }))
      throw new DomainError('AUTH.REQUIRED', 'The message is not signed by the payment provider, or too old.');
    const read = providerMessage.safeParse(body);
    if (!read.success)
      throw new DomainError('REQUEST.INVALID', 'The message does not have the documented shape.', faultsOf(read.error));
    const { id, payment } = read.data;
    await this.desk.hear(id, payment);
    return { state: 'heard' };
  }
}
