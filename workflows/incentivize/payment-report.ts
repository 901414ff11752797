import { setCurrentDetails } from '@temporalio/workflow';
import { isRefusal } from '../../domain/errors';
import type { ReportTaken } from '../../domain/incentivize/payment-report';
import { origin } from '../kit/origin';
import { payments } from '../kit/proxies';
import { touchRun } from '../kit/touch-run';
import type { PaymentReportInput, PaymentReportResult } from './payment-report.messages';

/**
 * Something came back about payments: a file of the bank, the table of finance, a message of the provider. What it says is
 * recorded and applied, all of it or nothing; then the runs that it is about look again.
 */
export async function paymentReport({
  reportId,
  rail,
  intakeId,
  step,
}: PaymentReportInput): Promise<PaymentReportResult> {
  const ticket = { origin: origin(), reportId, rail, intakeId };
  const taken =
    step === 'take'
      ? await payments.takePaymentReport.executeWithOptions({ summary: `Take in what ${rail} reports` }, [ticket])
      : await payments.decidePaymentReport.executeWithOptions({ summary: 'Record the decision about a report' }, [
          ticket,
        ]);
  if (isRefusal(taken)) {
    setCurrentDetails(`### Refused\n\n**${taken.refused}**: ${taken.message}`);
    return taken;
  }
  setCurrentDetails(pageOf(taken));
  for (const workflowId of taken.state === 'applied' ? taken.runs : []) await touchRun(workflowId);
  return taken;
}

function pageOf({ state, entries }: ReportTaken): string {
  const counted = Object.entries(entries).filter(([, count]) => count > 0);
  return [`### Report **${state}**`, counted.map(([effect, count]) => `${count} ${effect}`).join(' · ')]
    .filter((line) => line !== '')
    .join('\n\n');
}
