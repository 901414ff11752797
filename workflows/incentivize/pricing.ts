import { setCurrentDetails, setHandler } from '@temporalio/workflow';
import { isRefusal } from '../../domain/errors';
import type { PricingProgress } from '../../domain/incentivize/pricing-run';
import { origin } from '../kit/origin';
import { bulk } from '../kit/proxies';
import type { PricingInput, PricingResult } from './pricing.messages';
import { viewPricing } from './pricing.messages';

/** Periods priced without any running stage: earnings only, no payout and nobody asked. */
export async function pricing({ runId, intakeId, title }: PricingInput): Promise<PricingResult> {
  let progress: PricingProgress | null = null;
  setHandler(viewPricing, () => progress, {
    description: 'How many partners are through, and how many earnings were new.',
  });
  for (;;) {
    const priced = await bulk.pricePartners.executeWithOptions({ summary: `Price ${title}` }, [
      { runId, intakeId, origin: origin() },
    ]);
    if (isRefusal(priced)) {
      setCurrentDetails(`### Pricing refused\n\n**${priced.refused}**: ${priced.message}`);
      return priced;
    }
    progress = priced;
    const { partners, lines, postings, awaitingRate } = priced;
    setCurrentDetails(
      `### Pricing of ${title}\n\n${partners} partners, ${lines} sales priced, ${postings} earnings new, ${awaitingRate} sales wait for a rate`,
    );
    if (priced.finished) return priced;
  }
}
