import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';

@Entity('notice_setting')
@Check('notice_setting_channel_check', "(channel = ANY (ARRAY['mail'::text, 'chat'::text, 'none'::text]))")
@Check(
  'notice_setting_chat_check',
  "(((chat_kind IS NULL) = (chat_url IS NULL)) AND ((channel <> 'chat'::text) OR (chat_url IS NOT NULL)))",
)
@Check('notice_setting_chat_kind_check', "(chat_kind = ANY (ARRAY['slack'::text, 'teams'::text]))")
@Check('notice_setting_chat_url_check', '(length(chat_url) <= 1000)')
@Check('notice_setting_daily_at_min_check', '((daily_at_min >= 0) AND (daily_at_min <= 1439))')
@Check('notice_setting_pace_check', "(pace = ANY (ARRAY['at_once'::text, 'daily'::text]))")
@Check('notice_setting_quiet_check', '((quiet_from_min IS NULL) = (quiet_to_min IS NULL))')
@Check('notice_setting_quiet_from_min_check', '((quiet_from_min >= 0) AND (quiet_from_min <= 1439))')
@Check('notice_setting_quiet_to_min_check', '((quiet_to_min >= 0) AND (quiet_to_min <= 1439))')
@Check('notice_setting_zone_check', '((length(zone) >= 1) AND (length(zone) <= 60))')
@ForeignKey('PersonRow', ['personId'], ['personId'], { name: 'notice_setting_person_id_fkey' })
export class NoticeSettingRow {
  @PrimaryColumn({ type: 'text', name: 'person_id' })
  personId!: string;

  @Column({ type: 'text' })
  channel!: string;

  @Column({ type: 'text' })
  zone!: string;

  @Column({ type: 'text' })
  pace!: string;

  @Column({ type: 'integer', name: 'daily_at_min' })
  dailyAtMin!: number;

  @Column({ type: 'integer', name: 'quiet_from_min', nullable: true })
  quietFromMin!: number | null;

  @Column({ type: 'integer', name: 'quiet_to_min', nullable: true })
  quietToMin!: number | null;

  @Column({ type: 'text', name: 'chat_kind', nullable: true })
  chatKind!: string | null;

  @Column({ type: 'text', name: 'chat_url', nullable: true })
  chatUrl!: string | null;

  @Column({ type: 'bigint', name: 'changed_wall' })
  changedWall!: string;

  @Column({ type: 'timestamp with time zone', name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}

@Entity('notice_delivery')
@Check('notice_delivery_channel_check', "(channel = ANY (ARRAY['mail'::text, 'chat'::text]))")
@Check('notice_delivery_ended_check', "((state = 'sending'::text) = (ended_wall IS NULL))")
@Check(
  'notice_delivery_state_check',
  "(state = ANY (ARRAY['sending'::text, 'sent'::text, 'empty'::text, 'failed'::text]))",
)
@ForeignKey('PersonRow', ['personId'], ['personId'], { name: 'notice_delivery_person_id_fkey' })
@Index('notice_delivery_person', ['personId', 'endedWall'])
export class NoticeDeliveryRow {
  @PrimaryColumn({ type: 'text', name: 'delivery_id' })
  deliveryId!: string;

  @Column({ type: 'text', name: 'person_id' })
  personId!: string;

  @Column({ type: 'text' })
  channel!: string;

  @Column({ type: 'text' })
  state!: string;

  @Column({ type: 'bigint', name: 'prepared_wall' })
  preparedWall!: string;

  @Column({ type: 'bigint', name: 'ended_wall', nullable: true })
  endedWall!: string | null;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ type: 'text', name: 'workflow_id' })
  workflowId!: string;

  @Column({ type: 'text', name: 'run_id' })
  runId!: string;

  @Column({ type: 'timestamp with time zone', name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}

@Entity('notice')
@Check(
  'notice_occasion_check',
  "(occasion = ANY (ARRAY['asked'::text, 'added'::text, 'reminded'::text, 'info_requested'::text, 'decided'::text, 'withdrawn'::text, 'invited'::text, 'account_changed'::text, 'payout_review'::text, 'payout_failed'::text, 'payment_returned'::text, 'results_missing'::text]))",
)
@Check(
  'notice_state_check',
  "(state = ANY (ARRAY['new'::text, 'called'::text, 'sending'::text, 'delivered'::text, 'obsolete'::text, 'silent'::text, 'failed'::text]))",
)
@ForeignKey('NoticeDeliveryRow', ['deliveryId'], ['deliveryId'], { name: 'notice_delivery_id_fkey' })
@ForeignKey('PartnerRow', ['partnerId'], ['partnerId'], { name: 'notice_partner_id_fkey' })
@ForeignKey('PersonRow', ['personId'], ['personId'], { name: 'notice_person_id_fkey' })
@Unique('notice_business_key_key', ['businessKey'])
@Unique('notice_notice_id_key', ['noticeId'])
@Index('notice_failed', ['seq'], { where: "(state = 'failed'::text)" })
@Index('notice_new', ['personId'], { where: "(state = 'new'::text)" })
@Index('notice_person', ['personId', 'seq'])
@Index('notice_subject', ['subject', 'personId'])
@Index('notice_waiting', ['personId'], {
  where: "(state = ANY (ARRAY['new'::text, 'called'::text, 'sending'::text]))",
})
export class NoticeRow {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  seq!: string;

  @Column({ type: 'text', name: 'notice_id' })
  noticeId!: string;

  @Column({ type: 'text', name: 'business_key' })
  businessKey!: string;

  @Column({ type: 'text', name: 'person_id' })
  personId!: string;

  @Column({ type: 'text' })
  occasion!: string;

  @Column({ type: 'text' })
  subject!: string;

  @Column({ type: 'text', name: 'partner_id', nullable: true })
  partnerId!: string | null;

  @Column({ type: 'text' })
  state!: string;

  @Column({ type: 'text', name: 'delivery_id', nullable: true })
  deliveryId!: string | null;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ type: 'timestamp with time zone', name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}

@Entity('decision_link')
@Check('decision_link_token_hash_check', "(token_hash ~ '^[0-9a-f]{64}$'::text)")
@ForeignKey('ApprovalRow', ['approvalId', 'contentHash'], ['approvalId', 'contentHash'], {
  name: 'decision_link_approval_id_content_hash_fkey',
})
@ForeignKey('PersonRow', ['personId'], ['personId'], { name: 'decision_link_person_id_fkey' })
export class DecisionLinkRow {
  @PrimaryColumn({ type: 'text', name: 'token_hash' })
  tokenHash!: string;

  @Column({ type: 'text', name: 'approval_id' })
  approvalId!: string;

  @Column({ type: 'text', name: 'person_id' })
  personId!: string;

  @Column({ type: 'text', name: 'content_hash' })
  contentHash!: string;

  @Column({ type: 'bigint', name: 'expires_wall' })
  expiresWall!: string;

  @Column({ type: 'text', name: 'used_by', nullable: true })
  usedBy!: string | null;

  @Column({ type: 'timestamp with time zone', name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}
