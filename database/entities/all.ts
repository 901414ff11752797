import { AgreementRow, SignatureRow } from './agreements';
import { ApprovalCandidateRow, ApprovalRow, DecisionRow } from './approvals';
import { AuditRow } from './audit';
import { CommissionEventMatchRow, CommissionEventRow, CommissionExceptionRow } from './commission-events';
import { IdempotencyRow, ImportJobRow, ImportRowRow, IntakeRow, OneTimeCodeRow } from './intake';
import { LedgerEntryRow, LedgerTransactionRow } from './ledger';
import { PayoutHeldRow, StatementDisputeEndRow, StatementDisputeRow } from './disputes';
import { EarningRow, PayoutItemRow, PayoutRow, PricingRunRow, SaleMatchRow, SaleRow } from './money';
import { DecisionLinkRow, NoticeDeliveryRow, NoticeRow, NoticeSettingRow } from './notices';
import { FactRow, PartnerOwnerRow, PartnerRow, PartnerTierRow, ProvisionedAccessRow, ScreeningRow } from './partners';
import { PaymentReportEntryRow, PaymentReportRow, PayoutFileItemRow, PayoutFileRow } from './payment-files';
import { PayeeAccountRow, PayeeGateRow, PayeeRow } from './payees';
import { PayoutAttemptRow, PayoutLineItemRow, PayoutLineRow, PayoutRunApprovalRow, PayoutRunRow } from './payout-runs';
import { AbsenceRow, LearnerIdentifierRow, PersonRow, RoleGrantRow, RoleWithheldRow } from './people';
import { PeriodPinRow, ProgramVersionRow } from './programs';
import { StageRunRow, StepEvidenceRow, StepRow } from './stages';
import { CertificateRow, CertificateWithdrawnRow, StatementMatchRow, TrainingStatementRow } from './training';

/**
 * Every table as TypeORM sees it. The migrations are the schema; these classes are what the drift alarm compares it with,
 * so that nobody changes one and forgets the other.
 */
export const ENTITIES = [
  AbsenceRow,
  AgreementRow,
  ApprovalRow,
  ApprovalCandidateRow,
  AuditRow,
  CertificateRow,
  CertificateWithdrawnRow,
  CommissionEventRow,
  CommissionEventMatchRow,
  CommissionExceptionRow,
  DecisionRow,
  DecisionLinkRow,
  EarningRow,
  FactRow,
  IdempotencyRow,
  ImportJobRow,
  ImportRowRow,
  IntakeRow,
  LearnerIdentifierRow,
  LedgerEntryRow,
  LedgerTransactionRow,
  NoticeRow,
  NoticeDeliveryRow,
  NoticeSettingRow,
  OneTimeCodeRow,
  PartnerRow,
  PartnerOwnerRow,
  PartnerTierRow,
  PayeeRow,
  PayeeAccountRow,
  PayeeGateRow,
  PaymentReportRow,
  PaymentReportEntryRow,
  PayoutAttemptRow,
  PayoutFileRow,
  PayoutHeldRow,
  PayoutFileItemRow,
  PayoutLineRow,
  PayoutLineItemRow,
  PayoutRunRow,
  PayoutRunApprovalRow,
  PayoutRow,
  PayoutItemRow,
  PeriodPinRow,
  PersonRow,
  PricingRunRow,
  ProgramVersionRow,
  ProvisionedAccessRow,
  RoleGrantRow,
  RoleWithheldRow,
  SaleRow,
  SaleMatchRow,
  ScreeningRow,
  SignatureRow,
  StageRunRow,
  StatementDisputeRow,
  StatementDisputeEndRow,
  StatementMatchRow,
  StepRow,
  StepEvidenceRow,
  TrainingStatementRow,
];
