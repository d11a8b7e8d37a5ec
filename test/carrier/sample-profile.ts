import { type CarrierProfile, carrierSchema } from '../../carrier/profile';

/** The profile of the carrier `acme`, as the carriers file would give it with these keys. */
export function sampleProfile(keys: Readonly<Record<string, unknown>> = {}): CarrierProfile {
  const least = { host: '127.0.0.1', port: 2775, system_id: 'waybill', password: 'secret' };
  return { name: 'acme', ...carrierSchema.parse({ ...least, ...keys }) };
}
