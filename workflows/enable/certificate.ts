import { setCurrentDetails, setHandler } from '@temporalio/workflow';
import type { CertificateInput, CertificateMoment } from '../../domain/enable/certificate';
import { certificateMoments } from '../../domain/enable/certificate';
import { dayOf, nowMs, origin } from '../kit/origin';
import { business, journal } from '../kit/proxies';
import { until } from '../kit/wait';
import type { CertificateResult } from './certificate.messages';
import { certificateChanged } from './certificate.messages';

/**
 * One certificate of one person: reminded of before it expires, audited when it lapses. It ends early when a newer one
 * takes its place, when its statements were taken back, or when its person leaves. It belongs to no stage and no
 * lifecycle: years may pass, and what it means for the partner is read from its row.
 */
export async function certificate(input: CertificateInput): Promise<CertificateResult> {
  const { certificateId, partnerId, title, clock } = input;
  let changes = 0;
  let seen = 0;
  setHandler(certificateChanged, () => void (changes += 1), {
    description: 'The certificate, its person or its successor has changed: look at the row again. No input.',
  });
  /** Waits for the moment, and looks at the row then and whenever it may have changed before. */
  const standingAt = async (moment: CertificateMoment) => {
    for (;;) {
      const summary = `${moment.label}: ${title}`;
      const called = await until(clock, { atMs: moment.atMs, summary, waitsForOutside: false }, () => changes > seen);
      seen = changes;
      const look = { origin: origin(), certificateId, nowMs: nowMs(clock) };
      const { standing } = await journal.journalCertificate(called ? look : { ...look, moment });
      if (!called || standing !== 'valid') return standing;
    }
  };
  for (const moment of certificateMoments(input, nowMs(clock))) {
    setCurrentDetails(`### ${title}\n\nNext: ${moment.label} (${dayOf(moment.atMs)})`);
    const standing = await standingAt(moment);
    if (standing !== 'valid') return end(input, standing);
    if (moment.what === 'remind') continue;
    const summary = `${moment.label}: the partner's open steps look again`;
    await business.announceCertificate.executeWithOptions({ summary }, [{ origin: origin(), partnerId }]);
  }
  return end(input, 'lapsed');
}

function end({ title }: CertificateInput, ended: CertificateResult['ended']): CertificateResult {
  setCurrentDetails(`### ${title}\n\nEnded: **${ended}**`);
  return { ended };
}
