import { defineSignal } from '@temporalio/workflow';
import type { CertificateStanding } from '../../domain/enable/certificate';

/** The workflow's type, for whoever starts it; its input is `CertificateInput` of the domain. */
export const CERTIFICATE = 'certificate';

/** How a certificate's life ended: it lapsed, or was no longer the valid one. */
export interface CertificateResult {
  ended: 'lapsed' | Exclude<CertificateStanding, 'valid'>;
}

/** Something about the certificate, its person or its successor has changed: look at the row. Carries nothing. */
export const certificateChanged = defineSignal('certificateChanged');
