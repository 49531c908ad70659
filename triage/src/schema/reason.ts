import { z } from 'zod';

/** Why a field, or a ticket, went where it went. Codes are stable; the panel and the docs hold the sentences. */
export const reasonCodes = [
  'confident',
  'below-apply-threshold',
  'below-suggest-threshold',
  'suggest-only',
  'rule-matched',
  'blind-sample',
  'not-certified',
  'certificate-expired',
  'certificate-site',
  'certificate-model',
  'certificate-masking',
  'certificate-policy',
  'certificate-catalog',
  'certificate-mix',
  'certificate-error',
  'certificate-unwatched',
  'field-off',
  'no-prediction',
  'label-not-in-catalog',
  'field-not-in-catalog',
  'field-not-editable',
  'human-value-present',
  'already-set',
  'out-of-scope',
  'empty-text',
  'model-unavailable',
  'catalog-unavailable',
  'loop-guard',
  'write-conflict',
  'write-rejected',
  'write-unknown',
] as const;
export const reasonCodeSchema = z.enum(reasonCodes);
export type ReasonCode = z.infer<typeof reasonCodeSchema>;

const sentences: Readonly<Record<ReasonCode, string>> = {
  confident: 'The probability reaches the threshold for applying.',
  'below-apply-threshold': 'The probability is below the threshold for applying.',
  'below-suggest-threshold': 'The model is not sure enough to suggest anything.',
  'suggest-only': 'This field is set to suggest only.',
  'rule-matched': 'The model is not sure; a rule of the administrator suggests this value.',
  'blind-sample': 'Drawn at random to be handled without a suggestion, so that errors can be counted.',
  'not-certified': 'The certificate makes no promise for this value.',
  'certificate-expired': 'The certificate for applying has expired.',
  'certificate-site': 'The certificate was made for another site.',
  'certificate-model': 'The certificate was made for another model.',
  'certificate-masking': 'The certificate was made with another version of masking.',
  'certificate-policy': 'The certificate was made for another scope of tickets or fields.',
  'certificate-catalog': 'The service catalog offers other values than when the certificate was made.',
  'certificate-mix': 'Tickets are of other kinds than when the certificate was made.',
  'certificate-error': 'More errors were counted in production than the certificate allows.',
  'certificate-unwatched': 'Nobody counts errors in production here, which the certificate asks for.',
  'field-off': 'This field is switched off.',
  'no-prediction': 'The model does not predict this field.',
  'label-not-in-catalog': 'The predicted value is not offered by the service catalog, or no longer.',
  'field-not-in-catalog': 'The field does not exist for this kind of ticket.',
  'field-not-editable': 'The integration account may not edit this field.',
  'human-value-present': 'Someone has already chosen a value, and it stays.',
  'already-set': 'The ticket already has this value.',
  'out-of-scope': 'The text is unlike what the model has learnt.',
  'empty-text': 'The ticket has no text to go by.',
  'model-unavailable': 'No model could be loaded.',
  'catalog-unavailable': 'The service catalog could not be read.',
  'loop-guard': 'This ticket was decided too often within an hour; a person should look.',
  'write-conflict': 'Someone changed the ticket at the same moment; their value stays.',
  'write-rejected': 'The service desk refused the change.',
  'write-unknown': 'It is not certain whether the change was made; a person should look.',
};

/** The sentence people read. */
export function describeReason(code: ReasonCode): string {
  return sentences[code];
}
