import { randomUUID } from 'node:crypto';
import type { ApiClient } from './http';
import type { ClockAnswer } from './answers';

/** The courses of the shipped program's sales and technical paths. */
const COURSES = [
  { verb: 'completed', id: 'https://learning.example/courses/product-foundations' },
  { verb: 'passed', id: 'https://learning.example/exams/sales-associate' },
  { verb: 'completed', id: 'https://learning.example/courses/architecture-and-demo' },
  { verb: 'passed', id: 'https://learning.example/exams/technical-professional' },
];

/** The learning system reports what a person completed and passed, as xAPI statements. */
export async function reportTraining(lms: ApiClient, mail: string, clock: ClockAnswer): Promise<void> {
  await lms.statements(
    COURSES.map(({ verb, id }) => ({
      id: randomUUID(),
      actor: { objectType: 'Agent', mbox: `mailto:${mail}` },
      verb: { id: `http://adlnet.gov/expapi/verbs/${verb}`, display: { 'en-US': verb } },
      object: { objectType: 'Activity', id },
      ...(verb === 'passed' ? { result: { success: true, score: { scaled: 0.92 } } } : {}),
      timestamp: clock.now.at,
    })),
  );
}

/** Something of one period that a system around us reports. */
interface Happening {
  partnerId: string;
  period: string;
  at: string;
}

/** The marketing system reports that a joint campaign has run. */
export async function reportCampaign(crm: ApiClient, { partnerId, period, at }: Happening): Promise<void> {
  const body = { eventId: `campaign-${period}`, kind: 'campaign_completed', occurredAt: at, data: { leads: 42 } };
  await crm.post(`/v1/partners/${partnerId}/facts`, body);
}

/** The sales system reports that the partner has registered a deal. */
export async function reportDeal(crm: ApiClient, { partnerId, period, at }: Happening): Promise<void> {
  const body = { eventId: `deal-${period}`, kind: 'deal_registered', occurredAt: at, data: { product: 'Road-150' } };
  await crm.post(`/v1/partners/${partnerId}/facts`, body);
}

/** The order system reports sales of one day. Amounts are chosen so that one sale crosses a band's edge. */
export async function bookSales(
  erp: ApiClient,
  sale: { partnerId: string; date: string; batch: number },
): Promise<void> {
  const amounts = ['18250.00', '24999.99', '31400.50'];
  const sales = amounts.map((amount, n) => ({
    saleId: `SO-${sale.partnerId}-${sale.batch}-${n + 1}`,
    partner: sale.partnerId,
    kind: 'sale',
    occurredOn: sale.date,
    amount: { amount, currency: 'USD' },
    product: 'Road-150',
    quantity: 3,
  }));
  await erp.post('/v1/sales', { source: 'demo-erp', sales }, `sales-${sale.partnerId}-${sale.batch}`);
}
