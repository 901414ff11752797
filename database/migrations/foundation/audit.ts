import { ORIGIN, RECORDED } from './columns';

/** One line per transition, never changed. */
export const AUDIT = [
  `CREATE TABLE audit (
     seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     partner_id text,
     at_ms bigint NOT NULL,
     actor text NOT NULL,
     on_behalf_of text,
     action text NOT NULL,
     subject text NOT NULL,
     reason text,
     details jsonb,
     program_version text,
     ${ORIGIN}, ${RECORDED})`,
  `CREATE INDEX audit_partner ON audit (partner_id, seq)`,
  `CREATE FUNCTION audit_notify() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     PERFORM pg_notify('audit', json_build_object('seq', NEW.seq, 'partnerId', NEW.partner_id, 'action', NEW.action)::text);
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER audit_notify AFTER INSERT ON audit FOR EACH ROW EXECUTE FUNCTION audit_notify()`,
];
